/// A number beside the text that its cell shows, where the file holds both.
package enum ShownNumber {
  /// What the cell says: the shown text where it can be no other number, else the stored number,
  /// with a mark where the two differ.
  package static func content(
    _ value: String, shown: String
  ) -> (kind: SheetCell.Kind, text: String) {
    let number = NumberText(value)
    if number.isBeyondPrecision { return (.longNumber, number.text) }
    let shown = shown.trimming { $0 == " " || $0 == "\u{A0}" || $0 == "\n" }
    if shown.isEmpty || shown == number.text { return (.number, number.text) }
    if shown.contains(where: "万萬亿億千百%‰％".contains) { return (.scaled, number.text) }
    let digits = shown.filter { $0.isASCII && $0.isNumber || $0 == "." }
    guard let wholeShown = whole(digits), let wholeStored = whole(number.text) else {
      return (.shownOtherwise, number.text)
    }
    // Rounding takes the whole up by one at most; what is further off is another unit.
    guard abs(wholeShown - wholeStored) <= 1 else { return (.scaled, number.text) }
    let isWhole = !number.text.contains(".") && !number.text.hasPrefix("-")
    let around = shown.split { $0.isASCII && $0.isNumber }
    let isExact =
      isWhole && !digits.contains(".") && wholeShown == wholeStored && !shown.contains(",")
      && shown.first != "-" && shown.first != "+" && shown.first != "("
      && !around.contains { NumberFormat.units.contains($0.trimming { $0 == " " }) }
    return isExact ? (.number, shown) : (.shownOtherwise, number.text)
  }

  /// The digits before the point, without a sign; nil where there are none, or too many.
  private static func whole(_ text: String) -> Int? {
    Int(text.drop { $0 == "-" }.prefix { $0 != "." }.prefix(16))
  }
}

extension StringProtocol {
  /// The text without such characters at its ends.
  func trimming(_ isDropped: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, isDropped(first) { text.removeFirst() }
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
