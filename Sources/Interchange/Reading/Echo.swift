import LedgerCore

extension Column {
  /// What a message may show of a cell of this column: `读到“2024-13-01”`.
  ///
  /// Columns that hold names and free words are never shown; long runs of digits (accounts,
  /// identity numbers) are masked; control characters are left out.
  package func echo(_ text: String) -> String {
    if text.isEmpty { return "读到空格子" }
    return isPrivate || isMisplaced(text) ? hiddenEcho : "读到“\(excerpt(text, scalarsMax: 40))”"
  }
}

extension Column {
  /// Whether a text cannot be meant for this column, as when the cells of a row have slipped.
  ///
  /// It may then be a name: no day or amount is without a digit, and no misspelt term is without a
  /// character of the terms allowed.
  private func isMisplaced(_ text: String) -> Bool {
    let spec = TableKind.allCases.lazy.flatMap(\.columns).first { $0.column == self }
    let terms: [String]
    switch spec?.type {
    case .day, .money, .quantity, .integer, .year:
      return !text.unicodeScalars.contains(where: isDigit)
    case .choice(let choices): terms = choices.names
    case .uses: terms = PaymentUse.allCases.map(\.rawValue)
    case .number, .numbers, .text, .details, nil: return false
    }
    let known = Set(terms.joined())
    return !text.contains(where: known.contains)
  }
}

/// What a message says in place of words that it may not show.
let hiddenEcho = "读到的内容不显示"

/// A text as a message may show it.
///
/// Escape sequences and invisible characters are left out, runs of 15 or more digits keep their
/// first and last four, and what is longer is cut.
func excerpt(_ text: String, scalarsMax: Int) -> String {
  // Ten times what is shown: a run of digits is known as such beyond the cut.
  let visible = printable(String(text.unicodeScalars.prefix(scalarsMax * 10)))
  let masked = masked(Array(visible.unicodeScalars))
  var result = String.UnicodeScalarView()
  result.append(contentsOf: masked.prefix(scalarsMax))
  return String(result) + (masked.count > scalarsMax ? "…" : "")
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
