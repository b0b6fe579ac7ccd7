import LedgerCore
import Reconciliation
import Reporting
import Testing

@Suite("年度报告")
struct AnnualReportTests {
  private static let hostile = #"</td><script>alert('甲')</script> & "乙" <!-- ]]> &amp; "#

  /// A calm year, a year of every kind, an empty one, and one with hostile words and many findings.
  private static func documents() throws -> [Document] {
    var angry = try SampleBook.hongsibu()
    angry.bureau = Bureau(agency: hostile, region: hostile)
    try angry.spend(.other, hostile, fen: 1_000, from: hostile)
    for index in 1...60 {
      try angry.receive("财〔2024〕\(hostile)\(index)号", .donation, fen: 1_000 * Int64(index))
      try angry.spend(.other, "付\(index)", fen: 1_000, from: "无〔2024〕9号")
    }
    // A case that was approved and a shift that was served, which nobody paid.
    var full = try SampleBook.odd(seed: 7)
    full.dossiers[0].lines = []
    full.duties[0].lines = []
    return [
      try SampleBook.hongsibu().document(), try full.document(), try SampleBook().document(),
      try angry.document(),
    ]
  }

  private static func reports() throws -> [String] { try documents().map(\.annualReport) }

  @Test("a report is one well-formed file that runs nothing and fetches nothing")
  func selfContained() throws {
    let inert: Set<String> = [
      "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "ol", "li", "main",
      "article", "section", "h1", "h2", "h3", "h4", "p", "div", "dl", "dt", "dd", "table",
      "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "svg",
      "desc", "defs", "pattern", "path", "circle", "rect", "text", "tspan",
    ]
    for report in try Self.reports() {
      for word in ["<script", "http", "@import", "src="] {
        #expect(!report.lowercased().contains(word), "\(word)")
      }
      let addresses = report.matches(of: /url\(.|href=../).map { String($0.output) }
      #expect(addresses.allSatisfy { ["url(#", "href=\"#"].contains($0) })
      let elements = try HTMLElements(report)
      #expect(Set(elements.all.map(\.name)).subtracting(inert) == [])
      #expect(elements.all.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
      #expect(elements["html"].map(\.attributes) == [["lang": "zh-CN"]])
    }
  }

  @Test("links, names and patterns lead to something on the page, and nothing has two places")
  func references() throws {
    for report in try Self.reports() {
      let elements = try HTMLElements(report).all
      let ids = elements.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count)
      let links = elements.compactMap { $0.attributes["href"]?.dropFirst() }
      let names = elements.compactMap { $0.attributes["aria-labelledby"] }
        .flatMap { $0.split(separator: " ") }
      let patterns = elements.compactMap { $0.attributes["fill"] }.filter { $0.hasPrefix("url") }
        .map { $0.dropFirst(5).dropLast() }
      #expect(links.count > 6 && names.count > 6)
      #expect(Set(links + names + patterns).subtracting(ids.map { $0[...] }) == [])
    }
  }

  @Test(
    "the parts are landmarks under headings that leave no level out, and all are in the contents")
  func landmarks() throws {
    for report in try Self.reports() {
      let elements = try HTMLElements(report)
      for landmark in ["header", "nav", "main", "h1"] {
        #expect(elements[landmark].count == 1, "\(landmark)")
      }
      let skip = try #require(elements["a"].first)
      #expect(skip.attributes["href"] == "#content")
      #expect(elements["main"].map { $0.attributes["id"] } == ["content"])
      let headings = ["h1", "h2", "h3", "h4"]
      let levels = elements.all.compactMap { headings.firstIndex(of: $0.name) }
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
      #expect(levels.first == 0)
      let listed = elements["a"].dropFirst().map(\.text)
      let parts = elements.all.filter { ["h2", "h3"].contains($0.name) }.dropFirst().map(\.text)
      #expect(listed == parts)
    }
  }

  @Test(
    "what a narrow screen cannot hold moves by the keyboard, and every table and image has a name")
  func regions() throws {
    for report in try Self.reports() {
      let elements = try HTMLElements(report)
      let regions = elements.all.filter { $0.attributes["class"]?.hasPrefix("scroll") == true }
      for region in regions {
        #expect(region.attributes["tabindex"] == "0" && region.attributes["role"] == "region")
        #expect(region.attributes["aria-label"]?.isEmpty == false)
      }
      #expect(regions.count >= elements["svg"].count)
      #expect(elements["caption"].count == elements["table"].count)
      #expect(elements["figure"].count == elements["figcaption"].count)
      #expect(elements["svg"].allSatisfy { $0.attributes["role"] == "img" })
      #expect(elements["desc"].count == elements["svg"].count)
    }
  }

  @Test("every picture finds its table and its columns, and stands over it")
  func pictures() throws {
    let documents = try Self.documents()
    let full = documents[1]
    for picture in Pictures.all {
      let table = try #require(full.tables.first { $0.id == picture.table }, "\(picture.table)")
      #expect(!picture.charts(of: table).isEmpty, "\(picture.table)")
    }
    #expect(try HTMLElements(full.annualReport)["svg"].count == Pictures.all.count)
    let empty = try HTMLElements(documents[2].annualReport)
    #expect(empty["svg"].isEmpty)
    let notes = empty["p"].filter { $0.text.hasSuffix("——没有可画的数据。") }
    #expect(notes.count == Pictures.all.count)
  }

  @Test("paragraph, tables and statement are those of the documents by themselves")
  func agreement() throws {
    for document in try Self.documents() {
      let report = try HTMLElements(document.annualReport)
      #expect(report["p"].first { $0.attributes["class"] == "prose" }?.text == document.paragraph)
      let cells = report["td"].map(\.text)
      for page in [document.tables(.html), document.statement(.html)] {
        let tables = try HTMLElements(page)["td"].map(\.text)
        #expect(Set(tables).subtracting(cells) == [])
      }
      let names = document.result.findings.map(\.subject).filter { !$0.contains("\u{3c}") }
      #expect(names.allSatisfy(document.annualReport.contains))
    }
  }

  @Test("no recipient is named")
  func names() throws {
    for report in try Self.reports() {
      #expect(!report.contains("张小明") && !report.contains("张某某"))
    }
  }
}
