package import LedgerCore

// What the span did to the money: what figures and tables ask.

extension FundAccounts {
  /// What was there when the span began: the year's opening, and what moved since (期初结余).
  ///
  /// It is nil when the span begins the year and no opening is known. Later in the year it is the
  /// balance of what the book knows.
  package var openingOfSpan: Money? {
    get throws(MoneyOverflow) {
      if period.span.beginsYear { return opening }
      var sum = try (opening ?? .zero) - allLines.before.paid
      for account in accounts {
        try sum += account.flow.before.appropriated - account.flow.before.recalled
      }
      return sum
    }
  }

  /// 拨付 of the span, of the sources asked for.
  package func appropriated(
    where include: (FundSource) -> Bool = { _ in true }
  ) throws(MoneyOverflow) -> Money {
    var sum = Money.zero
    for account in accounts where include(account.appropriation.source) {
      try sum += account.flow.within.appropriated
    }
    return sum
  }

  /// 收回 of the span.
  package func recalled() throws(MoneyOverflow) -> Money {
    try accounts.map(\.flow.within.recalled).total()
  }

  /// Net paid in the span over all lines, whatever they cite.
  package var paid: Money { allLines.within.paid }

  /// Net paid in the span by lines whose document is not in the register (无此指标).
  package var paidWithoutRow: Money { withoutRow.within.paid }

  /// 可用资金 of the span: its opening + appropriated − recalled.
  package func available() throws(MoneyOverflow) -> Money {
    try (openingOfSpan ?? .zero) + appropriated() - recalled()
  }

  /// What a month of the span did to the money of each source.
  func flows(in month: Month) -> [FundSource?: FundFlow] {
    var flows: [FundSource?: FundFlow] = [:]
    for source in FundSource.allCases + [nil] { flows[source] = monthFlows[month.number, source] }
    return flows
  }
}
