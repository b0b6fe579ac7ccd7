import LedgerCore
import Reconciliation

/// A table as HTML, which a screen reader can walk through: caption, headings of columns and rows.
///
/// Every element is closed, so that the text is XML as well.
package enum HTMLTable {
  /// A table under its title, as many lines as rows and some.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - titled: Whether eyes see the title; without, it is there for screen readers only.
  /// - Returns: The element and the notes under it, without a line end.
  package static func text(_ table: ReportTable, titled: Bool = true) -> String {
    let heading = table.columns.map { column in
      element("th", column.title, #" scope="col""# + classes(kind(column.title, column)))
    }
    // Numbers are read out under the words of their row, which need not be the first column.
    let name = table.columns.firstIndex { !$0.isNumeric }
    let fit = SheetFit(table)
    let small = table.rows.count <= smallRows ? ["small"] : []
    var lines = [
      "<table" + classes(small + fit.classes) + ">",
      element("caption", table.title, titled ? "" : #" class="unseen""#),
      "<thead>", row(heading), "</thead>",
      "<tbody>",
    ]
    lines += table.rows.map { row(cells($0, table.columns, named: name)) }
    if table.rows.isEmpty {
      lines.append(row([element("td", "（无）", " colspan=\"\(table.columns.count)\"")]))
    }
    lines.append("</tbody>")
    if let totals = table.totals {
      let name = totals.firstIndex { $0.isText }
      lines += ["<tfoot>", row(cells(totals, table.columns, named: name)), "</tfoot>"]
    }
    lines.append("</table>")
    lines += table.notes.map { element("p", "注：" + $0, #" class="note""#) }
    let text = lines.joined(separator: "\n")
    return table.columns.count < scrollingColumns
      ? text : scrolling(text, named: table.title, isBroad: fit == .broad)
  }

  /// An element that a narrow screen may show a part of, which the keyboard can move.
  ///
  /// - Parameters:
  ///   - element: What it holds.
  ///   - name: What a screen reader calls it.
  ///   - isBroad: Whether it is printed on a sheet laid across.
  /// - Returns: The element in one that scrolls.
  static func scrolling(
    _ element: String, named name: String, isBroad: Bool = false
  ) -> String {
    """
    <div class="scroll\(isBroad ? " across" : "")" role="region" tabindex="0" \
    aria-label="\(escaped(name))">
    \(element)
    </div>
    """
  }

  /// A text that HTML and XML print as it is, in an element or an attribute; what cannot be seen
  /// in it is shown or left out.
  package static func escaped(_ text: String) -> String { escaped(typed: printable(text)) }

  /// A text as somebody typed it, for an element or an attribute: line breaks are kept, for a field
  /// of several lines, and other control characters are left out.
  package static func escaped(typed text: String) -> String {
    // By scalars: a sign with a combining mark on it is still a sign to a browser.
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": result.append(scalar)
      case _ where scalar.properties.generalCategory == .control: continue
      // No character at all to Unicode, and none that XML allows.
      case _ where scalar.properties.isNoncharacterCodePoint: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// An element with nothing but text in it; its attributes are our own, begun with a space.
  static func element(_ name: String, _ text: String, _ attributes: String = "") -> String {
    "<\(name)\(attributes)>\(escaped(text))</\(name)>"
  }

  /// A day or a word of a few characters: harder to read in two lines than to fit in one.
  private static let shortWidth = 12

  /// A table of so few rows is not torn apart at the end of a sheet.
  private static let smallRows = 20

  /// A table of so many columns is wider than a narrow screen.
  private static let scrollingColumns = 6

  /// What a cell's text is to its look: words that may fill several lines are nothing special.
  private static func kind(_ text: String, _ column: ReportTable.Column) -> [String] {
    (column.isNumeric ? ["number"] : []) + (displayWidth(text) <= shortWidth ? ["short"] : [])
  }

  private static func classes(_ names: [String]) -> String {
    names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
  }

  /// Which figure a cell is, for programs that read the page.
  private static func figure(_ cell: ReportTable.Cell) -> String {
    guard let figure = cell.figure else { return "" }
    let unit = if case .wan = cell.value { " data-unit=\"wan\"" } else { "" }
    return attributes(of: figure) + unit
  }

  /// Which figure an element holds, for programs that read the page.
  static func attributes(of figure: FigureReference) -> String {
    " data-figure=\"\(figure.name.rawValue)\" data-days=\"\(figure.period.span)\""
  }

  private static func row(_ cells: [String]) -> String {
    "<tr>" + cells.joined() + "</tr>"
  }

  private static func cells(
    _ cells: [ReportTable.Cell], _ columns: [ReportTable.Column], named name: Int?
  ) -> [String] {
    cells.indices.map { index in
      let text = cells[index].forPeople
      let kind = classes(kind(text, columns[index])) + figure(cells[index])
      return index == name
        ? element("th", text, #" scope="row""# + kind) : element("td", text, kind)
    }
  }
}
