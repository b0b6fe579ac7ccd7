/// Puts the cells of a sheet together into rows, within the bounds of a sheet.
package struct RowBuilder {
  package private(set) var rows: [SheetRow] = []
  /// The number of the row that is open, or was last.
  package private(set) var rowNumber = 0
  package private(set) var nextColumn = 0
  private var row: SheetRow?
  private var rowLength = 0
  private var merged = MergedRanges()

  package init() {}

  package var isInRow: Bool { row != nil }

  /// The rows that have ended since they were last taken.
  package mutating func takeRows() -> [SheetRow] {
    defer { rows = [] }
    return rows
  }

  /// Begins a row.
  ///
  /// - Parameters:
  ///   - number: Its number; nil for the next.
  ///   - isHidden: Whether the spreadsheet hides it.
  /// - Throws: ``OfficeFlaw`` when the number is beyond a sheet, or not above the one before.
  package mutating func beginRow(_ number: Int? = nil, isHidden: Bool = false) throws(OfficeFlaw) {
    let number = number ?? rowNumber + 1
    guard number > rowNumber else { throw .malformed }
    guard number <= Limits.rowCountMax else { throw .tooManyRows }
    rowNumber = number
    nextColumn = 0
    rowLength = 0
    row = SheetRow(number: number, isHidden: isHidden)
  }

  /// Goes to a column for the next cell; nil leaves it where it is.
  package mutating func move(toColumn column: Int?) throws(OfficeFlaw) {
    guard let column else { return }
    guard column >= nextColumn, column < Limits.columnCountMax else { throw .malformed }
    nextColumn = column
  }

  /// Goes past the cells that a merged cell from above covers.
  package mutating func skipCovered() {
    while let last = merged.lastColumn(covering: nextColumn, row: rowNumber) {
      nextColumn = last + 1
    }
  }

  /// Adds cells of one content, side by side; an empty one only takes its place.
  package mutating func add(
    _ kind: SheetCell.Kind, _ text: ArraySlice<UInt8>, count: Int = 1
  ) throws(OfficeFlaw) {
    guard row != nil, count >= 1 else { throw .malformed }
    let isEmpty = text.isEmpty && kind != .uncalculated
    // Spreadsheets end a row with thousands of empty cells.
    guard isEmpty || nextColumn + count <= Limits.columnCountMax else { throw .malformed }
    if !isEmpty {
      rowLength += count * (text.count + 1)
      guard rowLength <= Limits.rowLengthMax else { throw .tooLarge }
      for column in nextColumn..<(nextColumn + count) {
        row?.cells.append(SheetCell(column: column, kind: kind, text: text))
      }
    }
    nextColumn = min(nextColumn + count, Limits.columnCountMax)
  }

  /// The next cell is merged over so many rows and columns.
  package mutating func merge(rowCount: Int, columnCount: Int) throws(OfficeFlaw) {
    try merged.add(
      row: rowNumber, column: nextColumn, rowCount: min(rowCount, Limits.rowCountMax),
      columnCount: min(columnCount, Limits.columnCountMax))
  }

  /// Ends the row, which stands there so many times; nothing comes of an empty one.
  package mutating func endRow(count: Int = 1) throws(OfficeFlaw) {
    guard var row else { return }
    self.row = nil
    guard count >= 1 else { throw .malformed }
    let last = rowNumber + min(count, Limits.rowCountMax) - 1
    row.mergedParts = merged.parts(inRow: rowNumber)
    if !row.cells.isEmpty || !row.mergedParts.isEmpty && count == 1 {
      guard last <= Limits.rowCountMax, count == 1 || count * rowLength <= Limits.repeatedLengthMax
      else { throw .tooLarge }
      for number in rowNumber...last {
        var copy = SheetRow(number: number, isHidden: row.isHidden)
        copy.cells = row.cells
        copy.mergedParts = row.mergedParts
        rows.append(copy)
      }
    }
    rowNumber = min(last, Limits.rowCountMax)
  }
}
