package import LedgerCore

/// What the register says on one day: every fact whose own day is on or before it, and no other.
///
/// It keeps nothing from one day to the next; whoever compares two days makes two of these.
package struct NaiveDay {
  let book: InventedBook
  package let asOf: Day
  package let payments: [PaymentLine]
  package let reversals: [PaymentLine]
  /// What is left of each payment line.
  private let leftOf: [PaymentLineID: Int64]
  /// Live lines by paid_on, voucher, line.
  package let live: [PaymentLine]
  /// Whether somebody explained that a claim comes after the first one of its case.
  package var isExplainedRepeat: (_ claim: Claim, _ first: Claim) -> Bool = { _, _ in false }

  package init(_ book: InventedBook, on asOf: Day) {
    self.book = book
    self.asOf = asOf
    payments = book.lines.filter { $0.reverses == nil && $0.paidOn <= asOf }
    reversals = book.lines.filter { $0.reverses != nil && $0.paidOn <= asOf }
    var left: [PaymentLineID: Int64] = [:]
    for line in payments {
      left[line.id] = reversals.filter { $0.reverses?.id == line.id }.reduce(line.amount.fen) {
        $0 - $1.amount.fen
      }
    }
    leftOf = left
    live = payments.filter { (left[$0.id] ?? 0) > 0 }.sorted { one, two in
      if one.paidOn != two.paidOn { return one.paidOn < two.paidOn }
      if one.id.voucher != two.id.voucher { return one.id.voucher < two.id.voucher }
      return one.id.line < two.id.line
    }
  }

  func isSeen(_ day: Day?) -> Bool { day.map { $0 <= asOf } ?? false }

  package func left(_ line: PaymentLine) -> Int64 { leftOf[line.id] ?? 0 }

  package func sum(_ lines: [PaymentLine]) -> Int64 { lines.reduce(0) { $0 + left($1) } }
}

// MARK: - Cases, claims, duties

extension NaiveDay {
  package var seenCases: [LegalAidCase] { book.cases.filter { isSeen($0.acceptedOn) } }
  package var seenShifts: [DutyShift] { book.shifts.filter { isSeen($0.servedOn) } }

  func legalAidCase(_ number: CaseNumber) -> LegalAidCase? {
    seenCases.first { $0.number == number }
  }

  /// The closing, where it is in the register.
  func closing(of legalAidCase: LegalAidCase) -> LegalAidCase.Closing? {
    legalAidCase.closing.flatMap { isSeen($0.on) ? $0 : nil }
  }

  /// Claims that are not returned, whatever their own day.
  private var unreturned: [Claim] { book.claims.filter { !isSeen($0.returned?.on) } }

  package var seenClaims: [Claim] { unreturned.filter { isSeen($0.claimedOn) } }

  /// Claims with an approval in the register, an approval independently of the claim's day.
  package var approvals: [(claim: Claim, on: Day, fen: Int64)] {
    unreturned.compactMap { claim in
      claim.approval.flatMap { isSeen($0.on) ? (claim, $0.on, $0.amount.fen) : nil }
    }
  }

  func approvals(of number: CaseNumber) -> [(claim: Claim, on: Day, fen: Int64)] {
    approvals.filter { $0.claim.caseNumber == number }
  }

  /// Whether there ever was an approval, returned or not.
  func wasEverApproved(_ number: CaseNumber) -> Bool {
    book.claims.contains { $0.caseNumber == number && isSeen($0.approval?.on) }
  }

  /// Whether some claim of the case stood approved on a day: approved by then, not returned by
  /// then.
  func stoodApproved(_ number: CaseNumber, on day: Day) -> Bool {
    book.claims.contains { claim in
      guard claim.caseNumber == number, let approval = claim.approval else { return false }
      return approval.on <= day && claim.returned.map { $0.on > day } ?? true
    }
  }

  /// Whether C03 names a claim: another claim of its registered case comes before it, by
  /// claimed_on and then number.
  func isNamedByC03(_ claim: Claim) -> Bool {
    guard isSeen(claim.claimedOn), legalAidCase(claim.caseNumber) != nil else { return false }
    return first(of: claim.caseNumber).map { $0.number != claim.number } ?? false
  }

  /// The first claim seen of a case, by claimed_on and then number.
  package func first(of number: CaseNumber) -> Claim? {
    seenClaims.filter { $0.caseNumber == number }.min { one, two in
      one.claimedOn == two.claimedOn ? one.number < two.number : one.claimedOn < two.claimedOn
    }
  }

  /// Whether C03 names a claim and nobody explained it.
  func countsNothing(_ claim: Claim) -> Bool {
    guard isNamedByC03(claim), let first = first(of: claim.caseNumber) else { return false }
    return !isExplainedRepeat(claim, first)
  }

  /// Approved on a case: a claim that C03 names counts 0 until that is explained.
  package func approved(on number: CaseNumber) -> Int64 {
    approvals(of: number).filter { !countsNothing($0.claim) }.reduce(0) { $0 + $1.fen }
  }

  /// The live lines that pay the subsidy of a case.
  func subsidyLines(of number: CaseNumber) -> [PaymentLine] {
    live.filter { $0.subject == .legalAidCase(number) && $0.use == .perCaseSubsidy }
  }

  func dutyLines(of number: DutyNumber) -> [PaymentLine] {
    live.filter { $0.subject == .dutyShift(number) }
  }
}

// MARK: - What is paid too much

extension NaiveDay {
  /// The excess of P05 on a day; 0 where it does not speak.
  func excess(ofP05 number: CaseNumber) -> Int64 {
    isPaidTwice(number) ? 0 : overpaid(number)
  }

  /// The excess of P06 on a day; 0 where it does not speak.
  func excess(ofP06 number: CaseNumber) -> Int64 {
    isPaidTwice(number) ? overpaid(number) : 0
  }

  private func overpaid(_ number: CaseNumber) -> Int64 {
    guard legalAidCase(number) != nil, wasEverApproved(number) else { return 0 }
    return max(0, sum(subsidyLines(of: number)) - approved(on: number))
  }

  private func isPaidTwice(_ number: CaseNumber) -> Bool {
    let lines = subsidyLines(of: number)
    let excess = overpaid(number)
    guard excess > 0, approved(on: number) > 0 else { return false }
    return lines.contains { one in
      lines.contains { two in
        one.id != two.id && naiveName(one.payee) == naiveName(two.payee) && left(one) == left(two)
          && left(one) <= excess
      }
    }
  }

  /// The excess of D04 on a day; 0 where it does not speak.
  func excess(ofD04 number: DutyNumber) -> Int64 {
    guard let shift = seenShifts.first(where: { $0.number == number }) else { return 0 }
    return max(0, sum(dutyLines(of: number)) - shift.amount.fen)
  }

  /// The lines from the one on at which the running net first exceeds a limit.
  func beyond(_ limit: Int64, _ lines: [PaymentLine]) -> [PaymentLine] {
    let crossing = lines.indices.first { sum(Array(lines[...$0])) > limit }
    return crossing.map { Array(lines[$0...]) } ?? []
  }
}

/// Names in half width, without white space and invisible marks, brackets and middle dots alike:
/// enough for what the books hold.
package func naiveName(_ text: String) -> String {
  text.map { character in
    switch character {
    case "０"..."９": character.wholeNumberValue.map(String.init) ?? ""
    case "（", "[", "［", "〔", "【": "("
    case "）", "]", "］", "〕", "】": ")"
    case "•", "・", "‧": "·"
    case "⽅": "方"
    case " ", "\u{3000}", "\t", "\u{AD}", "\u{200B}", "\u{2060}": ""
    default: String(character)
    }
  }.joined()
}
