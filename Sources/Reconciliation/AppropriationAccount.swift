package import LedgerCore

/// One appropriation row with its changes and what was paid from it, as of one day.
package struct AppropriationAccount: Equatable, Sendable {
  package let appropriation: Appropriation
  /// Whether its money has come by the as-of day; until then it counts as zero.
  package let isReceived: Bool
  package private(set) var adjustments = Money.zero
  package private(set) var recalls = Money.zero
  package private(set) var adjustmentsInYear = Money.zero
  package private(set) var recallsInYear = Money.zero
  package private(set) var netPaid = Money.zero
  package private(set) var netPaidInYear = Money.zero
  /// What moved before the span and in it.
  package internal(set) var flow = SpanFlow()
  /// How many lines or sums of lines were paid from it in the year judged.
  var paymentsInYear = 0
  /// Whether a later row carried its balance over (结转), which ends it.
  package internal(set) var isCarriedAway = false
  /// The same by 31 December of the year judged.
  var isCarriedAwayByYearEnd = false
  /// The running balance, moved by each fact: the second path of identity I02.
  private var runningBalance: Money
  /// The same, moved by the facts up to 31 December of the year judged only (F05).
  private var yearEndRunningBalance: Money

  init(_ appropriation: Appropriation, in period: Period) {
    self.appropriation = appropriation
    isReceived = period.sees(appropriation.receivedOn)
    runningBalance = isReceived ? appropriation.amount : .zero
    yearEndRunningBalance =
      isReceived && appropriation.receivedOn <= period.year.lastDay ? appropriation.amount : .zero
  }

  mutating func apply(
    _ change: AppropriationChange, in period: Period
  ) throws(MoneyOverflow) {
    guard isReceived else { return }
    let isOfYear = period.owns(change.changedOn)
    // A change of money that has not come yet is no money either.
    let isByYearEnd = max(change.changedOn, appropriation.receivedOn) <= period.year.lastDay
    switch change.kind {
    case .adjustment:
      try adjustments += change.amount
      if isOfYear { try adjustmentsInYear += change.amount }
      try runningBalance += change.amount
      if isByYearEnd { try yearEndRunningBalance += change.amount }
    case .recall:
      try recalls += change.amount
      if isOfYear { try recallsInYear += change.amount }
      try runningBalance -= change.amount
      if isByYearEnd { try yearEndRunningBalance -= change.amount }
    }
  }

  mutating func post(
    _ amount: Money, paidIn year: FiscalYear, in period: Period
  ) throws(MoneyOverflow) {
    try netPaid += amount
    try runningBalance -= amount
    if year <= period.year { try yearEndRunningBalance -= amount }
    if year == period.year { try netPaidInYear += amount }
  }

  /// Whether any line was paid from it in the year judged.
  package var hasPaymentInYear: Bool { paymentsInYear > 0 }

  /// Amount ± adjustments − recalls: what may be paid from it in all.
  package var limit: Money {
    get throws(MoneyOverflow) {
      isReceived ? try appropriation.amount + adjustments - recalls : .zero
    }
  }

  /// What is left: zero once a later row carried it over.
  package var balance: Money {
    isCarriedAway ? .zero : runningBalance
  }

  /// What was left on 31 December of the year judged; zero once a later row carried it over.
  package var yearEndBalance: Money {
    isCarriedAwayByYearEnd ? .zero : yearEndRunningBalance
  }

  /// What a later row carried over; zero for none.
  package var carriedAway: Money {
    get throws(MoneyOverflow) {
      isCarriedAway ? try limit - netPaid : .zero
    }
  }

  /// What the row adds to the year's appropriations: its amount when it is new money of the year,
  /// and the adjustments dated in the year.
  package func appropriated(in year: FiscalYear) throws(MoneyOverflow) -> Money {
    let isNew = isReceived && appropriation.id.fiscalYear == year && !appropriation.isCarriedOver
    return try (isNew ? appropriation.amount : .zero) + adjustmentsInYear
  }

  /// The day on which its new money came into the year judged; nil when it brought none.
  ///
  /// Money of the year that was received before or after it counts on the year's first or last day.
  func receiptDay(in period: Period) -> Day? {
    let isNew =
      isReceived && appropriation.id.fiscalYear == period.year && !appropriation.isCarriedOver
    guard isNew else { return nil }
    return min(max(appropriation.receivedOn, period.year.firstDay), period.year.lastDay)
  }

  /// Whether it is a part of a year's opening: money carried over into it.
  package func isOpening(of year: FiscalYear) -> Bool {
    isReceived && appropriation.isCarriedOver && appropriation.id.fiscalYear == year
  }
}
