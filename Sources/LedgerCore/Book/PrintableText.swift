/// A text on one line, as it may reach a terminal or a page.
///
/// Removed are terminal escape sequences, control characters, and the invisible marks that reorder
/// or hide text; line breaks and tabs become spaces.
package func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isHidden) else { return text }
  var result = String.UnicodeScalarView()
  var rest = Substring(text).unicodeScalars
  while let scalar = rest.popFirst() {
    switch scalar.value {
    case 0x1B, 0x9B, 0x90, 0x9D: dropEscape(begunBy: scalar, from: &rest)
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
    default: if !isHidden(scalar) { result.append(scalar) }
    }
  }
  return String(result)
}

/// Drops what follows the first character of an escape sequence.
private func dropEscape(
  begunBy start: Unicode.Scalar, from rest: inout Substring.UnicodeScalarView
) {
  var kind = start.value
  if kind == 0x1B {
    guard let next = rest.first, (0x20...0x7E).contains(next.value) else { return }
    rest.removeFirst()
    switch next {
    case "[": kind = 0x9B
    case "]", "P", "X", "^", "_": kind = 0x9D
    case " "..."/":
      // An intermediate byte: one final byte follows.
      if let final = rest.first, (0x30...0x7E).contains(final.value) { rest.removeFirst() }
      return
    default: return
    }
  }
  if kind == 0x9B {
    // Parameters and intermediates up to one final byte.
    while let next = rest.first, (0x20...0x3F).contains(next.value) { rest.removeFirst() }
    if let final = rest.first, (0x40...0x7E).contains(final.value) { rest.removeFirst() }
    return
  }
  dropCommandString(from: &rest)
}

/// Drops a command string up to its terminator; without one nothing is dropped, so that no text
/// vanishes behind a stray character.
private func dropCommandString(from rest: inout Substring.UnicodeScalarView) {
  let isTerminator = { (scalar: Unicode.Scalar) in
    scalar.value == 0x07 || scalar.value == 0x9C || scalar.value == 0x1B
  }
  guard let end = rest.firstIndex(where: isTerminator) else { return }
  let terminator = rest[end]
  rest = rest[rest.index(after: end)...]
  if terminator.value == 0x1B, rest.first == "\\" { rest.removeFirst() }
}
