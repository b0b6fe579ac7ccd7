import LedgerCore

/// A registered case in numbers, as the period's last day sees it: what guards are asked about.
///
/// It has at most one claim and two lines, and nothing taken back. One view serves one thread, case
/// after case, and remembers what it looked up of appropriation rows and prices.
package struct OutlineView {
  static let linesMax = 2

  let asOf: OutlineDay
  private(set) var register: DossierOutline.Register
  /// The claim that stands, with what is seen of its approval; nil for none.
  private(set) var claim: Claim?
  private(set) var lines: [Line] = []
  /// What the lines pay together; nil where that leaves 64 bits.
  private(set) var paid: Money? = .zero
  /// The number of the firm's name; see ``TextNumbers/normalizedNumber(_:)``.
  private(set) var firm = TextNumbers.none

  /// The row that a document's payments of a year draw on; not the accounts themselves, which are
  /// large and would be copied with the view.
  private let appropriation: (DocumentNumber, FiscalYear) -> Appropriation?
  private let pricing: OutlinePricing
  private var rows = NumberMap(KnownRow())
  private var prices = NumberMap(OutlinePricing.Price.notAsked)

  /// A claim with its approval.
  package struct Claim {
    let claimedOn: OutlineDay
    let claimed: Money
    /// No day where nothing is approved, or that is not seen.
    let approvedOn: OutlineDay
    let approved: Money
    /// Numbers of normalised names: 0 for none, negative where it cannot be told.
    let submittedBy: Int32
    let approvedBy: Int32
    /// What the standard grants for the approval; nil without a standard.
    let price: OutlinePricing.Price?
  }

  /// A payment line that is seen, with the appropriation row it draws on.
  package struct Line {
    let paidOn: OutlineDay
    let use: PaymentUse
    let amount: Money
    /// As the firm's.
    let payee: Int32
    /// nil for a document that is not registered.
    let row: Row?
  }

  /// What a line is held against in the row it draws on.
  struct Row {
    let receivedOn: OutlineDay
    let source: FundSource
    /// A bit for each use, by its place among all.
    private let permitted: UInt8

    fileprivate init(_ row: Appropriation) {
      receivedOn = OutlineDay(row.receivedOn)
      source = row.source
      permitted = PaymentUse.allCases.filter(row.permits).reduce(0) { $0 | Self.bit(of: $1) }
    }

    func permits(_ use: PaymentUse) -> Bool { permitted & Self.bit(of: use) != 0 }

    private static func bit(of use: PaymentUse) -> UInt8 {
      switch use {
      case .perCaseSubsidy: 1
      case .duty: 1 << 1
      case .consultation: 1 << 2
      case .drafting: 1 << 3
      case .directCosts: 1 << 4
      case .other: 1 << 5
      }
    }
  }

  private struct KnownRow {
    var isAsked = false
    var row: Row?
  }

  init(_ period: Period, _ settings: RuleSettings, _ funds: FundAccounts) {
    appropriation = { funds.appropriation(of: $0, paidIn: $1) }
    asOf = OutlineDay(period.asOf)
    pricing = OutlinePricing(settings.standards)
    register = DossierOutline.Register(
      type: .civil, acceptedOn: .none, assignedOn: .none, closedOn: .none, outcome: .closed,
      filedOn: .none, firm: TextNumbers.none, serviceForm: TextNumbers.none,
      stage: TextNumbers.none, grade: TextNumbers.none, recipientCategories: TextNumbers.none)
  }

  /// Looks at a dossier.
  ///
  /// - Parameters:
  ///   - outline: Clear.
  ///   - texts: What its numbers stand for; the same for all outlines.
  /// - Returns: Whether the view can show it; else the dossier itself must be looked at.
  mutating func look(at outline: DossierOutline, _ texts: TextNumbers) -> Bool {
    guard outline.claims.count <= 1, outline.lines.count <= Self.linesMax,
      var seen = outline.register, sees(seen.acceptedOn)
    else { return false }
    if !sees(seen.assignedOn) { seen.assignedOn = .none }
    if !sees(seen.closedOn) {
      seen.closedOn = .none
      seen.outcome = .closed
    }
    if !sees(seen.filedOn) { seen.filedOn = .none }
    register = seen
    firm = texts.normalizedNumber(seen.firm)
    claim = nil
    if let one = outline.claims.first {
      // An approval of a claim that is not seen, or was returned, is still known to some rules.
      guard sees(one.claimedOn) || !sees(one.approvedOn) else { return false }
      guard !sees(one.returnedOn) || !sees(one.approvedOn) else { return false }
      if sees(one.claimedOn), !sees(one.returnedOn) { claim = view(of: one, texts) }
    }
    lines.removeAll(keepingCapacity: true)
    for line in outline.lines {
      guard sees(line.paidOn) else { return false }
      lines.append(
        Line(
          paidOn: line.paidOn, use: line.use, amount: line.amount,
          payee: texts.normalizedNumber(line.payee), row: row(of: line, texts)))
    }
    paid = total(of: outline.lines)
    return true
  }

  private func total(of lines: [DossierOutline.Line]) -> Money? {
    var total = Money.zero
    for line in lines {
      guard let sum = try? total + line.amount else { return nil }
      total = sum
    }
    return total
  }

  private func sees(_ day: OutlineDay) -> Bool {
    // The number of no day is 0; to ask the day itself would be a call into another module.
    day.number > 0 && day.number <= asOf.number
  }

  private mutating func view(of claim: DossierOutline.Claim, _ texts: TextNumbers) -> Claim {
    let isApproved = sees(claim.approvedOn)
    return Claim(
      claimedOn: claim.claimedOn, claimed: claim.claimed,
      approvedOn: isApproved ? claim.approvedOn : .none,
      approved: isApproved ? claim.approved : .zero,
      submittedBy: texts.normalizedNumber(claim.submittedBy),
      approvedBy: texts.normalizedNumber(claim.approvedBy),
      price: isApproved && pricing.hasStandards ? price(claimedOn: claim.claimedOn, texts) : nil)
  }

  private mutating func price(
    claimedOn: OutlineDay, _ texts: TextNumbers
  ) -> OutlinePricing.Price {
    guard let key = pricing.key(register, claimedOn: claimedOn) else { return .refused }
    var price = prices[key]
    if case .notAsked = price {
      price = pricing.price(register, key: key, texts)
      prices[key] = price
    }
    return price
  }

  private mutating func row(of line: DossierOutline.Line, _ texts: TextNumbers) -> Row? {
    let key = UInt64(1) << 63 | UInt64(line.document) << 16 | UInt64(line.paidOn.year)
    if let known = rows.find(key), known.isAsked { return known.row }
    let number = texts.text(line.document)
    let row = FiscalYear(Int(line.paidOn.year)).flatMap { year in
      appropriation(DocumentNumber(key: number, printed: number), year)
    }.map(Row.init)
    rows[key] = KnownRow(isAsked: true, row: row)
    return row
  }
}

extension OutlineView {
  /// What is approved on the case, as the rules count it.
  var approved: Money { claim?.approved ?? .zero }

  /// Whether no more is paid than is approved.
  var isWithinApproval: Bool { paid.map { $0 <= approved } ?? false }

  /// Whether the case is closed, whatever its outcome.
  var isClosed: Bool { register.closedOn.isSet }
}
