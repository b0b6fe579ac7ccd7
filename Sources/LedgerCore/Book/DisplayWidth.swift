/// How many columns a text takes in a fixed-width font: Chinese characters two, Latin ones one.
///
/// Characters of ambiguous width count one as terminals draw them, but the quotation marks, dash
/// and ellipsis of Chinese text count two as Chinese fonts draw them. Tables keep such characters
/// out of the columns that must align.
package func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + width($1) }
}

private func width(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0x20...0x7E: 1
  case 0x1100...0x115F,  // Hangul initials
    0x2E80...0x303E,  // radicals, Chinese punctuation
    0x3041...0x33FF,  // kana, bopomofo, enclosed and squared signs
    0x3400...0x4DBF,  // Chinese characters, extension A
    0x4E00...0x9FFF,  // Chinese characters
    0xA000...0xA4CF,  // Yi
    0xAC00...0xD7A3,  // Hangul
    0xF900...0xFAFF,  // compatibility characters
    0xFE30...0xFE6F,  // vertical and small forms
    0xFF01...0xFF60,  // full-width forms
    0xFFE0...0xFFE6,
    0x1F300...0x1F64F,  // pictures
    0x1F900...0x1F9FF,
    0x20000...0x3FFFD:  // Chinese characters, extensions B and later
    2
  case 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026: 2
  default:
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    default: 1
    }
  }
}

extension String {
  /// The text with spaces behind it, or before it, up to a number of columns.
  package func padded(to columns: Int, onLeft: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, columns - displayWidth(self)))
    return onLeft ? padding + self : self + padding
  }
}

/// Breaks a sentence into lines after its punctuation, so that no clause or amount is torn apart.
///
/// - Parameters:
///   - text: Printable text.
///   - columns: The width of a line; a clause that is wider stands on a line of its own.
/// - Returns: The lines; none for an empty text.
package func wrapped(_ text: String, to columns: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var filled = 0
  for clause in clauses(of: text) {
    let width = displayWidth(clause)
    if !line.isEmpty, filled + width > columns {
      lines.append(line)
      line = ""
      filled = 0
    }
    line += clause
    filled += width
  }
  return line.isEmpty ? lines : lines + [line]
}

/// The text cut after each run of closing punctuation.
private func clauses(of text: String) -> [String] {
  let scalars = text.unicodeScalars
  var clauses: [String] = []
  var start = scalars.startIndex
  var isBehindBreak = false
  for index in scalars.indices {
    let scalar = scalars[index]
    if isBehindBreak, !isBreak(scalar), !"）”’」』".unicodeScalars.contains(scalar),
      !scalar.properties.isGraphemeExtend
    {
      clauses.append(String(scalars[start..<index]))
      start = index
    }
    isBehindBreak = isBreak(scalar)
  }
  return start == scalars.endIndex ? clauses : clauses + [String(scalars[start...])]
}

private func isBreak(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "，", "。", "；", "：", "、": true
  default: false
  }
}
