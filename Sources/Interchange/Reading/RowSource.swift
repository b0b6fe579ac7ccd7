internal import OfficeFiles

/// Where the rows of a table come from: a file of text, or a sheet of a workbook.
struct RowSource {
  private var scanner: RowScanner?
  private var sheet: SheetRows?

  /// A file of text.
  init(path: String) throws(FileFlaw) {
    scanner = RowScanner(try TextStream(path: path))
  }

  /// A sheet of a workbook.
  init(_ sheet: SheetRows) {
    self.sheet = sheet
  }

  var isSheet: Bool { sheet != nil }
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
