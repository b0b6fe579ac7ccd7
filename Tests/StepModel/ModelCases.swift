import LedgerCore
import TestSupport

extension LedgerModel {
  mutating func takeCase(_ step: Step) throws -> Int {
    switch step {
    case .accept(let number, let recipient, let on, let isForced):
      let number = try CaseNumber.of(number)
      guard aliases[number] == nil else { throw Refused("numberLeft") }
      guard legalAidCase(number) == nil else { throw Refused("alreadyRegistered") }
      let accepted = LegalAidCase(
        number: number, type: .civil, recipient: recipient, acceptedOn: try .of(on))
      try settle(accepted, isForced)
    case .assign(let number, let on, let firm, let isForced):
      let before = try registered(number)
      var changed = before
      changed.assignedOn = try .of(on)
      changed.lawyer = "承办人甲"
      changed.firm = firm
      // Nothing that was said of it is said otherwise, and something new is.
      let isKnown = [
        (before.assignedOn.map { "\($0)" }, changed.assignedOn.map { "\($0)" }),
        (before.lawyer, changed.lawyer), (before.firm, changed.firm),
      ].contains { old, new in old != nil && old != new }
      guard !isKnown, changed != before else { throw Refused("alreadyDone") }
      try settle(changed, isForced)
    case .close(let number, let on, let outcome, let judgment, let isForced):
      var changed = try registered(number)
      guard changed.closing == nil else { throw Refused("alreadyDone") }
      changed.closing = LegalAidCase.Closing(on: try .of(on), outcome: outcome.outcome)
      if changed.judgmentNumber == nil {
        changed.judgmentNumber = try judgment.map { try .of($0) }
      }
      try settle(changed, isForced)
    case .file(let number, let on, let isForced):
      var changed = try registered(number)
      guard changed.filedOn == nil else { throw Refused("alreadyDone") }
      changed.filedOn = try .of(on)
      try settle(changed, isForced)
    default: return 0
    }
    return 1
  }

  /// Both or neither; the claim has the case's number.
  mutating func takeClosingClaim(_ step: Step) throws -> (String, Int) {
    guard case .closeAndClaim(let number, let on, let claimedOn, let fen, let by) = step else {
      return ("", 0)
    }
    _ = try takeCase(
      .close(number: number, on: on, outcome: .closed, judgment: nil, isForced: false))
    let fact = try registered(number)
    var claim = "申\(fact.number.printed)"
    var count = 1
    while try self.claim(.of(claim)) != nil
      || void.claims.contains(where: { $0.number == ClaimNumber(claim) })
    {
      count += 1
      claim = "申\(fact.number.printed)-\(count)"
    }
    let (words, _) = try submit(
      .submit(
        claim: claim, number: number, on: claimedOn, fen: fen, by: by, isForced: false))
    return (words, 1)
  }

  mutating func takeClaim(_ step: Step) throws -> Int {
    switch step {
    case .approve(let claim, let on, let fen, let by, let isForced):
      var changed = try registered(claim: claim)
      guard changed.returned == nil else { throw Refused("claimReturned") }
      guard changed.approval == nil else { throw Refused("alreadyDone") }
      changed.approval = Approval(on: try .of(on), amount: Money(fen: fen))
      changed.approvedBy = by
      try settle(changed, isForced)
      if !isForced, try asksForReason(changed) { throw Refused("approvalNeedsReason") }
    case .sendBack(let claim, let on, let isForced):
      var changed = try registered(claim: claim)
      guard changed.returned == nil else { throw Refused("alreadyDone") }
      changed.returned = ClaimReturn(on: try .of(on), reason: "退回")
      try settle(changed, isForced)
    default: return 0
    }
    return 1
  }

  mutating func takeDuty(_ step: Step) throws -> Int {
    guard
      case .serve(
        let number, let on, let tenths, let rate, let fen, let lawyer, let firm, let isForced) =
        step
    else { return 0 }
    let shift = DutyShift(
      number: try .of(number), servedOn: try .of(on), site: "看守所", lawyer: lawyer, firm: firm,
      quantity: Quantity(tenths: tenths), unit: .day, rate: Money(fen: rate),
      amount: Money(fen: fen))
    guard self.shift(shift.number) == nil else { throw Refused("alreadyRegistered") }
    var before = InventedBook()
    before.lines = book.lines.filter { $0.subject == .dutyShift(shift.number) }
    var after = before
    after.shifts = [shift]
    let years = Set([shift.servedOn.fiscalYear] + before.lines.map(\.paidOn.fiscalYear))
    try ask(from: before, to: after, in: years, isForced)
    if !isForced, try isOffStandard(shift) { throw Refused("rateNeedsReason") }
    try put(shift)
    return 1
  }

  func registered(_ number: String) throws -> LegalAidCase {
    guard let found = legalAidCase(try .of(number)) else {
      try checkNotVoid(CaseNumber.of(number))
      throw Refused("notRegistered")
    }
    return found
  }

  /// A claim by its number, or by that of its case.
  func registered(claim number: String) throws -> Claim {
    if let found = claim(try .of(number)) { return found }
    try checkNotVoid(ClaimNumber.of(number))
    guard let fact = legalAidCase(present(try .of(number))) else {
      throw Refused("notRegistered")
    }
    let standing = book.claims.filter { $0.caseNumber == fact.number && $0.returned == nil }
    guard let only = standing.first, standing.count == 1 else {
      throw Refused("claimOfCaseUnclear")
    }
    return only
  }

  /// Everything that is known of a case, and nothing else.
  func dossier(_ number: CaseNumber) -> InventedBook {
    var part = InventedBook()
    part.cases = book.cases.filter { $0.number == number }
    part.claims = book.claims.filter { $0.caseNumber == number }
    part.lines = book.lines.filter { $0.subject == .legalAidCase(number) }
    return part
  }

  mutating func settle(_ fact: LegalAidCase, _ isForced: Bool) throws {
    let before = dossier(fact.number)
    var after = before
    after.cases = [fact]
    try ask(from: before, to: after, in: years(of: after), isForced)
    try put(fact)
  }

  mutating func settle(_ fact: Claim, _ isForced: Bool) throws {
    let before = dossier(fact.caseNumber)
    var after = before
    after.claims.removeAll { $0.number == fact.number }
    after.claims.append(fact)
    try ask(from: before, to: after, in: years(of: after), isForced, datesToo: false)
    try put(fact)
  }

  /// The years that a date of a dossier lies in.
  func years(of part: InventedBook) -> Set<FiscalYear> {
    var days = part.cases.flatMap { [$0.acceptedOn, $0.assignedOn, $0.closing?.on, $0.filedOn] }
    days += part.claims.flatMap { [$0.claimedOn, $0.approval?.on, $0.returned?.on] }
    days += part.lines.map(\.paidOn)
    return Set(days.compactMap { $0?.fiscalYear })
  }

  /// Refuses what a block rule of cases and duty, or of dates out of order, would find because of
  /// the act.
  func ask(
    from before: InventedBook, to after: InventedBook, in years: Set<FiscalYear>,
    _ isForced: Bool, datesToo: Bool = true
  ) throws {
    guard !isForced else { return }
    let news = try worsened(from: before, to: after, in: years.map { ($0, Day.latest) })
    // A part of the book holds no appropriations: what it says of funds says nothing.
    var stopping = news.filter { !$0.rule.hasPrefix("F") && $0.severity == "block" }.map(\.rule)
    if datesToo, !disorder(after.cases).isSubset(of: disorder(before.cases)) {
      stopping.append("K01")
    }
    if !stopping.isEmpty { throw Refused(rules: stopping) }
  }

  /// The pairs of days that K01 would find out of order.
  private func disorder(_ cases: [LegalAidCase]) -> Set<String> {
    var found: Set<String> = []
    func compare(_ first: Day?, _ second: Day?, _ pair: String) {
      if let first, let second, first > second { found.insert(pair) }
    }
    for fact in cases {
      compare(fact.acceptedOn, fact.closing?.on, "accepted, closed")
      compare(fact.closing?.on, fact.filedOn, "closed, filed")
      compare(fact.acceptedOn, fact.filedOn, "accepted, filed")
      compare(fact.assignedOn, fact.closing?.on, "assigned, closed")
    }
    return found
  }
}
