import LedgerCore
import TestSupport

extension LedgerModel {
  mutating func takeMatch(_ step: Step) throws -> (String, Int) {
    switch step {
    case .match:
      let inferred = try matches().filter { match in
        (match.stage == "唯一对应" || match.stage == "合计对应")
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
      try matchByHand(line, vouchers.map { try .of($0) })
      return ("", 1)
    case .undo(let reference):
      let line = try bankLine(reference)
      guard let match = try matches().first(where: { $0.line.reference == line.reference }) else {
        throw Refused("notMatched")
      }
      let others = try matches().filter {
        match.stage == "已登记" && $0.stage == match.stage && $0.vouchers == match.vouchers
      }
      let lines = others.isEmpty ? [line] : others.map(\.line)
      for line in lines { try decide(line, match.vouchers, .undone) }
      return ("", lines.count)
    default: return ("", 0)
    }
  }

  /// A line that is not the ledger's takes no part in matching until that is taken back.
  mutating func setAside(_ reference: String, _ isUndone: Bool) throws -> Int {
    let line = try bankLine(reference)
    let isApart = isSetAside(line)
    if isUndone, !isApart { throw Refused("notSetAside") }
    if !isUndone {
      if isApart { throw Refused("alreadySetAside") }
      let last = book.bankMatches.last { $0.reference == line.reference }
      if last?.kind == .matched { throw Refused("matched") }
    }
    try check(line.bookedOn)
    book.bankSetAsides.append(
      BankSetAside(
        reference: line.reference, kind: isUndone ? .undone : .setAside, reason: "别的单位",
        by: ModelOffice.officer, on: .latest))
    return 1
  }

  private func isSetAside(_ line: BankLine) -> Bool {
    book.bankSetAsides.last { $0.reference == line.reference }?.kind == .setAside
  }

  private func bankLine(_ reference: String) throws -> BankLine {
    let number = try BankReference.of(reference)
    guard let line = book.bankLines.first(where: { $0.reference == number }) else {
      let isVoid = void.bankLines.contains { $0.reference == number }
      throw Refused(isVoid ? "isVoid" : "notRegistered")
    }
    return line
  }

  /// Everything that is matched with all that is recorded by now.
  private func matches() throws -> [(stage: String, line: BankLine, vouchers: [VoucherNumber])] {
    try NaiveStatement(book, year: Day.latest.fiscalYear, asOf: .latest).matched.map { match in
      (match.stage, match.line, numbers(for: match.line, match.movements))
    }
  }

  /// What names movements for a line: of money that came back with the voucher it was paid by.
  private func numbers(
    for line: BankLine, _ movements: [NaiveMatching.Movement]
  ) -> [VoucherNumber] {
    let numbers = movements.flatMap { movement in
      [movement.voucher] + (line.amount.fen < 0 ? [movement.returned].compactMap(\.self) : [])
    }
    return Set(numbers).sorted()
  }

  /// One line with movements of any payee and day whose sum is the line's.
  private mutating func matchByHand(_ line: BankLine, _ numbers: [VoucherNumber]) throws {
    if isSetAside(line) { throw Refused("setAside") }
    let before = NaiveMatching(book, on: .latest)
    for number in numbers where before.named([number], for: line) == nil {
      let isKnown = book.lines.contains { $0.id.voucher == number }
      throw Refused(isKnown ? "onlyCorrects" : "unknownVoucher")
    }
    let movements = before.named(numbers, for: line) ?? []
    guard movements.reduce(0, { $0 + $1.fen }) == line.amount.fen else {
      throw Refused("sumsDiffer")
    }
    let isTaken = before.matched.contains { match in
      ["已登记", "凭证号"].contains(match.stage) && match.line.reference != line.reference
        && match.movements.contains(where: movements.contains)
    }
    if isTaken { throw Refused("movementTaken") }
    let posted = before.matched.filter { $0.stage == "已登记" && $0.movements == movements }
    if posted.map(\.line.reference) == [line.reference] { throw Refused("alreadyMatched") }
    try decide(line, self.numbers(for: line, movements), .matched)
    let match = NaiveMatching(book, on: .latest).matched.first {
      $0.line.reference == line.reference
    }
    guard match?.movements == movements else { throw Refused("doesNotHold") }
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
