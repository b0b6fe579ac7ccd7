package import LedgerCore

/// The rules asked about one payment before it is recorded.
///
/// The account the payment touches is judged as it is and as it would be; what the second finds
/// and the first does not is what the payment would bring about. The words are those of year-end.
package struct EntryCheck: Sendable {
  private var funds: FundAccounts
  private let settings: RuleSettings

  /// A check against the accounts as they are paid by now.
  ///
  /// - Parameters:
  ///   - period: The year of the payment, to its last day.
  ///   - register: All appropriations, with what changed them and what years opened with.
  ///   - posted: Everything paid so far, summed.
  ///   - settings: What the rules need to know besides the book.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    period: Period, register: FundRegister, posted: [PostedSum],
    settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) {
    var funds = try FundAccounts(period: period, register: register)
    for sum in posted { try funds.post(sum) }
    self.funds = funds
    self.settings = settings
  }

  /// What a payment would bring about that does not agree, gravest first.
  ///
  /// - Parameters:
  ///   - lines: The payment, not yet recorded; more than one when several appropriations pay it.
  ///   - account: The account it touches, without it.
  /// - Returns: Empty when nothing is against it.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func findings(
    adding lines: [PaymentLine], to account: PaidAccount
  ) throws(MoneyOverflow) -> [Finding] {
    var fundsAfter = funds
    for line in lines { try fundsAfter.post(line) }
    let after = try findings(lines.reduce(account) { $0.adding($1) }, fundsAfter)
    // What agrees as it would be needs no look at what stood before.
    guard after.contains(where: { $0.outcome == .contradiction }) else { return [] }
    return try after.broughtAbout(since: findings(account, funds)).sorted()
  }

  /// What does not agree on an account and the appropriations as they are, without a payment.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func findings(
    standingOn account: PaidAccount
  ) throws(MoneyOverflow) -> [Finding] {
    try findings(account, funds).filter { $0.outcome == .contradiction }
  }

  /// The same of a payment from one appropriation.
  package func findings(
    adding line: PaymentLine, to account: PaidAccount
  ) throws(MoneyOverflow) -> [Finding] {
    try findings(adding: [line], to: account)
  }

  /// Counts a payment as made before the next one is asked about.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func post(_ line: PaymentLine) throws(MoneyOverflow) {
    try funds.post(line)
  }

  /// What other appropriations would bring about: F01 and F03 as they would be, and what it is on
  /// lines that cite them.
  ///
  /// - Parameters:
  ///   - before: The appropriations as they are.
  ///   - after: As they would be.
  ///   - lines: The payments and reversals to judge with them.
  /// - Returns: Empty when nothing is against it.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func findings(
    before: EntryCheck, after: EntryCheck, on lines: [PaymentLine]
  ) throws(MoneyOverflow) -> [Finding] {
    let standing = try before.findings(.none(lines), before.funds)
    return try after.findings(.none(lines), after.funds).broughtAbout(since: standing).sorted()
  }

  /// What a change of a case or its claims would bring about that does not agree, gravest first.
  ///
  /// It is asked for every year that a date of the dossier lies in. Open items are left out: an act
  /// has no as-of day by which something should have been done.
  ///
  /// - Parameters:
  ///   - before: The case as it is.
  ///   - after: The case as it would be.
  ///   - settings: What the rules need to know besides the book.
  /// - Returns: Empty when nothing is against it.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func findings(
    changing before: Dossier, to after: Dossier, settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for year in after.datedYears {
      let period = Period(year: year, asOf: .latest)
      let standing = try caseFindings(before, in: period, settings)
      findings += try caseFindings(after, in: period, settings)
        .broughtAbout(since: standing)
    }
    return findings.sorted()
  }

  /// What the registration of a duty shift would bring about that does not agree, gravest first.
  ///
  /// - Parameters:
  ///   - shift: The shift, not yet recorded.
  ///   - account: The lines that cite its number already.
  ///   - sameDay: The other shifts of its day.
  ///   - settings: What the rules need to know besides the book.
  /// - Returns: Empty when nothing is against it.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func findings(
    recording shift: DutyShift, in account: DutyAccount, among sameDay: [DutyShift],
    settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) -> [Finding] {
    var recorded = account
    recorded.shift = shift
    var findings: [Finding] = []
    for year in recorded.datedYears {
      let period = Period(year: year, asOf: .latest)
      let standing = try dutyFindings(account, among: sameDay, in: period, settings)
      findings += try dutyFindings(recorded, among: sameDay + [shift], in: period, settings)
        .filter { !standing.contains($0) && !findings.contains($0) }
    }
    return findings.sorted()
  }

  private static func dutyFindings(
    _ account: DutyAccount, among sameDay: [DutyShift], in period: Period,
    _ settings: RuleSettings
  ) throws(MoneyOverflow) -> [Finding] {
    let view = try DutyView(account, in: period, funds: nil, settings: settings)
    var findings = RuleCatalogue.findings(onDays: sameDay, in: period)
    for rule in RuleCatalogue.dutyRules { findings += try rule.findings(in: view) }
    return findings
  }

  private static func caseFindings(
    _ dossier: Dossier, in period: Period, _ settings: RuleSettings
  ) throws(MoneyOverflow) -> [Finding] {
    let view = try DossierView(dossier, in: period, funds: nil, settings: settings)
    var findings: [Finding] = []
    for rule in RuleCatalogue.caseRules { findings += try rule.findings(in: view) }
    return findings
  }

  /// What is left of the row that a payment draws on, before it; nil when the row is unknown.
  package func balance(for line: PaymentLine) -> (appropriation: Appropriation, balance: Money)? {
    funds.row(of: line.document, paidIn: line.paidOn.fiscalYear).map {
      (funds.accounts[$0].appropriation, funds.accounts[$0].balance)
    }
  }

  private func findings(
    _ account: PaidAccount, _ funds: FundAccounts
  ) throws(MoneyOverflow) -> [Finding] {
    let period = funds.period
    let ofFunds = try RuleCatalogue.findings(in: funds)
    switch account {
    case .legalAidCase(let dossier):
      let view = try DossierView(dossier, in: period, funds: funds, settings: settings)
      return try ofFunds + RuleCatalogue.findings(in: view)
    case .dutyShift(let account):
      let view = try DutyView(account, in: period, funds: funds, settings: settings)
      return try ofFunds + RuleCatalogue.findings(in: view)
    case .none(let lines):
      let live = try LineView.live(lines, in: period, funds: funds)
      return ofFunds + RuleCatalogue.findings(on: live, in: period)
    }
  }
}

extension [Finding] {
  /// What does not agree now and did not stand before.
  ///
  /// That a rule cannot be tested is no act's doing.
  fileprivate func broughtAbout(since before: [Finding]) -> [Finding] {
    filter { $0.outcome == .contradiction && !before.contains($0) }
  }
}

/// The account a payment touches: a case, a duty shift, or neither.
package enum PaidAccount: Sendable {
  case legalAidCase(Dossier)
  case dutyShift(DutyAccount)
  /// The line's own voucher has no account beyond the appropriation.
  case none([PaymentLine])

  /// The lines that stand in the account.
  package var lines: [PaymentLine] {
    switch self {
    case .legalAidCase(let dossier): dossier.lines
    case .dutyShift(let account): account.lines
    case .none(let lines): lines
    }
  }

  fileprivate func adding(_ line: PaymentLine) -> PaidAccount {
    switch self {
    case .legalAidCase(var dossier):
      dossier.lines.append(line)
      return .legalAidCase(dossier)
    case .dutyShift(var account):
      account.lines.append(line)
      return .dutyShift(account)
    case .none(let lines):
      return .none(lines + [line])
    }
  }
}
