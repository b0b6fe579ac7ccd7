import LedgerCore
import Schema

/// 帮助: the officer's guide.
enum HelpRoom {
  static func answer(_ visit: Visit) throws -> Response {
    let chapters = Guide.chapters
    let number = visit.request.query["chapter"].flatMap { Int($0) } ?? 1
    guard chapters.indices.contains(number - 1) else { throw RequestFault.notFound }
    let links = chapters.map { chapter -> HTML in
      let current: HTML = chapter.number == number ? " aria-current=\"page\"" : .none
      return "<li><a href=\"/help?chapter=\(chapter.number)\"\(current)>\(chapter.heading)</a></li>"
    }
    return visit.page(
      "帮助", room: .help,
      """
      <nav aria-label="指南的章"><ol class="chapters">\(links)</ol></nav>
      \(GuideView(chapters[number - 1].text).html)
      """)
  }
}

/// A chapter of the guide, whose Markdown is plain: headings, paragraphs, lists, tables and code.
struct GuideView {
  let html: HTML

  init(_ text: String) {
    var pieces: [HTML] = []
    var code: [String]?
    var list: [HTML] = []
    var table: [[String]] = []
    func end() {
      if !list.isEmpty { pieces.append("<ul>\(list)</ul>") }
      if let head = table.first {
        let rows = table.dropFirst(2).map { row -> HTML in
          "<tr>\(row.map { cell -> HTML in "<td>\(Self.inline(cell))</td>" }.joined())</tr>"
        }
        let heading = head.map { cell -> HTML in
          "<th scope=\"col\">\(Self.inline(cell))</th>"
        }
        pieces.append(
          """
          <div class="scroll" role="region" tabindex="0" aria-label="表"><table>
          <thead><tr>\(heading.joined())</tr></thead>
          <tbody>\(rows)</tbody></table></div>
          """)
      }
      list = []
      table = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if let lines = code {
          pieces.append("<pre tabindex=\"0\">\(lines.map { HTML(text: $0) })</pre>")
        }
        end()
        code = code == nil ? [] : nil
      } else if code != nil {
        code?.append(line)
      } else if line.hasPrefix("|") {
        table.append(
          line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            .map { String($0).trimmed })
      } else if line.hasPrefix("- ") || line.firstMatch(of: #/^[0-9]+\. /#) != nil {
        list.append("<li>\(Self.inline(String(line.drop { $0 != " " }.dropFirst())))</li>")
      } else {
        end()
        if line.hasPrefix("#") {
          let words = String(line.drop { "# ".contains($0) })
          pieces.append("<h2>\(words)</h2>")
        } else if !line.isEmpty {
          pieces.append("<p>\(Self.inline(line))</p>")
        }
      }
    }
    end()
    html = "<div class=\"guide\">\(pieces)</div>"
  }

  /// Text in which code stands between backquotes.
  private static func inline(_ text: String) -> HTML {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    return parts.enumerated().map { place, part -> HTML in
      place % 2 == 1 ? "<code>\(part)</code>" : HTML(text: part.replacing("**", with: ""))
    }.joined()
  }
}
