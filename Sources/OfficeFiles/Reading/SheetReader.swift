/// Reads the rows of one sheet, a piece of the file at a time.
package final class SheetReader {
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
  package init(_ book: WorkbookReader, _ sheet: WorkbookReader.SheetEntry) throws(OfficeFlaw) {
    merged = try MergedRanges(
      try book.archive.part(sheet.part),
      again: {
        () throws(OfficeFlaw) in try book.archive.part(sheet.part)
      })
    part = try book.archive.part(sheet.part)
    handler = SheetHandler(book)
    parsing = try XMLParsing(handler)
  }

  /// How much of the sheet has been read, in bytes.
  package var bytesRead: Int { Int(part.bytesRead) }
  package var bytesTotal: Int { Int(part.length) }

  /// The number of the row read last, or being read when a flaw was thrown.
  package var rowNumber: Int { handler.rowNumber }

  /// The next row that has cells; nil at the end.
  ///
  /// - Throws: ``OfficeFlaw`` at what cannot be read, after all rows before it.
  package func next() throws(OfficeFlaw) -> SheetRow? {
    while waiting.isEmpty {
      guard !isAtEnd else { return nil }
      isAtEnd = try !parsing.step(part)
      waiting = handler.takeRows().reversed()
    }
    guard var row = waiting.popLast() else { return nil }
    row.mergedColumns = merged.columns(inRow: row.number)
    return row
  }
}

/// Turns the events of a sheet into rows.
private final class SheetHandler: XMLHandler {
  private let book: WorkbookReader
  private var rows: [SheetRow] = []
  private var row: SheetRow?
  private(set) var rowNumber = 0
  private var nextColumn = 0

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
    guard hasValue else {
      row?.cells.append(SheetCell(column: cellColumn, kind: .uncalculated, text: []))
      return
    }
    let (kind, text) = try content()
    guard !text.isEmpty else { return }
    row?.cells.append(SheetCell(column: cellColumn, kind: kind, text: text))
  }

  private func content() throws(OfficeFlaw) -> (SheetCell.Kind, [UInt8]) {
    switch cellType {
    case "s":
      guard let index = Int(String(decoding: value, as: UTF8.self)),
        let text = book.texts[index]
      else { throw .malformed }
      return (.text, Array(text))
    case "str", "inlineStr": return (.text, value)
    case "b": return (.boolean, Array((value == [0x31] ? "TRUE" : "FALSE").utf8))
    case "e": return (.error, value)
    case "d":
      let text = String(decoding: value, as: UTF8.self)
      return (.day, Array(text.replacing("T", with: " ").utf8))
    default: return number()
    }
  }

  private func number() -> (SheetCell.Kind, [UInt8]) {
    let number = NumberText(String(decoding: value, as: UTF8.self))
    if number.isBeyondPrecision { return (.longNumber, Array(number.text.utf8)) }
    if book.formats.showsDay(cellStyle), let day = book.serialDay.text(of: number.text) {
      return (.day, Array(day.utf8))
    }
    return (.number, Array(number.text.utf8))
  }
}
