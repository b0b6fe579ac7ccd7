import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("整张凭证：冲销、退票、重付")
struct WholeVoucherTests {
  /// 凭1 pays 案1 in two lines, of 400 and 600, and 其他 in a third, of 5; all to 甲所.
  private func office() throws -> Session {
    var book = try InventedBook.clean()
    book.lines = [
      try .sample("凭1/1", amount: "400"), try .sample("凭1/2", amount: "600"),
      try .sample("凭1/7", amount: "5", case: nil, use: .other),
    ]
    return try .sample(book)
  }

  @discardableResult
  private func reverse(
    _ session: Session, _ voucher: String = "凭1", by reversal: String? = "冲1",
    firstLine: Int? = nil, on day: String = "2024-05-01", _ amount: String? = nil,
    _ kind: ReversalKind = .bankReturn
  ) throws -> ReversedVoucher {
    try ReversePayment(session)(
      ReversalOrder(
        of: VoucherReference(.of(voucher)), amount: amount.map { try .yuan($0) },
        voucher: reversal.map { try .of($0) }, firstLine: firstLine, on: .of(day),
        reason: "账号有误", kind: kind)
    ).recorded
  }

  private func words(_ lines: [PaymentLine]) -> [String] {
    lines.map { "\($0.id) \($0.amount.yuanText) \($0.reverses?.id.description ?? "")" }
  }

  @Test("a voucher is taken back whole, under the numbers of its lines and in one entry")
  func whole() throws {
    let session = try office()
    let before = try session.store.read { try $0.journal.lastEntry()?.number ?? 0 }
    let reversed = try reverse(session)
    #expect(
      words(reversed.lines) == ["冲1/1 400.00 凭1/1", "冲1/2 600.00 凭1/2", "冲1/7 5.00 凭1/7"])
    #expect(reversed.left == .zero)
    #expect(try session.store.read { try $0.journal.lastEntry()?.number } == before + 1)
    #expect(reversed.lines.allSatisfy { $0.reverses?.kind == .bankReturn })
    #expect(
      reversed.description
        == "已冲销支付凭证 凭1 全部 3 行 1,005.00 元，退回指标 文1（退票，冲销凭证 冲1）；支付凭证 凭1 没有剩余")
  }

  @Test("of lines that were taken back in part, what is left is taken back")
  func rest() throws {
    let session = try office()
    try session.reverse("凭1/2", by: "冲0", on: "2024-04-02", amount: "100")
    try session.reverse("凭1/7", by: "冲00", on: "2024-04-02")
    #expect(
      words(try reverse(session).lines) == ["冲1/1 400.00 凭1/1", "冲1/2 500.00 凭1/2"])
  }

  @Test("the number of the reversal is proposed when nobody gives one, and is never one in use")
  func proposed() throws {
    let session = try office()
    try session.reverse("凭1/1", by: "凭1-退1", on: "2024-04-02", amount: "100")
    #expect(try reverse(session, by: nil).lines[0].id.voucher.printed == "凭1-退2")
    let other = try office()
    #expect(
      try reverse(other, by: nil, nil, .correction).lines[0].id.voucher.printed == "凭1-冲1")
  }

  @Test("several vouchers come back under one number, each line behind the last one")
  func shared() throws {
    let session = try office()
    var book = InventedBook()
    book.lines = [try .sample("凭2/1", amount: "9", case: nil, use: .other)]
    try session.hold(book)
    try reverse(session)
    #expect(try words(reverse(session, "凭2", firstLine: 8).lines) == ["冲1/8 9.00 凭2/1"])
  }

  @Test("nothing is taken back of what is unknown, takes back, has nothing left, or is not named")
  func refusals() throws {
    let session = try office()
    let refused = { (act: () throws -> ReversedVoucher) in
      try session.refusal { _ = try act() }
    }
    #expect(try refused { try reverse(session, "凭9") }.name == "notRegistered")
    #expect(try refused { try reverse(session, "凭1", "5") }.name == "lineOfAmountNeeded")
    #expect(
      try refused { try reverse(session, on: "2024-03-31") }.name
        == "voucher: 冲销日期早于被冲销行 凭1/1 的支付日期 2024-04-01")
    #expect(try refused { try reverse(session, by: "凭1") }.name == "reversalLineNeeded")
    #expect(
      try refused { try reverse(session, firstLine: Int.max) }.name == "reversalLineNeeded")
    try reverse(session)
    #expect(
      try refused { try reverse(session, "冲1", by: "冲2") }.name
        == "voucher: 支付凭证 冲1 第 1 行本身是冲销，不能再冲销")
    let again = try refused { try reverse(session) }
    let entry = try #require(try session.store.read { try $0.journal.lastEntry()?.number })
    for refusal in [again, try refused { try reverse(session, by: "冲2") }] {
      #expect(
        "\(refusal)".contains("第 \(entry) 号流水，2025-01-02T03:04:05Z，经办人 经办人甲"), "\(refusal)")
    }
  }

  @Test("a voucher that came back whole is one incoming movement, and its line fits it")
  func movement() throws {
    let session = try office()
    try reverse(session)
    var book = InventedBook()
    book.bankLines = [
      try .sample("流1", amount: "1005"),
      try .sample("流2", booked: "2024-05-01", amount: "-1005"),
    ]
    try session.hold(book)
    let statement = try #require(try ReadStatement(session.store)())
    #expect(statement.openLines.isEmpty && statement.openMovements.isEmpty)
    #expect(statement.matches.map { $0.movements.words } == ["支付凭证 凭1", "冲销凭证 冲1（退回 凭1）"])
  }
}

@Suite("退票后整张重付")
struct PayAgainTests {
  /// 案1 paid from 文1 as 凭1, in lines of 400 and 600, both returned as 退1.
  private func office(returning lines: [String] = ["凭1/1", "凭1/2"]) throws -> Session {
    var book = try InventedBook.clean()
    book.lines = [try .sample("凭1/1", amount: "400"), try .sample("凭1/2", amount: "600")]
    let session = try Session.sample(book)
    for (index, line) in lines.enumerated() {
      try session.reverse(
        line, by: "退1", line: index + 1, on: "2024-05-01", isBankReturn: true)
    }
    return session
  }

  private func again(
    _ session: Session, _ returned: String = "退1", as voucher: String = "重1",
    on day: String = "2024-05-09", payee: String? = nil, override: Override? = nil
  ) throws -> VoucherPreview {
    do {
      return try PayAgain(session)(
        PayAgainOrder(.of(returned), as: .of(voucher), on: .of(day), payee: payee),
        override: override
      ).recorded
    } catch let refused as RefusedAct<VoucherPreview> {
      throw refused.refusal
    }
  }

  private func refused(_ session: Session, _ act: () throws -> VoucherPreview) throws -> Refusal {
    try session.refusal { _ = try act() }
  }

  @Test("all that came back is paid again, for the same and from the same, each naming its first")
  func whole() throws {
    let session = try office()
    let preview = try again(session)
    #expect(
      preview.lines.map { "\($0.id) \($0.amount.yuanText) \($0.document) \($0.payee)" }
        == ["重1/1 400.00 文1 甲所", "重1/2 600.00 文1 甲所"])
    let first = try session.store.read { reader in
      try preview.lines.map { try reader.payments.reissued(by: $0.id) }
    }
    #expect(first == [try .of("凭1/1"), try .of("凭1/2")])
    #expect(preview.rows.map(\.before) == [try .yuan("100000")])
    #expect(preview.rows.map(\.after) == [try .yuan("99000")])
    #expect(try session.lastStamp().kind == "pay again")
  }

  @Test("a part that came back is paid again, and no more")
  func part() throws {
    let session = try office(returning: [])
    try session.reverse(
      "凭1/2", by: "退1", on: "2024-05-01", amount: "100", isBankReturn: true)
    #expect(try again(session).lines.map(\.amount) == [try .yuan("100")])
  }

  @Test("another payee than the firm's stops it, unless somebody decides otherwise")
  func payee() throws {
    let session = try office()
    #expect(try refused(session) { try again(session, payee: "乙所") }.name == "rules: P09 P09")
    let preview = try again(session, payee: "乙所", override: Override(reason: "更名"))
    #expect(preview.lines.map(\.payee) == ["乙所", "乙所"])
    #expect(try session.lastStamp().reason == "越过规则 P09：更名")
  }

  @Test("nothing is made again twice, in part, before its return, or without one")
  func refusals() throws {
    let session = try office()
    #expect(try refused(session) { try again(session, "退9") }.name == "notRegistered")
    #expect(try refused(session) { try again(session, "凭1") }.name == "noBankReturn")
    #expect(
      try refused(session) { try again(session, on: "2024-04-30") }.name
        == "paidAgainBeforeReturn")
    #expect(try refused(session) { try again(session, as: "凭1") }.name == "voucherInUse")
    _ = try again(session)
    let twice = try refused(session) { try again(session, as: "重2") }
    #expect(
      twice.description.contains("已经重付")
        && twice.description.contains("第 1 行由 重1/1 重付、第 2 行由 重1/2 重付"), "\(twice)")

    let other = try office()
    try other.pay(
      PaymentOrder(
        voucher: .of("重1"), paidOn: .of("2024-05-09"), subject: .legalAidCase(.of("案1")),
        document: .of("文1"), amount: .yuan("600"), reissues: .of("凭1/2")))
    let partly = try refused(other) { try again(other, as: "重2") }
    #expect(
      partly.description.contains("已有一部分重付") && partly.description.contains("第 2 行由 重1/1 重付"),
      "\(partly)")
  }

  @Test("what came back a second time is paid again a second time")
  func twice() throws {
    let session = try office()
    _ = try again(session)
    _ = try ReversePayment(session)(
      ReversalOrder(
        of: VoucherReference(.of("重1")), voucher: .of("退2"), on: .of("2024-05-20"), reason: "又退",
        kind: .bankReturn))
    #expect(try again(session, "退2", as: "重2", on: "2024-05-21").lines.count == 2)
    #expect(try refused(session) { try again(session, as: "重3") }.name == "alreadyPaidAgain")
  }

  @Test("what is paid again in the next year is drawn on the row that carries the money on")
  func carried() throws {
    let session = try office()
    var book = InventedBook()
    book.appropriations = [
      try .sample(year: 2025, received: "2025-01-01", amount: "100000", carriedFrom: 2024)
    ]
    try session.hold(book)
    let preview = try again(session, on: "2025-02-01")
    #expect(preview.rows.map { $0.appropriation?.id.fiscalYear } == [try .of(2025)])
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try office()
    let head = try session.head()
    #expect(try again(session.rehearsing).lines.count == 2)
    #expect(try session.head() == head)
  }
}
