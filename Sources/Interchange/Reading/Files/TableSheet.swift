internal import OfficeFiles

/// The rows of one sheet of a workbook, one at a time, as rows of a table.
struct TableSheet {
  /// The row read last.
  private(set) var row = RawRow()
  /// How many rows with content are hidden in the spreadsheet.
  private(set) var hiddenRowCount = 0

  private let reader: any SheetRows
  /// The sheet's share of the file's length, for a progress bar.
  private let share: Int

  init(
    _ book: any SheetBook, _ sheet: SheetEntry, share: Int
  ) throws(OfficeFlaw) {
    reader = try book.rows(of: sheet)
    self.share = share
  }

  var bytesRead: Int {
    reader.bytesTotal > 0 ? share * reader.bytesRead / reader.bytesTotal : share
  }

  /// Reads the next row that has cells into ``row``; false at the end of the sheet.
  mutating func next() throws(OfficeFlaw) -> Bool {
    do {
      guard let next = try reader.next() else { return false }
      if next.isHidden, !next.cells.isEmpty { hiddenRowCount += 1 }
      row = RawRow(next)
      return true
    } catch {
      row = RawRow()
      row.number = max(1, reader.rowNumber)
      throw error
    }
  }
}

extension RawRow {
  /// A row of a sheet; cells that hold nothing stand between the others.
  fileprivate init(_ row: SheetRow) {
    self.init()
    number = row.number
    for cell in row.cells {
      while ends.count < cell.column { ends.append(bytes.count) }
      if cell.text.contains(0) { nulCell = nulCell ?? cell.column }
      // Bytes that do not continue a scalar are as many as scalars.
      if cell.text.count > Self.cellLengthMax,
        cell.text.count(where: { $0 & 0xC0 != 0x80 }) > Self.cellLengthMax
      {
        oversizedCells.append(cell.column)
      } else {
        bytes += cell.text
      }
      ends.append(bytes.count)
      if let kind = CellMark.Kind(cell.kind) {
        marks.append(CellMark(cells: cell.column...cell.column, kind: kind))
      }
    }
    marks += row.mergedParts.map { CellMark(cells: $0.columns, kind: .merged(range: $0.range)) }
  }
}

extension CellMark.Kind {
  fileprivate init?(_ kind: SheetCell.Kind) {
    switch kind {
    case .day: self = .day
    case .longNumber: self = .longNumber
    case .uncalculated: self = .uncalculated
    case .missingText: self = .missingText
    case .struck: self = .struck
    case .shownOtherwise: self = .shownOtherwise
    case .scaled: self = .scaled
    case .text, .number, .boolean, .error: return nil
    }
  }
}
