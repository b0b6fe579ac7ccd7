import LedgerCore
import Reporting

/// A table on a page: its cells as the report has them, its rows leading to what they are about.
struct TableView {
  let table: ReportTable
  /// Where a row's first cell leads, by the row's place; nil where it leads nowhere.
  var link: ((Int) -> String?)?
  /// What a tick box at a row is named and stands for; nil for a table without.
  var tick: (name: String, value: (Int) -> String?)?
  /// Which rows are shown.
  var rows: Range<Int>

  init(_ table: ReportTable, rows: Range<Int>? = nil) {
    self.table = table
    self.rows = rows ?? table.rows.indices
  }

  var html: HTML {
    """
    <div class="scroll" role="region" tabindex="0" aria-label="\(table.title)">
    <table>
    <caption class="unseen">\(table.title)</caption>
    <thead><tr>\(tick == nil ? HTML.none : tickHeading)\(headings.joined())</tr></thead>
    <tbody>
    \(table.rows.isEmpty ? [nothing] : rows.map(row))
    </tbody>\(totals)
    </table>
    </div>
    \(table.notes.map { note -> HTML in "<p class=\"note\">注：\(note)</p>" })
    """
  }

  private var tickHeading: HTML { "<th scope=\"col\"><span class=\"unseen\">选中</span></th>" }

  private var headings: [HTML] {
    table.columns.map { column in
      "<th scope=\"col\"\(number(column))>\(column.title)</th>"
    }
  }

  private var nothing: HTML {
    let width = table.columns.count + (tick == nil ? 0 : 1)
    return "<tr><td colspan=\"\(width)\">（无）</td></tr>"
  }

  private func row(_ place: Int) -> HTML {
    let cells = table.rows[place]
    var line = HTML.none
    if let tick {
      let box: HTML? = tick.value(place).map { value in
        """
        <input type="checkbox" name="\(tick.name)" value="\(typed: value)" \
        aria-label="选中 \(cells[0].forPeople)">
        """
      }
      line += "<td>\(box ?? .none)</td>"
    }
    for (index, (column, cell)) in zip(table.columns, cells).enumerated() {
      let isFirst = index == 0
      let text: HTML =
        if isFirst, let address = link?(place) {
          "<a href=\"\(typed: address)\">\(cell.forPeople)</a>"
        } else {
          HTML(text: printable(cell.forPeople))
        }
      line +=
        isFirst
        ? "<th scope=\"row\"\(number(column))>\(text)</th>"
        : "<td\(number(column))>\(text)</td>"
    }
    return "<tr>\(line)</tr>"
  }

  private var totals: HTML {
    guard let totals = table.totals else { return .none }
    let cells = zip(table.columns, totals).map { column, cell -> HTML in
      "<td\(number(column))>\(cell.forPeople)</td>"
    }
    let gap: HTML = tick == nil ? .none : "<td></td>"
    return "\n<tfoot><tr>\(gap)\(cells.joined())</tr></tfoot>"
  }

  private func number(_ column: ReportTable.Column) -> HTML {
    column.isNumeric ? " class=\"number\"" : .none
  }
}

/// The pages of a list: 50 rows each, the page in the address under a name of its own.
struct Pager {
  static let rowsMax = 50

  let count: Int
  /// From 1.
  let page: Int
  private let last: Int
  /// Of the list, without the page.
  let query: Fields
  let path: String
  private let name: String

  init(_ count: Int, at path: String, _ query: Fields, named name: String = "page") {
    self.count = count
    self.path = path
    self.name = name
    self.query = query.without([name])
    last = max(1, (count + Self.rowsMax - 1) / Self.rowsMax)
    page = min(max(1, query[name].flatMap { Int($0) } ?? 1), last)
  }

  /// The places of the rows of this page.
  var rows: Range<Int> {
    let start = (page - 1) * Self.rowsMax
    return start..<min(count, start + Self.rowsMax)
  }

  var html: HTML {
    guard last > 1 else { return "<p class=\"note\">共 \(count) 行</p>" }
    return """
      <nav class="pager" aria-label="翻页">\(to(page - 1, "上一页"))\
      <span>第 \(page) 页，共 \(last) 页（\(count) 行）</span>\(to(page + 1, "下一页"))</nav>
      """
  }

  private func to(_ page: Int, _ words: String) -> HTML {
    guard (1...last).contains(page) else { return "<span class=\"off\">\(words)</span>" }
    var query = query
    query[name] = "\(page)"
    return Link(words, query.address(at: path)).html
  }
}
