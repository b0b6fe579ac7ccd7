import LedgerCore
import TestSupport

extension LedgerModel {
  mutating func takeMatch(_ step: Step) throws -> (String, Int) {
    switch step {
    case .match:
      let inferred = try matches().filter { match in
        (match.stage == "unique" || match.stage == "sum")
          && !isEnded(match.line.bookedOn.year)
      }
      for match in inferred { try decide(match.line, match.vouchers, .matched, "推断") }
      let words = inferred.map { match in
        "\(match.line.reference.key)="
          + match.vouchers.sorted().map(\.key).joined(separator: "+")
      }
      return (words.sorted().joined(separator: " "), inferred.count)
    case .matchLine(let reference, let vouchers):
      let line = try bankLine(reference)
      let vouchers = Set(try vouchers.map { try VoucherNumber.of($0) })
      try decide(line, Array(vouchers), .matched)
      let match = try matches().first { $0.line.reference == line.reference }
      guard let match, Set(match.vouchers) == vouchers else { throw Refused("doesNotFit") }
      return ("", 1)
    case .undo(let reference):
      let line = try bankLine(reference)
      guard let match = try matches().first(where: { $0.line.reference == line.reference }) else {
        throw Refused("notMatched")
      }
      try decide(line, match.vouchers, .undone)
      return ("", 1)
    default: return ("", 0)
    }
  }

  private func bankLine(_ reference: String) throws -> BankLine {
    let number = try BankReference.of(reference)
    guard let line = book.bankLines.first(where: { $0.reference == number }) else {
      throw Refused("unknownLine")
    }
    return line
  }

  /// Everything that is matched with all that is recorded by now.
  private func matches() throws -> [(stage: String, line: BankLine, vouchers: [VoucherNumber])] {
    try NaiveStatement(book, year: Day.latest.fiscalYear, asOf: .latest).matched
  }

  private mutating func decide(
    _ line: BankLine, _ vouchers: [VoucherNumber], _ kind: BankMatch.Kind,
    _ reason: String = "核对"
  ) throws {
    try check(line.bookedOn)
    book.bankMatches.append(
      BankMatch(reference: line.reference, vouchers: vouchers, kind: kind, reason: reason))
  }
}
