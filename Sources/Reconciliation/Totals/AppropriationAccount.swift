package import LedgerCore

/// One appropriation row with its changes and what was paid from it, as of one day.
package struct AppropriationAccount: Equatable, Sendable {
  package let appropriation: Appropriation
  /// Whether its money has come by the as-of day; until then it counts as zero.
  package let isReceived: Bool
  package private(set) var adjustments = Money.zero
  package private(set) var recalls = Money.zero
  /// Lines that drew on it less reversals that restored it.
  package private(set) var netPaid = Money.zero
  package private(set) var netPaidInYear = Money.zero
  /// What moved before the span and in it.
  package internal(set) var flow = SpanFlow()
  /// What is left by now of the lines that the year judged paid from it.
  private(set) var leftOfYear = Money.zero
  /// Whether a recall or a negative adjustment of the year judged lowered it.
  private(set) var isLoweredInYear = false
  /// The amount of the row that carried it on (结转), which ends it; nil while it stands.
  package internal(set) var carriedOn: Money?
  /// Whether it was carried on by the end of the year judged, or the as-of day before that.
  var isEndedByYearEnd = false
  /// The running balance, moved by each fact: the second path of identity I02.
  private var runningBalance: Money
  /// The same, moved by the facts up to 31 December of the year judged only (F05, I08).
  private var yearEndRunningBalance: Money

  init(_ appropriation: Appropriation, in period: Period) {
    self.appropriation = appropriation
    isReceived = period.sees(appropriation.receivedOn)
    runningBalance = isReceived ? appropriation.amount : .zero
    yearEndRunningBalance =
      isReceived && appropriation.receivedOn <= period.year.lastDay ? appropriation.amount : .zero
  }

  /// Applies a change of the row that counts from a day.
  mutating func apply(
    _ change: AppropriationChange, on day: Day, in period: Period
  ) throws(MoneyOverflow) {
    switch change.kind {
    case .adjustment: try adjustments += change.amount
    case .recall: try recalls += change.amount
    }
    let signed = change.kind == .recall ? Money(fen: -change.amount.fen) : change.amount
    try runningBalance += signed
    if day <= period.year.lastDay { try yearEndRunningBalance += signed }
    if signed < .zero, day.fiscalYear == period.year { isLoweredInYear = true }
  }

  mutating func post(
    _ amount: Money, paidIn year: FiscalYear, in period: Period
  ) throws(MoneyOverflow) {
    try netPaid += amount
    try runningBalance -= amount
    if year <= period.year { try yearEndRunningBalance -= amount }
    if year == period.year { try netPaidInYear += amount }
  }

  /// Counts what a line of the year judged left, or what a reversal took of it.
  mutating func countLeft(_ amount: Money) throws(MoneyOverflow) { try leftOfYear += amount }

  /// Whether a line that the year judged paid from it is live.
  package var hasLiveLineOfYear: Bool { leftOfYear > .zero }

  /// Amount ± adjustments − recalls: what may be paid from it in all.
  package var limit: Money {
    get throws(MoneyOverflow) {
      isReceived ? try appropriation.amount + adjustments - recalls : .zero
    }
  }

  /// Whether a later row carried it on.
  package var isCarriedOn: Bool { carriedOn != nil }

  /// What is left: zero once a later row carried it on.
  package var balance: Money { isCarriedOn ? .zero : runningBalance }

  /// What was left on 31 December of the year judged, or on the as-of day before that; zero once a
  /// later row carried it on.
  package var yearEndBalance: Money { isEndedByYearEnd ? .zero : yearEndRunningBalance }

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
