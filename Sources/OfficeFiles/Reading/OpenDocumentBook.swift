/// An OpenDocument spreadsheet (`.ods`).
final class OpenDocumentBook: SheetBook {
  let sheets: [SheetEntry]
  private let archive: ZipArchive
  private let struckStyles: Set<String>

  private static func namespace(_ name: String) -> XMLNamespace {
    XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:\(name):1.0", prefix: name + ":")
  }

  fileprivate static let elements = ["table", "text", "office", "style", "manifest"].map(namespace)
  fileprivate static let table = [namespace("table")]
  fileprivate static let office = [namespace("office")]
  fileprivate static let textNames = [namespace("text")]
  fileprivate static let style = [namespace("style")]
  fileprivate static let extensions = [
    XMLNamespace("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0")
  ]

  /// Reads the content once, for its sheets and for damage; nil when the archive is no
  /// OpenDocument.
  ///
  /// - Throws: ``OfficeFlaw`` when it cannot be read safely, or is a document of another kind.
  init?(_ archive: ZipArchive) throws(OfficeFlaw) {
    guard archive.has("mimetype"), archive.has("content.xml") else { return nil }
    let type = try Self.type(of: archive)
    let kinds: [(word: String, kind: ForeignKind)] = [
      (".text", .wordDocument), (".presentation", .presentation),
    ]
    guard type.hasPrefix("application/vnd.oasis.opendocument.") else { return nil }
    guard type.contains(".spreadsheet") else {
      throw .foreign(kinds.first { type.contains($0.word) }?.kind ?? .otherDocument)
    }
    self.archive = archive
    let listing = Listing()
    for part in ["META-INF/manifest.xml", "content.xml"] where archive.has(part) {
      try XMLParsing.parse(try archive.part(part), listing)
    }
    sheets = listing.sheets
    struckStyles = listing.struckStyles
  }

  func rows(of sheet: SheetEntry) throws(OfficeFlaw) -> any SheetRows {
    try XMLRows(try archive.part("content.xml"), Rows(sheet: Int(sheet.place) ?? 0, struckStyles))
  }

  /// Whether an archive is an OpenDocument text.
  ///
  /// - Throws: ``OfficeFlaw`` when it cannot be read.
  static func isText(_ archive: ZipArchive) throws(OfficeFlaw) -> Bool {
    guard archive.has("mimetype"), archive.has("content.xml") else { return false }
    return try type(of: archive).contains("opendocument.text")
  }

  private static func type(of archive: ZipArchive) throws(OfficeFlaw) -> String {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
    defer { buffer.deallocate() }
    let count = try archive.part("mimetype").read(into: buffer)
    return String(decoding: UnsafeRawBufferPointer(rebasing: buffer[..<count]), as: UTF8.self)
  }

  /// Reads the names of the sheets, which of them are hidden, and whether there is a password.
  private final class Listing: XMLHandler {
    let namespaces = OpenDocumentBook.elements
    private(set) var sheets: [SheetEntry] = []
    private var hiddenStyles: Set<String> = []
    /// The styles that strike out what they show.
    private(set) var struckStyles: Set<String> = []
    private var style = ""
    private var depth = 0

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      switch name {
      case "manifest:encryption-data": throw .encrypted
      case "style:style": style = attributes["name", in: OpenDocumentBook.style] ?? ""
      case "style:table-properties":
        guard attributes["display", in: OpenDocumentBook.table] == "false" else { return }
        hiddenStyles.insert(style)
        guard hiddenStyles.count <= Limits.styleCountMax else { throw .tooLarge }
      case "style:text-properties":
        let line = attributes["text-line-through-style", in: OpenDocumentBook.style]
        guard let line, line != "none" else { return }
        struckStyles.insert(style)
        guard struckStyles.count <= Limits.styleCountMax else { throw .tooLarge }
      case "table:table":
        depth += 1
        guard depth == 1 else { return }
        let style = attributes["style-name", in: OpenDocumentBook.table] ?? ""
        sheets.append(
          SheetEntry(
            name: attributes["name", in: OpenDocumentBook.table] ?? "表\(sheets.count + 1)",
            isHidden: hiddenStyles.contains(style), place: "\(sheets.count)"))
        guard sheets.count <= Limits.sheetCountMax else { throw .tooLarge }
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    func end(_ name: String) {
      if name == "table:table" { depth -= 1 }
    }
  }

  /// Reads the rows of one sheet.
  private final class Rows: RowHandler {
    let namespaces = OpenDocumentBook.elements
    private(set) var isDone = false
    private let sheet: Int
    private let struckStyles: Set<String>
    private var sheetCount = 0
    private var depth = 0
    private var isInSheet = false
    private var rows = RowBuilder()
    private var rowCount = 1

    private var isInCell = false
    private var cellCount = 1
    private var type = ""
    private var value: String?
    private var hasFormula = false
    private var isError = false
    private var shown: [UInt8] = []
    private var isStruck = false
    private var paragraphCount = 0
    /// How many paragraphs are open.
    private var paragraphDepth = 0
    /// How many elements are open within a cell whose text is not the cell's: notes, pictures.
    private var strangeDepth = 0

    init(sheet: Int, _ struckStyles: Set<String>) {
      self.sheet = sheet
      self.struckStyles = struckStyles
    }

    var rowNumber: Int { rows.rowNumber }
    func takeRows() -> [SheetRow] { rows.takeRows() }

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      if name == "table:table" {
        depth += 1
        if depth == 1 {
          isInSheet = sheetCount == sheet
          sheetCount += 1
        }
      }
      guard isInSheet else { return }
      if strangeDepth > 0 || isInCell && !name.hasPrefix("text:") || name == "text:note" {
        strangeDepth += 1
        return
      }
      switch name {
      case "table:table-row":
        let visibility = attributes["visibility", in: OpenDocumentBook.table] ?? "visible"
        try rows.beginRow(isHidden: visibility != "visible")
        rowCount = try count("number-rows-repeated", attributes)
      case "table:table-cell" where rows.isInRow: try beginCell(attributes, isCovered: false)
      case "table:covered-table-cell" where rows.isInRow:
        try beginCell(attributes, isCovered: true)
      case "text:p", "text:h": beginParagraph()
      case "text:span":
        if isStruck(attributes, in: OpenDocumentBook.textNames) { isStruck = true }
      case "text:s":
        let count = attributes["c", in: OpenDocumentBook.textNames].flatMap { Int($0) } ?? 1
        add([UInt8](repeating: 0x20, count: min(max(0, count), Limits.cellLengthMax)))
      case "text:tab": add([0x09])
      case "text:line-break": add([0x0A])
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
      if strangeDepth == 0, paragraphDepth > 0 { add(bytes) }
    }

    func end(_ name: String) throws(OfficeFlaw) {
      if name == "table:table" {
        depth -= 1
        if depth == 0, isInSheet {
          isInSheet = false
          isDone = true
        }
      }
      guard isInSheet else { return }
      if strangeDepth > 0 {
        strangeDepth -= 1
        return
      }
      switch name {
      case "table:table-row": try rows.endRow(count: rowCount)
      case "table:table-cell", "table:covered-table-cell": if isInCell { try endCell() }
      case "text:p", "text:h": paragraphDepth -= 1
      default: break
      }
    }

    private func beginParagraph() {
      if paragraphCount > 0 { add([0x0A]) }
      paragraphCount += 1
      paragraphDepth += 1
    }

    private func add(_ bytes: some Sequence<UInt8>) {
      if isInCell, shown.count <= Limits.cellLengthMax { shown.append(contentsOf: bytes) }
    }

    private func beginCell(
      _ attributes: XMLAttributes, isCovered: Bool
    ) throws(OfficeFlaw) {
      isInCell = true
      cellCount = try count("number-columns-repeated", attributes)
      if !isCovered {
        try rows.merge(
          rowCount: try count("number-rows-spanned", attributes),
          columnCount: try count("number-columns-spanned", attributes))
      }
      type = attributes["value-type", in: OpenDocumentBook.office] ?? ""
      value =
        switch type {
        case "date": attributes["date-value", in: OpenDocumentBook.office]
        case "boolean": attributes["boolean-value", in: OpenDocumentBook.office]
        case "string": attributes["string-value", in: OpenDocumentBook.office]
        case "float", "currency", "percentage": attributes["value", in: OpenDocumentBook.office]
        default: nil
        }
      hasFormula = attributes["formula", in: OpenDocumentBook.table] != nil
      isError = attributes["value-type", in: OpenDocumentBook.extensions] == "error"
      shown = []
      isStruck = isStruck(attributes, in: OpenDocumentBook.table)
      paragraphCount = 0
      paragraphDepth = 0
    }

    private func endCell() throws(OfficeFlaw) {
      isInCell = false
      let (kind, text) = content(String(decoding: shown, as: UTF8.self))
      let mark = isStruck && !text.isEmpty ? .struck : kind
      try rows.add(mark, Array(text.utf8)[...], count: cellCount)
    }

    /// Whether the style of a cell, or of a part of its text, strikes it out.
    private func isStruck(_ attributes: XMLAttributes, in names: [XMLNamespace]) -> Bool {
      attributes["style-name", in: names].map(struckStyles.contains) ?? false
    }

    private func content(_ shown: String) -> (SheetCell.Kind, String) {
      if isError { return (.error, shown.hasPrefix("#") ? shown : "#VALUE!") }
      if hasFormula, type.isEmpty || type != "string" && (value ?? shown).isEmpty {
        return (.uncalculated, "")
      }
      switch (type, value) {
      case ("float", let value?), ("currency", let value?):
        return ShownNumber.content(value, shown: shown)
      case ("percentage", let value?): return (.scaled, NumberText(value).text)
      case ("date", let value?): return (.day, isoDayText(value))
      case ("boolean", let value?): return (.boolean, value == "true" ? "TRUE" : "FALSE")
      case ("string", let value?) where shown.isEmpty: return (.text, value)
      default: return (.text, shown)
      }
    }

    /// How often something stands, or over how many it is spread.
    private func count(
      _ name: StaticString, _ attributes: XMLAttributes
    ) throws(OfficeFlaw) -> Int {
      guard let word = attributes[name, in: OpenDocumentBook.table] else { return 1 }
      guard let count = Int(word), (1...Limits.rowCountMax).contains(count) else {
        throw .malformed
      }
      return count
    }
  }
}
