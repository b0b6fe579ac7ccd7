import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("付款前：案件和值班上已有的不符事项")
struct StandingFindingTests {
  /// A book in which a finding stands on 案1 or 值1, and 500 yuan of it is left to pay.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let isDuty: Bool
    let change: @Sendable (inout InventedBook) throws -> Void

    init(
      _ rule: String, isDuty: Bool = false,
      _ change: @escaping @Sendable (inout InventedBook) throws -> Void
    ) {
      testDescription = rule
      self.isDuty = isDuty
      self.change = change
    }

    func order() throws -> PaymentOrder {
      isDuty
        ? try .sample("新1", paid: "2024-06-01", case: nil, duty: "值1", amount: "100")
        : try .sample("新1", paid: "2024-06-01", amount: "500")
    }
  }

  static let stopping = [
    Row("C02") { $0.claims[0].claimedOn = try .of("2024-02-28") },
    Row("C03") { $0.claims.append(try .sample("申2", amount: "5")) },
    Row("C04") { $0.claims[0].claimedAmount = try .yuan("999.99") },
    Row("C06") { $0.claims[0].approvedBy = "申报人甲" },
    Row("C07") { $0.claims[0].claimedOn = try .of("2024-03-11") },
    Row("K02") { book in
      book.cases[0].judgmentNumber = try .of("判1")
      var other = try LegalAidCase.sample("案0", closed: "2024-03-01", filed: "2024-03-02")
      other.judgmentNumber = try .of("判1")
      book.cases.append(other)
    },
    Row("P02") { book in
      book.lines = [try .sample(paid: "2024-01-04", amount: "500")]
    },
    Row("P03") { book in
      book.lines = [try .sample(paid: "2024-02-29", amount: "500")]
    },
    Row("P04") { book in
      book.lines = [try .sample(paid: "2024-03-09", amount: "500")]
    },
    Row("P09") { $0.lines = [try .sample(amount: "500", payee: "乙所")] },
    Row("D01", isDuty: true) { $0.shifts[0].rate = try .yuan("199") },
    Row("D02", isDuty: true) { $0.shifts.append(try .sample("值2")) },
  ]

  private func session(_ row: Row) throws -> Session {
    var book = try row.isDuty ? InventedBook.cleanDuty() : .clean()
    book.lines = []
    try row.change(&book)
    return try .sample(book)
  }

  @Test(
    "while it stands the payment is refused; explained or overridden it is recorded",
    arguments: stopping)
  func stops(row: Row) throws {
    let session = try session(row)
    let rule = RuleID(stringLiteral: row.testDescription)
    let refusal = try session.refusal { try session.pay(row.order()) }
    #expect(refusal.name == "rules: \(rule)")
    #expect(refusal.steps.suffix(2) == [.explainFinding, .override])
    try session.rehearsing.pay(row.order(), override: Override(reason: "已核对"))
    let subject = try #require(refusal.findings.first?.subject)
    try ExplainFinding(session)(
      ExplainFinding.Target(rule: rule, subject: subject), reason: "已核实", confirmedBy: "复核人乙",
      on: .of("2025-01-02"))
    try session.pay(row.order())
    #expect(try session.line("新1/1") != nil)
  }

  @Test("an override says in the journal which standing findings were passed over")
  func overridden() throws {
    let session = try session(Self.stopping[2])
    try session.pay(Self.stopping[2].order(), override: Override(reason: "急付"))
    #expect(try session.lastStamp().reason == "越过规则 C04：急付")
  }

  @Test("what stands on another case stops nothing")
  func elsewhere() throws {
    var book = try InventedBook.clean().unpaid
    book.cases.append(try .sample("案2", accepted: "2024-06-01", closed: "2024-06-02"))
    book.claims.append(
      try .sample("申2", case: "案2", claimed: "2024-06-03", amount: "5", approved: "2024-06-04"))
    book.claims[1].claimedAmount = try .yuan("1")
    try Session.sample(book).pay(.sample())
  }

  @Test("a batch leaves out, by name, what a finding stands on, and pays the rest")
  func batch() throws {
    var book = try InventedBook.unpaid()
    book.claims[0].claimedAmount = try .yuan("100")
    book.shifts.append(try .sample("值01", firm: "甲所"))
    let plan = try BatchOffice(book).pay().plan
    #expect(Set(plan.lines.compactMap { $0.subject.caseNumber?.printed }) == ["案2", "案3"])
    #expect(plan.lines.compactMap { $0.subject.dutyNumber?.printed } == ["值2"])
    let skipped = plan.skipped.map { "\($0.subject)：\($0.reason)" }
    #expect(skipped.count == 3)
    #expect(skipped.contains { $0.hasPrefix("案件 案1：C04 核发超申报没有改正或说明") })
    for number in ["值1", "值01"] {
      #expect(skipped.contains { $0.hasPrefix("值班 \(number)：D02 同日重复值班没有改正或说明") })
    }
  }

  @Test("an approval above the claim asks for a reason, which the journal keeps")
  func approvalReason() throws {
    var book = try InventedBook.clean().unpaid
    book.claims = [try .sample(amount: "800")]
    let session = try Session.sample(book)
    let claims = RecordClaims(session)
    let approval = Approval(on: try .of("2024-03-10"), amount: try .yuan("8000"))
    let refusal = try session.refusal { try claims.approve(.of("申1"), approval, by: "审核人乙") }
    #expect(refusal.name == "needs reason: C04")
    #expect(refusal.steps.last == .giveReason)
    let reminders = try claims.approve(
      .of("申1"), approval, by: "审核人乙", reason: "批复〔2024〕1号"
    ).reminders
    #expect(reminders.map(\.rule) == ["C04"])
    #expect(try session.lastStamp().reason == "批复〔2024〕1号")
    #expect(try session.refusal { try session.pay(.sample()) }.name == "rules: C04")
  }

  @Test("a case without approval is told what to do, and no option that would be refused")
  func nothingApproved() throws {
    var book = try InventedBook.clean().unpaid
    book.claims = []
    let refusal = try Session.sample(book).refusal { try Session.sample(book).pay(.sample()) }
    #expect(refusal.description == "案件 案1 没有核发：请先登记申报和核发")
    #expect(refusal.steps == [.submitClaim, .approveClaim])
  }

  @Test("a fact of a day that has not come is refused, each act by its own name")
  func future() throws {
    let sample = try Session.sample(.clean())
    let today = try Day.of("2024-03-31")
    let session = Session(
      store: sample.store, operatorName: "经办人甲", now: "2024-03-31T00:00:00Z", today: today)
    let tomorrow = try Day.of("2024-04-01")
    let acts: [(String, () throws -> Void)] = [
      ("支付日期", { try session.pay(.sample("新1", paid: "2024-04-01", amount: "5")) }),
      ("受理日期", { try RecordCases(session).accept(.sample("案2", accepted: "2024-04-01")) }),
      (
        "结案日期",
        {
          try RecordCases(session).close(.of("案1"), .init(on: tomorrow, outcome: .closed))
        }
      ),
      ("归档日期", { try RecordCases(session).file(.of("案1"), on: tomorrow) }),
      ("申报日期", { try RecordClaims(session).submit(.sample("申2", claimed: "2024-04-01")) }),
      (
        "核发日期",
        {
          try RecordClaims(session).approve(
            .of("申1"), Approval(on: tomorrow, amount: .zero), by: "审核人乙")
        }
      ),
      (
        "退回日期",
        {
          try RecordClaims(session).sendBack(.of("申1"), ClaimReturn(on: tomorrow, reason: "退"))
        }
      ),
      ("值班日期", { try RecordDuty(session)(.sample(served: "2024-04-01")) }),
      ("下达日期", { try RecordFunds(session).receive(.sample("文2", received: "2024-04-01")) }),
      (
        "冲销日期",
        {
          try session.reverse("凭1/1", by: "冲1", on: tomorrow.description, reason: "错")
        }
      ),
    ]
    for (what, act) in acts {
      let refusal = try session.refusal(of: act)
      #expect(refusal.name == "notYetHappened", "\(what)")
      #expect(refusal.description.hasPrefix("\(what) 2024-04-01 在今天（2024-03-31）之后"))
    }
  }

  @Test("a table with a day that has not come is refused, at its cell")
  func futureTable() throws {
    let sample = try Session.sample(.clean())
    let session = Session(
      store: sample.store, operatorName: "经办人甲", now: "2024-03-31T00:00:00Z",
      today: try .of("2024-03-31"))
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      支付凭证号,支付日期,支出用途,指标文号,金额,收款单位,审批人
      支1,2024-03-31,其他,文1,5,甲所,局长甲
      支2,2024-04-01,其他,文1,5,甲所,

      """, to: "p.csv")
    let refused = #expect(throws: ImportRefused.self) { try ImportTables(session)([path]) { _ in } }
    #expect(try #require(refused).description.contains("支付日期在今天（2024-03-31）之后，还没有发生"))
  }

  @Test("who approved a payment is read, may be filled in later, and is never changed")
  func approver() throws {
    let session = try Session.sample(.clean())
    let folder = try TemporaryFolder()
    func load(_ name: String, _ rows: String) throws -> ImportSummary {
      let path = try folder.write(
        "支付凭证号,行号,支付日期,支出用途,指标文号,金额,收款单位,审批人\n" + rows, to: name)
      return try ImportTables(session)([path]) { _ in }.recorded
    }
    _ = try load("1.csv", "支1,1,2024-03-31,其他,文1,5,甲所,局长甲\n支2,1,2024-03-31,其他,文1,5,甲所,\n")
    #expect(try session.line("支1/1")?.approvedBy == "局长甲")
    #expect(try session.line("支2/1")?.approvedBy == nil)
    #expect(try session.findings(judging: ["P12"]).map(\.subject) == ["支2/1"])
    let summary = try load("2.csv", "支2,1,2024-03-31,其他,文1,5,甲所,局长乙\n")
    #expect(summary.byKind[.payments]?.filled == 1)
    #expect(try session.line("支2/1")?.approvedBy == "局长乙")
    #expect(try session.findings(judging: ["P12"]).isEmpty)
    #expect(throws: ImportRefused.self) {
      _ = try load("3.csv", "支2,1,2024-03-31,其他,文1,5,甲所,局长丙\n")
    }
    try session.pay(.sample("支3", case: nil, amount: "5", payee: "甲所"))
    #expect(try session.line("支3/1")?.approvedBy == nil)
    var order = try PaymentOrder.sample("支4", case: nil, amount: "5", payee: "甲所")
    order.approvedBy = "局长甲"
    #expect(try session.pay(order).findings.isEmpty)
    #expect(try session.line("支4/1")?.approvedBy == "局长甲")
  }
}
