package import LedgerCore

/// One pass over a ledger for one year: accounts go in one by one, findings and the book come out.
///
/// The same rules run here over the whole year and in ``EntryCheck`` over one payment.
package struct ReconciliationRun: Sendable {
  /// What was counted so far; the treasury's statement is no part of it.
  package private(set) var book: YearTotals
  private let settings: RuleSettings
  private let bankMatches: [BankMatch]
  private let bankSetAsides: [BankSetAside]
  private var bankLines: [BankLine] = []
  /// Lines of the statement that were summed before.
  private var settledLines = SettledLines()
  /// All payments and reversals seen; gathered only where there is a statement to hold against.
  private var payments: [PaymentLine] = []

  private var findings: [AccountKey: [Finding]] = [:]
  private var otherYears: OtherYears
  private let afterClosing: AfterClosing
  private var unpaid: [UnpaidItem] = []
  private var lotteryChecks: [AccountKey: LotteryCheck] = [:]
  /// The cases that K02 names, in whatever year it tells of them: K04 is silent of them.
  private var namedByJudgment: Set<CaseNumber> = []
  private var twins: [Finding] = []

  /// A run that has seen the appropriations and nothing else.
  ///
  /// - Parameters:
  ///   - period: The year and the last day seen.
  ///   - register: All appropriations, with what changed them and what years opened with.
  ///   - bankMatches: What people decided of bank lines, oldest first.
  ///   - bankSetAsides: What stands of the lines that are not the ledger's.
  ///   - settings: What the rules need to know besides the book.
  ///   - afterClosing: What closings told; the first open year tells what came to stand later.
  ///   - namesLawyers: Whether the book tells lawyers apart.
  /// - Throws: ``MoneyOverflow`` when the appropriations together leave 64 bits.
  package init(
    period: Period, register: FundRegister,
    bankMatches: [BankMatch] = [], bankSetAsides: [BankSetAside] = [],
    settings: RuleSettings = RuleSettings(),
    afterClosing: AfterClosing = AfterClosing(), namesLawyers: Bool = false
  ) throws(MoneyOverflow) {
    self.settings = settings
    self.bankMatches = bankMatches
    self.bankSetAsides = bankSetAsides
    book = YearTotals(
      period: period,
      funds: try FundAccounts(period: period, register: register), namesLawyers: namesLawyers)
    otherYears = OtherYears(beside: period, register, settings)
    self.afterClosing = afterClosing
  }

  private var period: Period { book.period }
}

// MARK: - Accounts go in

extension ReconciliationRun {
  /// Observes one line of the treasury's statement; all lines come before the payments.
  package mutating func observe(_ line: BankLine) {
    if period.sees(line.bookedOn) { bankLines.append(line) }
  }

  /// Whether any line of the treasury's statement was seen.
  package var hasStatement: Bool { !bankLines.isEmpty || settledLines.count > 0 }

  /// Observes the lines of the statement that settle a voucher each; neither they nor these
  /// vouchers' payments are observed besides.
  package mutating func observe(settled: SettledLines) { settledLines = settled }

  /// Observes one case with its claims and the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ dossier: Dossier) throws(MoneyOverflow) {
    try take(dossier)
    try observe(vouchersOf: dossier.lines)
  }

  /// Observes one duty shift with the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ account: DutyAccount) throws(MoneyOverflow) {
    try take(account)
    try observe(vouchersOf: account.lines)
  }

  /// Observes all duty shifts of one day, in any order; it is the pass of its own that D02 needs.
  package mutating func observe(dutyDay shifts: [DutyShift], on day: Day) {
    if day.fiscalYear == period.year {
      keep(RuleCatalogue.findings(onDays: shifts, in: period), of: .dutyDay(day.number))
    } else {
      otherYears.judge(.dutyDay(day.number), in: [day.fiscalYear]) {
        RuleCatalogue.findings(onDays: shifts, in: $0)
      }
    }
  }

  /// Observes all cases of one judgment, in any order; it is the pass of its own that K02 needs.
  package mutating func observe(judgment: JudgmentNumber, cases: [LegalAidCase]) {
    let key = AccountKey.judgment(judgment.key)
    keep(RuleCatalogue.findings(ofJudgment: cases, in: period), of: key)
    otherYears.judge(key, in: cases.years) { RuleCatalogue.findings(ofJudgment: cases, in: $0) }
    for view in JudgmentView.views(of: cases, in: period) {
      namedByJudgment.formUnion(view.repeated.map(\.number))
    }
  }

  /// Observes all cases that may be one another's twins, in any order; it is the pass of its own
  /// that K04 needs.
  package mutating func observe(twins cases: [LegalAidCase]) {
    guard let first = cases.first else { return }
    twins += RuleCatalogue.findings(ofTwins: cases, in: period)
    otherYears.judge(.twins(first.number.key), in: cases.years) {
      RuleCatalogue.findings(ofTwins: cases, in: $0)
    }
  }

  /// Whether some year tells of cases that were late to be filed before it: then all cases are
  /// observed once more, after everything else.
  package var tellsEarlierFilings: Bool { !book.filings.yearsTellingEarlier.isEmpty }

  /// Observes a case that may have been late to be filed before such a year, in a pass of its own.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(earlierFilingOf dossier: Dossier) throws(MoneyOverflow) {
    let key = AccountKey.dossier(dossier.caseNumber.key)
    for year in book.filings.yearsTellingEarlier {
      let period = Period(year: year, asOf: period.asOf)
      let view = try DossierView(dossier, in: period, funds: nil, settings: settings)
      let found = FiledLate().findingsOfEarlierYears(in: view)
      if year == self.period.year {
        keep((findings[key] ?? []) + found, of: key)
      } else {
        otherYears.add(found, of: key, in: year)
      }
    }
  }

  /// Observes a line that cites neither case nor duty, with its reversals.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(
    uncited line: PaymentLineID, _ lines: [PaymentLine]
  ) throws(MoneyOverflow) {
    try take(uncited: line, lines)
    try observe(vouchersOf: lines)
  }

  /// Observes the lines of vouchers, once each, for the statement.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(vouchersOf lines: [PaymentLine]) throws(MoneyOverflow) {
    guard hasStatement else { return }
    for line in lines where period.sees(line.paidOn) { payments.append(line) }
  }

  /// Observes one case as ``observe(_:)-Dossier`` does, without the vouchers of its lines.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(_ dossier: Dossier) throws(MoneyOverflow) {
    let counted = try CountedCase(
      DossierView(dossier, in: period, funds: book.funds, settings: settings), dossier.lines,
      book.funds, 1)
    let view = counted.view
    let key = AccountKey.dossier(view.caseNumber.key)
    keep(try RuleCatalogue.findings(in: view), of: key)
    if let item = view.unpaid { unpaid.append(item) }
    lotteryChecks[key] = view.lotteryCheck(counted.pots)
    let (funds, settings) = (book.funds, settings)
    try otherYears.judge(key, in: dossier.datedYears) { period throws(MoneyOverflow) in
      try RuleCatalogue.findings(
        in: DossierView(dossier, in: period, funds: funds, settings: settings))
    }
    try otherYears.post(dossier.lines)
    try book.count(counted)
  }

  /// Observes one duty shift as ``observe(_:)-DutyAccount`` does, without its lines' vouchers.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(_ account: DutyAccount) throws(MoneyOverflow) {
    let view = try view(of: account)
    let key = AccountKey.duty(view.dutyNumber.key)
    keep(try RuleCatalogue.findings(in: view), of: key)
    if let item = view.unpaid(settings.calendar) { unpaid.append(item) }
    let (funds, settings) = (book.funds, settings)
    try otherYears.judge(key, in: account.datedYears) { period throws(MoneyOverflow) in
      try RuleCatalogue.findings(
        in: DutyView(account, in: period, funds: funds, settings: settings))
    }
    try otherYears.post(account.lines)
    try book.count(view, account.lines, 1)
  }

  /// Observes a line as ``observe(uncited:_:)`` does, without its voucher.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(
    uncited id: PaymentLineID, _ lines: [PaymentLine]
  ) throws(MoneyOverflow) {
    let live = try LineView.live(lines, in: period, funds: book.funds)
    let key = AccountKey.uncited(id.voucher.key, id.line)
    keep(RuleCatalogue.findings(on: live, in: period), of: key)
    otherYears.judge(key, in: Set(lines.map(\.paidOn.fiscalYear))) {
      RuleCatalogue.findings(on: live, in: $0)
    }
    try otherYears.post(lines)
    try book.count(lines, 1)
  }

  /// Keeps what the rules say of an account; one of which they say nothing takes no room.
  private mutating func keep(_ found: [Finding], of key: AccountKey) {
    if !found.isEmpty { findings[key] = found }
  }

  private func view(of account: DutyAccount) throws(MoneyOverflow) -> DutyView {
    try DutyView(account, in: period, funds: book.funds, settings: settings)
  }
}

// MARK: - Dossiers that no rule speaks of

extension ReconciliationRun {
  /// Where plain dossiers are summed before they go in; one for each thread of a pass.
  package var plainDossiers: PlainDossiers {
    PlainDossiers(
      period, settings, book.funds,
      counts: YearTotals.caseCounts(namesLawyers: book.namesLawyers))
  }

  /// Observes the plain dossiers that were summed.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(
    _ plain: PlainDossiers, _ texts: TextNumbers
  ) throws(MoneyOverflow) {
    try plain.count(into: &book, settings, texts)
    let lines = plain.lines(texts)
    for (line, times) in lines { try book.count([line], times) }
    try otherYears.post(lines.map(\.line))
  }
}

// MARK: - The lines under what is overspent

extension ReconciliationRun {
  /// Asks for the lines that findings of the appropriations rest on, once all accounts are in.
  ///
  /// - Parameter read: Calls what it is given with every payment line and reversal, in the order of
  ///   their numbers; it is not called when no such finding stands.
  /// - Throws: What `read` throws, or ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func askForLines(_ read: ((PaymentLine) -> Void) throws -> Void) throws {
    let isAsked = [try book.funds.askForLines(), try otherYears.askForLines()]
    guard isAsked.contains(true) else { return }
    let digest = settings.explanations.digest(of:) as (String) -> String
    try read { line in
      book.funds.note(line, digest)
      otherYears.note(line, digest)
    }
    book.funds.endOfLines(digest)
    otherYears.endOfLines(digest)
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
    try book.count(settledLines)
    let statement = try statement(in: period, matching())
    let missing = ApprovedOffStandard().withoutStandard(period, settings)
    let found =
      [missing].compactMap(\.self) + FiledLate().judged(findingsInOrder, in: book)
    let named = Set(namedByJudgment.map(\.printed))
    let all =
      try found + twins.notNamed(by: named)
      + RuleCatalogue.findings(in: book.funds)
      + RuleCatalogue.openFindings(in: book.funds) + RuleCatalogue.findings(in: statement)
    let own = settings.explanations.applied(to: all.tellingOnce())
    let others = try otherFindings(beside: book, statement.matching)
      .mapValues { $0.notNamed(by: named) }
    let later = afterClosing.findings(
      toldIn: period.year, besides: own, others, settings.explanations.seal(_:under:))
    return ReconciliationResult(
      book: book,
      identities: try (book.identities() + [statement.matchedOnBothSides()])
        .sorted { $0.id < $1.id },
      findings: (own + later).sorted(),
      earlierOutstanding: others.outstanding(before: period.year, besides: own + later),
      statement: statement.matching, unpaid: unpaid.sorted(),
      lotteryChecks: lotteryChecks.sorted { $0.key < $1.key }.map(\.value))
  }

  /// The statement as the run's last day sees it.
  private func matching() throws(MoneyOverflow) -> StatementMatching? {
    try .of(
      bankLines, and: payments, decisions: bankMatches, setAsides: bankSetAsides,
      besides: settledLines, asOf: period.asOf)
  }

  /// The statement in a year, seen on the run's last day; as the day before the year saw it only
  /// where an open line lies before the year.
  private func statement(
    in period: Period, _ now: StatementMatching?
  ) throws(MoneyOverflow) -> StatementView {
    var earlier: StatementMatching?
    if now?.openLines.contains(where: { $0.line.bookedOn < period.year.firstDay }) == true,
      let eve = period.year.firstDay.adding(days: -1)
    {
      earlier = try .of(
        bankLines, and: payments, decisions: bankMatches, setAsides: bankSetAsides,
        asOf: min(eve, period.asOf))
    }
    return StatementView(period: period, settings: settings, matching: now, earlier: earlier)
  }

  private func otherFindings(
    beside book: YearTotals, _ matching: StatementMatching?
  ) throws(MoneyOverflow) -> [FiscalYear: [Finding]] {
    let years = (bankLines.map(\.bookedOn) + payments.map(\.paidOn)).map(\.fiscalYear)
    return try otherYears.findings(
      beside: book,
      { period throws(MoneyOverflow) in try statement(in: period, matching) },
      in: Set(years).union(Set(years).compactMap(\.next)))
  }

  /// By account, in the order in which accounts are read.
  private var findingsInOrder: [Finding] {
    findings.sorted { $0.key < $1.key }.flatMap(\.value)
  }
}

extension [LegalAidCase] {
  /// The years in which the cases were accepted or closed.
  fileprivate var years: Set<FiscalYear> {
    Set(flatMap { [$0.acceptedOn, $0.closing?.on] }.compactMap { $0?.fiscalYear })
  }
}

extension [FiscalYear: [Finding]] {
  /// How many findings of each year before another are outstanding and not told in that one.
  fileprivate func outstanding(
    before year: FiscalYear, besides told: [Finding]
  ) -> [FiscalYear: Int] {
    let told = Set(told.map { "\($0.rule) \($0.subject)" })
    return filter { $0.key < year }
      .mapValues { findings in
        findings.count { $0.isOutstanding && !told.contains("\($0.rule) \($0.subject)") }
      }
      .filter { $0.value > 0 }
  }
}

extension [Finding] {
  /// The findings without what K04 says of the cases that K02 names.
  fileprivate func notNamed(by judgments: Set<String>) -> [Finding] {
    filter { $0.rule != "K04" || !judgments.contains($0.subject) }
  }

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
  package let book: YearTotals
  package let identities: [Identity]
  /// In order of severity, rule, subject, amount and date.
  package let findings: [Finding]
  /// By earlier year: how many of its findings still stand unexplained and are told there only.
  package let earlierOutstanding: [FiscalYear: Int]
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
