import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("改列：在原凭证内更正指标或用途")
struct RechargeTests {
  /// 案1 paid from 文1 as 凭1, in lines of 400 and 600; 文2 has 500, 文3 permits duty only.
  private func office() throws -> Session {
    var book = try InventedBook.clean()
    book.appropriations += [
      try .sample("文2", amount: "500"), try .sample("文3", uses: [.duty]),
      try .sample("文4", source: .localBudget),
    ]
    book.lines = [try .sample("凭1/1", amount: "400"), try .sample("凭1/2", amount: "600")]
    return try .sample(book)
  }

  @discardableResult
  private func recharge(
    _ session: Session, _ voucher: String = "凭1", line: Int? = nil, to document: String? = "文4",
    use: PaymentUse? = nil, isForced: Bool = false
  ) throws -> VoucherPreview {
    do {
      return try RechargeVoucher(session)(
        RechargeOrder(
          of: VoucherReference(.of(voucher), line: line),
          document: try document.map { try .of($0) }, use: use, reason: "文号写错"),
        isForced: isForced
      ).recorded
    } catch let refused as RefusedAct<VoucherPreview> {
      throw refused.refusal
    }
  }

  private func lines(_ session: Session) throws -> [String] {
    try session.store.read { try $0.payments.lines(of: .of("凭1")) }.map {
      "\($0.id.line) \($0.signedAmount.yuanText) \($0.document) \($0.use.rawValue)"
    }
  }

  @Test("each line is corrected and stands anew under the voucher's next numbers")
  func whole() throws {
    let session = try office()
    let preview = try recharge(session)
    #expect(
      try lines(session) == [
        "1 400.00 文1 以案定补", "2 600.00 文1 以案定补", "3 -400.00 文1 以案定补", "4 400.00 文4 以案定补",
        "5 -600.00 文1 以案定补", "6 600.00 文4 以案定补",
      ])
    #expect(preview.rows.map(\.before) == [try .yuan("99000"), try .yuan("100000")])
    #expect(preview.rows.map(\.after) == [try .yuan("100000"), try .yuan("99000")])
    #expect(try session.lastStamp().kind == "pay recharge")
    #expect(try session.lastStamp().reason == "文号写错")
    let balances = try ListRegister(session.store).appropriations(of: .of(2024)).map {
      "\($0.appropriation.id.document) \($0.balance.yuanText)"
    }
    #expect(balances.contains("文1 100000.00") && balances.contains("文4 99000.00"))
  }

  @Test("one line is corrected, and the others stay")
  func oneLine() throws {
    let session = try office()
    try recharge(session, line: 2)
    #expect(try lines(session).suffix(2) == ["3 -600.00 文1 以案定补", "4 600.00 文4 以案定补"])
  }

  @Test("of a line that was taken back in part, what is left is corrected")
  func rest() throws {
    let session = try office()
    try session.reverse("凭1/2", by: "冲1", on: "2024-04-09", amount: "150")
    try recharge(session, line: 2)
    #expect(try lines(session).suffix(2) == ["3 -450.00 文1 以案定补", "4 450.00 文4 以案定补"])
  }

  @Test("the voucher stays one payment of its day, amount and payee, and its line fits it")
  func movement() throws {
    let session = try office()
    var book = InventedBook()
    book.bankLines = [try .sample()]
    try session.hold(book)
    let before = try #require(try ReadStatement(session.store)()).matches.map(\.movements)
    try recharge(session)
    let statement = try #require(try ReadStatement(session.store)())
    let after = statement.matches.map(\.movements)
    #expect(after.flatMap { $0 }.map(\.amount) == before.flatMap { $0 }.map(\.amount))
    #expect(after.map(\.words) == ["支付凭证 凭1"])
    #expect(statement.openLines.isEmpty && statement.openMovements.isEmpty)
    #expect(statement.bridge.isBalanced)
    #expect(try session.findings().isEmpty)
  }

  @Test("the use is corrected where the case goes with it")
  func use() throws {
    let session = try office()
    try recharge(session, line: 1, to: nil, use: .directCosts)
    #expect(try lines(session).last == "4 400.00 文1 办案直接费用")
    let refused = try session.refusal { try recharge(session, to: nil, use: .duty) }
    #expect(refused.name == "subjectDoesNotFitUse")
  }

  @Test("what a rule forbids of the new row is refused, unless somebody decides otherwise")
  func rules() throws {
    let session = try office()
    #expect(try session.refusal { try recharge(session, to: "文2") }.name == "rules: F01")
    #expect(try session.refusal { try recharge(session, to: "文3") }.name == "rules: F04 F04")
    #expect(try session.refusal { try recharge(session, to: "文9") }.name == "rules: F06 F06")
    try recharge(session, to: "文2", isForced: true)
    #expect(try session.lastStamp().reason == "越过规则 F01：文号写错")
  }

  @Test("what stood on the case before does not stand in the way: no money goes out")
  func standing() throws {
    var book = try InventedBook.clean()
    book.appropriations.append(try .sample("文4"))
    book.lines = [try .sample("凭1/1", amount: "1500")]
    let session = try Session.sample(book)
    #expect(try session.findings().map(\.rule) == ["P05"])
    try recharge(session)
    #expect(try session.findings().map(\.rule) == ["P05"])
  }

  @Test("an excess that becomes smaller is no reason to refuse")
  func smallerExcess() throws {
    let session = try office()
    try recharge(session, to: "文2", isForced: true)
    try recharge(session, line: 4, to: "文4")
    #expect(try session.findings().map(\.rule) == ["F01"])
    let rest = try lines(session).suffix(2)
    #expect(rest == ["7 -400.00 文2 以案定补", "8 400.00 文4 以案定补"])
  }

  @Test("nothing is corrected that is unknown, taken back, right already, or of a closed year")
  func refusals() throws {
    let session = try office()
    #expect(try session.refusal { try recharge(session, "凭9") }.name == "notRegistered")
    #expect(
      try session.refusal { try recharge(session, line: 9) }.name
        == "voucher: 被冲销的支付凭证 凭1 第 9 行不存在")
    #expect(try session.refusal { try recharge(session, to: "文1") }.name == "nothingToRecharge")
    try recharge(session)
    let twice = try session.refusal { try recharge(session) }
    #expect(twice.name == "nothingToRecharge" && twice.description.contains("经办人 经办人甲"))
    #expect(try session.refusal { try recharge(session, line: 1) }.name == "alreadyReversed")
    #expect(
      try session.refusal { try recharge(session, line: 3) }.name
        == "voucher: 支付凭证 凭1 第 3 行本身是冲销，不能再冲销")
    let other = try office()
    let stamp = EntryStamp(recordedAt: other.now, operatorName: "经办人甲", kind: "close-year")
    try other.store.append(stamp) { try $0.append(.sample()) }
    let head = try other.head()
    #expect(throws: YearClosed.self) { try recharge(other) }
    #expect(try other.head() == head)
  }

  @Test("a roster shows what is right, and not the slip and its correction")
  func roster() throws {
    let session = try office()
    try recharge(session, line: 2)
    let rosters = try ReadRosters(session.store)(where: { $0.id.voucher.printed == "凭1" })
    #expect(
      rosters[0].lines.map { "\($0.line) \($0.amount.yuanText) \($0.document)" } == [
        "1 400.00 文1", "4 600.00 文4",
      ])
  }

  @Test("an export carries the correction within its voucher, and imports to the same lines")
  func roundTrip() throws {
    let session = try office()
    try recharge(session)
    let folder = try TemporaryFolder()
    _ = try ExportTables(session.store)(into: folder.path)
    let copy = try Session.sample()
    try ImportTables(copy)([folder.path]) { _ in }
    #expect(try lines(copy) == lines(session))
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try office()
    let head = try session.head()
    #expect(try recharge(session.rehearsing).lines.count == 4)
    #expect(try session.head() == head)
  }
}
