import LedgerCore

/// Tables as comma-separated values (RFC 4180) that a Chinese spreadsheet opens as they are.
///
/// UTF-8 with a byte order mark once at the start, lines ended by CR LF, an empty line between
/// tables.
package struct CSVText: Sendable {
  private var lines: [String] = []

  package init() {}

  package var text: String {
    "\u{FEFF}" + lines.map { $0 + "\r\n" }.joined()
  }

  /// A text of this kind with a row of words and an empty line before it.
  static func putting(_ words: String, before text: String) -> String {
    let mark = "\u{FEFF}"
    let rest = text.hasPrefix(mark) ? String(text.unicodeScalars.dropFirst()) : text
    return mark + field(.text(words)) + "\r\n\r\n" + rest
  }

  /// Adds a row of words.
  package mutating func add(_ words: String...) {
    lines.append(words.map { Self.field(.text($0)) }.joined(separator: ","))
  }

  /// Adds an empty line, never at the start and never two in a row.
  package mutating func addGap() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// Adds a table, under a row with its title after an empty line.
  package mutating func add(_ table: ReportTable, titled: Bool = true) {
    if titled {
      addGap()
      add(table.title)
    }
    lines.append(table.columns.map { Self.field(.text($0.title)) }.joined(separator: ","))
    for row in table.rows + (table.totals.map { [$0] } ?? []) {
      lines.append(row.map(Self.field).joined(separator: ","))
    }
    for note in table.notes { add("注：" + note) }
  }

  // By scalars throughout: a sign with a combining mark on it is still a sign to a spreadsheet.

  private static func field(_ cell: ReportTable.Cell) -> String {
    let text = cell.isText ? spreadsheetText(cell.forFiles) : cell.forFiles
    let scalars = text.unicodeScalars
    guard scalars.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
    let parts = scalars.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
    return "\"" + parts.joined(separator: "\"\"") + "\""
  }
}
