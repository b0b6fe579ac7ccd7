extension Column {
  /// What a message may show of a cell of this column: `读到“2024-13-01”`.
  ///
  /// Columns that hold names and free words are never shown; long runs of digits (accounts,
  /// identity numbers) are masked; control characters are left out.
  package func echo(_ text: String) -> String {
    if text.isEmpty { return "读到空格子" }
    return isPrivate ? hiddenEcho : "读到“\(printable(text, scalarsMax: 40))”"
  }
}

/// What a message says in place of words that it may not show.
let hiddenEcho = "读到的内容不显示"

/// A text as a message may show it.
///
/// Escape sequences and invisible characters are left out, runs of 15 or more digits keep their
/// first and last four, and what is longer is cut.
func printable(_ text: String, scalarsMax: Int) -> String {
  // Ten times what is shown: a run of digits is known as such beyond the cut.
  let masked = masked(visibleScalars(of: text, atMost: scalarsMax * 10))
  var result = String.UnicodeScalarView()
  result.append(contentsOf: masked.prefix(scalarsMax))
  return String(result) + (masked.count > scalarsMax ? "…" : "")
}

/// A file's path as a message may show it: without control characters and terminal escapes.
func printablePath(_ path: String) -> String {
  var result = String.UnicodeScalarView()
  result.append(contentsOf: visibleScalars(of: path, atMost: 4_096))
  return String(result)
}

/// The text's scalars without control characters, formatting marks and terminal escapes.
private func visibleScalars(of text: String, atMost limit: Int) -> [Unicode.Scalar] {
  var visible: [Unicode.Scalar] = []
  var scalars = text.unicodeScalars[...]
  while let scalar = scalars.popFirst(), visible.count < limit {
    switch scalar {
    case "\u{1B}", "\u{9B}": skipEscape(after: scalar, in: &scalars)
    case "\n", "\r", "\t", "\u{2028}", "\u{2029}": visible.append(" ")
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned: break
      default: visible.append(scalar)
      }
    }
  }
  return visible
}

/// Drops the rest of a terminal escape sequence: CSI … letter, OSC … BEL or ST, or one character.
private func skipEscape(
  after start: Unicode.Scalar, in scalars: inout Substring.UnicodeScalarView
) {
  let introducer = start == "\u{9B}" ? "[" : scalars.popFirst()
  switch introducer {
  case "[":
    while let scalar = scalars.popFirst(), !(0x40...0x7E).contains(scalar.value) {}
  case "]", "P", "_", "^":
    while let scalar = scalars.popFirst(), scalar != "\u{07}", scalar != "\u{9C}" {
      if scalar == "\u{1B}" {
        if scalars.first == "\\" { scalars.removeFirst() }
        return
      }
    }
  default: break
  }
}

/// Scalars with the middle of each run of 15 or more digits replaced; spaces may part a run.
private func masked(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var result: [Unicode.Scalar] = []
  var run: [Unicode.Scalar] = []
  func endRun() {
    let digitCount = run.count(where: isDigit)
    if digitCount >= 15 {
      // Spaces at the end of the run are not part of it.
      let spaces = run.reversed().prefix { !isDigit($0) }
      let digits = run.dropLast(spaces.count)
      result += digits.prefix(4) + "****".unicodeScalars + digits.suffix(4) + spaces
    } else {
      result += run
    }
    run = []
  }
  for scalar in scalars {
    if isDigit(scalar) || scalar == " " && !run.isEmpty {
      run.append(scalar)
    } else {
      endRun()
      result.append(scalar)
    }
  }
  endRun()
  return result
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
  (0x30...0x39).contains(scalar.value) || (0xFF10...0xFF19).contains(scalar.value)
}
