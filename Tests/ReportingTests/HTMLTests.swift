import LedgerCore
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("网页")
struct HTMLTests {
  /// What a file or a person may have put into a text.
  private static let hostile = #"</td><script>alert('甲')</script> & "乙" <!-- ]]> &amp; "#

  /// Every kind of page of some book, calm or not, one with hostile words wherever words go.
  private static func pages() throws -> [String] {
    var angry = try SampleBook.hongsibu()
    angry.bureau = Bureau(agency: hostile, region: hostile)
    try angry.spend(.other, hostile, fen: 1_000, from: hostile)
    for index in 1...30 { try angry.spend(.other, "付\(index)", fen: 1_000, from: "无〔2024〕9号") }
    let documents = [
      try SampleBook.hongsibu().document(), try SampleBook.odd(seed: 7).document(),
      try SampleBook().document(), try angry.document(),
    ]
    let roster = Roster(
      voucher: try .of("支-001"), paidOn: try .of("2024-04-01"), payee: hostile,
      lines: [
        .init(
          line: 1, use: .duty, subject: hostile, recipient: hostile, lawyer: hostile,
          basis: hostile, document: try .of("文1"), amount: try .yuan("1"))
      ])
    let papers = Rosters(of: Bureau(agency: hostile, region: hostile))
    let history = HistoryTable(
      of: try number("案1"),
      [
        HistoryTable.Event(
          recordedAt: "2024-01-01", localTime: hostile, operatorName: hostile, words: hostile,
          reason: hostile)
      ])
    return documents.flatMap { [$0.statement(.html), $0.tables(.html), $0.paragraph(.html)] } + [
      try papers.rosters([roster, roster], .html), try papers.noticeTable([roster]).printed(.html),
      try papers.exemptIncomeTable([], in: Span(.of(2024))).printed(.html), history.printed(.html),
      try RegisterTables.claims([]).printed(.html),
    ]
  }

  @Test("a page is well formed, Chinese, in UTF-8, with one main part")
  func wellFormed() throws {
    for page in try Self.pages() {
      let elements = try HTMLElements(page)
      #expect(elements["html"].map(\.attributes) == [["lang": "zh-CN"]])
      #expect(elements["meta"].first?.attributes == ["charset": "utf-8"])
      #expect(elements["main"].count == 1)
      #expect(elements["title"].count == 1)
      #expect(elements["title"].first?.text == elements["h1"].first?.text)
      #expect(page.hasSuffix("</html>\n") && !page.contains("\r"))
    }
  }

  @Test("a page stands in another as it stands alone, one level deeper")
  func fragments() throws {
    let document = try SampleBook.odd(seed: 7).document()
    let pages = [
      (document.statementPage(), document.statement(.html)),
      (document.tablesPage, document.tables(.html)),
    ]
    for (page, file) in pages {
      let fragment = page.htmlFragment()
      let elements = try HTMLElements("<!DOCTYPE html>\n<main>\(fragment)</main>")
      for outside in ["html", "head", "body", "style", "h1"] {
        #expect(elements[outside].isEmpty)
      }
      let alone = try HTMLElements(file)
      #expect(elements["h2"].map(\.text) == alone["h1"].map(\.text))
      #expect(elements["td"].map(\.text) == alone["td"].map(\.text))
    }
  }

  @Test("two fragments on one page name no heading alike")
  func fragmentNames() throws {
    let document = try SampleBook.hongsibu().document()
    let page = document.statementPage().htmlFragment(prefix: "对账")
    let other = document.tablesPage.htmlFragment(prefix: "报表")
    let elements = try HTMLElements("<!DOCTYPE html>\n<main>\(page)\(other)</main>")
    let names = ["h2", "h3"].flatMap { elements[$0].compactMap { $0.attributes["id"] } }
    #expect(names.count > 4 && Set(names).count == names.count)
  }

  @Test("a page runs nothing and fetches nothing, whatever stands in the ledger")
  func selfContained() throws {
    let inert: Set<String> = [
      "html", "head", "meta", "title", "style", "body", "main", "article", "section", "h1", "h2",
      "h3", "p", "div", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr",
      "th", "td",
    ]
    let attributes: Set<String> = [
      "lang", "charset", "name", "content", "class", "id", "scope", "colspan", "role",
      "aria-label", "aria-labelledby", "tabindex", "data-figure", "data-days", "data-unit",
    ]
    for page in try Self.pages() {
      for word in ["<script", "http", "url(", "@import", "src=", "href="] {
        #expect(!page.lowercased().contains(word), "\(word)")
      }
      for element in try HTMLElements(page).all {
        #expect(inert.contains(element.name))
        #expect(attributes.isSuperset(of: element.attributes.keys), "\(element.attributes)")
      }
    }
  }

  @Test("headings begin at the first level and leave none out; each part is named by its own")
  func headings() throws {
    for page in try Self.pages() {
      let elements = try HTMLElements(page).all
      let levels = elements.compactMap { element in
        ["h1", "h2", "h3"].firstIndex(of: element.name).map { $0 + 1 }
      }
      #expect(levels.first == 1)
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
      let ids = elements.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count)
      #expect(elements.compactMap { $0.attributes["aria-labelledby"] } == ids)
    }
  }

  @Test("every table has a caption, a heading for each column and a name for each row")
  func tables() throws {
    for page in try Self.pages() {
      let elements = try HTMLElements(page)
      #expect(elements["caption"].count == elements["table"].count)
      #expect(elements["caption"].allSatisfy { !$0.text.isEmpty })
      #expect(elements["thead"].count == elements["table"].count)
      var columns = 0
      for row in Self.rows(elements) {
        let scopes = row.compactMap { $0.attributes["scope"] }
        if scopes.allSatisfy({ $0 == "col" }), scopes.count == row.count {
          columns = row.count
        } else if let span = row.first?.attributes["colspan"] {
          #expect(row.map(\.text) == ["（无）"] && span == "\(columns)")
        } else {
          #expect(row.count == columns && scopes == ["row"])
        }
      }
    }
  }

  /// The cells of each row, in the order of the page.
  private static func rows(_ elements: HTMLElements) -> [[HTMLElements.Element]] {
    var rows: [[HTMLElements.Element]] = []
    for element in elements.all {
      if element.name == "tr" { rows.append([]) }
      if ["th", "td"].contains(element.name) { rows[rows.count - 1].append(element) }
    }
    return rows
  }

  @Test(
    "a sign of markup is written as itself",
    arguments: [
      ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"), ("<\u{338}b", "&lt;\u{338}b"),
      ("&amp;", "&amp;amp;"), ("一\n二", "一 二"), ("a\u{1B}[31mb\u{202E}", "ab"),
      ("a\u{FFFE}b\u{FFFF}\u{0}", "ab"), ("　其中：𠮷", "　其中：𠮷"), ("", ""),
    ])
  func escapes(raw: String, written: String) {
    #expect(HTMLTable.escaped(raw) == written)
  }

  @Test("what stands in a cell is read back as it is printed elsewhere")
  func readBack() throws {
    let table = ReportTable(
      id: "t", title: Self.hostile, columns: [.text("a", Self.hostile), .number("b", "金额")],
      rows: [[.text(Self.hostile), .money(Money(fen: -123_456))], [.text("空"), .money(nil)]],
      notes: [Self.hostile])
    let elements = try HTMLElements(table.printed(.html))
    #expect(elements["h1"].map(\.text) == [Self.hostile])
    #expect(elements["caption"].map(\.text) == [Self.hostile])
    #expect(elements["th"].map(\.text) == [Self.hostile, "金额", Self.hostile, "空"])
    #expect(elements["td"].map(\.text) == ["-1,234.56", "-"])
    #expect(elements["td"].allSatisfy { $0.attributes["class"] == "number short" })
    #expect(elements["p"].map(\.text) == ["注：" + Self.hostile])
  }

  @Test("every number of the text stands in the page too", arguments: 0..<10)
  func numbers(seed: UInt64) throws {
    var book = try SampleBook.odd(seed: seed, opening: seed % 2 == 0)
    try book.spend(.other, "付9", fen: 123_456_789, from: "无〔2024〕9号")
    let document = try book.document()
    for (text, page) in [
      (document.statement(.text), document.statement(.html)),
      (document.tables(.text), document.tables(.html)),
      (document.paragraph(.text), document.paragraph(.html)),
    ] {
      // By elements: two cells side by side are not one number.
      let parts = ["h1", "h2", "h3", "p", "dd", "caption", "th", "td"]
      let elements = try HTMLElements(page).all.filter { parts.contains($0.name) }
      let printed = elements.reduce(into: Set()) { $0.formUnion(Self.numbers(of: $1.text)) }
      let numbers = Self.numbers(of: text)
      #expect(numbers.count > 3)
      #expect(numbers.subtracting(printed) == [], "seed \(seed)")
    }
  }

  private static func numbers(of text: String) -> Set<String> {
    Set(text.matches(of: /-?[0-9][0-9,]*(\.[0-9]+)?%?/).map { String($0.output.0) })
  }

  @Test("a finding stands in a section of its rule, with its severity in words and in the border")
  func findings() throws {
    let document = try SampleBook.hongsibu().document()
    let elements = try HTMLElements(document.statement(.html))
    let sections = elements["section"].filter { $0.attributes["class"] != nil }
    #expect(sections.compactMap { $0.attributes["class"] } == ["block", "high"])
    for (section, finding) in zip(sections, document.result.findings) {
      let rule = try #require(RuleCatalogue.description(of: finding.rule))
      for words in [
        "\(rule.id) \(rule.title)", rule.holdsWhen, rule.basis, rule.advice.words, finding.subject,
        finding.amount.groupedYuanText, "不符", finding.message,
      ] {
        #expect(section.text.contains(words), "\(words)")
      }
    }
    #expect(elements["h3"].map { $0.text.prefix(4) } == ["【严重】", "【重要】"])
    let calm = try HTMLElements(SampleBook.odd(seed: 7).document().statement(.html))
    #expect(calm["h3"].isEmpty && calm["p"].contains { $0.text == "无。" })
  }

  @Test("what nobody may miss is a note in a box before the first table")
  func banner() throws {
    let page = try SampleBook.hongsibu().document().statement(.html)
    let elements = try HTMLElements(page).all
    let note = try #require(elements.firstIndex { $0.attributes["role"] == "note" })
    let table = try #require(elements.firstIndex { $0.name == "table" })
    #expect(note < table)
    #expect(elements[note].attributes == ["class": "banner", "role": "note", "aria-label": "注意"])
    #expect(elements[note].text.contains("多支出 3,600.00 元（0.36 万元）。"))
  }

  @Test(
    "a table is set smaller, and at last across the sheet, as its figures need it",
    arguments: [
      (columns: 5, fen: 99_999_999_999, classes: "small", isAcross: false),
      (columns: 8, fen: 20_000_000, classes: "small", isAcross: false),
      (columns: 9, fen: 20_000_000, classes: "small wide", isAcross: false),
      (columns: 9, fen: 2_000_000_000, classes: "small wide dense", isAcross: false),
      (columns: 9, fen: 99_999_999_999_999, classes: "small wide dense broad", isAcross: true),
      (columns: 14, fen: 20_000_000, classes: "small wide dense broad", isAcross: true),
    ])
  func sheetFit(columns: Int, fen: Int64, classes: String, isAcross: Bool) throws {
    let table = ReportTable(
      id: "t", title: "表",
      columns: [.text("a", "项目")] + (1..<columns).map { .number("c\($0)", "金额") },
      rows: [[.text("一")] + (1..<columns).map { _ in .money(Money(fen: fen)) }], notes: ["说明"])
    let elements = try HTMLElements(table.printed(.html))
    #expect(elements["table"].map { $0.attributes["class"] } == [classes])
    let regions = elements["div"].compactMap { $0.attributes["class"] }
    #expect(regions == (columns < 6 ? [] : [isAcross ? "scroll across" : "scroll"]))
  }

  @Test("each voucher has an article of its own, and a total is no footer of every sheet")
  func sheets() throws {
    let line = Roster.Line(
      line: 1, use: .duty, subject: "值1", recipient: nil, lawyer: "王律", basis: "1 天",
      document: try .of("文1"), amount: try .yuan("200"))
    let rosters = try ["支1", "支2"].map {
      Roster(voucher: try .of($0), paidOn: try .of("2024-04-01"), payee: "甲所", lines: [line])
    }
    let page = try Rosters(of: Bureau(agency: "测试区司法局", region: "测试区"))
      .rosters(rosters, .html)
    let elements = try HTMLElements(page)
    #expect(elements["article"].count == 2 && elements["h1"].count == 2)
    #expect(Set(elements["article"].map(\.depth)).count == 1)
    for rule in [
      "size: A4", "counter(page)", "thead { display: table-header-group; }",
      "tfoot { display: table-row-group;", "article + article", "tabular-nums",
    ] {
      #expect(page.contains(rule), "\(rule)")
    }
  }
}
