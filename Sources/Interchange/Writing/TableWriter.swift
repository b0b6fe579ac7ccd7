internal import LedgerCore

/// Writes records as a CSV table: RFC 4180, CRLF, Chinese headers, quotes only where needed.
///
/// A file is the ``beginning`` and one ``line(_:)`` for each record, in UTF-8.
package struct TableWriter: Sendable {
  /// What a file begins with, so that Excel and WPS read its Chinese as UTF-8.
  package static let byteOrderMark = "\u{FEFF}"

  package let kind: TableKind

  package init(_ kind: TableKind) {
    self.kind = kind
  }

  /// The byte order mark and the header line.
  package var beginning: String { Self.byteOrderMark + headerLine }

  /// The Chinese headers, with the line's end.
  package var headerLine: String { row(kind.columns.map(\.header)) }

  /// One record, with the line's end.
  package func line(_ record: TableRecord) -> String {
    precondition(record.kind == kind, "A table holds records of one kind")
    return row(kind.columns.indices.map { record[slot: $0]?.exported ?? "" })
  }

  private func row(_ cells: [String]) -> String {
    cells.map(quotedWhereNeeded).joined(separator: ",") + "\r\n"
  }

  private func quotedWhereNeeded(_ cell: String) -> String {
    guard cell.utf8.contains(where: { #",""#.utf8.contains($0) || $0 == 0x0D || $0 == 0x0A })
    else { return cell }
    var quoted = "\""
    // By scalars: a carriage return and a line feed are one Character.
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.append("\"") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

extension CellValue {
  /// The text of a cell: words that a spreadsheet would run as a formula are marked as words,
  /// amounts, days and counts stay numbers.
  fileprivate var exported: String {
    switch self {
    case .number, .numbers, .text: spreadsheetText(text)
    case .day, .money, .quantity, .integer, .year, .choice, .uses: text
    }
  }
}
