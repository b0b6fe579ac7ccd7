import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("冲销")
struct ReversePaymentTests {
  /// Takes back (part of) a line on 1 May 2024.
  private func reverse(
    _ session: Session, _ id: String = "凭1/1", by voucher: String = "冲1", line: Int? = nil,
    on day: String = "2024-05-01", _ amount: String? = nil
  ) throws -> PaymentLine {
    try session.reverse(
      id, by: voucher, line: line, on: day, amount: amount, reason: "银行退票")
  }

  private func refused(_ session: Session, _ act: () throws -> PaymentLine) throws -> String {
    try session.refusal { _ = try act() }.name
  }

  @Test("a line is taken back whole when no amount is said")
  func whole() throws {
    let session = try Session.sample(.clean())
    let paid = try #require(try session.line("凭1/1"))
    let reversal = try reverse(session)
    #expect(reversal == (try paid.reversed(by: "冲1/1", on: "2024-05-01")))
    #expect(try session.line("冲1/1") == reversal)
    #expect(try session.lastStamp().kind == "pay reverse")
    #expect(try session.lastStamp().reason == "银行退票")
    // What was paid is to be paid again, and the appropriation has its money back.
    let preview = try session.pay(.sample("凭2"))
    #expect(preview.line.amount == (try .yuan("1000")))
    #expect(preview.row.before == (try .yuan("100000")))
    #expect(preview.findings.isEmpty)
  }

  @Test("a line is taken back in parts until nothing is left")
  func parts() throws {
    let session = try Session.sample(.clean())
    #expect(try reverse(session, by: "冲1", "400").amount == .yuan("400"))
    #expect(
      try refused(session) { try reverse(session, by: "冲2", "600.01") }
        == "voucher: 冲销金额超过支付凭证 凭1 第 1 行未冲销的 600.00 元")
    #expect(try reverse(session, by: "冲2").amount == .yuan("600"))
    #expect(try refused(session) { try reverse(session, by: "冲3") } == "alreadyReversed")
  }

  @Test("what cannot be taken back is refused for its own reason")
  func refusals() throws {
    let session = try Session.sample(.clean())
    #expect(try refused(session) { try reverse(session, "凭9/1") } == "notRegistered")
    #expect(
      try refused(session) { try reverse(session, "凭1/2") } == "voucher: 被冲销的支付凭证 凭1 第 2 行不存在")
    #expect(
      try refused(session) { try reverse(session, on: "2024-03-31") }
        == "voucher: 冲销日期早于被冲销行 凭1/1 的支付日期 2024-04-01")
    _ = try reverse(session, "凭1/1", "400")
    #expect(
      try refused(session) { try reverse(session, "冲1/1", by: "冲2") }
        == "voucher: 支付凭证 冲1 第 1 行本身是冲销，不能再冲销")
  }

  @Test("a reversal on the line's own day is in order")
  func sameDay() throws {
    let session = try Session.sample(.clean())
    #expect(try reverse(session, on: "2024-04-01").paidOn == .of("2024-04-01"))
  }

  @Test("an amount that is not positive never enters", arguments: ["0", "-5"])
  func amounts(amount: String) throws {
    let session = try Session.sample(.clean())
    let head = try session.head()
    #expect(throws: (any Error).self) { try reverse(session, amount) }
    #expect(try session.head() == head)
  }

  @Test("a voucher may hold payments and reversals of one day and one payee")
  func mixedVoucher() throws {
    let session = try Session.sample(.clean())
    try session.hold(
      {
        var book = InventedBook()
        book.lines = [try .sample("凭2/1", paid: "2024-05-01", amount: "5", case: nil, use: .other)]
        return book
      }())
    #expect(try refused(session) { try reverse(session, by: "凭2", "100") } == "reversalLineNeeded")
    #expect(
      try refused(session) { try reverse(session, by: "凭2", line: 1, "100") }
        == "voucher: 支付凭证 凭2 第 1 行已经记账")
    #expect(
      try refused(session) { try reverse(session, by: "凭2", line: 2, on: "2024-05-02", "100") }
        == "voucher: 支付凭证 凭2 已有另一个支付日期 2024-05-01")
    #expect(try reverse(session, by: "凭2", line: 2, "100").id.line == 2)
    #expect(try reverse(session, by: "凭2", line: 3, "100").id.line == 3)
    let lines = try session.store.read { try $0.payments.lines(of: .of("凭2")) }
    #expect(lines.map(\.isReversal) == [false, true, true])
  }

  @Test("a reversal goes to the voucher's payee only")
  func otherPayee() throws {
    var book = try InventedBook.clean()
    book.lines.append(
      try .sample("凭2/1", paid: "2024-05-01", amount: "5", case: nil, use: .other, payee: "乙所"))
    let session = try Session.sample(book)
    #expect(
      try refused(session) { try reverse(session, by: "凭2", line: 2, "100") }
        == "voucher: 支付凭证 凭2 已有另一个收款单位")
  }

  @Test("duty and uncited lines are taken back with what they cite")
  func otherSubjects() throws {
    var book = try InventedBook.cleanDuty()
    book.lines.append(try .sample("凭2/1", case: nil, use: .other))
    let session = try Session.sample(book)
    #expect(try reverse(session, "凭值/1", by: "冲1").subject == .dutyShift(.of("值1")))
    #expect(try reverse(session, "凭2/1", by: "冲2").subject == PaymentSubject.none)
    let account = try session.store.read { try $0.duty.account(.of("值1")) }
    #expect(account.lines.map(\.id.description) == ["冲1/1", "凭值/1"])
    var uncited: [[String]] = []
    try session.store.read {
      try $0.payments.forEachUncitedLine { uncited.append($1.map(\.id.description)) }
    }
    #expect(uncited == [["凭2/1", "冲2/1"]])
  }

  @Test("a reversal in a later year gives the money back to the row it came from")
  func nextYear() throws {
    let session = try Session.sample(.clean())
    _ = try reverse(session, on: "2025-02-01")
    let accounts = try ListRegister(session.store).appropriations(of: .of(2024))
    #expect(accounts.map(\.balance) == [try .yuan("100000")])
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try Session.sample(.clean())
    let head = try session.head()
    #expect(try reverse(session.rehearsing).amount == .yuan("1000"))
    #expect(try session.head() == head)
    #expect(try session.line("冲1/1") == nil)
  }
}
