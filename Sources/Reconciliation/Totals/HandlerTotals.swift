package import LedgerCore

/// A firm, or a lawyer in a firm (承办单位, 承办人), by the names as they are compared.
package struct Handler: Hashable, Sendable {
  /// Empty when none is registered.
  package let firm: String
  /// Empty when none is registered, and where firms are summed as a whole.
  package let lawyer: String

  init(firm: String?, lawyer: String?) {
    self.firm = firm.map(normalized) ?? ""
    self.lawyer = lawyer.map(normalized) ?? ""
  }

  fileprivate init(payee: String, lawyer: String) {
    firm = payee
    self.lawyer = lawyer
  }

  // Normalised names that are equal are the same bytes.
  package static func == (left: Handler, right: Handler) -> Bool {
    left.firm.hasBytes(of: right.firm) && left.lawyer.hasBytes(of: right.lawyer)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(bytesOf: firm)
    hasher.combine(bytesOf: lawyer)
  }
}

/// What one firm or lawyer did and received in the period (承办情况).
///
/// Work counts where it is registered; money counts at the payee who received it.
package struct HandlerTotals: Equatable, Sendable {
  /// 办结.
  package internal(set) var closed = 0
  package internal(set) var claimed = Money.zero
  package internal(set) var approved = Money.zero
  /// Net paid in per-case subsidies.
  package internal(set) var paidCase = Money.zero
  package internal(set) var dutyShifts = 0
  /// Net paid for duty.
  package internal(set) var paidDuty = Money.zero
  /// Net paid for everything else.
  package internal(set) var paidOther = Money.zero

  package init() {}

  /// Net paid for all uses.
  package var paid: Money {
    get throws(MoneyOverflow) { try paidCase + paidDuty + paidOther }
  }

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func += (sum: inout HandlerTotals, other: HandlerTotals) throws(MoneyOverflow) {
    sum.closed += other.closed
    sum.dutyShifts += other.dutyShifts
    try sum.claimed += other.claimed
    try sum.approved += other.approved
    try sum.paidCase += other.paidCase
    try sum.paidDuty += other.paidDuty
    try sum.paidOther += other.paidOther
  }
}

extension YearTotals {
  /// Nobody: a line that cites neither case nor duty has no handler of its own.
  static let noHandler = Handler(payee: "", lawyer: "")

  /// Who handles a case or serves a shift.
  func handler(firm: String?, lawyer: String?) -> Handler {
    Handler(firm: firm, lawyer: namesLawyers ? lawyer : nil)
  }

  /// Who is paid by a line: the payee, and the lawyer that the line names, else the one of the
  /// case or shift when its firm is the payee.
  func handler(paidBy line: PaymentLine, to payee: String, for handler: Handler) -> Handler {
    guard namesLawyers else { return Handler(payee: payee, lawyer: "") }
    let named = line.lawyer.map(normalized) ?? (payee == handler.firm ? handler.lawyer : "")
    return Handler(payee: payee, lawyer: named)
  }

  /// Changes what one of them did; who did nothing in the period leaves no row.
  private mutating func change(
    _ handler: Handler, by change: (inout HandlerTotals) throws(MoneyOverflow) -> Void
  ) throws(MoneyOverflow) {
    guard let known = handlers.index(forKey: handler) else {
      var totals = HandlerTotals()
      try change(&totals)
      if totals != HandlerTotals() { handlers[handler] = totals }
      return
    }
    try change(&handlers.values[known])
    if handlers.values[known] == HandlerTotals() { handlers.remove(at: known) }
  }

  /// Counts what was done for a case in the period, but for the money.
  mutating func countHandling(
    _ view: DossierView, by handler: Handler, _ times: Int
  ) throws(MoneyOverflow) {
    var done = HandlerTotals()
    if let closing = view.registered?.closing, closing.outcome == .closed,
      period.counts(closing.on)
    {
      done.closed = times
    }
    for claim in view.claims where period.counts(claim.claimedOn) {
      try done.claimed += claim.claimedAmount
    }
    for approval in view.approvedClaims.compactMap(\.approval) where period.counts(approval.on) {
      try done.approved += approval.amount
    }
    guard done != HandlerTotals() else { return }
    try change(handler) { totals throws(MoneyOverflow) in try totals += done }
  }

  mutating func countShift(by handler: Handler, _ times: Int) throws(MoneyOverflow) {
    try change(handler) { $0.dutyShifts += times }
  }

  /// Counts what a line of the period pays.
  mutating func countPaid(
    _ use: PaymentUse, _ amount: Money, to handler: Handler
  ) throws(MoneyOverflow) {
    try change(handler) { totals throws(MoneyOverflow) in
      switch use {
      case .perCaseSubsidy: try totals.paidCase += amount
      case .duty: try totals.paidDuty += amount
      default: try totals.paidOther += amount
      }
    }
  }
}
