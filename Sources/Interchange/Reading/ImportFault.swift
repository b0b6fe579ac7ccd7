package import LedgerCore
internal import OfficeFiles

/// What stops an import: a place in a file, what is wrong there, what was read, what to write.
package struct ImportFault: OfficerError, Equatable, Sendable {
  /// The file as it was named.
  package let file: String
  /// The row as a spreadsheet counts it, from 1; nil when the file as a whole is at fault.
  package let row: Int?
  /// The column as a spreadsheet counts it, from 1; nil when the file as a whole is at fault.
  package let column: Int?
  package let problem: String
  /// What was read, already fit to be shown: see ``Column/echo(_:)``.
  package let read: String
  package let advice: Guidance

  /// A fault of a file as a whole.
  package init(file: String, problem: String, read: String, advice: Guidance) {
    self.init(file: file, row: nil, column: nil, problem: problem, read: read, advice: advice)
  }

  init(
    file: String, row: Int?, column: Int?, problem: String, read: String, advice: Guidance
  ) {
    self.file = file
    self.row = row
    self.column = column
    self.problem = problem
    self.read = read
    self.advice = advice
  }

  /// `文件:行:列 — 什么不对 — 读到的内容 — 应该怎么写`.
  package var description: String { guidance.words }

  package var guidance: Guidance {
    var place = printable(file)
    if let row { place += ":\(row):\(column ?? 1)" }
    let cell = isInSheet ? cellName.map { "\($0) " } ?? "" : ""
    return "\(place) — \(cell)\(problem) — \(read) — \(advice)"
  }

  /// The cell as a spreadsheet names it: `B9`; nil when the file as a whole is at fault.
  package var cellName: String? {
    row.map { CellReference.letters(ofColumn: (column ?? 1) - 1) + "\($0)" }
  }

  /// The sheet, or the file's own name, for a place beside others.
  package var shownFile: String {
    let name = printable(file.split(separator: "/").last.map(String.init) ?? file)
    guard isInSheet, let start = name.lastIndex(of: "[") else { return name }
    return String(name[name.index(after: start)...].dropLast())
  }

  /// The sheet's name stands in brackets behind the file's.
  private var isInSheet: Bool { file.hasSuffix("]") }
}

/// What an import tells but does not stop at: what was skipped, and totals that do not agree.
package struct ImportNotice: Equatable, Sendable, CustomStringConvertible {
  package let file: String
  /// The row as a spreadsheet counts it, from 1; nil when the notice is about the file.
  package let row: Int?
  package let text: String
  /// Whether a person should look at it, as at a total that does not agree.
  package let isWarning: Bool

  init(file: String, row: Int? = nil, text: String, isWarning: Bool = false) {
    self.file = file
    self.row = row
    self.text = text
    self.isWarning = isWarning
  }

  /// A row before the header was skipped; its text is shown where it is nobody's.
  static func titleRow(_ row: TableHead.Row, of file: String) -> ImportNotice {
    let title = TitleText.shown(row.texts).map { "“\($0)”" } ?? ""
    return ImportNotice(file: file, row: row.number, text: "已跳过表头之前的标题行\(title)")
  }

  /// So many notices that were not told.
  package static func further(_ count: Int) -> ImportNotice {
    ImportNotice(file: "导入", text: "另有 \(count) 条提示，没有列出", isWarning: true)
  }

  /// `文件:行 — 说明`.
  package var description: String {
    let place = printable(file) + (row.map { ":\($0)" } ?? "")
    return "\(place) — \(text)"
  }
}

/// Where a record stands in its file.
package struct RowPlace: Equatable, Sendable, CustomStringConvertible {
  let layout: TableLayout
  /// The row as a spreadsheet counts it, from 1; title rows and blank rows count.
  package let row: Int

  /// The file as it was named, or inside the folder that was named.
  package var file: String { layout.file }
  package var kind: TableKind { layout.kind }
  package var description: String { "\(printable(file)):\(row)" }

  /// The row beside another of the same import: its file's own name, and its sheet.
  package var shown: String {
    "\(printable(file.split(separator: "/").last.map(String.init) ?? file)):\(row)"
  }

  /// What a person should look at in the record, and what stops nothing.
  package func warning(_ text: String) -> ImportNotice {
    ImportNotice(file: file, row: row, text: text, isWarning: true)
  }

  /// A fault at one of the record's cells.
  ///
  /// - Parameters:
  ///   - column: The column at fault; nil, or one that the file does not have, is the first key's.
  ///   - problem: What is wrong, beginning with the header where a cell is at fault.
  ///   - read: What was read, fit to be shown: ``Column/echo(_:)``.
  ///   - advice: What to write or do instead.
  /// - Returns: The fault with its place.
  package func fault(
    at column: Column?, problem: String, read: String, advice: Guidance
  ) -> ImportFault {
    let position =
      column.flatMap(layout.position) ?? kind.keyColumns.first.flatMap(layout.position) ?? 1
    return ImportFault(
      file: file, row: row, column: position, problem: problem, read: read, advice: advice)
  }
}

/// How a file tells the cells of a row apart.
enum CellParting {
  /// As a sheet of a workbook does.
  case sheet
  /// By commas, of which one in an amount makes two cells where it is not quoted.
  case commas
  case tabsOrSemicolons
}

/// Where a file has the columns of its kind; every row of the file shares it.
final class TableLayout: Sendable {
  let file: String
  let kind: TableKind
  /// For each of the kind's columns the index of its cell in a row, or -1.
  let cells: [Int]
  /// For each of the kind's columns what the table says of it.
  let words: [ColumnWords]
  /// For each of the kind's columns what a person says stands in every row, where the table has
  /// none.
  let fills: [String?]
  /// Where the table has what is none of the kind's columns.
  let sides: [SideColumn: Int]
  /// The cells that are the days of a month's duty sheet.
  let dayCells: Set<Int>
  /// The header as it stands, a text for each cell.
  let headers: [String]
  /// How many cells the header has up to its last name.
  let width: Int
  /// How many cells the header row has, with empty ones at its end.
  let rawWidth: Int
  let parting: CellParting

  init(
    file: String, kind: TableKind, cells: [Int], words: [ColumnWords], fills: [String?] = [],
    sides: [SideColumn: Int] = [:], days: [Int] = [], headers: [String], rawWidth: Int,
    parting: CellParting
  ) {
    self.fills = fills.isEmpty ? Array(repeating: nil, count: cells.count) : fills
    self.sides = sides
    dayCells = Set(days)
    self.file = file
    self.kind = kind
    self.cells = cells
    self.words = words
    self.headers = headers
    width = (headers.lastIndex { !$0.isEmpty } ?? -1) + 1
    self.rawWidth = rawWidth
    self.parting = parting
  }

  /// The position of a column as a spreadsheet counts, from 1; nil when the file lacks it.
  func position(of column: Column) -> Int? {
    kind.slot(of: column).flatMap { cells[$0] >= 0 ? cells[$0] + 1 : nil }
  }
}

extension TableLayout: Equatable {
  static func == (left: TableLayout, right: TableLayout) -> Bool {
    left === right
      || left.file == right.file && left.kind == right.kind && left.cells == right.cells
        && left.headers == right.headers && left.rawWidth == right.rawWidth
        && left.parting == right.parting
  }
}
