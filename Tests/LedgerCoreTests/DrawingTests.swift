import LedgerCore
import TestSupport
import Testing

@Suite("按次序使用指标")
struct DrawingTests {
  private static let uses: [PaymentUse: [FundSource]] = [
    .perCaseSubsidy: [.centralTransfer, .provincialTransfer, .cityTransfer, .localBudget],
    .duty: [.localBudget],
  ]

  private static func policy(
    _ order: [PaymentUse: [FundSource]] = uses
  ) throws -> RegionPolicy {
    RegionPolicy(
      title: "测试政策", region: "测试区", from: try .of("2020-01-01"), to: nil, source: "测试", unknown: [],
      payee: .firm, deadlines: [], sourceOrder: order)
  }

  private static func drawing(
    _ pots: [(Appropriation, String)], on day: String = "2024-06-01",
    _ order: [PaymentUse: [FundSource]] = uses
  ) throws -> Drawing {
    try Drawing(
      policy: policy(order), paidOn: .of(day),
      pots: pots.map { Drawing.Pot(appropriation: $0.0, balance: try .yuan($0.1)) })
  }

  /// The documents drawn on, each with its amount.
  private static func words(_ parts: [Drawing.Part]) -> [String] {
    parts.map { "\($0.appropriation.document) \($0.amount.yuanText)" }
  }

  @Test("sources in the policy's order; of one source the row received first, then by document")
  func order() throws {
    var drawing = try Self.drawing([
      (.sample("本1", source: .localBudget), "100"),
      (.sample("市1", source: .cityTransfer), "100"),
      (.sample("中2", received: "2024-02-01"), "100"),
      (.sample("中1", received: "2024-03-01"), "100"),
      (.sample("中0", received: "2024-02-01"), "100"),
      (.sample("区1", source: .provincialTransfer), "100"),
    ])
    let parts = try drawing.draw(.yuan("550.01"), for: .perCaseSubsidy)
    #expect(
      Self.words(parts) == [
        "中0 100.00", "中2 100.00", "中1 100.00", "区1 100.00", "市1 100.00", "本1 50.01",
      ])
    let left = drawing.pots.filter { $0.balance > .zero }
    #expect(left.map(\.balance) == [try .yuan("49.99")])
  }

  @Test("a pot is drawn to its last fen, and an amount that fits is not split")
  func exact() throws {
    var drawing = try Self.drawing([
      (.sample("中1"), "100"), (.sample("本1", source: .localBudget), "100"),
    ])
    #expect(Self.words(try drawing.draw(.yuan("99.99"), for: .perCaseSubsidy)) == ["中1 99.99"])
    #expect(Self.words(try drawing.draw(.yuan("0.01"), for: .perCaseSubsidy)) == ["中1 0.01"])
    #expect(Self.words(try drawing.draw(.yuan("100"), for: .perCaseSubsidy)) == ["本1 100.00"])
    #expect(throws: Drawing.Shortage.self) { try drawing.draw(.yuan("0.01"), for: .perCaseSubsidy) }
  }

  @Test(
    "who may be drawn on for a use, and why not",
    arguments: [
      (FundSource.localBudget, [PaymentUse](), "2024-06-01", 2024, "1", PaymentUse.duty, nil),
      (.centralTransfer, [], "2024-06-01", 2024, "1", .duty, Drawing.Skip.source),
      (.lotteryFund, [], "2024-01-01", 2024, "1", .perCaseSubsidy, .source),
      (.donation, [], "2024-01-01", 2024, "1", .perCaseSubsidy, .source),
      (.localBudget, [.duty], "2024-01-01", 2024, "1", .perCaseSubsidy, .use),
      (.localBudget, [.perCaseSubsidy], "2024-01-01", 2024, "1", .perCaseSubsidy, nil),
      (.localBudget, [], "2024-06-02", 2024, "1", .duty, .notReceived),
      (.localBudget, [], "2023-01-01", 2023, "1", .duty, .otherYear),
      (.localBudget, [], "2024-01-01", 2025, "1", .duty, .otherYear),
      (.localBudget, [], "2024-01-01", 2024, "0", .duty, .empty),
      (.localBudget, [], "2024-01-01", 2024, "-1", .duty, .empty),
    ] as [(FundSource, [PaymentUse], String, Int, String, PaymentUse, Drawing.Skip?)])
  func eligibility(
    source: FundSource, permitted: [PaymentUse], received: String, year: Int, balance: String,
    use: PaymentUse, expected: Drawing.Skip?
  ) throws {
    let row = try Appropriation.sample(
      year: year, source: source, received: received, uses: Set(permitted))
    var drawing = try Self.drawing([(row, balance)])
    #expect(drawing.skip(drawing.pots[0], for: use) == expected)
    if expected == nil {
      #expect(try drawing.draw(.yuan("1"), for: use).count == 1)
    } else {
      #expect(throws: Drawing.Shortage.self) { try drawing.draw(.yuan("0.01"), for: use) }
    }
  }

  @Test("lottery money that a policy names for duty is still not drawn for it")
  func lottery() throws {
    var drawing = try Self.drawing(
      [(.sample(source: .lotteryFund), "100")],
      [.duty: [.lotteryFund], .perCaseSubsidy: [.lotteryFund]])
    #expect(drawing.skip(drawing.pots[0], for: .duty) == .use)
    #expect(Self.words(try drawing.draw(.yuan("1"), for: .perCaseSubsidy)) == ["文1 1.00"])
  }

  @Test("a use the policy says nothing of is paid from every source that permits it")
  func silence() throws {
    let drawing = try Self.drawing([(.sample(source: .donation), "1")])
    #expect(drawing.skip(drawing.pots[0], for: .consultation) == nil)
    #expect(try Self.policy().sources(for: .consultation) == FundSource.allCases)
  }

  @Test("a shortage draws nothing and says what is missing")
  func shortage() throws {
    var drawing = try Self.drawing([
      (.sample("中1"), "100"), (.sample("本1", source: .localBudget), "50"),
    ])
    let before = drawing.pots
    let shortage = #expect(throws: Drawing.Shortage.self) {
      try drawing.draw(.yuan("150.01"), for: .perCaseSubsidy)
    }
    #expect(shortage?.use == .perCaseSubsidy)
    #expect(shortage?.asked == (try .yuan("150.01")))
    #expect(shortage?.missing == (try .yuan("0.01")))
    #expect(drawing.pots == before)
    #expect(try drawing.draw(.yuan("150"), for: .perCaseSubsidy).count == 2)
  }

  @Test("splitting an amount over sources loses no fen, whatever the inputs", arguments: 0..<400)
  func noFenIsLost(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var pots: [Drawing.Pot] = []
    for index in 0..<generator.number(0...8) {
      let row = try Appropriation.sample(
        "文\(index)", year: generator.pick(2024, 2024, 2024, 2023),
        source: generator.pick(from: FundSource.allCases) ?? .other,
        received: generator.pick("2024-01-01", "2024-02-01", "2024-06-01", "2024-06-02"),
        uses: generator.pick([], [], [.perCaseSubsidy], [.duty]))
      let balance =
        generator.chance(oneIn: 4)
        ? Money(fen: Int64(generator.number(-2...3))) : generator.factAmount()
      pots.append(Drawing.Pot(appropriation: row, balance: balance))
    }
    var drawing = try Drawing(policy: Self.policy(), paidOn: .of("2024-06-01"), pots: pots)
    for _ in 0..<12 {
      let use = generator.pick(PaymentUse.perCaseSubsidy, .duty, .consultation)
      let before = drawing.pots
      let eligible = before.filter { drawing.skip($0, for: use) == nil }.map(\.balance)
      let available = try eligible.total()
      let amount = generator.pick(
        generator.factAmount(), Money(fen: Int64(generator.number(1...1000))),
        available > .zero ? available : Money(fen: 1), Money(fen: available.fen + 1))
      guard let parts = try? drawing.draw(amount, for: use) else {
        #expect(available < amount, "seed \(seed)")
        #expect(drawing.pots == before, "seed \(seed)")
        continue
      }
      #expect(available >= amount, "seed \(seed)")
      #expect(try parts.map(\.amount).total() == amount, "seed \(seed)")
      #expect(parts.allSatisfy { $0.amount > .zero }, "seed \(seed)")
      #expect(Set(parts.map(\.appropriation)).count == parts.count, "seed \(seed)")
      try expect(before, lost: parts, leaving: drawing.pots, seed)
    }
  }

  /// Each pot has lost exactly its part, and all but the last drawn are empty.
  private func expect(
    _ before: [Drawing.Pot], lost parts: [Drawing.Part], leaving after: [Drawing.Pot], _ seed: Int
  ) throws {
    for (old, new) in zip(before, after) {
      let part = parts.first { $0.appropriation == old.appropriation.id }
      #expect(try old.balance - new.balance == part?.amount ?? .zero, "seed \(seed)")
      if part != nil, part != parts.last { #expect(new.balance == .zero, "seed \(seed)") }
    }
  }
}
