import Bookkeeping
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("退票和重付")
struct BankReturnTests {
  /// 案1 paid on 1 April 2024 from 文1 as 支-003/1.
  private func paid() throws -> BatchOffice {
    let office = try BatchOffice(.unpaid())
    _ = try office.pay()
    return office
  }

  @discardableResult
  private func sendBack(
    _ id: String = "支-003/1", by voucher: String = "退1", on day: String = "2024-04-10",
    amount: String? = nil, isBankReturn: Bool = true, at office: BatchOffice
  ) throws -> PaymentLine {
    try ReversePayment(office.office)(
      .of(id), voucher: .of(voucher), on: .of(day), amount: amount.map { try .yuan($0) },
      reason: "账号有误", isBankReturn: isBankReturn
    ).recorded
  }

  private func reissue(
    _ first: String?, as voucher: String = "重1", on day: String = "2024-04-20",
    case caseNumber: String = "案1", amount: String? = nil, at office: BatchOffice
  ) throws {
    let order = PaymentOrder(
      voucher: try .of(voucher), paidOn: try .of(day),
      subject: .legalAidCase(try .of(caseNumber)), document: try .of("文1"),
      amount: try amount.map { try .yuan($0) }, reissues: try first.map { try .of($0) })
    try office.office.pay(order)
  }

  private func refused(_ office: BatchOffice, _ act: () throws -> Void) throws -> String {
    let before = try office.head()
    let refusal = #expect(throws: Refusal.self) { try act() }
    #expect(try office.head() == before, "a refused act wrote")
    return "\(try #require(refusal))"
  }

  @Test("the money returns to the appropriation it came from")
  func restored() throws {
    let office = try paid()
    #expect(try office.balance("文1") == "1999.50")
    #expect(try sendBack(at: office).document.printed == "文1")
    #expect(try office.balance("文1") == "2999.50")
    #expect(try office.balance("本1") == "4600.00")
    let remarks = try office.office.store.read { try $0.remarks(on: .of("退1/1")) }
    #expect(remarks == [.bankReturn])
  }

  @Test("a plain reversal carries no remark")
  func plain() throws {
    let office = try paid()
    try sendBack(isBankReturn: false, at: office)
    #expect(try office.office.store.read { try $0.remarks(on: .of("退1/1")) }.isEmpty)
    #expect(try office.pay(on: "2024-05-01", prefix: "补-").plan.lines.count == 1)
  }

  @Test("a payment made again names the first attempt")
  func again() throws {
    let office = try paid()
    try sendBack(at: office)
    try reissue("支-003/1", at: office)
    #expect(try office.balance("文1") == "1999.50")
    let (remarks, reissues) = try office.office.store.read { reader in
      (try reader.remarks(on: .of("重1/1")), try reader.reissues(of: .of("支-003/1")))
    }
    #expect(remarks == [.reissue(of: try .of("支-003/1"))])
    #expect(reissues == [try .of("重1/1")])
  }

  @Test("only a returned line is made again, once, later, and for the same case")
  func refusals() throws {
    let office = try paid()
    #expect(
      try refused(office) { try reissue("支-003/1", amount: "1", at: office) }
        .hasPrefix("支付凭证 支-003 第 1 行没有待重付的退票"))
    #expect(
      try refused(office) { try reissue("支-009/1", amount: "1", at: office) }
        == "支付凭证行 支-009/1 没有登记：请核对编号，漏登的先登记")
    try sendBack(at: office)
    #expect(
      try refused(office) { try reissue("支-003/1", on: "2024-04-09", at: office) }
        .hasPrefix("支付凭证 支-003 第 1 行没有待重付的退票"))
    #expect(
      try refused(office) { try reissue("支-003/1", case: "案2", amount: "1", at: office) }
        .hasPrefix("支付凭证 支-003 第 1 行付的是别的案件、值班或用途"))
    #expect(
      try refused(office) { try reissue("退1/1", at: office) }.hasPrefix("支付凭证 退1 第 1 行没有待重付的退票"))
    try reissue("支-003/1", at: office)
    #expect(
      try refused(office) { try reissue("支-003/1", as: "重2", amount: "1", at: office) }
        .hasPrefix("支付凭证 支-003 第 1 行没有待重付的退票"))
  }

  @Test("a reversal that is no bank return cannot be made again as one")
  func notReturned() throws {
    let office = try paid()
    try sendBack(isBankReturn: false, at: office)
    #expect(
      try refused(office) { try reissue("支-003/1", at: office) }.contains("没有待重付的退票"))
  }

  @Test("a batch leaves a returned payment to a person, and goes on once it was made again")
  func batch() throws {
    let office = try paid()
    try sendBack(at: office)
    let (words, plan) = try office.refusal(on: "2024-05-01", prefix: "补-")
    #expect(words.hasPrefix("没有已核发未付的案件"))
    #expect(
      plan?.skipped.map { "\($0.subject)：\($0.reason)" } == [
        "案件 案1：支付凭证 支-003 第 1 行退票后还没有重付："
          + "请核对账户，用 pay record --reissues 支-003/1 重付"
      ])
    try reissue("支-003/1", at: office)
    try office.approve("申1", "1100")
    #expect(
      try office.pay(on: "2024-05-01", prefix: "补-").plan.lines.map(\.words)
        == ["补-001/1 案1 100.00 文1 甲所"])
  }

  @Test("a payment returned twice is made again twice, each naming its attempt")
  func twice() throws {
    let office = try paid()
    try sendBack(at: office)
    try reissue("支-003/1", at: office)
    try sendBack("重1/1", by: "退2", on: "2024-04-25", at: office)
    #expect(try office.refusal(on: "2024-05-01", prefix: "补-").plan?.skipped.count == 1)
    try reissue("重1/1", as: "重2", on: "2024-04-28", at: office)
    #expect(try office.refusal(on: "2024-05-01", prefix: "补-").plan == nil)
    #expect(try office.balance("文1") == "1999.50")
  }

  @Test("the roster of a return takes the money off again")
  func rosters() throws {
    let office = try paid()
    try sendBack(at: office)
    let rosters = try ReadRosters(office.office.store)(where: { $0.id.voucher.printed == "退1" })
    #expect(rosters.map(\.lines.count) == [1])
    #expect(try rosters.map { try $0.total().yuanText } == ["-1000.00"])
  }
}
