/// Reads the rows of one sheet of a workbook.
final class SheetReader: SheetRows {
  private let part: ZipPart
  private let parsing: XMLParsing
  private let handler: SheetHandler
  private var isAtEnd = false
  private var merged: MergedRanges
  /// Rows of the last piece, in reverse.
  private var waiting: [SheetRow] = []

  /// Looks through the sheet once, for cells that are merged and for damage, and then begins it.
  ///
  /// - Throws: ``OfficeFlaw`` when the sheet cannot be read to its end.
  init(_ book: WorkbookReader, _ sheet: SheetEntry) throws(OfficeFlaw) {
    merged = try MergedRanges(
      try book.archive.part(sheet.place),
      again: {
        () throws(OfficeFlaw) in try book.archive.part(sheet.place)
      })
    part = try book.archive.part(sheet.place)
    handler = SheetHandler(book)
    parsing = try XMLParsing(handler)
  }

  var bytesRead: Int { Int(part.bytesRead) }
  var bytesTotal: Int { Int(part.length) }
  var rowNumber: Int { handler.rowNumber }

  func next() throws(OfficeFlaw) -> SheetRow? {
    while waiting.isEmpty {
      guard !isAtEnd else { return nil }
      isAtEnd = try !parsing.step(part)
      waiting = handler.takeRows().reversed()
    }
    guard var row = waiting.popLast() else { return nil }
    row.mergedParts = merged.parts(inRow: row.number)
    return row
  }
}

/// Turns the events of a sheet into rows.
private final class SheetHandler: XMLHandler {
  let namespaces = XMLNamespace.spreadsheet
  private let book: WorkbookReader
  private var rows: [SheetRow] = []
  private var row: SheetRow?
  private(set) var rowNumber = 0
  private var nextColumn = 0
  private var rowLength = 0

  private var cellColumn = 0
  private var cellType = ""
  private var cellStyle = 0
  private var value: [UInt8] = []
  private var isInValue = false
  private var hasValue = false
  private var hasFormula = false
  private var inline = RunningText()
  private var isInline = false

  init(_ book: WorkbookReader) {
    self.book = book
  }

  func takeRows() -> [SheetRow] {
    defer { rows = [] }
    return rows
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
    switch name {
    case "row": try beginRow(attributes)
    case "c" where row != nil: try beginCell(attributes)
    case "v" where row != nil:
      isInValue = true
      hasValue = true
    case "f" where row != nil: hasFormula = true
    case "is" where row != nil:
      isInline = true
      inline.restart()
    default: if isInline { inline.begin(name) }
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isInValue {
      guard value.count <= Limits.cellLengthMax else { return }
      value.append(contentsOf: bytes)
    } else if isInline {
      inline.add(bytes)
    }
  }

  func end(_ name: String) throws(OfficeFlaw) {
    switch name {
    case "v": isInValue = false
    case "is":
      isInline = false
      value = inline.decoded
      hasValue = true
    case "c": try endCell()
    case "row":
      if let row { rows.append(row) }
      row = nil
    default: if isInline { inline.end(name) }
    }
  }

  private func beginRow(_ attributes: XMLAttributes) throws(OfficeFlaw) {
    let number = attributes["r"].map { Int($0) ?? 0 } ?? rowNumber + 1
    guard number > rowNumber, number <= Limits.rowCountMax else { throw .malformed }
    rowNumber = number
    nextColumn = 0
    rowLength = 0
    row = SheetRow(number: number, isHidden: ["1", "true"].contains(attributes["hidden"] ?? ""))
  }

  private func beginCell(_ attributes: XMLAttributes) throws(OfficeFlaw) {
    cellColumn = nextColumn
    if let reference = attributes["r"] {
      guard let place = CellReference(reference) else { throw .malformed }
      cellColumn = place.column
    }
    guard cellColumn >= nextColumn, cellColumn < Limits.columnCountMax else { throw .malformed }
    nextColumn = cellColumn + 1
    cellType = attributes["t"] ?? "n"
    cellStyle = attributes["s"].flatMap { Int($0) } ?? 0
    value.removeAll(keepingCapacity: true)
    hasValue = false
    hasFormula = false
  }

  private func endCell() throws(OfficeFlaw) {
    guard hasValue || hasFormula, row != nil else { return }
    // Only a formula of text may come to nothing.
    if hasFormula, !hasValue || cellType != "str" && value.allSatisfy(isSpace) {
      row?.cells.append(SheetCell(column: cellColumn, kind: .uncalculated, text: []))
      return
    }
    let (kind, text) = content()
    guard !text.isEmpty else { return }
    rowLength += text.count
    guard rowLength <= Limits.rowLengthMax else { throw .tooLarge }
    row?.cells.append(SheetCell(column: cellColumn, kind: kind, text: text))
  }

  private func content() -> (SheetCell.Kind, ArraySlice<UInt8>) {
    switch cellType {
    case "s":
      guard !value.allSatisfy(isSpace) else { return (.text, []) }
      guard let index = Int(String(decoding: value, as: UTF8.self)), let text = book.texts[index]
      else { return (.missingText, value[...]) }
      return (.text, text)
    case "str", "inlineStr": return (.text, value[...])
    case "b":
      guard !value.allSatisfy(isSpace) else { return (.boolean, []) }
      let isTrue = ["1", "true"].contains(String(decoding: value, as: UTF8.self).lowercased())
      return (.boolean, bytes(isTrue ? "TRUE" : "FALSE"))
    case "e": return (.error, value[...])
    case "d":
      let text = String(decoding: value, as: UTF8.self)
      return (.day, bytes(text.replacing("T", with: " ")))
    default:
      let number = NumberText(String(decoding: value, as: UTF8.self))
      let (kind, text) = book.formats.content(number, style: cellStyle, book.serialDay)
      return (kind, bytes(text))
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
}
