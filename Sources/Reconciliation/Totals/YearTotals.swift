package import LedgerCore

/// What the pass over a ledger gathered for one year: the book that every figure is asked from.
///
/// Sums are of the period's span, which is the whole year unless a narrower one was asked for.
package struct YearTotals: Equatable, Sendable {
  package let period: Period
  package internal(set) var funds: FundAccounts
  /// By case type; nil stands for cases that are cited but not registered.
  package internal(set) var casesByType: [CaseType?: CaseTotals] = [:]
  /// The same sums by month.
  var monthTotals = [MonthTotals](repeating: MonthTotals(), count: 12)
  /// Net paid in the span.
  package internal(set) var paidByUse: [PaymentUse: Money] = [:]
  /// Net paid in the span; nil stands for documents that are not registered (无此指标).
  package internal(set) var paidBySource: [FundSource?: Money] = [:]
  /// Net paid in the span, by normalised name.
  package internal(set) var paidByPayee: [String: Money] = [:]
  /// Duty shifts (值班) of the span and their subsidies as registered.
  package internal(set) var dutyShiftCount = 0
  package internal(set) var dutyAmount = Money.zero
  package internal(set) var examined = Examined()
  package internal(set) var filings = Filings()
  /// Closings of the whole year, whatever their outcome.
  package internal(set) var closingsInYear = 0
  /// Cases of the span's 办结 that were accepted in years before.
  package internal(set) var closedFromEarlierYears = 0
  /// Cases open at the start of the span, and at its end or the as-of day if that is earlier.
  package internal(set) var openAtStart = 0
  package internal(set) var openAtEnd = 0
  /// To date: approved on cases and net paid on them, fact by fact.
  package internal(set) var approvedToDate = Money.zero
  package internal(set) var casePaidToDate = Money.zero
  /// To date, case by case: what is approved and not paid, and what is paid beyond the approval.
  package internal(set) var openRemainders = Money.zero
  package internal(set) var overpayments = Money.zero
  package internal(set) var acrossYears = AcrossYears()
  /// How many cases and shifts are not paid in full to date, and what is due for the shifts.
  package internal(set) var unpaidCases = 0
  package internal(set) var unpaidShifts = 0
  package internal(set) var unpaidDuty = Money.zero
  /// Cases accepted in the period, by the groups their recipients belong to: tags, no partition.
  package internal(set) var acceptedByGroup: [RecipientGroup: Int] = [:]
  /// By firm, and by lawyer within it when they are asked for by name.
  package internal(set) var handlers: [Handler: HandlerTotals] = [:]
  /// Whether lawyers are told apart; a book that is kept beside the ledger names no person.
  package let namesLawyers: Bool
  package internal(set) var closedByPot = ClosedBySource()
  package internal(set) var lottery = LotteryTotals()

  init(period: Period, funds: FundAccounts, namesLawyers: Bool = false) {
    self.period = period
    self.namesLawyers = namesLawyers
    self.funds = funds
  }

  /// Net case payments in another year than that of the case's closing.
  package struct AcrossYears: Equatable, Sendable {
    /// Paid in the span for cases closed in earlier years.
    package internal(set) var forEarlier = Money.zero
    package internal(set) var casesForEarlier = 0
    /// Paid after the year, as recorded by now, for cases closed in the span.
    package internal(set) var paidLater = Money.zero
    /// Approved and not paid by the as-of day on cases closed in the span.
    package internal(set) var unpaid = Money.zero
  }

  /// What the span did for the cases of one type.
  package struct CaseTotals: Equatable, Sendable {
    package internal(set) var accepted = 0
    /// 办结; the other ends of a case are counted apart.
    package internal(set) var closed = 0
    package internal(set) var terminated = 0
    package internal(set) var withdrawn = 0
    package internal(set) var claimed = Money.zero
    package internal(set) var approved = Money.zero
    /// Net paid in per-case subsidies.
    package internal(set) var paid = Money.zero
  }

  /// How much was looked at, so that "no findings" means something.
  package struct Examined: Equatable, Sendable {
    package internal(set) var dossiers = 0
    package internal(set) var dutyShifts = 0
    package internal(set) var paymentLines = 0
    /// The amounts of all payment lines and reversals, each counted as positive.
    package internal(set) var amount = Money.zero
    /// Lines of the treasury's statement.
    package internal(set) var bankLines = 0
    /// The amounts of all bank lines, each counted as positive.
    package internal(set) var bankAmount = Money.zero
  }
}

extension YearTotals {
  /// A count over all case types.
  package func cases(_ count: KeyPath<CaseTotals, Int>) -> Int {
    casesByType.values.reduce(0) { $0 + $1[keyPath: count] }
  }

  /// A sum over all case types.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func cases(_ amount: KeyPath<CaseTotals, Money>) throws(MoneyOverflow) -> Money {
    try casesByType.values.map { $0[keyPath: amount] }.total()
  }

  /// Net paid in the span for a use.
  package func paid(for use: PaymentUse) -> Money {
    paidByUse[use] ?? .zero
  }

  /// Net paid in the span for everything but per-case subsidies and duty.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func paidOther() throws(MoneyOverflow) -> Money {
    try paidByUse.filter { $0.key != .perCaseSubsidy && $0.key != .duty }.map(\.value).total()
  }

  /// 年末结余 or 期末结余: opening + appropriated − recalled − net paid; nil when no opening of the
  /// year is known.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func closing() throws(MoneyOverflow) -> Money? {
    funds.opening == nil ? nil : try funds.available() - funds.paid
  }
}
