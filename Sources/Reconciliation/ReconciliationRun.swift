package import LedgerCore

/// One pass over a ledger for one year: accounts go in one by one, findings and the book come out.
///
/// The same rules run here over the whole year and in ``EntryCheck`` over one payment.
package struct ReconciliationRun: Sendable {
  private var book: YearBook
  private let settings: RuleSettings
  private var findings: [Finding] = []

  /// A run that has seen the appropriations and nothing else.
  ///
  /// - Throws: ``MoneyOverflow`` when the appropriations together leave 64 bits.
  package init(
    period: Period, appropriations: [Appropriation], changes: [AppropriationChange],
    openings: [OpeningBalance], settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) {
    self.settings = settings
    book = YearBook(
      period: period,
      funds: try FundAccounts(
        period: period, appropriations: appropriations, changes: changes, openings: openings))
  }

  /// Takes in one case with its claims and the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ dossier: Dossier) throws(MoneyOverflow) {
    let view = try DossierView(
      dossier, in: book.period, funds: book.funds, settings: settings)
    findings += try RuleCatalogue.findings(in: view)
    try book.count(view)
    for line in dossier.lines { try book.post(line, caseType: view.registered?.type) }
  }

  /// Takes in one duty shift with the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ account: DutyAccount) throws(MoneyOverflow) {
    let view = try DutyView(account, in: book.period, funds: book.funds)
    findings += try RuleCatalogue.findings(in: view)
    try book.count(view)
    for line in account.lines { try book.post(line, caseType: nil) }
  }

  /// Takes in all duty shifts of one day, in any order; it is the pass of its own that D02 needs.
  package mutating func observe(dutyDay shifts: [DutyShift]) {
    findings += RuleCatalogue.findings(onDays: shifts, in: book.period)
  }

  /// Takes in a line that cites neither case nor duty, with its reversals.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(uncited lines: [PaymentLine]) throws(MoneyOverflow) {
    let live = try LineView.live(lines, in: book.period, funds: book.funds)
    findings += RuleCatalogue.findings(on: live, in: book.period)
    for line in lines { try book.post(line, caseType: nil) }
  }

  /// The findings in their order, the identities and the book.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func finish() throws(MoneyOverflow) -> ReconciliationResult {
    let missing = ApprovedOffStandard().withoutStandard(book.period, settings)
    let found = try [missing].compactMap(\.self) + findings + RuleCatalogue.findings(in: book.funds)
    let all = found.tellingOnce()
    return ReconciliationResult(
      book: book, identities: try book.identities(), findings: all.sorted())
  }
}

extension [Finding] {
  /// The findings with only the first of those that say of one subject that a rule is not testable.
  fileprivate func tellingOnce() -> [Finding] {
    var told: Set<String> = []
    return filter { finding in
      finding.outcome != .notTestable
        || told.insert("\(finding.rule) \(finding.subject)").inserted
    }
  }
}

/// What reconciling one year came to (对账结果).
package struct ReconciliationResult: Sendable {
  package let book: YearBook
  package let identities: [Identity]
  /// In order of severity, rule, subject, amount and date.
  package let findings: [Finding]

  /// Whether a contradiction above `info` is unexplained.
  package var isOutstanding: Bool { findings.contains(where: \.isOutstanding) }

  /// How often each rule speaks.
  package var countsByRule: [RuleID: Int] {
    findings.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }
  }
}

extension YearBook {
  /// Counts the case's and its claims' facts that belong to the year, each by its own day.
  fileprivate mutating func count(_ view: DossierView) throws(MoneyOverflow) {
    examined.dossiers += 1
    let type = view.registered?.type
    var totals = casesByType[type] ?? CaseTotals()
    if let registered = view.registered {
      if period.owns(registered.acceptedOn) { totals.accepted += 1 }
      if let closing = registered.closing, period.owns(closing.on) {
        switch closing.outcome {
        case .closed: totals.closed += 1
        case .terminated: totals.terminated += 1
        case .withdrawn: totals.withdrawn += 1
        }
      }
    }
    for claim in view.claims where period.owns(claim.claimedOn) {
      try totals.claimed += claim.claimedAmount
    }
    for approval in view.approvedClaims.compactMap(\.approval) where period.owns(approval.on) {
      try totals.approved += approval.amount
    }
    // A case that did nothing in the year leaves no row.
    if totals != CaseTotals() { casesByType[type] = totals }
  }

  fileprivate mutating func count(_ view: DutyView) throws(MoneyOverflow) {
    examined.dutyShifts += 1
    guard let shift = view.shift, period.owns(shift.servedOn) else { return }
    dutyShiftCount += 1
    try dutyAmount += shift.amount
  }

  /// Posts a line to the accounts and to the year's sums.
  fileprivate mutating func post(
    _ line: PaymentLine, caseType: CaseType?
  ) throws(MoneyOverflow) {
    guard period.sees(line.paidOn) else { return }
    examined.paymentLines += 1
    try examined.amount += line.amount
    try funds.post(line)
    guard period.owns(line.paidOn) else { return }
    let amount = line.signedAmount
    let source = funds.appropriation(of: line.document, paidIn: line.drawnOn.fiscalYear)?.source
    let payee = normalized(line.payee)
    paidByUse[line.use] = try (paidByUse[line.use] ?? .zero) + amount
    paidBySource[source] = try (paidBySource[source] ?? .zero) + amount
    paidByPayee[payee] = try (paidByPayee[payee] ?? .zero) + amount
    if line.use == .perCaseSubsidy {
      let paid = try (casesByType[caseType]?.paid ?? .zero) + amount
      casesByType[caseType, default: CaseTotals()].paid = paid
    }
  }
}
