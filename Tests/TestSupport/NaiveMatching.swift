package import LedgerCore

/// Holds the treasury's statement against movements as one day sees both, each with each, straight
/// from the sentences of rules.md.
///
/// It shares nothing with the engine but the values of facts: no index, no group, no running sum.
package struct NaiveMatching {
  /// What the treasury must show: money that went out, or came back.
  package struct Movement: Hashable {
    package let voucher: VoucherNumber
    /// The voucher that came back; nil for money that went out.
    package let returned: VoucherNumber?
    package let day: Day
    package let fen: Int64
    let payee: String
    /// The last correction of it, else its own day.
    let changedOn: Day

    package var isIncoming: Bool { returned != nil }
  }

  let book: InventedBook
  package let asOf: Day
  /// By day and reference, without those that are not the ledger's.
  package let bank: [BankLine]
  /// Every line that is seen.
  package let seen: [BankLine]
  /// By day, voucher and the voucher that came back.
  package private(set) var movements: [Movement] = []
  /// Stage, line and its movements, of everything matched so far.
  package private(set) var matched: [(stage: String, line: BankLine, movements: [Movement])] = []
  /// The candidates of stage 2 as all lines had them at once.
  private var candidates: [(line: BankLine, movements: [Movement])] = []

  package init(_ book: InventedBook, on asOf: Day) {
    self.book = book
    self.asOf = asOf
    seen = book.bankLines.filter { $0.bookedOn <= asOf }.sorted {
      $0.bookedOn == $1.bookedOn ? $0.reference < $1.reference : $0.bookedOn < $1.bookedOn
    }
    bank = seen.filter { line in
      book.bankSetAsides.last { $0.reference == line.reference }?.kind != .setAside
    }
    movements = outgoing() + incoming()
    movements.sort { one, two in
      if one.day != two.day { return one.day < two.day }
      if one.voucher != two.voucher { return one.voucher < two.voucher }
      guard let first = one.returned else { return two.returned != nil }
      return two.returned.map { first < $0 } ?? false
    }
    matchRegistered()
    matchByNumber()
    matchPairs()
    matchSums()
  }
}

// MARK: - Movements

extension NaiveMatching {
  private var payments: [PaymentLine] {
    book.lines.filter { !$0.isReversal && $0.paidOn <= asOf }
  }

  package var reversals: [PaymentLine] {
    book.lines.filter { $0.isReversal && $0.paidOn <= asOf }
  }

  private func outgoing() -> [Movement] {
    Set(payments.map(\.id.voucher)).compactMap { voucher in
      let lines = payments.filter { $0.id.voucher == voucher }
      let corrections = reversals.filter {
        $0.reverses?.id.voucher == voucher && $0.reverses?.kind == .correction
      }
      guard let head = lines.first else { return nil }
      return Movement(
        voucher: head.id.voucher, returned: nil, day: head.paidOn,
        fen: lines.reduce(0) { $0 + $1.amount.fen } - corrections.reduce(0) { $0 + $1.amount.fen },
        payee: naiveName(head.payee),
        changedOn: corrections.map(\.paidOn).max() ?? head.paidOn)
    }
  }

  private func incoming() -> [Movement] {
    let returns = reversals.filter { $0.reverses?.kind == .bankReturn }
    let pairs = Set(
      returns.compactMap { line in line.reverses.map { [line.id.voucher, $0.id.voucher] } })
    return pairs.compactMap { pair in
      let lines = returns.filter {
        $0.id.voucher == pair[0] && $0.reverses?.id.voucher == pair[1]
      }
      let paid = payments.first { $0.id.voucher == pair[1] }
      guard let head = lines.first else { return nil }
      return Movement(
        voucher: pair[0], returned: pair[1], day: head.paidOn,
        fen: -lines.reduce(0) { $0 + $1.amount.fen }, payee: naiveName(paid?.payee ?? head.payee),
        changedOn: head.paidOn)
    }
  }

  func outgoing(_ voucher: VoucherNumber) -> Movement? {
    movements.first { !$0.isIncoming && $0.voucher == voucher }
  }

  private func isNear(_ movement: Movement, _ line: BankLine) -> Bool {
    abs(movement.day.days(since: line.bookedOn)) <= 5
  }
}

// MARK: - What people decided

extension NaiveMatching {
  private func decision(_ line: BankLine) -> BankMatch? {
    book.bankMatches.last { $0.reference == line.reference }
  }

  /// The movements that numbers name for a line.
  ///
  /// What a paid voucher paid; for money that came back the return that a reversal voucher and the
  /// voucher it returned name together, else all that either names alone. Nil where a number names
  /// nothing.
  package func named(_ numbers: [VoucherNumber], for line: BankLine) -> [Movement]? {
    let incoming = movements.filter(\.isIncoming)
    var found: [Movement] = []
    var rest = numbers
    if line.amount.fen < 0 {
      found = incoming.filter { movement in
        numbers.contains(movement.voucher) && movement.returned.map(numbers.contains) ?? false
      }
      rest.removeAll { number in
        found.contains { $0.voucher == number || $0.returned == number }
      }
    }
    for number in rest {
      let paid = outgoing(number).map { [$0] } ?? []
      let by = incoming.filter { $0.voucher == number }
      let of = incoming.filter { $0.returned == number }
      let own = (line.amount.fen < 0 ? [by, of, paid] : [paid, by]).first { !$0.isEmpty }
      guard let own else { return nil }
      found += own
    }
    return movements.filter(found.contains)
  }

  /// Whether a person took a line away from just these movements.
  private func isUndone(_ line: BankLine, _ movements: [Movement]) -> Bool {
    guard let decision = decision(line), decision.kind == .undone else { return false }
    return named(decision.vouchers, for: line) == self.movements.filter(movements.contains)
  }

  /// In the order in which they were registered: lines that were registered with the same movements
  /// hold from the one on with which their sum agrees, and what holds takes no other line.
  private mutating func matchRegistered() {
    var wishes: [(line: BankLine, movements: [Movement])] = []
    for (index, decision) in book.bankMatches.enumerated() where decision.kind == .matched {
      let isLast = !book.bankMatches[(index + 1)...].contains {
        $0.reference == decision.reference
      }
      guard isLast, let line = bank.first(where: { $0.reference == decision.reference }),
        let named = named(decision.vouchers, for: line)
      else { continue }
      wishes.append((line, named))
      let group = wishes.filter { $0.movements == named }.map(\.line)
      let holders = matched.filter { $0.movements.contains(where: named.contains) }
      guard holders.allSatisfy({ $0.movements == named }),
        group.reduce(0, { $0 + $1.amount.fen }) == named.reduce(0, { $0 + $1.fen })
      else { continue }
      for line in group where !isMatched(line) { matched.append(("已登记", line, named)) }
    }
  }
}

// MARK: - The stages

extension NaiveMatching {
  package func isMatched(_ movement: Movement) -> Bool {
    matched.contains { $0.movements.contains(movement) }
  }

  package func isMatched(_ line: BankLine) -> Bool {
    matched.contains { $0.line.reference == line.reference }
  }

  /// The movements that a numbered line may count for; one at most for a positive line.
  private func named(by line: BankLine) -> [Movement] {
    guard let number = line.voucher else { return [] }
    let own = reversals.filter { $0.id.voucher == number }
    let paid = outgoing(number)
    if line.amount.fen < 0 {
      let incoming = movements.filter {
        $0.isIncoming && ($0.voucher == number || $0.returned == number)
      }
      if !incoming.isEmpty { return incoming }
      if let paid {
        let isCorrected = reversals.contains { $0.reverses?.id.voucher == number }
        return isCorrected ? [paid] : []
      }
    } else if let paid {
      return [paid]
    }
    guard own.allSatisfy({ $0.reverses?.kind == .correction }) else { return [] }
    let corrected = Set(own.compactMap(\.reverses?.id.voucher))
    guard let voucher = corrected.first, corrected.count == 1 else { return [] }
    return outgoing(voucher).map { [$0] } ?? []
  }

  private mutating func matchByNumber() {
    let numbered = bank.filter { $0.voucher != nil && !isMatched($0) }
    var rest: [(line: BankLine, movements: [Movement])] = []
    for line in numbered {
      let movements = named(by: line).filter { !isUndone(line, [$0]) }
      guard let first = movements.first else { continue }
      if !first.isIncoming {
        matched.append(("凭证号", line, [first]))
      } else if let fitting = movements.first(where: {
        $0.fen == line.amount.fen && !isMatched($0)
      }) {
        matched.append(("凭证号", line, [fitting]))
      } else {
        rest.append((line, movements))
      }
    }
    let taken = matched
    for (line, movements) in rest {
      let free = movements.first { movement in
        !taken.contains { $0.movements.contains(movement) }
      }
      if let movement = free ?? movements.first { matched.append(("凭证号", line, [movement])) }
    }
  }

  /// Lines without a number that may still be matched.
  private var waiting: [BankLine] { bank.filter { $0.voucher == nil && !isMatched($0) } }

  private mutating func matchPairs() {
    let open = movements.filter { $0.fen != 0 && !isMatched($0) }
    candidates = waiting.map { line in
      let found = open.filter { movement in
        movement.fen == line.amount.fen && movement.payee == naiveName(line.payee)
          && isNear(movement, line) && !isUndone(line, [movement])
      }
      return (line, found)
    }
    for (line, found) in candidates where found.count == 1 {
      if candidates.filter({ $0.movements.contains(found[0]) }).count == 1 {
        matched.append(("唯一对应", line, found))
      }
    }
  }

  /// Whether a line is named by S04.
  package func isTied(_ line: BankLine) -> Bool {
    !isMatched(line)
      && candidates.contains { $0.line.reference == line.reference && !$0.movements.isEmpty }
  }

  package func isCandidateOfTied(_ movement: Movement) -> Bool {
    candidates.contains { isTied($0.line) && $0.movements.contains(movement) }
  }

  private mutating func matchSums() {
    let open = movements.filter {
      !$0.isIncoming && $0.fen != 0 && !isMatched($0) && !isCandidateOfTied($0)
    }
    let wishes = waiting.filter { !isTied($0) && $0.amount.fen > 0 }.map { line in
      (line: line, subsets: subsets(of: open, for: line))
    }
    for (line, subsets) in wishes where subsets.count == 1 {
      let others = wishes.filter { $0.line.reference != line.reference }.flatMap(\.subsets)
      if !others.contains(where: { other in other.contains { subsets[0].contains($0) } }) {
        matched.append(("合计对应", line, subsets[0]))
      }
    }
  }

  private func subsets(of open: [Movement], for line: BankLine) -> [[Movement]] {
    (-5...5).flatMap { days -> [[Movement]] in
      let onDay = open.filter { movement in
        movement.payee == naiveName(line.payee)
          && movement.day.days(since: line.bookedOn) == days
      }
      guard onDay.count <= 12 else { return [] }
      let all = onDay.reduce([[Movement]]([[]])) { sets, next in sets + sets.map { $0 + [next] } }
      return all.filter { set in
        set.count >= 2 && set.reduce(0, { $0 + $1.fen }) == line.amount.fen && !isUndone(line, set)
      }
    }
  }
}
