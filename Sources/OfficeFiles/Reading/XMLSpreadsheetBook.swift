/// A workbook as one XML file, of Excel 2003.
final class XMLSpreadsheetBook: SheetBook {
  let sheets: [SheetEntry]
  private let path: String
  private let formats: [String: CellFormats]

  fileprivate static let uri = "urn:schemas-microsoft-com:office:spreadsheet"
  fileprivate static let attributes = [XMLNamespace(uri)]
  fileprivate static let elements = [
    XMLNamespace(uri), XMLNamespace("urn:schemas-microsoft-com:office:excel", prefix: "x:"),
  ]

  /// Reads the file once, for its sheets and styles and for damage.
  ///
  /// - Throws: ``OfficeFlaw`` when it cannot be read safely.
  init(path: String) throws(OfficeFlaw) {
    self.path = path
    let listing = Listing()
    try XMLParsing.parse(try FileBytes(path: path), listing)
    sheets = listing.sheets
    formats = listing.formats
  }

  func rows(of sheet: SheetEntry) throws(OfficeFlaw) -> any SheetRows {
    let handler = Rows(sheet: Int(sheet.place) ?? 0, formats)
    return try XMLRows(try FileBytes(path: path), handler)
  }

  /// Reads what the sheets share, and their names.
  private final class Listing: XMLHandler {
    let namespaces = XMLSpreadsheetBook.elements
    private(set) var sheets: [SheetEntry] = []
    /// For each style the formats that hold it alone.
    private(set) var formats: [String: CellFormats] = [:]
    private var style: String?
    private var code: String?
    private var isStruck = false
    private var isInVisible = false
    private var visible: [UInt8] = []

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      switch name {
      case "Worksheet":
        let name = attributes["Name", in: XMLSpreadsheetBook.attributes]
        sheets.append(
          SheetEntry(
            name: name ?? "表\(sheets.count + 1)", isHidden: false, place: "\(sheets.count)"))
        guard sheets.count <= Limits.sheetCountMax else { throw .tooLarge }
      case "Style":
        style = attributes["ID", in: XMLSpreadsheetBook.attributes]
        (code, isStruck) = (nil, false)
      case "NumberFormat": code = attributes["Format", in: XMLSpreadsheetBook.attributes]
      case "Font": isStruck = attributes["StrikeThrough", in: XMLSpreadsheetBook.attributes] == "1"
      case "x:Visible":
        isInVisible = true
        visible = []
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
      if isInVisible, visible.count < 100 { visible += bytes }
    }

    func end(_ name: String) throws(OfficeFlaw) {
      switch name {
      case "Style": try endStyle()
      case "x:Visible":
        isInVisible = false
        let isHidden = ["SheetHidden", "SheetVeryHidden"].contains(
          String(decoding: visible, as: UTF8.self))
        guard isHidden, let sheet = sheets.popLast() else { return }
        sheets.append(SheetEntry(name: sheet.name, isHidden: true, place: sheet.place))
      default: break
      }
    }

    private func endStyle() throws(OfficeFlaw) {
      guard let style, code != nil || isStruck else { return }
      var format = CellFormats()
      format.add(
        format: 0, code: code.map { Self.codes[$0] ?? $0 } ?? "General", isStruck: isStruck)
      formats[style] = format
      guard formats.count <= Limits.styleCountMax else { throw .tooLarge }
    }

    /// Formats that have a name and no code.
    private static let codes = [
      "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Currency": "¥#,##0.00",
      "Euro Currency": "#,##0.00", "Scientific": "0.00E+00", "Yes/No": "\"Yes\"",
      "True/False": "\"True\"", "On/Off": "\"On\"", "General Number": "General",
      "General Date": "yyyy/m/d", "Long Date": "yyyy/m/d", "Medium Date": "yyyy/m/d",
      "Short Date": "yyyy/m/d",
    ]
  }

  /// Reads the rows of one sheet.
  private final class Rows: RowHandler {
    let namespaces = XMLSpreadsheetBook.elements
    private(set) var isDone = false
    private let sheet: Int
    private let formats: [String: CellFormats]
    private var sheetCount = 0
    private var isInSheet = false
    private var rows = RowBuilder()
    private var rowSpan = 0

    private var style = ""
    private var type = ""
    private var hasFormula = false
    private var mergedColumnCount = 0
    private var isInCell = false
    private var isInComment = false
    private var isInData = false
    private var value: [UInt8] = []

    init(sheet: Int, _ formats: [String: CellFormats]) {
      self.sheet = sheet
      self.formats = formats
    }

    var rowNumber: Int { rows.rowNumber }
    func takeRows() -> [SheetRow] { rows.takeRows() }

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      if name == "Worksheet" {
        isInSheet = sheetCount == sheet
        sheetCount += 1
      }
      guard isInSheet else { return }
      switch name {
      case "Row":
        try rows.beginRow(
          try number("Index", attributes), isHidden: word("Hidden", attributes) == "1")
        rowSpan = try number("Span", attributes) ?? 0
      case "Cell" where rows.isInRow: try beginCell(attributes)
      case "Comment": isInComment = true
      case "Data" where isInCell && !isInComment:
        type = word("Type", attributes) ?? "String"
        isInData = true
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard isInData, value.count <= Limits.cellLengthMax else { return }
      value.append(contentsOf: bytes)
    }

    func end(_ name: String) throws(OfficeFlaw) {
      guard isInSheet else { return }
      switch name {
      case "Worksheet":
        isInSheet = false
        isDone = true
      case "Row":
        try rows.endRow()
        guard rowSpan > 0 else { return }
        try rows.beginRow()
        try rows.endRow(count: rowSpan)
      case "Comment": isInComment = false
      case "Data": isInData = false
      case "Cell" where isInCell: try endCell()
      default: break
      }
    }

    private func beginCell(_ attributes: XMLAttributes) throws(OfficeFlaw) {
      try rows.move(toColumn: try number("Index", attributes).map { $0 - 1 })
      mergedColumnCount = try number("MergeAcross", attributes) ?? 0
      let mergedRowCount = try number("MergeDown", attributes) ?? 0
      try rows.merge(rowCount: mergedRowCount + 1, columnCount: mergedColumnCount + 1)
      style = word("StyleID", attributes) ?? ""
      hasFormula = word("Formula", attributes) != nil
      type = ""
      value = []
      isInCell = true
    }

    private func endCell() throws(OfficeFlaw) {
      isInCell = false
      let text = String(decoding: value, as: UTF8.self)
      if hasFormula, text.isEmpty, type != "String" {
        try rows.add(.uncalculated, [])
      } else {
        let (kind, text) = content(text)
        let isStruck = formats[style]?.isStruck(0) == true && !text.isEmpty
        try rows.add(isStruck ? .struck : kind, Array(text.utf8)[...])
      }
      if mergedColumnCount > 0 { try rows.add(.text, [], count: mergedColumnCount) }
    }

    private func content(_ text: String) -> (SheetCell.Kind, String) {
      switch type {
      case "Number" where !text.isEmpty:
        let formats = formats[style] ?? CellFormats()
        return formats.content(NumberText(text), style: 0, SerialDay(isFrom1904: false))
      case "DateTime": return (.day, isoDayText(text))
      case "Boolean" where !text.isEmpty: return (.boolean, text == "1" ? "TRUE" : "FALSE")
      case "Error": return (.error, text)
      default: return (.text, text)
      }
    }

    private func word(_ name: StaticString, _ attributes: XMLAttributes) -> String? {
      attributes[name, in: XMLSpreadsheetBook.attributes]
    }

    /// A count or place, within what a sheet can have.
    private func number(
      _ name: StaticString, _ attributes: XMLAttributes
    ) throws(OfficeFlaw) -> Int? {
      guard let word = word(name, attributes) else { return nil }
      guard let number = Int(word), (0...Limits.rowCountMax).contains(number) else {
        throw .malformed
      }
      return number
    }
  }
}

/// `2024-03-05` or `2024-03-05 10:20:00` of `2024-03-05T10:20:00.000`.
func isoDayText(_ text: String) -> String {
  let parts = text.split(separator: "T", maxSplits: 1)
  guard parts.count == 2 else { return text }
  let time = parts[1].prefix { $0 != "." && $0 != "Z" }
  return time.allSatisfy { $0 == "0" || $0 == ":" } ? String(parts[0]) : "\(parts[0]) \(time)"
}
