import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("今日工作")
struct ReadTodayTests {
  private func today(_ session: Session, _ day: String = "2024-04-01") throws -> ReadToday.Outcome {
    try ReadToday(session.store)(.of(day))
  }

  @Test("an empty ledger has nothing due, nothing held and no open year")
  func empty() throws {
    let outcome = try today(.sample())
    #expect(outcome.due == (try .of(cases: 0, "0", shifts: 0, "0", payees: 0)))
    #expect(outcome.openYears.isEmpty)
    #expect(outcome.reconciled.result.findings.allSatisfy { !$0.isOutstanding })
  }

  @Test("approved cases and served shifts are due, with their sums and how many receive them")
  func due() throws {
    let outcome = try today(.sample(.unpaid()))
    #expect(outcome.due == (try .of(cases: 3, "3000.50", shifts: 2, "400", payees: 3)))
    #expect(outcome.reconciled.bureau.agency == "测试区司法局")
  }

  @Test("what was paid in part is due for the rest, and what was paid whole is not")
  func paid() throws {
    var book = try InventedBook.unpaid()
    book.lines = [
      try .sample("凭1/1", amount: "300", case: "案1"),
      try .sample("凭2/1", amount: "800", case: "案2"), try .dutySample(),
    ]
    let outcome = try today(.sample(book))
    #expect(outcome.due == (try .of(cases: 2, "1900.50", shifts: 1, "200", payees: 3)))
  }

  @Test("what was taken back is due again from that day")
  func takenBack() throws {
    var book = try InventedBook.unpaid()
    let line = try PaymentLine.sample("凭1/1", case: "案1")
    book.lines = [line, try line.reversed(by: "冲1/1", on: "2024-04-10")]
    let session = try Session.sample(book)
    #expect(try today(session, "2024-04-09").due.cases == 2)
    #expect(try today(session, "2024-04-10").due.cases == 3)
  }

  @Test(
    "only what stands at the end of the day is seen",
    arguments: [
      ("2024-02-01", 0, 0), ("2024-02-02", 0, 1), ("2024-02-05", 0, 2), ("2024-03-09", 0, 2),
      ("2024-03-10", 3, 2), ("2024-03-31", 3, 2), ("2024-04-01", 2, 1),
    ])
  func asOf(day: String, cases: Int, shifts: Int) throws {
    var book = try InventedBook.unpaid()
    book.lines = [try .sample("凭1/1", case: "案1"), try .dutySample()]
    let outcome = try today(.sample(book), day)
    #expect(outcome.due.cases == cases && outcome.due.shifts == shifts)
    #expect(outcome.due.held.isEmpty)
    let period = outcome.reconciled.result.book.period
    #expect(period == Period(year: try .of(2024), asOf: try .of(day)))
  }

  @Test("what is approved and cannot be paid is held, with the reason and no name")
  func held() throws {
    var book = InventedBook()
    try book.addUnpaid("1", amount: "1", firm: "甲所", closed: "2024-05-01")
    try book.addUnpaid("2", amount: "2", firm: nil)
    try book.addUnpaid("3", amount: "4", firm: "甲所", closed: "2024-03-15", outcome: .terminated)
    book.claims.append(try .sample("申8", case: "案8", approved: "2024-03-10"))
    let session = try Session.sample(book)
    let due = try today(session).due
    #expect(
      due.held == [
        "案件 案1：已核发但支付日还没有结案", "案件 案2：没有登记承办单位",
        "案件 案3：案件已终止，当日及以后没有核发", "案件 案8：案件没有登记",
      ])
    #expect(due.cases == 0 && due.caseAmount == .zero && due.payees == 0)
    // 案1 is closed by then, but was claimed before: C02 holds it.
    let later = try today(session, "2024-05-01").due.held
    #expect(later.count == 4 && later[0].words.hasPrefix("案件 案1：C02 未结案申报没有改正或说明"))
  }

  @Test("a payment that the bank returned is held until it is made again")
  func returned() throws {
    let batch = try BatchOffice(.unpaid())
    _ = try batch.pay()
    try batch.session.reverse(
      "支-003/1", by: "退1", on: "2024-04-10", reason: "账号有误", isBankReturn: true)
    let due = try today(batch.session, "2024-04-10").due
    #expect(due.cases == 0)
    #expect(due.held.count == 1)
    #expect(due.held.first?.words.hasPrefix("案件 案1：支付凭证 支-003 第 1 行退票后还没有重付：") == true)
  }

  @Test("a case on which a claim duplicates another is held until somebody looks at it")
  func duplicate() throws {
    var book = try InventedBook.unpaid()
    book.claims.append(
      try .sample("申9", case: "案1", claimed: "2024-03-06", approved: "2024-03-11"))
    let due = try today(.sample(book)).due
    #expect(try due.caseAmount == .yuan("2000.50"))
    #expect(due.held.map { $0.words.hasPrefix("案件 案1：C03 重复申报没有改正或说明") } == [true])
  }

  @Test("earlier years with money are named until they are closed, this year and later never")
  func openYears() throws {
    var book = InventedBook()
    book.appropriations = try (2022...2025).map { try .sample("文\($0)", year: $0) }
    let session = try Session.sample(book)
    #expect(try today(session).openYears.map(\.number) == [2022, 2023])
    try session.store.append(
      EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "close-year")
    ) { try $0.append(YearClosing.sample(2022)) }
    #expect(try today(session).openYears.map(\.number) == [2023])
    try session.store.append(
      EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "reopen-year")
    ) { try $0.append(YearClosing.reopening(2022)) }
    #expect(try today(session).openYears.map(\.number) == [2022, 2023])
  }

  @Test("reading the day writes nothing")
  func readsOnly() throws {
    let session = try Session.sample(.unpaid())
    let head = try session.head()
    _ = try today(session)
    #expect(try session.head() == head)
  }
}

extension DueToday {
  fileprivate static func of(
    cases: Int, _ caseAmount: String, shifts: Int, _ shiftAmount: String, payees: Int
  ) throws -> DueToday {
    DueToday(
      cases: cases, caseAmount: try .yuan(caseAmount), shifts: shifts,
      shiftAmount: try .yuan(shiftAmount), payees: payees, held: [])
  }
}
