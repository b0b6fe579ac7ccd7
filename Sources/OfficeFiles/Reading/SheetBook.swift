/// A file of sheets, whatever its format.
package protocol SheetBook {
  /// The sheets in their order, those that hold charts left out.
  var sheets: [SheetEntry] { get }
  /// The rows of a sheet, from its first.
  ///
  /// - Throws: ``OfficeFlaw`` when the sheet cannot be read.
  func rows(of sheet: SheetEntry) throws(OfficeFlaw) -> any SheetRows
}

/// A sheet as its file lists it.
package struct SheetEntry: Equatable, Sendable {
  package let name: String
  package let isHidden: Bool
  /// Where its file has it: the name of a part, or its number.
  package let place: String

  package init(name: String, isHidden: Bool, place: String) {
    self.name = name
    self.isHidden = isHidden
    self.place = place
  }
}

/// The rows of one sheet, a piece of the file at a time.
package protocol SheetRows: AnyObject {
  /// How much of the sheet has been read, in bytes.
  var bytesRead: Int { get }
  var bytesTotal: Int { get }
  /// The number of the row read last, or being read when a flaw was thrown.
  var rowNumber: Int { get }
  /// The next row that has cells; nil at the end.
  ///
  /// - Throws: ``OfficeFlaw`` at what cannot be read, after all rows before it.
  func next() throws(OfficeFlaw) -> SheetRow?
}

/// Opens files of sheets.
package enum SheetFile {
  /// Opens a file by what its first bytes say it is.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - kind: ``FileKind/zip``, ``FileKind/container`` or ``FileKind/xmlSpreadsheet``.
  /// - Returns: Its sheets.
  /// - Throws: ``OfficeFlaw`` when it holds none that can be read safely.
  package static func open(path: String, kind: FileKind) throws(OfficeFlaw) -> any SheetBook {
    switch kind {
    case .zip:
      let archive = try ZipArchive(path: path)
      if let book = try OpenDocumentBook(archive) { return book }
      return try WorkbookReader(archive)
    case .container: return try OldWorkbook(path: path)
    case .foreign(let kind): throw .foreign(kind)
    case .xmlSpreadsheet: return try XMLSpreadsheetBook(path: path)
    case .page, .text: throw .malformed
    }
  }
}
