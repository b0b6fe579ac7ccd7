import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("成批支付")
struct PayBatchTests {
  @Test("one voucher for each firm, cases before shifts, each from the source of its use")
  func wholeBatch() throws {
    let session = try BatchOffice(.unpaid())
    let (plan, rosters) = try session.pay()
    #expect(
      try session.lines().map(\.words)
        == [
          "支-001/1 值2 200.00 本1 丙所", "支-002/1 案3 1200.50 文1 乙所",
          "支-003/1 案1 1000.00 文1 甲所", "支-003/2 案2 800.00 文1 甲所",
          "支-004/1 值1 200.00 本1 甲所",
        ])
    #expect(plan.lines == (try session.lines()))
    #expect(rosters.map(\.voucher.printed) == ["支-001", "支-002", "支-003", "支-004"])
    #expect(plan.skipped.isEmpty)
    #expect(plan.reminders.isEmpty)
    let entry = try #require(try session.session.store.read { try $0.journal.lastEntry() })
    #expect(entry.stamp.kind == "pay batch")
    #expect(entry.factCount == 5)
    let findings = try ReconcileYear(session.session.store)(Period(year: .of(2024))).result.findings
    let outstanding = findings.filter(\.isOutstanding)
    #expect(outstanding.isEmpty, "\(outstanding)")
  }

  @Test("the plan in words")
  func words() throws {
    let session = try BatchOffice(.unpaid())
    #expect(
      try session.pay().plan.description == """
        支付计划（2024-04-01，测试政策）
        支付凭证 支-001：向“丙所”支付 200.00 元，1 行
          用 本1：值班律师的资金次序第 1 位是本级财政
        支付凭证 支-002：向“乙所”支付 1,200.50 元，1 行
          用 文1：以案定补的资金次序第 1 位是中央转移支付
        支付凭证 支-003：向“甲所”支付 1,800.00 元，2 行
          用 文1：以案定补的资金次序第 1 位是中央转移支付
        支付凭证 支-004：向“甲所”支付 200.00 元，1 行
          用 本1：值班律师的资金次序第 1 位是本级财政
        合计 4 张凭证、5 行，3,400.50 元（人民币叁仟肆佰元伍角整）
        指标：
          文1（中央转移支付，2024 年度）：支付前 5,000.00 元，支付后 1,999.50 元；\
        以案定补：支付 3,000.50 元；值班律师：资金来源不用于这种支出
          本1（本级财政，2024 年度）：支付前 5,000.00 元，支付后 4,600.00 元；\
        以案定补：按次序没有轮到；值班律师：支付 400.00 元
        """)
  }

  @Test("a rehearsal shows the plan and the rosters and writes nothing")
  func rehearsal() throws {
    let session = try BatchOffice(.unpaid(), isRehearsal: true)
    let before = try session.head()
    let (plan, rosters) = try session.pay()
    #expect(plan.lines.count == 5)
    #expect(try rosters.map { try $0.total() }.total() == plan.lines.map(\.amount).total())
    #expect(try session.head() == before)
    #expect(try session.lines().isEmpty)
  }

  @Test("a case that one appropriation cannot pay is paid from two, without a reminder")
  func split() throws {
    var book = InventedBook()
    book.appropriations = [
      try .sample("文1", amount: "700.01"),
      try .sample("本1", source: .localBudget, amount: "5000"),
    ]
    try book.addUnpaid("1", amount: "1000", firm: "甲所")
    let session = try BatchOffice(book)
    let (plan, rosters) = try session.pay()
    #expect(
      plan.lines.map(\.words) == ["支-001/1 案1 700.01 文1 甲所", "支-002/1 案1 299.99 本1 甲所"])
    #expect(plan.splits == ["案件 案1：700.01 元用 文1（支-001），299.99 元用 本1（支-002）"])
    #expect(
      plan.description.contains(
        "  用 本1：以案定补的资金次序第 4 位是本级财政，排在前面的 文1 余额不够，先用完\n"), "\(plan)")
    #expect(plan.description.contains("一个指标不够、分开付的：\n  案件 案1："))
    #expect(plan.reminders.isEmpty, "\(plan.reminders)")
    #expect(rosters.map(\.lines.count) == [1, 1])
    #expect(try session.balance("文1") == "0.00")
  }

  @Test("after a later correction only the difference is paid")
  func correction() throws {
    let session = try BatchOffice(.unpaid())
    _ = try session.pay()
    #expect(try session.refusal(on: "2024-05-01", prefix: "补-").words.hasPrefix("没有已核发未付的案件"))
    try session.approve("申1", "1350.25")
    #expect(
      try session.pay(on: "2024-05-01", prefix: "补-").plan.lines.map(\.words)
        == ["补-001/1 案1 350.25 文1 甲所"])
    #expect(try session.refusal(on: "2024-06-01", prefix: "再-").plan == nil)
  }

  @Test("what was paid in part by hand is paid up; what was taken back is paid again")
  func rest() throws {
    var book = try InventedBook.unpaid()
    let first = try PaymentLine.sample("手1/1", paid: "2024-03-15", amount: "400")
    let second = try PaymentLine.sample("手2/1", paid: "2024-03-15", amount: "800", case: "案2")
    book.lines = [first, second, try second.reversed(by: "冲1/1", on: "2024-03-20", amount: "50")]
    let session = try BatchOffice(book)
    let lines = try session.pay().plan.lines.filter { $0.payee == "甲所" }
    #expect(
      lines.map(\.words) == [
        "支-003/1 案1 600.00 文1 甲所", "支-003/2 案2 50.00 文1 甲所",
        "支-004/1 值1 200.00 本1 甲所",
      ])
  }

  @Test("a batch dated back does not pay what a later payment has paid already")
  func datedBack() throws {
    var book = try InventedBook.unpaid()
    book.lines = [try .sample("手1/1", paid: "2024-06-01", amount: "1000")]
    let session = try BatchOffice(book)
    #expect(!(try session.pay().plan.lines.contains { $0.subject.caseNumber?.printed == "案1" }))
  }

  @Test("a quarter takes what was approved or served in it")
  func quarter() throws {
    var book = try InventedBook.unpaid()
    try book.addUnpaid("4", amount: "500", firm: "甲所", approved: "2024-04-01")
    try book.addUnpaid("5", amount: "600", firm: "甲所", approved: "2024-03-31")
    book.shifts.append(try .sample("值3", served: "2024-04-01", firm: "甲所"))
    let session = try BatchOffice(book)
    let second = try session.pay(on: "2024-07-01", prefix: "二-", quarter: "2024Q2")
    #expect(
      second.plan.lines.map(\.words) == [
        "二-001/1 案4 500.00 文1 甲所", "二-002/1 值3 200.00 本1 甲所",
      ])
    let first = try session.pay(on: "2024-07-01", prefix: "一-", quarter: "2024Q1")
    #expect(first.plan.lines.count == 6)
    #expect(
      try session.refusal(on: "2024-07-01", prefix: "三-", quarter: "2024Q3").words
        .hasPrefix("没有已核发未付的案件"))
  }

  @Test("what is approved or served after the day of payment waits")
  func later() throws {
    var book = try InventedBook.unpaid()
    try book.addUnpaid("4", amount: "500", firm: "甲所", approved: "2024-04-02")
    book.shifts.append(try .sample("值3", served: "2024-04-02", firm: "甲所"))
    #expect(try BatchOffice(book).pay().plan.lines.count == 5)
    #expect(try BatchOffice(book).pay(on: "2024-04-02").plan.lines.count == 7)
  }

  @Test("where the policy pays people, each lawyer has a voucher")
  func people() throws {
    var session = try BatchOffice(.unpaid())
    let policy = session.policy
    session.policy = RegionPolicy(
      title: policy.title, region: policy.region, from: policy.from, to: nil,
      source: policy.source, unknown: [], payee: .person, deadlines: [],
      sourceOrder: policy.sourceOrder)
    let lines = try session.pay().plan.lines
    #expect(Set(lines.map(\.payee)) == ["承办人甲", "值班律师甲"])
    #expect(Set(lines.map(\.id.voucher)).count == 2)
  }

  @Test("a shift that is counted in a unit the policy does not know is skipped, and said")
  func dutyUnits() throws {
    var book = try InventedBook.unpaid()
    book.shifts[0].unit = .person
    var session = try BatchOffice(book)
    let everything = try session.pay().plan
    session = try BatchOffice(book)
    let policy = session.policy
    session.policy = RegionPolicy(
      title: policy.title, region: policy.region, from: policy.from, to: nil,
      source: policy.source, unknown: [], payee: policy.payee, deadlines: [],
      dutyUnits: [.day, .halfDay], sourceOrder: policy.sourceOrder)
    let plan = try session.pay().plan
    let subject = "值班 \(book.shifts[0].number)"
    #expect(plan.lines.count == everything.lines.count - 1)
    #expect(
      plan.skipped.contains { $0.subject == subject && $0.reason.words.contains("政策规定按天、半天计") })
  }

  @Test("of one firm written in two ways there is one voucher")
  func oneFirm() throws {
    var book = try InventedBook.unpaid()
    book.cases[1].firm = " 甲所　"
    let rosters = try BatchOffice(book).pay().rosters
    #expect(rosters.map(\.lines.count) == [1, 1, 2, 1])
  }

  @Test("where the policy lets a voucher draw on several appropriations, each payee has one")
  func mixed() throws {
    var session = try BatchOffice(.unpaid())
    let policy = session.policy
    session.policy = RegionPolicy(
      title: policy.title, region: policy.region, from: policy.from, to: nil,
      source: policy.source, unknown: [], payee: policy.payee, deadlines: [],
      voucherScope: .any, sourceOrder: policy.sourceOrder)
    let (plan, rosters) = try session.pay()
    #expect(rosters.map(\.lines.count) == [1, 1, 3])
    #expect(
      plan.reasons[rosters[2].voucher]
        == "用 文1：以案定补的资金次序第 1 位是中央转移支付；用 本1：值班律师的资金次序第 1 位是本级财政")
  }

  @Test("of one source the oldest money goes first, and the plan says so")
  func oldestFirst() throws {
    var book = InventedBook()
    book.appropriations = [
      try .sample("文1", amount: "5000"),
      try .sample("文9", received: "2024-02-01", amount: "300", carriedFrom: 2022),
    ]
    try book.addUnpaid("1", amount: "1000", firm: "甲所")
    let plan = try BatchOffice(book).pay().plan
    #expect(plan.lines.map(\.words) == ["支-001/1 案1 300.00 文9 甲所", "支-002/1 案1 700.00 文1 甲所"])
    #expect(
      plan.description.contains("用 文9：以案定补的资金次序第 1 位是中央转移支付，是 2022 年度结转的，先用早的"), "\(plan)")
  }

  /// The cases and shifts that a choice pays of the unpaid ones, 案4 closed in the second quarter.
  private func paid(_ choice: BatchChoice) throws -> (Set<String>, BatchPlan) {
    var book = try InventedBook.unpaid()
    try book.addUnpaid("4", amount: "500", firm: "甲所", closed: "2024-04-02", approved: "2024-04-09")
    book.claims[3].claimedOn = try .of("2024-04-03")
    let office = try BatchOffice(book)
    let plan = try PayBatch(office.session)(
      BatchOrder(
        paidOn: .of("2024-05-01"), voucherPrefix: "支-", choice: choice, policy: office.policy)
    ).recorded.plan
    let words = plan.lines.map {
      $0.subject.caseNumber?.printed ?? $0.subject.dutyNumber?.printed ?? ""
    }
    return (Set(words), plan)
  }

  @Test(
    "a batch takes a quarter's closings, a firm, or the cases that are named, or what is all of it")
  func choices() throws {
    let second = try #require(Quarter(text: "2024Q2"))
    let first = try #require(Quarter(text: "2024Q1"))
    #expect(try paid(BatchChoice(closedIn: second)).0 == ["案4"])
    #expect(try paid(BatchChoice(closedIn: first)).0 == ["案1", "案2", "案3", "值1", "值2"])
    #expect(try paid(BatchChoice(firm: " 甲所")).0 == ["案1", "案2", "案4", "值1"])
    #expect(try paid(BatchChoice(cases: [.of("案3"), .of("案4")])).0 == ["案3", "案4"])
    let both = try paid(BatchChoice(firm: "甲所", cases: [.of("案3"), .of("案4")]))
    #expect(both.0 == ["案4"])
    #expect(both.1.skipped.map { "\($0.subject)：\($0.reason)" } == ["案件 案3：没有已核发未付的金额，或不在所选范围"])
    #expect(throws: Refusal.self) { try paid(BatchChoice(cases: [.of("案9")])) }
    #expect(throws: RefusedAct<BatchPlan>.self) {
      var book = try InventedBook.unpaid()
      book.claims = []
      let office = try BatchOffice(book)
      try PayBatch(office.session)(
        BatchOrder(
          paidOn: .of("2024-05-01"), voucherPrefix: "支-", choice: BatchChoice(cases: [.of("案1")]),
          policy: office.policy))
    }
  }
}
