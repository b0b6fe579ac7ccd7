internal import LedgerCore
internal import OfficeFiles

/// Where the rows of a table come from: a file of text, or a sheet of a workbook.
struct RowSource {
  private var scanner: RowScanner?
  private var sheet: TableSheet?
  /// The encoding that the bytes suggest and do not prove, in which the text is read.
  let guessedEncodingName: String?

  /// A file of text.
  init(path: String) throws(FileFlaw) {
    let stream = try TextStream(path: path)
    guessedEncodingName = stream.guessedEncodingName
    scanner = RowScanner(stream)
  }

  /// A sheet of a workbook.
  init(_ sheet: TableSheet) {
    guessedEncodingName = nil
    self.sheet = sheet
  }

  /// A file of text, or the first visible sheet of a workbook.
  init(firstOf path: String) throws(FileFlaw) {
    let kind = try FileKind(head: TextStream.head(of: path))
    guard kind != .text else {
      try self.init(path: path)
      return
    }
    let book = try WorkbookFile.book(path: path, kind: kind)
    guard let sheet = book.sheets.first(where: { !$0.isHidden }) else { throw .empty }
    do throws(OfficeFlaw) {
      self.init(try TableSheet(book, sheet, share: 0))
    } catch {
      throw .workbook(error)
    }
  }

  /// How the cells are told apart; known as soon as a row was read.
  var parting: CellParting {
    guard let scanner else { return .sheet }
    return scanner.partsByComma ? .commas : .tabsOrSemicolons
  }

  var bytesRead: Int { scanner?.bytesRead ?? sheet?.bytesRead ?? 0 }

  /// The row read last; where a flaw was thrown, the row with the flaw.
  var row: RawRow { scanner?.row ?? sheet?.row ?? RawRow() }

  var hiddenRowCount: Int { sheet?.hiddenRowCount ?? 0 }

  /// Reads the next row into ``row``.
  ///
  /// - Returns: False at the end of the file or sheet.
  /// - Throws: ``ScanFlaw`` when nothing that follows can be read.
  mutating func next() throws(ScanFlaw) -> Bool {
    guard sheet != nil else { return try scanner?.next() ?? false }
    do {
      return try sheet?.next() ?? false
    } catch {
      throw .file(.workbook(error))
    }
  }
}

extension ImportNotice {
  /// Which encoding was taken where the bytes fit two.
  static func guessedEncoding(_ name: String, file: String) -> Self {
    ImportNotice(
      file: file, text: "这个文件按 \(name) 编码读取：请抽看几处汉字，不对的，请另存为“CSV UTF-8（逗号分隔）”再导入",
      isWarning: true)
  }
}

extension ScanFlaw {
  /// The fault of a file that cannot be parted further.
  ///
  /// - Parameters:
  ///   - file: As messages name it.
  ///   - row: The row with the flaw, as far as it was read.
  /// - Returns: The fault with its place.
  func fault(file: String, at row: RawRow) -> ImportFault {
    let column = row.ends.count + 1
    let problem: String
    switch self {
    case .file(let flaw): return flaw.fault(file: file, row: row.number, column: column)
    case .textAfterQuote: problem = "引号之后还有文字"
    case .quoteInsideCell: problem = "格子中间有英文双引号"
    case .unterminatedQuote: problem = "引号没有结束"
    }
    return ImportFault(
      file: file, row: row.number, column: column, problem: problem + "，这一行以下无法可靠读取",
      read: hiddenEcho,
      advice: "含引号的格子要整个加英文双引号，里面的引号写两遍，例如 \"甲\"\"乙\"\"丙\"")
  }
}
