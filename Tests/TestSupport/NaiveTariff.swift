package import LedgerCore

/// What cases are granted by their details, as plain sums of fen (C05): nothing is shared with the
/// engine that prices.
package struct NaiveTariff {
  /// The first day in force; cases closed before it have no standard.
  package let from: Day
  /// In fen by region: from the lottery fund, and from all other sources.
  package let regions: [String: (lottery: Int64, other: Int64)]
  /// A flag that adds, and how much.
  package let adding: (flag: String, fen: Int64)
  /// A quantity of which each beyond a number adds; silent where it is not said.
  package let counted: (name: String, beyond: Int64, fen: Int64)
  /// A flag with which actual costs are paid, up to a cap.
  package let travelling: (flag: String, cost: String, cap: Int64)

  package init(
    from: Day, regions: [String: (lottery: Int64, other: Int64)],
    adding: (flag: String, fen: Int64), counted: (name: String, beyond: Int64, fen: Int64),
    travelling: (flag: String, cost: String, cap: Int64)
  ) {
    self.from = from
    self.regions = regions
    self.adding = adding
    self.counted = counted
    self.travelling = travelling
  }

  /// What a case is granted; nil where something that decides is not said, or is unknown here.
  func fen(_ details: CaseDetails, paidFrom sources: Set<FundSource>) -> Int64? {
    let flags = details.flags ?? []
    guard flags.isSubset(of: [adding.flag, travelling.flag]),
      Set(details.quantities.keys).isSubset(of: [counted.name]),
      Set(details.costs.keys).isSubset(of: [travelling.cost]),
      let amounts = details.regionBand.flatMap({ regions[$0] }), sources.count <= 1,
      let source = sources.first ?? details.fundSource
    else { return nil }
    var fen = source == .lotteryFund ? amounts.lottery : amounts.other
    if flags.contains(adding.flag) { fen += adding.fen }
    if let count = details.quantities[counted.name] {
      fen += max(0, count.numerator / count.denominator - counted.beyond) * counted.fen
    }
    if flags.contains(travelling.flag) {
      guard let cost = details.costs[travelling.cost] else { return nil }
      fen += min(cost.fen, travelling.cap)
    }
    return fen
  }
}

extension NaiveChecker {
  /// C05: what is approved beside what the tariff grants by the source that pays; once for the year
  /// that this cannot be said of some case.
  func offTariff() -> [Statement] {
    guard let tariff else { return [] }
    var isTestable = tariff.from.year <= year
    var found: [Statement] = []
    for (claim, on, fen) in now.approvals where isOfYear(on) {
      guard let legalAidCase = now.legalAidCase(claim.caseNumber) else { continue }
      let rows = now.subsidyLines(of: claim.caseNumber).compactMap { now.row(of: $0)?.source }
      guard let closing = now.closing(of: legalAidCase), closing.on >= tariff.from,
        let granted = tariff.fen(legalAidCase.details, paidFrom: Set(rows))
      else {
        isTestable = false
        continue
      }
      if fen != granted {
        found.append(statement("C05", "high", claim.number.printed, fen - granted, on))
      }
    }
    if !isTestable { found.append(statement("C05", "info", "\(year)", 0, asOf)) }
    return found
  }
}
