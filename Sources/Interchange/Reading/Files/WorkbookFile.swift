internal import LedgerCore
internal import OfficeFiles

/// A workbook as it is read: each of its sheets is a table, or is none and is told so.
struct WorkbookFile {
  private let path: String
  private let book: any SheetBook
  /// The file's length divided among its sheets.
  private let share: Int
  private var sheets: ArraySlice<SheetEntry>
  private var tableCount = 0

  /// Opens a workbook.
  ///
  /// - Throws: ``FileFlaw`` when the workbook cannot be read.
  init(path: String, kind: FileKind, length: Int) throws(FileFlaw) {
    self.path = path
    book = try Self.book(path: path, kind: kind)
    sheets = book.sheets[...]
    share = length / max(1, book.sheets.count)
  }

  /// The sheets of a file that is not plain text.
  ///
  /// - Throws: ``FileFlaw`` when the file holds none that can be read.
  static func book(path: String, kind: FileKind) throws(FileFlaw) -> any SheetBook {
    if kind == .page { return try PageBook(path: path) }
    do throws(OfficeFlaw) {
      return try SheetFile.open(path: path, kind: kind)
    } catch {
      throw .workbook(error)
    }
  }

  /// What a sheet brings in the order of the workbook.
  enum Step {
    case table(TableFile, share: Int)
    case items([ImportItem])
    case end
  }

  /// The next sheet that can be a table.
  ///
  /// - Parameters:
  ///   - index: The number of the table in its import.
  ///   - request: What the import says of its tables.
  /// - Returns: The table, or what is to be said in its place.
  mutating func next(index: Int, _ request: ImportRequest) -> Step {
    guard let sheet = sheets.popFirst() else { return .end }
    let place = "\(path)[\(sheet.name)]"
    if sheet.isHidden {
      let text = "没有读取隐藏的工作表：要导入的，请先取消隐藏"
      return .items([.notice(ImportNotice(file: place, text: text, isWarning: true))])
    }
    if request.mapping.passedOverSheets.contains(normalized(sheet.name)) {
      let text = "按已确认的，没有读取这张工作表"
      return .items([.notice(ImportNotice(file: place, text: text))])
    }
    do {
      let rows = try TableSheet(book, sheet, share: share)
      return .table(
        TableFile(RowSource(rows), path: place, index: index, request), share: share)
    } catch {
      tableCount += 1
      return .items([.fault(FileFlaw.workbook(error).fault(file: place, row: 1))])
    }
  }

  /// A sheet was read to its end.
  mutating func note(_ table: TableFile) {
    if table.isTable { tableCount += 1 }
  }

  /// The fault of a workbook in which no sheet is a table.
  var fault: ImportFault? {
    guard tableCount == 0 else { return nil }
    return ImportFault(
      file: path, problem: "工作簿里没有认得的表", read: "读到 \(book.sheets.count) 个工作表",
      advice: "表头应写各列的中文名或英文名，例如 案件编号；各表的列见指南第三章\(aside: .readGuide(chapter: 3))")
  }
}
