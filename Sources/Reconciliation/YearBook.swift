package import LedgerCore

/// What the pass over a ledger gathered for one year: the book that every figure is asked from.
package struct YearBook: Sendable {
  package let period: Period
  package internal(set) var funds: FundAccounts
  /// By case type; nil stands for cases that are cited but not registered.
  package internal(set) var casesByType: [CaseType?: CaseTotals] = [:]
  /// Net paid in the year.
  package internal(set) var paidByUse: [PaymentUse: Money] = [:]
  /// Net paid in the year; nil stands for documents that are not registered (无此指标).
  package internal(set) var paidBySource: [FundSource?: Money] = [:]
  /// Net paid in the year, by normalised name.
  package internal(set) var paidByPayee: [String: Money] = [:]
  /// Duty shifts (值班) of the year and their subsidies as registered.
  package internal(set) var dutyShiftCount = 0
  package internal(set) var dutyAmount = Money.zero
  package internal(set) var examined = Examined()

  init(period: Period, funds: FundAccounts) {
    self.period = period
    self.funds = funds
  }

  /// What the year did for the cases of one type.
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
  }
}

extension YearBook {
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

  /// Net paid in the year for a use.
  package func paid(for use: PaymentUse) -> Money {
    paidByUse[use] ?? .zero
  }

  /// Net paid in the year for everything but per-case subsidies and duty.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func paidOther() throws(MoneyOverflow) -> Money {
    try paidByUse.filter { $0.key != .perCaseSubsidy && $0.key != .duty }.values.total()
  }

  /// 年末结余: opening + appropriated − recalled − net paid in the year; nil without an opening.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func closing() throws(MoneyOverflow) -> Money? {
    funds.opening == nil ? nil : try funds.available() - funds.netPaidInYear
  }
}
