/// One row of a table: its cells as bytes of UTF-8, with what is wrong with them as text.
struct RawRow {
  /// The row as a spreadsheet counts it, from 1.
  var number = 0
  /// The cells one after another.
  var bytes: [UInt8] = []
  /// Where each cell ends among ``bytes``.
  var ends: [Int] = []
  /// The cells that are longer than a spreadsheet's cell can be; they are kept empty.
  var oversizedCells: [Int] = []
  /// The first cell with a NUL byte.
  var nulCell: Int?
  /// Whether there are more cells than a spreadsheet has columns; what is beyond is dropped.
  var hasTooManyCells = false
  /// What a workbook says of cells beyond their text; a file of text says nothing.
  var marks: [CellMark] = []

  static let cellLengthMax = 32_767
  static let cellCountMax = 16_384

  /// Whether the row cannot be read as cells.
  var isDamaged: Bool { !oversizedCells.isEmpty || nulCell != nil || hasTooManyCells }

  /// The bytes of a cell without the ASCII white space at its ends.
  func cell(_ index: Int) -> ArraySlice<UInt8> {
    var start = index == 0 ? 0 : ends[index - 1]
    var end = ends[index]
    while start < end, isSpace(bytes[start]) { start += 1 }
    while start < end, isSpace(bytes[end - 1]) { end -= 1 }
    return bytes[start..<end]
  }

  /// What a workbook says of a cell, if anything.
  func mark(ofCell index: Int) -> CellMark.Kind? {
    marks.first { $0.cells.contains(index) }?.kind
  }
}

/// Whether a byte is white space of ASCII.
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

/// What a workbook says of some cells of a row beyond their text.
struct CellMark: Equatable {
  let cells: ClosedRange<Int>
  let kind: Kind

  enum Kind: Equatable {
    /// A number that is shown as a day.
    case day
    /// A number of which the last digits are lost.
    case longNumber
    /// A part of a merged cell, named as the sheet does (`C2:C3`), whose content stands in its
    /// first cell.
    case merged(range: String)
    /// A formula whose result is not in the file.
    case uncalculated
    /// A text that the file does not hold.
    case missingText
    /// A text of which a part is struck out, or all of a cell.
    case struck
    /// A number that is shown rounded, parted or with a unit; the cell holds what is stored.
    case shownOtherwise
    /// A number that is shown in 万, thousands or percent; the cell holds what is stored.
    case scaled
  }
}
