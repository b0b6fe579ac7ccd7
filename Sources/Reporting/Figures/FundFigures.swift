package import LedgerCore
package import Reconciliation

/// What one kind of money, or one appropriation, did in the span.
package struct FundMovement: Equatable, Sendable {
  package private(set) var opening = Money.zero
  package private(set) var appropriated = Money.zero
  package private(set) var recalled = Money.zero
  package private(set) var paid = Money.zero

  package static let none = FundMovement()

  /// Opening + appropriated − recalled: what could be paid in the span.
  package var available: Money {
    get throws(MoneyOverflow) { try opening + appropriated - recalled }
  }

  /// What is left of the money; negative when more was paid than there was.
  package var balance: Money {
    get throws(MoneyOverflow) { try available - paid }
  }

  /// 执行率; nil when nothing was available.
  package var executionRate: Percent? {
    get throws(MoneyOverflow) { Percent(paid: paid, of: try available) }
  }

  /// What moved, and what was there before it: money of earlier years, and what moved before.
  fileprivate init(_ flow: SpanFlow, carriedOver: Money = .zero) throws(MoneyOverflow) {
    opening = try carriedOver + flow.before.net
    appropriated = flow.within.appropriated
    recalled = flow.within.recalled
    paid = flow.within.paid
  }

  fileprivate init(_ account: AppropriationAccount, in year: FiscalYear) throws(MoneyOverflow) {
    let carriedOver = account.isOpening(of: year) ? account.appropriation.amount : .zero
    try self.init(account.flow, carriedOver: carriedOver)
  }

  fileprivate init(opening: Money = .zero) {
    self.opening = opening
  }

  fileprivate mutating func add(_ other: FundMovement) throws(MoneyOverflow) {
    try opening += other.opening
    try appropriated += other.appropriated
    try recalled += other.recalled
    try paid += other.paid
  }
}

/// The movements of the span by source and by appropriation.
///
/// Their columns add to the figures of the span: what belongs to no row stands apart.
package struct FundFigures: Sendable {
  /// The sources that have a row of the year or moved in the span, in the order of ``FundSource``.
  package let bySource: [(source: FundSource, movement: FundMovement)]
  /// The rows of the year and those that moved in the span, by document and budget year.
  package let byAppropriation: [(account: AppropriationAccount, movement: FundMovement)]
  /// Paid from documents that are not in the register (无此指标); nil for none.
  package let withoutRow: FundMovement?
  /// The part of a stated opening balance that no carried-over row holds; nil for none.
  package let statedOpening: FundMovement?

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(_ book: YearTotals) throws(MoneyOverflow) {
    let funds = book.funds
    let year = book.period.year
    var rows: [(account: AppropriationAccount, movement: FundMovement)] = []
    var sums: [FundSource: FundMovement] = [:]
    var carriedOver = Money.zero
    for account in funds.accounts {
      let movement = try FundMovement(account, in: year)
      let row = account.appropriation
      let span = book.period.span
      let isOfSpan =
        row.id.fiscalYear == year && (span.isWholeYear || row.receivedOn <= span.lastDay)
      guard movement != FundMovement.none || isOfSpan else { continue }
      rows.append((account, movement))
      try sums[row.source, default: .none].add(movement)
      if account.isOpening(of: year) { try carriedOver += row.amount }
    }
    byAppropriation = rows
    bySource = FundSource.allCases.compactMap { source in
      sums[source].map { (source, $0) }
    }
    let unknown = try FundMovement(funds.withoutRow)
    withoutRow = unknown == FundMovement.none ? nil : unknown
    let unassigned = try (funds.opening ?? .zero) - carriedOver
    statedOpening = unassigned == .zero ? nil : FundMovement(opening: unassigned)
  }
}
