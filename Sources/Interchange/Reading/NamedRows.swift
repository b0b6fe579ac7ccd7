package import LedgerCore

/// A small table that is none of the ledger's own: its rows by the names of its columns.
package enum NamedRows {
  /// A row that has something in it.
  package struct Row: Sendable {
    fileprivate let file: String
    fileprivate let number: Int
    fileprivate let cells: [String: (column: Int, text: String)]

    /// What stands in a column, trimmed; empty where nothing does.
    package subscript(name: String) -> String { cells[name]?.text ?? "" }

    /// A fault of a cell.
    package func fault(_ name: String, _ problem: String, _ advice: Guidance) -> ImportFault {
      ImportFault(
        file: file, row: number, column: (cells[name]?.column ?? 0) + 1,
        problem: "\(name)：\(problem)", read: printable(String(self[name].prefix(40))),
        advice: advice)
    }
  }

  /// Reads a CSV file, or the first visible sheet of a workbook; its first row has the names.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - required: The columns that must be there.
  ///   - optional: The columns that may be; others are passed over.
  /// - Returns: The rows that are not blank.
  /// - Throws: ``ImportFault``.
  package static func read(
    _ path: String, required: [String], optional: [String]
  ) throws(ImportFault) -> [Row] {
    var rows: RowSource
    do throws(FileFlaw) {
      rows = try RowSource(firstOf: path)
    } catch {
      throw error.fault(file: path, row: nil)
    }
    var names: [String]?
    var found: [Row] = []
    while try next(&rows, of: path) {
      let row = rows.row
      let texts = row.ends.indices.map(row.text)
      guard texts.contains(where: { !$0.isEmpty }) else { continue }
      guard let header = names else {
        names = try header(texts, path, required)
        continue
      }
      let cells = zip(header, texts).enumerated().compactMap { index, cell in
        (required + optional).contains(cell.0) ? (cell.0, (column: index, text: cell.1)) : nil
      }
      found.append(
        Row(
          file: path, number: row.number,
          cells: Dictionary(cells, uniquingKeysWith: { first, _ in first })))
    }
    return found
  }

  private static func next(_ rows: inout RowSource, of path: String) throws(ImportFault) -> Bool {
    do throws(ScanFlaw) {
      return try rows.next()
    } catch {
      throw error.fault(file: path, at: rows.row)
    }
  }

  private static func header(
    _ texts: [String], _ path: String, _ required: [String]
  ) throws(ImportFault) -> [String] {
    let names = texts.map(normalized)
    let missing = required.filter { !names.contains($0) }
    guard missing.isEmpty else {
      throw ImportFault(
        file: path, problem: "缺少列：\(missing.joined(separator: "、"))",
        read: printable(names.joined(separator: "、")), advice: "第一行应是表头，请补上这些列")
    }
    return names
  }
}
