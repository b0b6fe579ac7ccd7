import LedgerCore

// How accounts go into the year's book. Accounts that are alike go in together: counted `times`
// times, with amounts that are the sums of theirs.

extension YearTotals {
  /// Counts a case and its claims, each fact by its own day, and posts the lines that cite it.
  mutating func count(_ counted: CountedCase) throws(MoneyOverflow) {
    let registered = counted.view.registered
    for count in Self.caseCounts(namesLawyers: namesLawyers) {
      try count.count(counted, into: &self)
    }
    if let registered { filings += Filings(registered, in: period) }
    let handler = handler(firm: registered?.firm, lawyer: registered?.lawyer)
    try count(counted.lines, handledBy: handler, counted.times)
  }

  /// Counts dossiers of which nothing is seen yet.
  mutating func countUnseen(_ count: Int) { examined.dossiers += count }

  /// Counts the recipient of a case that was accepted in the period.
  mutating func countRecipients(_ view: DossierView, _ times: Int) {
    guard let registered = view.registered, period.counts(registered.acceptedOn) else { return }
    countRecipients(registered, times)
  }

  /// Counts a case, its claims and what was paid on it by their days, and posts nothing.
  mutating func countCase(
    _ view: DossierView, _ lines: [PaymentLine], _ times: Int
  ) throws(MoneyOverflow) {
    examined.dossiers += times
    let type = view.registered?.type
    var totals = casesByType[type] ?? CaseTotals()
    if let registered = view.registered { count(registered, &totals, times) }
    for claim in view.claims where period.counts(claim.claimedOn) {
      let amount = claim.claimedAmount
      try totals.claimed += amount
      try monthTotals[claim.claimedOn].add(amount, to: \.claimed, of: type)
    }
    for approval in view.approvedClaims.compactMap(\.approval) where period.counts(approval.on) {
      let amount = approval.amount
      try totals.approved += amount
      try monthTotals[approval.on].add(amount, to: \.approved, of: type)
    }
    for line in lines where line.use == .perCaseSubsidy && period.counts(line.paidOn) {
      let amount = line.signedAmount
      try totals.paid += amount
      try monthTotals[line.paidOn].add(amount, to: \.paid, of: type)
    }
    // A case type that did nothing in the span leaves no row.
    casesByType[type] = totals == CaseTotals() ? nil : totals
    try countToDate(view, lines, times)
    try countAcrossYears(view, lines, times)
  }

  private mutating func count(
    _ registered: LegalAidCase, _ totals: inout CaseTotals, _ times: Int
  ) {
    if period.counts(registered.acceptedOn) {
      totals.accepted += times
      monthTotals[registered.acceptedOn].add(times, to: \.accepted, of: registered.type)
    }
    if let closing = registered.closing, period.counts(closing.on) {
      let end = closing.outcome.counted
      totals[keyPath: end] += times
      monthTotals[closing.on].add(times, to: end, of: registered.type)
      let isFromEarlier = registered.acceptedOn.fiscalYear < period.year
      if closing.outcome == .closed, isFromEarlier { closedFromEarlierYears += times }
    }
    if let closing = registered.closing, period.owns(closing.on) { closingsInYear += times }
    if let eve = period.span.firstDay.adding(days: -1), registered.isOpen(atEndOf: eve) {
      openAtStart += times
    }
    if registered.isOpen(atEndOf: period.lastCounted) { openAtEnd += times }
  }

  /// What is approved and paid to date, as single facts and case by case (I04).
  private mutating func countToDate(
    _ view: DossierView, _ lines: [PaymentLine], _ times: Int
  ) throws(MoneyOverflow) {
    for claim in view.approvedClaims where view.counts(claim) {
      try approvedToDate += claim.approval?.amount ?? .zero
    }
    for line in lines where line.use == .perCaseSubsidy && period.sees(line.paidOn) {
      try casePaidToDate += line.signedAmount
    }
    let open = try view.approved - view.netPaid
    if open > .zero {
      try openRemainders += open
      unpaidCases += times
    } else {
      try overpayments += Money(fen: -open.fen)
    }
  }

  /// What was paid in another year than the one the case was closed in (跨年度支付).
  private mutating func countAcrossYears(
    _ view: DossierView, _ lines: [PaymentLine], _ times: Int
  ) throws(MoneyOverflow) {
    guard let closedOn = view.registered?.closing?.on else { return }
    let isEarlier = closedOn.fiscalYear < period.year
    guard isEarlier || period.span.contains(closedOn) else { return }
    var paid = Money.zero
    // What came after the year is counted to this day, whatever the as-of day: 期后支付.
    for line in lines where line.use == .perCaseSubsidy {
      let isCounted =
        isEarlier ? period.counts(line.paidOn) : line.paidOn > period.year.lastDay
      if isCounted { try paid += line.signedAmount }
    }
    if isEarlier {
      try acrossYears.forEarlier += paid
      if paid != .zero { acrossYears.casesForEarlier += times }
    } else {
      try acrossYears.paidLater += paid
      let open = try view.approved - view.netPaid
      if open > .zero { try acrossYears.unpaid += open }
    }
  }

  /// Counts a duty shift and posts the lines that cite it.
  mutating func count(
    _ view: DutyView, _ lines: [PaymentLine], _ times: Int
  ) throws(MoneyOverflow) {
    examined.dutyShifts += times
    let handler = handler(firm: view.shift?.firm, lawyer: view.shift?.lawyer)
    if let shift = view.shift, period.counts(shift.servedOn) {
      dutyShiftCount += times
      try dutyAmount += shift.amount
      try monthTotals[shift.servedOn].add(shifts: times, shift.amount)
      try countShift(by: handler, times)
    }
    if let shift = view.shift, view.netPaid < shift.amount {
      unpaidShifts += times
      try unpaidDuty += shift.amount - view.netPaid
    }
    try count(lines, handledBy: handler, times)
  }

  mutating func count(_ settled: SettledLines) throws(MoneyOverflow) {
    examined.bankLines += settled.count
    try examined.bankAmount += settled.amount
  }

  mutating func count(_ line: BankLine) throws(MoneyOverflow) {
    examined.bankLines += 1
    try examined.bankAmount += line.amount < .zero ? .zero - line.amount : line.amount
  }

  /// Posts lines to the accounts and to the span's sums.
  mutating func count(
    _ lines: [PaymentLine], handledBy handler: Handler = noHandler,
    _ times: Int
  ) throws(MoneyOverflow) {
    for line in lines where period.sees(line.paidOn) {
      examined.paymentLines += times
      try examined.amount += line.amount
      let source = try funds.post(line)
      guard period.counts(line.paidOn) else { continue }
      let amount = line.signedAmount
      let payee = normalized(line.payee)
      try paidByUse[line.use, default: .zero] += amount
      try paidBySource[source, default: .zero] += amount
      try paidByPayee[payee, default: .zero] += amount
      try countPaid(line.use, amount, to: self.handler(paidBy: line, to: payee, for: handler))
      try monthTotals[line.paidOn].pay(amount, for: line.use)
    }
  }
}

extension Outcome {
  /// Which count of a case type it adds to.
  fileprivate var counted: WritableKeyPath<YearTotals.CaseTotals, Int> {
    switch self {
    case .closed: \.closed
    case .terminated: \.terminated
    case .withdrawn: \.withdrawn
    }
  }
}

extension [MonthTotals] {
  /// The month of a day.
  fileprivate subscript(day: Day) -> MonthTotals {
    get { self[day.month - 1] }
    _modify { yield &self[day.month - 1] }
  }
}

extension LegalAidCase {
  /// Whether the case was accepted by the end of a day and not closed.
  fileprivate func isOpen(atEndOf day: Day) -> Bool {
    acceptedOn <= day && closing.map { $0.on > day } ?? true
  }
}
