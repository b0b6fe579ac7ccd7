/// A row of a sheet: its cells that hold something, in order.
package struct SheetRow: Equatable, Sendable {
  /// As the spreadsheet counts, from 1.
  package let number: Int
  package var cells: [SheetCell] = []
  /// The columns, counted from 0, that lie in a merged cell whose content stands elsewhere.
  package var mergedColumns: [ClosedRange<Int>] = []
  package let isHidden: Bool

  package init(number: Int, isHidden: Bool = false) {
    self.number = number
    self.isHidden = isHidden
  }
}

/// A cell of a sheet.
package struct SheetCell: Equatable, Sendable {
  /// Counted from 0.
  package let column: Int
  package let kind: Kind
  /// As a person would type it: the text, the number without what binary adds, the day.
  package let text: [UInt8]

  /// What the spreadsheet holds in the cell.
  package enum Kind: Equatable, Sendable {
    case text
    case number
    /// A number with more than 15 digits before its point: the last ones are lost.
    case longNumber
    /// A number that the spreadsheet shows as a day.
    case day
    case boolean
    /// An error in place of a value: `#REF!`.
    case error
    /// A formula that was never calculated; its text is empty.
    case uncalculated
  }
}
