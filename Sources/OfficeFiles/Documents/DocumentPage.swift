/// The words and tables of an office document as a simple page: one paragraph or row a line.
///
/// What is read as prose and tables is all that it has; letters, sizes and places are lost.
package struct DocumentPage {
  /// HTML in UTF-8.
  package private(set) var html: [UInt8] = []
  /// How many pictures, text boxes and drawings were passed over.
  package private(set) var pictureCount = 0
  /// The sheets that were passed over because they are hidden.
  package private(set) var hiddenSheets: [String] = []

  private var paragraph: [UInt8] = []
  private var cell: [UInt8]?
  private var span = 1
  private var tableDepth = 0

  /// Reads a document by what its first bytes say it is.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - kind: ``FileKind/zip``, ``FileKind/container`` or ``FileKind/xmlSpreadsheet``.
  /// - Throws: ``OfficeFlaw`` when it cannot be read safely, or is of another kind.
  package init(path: String, kind: FileKind) throws(OfficeFlaw) {
    self.init()
    if kind == .zip {
      let archive = try ZipArchive(path: path)
      if archive.has(WordText.part) {
        self = try WordText.page(archive)
        return
      }
      if try OpenDocumentBook.isText(archive) {
        self = try OpenDocumentText.page(archive)
        return
      }
    }
    let book = try SheetFile.open(path: path, kind: kind)
    for sheet in book.sheets {
      if sheet.isHidden {
        hiddenSheets.append(sheet.name)
      } else {
        try add(book.rows(of: sheet))
      }
    }
  }

  init() {}

  // MARK: - Paragraphs and tables

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) throws(OfficeFlaw) {
    for byte in bytes { append(byte) }
    try checkLength()
  }

  mutating func add(_ text: String) { for byte in text.utf8 { append(byte) } }

  mutating func addPicture() { pictureCount += 1 }

  mutating func endParagraph() throws(OfficeFlaw) {
    guard cell == nil else {
      append(UInt8(ascii: " "))
      return
    }
    html += Array("<p>".utf8) + paragraph + Array("</p>\n".utf8)
    paragraph = []
    try checkLength()
  }

  /// A table in a cell is read as the words of the cell.
  mutating func beginTable() {
    tableDepth += 1
    if tableDepth == 1 { html += Array("<table>".utf8) }
  }

  mutating func endTable() {
    tableDepth -= 1
    guard tableDepth == 0 else { return }
    // On the line of the last row, so that lines are paragraphs and rows.
    if html.last == UInt8(ascii: "\n") { html.removeLast() }
    html += Array("</table>\n".utf8)
  }

  mutating func beginRow() {
    if tableDepth == 1 { html += Array("<tr>".utf8) }
  }

  mutating func endRow() throws(OfficeFlaw) {
    if tableDepth == 1 { html += Array("</tr>\n".utf8) }
    try checkLength()
  }

  mutating func beginCell() {
    guard tableDepth == 1 else { return }
    cell = []
    span = 1
  }

  mutating func setSpan(_ count: Int) {
    if tableDepth == 1 { span = min(max(count, 1), 200) }
  }

  mutating func endCell() {
    guard tableDepth == 1, let text = cell else { return }
    html += Array((span > 1 ? "<td colspan=\"\(span)\">" : "<td>").utf8) + text
    html += Array("</td>".utf8)
    cell = nil
  }

  private mutating func append(_ byte: UInt8) {
    let text: [UInt8] =
      switch byte {
      case UInt8(ascii: "<"): Array("&lt;".utf8)
      case UInt8(ascii: ">"): Array("&gt;".utf8)
      case UInt8(ascii: "&"): Array("&amp;".utf8)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): [UInt8(ascii: " ")]
      default: [byte]
      }
    if cell != nil { cell?.append(contentsOf: text) } else { paragraph += text }
  }

  private func checkLength() throws(OfficeFlaw) {
    let open = paragraph.count + (cell?.count ?? 0)
    guard html.count + open <= Limits.documentLengthMax else { throw .tooLarge }
  }

  // MARK: - Sheets

  private mutating func add(_ rows: any SheetRows) throws(OfficeFlaw) {
    beginTable()
    while let row = try rows.next() {
      guard !row.isHidden else { continue }
      beginRow()
      var column = 0
      for shown in row.cells where shown.column < Self.columnsMax {
        while column < shown.column {
          html += Array("<td></td>".utf8)
          column += 1
        }
        beginCell()
        for byte in shown.text { append(byte) }
        endCell()
        column += 1
      }
      try endRow()
    }
    endTable()
  }

  private static let columnsMax = 200
}
