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
          "支-003/3 值1 200.00 本1 甲所",
        ])
    #expect(plan.lines == (try session.lines()))
    #expect(rosters.map(\.voucher.printed) == ["支-001", "支-002", "支-003"])
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
        支付凭证 支-002：向“乙所”支付 1,200.50 元，1 行
        支付凭证 支-003：向“甲所”支付 2,000.00 元，3 行
        合计 3 张凭证、5 行，3,400.50 元（人民币叁仟肆佰元伍角整）
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
      plan.lines.map(\.words) == ["支-001/1 案1 700.01 文1 甲所", "支-001/2 案1 299.99 本1 甲所"])
    #expect(plan.reminders.isEmpty, "\(plan.reminders)")
    #expect(rosters.map(\.lines.count) == [2])
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
        "支-003/3 值1 200.00 本1 甲所",
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
        "二-001/1 案4 500.00 文1 甲所", "二-001/2 值3 200.00 本1 甲所",
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
    #expect(rosters.map(\.lines.count) == [1, 1, 3])
  }
}
