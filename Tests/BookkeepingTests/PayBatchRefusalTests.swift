import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("成批支付：不付的和拒绝的")
struct PayBatchRefusalTests {
  @Test("what is skipped, each with its reason")
  func skipped() throws {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    try book.addUnpaid("1", amount: "1000", firm: "甲所", closed: nil)
    try book.addUnpaid("2", amount: "1000", firm: nil)
    try book.addUnpaid(
      "3", amount: "1000", firm: "甲所", closed: "2024-03-11", outcome: .terminated)
    try book.addUnpaid("4", amount: "1000", firm: "甲所", outcome: .withdrawn)
    try book.addUnpaid("5", amount: "1000", firm: "甲所", closed: "2024-04-02")
    try book.addUnpaid("6", amount: "1000", firm: "甲所")
    book.claims.append(try .sample("申7", case: "案7", amount: "1000", approved: "2024-03-10"))
    // Not due at all: returned, approved with nothing, not approved.
    try book.addUnpaid("8", amount: "1000", firm: "甲所")
    book.claims[book.claims.count - 1].returned = ClaimReturn(
      on: try .of("2024-03-12"), reason: "退")
    try book.addUnpaid("9", amount: "1000", firm: "甲所")
    book.claims[book.claims.count - 1].approval?.amount = .zero
    let (plan, _) = try BatchOffice(book).pay()
    #expect(
      plan.skipped.map { "\($0.subject)：\($0.reason)" } == [
        "案件 案1：已核发但支付日还没有结案",
        "案件 案2：没有登记承办单位",
        "案件 案3：案件已终止，当日及以后没有核发",
        "案件 案5：已核发但支付日还没有结案",
        "案件 案7：案件没有登记",
      ])
    #expect(plan.lines.map { $0.subject.caseNumber?.printed } == ["案4", "案6"])
    #expect(plan.description.contains("不付的：\n  案件 案1：已核发但支付日还没有结案\n"))
  }

  @Test("nothing to pay is refused, and the plan still says what was skipped")
  func nothing() throws {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    try book.addUnpaid("1", amount: "1000", firm: nil)
    let (words, plan) = try BatchOffice(book).refusal()
    #expect(words == "没有已核发未付的案件，也没有未付的值班：没有记账")
    #expect(plan?.description == "支付计划（2024-04-01，测试政策）\n不付的：\n  案件 案1：没有登记承办单位")
    #expect(try BatchOffice().refusal().plan == nil)
  }

  @Test(
    "a voucher of the batch that is taken refuses all of it",
    arguments: ["支-001", "支-003", "支－００３"])
  func voucherTaken(number: String) throws {
    var book = try InventedBook.unpaid()
    book.lines = [
      try .sample("\(number)/1", amount: "1", case: nil, use: .other, payee: "丁所")
    ]
    let (words, _) = try BatchOffice(book).refusal()
    #expect(words.contains("已有记录（第 2 号流水，2025-01-02T03:04:05Z，经办人 经办人甲）"))
    #expect(words.hasSuffix("请换一个凭证号前缀，或不写前缀由程序接着编；没有记账"))
    #expect(try BatchOffice(book).pay(prefix: "别-").plan.lines.count == 5)
  }

  @Test("money that is short by one fen refuses all, and the plan shows how far it went")
  func short() throws {
    var book = try InventedBook.unpaid()
    book.appropriations[1].amount = try .yuan("399.99")
    book.appropriations[0].amount = try .yuan("10000")
    let session = try BatchOffice(book)
    let (words, plan) = try session.refusal()
    #expect(words == "值班律师的可用指标不够：付到值班 值1时还差 0.01 元；请登记新的指标或缩小范围；整批没有记账")
    #expect(plan?.lines.count == 4)
    #expect(plan?.isWhole == false)
    #expect(plan?.description.hasPrefix("支付计划（2024-04-01，测试政策）：没有排完") == true)
    #expect(plan?.pots.map(\.after.yuanText) == ["6999.50", "199.99"])
    #expect(try session.lines().isEmpty)
  }

  @Test("duty is paid from the local budget only, although a transfer has plenty")
  func duty() throws {
    var book = try InventedBook.unpaid()
    book.appropriations = [try .sample("文1")]
    let (words, plan) = try BatchOffice(book).refusal()
    #expect(words.hasPrefix("值班律师的可用指标不够：付到值班 值2时还差 200.00 元"))
    #expect(plan?.pots.map(\.words) == ["以案定补：按次序没有轮到；值班律师：资金来源不用于这种支出"])
  }

  @Test(
    "an appropriation is not drawn on, and the plan says why",
    arguments: [
      (FundSource.lotteryFund, "2024-01-01", 2024, [PaymentUse](), "资金来源不用于这种支出"),
      (.centralTransfer, "2024-04-02", 2024, [], "支付日还没有下达"),
      (.centralTransfer, "2023-01-01", 2023, [], "不是支付年度的指标（结转的须先登记结转）"),
      (.centralTransfer, "2024-01-01", 2024, [.directCosts], "指标用途不允许"),
    ] as [(FundSource, String, Int, [PaymentUse], String)])
  func notDrawn(
    source: FundSource, received: String, year: Int, uses: [PaymentUse], reason: String
  ) throws {
    var book = try InventedBook.unpaid()
    book.appropriations[0] = try .sample(
      "文9", year: year, source: source, received: received, uses: Set(uses))
    let plan = try BatchOffice(book).pay().plan
    #expect(Set(plan.lines.map(\.document.printed)) == ["本1"])
    let pot = try #require(plan.pots.first { $0.appropriation.id.document.printed == "文9" })
    #expect(pot.words.hasPrefix("以案定补：\(reason)；值班律师："))
    #expect(pot.before == pot.after)
  }

  @Test("a balance holds on the day of payment and with everything that is recorded since")
  func balances() throws {
    var book = try InventedBook.unpaid()
    book.shifts = []
    book.appropriations = [try .sample("文1", amount: "3000.50")]
    #expect(try BatchOffice(book).pay().plan.pots.map(\.after) == [.zero])
    // A recall that came later has its money; an adjustment that came later is not there yet.
    book.changes = [try .recall(on: "2024-05-01", "0.01")]
    #expect(try BatchOffice(book).refusal().words.contains("还差 0.01 元"))
    book.appropriations = [try .sample("文1", amount: "3000")]
    book.changes = [try .adjustment(on: "2024-05-01", "1000")]
    #expect(try BatchOffice(book).refusal().words.contains("还差 0.50 元"))
    #expect(try BatchOffice(book).pay(on: "2024-05-01").plan.lines.count == 3)
  }

  @Test("money carried over pays in the new year, under the document's new row")
  func carriedOver() throws {
    var book = try InventedBook.unpaid()
    book.shifts = []
    book.appropriations.append(
      try .sample("文1", year: 2025, received: "2025-01-02", amount: "5000", carriedFrom: 2024))
    let plan = try BatchOffice(book).pay(on: "2025-01-10").plan
    #expect(plan.lines.map(\.document.printed) == ["文1", "文1", "文1"])
    #expect(plan.pots.map { "\($0.appropriation.id.fiscalYear)" }.sorted() == ["2024", "2025"])
  }

  @Test("a rule that stops one line stops the batch, and the plan is shown")
  func rule() throws {
    var book = try InventedBook.unpaid()
    // On the day of payment the claim stood; by now it is known that it was returned.
    book.claims[0].returned = ClaimReturn(on: try .of("2024-05-01"), reason: "材料不齐")
    let (words, plan) = try BatchOffice(book).refusal()
    #expect(words.hasPrefix("有规则不允许，账本没有改动：\n  P05 超核发支付：案件 案1 核发 0.00 元"))
    #expect(plan?.lines.count == 5)
    #expect(plan?.isWhole == true)
  }

  @Test("rules below block remind, each once with what it comes to, and do not stop")
  func reminders() throws {
    var book = try InventedBook.unpaid()
    // The year had 1,000 yuan of its own, for what the transfer carries over is not stated.
    book.appropriations[0] = try .sample("文1", amount: "5000", carriedFrom: 2023)
    book.appropriations[1].amount = try .yuan("1000")
    book.openings = [OpeningBalance(fiscalYear: try .of(2024), amount: .zero)]
    let session = try BatchOffice(book)
    let plan = try session.pay().plan
    #expect(plan.reminders.map(\.rule) == ["F03"])
    #expect(plan.reminders.map(\.amount) == [try .yuan("2400.50")])
    #expect(try session.lines().count == 5)
  }

  @Test("over random books: all or nothing, and what is paid is never more than approved or held")
  func random() throws {
    var paidCount = 0
    for seed in UInt64(0)..<150 {
      var book = try RandomBook.book(seed: seed)
      if seed % 3 != 0 {
        book.appropriations.append(try .sample("大1", source: .localBudget, amount: "100000"))
      }
      let session = try BatchOffice(book)
      let before = try session.lines()
      let head = try session.head()
      do {
        let (plan, rosters) = try session.pay(on: "2024-12-31")
        paidCount += 1
        let added = try session.lines().filter { line in !before.contains { $0.id == line.id } }
        #expect(added.sorted { $0.id < $1.id } == plan.lines, "seed \(seed)")
        #expect(
          try rosters.map { try $0.total() }.total() == plan.lines.map(\.amount).total(),
          "seed \(seed)")
        for pot in plan.pots where pot.before != pot.after {
          #expect(pot.after >= .zero && pot.after < pot.before, "seed \(seed)")
        }
        for line in added {
          #expect(
            added.filter { $0.id.voucher == line.id.voucher }.allSatisfy {
              normalized($0.payee) == normalized(line.payee)
            })
        }
        // Nothing is left that the next batch would pay.
        #expect(try session.refusal(on: "2024-12-31", prefix: "再-").words.hasPrefix("没有已核发未付"))
      } catch is Refusal {
        #expect(try session.head() == head, "seed \(seed)")
      }
    }
    #expect(paidCount > 20)
  }
}
