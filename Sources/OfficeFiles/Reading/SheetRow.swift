/// A row of a sheet: its cells that hold something, in order.
package struct SheetRow: Equatable, Sendable {
  /// As the spreadsheet counts, from 1.
  package let number: Int
  package var cells: [SheetCell] = []
  /// The cells that lie in a merged cell whose content stands elsewhere.
  package var mergedParts: [MergedPart] = []
  package let isHidden: Bool

  package init(number: Int, isHidden: Bool = false) {
    self.number = number
    self.isHidden = isHidden
  }
}

extension SheetRow {
  /// What a merged cell covers in a row, but for the cell with the content.
  package struct MergedPart: Equatable, Sendable {
    /// Counted from 0.
    package let columns: ClosedRange<Int>
    /// The whole merged cell as a spreadsheet names it: `C2:C3`.
    package let range: String

    package init(columns: ClosedRange<Int>, range: String) {
      self.columns = columns
      self.range = range
    }
  }
}

/// A cell of a sheet.
package struct SheetCell: Equatable, Sendable {
  /// Counted from 0.
  package let column: Int
  package let kind: Kind
  /// As a person would type it, in UTF-8: the text, the number without what binary adds, the day;
  /// a number whose format fills it up or sets words around it (`0007`, 援007号) as it is shown.
  ///
  /// A text that many cells refer to is held once.
  package let text: ArraySlice<UInt8>

  package init(column: Int, kind: Kind, text: ArraySlice<UInt8>) {
    self.column = column
    self.kind = kind
    self.text = text
  }

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
    /// A formula whose result is not in the file; its text is empty.
    case uncalculated
    /// A text that the file does not hold; what is here is the number it refers to.
    case missingText
    /// A text of which a part is struck out, or all of a cell.
    case struck
    /// A number that is shown rounded, parted, or with other signs than it is stored with.
    case shownOtherwise
    /// A number that is shown as a multiple of another unit: 万元, thousands, percent.
    case scaled
  }
}
