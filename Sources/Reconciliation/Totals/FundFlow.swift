package import LedgerCore

/// What some days did to money: 拨付, 收回 and 支出, each by its own day.
package struct FundFlow: Equatable, Sendable {
  package internal(set) var appropriated = Money.zero
  package internal(set) var recalled = Money.zero
  /// Net paid: lines less reversals.
  package internal(set) var paid = Money.zero

  /// What is left of it: appropriated − recalled − paid.
  package var net: Money {
    get throws(MoneyOverflow) { try appropriated - recalled - paid }
  }

  /// Both flows together.
  package static func + (left: FundFlow, right: FundFlow) throws(MoneyOverflow) -> FundFlow {
    FundFlow(
      appropriated: try left.appropriated + right.appropriated,
      recalled: try left.recalled + right.recalled, paid: try left.paid + right.paid)
  }
}

/// What the days of a year did to an account, parted at the beginning of the span.
package struct SpanFlow: Equatable, Sendable {
  /// From 1 January to the eve of the span.
  package private(set) var before = FundFlow()
  /// In the span.
  package private(set) var within = FundFlow()

  mutating func add(
    _ amount: Money, to flow: WritableKeyPath<FundFlow, Money>, on day: Day, in period: Period
  ) throws(MoneyOverflow) {
    if period.span.contains(day) {
      try within[keyPath: flow] += amount
    } else if day < period.span.firstDay, day.fiscalYear == period.year {
      try before[keyPath: flow] += amount
    }
  }

  mutating func pay(_ amount: Money, on day: Day, in period: Period) throws(MoneyOverflow) {
    if period.span.contains(day) {
      try within.paid += amount
    } else if day < period.span.firstDay, day.fiscalYear == period.year {
      try before.paid += amount
    }
  }
}

/// What each month of a span did to the money of each source.
struct MonthFlows: Equatable, Sendable {
  /// By month, and in it by source, with documents that are not registered last.
  private var flows = [[FundFlow]](
    repeating: [FundFlow](repeating: FundFlow(), count: FundSource.allCases.count + 1), count: 12)

  subscript(month: Int, source: FundSource?) -> FundFlow {
    flows[month - 1][source.place]
  }

  mutating func add(
    _ amount: Money, to flow: WritableKeyPath<FundFlow, Money>, of source: FundSource?,
    on day: Day
  ) throws(MoneyOverflow) {
    try flows[day.month - 1][source.place][keyPath: flow] += amount
  }

  mutating func pay(
    _ amount: Money, from source: FundSource?, on day: Day
  ) throws(MoneyOverflow) {
    try flows[day.month - 1][source.place].paid += amount
  }
}

extension FundSource? {
  fileprivate var place: Int {
    switch self {
    case .centralTransfer: 0
    case .provincialTransfer: 1
    case .cityTransfer: 2
    case .localBudget: 3
    case .lotteryFund: 4
    case .donation: 5
    case .other: 6
    case nil: 7
    }
  }
}
