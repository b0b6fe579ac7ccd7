import LedgerCore

// MARK: - Cases and what is paid on them

extension NaiveChecker {
  func caseStatements() -> [Statement] {
    now.seenCases.flatMap { legalAidCase in
      lineStatements(of: legalAidCase) + overpayment(of: legalAidCase)
        + paidAfterTermination(legalAidCase) + openItems(of: legalAidCase)
        + datesOutOfOrder(legalAidCase)
    } + claimStatements() + approvalStatements() + offTariff() + paidWithoutCase()
  }

  /// P01, at every line that cites a case.
  private func paidWithoutCase() -> [Statement] {
    now.live.flatMap { line -> [Statement] in
      guard let number = line.subject.caseNumber, now.legalAidCase(number) == nil else { return [] }
      return onLine("P01", "block", line)
    }
  }

  private func lineStatements(of legalAidCase: LegalAidCase) -> [Statement] {
    now.subsidyLines(of: legalAidCase.number).flatMap { line -> [Statement] in
      var found: [Statement] = []
      if line.paidOn < legalAidCase.acceptedOn {
        found += onLine("P02", "block", line)
      } else if !isClosed(legalAidCase, on: line.paidOn) {
        found += onLine("P03", "block", line)
      } else if !now.stoodApproved(legalAidCase.number, on: line.paidOn) {
        found += onLine("P04", "block", line)
      }
      if let firm = legalAidCase.firm, naiveName(firm) != naiveName(line.payee) {
        found += onLine("P09", "high", line)
      }
      return found
    }
  }

  func isClosed(_ legalAidCase: LegalAidCase, on day: Day) -> Bool {
    now.closing(of: legalAidCase).map { $0.on <= day } ?? false
  }

  private func overpayment(of legalAidCase: LegalAidCase) -> [Statement] {
    let number = legalAidCase.number
    let lines = now.subsidyLines(of: number)
    let approved = now.approved(on: number)
    return onExcess("P05", number.printed, over: approved, lines) { $0.excess(ofP05: number) }
      + onExcess("P06", number.printed, over: approved, lines) { $0.excess(ofP06: number) }
  }

  /// P11, of the year of the later of the line's day and the closing.
  private func paidAfterTermination(_ legalAidCase: LegalAidCase) -> [Statement] {
    guard let closing = now.closing(of: legalAidCase), closing.outcome != .closed else { return [] }
    let isApprovedSince = now.approvals(of: legalAidCase.number).contains { $0.on >= closing.on }
    guard !isApprovedSince else { return [] }
    return now.subsidyLines(of: legalAidCase.number).flatMap {
      onLine("P11", "high", $0, of: max($0.paidOn, closing.on))
    }
  }

  /// P07, P08, P10: of every year.
  private func openItems(of legalAidCase: LegalAidCase) -> [Statement] {
    let subject = legalAidCase.number.printed
    let lines = now.subsidyLines(of: legalAidCase.number)
    let paid = now.sum(lines)
    let approved = now.approved(on: legalAidCase.number)
    var found: [Statement] = []
    if 0 < paid, paid < approved {
      found.append(statement("P07", "medium", subject, approved - paid, lines.last?.paidOn))
    }
    guard let closing = now.closing(of: legalAidCase) else { return found }
    if paid == 0, approved > 0 {
      let earliest = now.approvals(of: legalAidCase.number).map(\.on).min() ?? asOf
      found.append(statement("P08", severity(ofUnpaidSince: earliest), subject, approved, earliest))
    }
    let isClaimed = now.seenClaims.contains { $0.caseNumber == legalAidCase.number }
    let limit = closing.on.adding(days: 60) ?? .latest
    if closing.outcome == .closed, !isClaimed, asOf > limit {
      found.append(statement("P10", "medium", subject, 0, closing.on))
    }
    return found
  }

  private func severity(ofUnpaidSince day: Day) -> String {
    guard let last = calendar.workday(20, after: day) else { return "medium" }
    return asOf > last ? "high" : "info"
  }

  private func datesOutOfOrder(_ legalAidCase: LegalAidCase) -> [Statement] {
    func stands(_ first: Day?, _ second: Day?) -> Bool {
      guard let first, let second else { return true }
      return first <= second
    }
    func seen(_ day: Day?) -> Day? { now.isSeen(day) ? day : nil }
    let accepted = legalAidCase.acceptedOn
    let assigned = seen(legalAidCase.assignedOn)
    let closed = seen(legalAidCase.closing?.on)
    let filed = seen(legalAidCase.filedOn)
    let isOrdered =
      stands(accepted, closed) && stands(closed, filed) && stands(accepted, filed)
      && stands(assigned, closed)
    let latest = [accepted, assigned, closed, filed].compactMap { $0 }.max() ?? accepted
    guard !isOrdered, isOfYear(latest) else { return [] }
    return [statement("K01", "high", legalAidCase.number.printed, 0, latest)]
  }
}

// MARK: - Claims and their approvals

extension NaiveChecker {
  private func claimStatements() -> [Statement] {
    now.seenClaims.filter { isOfYear($0.claimedOn) }.flatMap { claim -> [Statement] in
      func broken(_ rule: String, _ severity: String) -> Statement {
        statement(
          rule, severity, claim.number.printed, claim.claimedAmount.fen, claim.claimedOn)
      }
      guard let legalAidCase = now.legalAidCase(claim.caseNumber) else {
        return [broken("C01", "block")]
      }
      let isEarly = !isClosed(legalAidCase, on: claim.claimedOn)
      return (isEarly ? [broken("C02", "high")] : [])
        + (now.isNamedByC03(claim) ? [broken("C03", "block")] : [])
    }
  }

  private func approvalStatements() -> [Statement] {
    now.approvals.filter { isOfYear($0.on) }.flatMap { claim, on, fen -> [Statement] in
      let subject = claim.number.printed
      var found: [Statement] = []
      let excess = fen - claim.claimedAmount.fen
      if now.legalAidCase(claim.caseNumber) != nil, excess > 0 {
        found.append(statement("C04", "high", subject, excess, on))
      }
      if let submitter = claim.submittedBy, let approver = claim.approvedBy,
        naiveName(submitter) == naiveName(approver)
      {
        found.append(statement("C06", "high", subject, fen, on))
      }
      if claim.claimedOn > on { found.append(statement("C07", "high", subject, fen, on)) }
      return found
    }
  }
}

extension InventedCalendar {
  /// The working day of a count after a day, which itself is not counted; nil where the calendar
  /// does not know a year on the way.
  func workday(_ count: Int, after day: Day) -> Day? {
    var last = day
    var left = count
    while left > 0 {
      guard let next = last.adding(days: 1), holidays.contains(where: { $0.year == next.year })
      else { return nil }
      last = next
      if isWorked(last) { left -= 1 }
    }
    return last
  }

  private func isWorked(_ day: Day) -> Bool {
    if workdays.contains(day) { return true }
    if holidays.contains(day) { return false }
    // 1900-01-01 was a Monday.
    return day.days(since: .earliest) % 7 < 5
  }
}
