/// The rows of one sheet of an old workbook.
final class OldSheetRows: SheetRows {
  private let book: OldWorkbook
  private var records: OldRecords
  private let start: Int
  private let end: Int
  private let hiddenRows: Set<Int>
  private var merged: MergedRanges
  private var isAtEnd = false
  /// How many sheets within the sheet are open: charts that lie on it.
  private var depth = 0

  private(set) var rowNumber = 0
  private var cells: [SheetCell] = []
  private var rowLength = 0
  /// The style of the cell at hand.
  private var style = 0
  /// Where a formula stands whose text the next record holds.
  private var awaiting: Int?
  private var finished: SheetRow?

  /// Looks through the sheet once, for merged cells, hidden rows and damage, and then begins it.
  init(_ book: OldWorkbook, from start: Int) throws(OfficeFlaw) {
    self.book = book
    self.start = start
    var looking = try OldRecords(book.file, book.stream, from: start)
    guard let first = try looking.next(), first.type == 0x0809 else { throw .malformed }
    var areas: [MergedRanges.Area] = []
    var hidden: Set<Int> = []
    var depth = 1
    while depth > 0 {
      guard let record = try looking.next() else { throw .damaged }
      switch record.type {
      case 0x0809: depth += 1
      case 0x000A: depth -= 1
      case 0x0208 where record.word(12) & 0x20 != 0: hidden.insert(Int(record.word(0)) + 1)
      case 0x00E5: areas += Self.areas(record)
      default: break
      }
      guard areas.count <= Limits.mergedRangeCountMax else { throw .tooLarge }
    }
    hiddenRows = hidden
    merged = MergedRanges(areas)
    end = looking.offset
    records = try OldRecords(book.file, book.stream, from: start)
    _ = try records.next()
  }

  var bytesRead: Int { records.offset - start }
  var bytesTotal: Int { end - start }

  func next() throws(OfficeFlaw) -> SheetRow? {
    while !isAtEnd {
      guard let record = try records.next() else { throw .damaged }
      switch record.type {
      case 0x0809: depth += 1
      case 0x000A where depth > 0: depth -= 1
      case 0x000A:
        isAtEnd = true
        return try endRow()
      default: if depth == 0 { try read(record) }
      }
      if let row = finished {
        finished = nil
        return row
      }
    }
    return nil
  }

  private static func areas(_ record: OldRecords.Record) -> [MergedRanges.Area] {
    (0..<Int(record.word(0))).compactMap { index in
      let place = 2 + 8 * index
      guard place + 8 <= record.bytes.count else { return nil }
      let words = (0..<4).map { Int(record.word(place + 2 * $0)) }
      guard words[0] <= words[1], words[2] <= words[3], words[3] < Limits.columnCountMax else {
        return nil
      }
      return MergedRanges.Area(
        from: CellReference(column: words[2], row: words[0] + 1),
        to: CellReference(column: words[3], row: words[1] + 1))
    }
  }

  private func endRow() throws(OfficeFlaw) -> SheetRow? {
    guard !cells.isEmpty else { return nil }
    var row = SheetRow(number: rowNumber, isHidden: hiddenRows.contains(rowNumber))
    row.cells = cells.sorted { $0.column < $1.column }
    let isTwice = zip(row.cells, row.cells.dropFirst()).contains { $0.column == $1.column }
    guard !isTwice else { throw .malformed }
    row.mergedParts = merged.parts(inRow: rowNumber)
    cells = []
    rowLength = 0
    return row
  }

  /// Goes to the row of a cell.
  private func move(to number: Int) throws(OfficeFlaw) {
    guard number != rowNumber else { return }
    guard number > rowNumber else { throw .malformed }
    finished = try endRow()
    rowNumber = number
  }

  private func add(
    _ column: Int, _ kind: SheetCell.Kind, _ text: ArraySlice<UInt8>
  ) throws(OfficeFlaw) {
    guard !text.isEmpty || kind == .uncalculated else { return }
    rowLength += text.count
    guard column < Limits.columnCountMax, rowLength <= Limits.rowLengthMax,
      cells.count < Limits.columnCountMax
    else { throw .tooLarge }
    let isStruck = book.formats.isStruck(style) && !text.isEmpty
    cells.append(SheetCell(column: column, kind: isStruck ? .struck : kind, text: text))
  }

  private func add(_ column: Int, _ number: String) throws(OfficeFlaw) {
    let (kind, text) = book.formats.content(NumberText(number), style: style, book.serialDay)
    try add(column, kind, Array(text.utf8)[...])
  }

  private func add(_ column: Int, _ number: Double) throws(OfficeFlaw) {
    guard number.isFinite else { return try add(column, .error, Array("#NUM!".utf8)[...]) }
    try add(column, "\(number)")
  }
}

extension OldSheetRows {
  private func read(_ record: OldRecords.Record) throws(OfficeFlaw) {
    let types: Set<UInt16> = [
      0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006,
    ]
    if record.type == 0x0207 { return try readResult(record) }
    guard types.contains(record.type) else { return }
    guard record.bytes.count >= 8 else { throw .malformed }
    awaiting = nil
    try move(to: Int(record.word(0)) + 1)
    let column = Int(record.word(2))
    style = Int(record.word(4))
    switch record.type {
    case 0x00FD:
      let index = Int(record.long(6))
      let text = book.texts[index]
      try add(column, text == nil ? .missingText : .text, text ?? Array("\(index)".utf8)[...])
    case 0x0204, 0x00D6:
      var texts = OldTexts(record, at: 6, records, book.encoding)
      try add(column, .text, try texts.next()[...])
    case 0x0203: try add(column, record.bytes.double(6))
    case 0x027E: try add(column, Self.number(record.long(6)))
    case 0x00BD:
      for index in 0..<max(0, (record.bytes.count - 6) / 6) {
        let place = 4 + 6 * index
        style = Int(record.word(place))
        try add(column + index, Self.number(record.long(place + 2)))
      }
    case 0x0205: try addTruth(column, record.bytes[6], isError: record.bytes[7] == 1)
    default: try readFormula(record, column)
    }
  }

  private func readFormula(
    _ record: OldRecords.Record, _ column: Int
  ) throws(OfficeFlaw) {
    guard record.bytes.count >= 14 else { throw .malformed }
    guard record.word(12) == 0xFFFF else {
      let result = record.bytes.double(6)
      // A program that does not calculate leaves a zero, or an empty text.
      if result == 0, !book.isCalculated { return try add(column, .uncalculated, []) }
      return try add(column, result)
    }
    switch record.bytes[6] {
    case 0: awaiting = column
    case 1: try addTruth(column, record.bytes[8], isError: false)
    case 2: try addTruth(column, record.bytes[8], isError: true)
    default: if !book.isCalculated { try add(column, .uncalculated, []) }
    }
  }

  /// The text that a formula comes to.
  private func readResult(_ record: OldRecords.Record) throws(OfficeFlaw) {
    guard let column = awaiting else { return }
    awaiting = nil
    var texts = OldTexts(record, at: 0, records, book.encoding)
    try add(column, .text, try texts.next()[...])
  }

  private func addTruth(
    _ column: Int, _ value: UInt8, isError: Bool
  ) throws(OfficeFlaw) {
    let errors: [UInt8: String] = [
      0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
      0x24: "#NUM!", 0x2A: "#N/A",
    ]
    let text = isError ? errors[value] ?? "#VALUE!" : value == 0 ? "FALSE" : "TRUE"
    try add(column, isError ? .error : .boolean, Array(text.utf8)[...])
  }

  /// A number in four bytes: a whole one, or the upper half of one in binary; both may be
  /// hundredths.
  private static func number(_ packed: UInt32) -> String {
    let isHundredths = packed & 1 != 0
    guard packed & 2 != 0 else {
      let number = Double(bitPattern: UInt64(packed & 0xFFFF_FFFC) << 32)
      return "\(isHundredths ? number / 100 : number)"
    }
    let whole = Int32(bitPattern: packed) >> 2
    guard isHundredths else { return "\(whole)" }
    let digits = "\(whole.magnitude % 100)"
    return (whole < 0 ? "-" : "") + "\(whole.magnitude / 100)."
      + (digits.count < 2 ? "0" : "") + digits
  }
}
