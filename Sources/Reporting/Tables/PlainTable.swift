import LedgerCore

/// A table as aligned text and as Markdown.
package enum PlainTable {
  /// Lines aligned by display width: words on the left, numbers on the right.
  ///
  /// Rules are drawn with `-`: the width of box-drawing characters differs between Chinese fonts.
  package static func text(_ table: ReportTable, titled: Bool = true) -> String {
    let header = table.columns.map(\.title)
    let rows = table.rows.map { $0.map(\.forPeople) }
    let totals = table.totals?.map(\.forPeople)
    let widths = header.indices.map { column in
      ([header] + rows + (totals.map { [$0] } ?? [])).map { displayWidth($0[column]) }.max() ?? 0
    }
    let line = { (cells: [String]) in aligned(cells, widths, table.columns) }
    let rule = String(
      repeating: "-", count: widths.reduce(0, +) + gap.count * max(0, widths.count - 1))
    var lines = (titled ? [printable(table.title)] : []) + [line(header), rule] + rows.map(line)
    if rows.isEmpty { lines.append("（无）") }
    if let totals { lines += [rule, line(totals)] }
    lines += table.notes.map { "注：" + printable($0) }
    return lines.joined(separator: "\n")
  }

  /// A table as Markdown, under its title as a heading of the third level.
  package static func markdown(_ table: ReportTable, titled: Bool = true) -> String {
    var lines = titled ? ["### " + markdownText(table.title), ""] : []
    lines.append(markdownRow(table.columns.map { markdownText($0.title) }))
    lines.append(markdownRow(table.columns.map { $0.isNumeric ? "---:" : "---" }))
    lines += table.rows.map { markdownRow($0.map { markdownText($0.forPeople) }) }
    if let totals = table.totals {
      lines.append(markdownRow(totals.map { bold(markdownText($0.forPeople)) }))
    }
    for note in table.notes { lines += ["", "注：" + markdownText(note)] }
    return lines.joined(separator: "\n")
  }

  /// A text that Markdown prints as it is: its signs escaped, on one line.
  package static func markdownText(_ text: String) -> String {
    // By scalars: a sign with a combining mark on it is still a sign to Markdown.
    let signs = #"\|`*_[]<>&#~$"#.unicodeScalars
    var result = String.UnicodeScalarView()
    for scalar in printable(text).unicodeScalars {
      if signs.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  private static let gap = "  "

  private static func aligned(
    _ cells: [String], _ widths: [Int], _ columns: [ReportTable.Column]
  ) -> String {
    let padded = cells.indices.map { index in
      cells[index].padded(to: widths[index], onLeft: columns[index].isNumeric)
    }
    var line = padded.joined(separator: gap)
    while line.last == " " { line.removeLast() }
    return line
  }

  private static func markdownRow(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func bold(_ text: String) -> String {
    text.isEmpty ? "" : "**\(text)**"
  }
}
