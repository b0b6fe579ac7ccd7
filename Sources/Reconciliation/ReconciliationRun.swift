package import LedgerCore

/// One pass over a ledger for one year: accounts go in one by one, findings and the book come out.
///
/// The same rules run here over the whole year and in ``EntryCheck`` over one payment. A run may be
/// kept and go on later: an account that has changed is taken out as it was and in as it is.
package struct ReconciliationRun: Sendable {
  private var gathered: Gathered
  private let settings: RuleSettings
  /// What the accounts that were kept are judged under: explanations given since count otherwise.
  private let formerSettings: RuleSettings
  private let bankMatches: [BankMatch]
  private var bankLines: [BankLine] = []
  /// Gathered only where there is a statement to hold against them.
  private var vouchers: VoucherBook

  /// What a run has gathered from the accounts: all that is kept of it.
  ///
  /// The treasury's statement is no part of it: its matching is one assignment over all lines, and
  /// is made anew each time.
  package struct Gathered: Equatable, Sendable {
    fileprivate var book: YearBook
    fileprivate var findings = ByAccount<[Finding]>()
    fileprivate var unpaid = ByAccount<UnpaidItem>()
    fileprivate var lotteryChecks: [AccountKey: LotteryCheck] = [:]

    fileprivate init(book: YearBook) {
      self.book = book
    }

    /// What is kept with the names of its fields; the rest, which may be thousands, is packed.
    package struct Counted: Codable, Sendable {
      fileprivate let book: YearBook
      fileprivate let lotteryChecks: [AccountKey: LotteryCheck]
    }

    package var counted: Counted { Counted(book: book, lotteryChecks: lotteryChecks) }

    /// The findings and unpaid items as one text of packed fields.
    package var packed: String {
      var fields = PackedFields.Writer()
      fields.write(findings)
      fields.write(unpaid)
      return fields.text
    }

    /// What was kept, as it is read back; nil where the packed text is none of ours.
    package init?(_ counted: Counted, packed: UnsafeBufferPointer<UInt8>) {
      book = counted.book
      lotteryChecks = counted.lotteryChecks
      var fields = PackedFields.Reader(packed)
      guard let findings = fields.findings(), let unpaid = fields.unpaidItems(), fields.isAtEnd
      else { return nil }
      self.findings = findings
      self.unpaid = unpaid
    }

    /// How many cases, shifts and payment lines were taken in.
    package var accountCount: Int {
      book.examined.dossiers + book.examined.dutyShifts + book.examined.paymentLines
    }
  }

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
  ///   - namesLawyers: Whether the book tells lawyers apart; such a run is never kept.
  /// - Throws: ``MoneyOverflow`` when the appropriations together leave 64 bits.
  package init(
    period: Period, appropriations: [Appropriation], changes: [AppropriationChange],
    openings: [OpeningBalance], carried: [FiscalYear: Money] = [:],
    bankMatches: [BankMatch] = [], settings: RuleSettings = RuleSettings(),
    namesLawyers: Bool = false
  ) throws(MoneyOverflow) {
    self.settings = settings
    formerSettings = settings
    self.bankMatches = bankMatches
    gathered = Gathered(
      book: YearBook(
        period: period,
        funds: try FundAccounts(
          period: period, appropriations: appropriations, changes: changes, openings: openings,
          carried: carried), namesLawyers: namesLawyers))
    vouchers = VoucherBook(period: period)
  }

  /// A run that goes on from what an earlier one gathered.
  ///
  /// The bank lines, and the payments for the statement, are observed anew.
  ///
  /// - Parameters:
  ///   - gathered: What the earlier run kept.
  ///   - explanations: Those that the earlier run knew.
  ///   - bankMatches: What people decided of bank lines by now, oldest first.
  ///   - settings: As they are now; but for the explanations the earlier run had the same.
  package init(
    goingOnFrom gathered: Gathered, knowing explanations: ExplanationRegister,
    bankMatches: [BankMatch], settings: RuleSettings
  ) {
    self.gathered = gathered
    self.bankMatches = bankMatches
    self.settings = settings
    formerSettings = RuleSettings(
      calendar: settings.calendar, standards: settings.standards, explanations: explanations)
    vouchers = VoucherBook(period: gathered.book.period)
  }

  /// What was gathered so far, to be kept; the facts under its findings are kept as digests.
  package var kept: Gathered {
    var kept = gathered
    kept.findings = ByAccount(
      kept: kept.findings.inOrder.map { item in
        ByAccount.Item(key: item.key, entry: item.entry.map(settings.explanations.sealed))
      })
    return kept
  }

  /// What was counted so far; the treasury's statement is no part of it.
  package var book: YearBook { gathered.book }

  private var period: Period { gathered.book.period }
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
    gathered.findings.set(
      .dutyDay(day.number), to: RuleCatalogue.findings(onDays: shifts, in: period).nonEmpty)
  }

  /// Takes in all cases of one judgment, in any order; it is the pass of its own that K02 needs.
  package mutating func observe(judgment: JudgmentNumber, cases: [LegalAidCase]) {
    gathered.findings.set(
      .judgment(judgment.key), to: RuleCatalogue.findings(ofJudgment: cases, in: period).nonEmpty)
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
      dossier, in: period, funds: gathered.book.funds, settings: settings)
    let pots = try CasePots(view, dossier.lines, gathered.book.funds)
    let key = AccountKey.dossier(view.caseNumber.key)
    gathered.findings.set(key, to: try RuleCatalogue.findings(in: view).nonEmpty)
    gathered.unpaid.set(key, to: view.unpaid)
    gathered.lotteryChecks[key] = view.lotteryCheck(pots)
    try gathered.book.count(view, pots, dossier.lines, .into)
  }

  /// Takes in one duty shift as ``observe(_:)-DutyAccount`` does, without its lines' vouchers.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(_ account: DutyAccount) throws(MoneyOverflow) {
    let view = try view(of: account)
    let key = AccountKey.duty(view.dutyNumber.key)
    gathered.findings.set(key, to: try RuleCatalogue.findings(in: view).nonEmpty)
    gathered.unpaid.set(key, to: view.unpaid(settings.calendar))
    try gathered.book.count(view, account.lines, .into)
  }

  /// Takes in a line as ``observe(uncited:_:)`` does, without its voucher.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func take(
    uncited id: PaymentLineID, _ lines: [PaymentLine]
  ) throws(MoneyOverflow) {
    let live = try LineView.live(lines, in: period, funds: gathered.book.funds)
    gathered.findings.set(
      .uncited(id.voucher.key, id.line),
      to: RuleCatalogue.findings(on: live, in: period).nonEmpty)
    try gathered.book.count(lines, .into)
  }

  private func view(of account: DutyAccount) throws(MoneyOverflow) -> DutyView {
    try DutyView(account, in: period, funds: gathered.book.funds)
  }
}

// MARK: - Dossiers that no rule speaks of

extension ReconciliationRun {
  /// Where plain dossiers are summed before they go in; one for each thread of a pass.
  package var plainDossiers: PlainDossiers {
    PlainDossiers(
      period, settings, gathered.book.funds, namesLawyers: gathered.book.namesLawyers)
  }

  /// Takes in the plain dossiers that were summed.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(
    _ plain: PlainDossiers, _ texts: TextNumbers
  ) throws(MoneyOverflow) {
    try plain.count(into: &gathered.book, settings, texts)
  }
}

// MARK: - Accounts that changed

extension ReconciliationRun {
  /// Takes a case out as it was and in as it is.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func replace(_ old: Dossier, by new: Dossier) throws(MoneyOverflow) {
    if !old.isEmpty {
      let view = try DossierView(
        old, in: period, funds: gathered.book.funds, settings: formerSettings)
      let pots = try CasePots(view, old.lines, gathered.book.funds)
      try gathered.book.count(view, pots, old.lines, .outOf)
    }
    gathered.forget(.dossier(new.caseNumber.key))
    if !new.isEmpty { try take(new) }
  }

  /// Takes a duty shift out as it was and in as it is.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func replace(_ old: DutyAccount, by new: DutyAccount) throws(MoneyOverflow) {
    if !old.isEmpty { try gathered.book.count(view(of: old), old.lines, .outOf) }
    gathered.forget(.duty(new.dutyNumber.key))
    if !new.isEmpty { try take(new) }
  }

  /// Takes a line out with the reversals it had and in with those it has.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func replace(
    uncited line: PaymentLineID, _ old: [PaymentLine], by new: [PaymentLine]
  ) throws(MoneyOverflow) {
    try gathered.book.count(old, .outOf)
    try take(uncited: line, new)
  }
}

// MARK: - The end

extension ReconciliationRun {
  /// The findings in their order, the identities and the book.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func finish() throws(MoneyOverflow) -> ReconciliationResult {
    var book = gathered.book
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
      findings: settings.explanations.applied(to: all.tellingOnce()).inOrder(),
      statement: statement.matching, unpaid: gathered.unpaid.inOrder.map(\.entry).sorted(),
      lotteryChecks: gathered.lotteryChecks.sorted { $0.key < $1.key }.map(\.value))
  }

  /// By account, in the order in which accounts are read.
  private var findingsInOrder: [Finding] {
    gathered.findings.inOrder.flatMap(\.entry)
  }
}

extension ReconciliationRun.Gathered {
  /// Drops what is kept of one account.
  fileprivate mutating func forget(_ key: AccountKey) {
    findings.set(key, to: nil)
    unpaid.set(key, to: nil)
    lotteryChecks[key] = nil
  }
}

extension [Finding] {
  /// nil for none: an account without findings takes no room.
  fileprivate var nonEmpty: [Finding]? { isEmpty ? nil : self }

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
