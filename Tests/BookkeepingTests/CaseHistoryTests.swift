import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("一个案件的经过")
struct CaseHistoryTests {
  private func words(_ session: Session, _ number: String = "案1") throws -> [String] {
    try CaseHistory(session.store)(of: .of(number)).map(\.words)
  }

  private func at(_ hour: Int, _ session: Session, by name: String = "经办人甲") -> Session {
    Session(
      store: session.store, operatorName: name, now: "2025-01-02T0\(hour):00:00Z", today: .latest)
  }

  /// A case from acceptance to a reversal, each act at its own hour.
  private func wholeLife() throws -> Session {
    let session = try Session.sample()
    try RecordFunds(session).receive(.sample())
    try RecordCases(at(1, session)).accept(
      LegalAidCase(
        number: .of("案1"), type: .civil, recipient: "欧阳建国", acceptedOn: .of("2024-01-05")))
    try RecordCases(at(2, session)).assign(
      .of("案1"), on: .of("2024-01-06"), lawyer: "司马小芳", firm: "甲律师事务所")
    try RecordCases(at(3, session)).close(
      .of("案1"), .init(on: .of("2024-03-01"), outcome: .closed))
    var claim = try Claim.sample()
    claim.submittedBy = "司马小芳"
    try RecordClaims(at(4, session)).submit(claim)
    try RecordClaims(at(5, session)).approve(
      .of("申1"), Approval(on: .of("2024-03-10"), amount: .yuan("900")), by: "上官文静")
    try at(6, session, by: "经办人乙").pay(.sample())
    try at(7, session).reverse("凭1/1", by: "冲1", on: "2024-04-05", amount: "100")
    return session
  }

  @Test("every event is told once, in the order of recording, with its instant and operator")
  func wholeHistory() throws {
    let events = try CaseHistory(wholeLife().store)(of: .of("案1"))
    #expect(events.map(\.recordedAt) == (1...7).map { "2025-01-02T0\($0):00:00Z" })
    #expect(events.map(\.operatorName).filter { $0 == "经办人乙" }.count == 1)
    #expect(events[5].operatorName == "经办人乙")
    #expect(
      events.map(\.words) == [
        "登记：案件类型 民事，受援人 欧阳某某，受理日期 2024-01-05",
        "指派日期 2024-01-06，承办人 司马某某，承办单位 甲律师事务所",
        "结案日期 2024-03-01，结案方式 办结",
        "申报 申1：登记：案件编号 案1，申报日期 2024-03-05，申报金额 1000.00，申报人 司马某某",
        "申报 申1：核发日期 2024-03-10，核发金额 900.00，审核人 上官某某",
        "支付：凭证 凭1/1，2024-04-01，以案定补 900.00 元，指标 文1，收款单位 甲律师事务所",
        "更正 凭1/1：凭证 冲1/1，2024-04-05，以案定补 100.00 元，指标 文1，收款单位 甲律师事务所",
      ])
  }

  @Test("no person is named in full")
  func masked() throws {
    let session = try wholeLife()
    var book = InventedBook()
    book.lines = [try .sample("凭2/1", use: .directCosts, payee: "诸葛大海")]
    try session.hold(book)
    let told = try words(session).joined()
    for name in ["建国", "小芳", "文静", "大海"] { #expect(!told.contains(name)) }
    #expect(told.contains("诸葛某某"))
  }

  @Test("explanations on the case and what became of its vouchers at the bank are told, with why")
  func explainedAndMatched() throws {
    var book = try InventedBook.clean()
    book.lines.append(try .sample("凭2/1", paid: "2024-04-02"))
    book.cases.append(try .sample("案2", recipient: "诸葛大海"))
    let session = try Session.sample(book)
    try session.explain("P06", "案1")
    try session.hold {
      $0.bankLines = [
        try .sample("流1", voucher: "凭1"), try .sample("流2", booked: "2024-04-02"),
        try .sample("流3", booked: "2024-06-02", amount: "5"),
      ]
    }
    try MatchStatement(session).match([.of("流2")], with: [.of("凭2")], reason: "回单上是受援人甲")
    try MatchStatement(session).undo(.of("流2"), reason: "看错了")
    let told = try words(session)
    #expect(
      told.suffix(4) == [
        "说明 P06 重复支付（案1）：原因：已核实，复核人 复某某",
        "国库流水：流水 流1（2024-04-01，1,000.00 元）写明凭证 凭1",
        "核对：凭证 凭2 与流水 流2（2024-04-02，1,000.00 元）；原因：回单上是受某某",
        "撤销核对：凭证 凭2 与流水 流2（2024-04-02，1,000.00 元）；原因：看错了",
      ])
    #expect(try words(session, "案2").count == 1)
  }

  @Test("an amendment shows what stood before and why it was changed")
  func amendment() throws {
    let session = try Session.sample()
    let header = "案件编号,案件类型,受援人,受理日期\n"
    try session.importing(header + "案1,民事,欧阳建国,2024-01-05\n")
    try session.importing(header + "案1,刑事,司马小芳,2024-01-05\n", amending: "录入错误")
    #expect(
      try words(session) == [
        "登记：案件类型 民事，受援人 欧阳某某，受理日期 2024-01-05",
        "案件类型 刑事（原为 民事），受援人 司马某某（原为 欧阳某某）；更正原因：录入错误",
      ])
  }

  @Test("what was recorded in one entry is told in the order case, claims, payments")
  func oneEntry() throws {
    let told = try words(Session.sample(.clean()))
    #expect(told.count == 3)
    #expect(told[0].hasPrefix("登记：") && told[1].hasPrefix("申报 申1：") && told[2].hasPrefix("支付："))
  }

  @Test("a claim that was moved is told by both cases, from its beginning")
  func movedClaim() throws {
    let session = try Session.sample()
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "甲", kind: "test")
    try session.store.append(stamp) { try $0.append(Claim.sample()) }
    try session.store.append(stamp) { try $0.append(Claim.sample(case: "案2"), reason: "案号写错") }
    let expected = [
      "申报 申1：登记：案件编号 案1，申报日期 2024-03-05，申报金额 1000.00，申报人 申某某",
      "申报 申1：案件编号 案2（原为 案1）；更正原因：案号写错",
    ]
    #expect(try words(session, "案1") == expected)
    #expect(try words(session, "案2") == expected)
  }

  @Test("a lawyer who was named later is an event of the payment")
  func supplement() throws {
    let session = try Session.sample(.clean())
    try session.importing(
      "支付凭证号,行号,支付日期,支出用途,案件编号,指标文号,金额,收款单位,承办人\n"
        + "凭1,1,2024-04-01,以案定补,案1,文1,1000,甲所,司马小芳\n")
    let told = try words(session)
    #expect(told.count == 4)
    #expect(told.last == "补记：凭证 凭1/1，承办人 司马某某")
  }

  @Test("a case that is only cited has a history, one that nothing names has none")
  func cited() throws {
    var book = InventedBook()
    book.lines = [try .sample(case: "案9")]
    let session = try Session.sample(book)
    #expect(try words(session, "案９").count == 1)
    let refusal = try session.refusal { _ = try CaseHistory(session.store)(of: .of("案8")) }
    #expect(refusal.name == "notRegistered")
  }

  @Test("other cases' events are not told")
  func others() throws {
    var book = try InventedBook.clean()
    book.cases.append(try .sample("案2"))
    book.claims.append(try .sample("申2", case: "案2"))
    book.lines.append(try .sample("凭2/1", case: "案2"))
    let session = try Session.sample(book)
    let told = try words(session)
    #expect(told.count == 3)
    #expect(!told.joined().contains("案2") && !told.joined().contains("凭2"))
  }
}
