internal import LedgerCore
internal import OfficeFiles

/// The rows of tables as they were kept, with the cells at fault coloured and told: to be corrected
/// there and imported again.
package enum MarkedWorkbook {
  /// Why there is no such workbook.
  package enum Flaw: OfficerError, Equatable {
    case tooManyRows(Int)

    package var description: String {
      switch self {
      case .tooManyRows(let most): "表格超过 \(most) 行，不能写成一个标出问题的工作簿：请按列出的行号在原表里改正"
      }
    }
  }

  /// More rows than an officer looks through are no help.
  package static let rowsMax = 50_000

  /// The workbook of the tables of an import that was stopped.
  ///
  /// Rows and columns stand where they stood, all of them as texts. The first sheet lists the
  /// faults that are at no cell. What cannot be read at all is left out.
  ///
  /// - Parameters:
  ///   - paths: As they were imported.
  ///   - faults: Those that are marked.
  /// - Returns: The file (`.xlsx`), with a sheet for each table.
  /// - Throws: ``Flaw`` when there are too many rows, or what the writer of workbooks says.
  package static func file(paths: [String], faults: [ImportFault]) throws -> [UInt8] {
    try workbook(paths: paths, faults: faults).file()
  }

  private static func workbook(
    paths: [String], faults: [ImportFault]
  ) throws(Flaw) -> Workbook {
    var workbook = Workbook(title: "标出问题的表")
    var room = rowsMax
    var sheets: [Workbook.Sheet] = []
    for entry in FileListEntry.entries(paths: paths) {
      guard case .file(let path, _) = entry else { continue }
      for (name, place, source) in sources(of: path) {
        let rows = try rows(of: source, faults.filter { $0.file == place }, &room)
        let width = rows.map(\.cells.count).max() ?? 0
        sheets.append(
          Workbook.Sheet(
            name: name, columnWidths: Array(repeating: 14, count: width), isLandscape: true,
            rows: rows))
      }
    }
    let others = faults.filter { $0.row == nil }
    if !others.isEmpty {
      workbook.sheets.append(
        Workbook.Sheet(
          name: "导入的问题", columnWidths: [100], isLandscape: true,
          rows: others.map { Workbook.Row(.body, [.text($0.description)]) }))
    }
    workbook.sheets += sheets
    return workbook
  }

  /// The tables of a file, with the names of their sheets and as faults name them.
  private static func sources(
    of path: String
  ) -> [(name: String, place: String, source: RowSource)] {
    guard let kind = try? FileKind(head: TextStream.head(of: path)) else { return [] }
    guard kind != .text else {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return (try? RowSource(path: path)).map { [(name, path, $0)] } ?? []
    }
    guard let book = try? WorkbookFile.book(path: path, kind: kind) else { return [] }
    return book.sheets.filter { !$0.isHidden }.compactMap { sheet in
      guard let rows = try? TableSheet(book, sheet, share: 0) else { return nil }
      return (sheet.name, "\(path)[\(sheet.name)]", RowSource(rows))
    }
  }

  private static func rows(
    of source: RowSource, _ faults: [ImportFault], _ room: inout Int
  ) throws(Flaw) -> [Workbook.Row] {
    var source = source
    var rows: [Workbook.Row] = []
    let byRow = Dictionary(grouping: faults) { $0.row ?? 0 }
    while (try? source.next()) == true {
      let row = source.row
      // Blank rows keep the others where they stood.
      while rows.count < row.number - 1, room > 0 {
        rows.append(Workbook.Row(.body, []))
        room -= 1
      }
      guard room > 0 else { throw .tooManyRows(rowsMax) }
      room -= 1
      let marks = Dictionary(grouping: byRow[row.number] ?? []) { ($0.column ?? 1) - 1 }
      let width = max(row.ends.count, (marks.keys.max() ?? -1) + 1)
      rows.append(
        Workbook.Row(
          .body,
          (0..<width).map { cell in
            let text = cell < row.ends.count ? row.text(cell) : ""
            guard let told = marks[cell] else { return text.isEmpty ? .empty : .text(text) }
            let words = told.map { "\($0.problem)：\($0.advice)" }
            return .marked(text, words.joined(separator: "\n"))
          }))
    }
    return rows
  }
}
