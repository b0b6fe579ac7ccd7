package import LedgerCore

/// What the days of one month that lie in the span did: the span's sums, month by month.
struct MonthTotals: Equatable, Sendable {
  /// In the order of the case types, with cases that are not registered last.
  private var cases = [YearTotals.CaseTotals](
    repeating: .init(), count: CaseType.allCases.count + 1)
  /// In the order of the uses.
  private var paidByUse = [Money](repeating: .zero, count: PaymentUse.allCases.count)
  private(set) var dutyShiftCount = 0
  private(set) var dutyAmount = Money.zero

  subscript(type: CaseType?) -> YearTotals.CaseTotals { cases[type.place] }

  func paid(for use: PaymentUse) -> Money { paidByUse[use.place] }

  mutating func add(
    _ count: Int, to total: WritableKeyPath<YearTotals.CaseTotals, Int>, of type: CaseType?
  ) {
    cases[type.place][keyPath: total] += count
  }

  mutating func add(
    _ amount: Money, to total: WritableKeyPath<YearTotals.CaseTotals, Money>, of type: CaseType?
  ) throws(MoneyOverflow) {
    try cases[type.place][keyPath: total] += amount
  }

  mutating func add(shifts: Int, _ amount: Money) throws(MoneyOverflow) {
    dutyShiftCount += shifts
    try dutyAmount += amount
  }

  mutating func pay(_ amount: Money, for use: PaymentUse) throws(MoneyOverflow) {
    try paidByUse[use.place] += amount
  }
}

/// One month of the span (按月): what its days did, and the money there was at their beginning.
package struct MonthBook: Sendable {
  package let month: Month
  /// The days of the month that lie in the span.
  package let days: Span
  /// What was there when they began; nil when the month begins the year and no opening is known.
  package let opening: Money?
  private let totals: MonthTotals
  private let flows: [FundSource?: FundFlow]

  /// What the month did for the cases of a type; nil stands for cases that are not registered.
  package func cases(of type: CaseType?) -> YearTotals.CaseTotals { totals[type] }

  /// A count over all case types.
  package func cases(_ count: KeyPath<YearTotals.CaseTotals, Int>) -> Int {
    YearTotals.types.reduce(0) { $0 + totals[$1][keyPath: count] }
  }

  /// A sum over all case types.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func cases(
    _ amount: KeyPath<YearTotals.CaseTotals, Money>
  ) throws(MoneyOverflow) -> Money {
    try YearTotals.types.map { totals[$0][keyPath: amount] }.total()
  }

  package var dutyShiftCount: Int { totals.dutyShiftCount }
  package var dutyAmount: Money { totals.dutyAmount }

  /// Net paid in the month for a use.
  package func paid(for use: PaymentUse) -> Money { totals.paid(for: use) }

  /// What the month did to the money of a source; nil stands for documents not registered.
  package func flow(of source: FundSource?) -> FundFlow { flows[source] ?? FundFlow() }

  /// What the month did to all money.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func flow() throws(MoneyOverflow) -> FundFlow {
    var sum = FundFlow()
    for flow in flows.values { sum = try sum + flow }
    return sum
  }

  /// What was left at the end of the month (月末余额).
  package var balance: Money {
    get throws(MoneyOverflow) { try (opening ?? .zero) + flow().net }
  }

  fileprivate init(
    _ month: Month, _ days: Span, opening: Money?, _ totals: MonthTotals,
    _ flows: [FundSource?: FundFlow]
  ) {
    self.month = month
    self.days = days
    self.opening = opening
    self.totals = totals
    self.flows = flows
  }
}

extension YearTotals {
  fileprivate static let types: [CaseType?] = CaseType.allCases + [nil]

  /// The months of the span that have begun by the as-of day, in order, each with what is left of
  /// the one before.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func months() throws(MoneyOverflow) -> [MonthBook] {
    var months: [MonthBook] = []
    var opening = try funds.openingOfSpan
    // Money of the year that came before it counts in its first month, seen or not.
    let seen = max(period.asOf, period.span.firstDay)
    for (month, days) in period.span.months where days.firstDay <= seen {
      let book = MonthBook(
        month, days, opening: opening, monthTotals[month.number - 1], funds.flows(in: month))
      months.append(book)
      opening = try book.balance
    }
    return months
  }
}

extension CaseType? {
  fileprivate var place: Int { self?.place ?? CaseType.allCases.count }
}

extension PaymentUse {
  fileprivate var place: Int {
    switch self {
    case .perCaseSubsidy: 0
    case .duty: 1
    case .consultation: 2
    case .drafting: 3
    case .directCosts: 4
    case .other: 5
    }
  }
}
