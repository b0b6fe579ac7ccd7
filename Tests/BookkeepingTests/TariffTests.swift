import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// Two tariffs at once: 1,600 yuan from the lottery fund, 1,000 from the local budget.
private let twoTariffs = """
  名称: 两套标准
  文号: 标1
  地区: 测试区
  生效: {自: 2024-01-01}
  版本依据: 结案
  来源: 测试
  取整: {时点: 结果, 单位: 分, 方式: 四舍五入}
  标准:
    - {编号: 彩票, 条款: 第一条, 适用: {资金来源: 彩票公益金}, 金额: 1600}
    - {编号: 本级, 条款: 第一条, 适用: {资金来源: 本级财政}, 金额: 1000}
  """

@Suite("按资金来源的两套标准")
struct TariffTests {
  /// Cases closed on 1 March 2024, each with what is approved and the source it names; two pots.
  private func office(
    _ cases: (approved: String, source: FundSource?)...
  ) throws -> Session {
    var book = InventedBook()
    for (index, (approved, source)) in cases.enumerated() {
      var added = try LegalAidCase.sample("案\(index + 1)", closed: "2024-03-01")
      added.details.fundSource = source
      book.cases.append(added)
      try book.claim("\(index + 1)", approved: approved, claimed: "2024-03-05")
      book.claims[index].claimedAmount = try .yuan(approved)
    }
    book.appropriations = [
      try .sample("彩1", source: .lotteryFund), try .sample("本1", source: .localBudget),
    ]
    return try Session.sample(book, under: twoTariffs)
  }

  @Test(
    "the source that pays chooses, before it the one that is recorded",
    arguments: [
      (nil, "彩1", "1600", nil), (nil, "本1", "1600", "600.00"), (nil, "本1", "1000", nil),
      (FundSource.localBudget, "本1", "1000", nil), (.lotteryFund, "本1", "1600", "600.00"),
    ] as [(FundSource?, String, String, String?)])
  func chosen(
    recorded: FundSource?, paidFrom document: String, approved: String, off: String?
  ) throws {
    let session = try office((approved, recorded))
    try session.pay(
      .sample(document: document, amount: approved), override: Override(reason: "试"))
    let found = try session.offStandard()
    #expect(found.map(\.amount.yuanText) == (off.map { [$0] } ?? []))
    #expect(found.allSatisfy { $0.outcome == .contradiction })
    let granted: Int64 = document == "彩1" ? 160_000 : 100_000
    #expect(try PriceCases(session.store)(.of("案1")).amount.exact?.fen == granted)
    let trial = try TryStandard(session.store)(twoTariffs, name: "稿.yaml", over: .of(2024))
    #expect(trial.total.low.fen == granted && trial.notPriced.isEmpty)
  }

  @Test("a case that names no source and is not paid has no price; what-if lists it")
  func unknown() throws {
    let session = try office(("1600", nil))
    #expect(try session.offStandard().map(\.outcome) == [.notTestable])
    let refused = try session.words { _ = try PriceCases(session.store)(.of("案1")) }
    #expect(refused.contains("资金来源（彩票公益金、本级财政）"), "\(refused)")
    let trial = try TryStandard(session.store)(twoTariffs, name: "稿.yaml", over: .of(2024))
    #expect(trial.notPricedByKind == ["缺资金来源": 1])
  }

  @Test("a payment from the other pot is stopped once the source is recorded; before, it reminds")
  func wrongPot() throws {
    let session = try office(("1600", .lotteryFund), ("1600", nil))
    let refused = try session.words { try session.pay(.sample(document: "本1")) }
    #expect(refused.contains("C05") && refused.contains("应为 1,000.00 元"), "\(refused)")
    #expect(try session.pay(.sample(document: "彩1")).findings.isEmpty)
    let other = try session.pay(.sample("凭2", case: "案2", document: "本1"))
    #expect(other.findings.map(\.rule) == ["C05"])
  }

  @Test("a case that several sources pay has no price, and says so")
  func several() throws {
    let session = try office(("1600", nil))
    try session.pay(.sample(document: "彩1", amount: "600"))
    try session.pay(.sample("凭2", document: "本1", amount: "1000"))
    let found = try session.offStandard()
    #expect(found.map(\.outcome) == [.notTestable])
    #expect(found[0].message.contains("由几种资金支付：本级财政、彩票公益金"), "\(found[0].message)")
  }

  @Test("a batch draws on the source that a case names, and leaves out one that it does not pay")
  func batch() throws {
    let session = try office(("1000", .localBudget), ("1600", .lotteryFund))
    let policy = RegionPolicy(
      title: "测试政策", region: "测试区", from: .earliest, to: nil, source: "测试", unknown: [],
      payee: .firm, deadlines: [],
      sourceOrder: [.perCaseSubsidy: [.lotteryFund, .localBudget], .duty: [.localBudget]])
    let paid = try PayBatch(session.rehearsing)(
      BatchOrder(paidOn: .of("2024-04-01"), policy: policy)
    ).recorded.plan
    #expect(paid.lines.map(\.document.printed) == ["本1", "彩1"])
    let local = RegionPolicy(
      title: "测试政策", region: "测试区", from: .earliest, to: nil, source: "测试", unknown: [],
      payee: .firm, deadlines: [],
      sourceOrder: [.perCaseSubsidy: [.localBudget], .duty: [.localBudget]])
    let plan = try PayBatch(session)(BatchOrder(paidOn: .of("2024-04-01"), policy: local))
      .recorded.plan
    #expect(plan.lines.map(\.document.printed) == ["本1"])
    #expect(plan.skipped.map(\.subject) == ["案件 案2"])
  }
}
