package import LedgerCore

/// One pass over a ledger for one year: accounts go in one by one, findings and the book come out.
///
/// The same rules run here over the whole year and in ``EntryCheck`` over one payment.
package struct ReconciliationRun: Sendable {
  /// What was counted so far; the treasury's statement is no part of it.
  package private(set) var book: YearBook
  private let settings: RuleSettings
  private let bankMatches: [BankMatch]
  private var bankLines: [BankLine] = []
  /// Gathered only where there is a statement to hold against them.
  private var vouchers: VoucherBook

  private var findings: [AccountKey: [Finding]] = [:]
  private var unpaid: [UnpaidItem] = []
  private var lotteryChecks: [AccountKey: LotteryCheck] = [:]

  /// A run that has seen the appropriations and nothing else.
  ///
  /// - Parameters:
  ///   - period: The year and the last day seen.
  ///   - appropriations: All rows in the register.
  ///   - changes: All adjustments and recalls.
  ///   - openings: All opening balances that were stated.
  ///   - carried: What closings carried into each year.
  ///   - bankMatches: What people decided of bank lines, oldest first.
  ///   - settings: What the rules need to know besides the book.
  ///   - namesLawyers: Whether the book tells lawyers apart.
  /// - Throws: ``MoneyOverflow`` when the appropriations together leave 64 bits.
  package init(
    period: Period, appropriations: [Appropriation], changes: [AppropriationChange],
    openings: [OpeningBalance], carried: [FiscalYear: Money] = [:],
    bankMatches: [BankMatch] = [], settings: RuleSettings = RuleSettings(),
    namesLawyers: Bool = false
  ) throws(MoneyOverflow) {
    self.settings = settings
    self.bankMatches = bankMatches
    book = YearBook(
      period: period,
      funds: try FundAccounts(
        period: period, appropriations: appropriations, changes: changes, openings: openings,
        carried: carried), namesLawyers: namesLawyers)
    vouchers = VoucherBook(period: period)
  }

  private var period: Period { book.period }
}

// MARK: - Accounts go in

extension ReconciliationRun {
  /// Takes in one line of the treasury's statement; all lines come before the payments.
  package mutating func observe(_ line: BankLine) {
    if period.sees(line.bookedOn) { bankLines.append(line) }
  }

  /// Whether any line of the treasury's statement was seen.
  package var hasStatement: Bool { !bankLines.isEmpty }

  /// Takes in one case with its claims and the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ dossier: Dossier) throws(MoneyOverflow) {
    try take(dossier)
    try observe(vouchersOf: dossier.lines)
  }

  /// Takes in one duty shift with the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ account: DutyAccount) throws(MoneyOverflow) {
    try take(account)
    try observe(vouchersOf: account.lines)
  }

  /// Takes in all duty shifts of one day, in any order; it is the pass of its own that D02 needs.
  package mutating func observe(dutyDay shifts: [DutyShift], on day: Day) {
    keep(RuleCatalogue.findings(onDays: shifts, in: period), of: .dutyDay(day.number))
  }

  /// Takes in all cases of one judgment, in any order; it is the pass of its own that K02 needs.
  package mutating func observe(judgment: JudgmentNumber, cases: [LegalAidCase]) {
    keep(RuleCatalogue.findings(ofJudgment: cases, in: period), of: .judgment(judgment.key))
  }

  /// Takes in a line that cites neither case nor duty, with its reversals.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(
    uncited line: PaymentLineID, _ lines: [PaymentLine]
  ) throws(MoneyOverflow) {
    try take(uncited: line, lines)
    try observe(vouchersOf: lines)
  }

  /// Takes in the lines of vouchers, once each, for the statement.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(vouchersOf lines: [PaymentLine]) throws(MoneyOverflow) {
    guard hasStatement else { return }
    for line in lines { try vouchers.add(line) }
  }

  /// Takes in one case as ``observe(_:)-Dossier`` does, without the vouchers of its lines.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(_ dossier: Dossier) throws(MoneyOverflow) {
    let view = try DossierView(
      dossier, in: period, funds: book.funds, settings: settings)
    let pots = try CasePots(view, dossier.lines, book.funds)
    let key = AccountKey.dossier(view.caseNumber.key)
    keep(try RuleCatalogue.findings(in: view), of: key)
    if let item = view.unpaid { unpaid.append(item) }
    lotteryChecks[key] = view.lotteryCheck(pots)
    try book.count(view, pots, dossier.lines, 1)
  }

  /// Takes in one duty shift as ``observe(_:)-DutyAccount`` does, without its lines' vouchers.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(_ account: DutyAccount) throws(MoneyOverflow) {
    let view = try view(of: account)
    let key = AccountKey.duty(view.dutyNumber.key)
    keep(try RuleCatalogue.findings(in: view), of: key)
    if let item = view.unpaid(settings.calendar) { unpaid.append(item) }
    try book.count(view, account.lines, 1)
  }

  /// Takes in a line as ``observe(uncited:_:)`` does, without its voucher.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(
    uncited id: PaymentLineID, _ lines: [PaymentLine]
  ) throws(MoneyOverflow) {
    let live = try LineView.live(lines, in: period, funds: book.funds)
    keep(
      RuleCatalogue.findings(on: live, in: period), of: .uncited(id.voucher.key, id.line))
    try book.count(lines, 1)
  }

  /// Keeps what the rules say of an account; one of which they say nothing takes no room.
  private mutating func keep(_ found: [Finding], of key: AccountKey) {
    if !found.isEmpty { findings[key] = found }
  }

  private func view(of account: DutyAccount) throws(MoneyOverflow) -> DutyView {
    try DutyView(account, in: period, funds: book.funds)
  }
}

// MARK: - Dossiers that no rule speaks of

extension ReconciliationRun {
  /// Where plain dossiers are summed before they go in; one for each thread of a pass.
  package var plainDossiers: PlainDossiers {
    PlainDossiers(
      period, settings, book.funds, namesLawyers: book.namesLawyers)
  }

  /// Takes in the plain dossiers that were summed.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(
    _ plain: PlainDossiers, _ texts: TextNumbers
  ) throws(MoneyOverflow) {
    try plain.count(into: &book, settings, texts)
  }
}

// MARK: - The end

extension ReconciliationRun {
  /// The findings in their order, the identities and the book.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func finish() throws(MoneyOverflow) -> ReconciliationResult {
    var book = self.book
    for line in bankLines { try book.count(line) }
    let statement = StatementView(
      period: period, settings: settings,
      matching: try .of(
        bankLines, and: vouchers, decisions: bankMatches, in: period))
    let missing = ApprovedOffStandard().withoutStandard(period, settings)
    let found =
      [missing].compactMap(\.self) + FiledLate().judged(findingsInOrder, in: book)
    let all =
      try found + RuleCatalogue.findings(in: book.funds)
      + RuleCatalogue.openFindings(in: book.funds) + RuleCatalogue.findings(in: statement)
    return ReconciliationResult(
      book: book, identities: try book.identities() + [statement.matchedOnBothSides()],
      findings: settings.explanations.applied(to: all.tellingOnce()).sorted(),
      statement: statement.matching, unpaid: unpaid.sorted(),
      lotteryChecks: lotteryChecks.sorted { $0.key < $1.key }.map(\.value))
  }

  /// By account, in the order in which accounts are read.
  private var findingsInOrder: [Finding] {
    findings.sorted { $0.key < $1.key }.flatMap(\.value)
  }
}

extension [Finding] {
  /// The findings with only the first of those that say of one subject that a rule is not testable.
  fileprivate func tellingOnce() -> [Finding] {
    guard contains(where: { $0.outcome == .notTestable }) else { return self }
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
  /// The treasury's statement held against the vouchers; nil when no line of it is seen.
  package let statement: StatementMatching?
  /// What is approved or served and not paid in full, the longest waiting first.
  package let unpaid: [UnpaidItem]
  /// Cases paid from the lottery fund that somebody has to look at, in order of their numbers.
  package let lotteryChecks: [LotteryCheck]

  /// Whether a contradiction above `info` is unexplained.
  package var isOutstanding: Bool { findings.contains(where: \.isOutstanding) }

  /// How often each rule speaks.
  package var countsByRule: [RuleID: Int] {
    findings.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }
  }
}
