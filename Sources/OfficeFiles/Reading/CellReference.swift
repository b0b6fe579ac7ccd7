/// Where a cell stands: `C5` is column 2, row 5.
package struct CellReference: Equatable, CustomStringConvertible {
  /// Counted from 0.
  let column: Int
  /// Counted from 1.
  let row: Int

  package var description: String { Self.letters(ofColumn: column) + "\(row)" }

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  init?(_ text: some StringProtocol) {
    let letters = text.utf8.prefix { (0x41...0x5A).contains($0 & 0xDF) }
    guard (1...3).contains(letters.count), let row = Int(text.dropFirst(letters.count)),
      (1...Limits.rowCountMax).contains(row)
    else { return nil }
    let number = letters.reduce(0) { $0 * 26 + Int($1 & 0xDF) - 0x40 }
    guard number <= Limits.columnCountMax else { return nil }
    column = number - 1
    self.row = row
  }

  /// The letters of a column that is counted from 0.
  package static func letters(ofColumn column: Int) -> String {
    var letters = ""
    var number = column + 1
    while number > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (number - 1) % 26))) + letters
      number = (number - 1) / 26
    }
    return letters
  }
}
