package import LedgerCore

/// A dossier as it stands on the period's last day: what the case rules look at.
package struct DossierView: Sendable {
  package let period: Period
  package let settings: RuleSettings
  package let caseNumber: CaseNumber
  /// nil when the case is not in the register on that day.
  package let registered: LegalAidCase?
  /// The claims seen, by day and number; returned ones are no claims.
  package let claims: [Claim]
  /// The claims whose approval is seen, whatever their own day.
  package let approvedClaims: [Claim]
  /// The live lines that cite the case, by day, voucher and line.
  package let lines: [LineView]
  /// Those of them that pay a per-case subsidy.
  package let subsidyLines: [LineView]
  /// The claims that C03 names and nobody explained.
  private let repeated: Set<ClaimNumber>
  /// Approved on the case (核发): claims that rule C03 names count zero.
  package let approved: Money
  /// Net paid on the case in per-case subsidies.
  package let netPaid: Money

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    _ dossier: Dossier, in period: Period, funds: FundAccounts,
    settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) {
    self.period = period
    self.settings = settings
    caseNumber = dossier.legalAidCase?.number ?? dossier.caseNumber
    registered = dossier.legalAidCase.flatMap { $0.seen(in: period) }
    let standing = dossier.claims.filter { claim in
      claim.returned.map { !period.sees($0.on) } ?? true
    }
    let claims = standing.filter { period.sees($0.claimedOn) }
      .sorted { $0.claimedOn == $1.claimedOn ? $0.number < $1.number : $0.claimedOn < $1.claimedOn }
    self.claims = claims
    approvedClaims = standing.filter { claim in
      claim.approval.map { period.sees($0.on) } ?? false
    }
    // Where the case is not registered C03 is silent, and names no claim.
    repeated = registered == nil ? [] : Self.repeated(claims, settings.explanations)
    let counted = approvedClaims.filter { [repeated] in !repeated.contains($0.number) }
    approved = try counted.compactMap(\.approval?.amount).total()
    lines = try LineView.live(dossier.lines, in: period, funds: funds)
    subsidyLines = lines.filter { $0.use == .perCaseSubsidy }
    netPaid = try subsidyLines.map(\.left).total()
  }

  /// The claims that C03 names and nobody explained: their approvals count zero.
  private static func repeated(
    _ claims: [Claim], _ explanations: ExplanationRegister
  ) -> Set<ClaimNumber> {
    guard let first = claims.first, claims.count > 1 else { return [] }
    let named = claims.dropFirst().filter { claim in
      !explanations.explains(ClaimedTwice().finding(on: claim, after: first))
    }
    return Set(named.map(\.number))
  }

  /// Whether a claim's approval counts as approved on the case.
  func counts(_ claim: Claim) -> Bool { !repeated.contains(claim.number) }

  /// The approvals seen, as findings rest on them.
  var approvalFacts: [Fact] {
    approvedClaims.sorted { $0.number < $1.number }.map(\.approvalFact)
  }

  /// The first day on which a claim of the case was approved.
  package var firstApprovedOn: Day? {
    approvedClaims.compactMap(\.approval?.on).min()
  }

  /// Whether the case was closed on or before a day, whatever its outcome.
  func isClosed(on day: Day) -> Bool {
    registered?.closing.map { $0.on <= day } ?? false
  }
}

extension LegalAidCase {
  /// The case with the dates that a period sees; nil when it is not accepted by then.
  fileprivate func seen(in period: Period) -> LegalAidCase? {
    guard period.sees(acceptedOn) else { return nil }
    var seen = self
    if let day = assignedOn, !period.sees(day) { seen.assignedOn = nil }
    if let day = closing?.on, !period.sees(day) { seen.closing = nil }
    if let day = filedOn, !period.sees(day) { seen.filedOn = nil }
    return seen
  }
}

/// A duty account as it stands on the period's last day: what the duty rules look at.
package struct DutyView: Sendable {
  package let period: Period
  /// nil when the shift is not in the register on that day.
  package let shift: DutyShift?
  package let dutyNumber: DutyNumber
  /// The live lines that cite the shift, by day, voucher and line.
  package let lines: [LineView]
  package let netPaid: Money

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    _ account: DutyAccount, in period: Period, funds: FundAccounts
  ) throws(MoneyOverflow) {
    self.period = period
    dutyNumber = account.shift?.number ?? account.dutyNumber
    shift = account.shift.flatMap { period.sees($0.servedOn) ? $0 : nil }
    lines = try LineView.live(account.lines, in: period, funds: funds)
    netPaid = try lines.map(\.left).total()
  }
}

/// What one lawyer (name and firm) served on one day, as of the period's last day.
package struct LawyerDayView: Sendable {
  package let period: Period
  package let servedOn: Day
  /// In order of their numbers.
  package let shifts: [DutyShift]

  /// The shifts that the period sees, lawyer by lawyer and day by day.
  static func days(of shifts: [DutyShift], in period: Period) -> [LawyerDayView] {
    let seen = shifts.filter { period.sees($0.servedOn) }
    return Dictionary(grouping: seen, by: LawyerDay.init).map { day, shifts in
      LawyerDayView(
        period: period, servedOn: day.servedOn, shifts: shifts.sorted { $0.number < $1.number })
    }
  }

  /// What is compared: names as they are normalised.
  private struct LawyerDay: Hashable {
    let servedOn: Day
    let lawyer: String
    let firm: String

    init(_ shift: DutyShift) {
      servedOn = shift.servedOn
      lawyer = normalized(shift.lawyer)
      firm = normalized(shift.firm)
    }
  }
}

/// The treasury's statement beside the vouchers: what the statement rules look at.
package struct StatementView: Sendable {
  package let period: Period
  package let settings: RuleSettings
  /// nil when no line of the statement is in the register.
  package let matching: StatementMatching?

  package init(
    period: Period, settings: RuleSettings = RuleSettings(), matching: StatementMatching?
  ) {
    self.period = period
    self.settings = settings
    self.matching = matching
  }

  /// Why the year's vouchers cannot be held against the statement; nil when they can.
  var missing: String? {
    guard let matching else { return "没有导入国库支付明细" }
    return matching.hasLine(in: period.year) ? nil : "没有 \(period.year) 年的国库支付明细"
  }

  /// The unmatched lines of the year.
  var openLines: [StatementMatching.OpenLine] {
    matching?.openLines.filter { period.owns($0.line.bookedOn) } ?? []
  }

  /// The matches of all years in which the lines name the voucher.
  var namedMatches: [(voucher: Voucher, match: StatementMatching.Match)] {
    (matching?.matches ?? []).compactMap { match in
      guard match.stage == .byNumber, let voucher = match.vouchers.first else { return nil }
      return (voucher, match)
    }
  }
}
