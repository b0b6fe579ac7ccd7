package import LedgerCore

// MARK: - Claims and their approvals

extension NaiveChecker {
  func claimStatements() -> [Statement] {
    seenClaims.filter { isOfYear($0.claimedOn) }.flatMap { claim -> [Statement] in
      func broken(_ rule: String, _ severity: String) -> Statement {
        statement(
          rule, severity, claim.number.printed, claim.claimedAmount.fen, claim.claimedOn)
      }
      guard let legalAidCase = seenCases.first(where: { $0.number == claim.caseNumber }) else {
        return [broken("C01", "block")]
      }
      let isEarly = !isClosed(legalAidCase, on: claim.claimedOn)
      return (isEarly ? [broken("C02", "high")] : [])
        + (isNamedByC03(claim) ? [broken("C03", "block")] : [])
    }
  }

  func approvalStatements() -> [Statement] {
    approvals.filter { isOfYear($0.on) }.flatMap { claim, on, fen -> [Statement] in
      let subject = claim.number.printed
      var found: [Statement] = []
      let isRegistered = seenCases.contains { $0.number == claim.caseNumber }
      let excess = fen - claim.claimedAmount.fen
      if isRegistered, excess > 0 {
        found.append(statement("C04", "high", subject, excess, on))
      }
      if let submitter = claim.submittedBy, let approver = claim.approvedBy,
        name(submitter) == name(approver)
      {
        found.append(statement("C06", "high", subject, fen, on))
      }
      if claim.claimedOn > on { found.append(statement("C07", "high", subject, fen, on)) }
      return found
    }
  }

  /// Approved on a case: a claim that C03 names counts 0 until that is explained.
  package func approved(on legalAidCase: LegalAidCase) -> Int64 {
    approvals.filter { $0.claim.caseNumber == legalAidCase.number && !countsNothing($0.claim) }
      .reduce(0) { $0 + $1.fen }
  }

  /// Whether C03 names a claim and nobody explained it.
  func countsNothing(_ claim: Claim) -> Bool {
    guard isNamedByC03(claim), let first = first(of: claim.caseNumber) else { return false }
    return !isExplainedRepeat(claim, first)
  }

  /// The first claim seen of a case, by claimed_on and then number.
  package func first(of number: CaseNumber) -> Claim? {
    seenClaims.filter { $0.caseNumber == number }.min { one, two in
      one.claimedOn == two.claimedOn ? one.number < two.number : one.claimedOn < two.claimedOn
    }
  }
}

// MARK: - Cases that ended otherwise, and what waits

extension NaiveChecker {
  /// The closing, where it is in the register.
  private func closing(of legalAidCase: LegalAidCase) -> LegalAidCase.Closing? {
    legalAidCase.closing.flatMap { $0.on <= asOf ? $0 : nil }
  }

  /// P11, of the year of the later of the line's day and the closing.
  func paidAfterTermination(_ legalAidCase: LegalAidCase) -> [Statement] {
    guard let closing = closing(of: legalAidCase),
      closing.outcome == .terminated || closing.outcome == .withdrawn
    else { return [] }
    let isApprovedSince = approvals.contains {
      $0.claim.caseNumber == legalAidCase.number && $0.on >= closing.on
    }
    guard !isApprovedSince else { return [] }
    return subsidyLines(of: legalAidCase.number).compactMap { line in
      let later = line.paidOn > closing.on ? line.paidOn : closing.on
      guard isOfYear(later) else { return nil }
      let subject = "\(line.id.voucher.printed)/\(line.id.line)"
      return statement("P11", "high", subject, left(line), later)
    }
  }

  /// P07, P08, P10: of every year.
  func openItems(of legalAidCase: LegalAidCase) -> [Statement] {
    let subject = legalAidCase.number.printed
    let lines = subsidyLines(of: legalAidCase.number)
    let paid = lines.reduce(0) { $0 + left($1) }
    let approved = approved(on: legalAidCase)
    var found: [Statement] = []
    if 0 < paid, paid < approved {
      found.append(statement("P07", "medium", subject, approved - paid, lines.last?.paidOn))
    }
    guard let closing = closing(of: legalAidCase) else { return found }
    if paid == 0, approved > 0 {
      let days = approvals.filter { $0.claim.caseNumber == legalAidCase.number }.map(\.on)
      let earliest = days.min() ?? asOf
      found.append(statement("P08", severity(ofUnpaidSince: earliest), subject, approved, earliest))
    }
    let isClaimed = seenClaims.contains { $0.caseNumber == legalAidCase.number }
    let limit = closing.on.adding(days: 60) ?? .latest
    if closing.outcome == .closed, !isClaimed, asOf > limit {
      found.append(statement("P10", "medium", subject, 0, closing.on))
    }
    return found
  }

  private func severity(ofUnpaidSince day: Day) -> String {
    var last = day
    var count = 0
    while count < 20 {
      guard let next = last.adding(days: 1),
        calendar.holidays.contains(where: { $0.year == next.year })
      else { return "medium" }
      last = next
      if isWorked(last) { count += 1 }
    }
    return asOf > last ? "high" : "info"
  }

  private func isWorked(_ day: Day) -> Bool {
    if calendar.workdays.contains(day) { return true }
    if calendar.holidays.contains(day) { return false }
    // 1900-01-01 was a Monday.
    return day.days(since: .earliest) % 7 < 5
  }
}
