import LedgerCore
import Reconciliation
import TestSupport
import Testing

/// C05 of the engine beside plain sums, over random books whose cases say much, little or nothing.
@Suite("价格的两个独立计算")
struct PriceAgreementTests {
  @Test("C05 by regions, flags, quantities, costs and the source that pays is the same of both")
  func prices() throws {
    let tariff = try Self.tariff()
    var register = StandardRegister()
    try register.add(Self.standard(tariff))
    var (off, silent, untestable) = (0, 0, 0)
    for seed in UInt64(1)...3_000 {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let engine = try book.reconcile(Period(year: year, asOf: asOf), with: register).findings
        .filter { $0.rule == "C05" }
      var checker = try NaiveChecker(book, year: year, asOf: asOf)
      checker.tariff = tariff
      let naive = checker.statements().filter { $0.rule == "C05" }
      #expect(engine.map(\.naively) == naive, "seed \(seed)")
      off += naive.count { $0.severity == "high" }
      untestable += naive.count { $0.severity == "info" }
      silent += naive.isEmpty ? 1 : 0
    }
    // A comparison of a rule that never speaks, or always, would prove nothing.
    #expect(off > 100 && silent > 100 && untestable > 100, "\(off) \(silent) \(untestable)")
  }

  private static func tariff() throws -> NaiveTariff {
    NaiveTariff(
      from: try .of("2024-01-01"),
      regions: ["本地": (lottery: 30_000, other: 20_000), "跨市": (lottery: 100_000, other: 50_005)],
      adding: (flag: "跨省", fen: 10_000), counted: (name: "页数", beyond: 10, fen: 1_000),
      travelling: (flag: "出差", cost: "差旅费", cap: 10_000))
  }

  /// The tariff as a standard, a line for each region and pot.
  private static func standard(_ tariff: NaiveTariff) throws -> SubsidyStandard {
    let others = FundSource.allCases.filter { $0 != .lotteryFund }.map(\.rawValue)
    func line(_ region: String, _ pot: String, _ sources: [String], _ fen: Int64) throws
      -> StandardLine
    {
      StandardLine(
        id: try .of(region + pot), clause: "第一条",
        selection: Selection(terms: [.regionBand: [region], .fundSource: sources]), unit: .item,
        amount: .stated(AmountRange(Money(fen: fen))))
    }
    func clause(_ id: String, _ selection: Selection, _ action: Modifier.Action) throws -> Modifier
    {
      Modifier(id: try .of(id), clause: "第二条", selection: selection, lines: nil, action: action)
    }
    let lines = try tariff.regions.sorted { $0.key < $1.key }.flatMap { region, amounts in
      [
        try line(region, "彩", [FundSource.lotteryFund.rawValue], amounts.lottery),
        try line(region, "其他", others, amounts.other),
      ]
    }
    let (adding, counted, travelling) = (tariff.adding, tariff.counted, tariff.travelling)
    return SubsidyStandard(
      title: "两套标准", document: .unnumbered(because: "测试"), region: "测试区",
      inForce: .init(from: tariff.from), selectedBy: .closing, source: "测试",
      rounding: Rounding(step: .result, unit: .fen, mode: .halfUp),
      declaredTerms: [.regionBand: tariff.regions.keys.sorted()],
      declaredFlags: [adding.flag, travelling.flag], lines: lines,
      modifiers: [
        try clause(
          "加", Selection(flags: [adding.flag]), .add(Money(fen: adding.fen))),
        try clause(
          "数", .all,
          .perExtra(
            .init(
              quantity: counted.name, beyond: Rational(counted.beyond),
              each: .amount(Money(fen: counted.fen)), most: nil, isSilentWithout: true))),
        try clause(
          "差", Selection(flags: [travelling.flag]),
          .addCost(travelling.cost, cap: Money(fen: travelling.cap))),
      ])
  }
}
