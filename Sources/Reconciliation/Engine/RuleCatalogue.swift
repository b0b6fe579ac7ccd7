import LedgerCore

/// All rules, each in the list of what it looks at, in order of identifier.
///
/// A new rule is one small type and one entry here.
package enum RuleCatalogue {
  package static let caseRules: [any CaseRule] = [
    ClaimForUnknownCase(), ClaimedBeforeClosed(), ClaimedTwice(), ApprovedOverClaimed(),
    ApprovedOffStandard(), ApprovedBySubmitter(), ApprovedBeforeClaimed(), DatesOutOfOrder(),
    PaidForUnknownCase(), PaidBeforeAccepted(), PaidBeforeClosed(), PaidBeforeApproved(),
    PaidOverApproved(), PaidTwice(), PaidToAnotherPayee(), PaidForTerminatedCase(),
  ]
  /// Case rules of what waits to be done at the as-of day.
  ///
  /// A change of a case or claim has no such day and is not asked about them.
  package static let openItemRules: [any CaseRule] = [
    PaidInPart(), ApprovedNotPaid(), ClosedNotClaimed(), FiledLate(),
  ]
  /// All rules that are asked about a case, open items among them.
  package static let allCaseRules = caseRules + openItemRules
  package static let dutyRules: [any DutyRule] = [
    DutyAmountWrong(), PaidForUnknownDuty(), DutyOverpaid(), PaidBeforeDuty(), DutyPaidInPart(),
    DutyPaidToAnotherPayee(), DutyRateOffStandard(),
  ]
  package static let lawyerDayRules: [any LawyerDayRule] = [ServedTwiceInOneDay()]
  package static let judgmentRules: [any JudgmentRule] = [SameJudgmentTwice()]
  package static let twinRules: [any TwinRule] = [RegisteredTwice()]
  package static let lineRules: [any LineRule] = [
    PaidBeforeReceived(), UseNotPermitted(), UnknownAppropriation(), OtherUseNotApproved(),
  ]
  package static let fundRules: [any FundRule] = [
    AppropriationExceeded(), PaidOverAvailable(),
  ]
  /// Fund rules of what waits to be done at the year's end; no payment is asked about them.
  package static let openFundRules: [any FundRule] = [KeptTooLong(), OpeningDiffers()]
  package static let statementRules: [any StatementRule] = [
    PaidWithoutBankLine(), BankLineWithoutVoucher(), BankAmountDiffers(), BankLineTied(),
    BankPayeeDiffers(), ReturnedWithoutBankLine(),
  ]

  /// The rules of what waits to be done: their findings stand in the statement of every year.
  static let openItems: Set<RuleID> = ["P07", "P08", "P10", "D06"]

  /// Every rule's description, by identifier.
  package static let descriptions: [RuleDescription] = {
    // List by list: to make one list of rules of all kinds, each would be asked what it is.
    let ofAccounts =
      caseRules.map(\.description) + openItemRules.map(\.description)
      + dutyRules.map(\.description) + lawyerDayRules.map(\.description)
      + judgmentRules.map(\.description) + twinRules.map(\.description)
    let ofMoney =
      lineRules.map(\.description) + fundRules.map(\.description)
      + openFundRules.map(\.description) + statementRules.map(\.description)
    return (ofAccounts + ofMoney).sorted { $0.id < $1.id }
  }()

  /// What a rule says of itself; nil for an identifier that no rule has.
  package static func description(of id: RuleID) -> RuleDescription? {
    descriptions.first { $0.id == id }
  }
}

extension RuleCatalogue {
  /// What the case rules and line rules find in one dossier.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  static func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding] {
    var findings = findings(on: dossier.lines, in: dossier.period)
    for rule in caseRules { findings += try rule.findings(in: dossier) }
    for rule in openItemRules { findings += try rule.findings(in: dossier) }
    return findings
  }

  /// What the duty rules and line rules find in one duty account.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  static func findings(in account: DutyView) throws(MoneyOverflow) -> [Finding] {
    var findings = findings(on: account.lines, in: account.period)
    for rule in dutyRules { findings += try rule.findings(in: account) }
    return findings
  }

  /// What the lawyer-day rules find in shifts of one day or of several, in order.
  static func findings(onDays shifts: [DutyShift], in period: Period) -> [Finding] {
    let days = LawyerDayView.days(of: shifts, in: period)
    return days.flatMap { day in lawyerDayRules.flatMap { $0.findings(in: day) } }.sorted()
  }

  /// What the judgment rules find in the cases of one judgment.
  static func findings(ofJudgment cases: [LegalAidCase], in period: Period) -> [Finding] {
    let views = JudgmentView.views(of: cases, in: period)
    return views.flatMap { view in judgmentRules.flatMap { $0.findings(in: view) } }
  }

  /// What the twin rules find in cases that may be alike, of one recipient or of several.
  static func findings(ofTwins cases: [LegalAidCase], in period: Period) -> [Finding] {
    let views = TwinView.views(of: cases, in: period)
    return views.flatMap { view in twinRules.flatMap { $0.findings(in: view) } }.sorted()
  }

  /// What the line rules find on live lines.
  static func findings(on lines: [LineView], in period: Period) -> [Finding] {
    var findings: [Finding] = []
    for line in lines {
      for rule in lineRules {
        if let finding = rule.finding(on: line, in: period) { findings.append(finding) }
      }
    }
    return findings
  }

  /// What the fund rules find in the accounts; what waits to be done is left out.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  static func findings(in funds: FundAccounts) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for rule in fundRules { findings += try rule.findings(in: funds) }
    return findings
  }

  /// What the fund rules of what waits to be done find in the accounts.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  static func openFindings(in funds: FundAccounts) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for rule in openFundRules { findings += try rule.findings(in: funds) }
    return findings
  }

  /// What the statement rules find in the treasury's statement and the vouchers.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  static func findings(in statement: StatementView) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for rule in statementRules { findings += try rule.findings(in: statement) }
    return findings
  }
}
