import LedgerCore

/// Whether a dossier is plain (无疑点): proof, from its outline alone, that no case rule and no line
/// rule can speak of it.
///
/// It judges nothing: whatever is not plain is looked at in full by the rules, each of which has
/// its one implementation elsewhere. A plain dossier has at most one claim and two lines, all of
/// them per-case subsidies, and nothing taken back; its days stand in order; it was approved by the
/// standard, within the claim, and is paid in full to the firm after that, or not at all. No part
/// of it is lottery money, which has checks of its own.
struct PlainTest: Sendable {
  private let period: Period
  private let asOf: OutlineDay
  private let pricing: PlainPricing
  private let funds: FundAccounts
  private var rows = NumberMap(Row())
  private var prices = NumberMap(PlainPricing.Price.notAsked)

  static let linesMax = 2

  /// What a line must be held against in the appropriation row it draws on.
  private struct Row: Sendable {
    var isAsked = false
    /// Later than any day for a document that is not registered or does not permit the use, and for
    /// lottery money.
    var payableFrom = Int32.max
  }

  init(_ period: Period, _ settings: RuleSettings, _ funds: FundAccounts) {
    self.period = period
    self.funds = funds
    asOf = OutlineDay(period.asOf)
    pricing = PlainPricing(settings.standards)
  }

  /// The outline as the period's last day sees it; nil when it is not plain.
  mutating func seen(_ outline: DossierOutline, _ texts: TextNumbers) -> DossierOutline.Seen? {
    guard outline.claims.count <= 1, outline.lines.count <= Self.linesMax,
      var register = outline.register, sees(register.acceptedOn)
    else { return nil }
    if !sees(register.assignedOn) { register.assignedOn = .none }
    if !sees(register.closedOn) {
      register.closedOn = .none
      register.outcome = .closed
    }
    if !sees(register.filedOn) { register.filedOn = .none }
    guard isInOrder(register), isFiledInTime(register) else { return nil }
    var seen = DossierOutline.Seen(register: register, claim: nil)
    if let claim = outline.claims.first, !sees(claim.returnedOn) {
      if sees(claim.claimedOn) {
        seen.claim = self.seen(claim)
      } else if sees(claim.approvedOn) {
        return nil
      }
    }
    if let claim = seen.claim, !isPlain(claim, register, texts) { return nil }
    guard seen.claim != nil || !isClaimOverdue(register) else { return nil }
    return arePlain(outline.lines, seen, texts) ? seen : nil
  }

  private func sees(_ day: OutlineDay) -> Bool { day.isSet && day.number <= asOf.number }
}

extension PlainTest {
  /// K01: the days that stand are in order.
  private func isInOrder(_ register: DossierOutline.Register) -> Bool {
    let (accepted, assigned) = (register.acceptedOn.number, register.assignedOn.number)
    let (closed, filed) = (register.closedOn.number, register.filedOn.number)
    if closed != 0, accepted > closed || assigned > closed { return false }
    return filed == 0 || accepted <= filed && closed <= filed
  }

  /// K03: filed within 30 days of the closing, or those days are not yet over.
  private func isFiledInTime(_ register: DossierOutline.Register) -> Bool {
    guard register.closedOn.isSet else { return true }
    let filed = register.filedOn.isSet ? register.filedOn : asOf
    return filed.ordinal <= register.closedOn.ordinal + Int32(LateFiling.days)
  }

  /// P10: a finished case without a claim for more than 60 days.
  private func isClaimOverdue(_ register: DossierOutline.Register) -> Bool {
    register.closedOn.isSet && register.outcome == .closed
      && asOf.ordinal - register.closedOn.ordinal > 60
  }

  /// A claim with the approval that is seen of it.
  private func seen(_ claim: DossierOutline.Claim) -> DossierOutline.Claim {
    guard !sees(claim.approvedOn) else { return claim }
    var claim = claim
    claim.approvedOn = .none
    claim.approved = .zero
    return claim
  }

  /// C02, C04–C07, and P08 as far as the claim decides it.
  private mutating func isPlain(
    _ claim: DossierOutline.Claim, _ register: DossierOutline.Register, _ texts: TextNumbers
  ) -> Bool {
    let closed = register.closedOn.number
    guard closed != 0, closed <= claim.claimedOn.number else { return false }
    guard claim.approvedOn.isSet else { return true }
    guard claim.approvedOn.number >= claim.claimedOn.number, claim.approved <= claim.claimed
    else { return false }
    let submitter = texts.normalizedNumber(claim.submittedBy)
    let approver = texts.normalizedNumber(claim.approvedBy)
    guard submitter >= 0, approver >= 0, submitter == 0 || submitter != approver else {
      return false
    }
    return isPriced(claim, register, texts)
  }

  /// C05: the one version that applies grants the approved amount, or there is no standard.
  private mutating func isPriced(
    _ claim: DossierOutline.Claim, _ register: DossierOutline.Register, _ texts: TextNumbers
  ) -> Bool {
    guard pricing.hasStandards else { return true }
    guard let key = pricing.key(register, claimedOn: claim.claimedOn) else { return false }
    var price = prices[key]
    if case .notAsked = price {
      price = pricing.price(register, key: key, texts)
      prices[key] = price
    }
    if case .range(let range) = price { return range.contains(claim.approved) }
    return false
  }

  /// P02–P09 and P11, and F02, F04 and F06 of each line.
  private mutating func arePlain(
    _ lines: [DossierOutline.Line], _ seen: DossierOutline.Seen, _ texts: TextNumbers
  ) -> Bool {
    guard !lines.isEmpty else { return seen.claim.map { $0.approved == .zero } ?? true }
    guard let claim = seen.claim, claim.approvedOn.isSet, seen.register.outcome == .closed else {
      return false
    }
    let firm = texts.normalizedNumber(seen.register.firm)
    var rest = claim.approved.fen
    for line in lines {
      guard line.use == .perCaseSubsidy, sees(line.paidOn),
        // Not before the approval, hence neither before the claim nor before the closing.
        line.paidOn.number >= claim.approvedOn.number, firm >= 0,
        firm == 0 || firm == texts.normalizedNumber(line.payee),
        line.paidOn.number >= payableFrom(line, texts), line.amount.fen <= rest
      else { return false }
      rest -= line.amount.fen
    }
    return rest == 0
  }

  /// The first day on which the row that a line draws on may pay it.
  private mutating func payableFrom(_ line: DossierOutline.Line, _ texts: TextNumbers) -> Int32 {
    let key = UInt64(line.document) << 16 | UInt64(line.paidOn.year)
    if let known = rows.find(key), known.isAsked { return known.payableFrom }
    var row = Row(isAsked: true)
    let number = texts.text(line.document)
    if let year = FiscalYear(Int(line.paidOn.year)),
      let appropriation = funds.appropriation(
        of: DocumentNumber(key: number, printed: number), paidIn: year),
      appropriation.permits(line.use), appropriation.source != .lotteryFund
    {
      row.payableFrom = appropriation.receivedOn.number
    }
    rows[key] = row
    return row.payableFrom
  }
}

extension DossierOutline {
  /// What the period's last day sees of a plain dossier, besides its lines.
  struct Seen {
    var register: Register
    var claim: Claim?
  }
}
