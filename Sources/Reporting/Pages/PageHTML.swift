import LedgerCore
import Reconciliation

/// A page as one HTML file that stands alone: it runs nothing, fetches nothing, and prints on A4.
///
/// Every element is closed, so that the file is XML below its first line. Titles open articles,
/// headings open sections in them; what a heading's level is follows from where it stands.
struct PageHTML: Sendable {
  private var lines: [String] = []
  /// The names of the elements that are open, outermost first.
  private var open: [String] = []
  /// How many headings stand above the outermost of these: 1 in a booklet, under its title.
  private let above: Int
  /// What the names of the headings begin with, so that those of two pages differ.
  private let prefix: String
  /// Every heading so far with its level, the outermost being 1.
  private(set) var headings: [(level: Int, id: String, words: String)] = []

  init(_ blocks: [Page.Block], above: Int = 0, prefix: String = "h") {
    self.above = above
    self.prefix = prefix
    for block in blocks { add(block) }
    close(from: 1)
  }

  /// The lines of a page that stands in another, ended by a line end.
  static func fragment(_ page: Page, above: Int, prefix: String) -> String {
    PageHTML(page.blocks, above: above, prefix: prefix).lines.joined(separator: "\n") + "\n"
  }

  /// The whole file, ended by a line end.
  static func text(_ page: Page) -> String {
    file(page.name ?? "法律援助经费", ["<main>"] + PageHTML(page.blocks).lines + ["</main>"])
  }

  /// The whole file of a booklet: its cover with the contents, then its parts.
  static func text(_ booklet: Booklet) -> String {
    let cover = PageHTML(booklet.cover, above: 1)
    let parts = PageHTML(booklet.parts, above: 1)
    return file(
      booklet.title,
      [
        ##"<a class="skip" href="#content">跳到正文</a>"##,
        "<header>", HTMLTable.element("h1", booklet.title),
      ] + cover.lines + ["</header>"] + parts.contents
        + [#"<main id="content" tabindex="-1">"#] + parts.lines + ["</main>"])
  }

  private static func file(_ title: String, _ body: [String]) -> String {
    let head = [
      "<!DOCTYPE html>",
      #"<html lang="zh-CN">"#,
      "<head>",
      #"<meta charset="utf-8"/>"#,
      #"<meta name="viewport" content="width=device-width, initial-scale=1"/>"#,
      HTMLTable.element("title", title),
      "<style>", PageStyle.text, "</style>",
      "</head>",
      "<body>",
    ]
    return (head + body + ["</body>", "</html>"]).joined(separator: "\n") + "\n"
  }

  /// The contents, with a link to each part and to the sections in it.
  private var contents: [String] {
    var lines = [#"<nav aria-labelledby="contents">"#, #"<h2 id="contents">目录</h2>"#, "<ol>"]
    var isNested = false
    for (index, heading) in headings.enumerated() where heading.level <= 2 {
      if heading.level == 2, !isNested { lines.append("<ol>") }
      if heading.level == 1 {
        if isNested { lines.append("</ol>") }
        if index > 0 { lines.append("</li>") }
      }
      isNested = heading.level == 2
      let link = HTMLTable.element("a", heading.words, " href=\"#\(heading.id)\"")
      lines.append("<li>" + link + (isNested ? "</li>" : ""))
    }
    if isNested { lines.append("</ol>") }
    return lines + (headings.isEmpty ? [] : ["</li>"]) + ["</ol>", "</nav>"]
  }

  private mutating func add(_ block: Page.Block) {
    switch block {
    case .title(let title): begin(level: 1, title)
    case .heading(let heading): begin(level: 2, heading)
    case .section(let heading, let table):
      begin(level: 2, heading)
      lines.append(HTMLTable.text(table, titled: false))
    case .illustrated(let heading, let pictures, let table):
      begin(level: 2, heading)
      for picture in pictures { lines += PictureHTML.lines(picture, of: table) }
      lines.append(HTMLTable.text(table, titled: false))
    case .facts(let facts): add(facts)
    case .prose(let text): lines.append(HTMLTable.element("p", text, #" class="prose""#))
    case .figures(let names, let figures):
      add(
        zip(names, figures.facts(names)).map { name, fact in
          let figure = FigureReference(name: name, period: figures.period)
          return (fact.name, fact.value, HTMLTable.attributes(of: figure))
        })
    case .sentences(let sentences):
      lines.append(#"<div class="sentences">"#)
      lines += sentences.map { HTMLTable.element("p", $0) }
      lines.append("</div>")
    case .banner(let sentences):
      lines.append(#"<div class="banner" role="note" aria-label="注意">"#)
      lines += sentences.map { HTMLTable.element("p", Substring($0).trimmed.description) }
      lines.append("</div>")
    case .table(let table):
      // A table that stands alone gives the page its title.
      let isFirst = open.isEmpty
      if isFirst { begin(level: 1, table.title) }
      lines.append(HTMLTable.text(table, titled: !isFirst))
    case .signing(let facts, let lines):
      if !facts.isEmpty { add(facts) }
      add(.sentences(lines))
    case .findings(let findings):
      if findings.groups.isEmpty { lines.append("<p>无。</p>") }
      for group in findings.groups { add(group) }
    }
  }

  private mutating func add(_ facts: [(name: String, value: String)]) {
    add(facts.map { ($0.name, $0.value, "") })
  }

  private mutating func add(_ facts: [(name: String, value: String, attributes: String)]) {
    lines.append("<dl>")
    lines += facts.map { fact in
      let name = HTMLTable.element("dt", fact.name + "：")
      return "<div>" + name + HTMLTable.element("dd", fact.value, fact.attributes) + "</div>"
    }
    lines.append("</dl>")
  }

  private mutating func add(_ group: FindingList.Group) {
    begin(level: 3, group.heading, kind: group.severity.rawValue)
    if !group.rubric.isEmpty { add(group.rubric) }
    if group.shown > 0 { lines.append(HTMLTable.text(group.table, titled: false)) }
    if let hiddenNote = group.hiddenNote {
      lines.append(HTMLTable.element("p", hiddenNote, #" class="note""#))
    }
    close(from: open.count)
  }

  /// Opens an article or a section under its heading, and closes what it cannot stand in.
  ///
  /// No level is left out: a heading of the third level under a title becomes one of the second.
  private mutating func begin(level: Int, _ heading: String, kind: String? = nil) {
    close(from: level)
    let element = open.isEmpty ? "article" : "section"
    open.append(element)
    let id = "\(prefix)\(headings.count + 1)"
    headings.append((open.count, id, heading))
    let attributes = kind.map { " class=\"\($0)\"" } ?? ""
    lines += [
      "<\(element)\(attributes) aria-labelledby=\"\(id)\">",
      HTMLTable.element("h\(open.count + above)", heading, " id=\"\(id)\""),
    ]
  }

  /// Closes the elements that are open at a level and below it.
  private mutating func close(from level: Int) {
    while open.count >= level, let element = open.popLast() { lines.append("</\(element)>") }
  }
}

extension Page {
  /// The page as one HTML file that stands alone.
  var html: String { PageHTML.text(self) }

  /// The page as a part of another: without head and style, which the other has.
  ///
  /// - Parameters:
  ///   - above: How many levels of headings stand above its title.
  ///   - prefix: What the names of its headings begin with: of two parts of one page not the same.
  /// - Returns: Closed elements only.
  package func htmlFragment(above: Int = 1, prefix: String = "h") -> String {
    PageHTML.fragment(self, above: above, prefix: prefix)
  }

  /// The style sheet that the fragments are made for.
  package static var styleSheet: String { PageStyle.text }
}
