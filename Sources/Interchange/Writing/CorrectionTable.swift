internal import LedgerCore
internal import OfficeFiles

/// A table to be corrected by hand and imported again: all columns of its kind, names in full.
package enum CorrectionTable {
  /// The table as a workbook (`.xlsx`), every cell a text, so that no number loses a digit.
  ///
  /// - Parameters:
  ///   - kind: The kind of the records.
  ///   - records: In the order in which they are to stand.
  /// - Returns: The file.
  /// - Throws: What the writer of workbooks says.
  package static func workbook(_ kind: TableKind, _ records: [TableRecord]) throws -> [UInt8] {
    let header = Workbook.Row(.header, kind.columns.map { .text($0.header) })
    let rows = records.map { record in
      Workbook.Row(
        .body,
        kind.columns.map { spec in record[spec.column].map { .text($0.text) } ?? .empty })
    }
    var sheet = Workbook.Sheet(
      name: kind.title, columnWidths: kind.columns.map { _ in 14 }, isLandscape: true,
      rows: [header] + rows)
    sheet.headerRow = 0
    var workbook = Workbook(title: kind.title)
    workbook.sheets = [sheet]
    return try workbook.file()
  }

  /// The same as text (CSV).
  package static func text(_ kind: TableKind, _ records: [TableRecord]) -> String {
    let writer = TableWriter(kind)
    return records.reduce(into: writer.beginning) { $0 += writer.line($1) }
  }
}
