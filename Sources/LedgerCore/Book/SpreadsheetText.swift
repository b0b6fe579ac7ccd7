/// A text as a cell of a table that a spreadsheet may open: one that it would run as a formula gets
/// an apostrophe before it.
///
/// ``textOfSpreadsheet(_:)`` takes off just that apostrophe, whatever the text.
package func spreadsheetText(_ text: String) -> String {
  isLikeFormula(text) ? "'" + text : text
}

/// The text of a cell without the apostrophe that ``spreadsheetText(_:)`` puts before it.
package func textOfSpreadsheet(_ cell: String) -> String {
  guard cell.utf8.first == UInt8(ascii: "'") else { return cell }
  let rest = String(cell.unicodeScalars.dropFirst())
  return isLikeFormula(rest) ? rest : cell
}

/// Whether a sign of a formula comes first, behind white space and apostrophes at most; a leading
/// tab or line end counts as one.
///
/// Apostrophes are looked through so that a text that has one of its own gets a second.
private func isLikeFormula(_ text: String) -> Bool {
  // Most cells begin with a digit, a letter or a common ideograph.
  guard let start = text.utf8.first, !(0x30...0x39).contains(start), !(0xE4...0xE9).contains(start)
  else { return false }
  // By scalars: a sign with a combining mark on it is still a sign to a spreadsheet.
  for scalar in text.unicodeScalars {
    switch scalar {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n": return true
    case "'": continue
    case _ where scalar.properties.isWhitespace: continue
    default: return false
    }
  }
  return false
}
