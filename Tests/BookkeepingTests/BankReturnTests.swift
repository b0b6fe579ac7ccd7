import Bookkeeping
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("退票和重付")
struct BankReturnTests {
  /// 案1 paid on 1 April 2024 from 文1 as 支-003/1.
  private func paid() throws -> BatchOffice {
    let session = try BatchOffice(.unpaid())
    _ = try session.pay()
    return session
  }

  @discardableResult
  private func sendBack(
    _ id: String = "支-003/1", by voucher: String = "退1", on day: String = "2024-04-10",
    amount: String? = nil, isBankReturn: Bool = true, at session: BatchOffice
  ) throws -> PaymentLine {
    try session.session.reverse(
      id, by: voucher, on: day, amount: amount, reason: "账号有误", isBankReturn: isBankReturn)
  }

  private func reissue(
    _ first: String?, as voucher: String = "重1", on day: String = "2024-04-20",
    case caseNumber: String = "案1", amount: String? = nil, at session: BatchOffice
  ) throws {
    let order = PaymentOrder(
      voucher: try .of(voucher), paidOn: try .of(day),
      subject: .legalAidCase(try .of(caseNumber)), document: try .of("文1"),
      amount: try amount.map { try .yuan($0) }, reissues: try first.map { try .of($0) })
    try session.session.pay(order)
  }

  private func refused(_ session: BatchOffice, _ act: () throws -> Void) throws -> String {
    let before = try session.head()
    let refusal = #expect(throws: Refusal.self) { try act() }
    #expect(try session.head() == before, "a refused act wrote")
    return "\(try #require(refusal))"
  }

  @Test("the money returns to the appropriation it came from")
  func restored() throws {
    let session = try paid()
    #expect(try session.balance("文1") == "1999.50")
    #expect(try sendBack(at: session).document.printed == "文1")
    #expect(try session.balance("文1") == "2999.50")
    #expect(try session.balance("本1") == "4600.00")
    let remarks = try session.session.store.read { try $0.payments.remarks(on: .of("退1/1")) }
    #expect(remarks == [.bankReturn])
  }

  @Test("a plain reversal carries no remark")
  func plain() throws {
    let session = try paid()
    try sendBack(isBankReturn: false, at: session)
    #expect(try session.session.store.read { try $0.payments.remarks(on: .of("退1/1")) }.isEmpty)
    #expect(try session.pay(on: "2024-05-01", prefix: "补-").plan.lines.count == 1)
  }

  @Test("a payment made again names the first attempt")
  func again() throws {
    let session = try paid()
    try sendBack(at: session)
    try reissue("支-003/1", at: session)
    #expect(try session.balance("文1") == "1999.50")
    let (remarks, reissues) = try session.session.store.read { ledger in
      (
        try ledger.payments.remarks(on: .of("重1/1")),
        try ledger.payments.reissues(of: .of("支-003/1"))
      )
    }
    #expect(remarks == [.reissue(of: try .of("支-003/1"))])
    #expect(reissues == [try .of("重1/1")])
  }

  @Test("only a returned line is made again, once, later, and for the same case")
  func refusals() throws {
    let session = try paid()
    #expect(
      try refused(session) { try reissue("支-003/1", amount: "1", at: session) }
        .hasPrefix("支付凭证 支-003 第 1 行没有待重付的退票"))
    let missing = try refused(session) { try reissue("支-009/1", amount: "1", at: session) }
    #expect(missing == "支付凭证 支-009 没有登记：请核对编号，漏登的先登记")
    try sendBack(at: session)
    #expect(
      try refused(session) { try reissue("支-003/1", on: "2024-04-09", at: session) }
        .hasPrefix("支付凭证 支-003 第 1 行没有待重付的退票"))
    #expect(
      try refused(session) { try reissue("支-003/1", case: "案2", amount: "1", at: session) }
        .hasPrefix("支付凭证 支-003 第 1 行付的是别的案件、值班或用途"))
    #expect(
      try refused(session) { try reissue("退1/1", at: session) }.hasPrefix("支付凭证 退1 第 1 行没有待重付的退票"))
    try reissue("支-003/1", at: session)
    #expect(
      try refused(session) { try reissue("支-003/1", as: "重2", amount: "1", at: session) }
        .hasPrefix("支付凭证 支-003 第 1 行没有待重付的退票"))
  }

  @Test("a reversal that is no bank return cannot be made again as one")
  func notReturned() throws {
    let session = try paid()
    try sendBack(isBankReturn: false, at: session)
    #expect(
      try refused(session) { try reissue("支-003/1", at: session) }.contains("没有待重付的退票"))
  }

  @Test("a batch leaves a returned payment to a person, and goes on once it was made again")
  func batch() throws {
    let session = try paid()
    try sendBack(at: session)
    let (words, plan) = try session.refusal(on: "2024-05-01", prefix: "补-")
    #expect(words.hasPrefix("没有已核发未付的案件"))
    #expect(
      plan?.skipped.map { "\($0.subject)：\($0.reason)" } == [
        "案件 案1：支付凭证 支-003 第 1 行退票后还没有重付："
          + "请核对账户，重付"
      ])
    #expect(try plan?.skipped.first?.reason.steps == [.payAgain(.of("支-003/1"))])
    try reissue("支-003/1", at: session)
    try session.approve("申1", "1100")
    #expect(
      try session.pay(on: "2024-05-01", prefix: "补-").plan.lines.map(\.words)
        == ["补-001/1 案1 100.00 文1 甲所"])
  }

  @Test("a payment returned twice is made again twice, each naming its attempt")
  func twice() throws {
    let session = try paid()
    try sendBack(at: session)
    try reissue("支-003/1", at: session)
    try sendBack("重1/1", by: "退2", on: "2024-04-25", at: session)
    #expect(try session.refusal(on: "2024-05-01", prefix: "补-").plan?.skipped.count == 1)
    try reissue("重1/1", as: "重2", on: "2024-04-28", at: session)
    #expect(try session.refusal(on: "2024-05-01", prefix: "补-").plan == nil)
    #expect(try session.balance("文1") == "1999.50")
  }

  @Test("the roster of a return takes the money off again")
  func rosters() throws {
    let session = try paid()
    try sendBack(at: session)
    let rosters = try ReadRosters(session.session.store)(where: { $0.id.voucher.printed == "退1" })
    #expect(rosters.map(\.lines.count) == [1])
    #expect(try rosters.map { try $0.total().yuanText } == ["-1000.00"])
  }
}
