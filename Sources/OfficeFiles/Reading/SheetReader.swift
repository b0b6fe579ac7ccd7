/// Reads the rows of a sheet out of XML, a piece of it at a time.
final class XMLRows: SheetRows {
  private let source: any ByteSource
  private let parsing: XMLParsing
  private let handler: any RowHandler
  private var isAtEnd = false
  /// Rows of the last piece, in reverse.
  private var waiting: [SheetRow] = []

  init(_ source: any ByteSource, _ handler: any RowHandler) throws(OfficeFlaw) {
    self.source = source
    self.handler = handler
    parsing = try XMLParsing(handler)
  }

  var bytesRead: Int { Int(source.bytesRead) }
  var bytesTotal: Int { Int(source.length) }
  var rowNumber: Int { handler.rowNumber }

  func next() throws(OfficeFlaw) -> SheetRow? {
    while waiting.isEmpty {
      guard !isAtEnd else { return nil }
      isAtEnd = try !parsing.step(source) || handler.isDone
      waiting = handler.takeRows().reversed()
    }
    return waiting.popLast()
  }
}

/// What turns the events of a sheet's XML into rows.
protocol RowHandler: XMLHandler {
  /// The number of the row read last.
  var rowNumber: Int { get }
  /// Whether the sheet has ended, whatever comes behind it.
  var isDone: Bool { get }
  /// The rows since they were last taken.
  func takeRows() -> [SheetRow]
}

/// Turns the events of a sheet into rows.
final class SheetHandler: RowHandler {
  let namespaces = XMLNamespace.spreadsheet
  let isDone = false
  private let book: WorkbookReader
  private var merged: MergedRanges
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

  init(_ book: WorkbookReader, _ merged: MergedRanges) {
    self.book = book
    self.merged = merged
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
    default: if isInline { inline.begin(name, attributes) }
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
      if var row {
        row.mergedParts = merged.parts(inRow: row.number)
        rows.append(row)
      }
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
    let isStruck = book.formats.isStruck(cellStyle) && !text.allSatisfy(isSpace)
    row?.cells.append(SheetCell(column: cellColumn, kind: isStruck ? .struck : kind, text: text))
  }

  private func content() -> (SheetCell.Kind, ArraySlice<UInt8>) {
    switch cellType {
    case "s":
      guard !value.allSatisfy(isSpace) else { return (.text, []) }
      guard let index = Int(String(decoding: value, as: UTF8.self)), let text = book.texts[index]
      else { return (.missingText, value[...]) }
      return (book.texts.isStruck(index) ? .struck : .text, text)
    case "inlineStr": return (inline.isStruck ? .struck : .text, value[...])
    case "str": return (.text, value[...])
    case "b":
      guard !value.allSatisfy(isSpace) else { return (.boolean, []) }
      let isTrue = ["1", "true"].contains(String(decoding: value, as: UTF8.self).lowercased())
      return (.boolean, bytes(isTrue ? "TRUE" : "FALSE"))
    case "e": return (.error, value[...])
    case "d":
      return (.day, bytes(String(decoding: value, as: UTF8.self).replacing("T", with: " ")))
    default:
      let number = NumberText(String(decoding: value, as: UTF8.self))
      let (kind, text) = book.formats.content(number, style: cellStyle, book.serialDay)
      return (kind, bytes(text))
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
}
