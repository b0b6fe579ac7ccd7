package import LedgerCore

/// A dossier as it stands on the period's last day: what the case rules look at.
package struct DossierView: Sendable {
  package let period: Period
  package let settings: RuleSettings
  package let caseNumber: CaseNumber
  /// nil when the case is not in the register on that day.
  package let registered: LegalAidCase?
  /// What everything here is seen of, whatever its day.
  private let dossier: Dossier
  /// The claims seen, by day and number; returned ones are no claims.
  package let claims: [Claim]
  /// The claims whose approval is seen, whatever their own day; returned ones are no claims.
  package let approvedClaims: [Claim]
  /// The same with the returned ones: an approval once stood.
  let everApprovedClaims: [Claim]
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

  /// - Parameters:
  ///   - dossier: Everything recorded of the case.
  ///   - period: The year judged, and the last day seen.
  ///   - funds: The rows that lines draw on; nil where no rule of lines is asked.
  ///   - settings: What the rules need to know besides the book.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    _ dossier: Dossier, in period: Period, funds: FundAccounts?,
    settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) {
    let registered = dossier.legalAidCase.flatMap { $0.seen(in: period) }
    func isReturned(_ claim: Claim) -> Bool { claim.returned.map { period.sees($0.on) } ?? false }
    let claims = dossier.claims.filter { period.sees($0.claimedOn) && !isReturned($0) }
      .sorted { $0.claimedOn == $1.claimedOn ? $0.number < $1.number : $0.claimedOn < $1.claimedOn }
    let everApprovedClaims = dossier.claims.filter { claim in
      claim.approval.map { period.sees($0.on) } ?? false
    }
    let approvedClaims = everApprovedClaims.filter { !isReturned($0) }
    // Where the case is not registered C03 is silent, and names no claim.
    let repeated = registered == nil ? [] : Self.repeated(claims, settings.explanations)
    let counted = approvedClaims.filter { !repeated.contains($0.number) }
    let lines = try LineView.live(dossier.lines, in: period, funds: funds)
    let subsidyLines = lines.filter { $0.use == .perCaseSubsidy }
    approved = try counted.compactMap(\.approval?.amount).total()
    netPaid = try subsidyLines.map(\.left).total()
    self.dossier = dossier
    self.period = period
    self.settings = settings
    caseNumber = dossier.legalAidCase?.number ?? dossier.caseNumber
    self.registered = registered
    self.claims = claims
    self.approvedClaims = approvedClaims
    self.everApprovedClaims = everApprovedClaims
    self.repeated = repeated
    self.lines = lines
    self.subsidyLines = subsidyLines
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

  /// The dossier as it stood on another day; what its lines draw on is left out.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func seen(on day: Day) throws(MoneyOverflow) -> DossierView {
    try DossierView(dossier, in: period.seen(on: day), funds: nil, settings: settings)
  }

  /// Whether the case is in the ledger, be it with a later day than is seen.
  var isInLedger: Bool { dossier.legalAidCase != nil }

  /// Whether any approval counts on the case, be it of zero.
  package var isApproved: Bool { approvedClaims.contains(where: counts) }

  /// Whether a claim's approval counts as approved on the case.
  func counts(_ claim: Claim) -> Bool { !repeated.contains(claim.number) }

  /// The person who alone stated and approved a claim, as the signatures say; nil for none.
  func approvedAlone(_ claim: Claim) -> Int? { dossier.approvedAlone[claim.number] }

  /// The approvals seen, as findings rest on them.
  var approvalFacts: [Fact] {
    approvedClaims.sorted { $0.number < $1.number }.map(\.approvalFact)
  }

  /// The same with those that were returned since.
  var everApprovedFacts: [Fact] {
    everApprovedClaims.sorted { $0.number < $1.number }.flatMap { claim -> [Fact] in
      let returnedOn = claim.returned.flatMap { period.sees($0.on) ? $0.on : nil }
      return [claim.approvalFact]
        + (returnedOn.map { [fact("returned", claim.number.key, $0)] } ?? [])
    }
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
  let settings: RuleSettings
  /// nil when the shift is not in the register on that day.
  package let shift: DutyShift?
  package let dutyNumber: DutyNumber
  /// The live lines that cite the shift, by day, voucher and line.
  package let lines: [LineView]
  package let netPaid: Money
  /// What everything here is seen of, whatever its day.
  private let account: DutyAccount

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    _ account: DutyAccount, in period: Period, funds: FundAccounts?,
    settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) {
    self.account = account
    self.period = period
    self.settings = settings
    dutyNumber = account.shift?.number ?? account.dutyNumber
    shift = account.shift.flatMap { period.sees($0.servedOn) ? $0 : nil }
    lines = try LineView.live(account.lines, in: period, funds: funds)
    netPaid = try lines.map(\.left).total()
  }

  /// The account as it stood on another day; what its lines draw on is left out.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func seen(on day: Day) throws(MoneyOverflow) -> DutyView {
    try DutyView(account, in: period.seen(on: day), funds: nil, settings: settings)
  }

  /// Whether the shift is in the ledger, be it with a later day than is seen.
  var isInLedger: Bool { account.shift != nil }
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
    let lawyer: Handler

    init(_ shift: DutyShift) {
      servedOn = shift.servedOn
      lawyer = Handler(firm: shift.firm, lawyer: shift.lawyer)
    }
  }
}

/// The treasury's statement beside the movements: what the statement rules look at.
package struct StatementView: Sendable {
  package let period: Period
  package let settings: RuleSettings
  /// nil when no line of the statement is in the register.
  package let matching: StatementMatching?
  /// The lines that were open when the year began, with what was seen then.
  private let openBefore: OpenBefore

  /// - Parameters:
  ///   - period: The year and the last day seen.
  ///   - settings: What the rules need to know besides.
  ///   - matching: As the period's last day sees it.
  ///   - earlier: The same as the day before the year sees it, or the period's last day when that
  ///     is earlier; nil when no line is seen then, or when no open line lies before the year.
  package init(
    period: Period, settings: RuleSettings = RuleSettings(), matching: StatementMatching?,
    earlier: StatementMatching? = nil
  ) {
    self.period = period
    self.settings = settings
    self.matching = matching
    openBefore = OpenBefore(earlier)
  }

  /// References of lines that explained nothing, by the rule that named them.
  private struct OpenBefore {
    var unexplained: Set<BankReference> = []
    var tied: Set<BankReference> = []

    init(_ matching: StatementMatching?) {
      for open in matching?.openLines ?? [] {
        if open.tie == nil {
          unexplained.insert(open.line.reference)
        } else {
          tied.insert(open.line.reference)
        }
      }
    }
  }

  /// Why the year's movements cannot be held against the statement; nil when they can.
  var missing: String? {
    guard let matching else { return "没有导入国库支付明细" }
    return matching.hasLine(in: period.year) ? nil : "没有 \(period.year) 年的国库支付明细"
  }

  /// The open lines that are told in the year: those of its days, and those of days before it that
  /// did not stand when it began.
  ///
  /// - Parameter isTied: Whether the lines of S04 are asked for, or those of S02.
  /// - Returns: With the day that each belongs to.
  func openLines(
    tied isTied: Bool
  ) -> [(open: StatementMatching.OpenLine, day: Day, due: DueDay)] {
    let stood = isTied ? openBefore.tied : openBefore.unexplained
    return (matching?.openLines ?? []).compactMap { open in
      guard (open.tie != nil) == isTied else { return nil }
      let line = open.line
      let due = DueDay(of: line.bookedOn, settings.calendar)
      let isLate = line.amount < .zero && due.isReached(on: period.asOf)
      let day = isLate ? due.day : line.bookedOn
      let isNew = line.bookedOn < period.year.firstDay && !stood.contains(line.reference)
      return period.owns(day) || isNew ? (open, day, due) : nil
    }
  }
}

/// The day from which what a day's movement must show is overdue: the day after the third working
/// day behind it.
struct DueDay {
  private static let workingDays = 3

  let day: Day
  /// Whether the official calendar could tell it; else the movement's own day stands for it.
  let isKnown: Bool

  init(of day: Day, _ calendar: WorkdayCalendar) {
    let due = calendar.workday(Self.workingDays, after: day).flatMap { $0.adding(days: 1) }
    self.day = due ?? day
    isKnown = due != nil
  }

  /// Whether it has come; one that the calendar cannot tell has.
  func isReached(on asOf: Day) -> Bool { day <= asOf }

  /// What a finding says of it.
  func words(on asOf: Day) -> String {
    guard isKnown else { return "；工作日历缺少所需年度，到期日无法推算，按已到期" }
    return isReached(on: asOf)
      ? "；已过第 \(Self.workingDays) 个工作日" : "；第 \(Self.workingDays) 个工作日还没有过（到期日 \(day)），只作提示"
  }
}
