import Bookkeeping
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("登记收款人")
struct KeepPayeesTests {
  private static func account(_ digits: String = "6222020200112233") throws -> BankAccount {
    BankAccount(bank: "中国银行某支行", number: try AccountNumber(digits))
  }

  /// A ledger with 甲律师事务所 (甲所), and 乙所, which is no longer used.
  private static func session() throws -> Session {
    let session = try Session.sample()
    let acts = KeepPayees(session)
    try acts.add("甲律师事务所", aliases: ["甲所"], account: account())
    try acts.add("乙所", aliases: [], account: account("11112222"))
    try acts.end("乙所", reason: "注销")
    return session
  }

  private static func payees(_ session: Session) throws -> [Payee] {
    try ListRegister(session.store).payees()
  }

  @Test("a payee is registered, amended and ended; each act is a fact with its reason")
  func life() throws {
    let session = try Self.session()
    let acts = KeepPayees(session)
    #expect(try session.lastStamp().kind == "payee end" && session.lastStamp().reason == "注销")
    let change = PayeeChange(
      name: "甲（银川）律师事务所", addedAliases: ["甲律师事务所"], droppedAliases: ["甲 所"], bank: "建设银行",
      account: try AccountNumber("1111 2222 3333"))
    let amended = try acts.amend("甲所", change, reason: "换了账户").recorded
    #expect(
      amended
        == Payee(
          number: 1, name: "甲（银川）律师事务所", aliases: ["甲律师事务所"],
          account: BankAccount(bank: "建设银行", number: try AccountNumber("111122223333"))))
    #expect(try session.lastStamp().kind == "payee amend" && session.lastStamp().reason == "换了账户")
    #expect(try Self.payees(session).map(\.isEnded) == [false, true])
    // The names of one that is ended are free.
    #expect(try acts.add("乙所", aliases: ["甲所"], account: Self.account()).recorded.number == 3)
    #expect(try VerifyLedger(session.store)().verification.problems.isEmpty)
  }

  /// An act and how it is refused.
  struct Case: Sendable {
    let refusal: PayeeRefusal
    let act: @Sendable (KeepPayees) throws -> Void

    init(_ refusal: PayeeRefusal, _ act: @escaping @Sendable (KeepPayees) throws -> Void) {
      self.refusal = refusal
      self.act = act
    }
  }

  private static let refused = [
    Case(.taken("甲律师 事务所", by: "甲律师事务所")) {
      try $0.add("甲律师 事务所", aliases: [], account: account())
    },
    Case(.taken("甲所", by: "甲律师事务所")) {
      // Half of the names are good.
      try $0.add("丙所", aliases: ["丙", "甲所"], account: account())
    },
    Case(.twice("丙 所")) { try $0.add("丙所", aliases: ["丙 所"], account: account()) },
    Case(.twice("甲所")) {
      try $0.amend("甲所", PayeeChange(addedAliases: ["甲所"]), reason: "更正")
    },
    Case(.unknown("丁所")) { try $0.end("丁所", reason: "注销") },
    Case(.unknown("丁所")) { try $0.amend("丁所", PayeeChange(bank: "某行"), reason: "更正") },
    Case(.ended("乙所")) { try $0.end("乙所", reason: "注销") },
    Case(.ended("乙所")) { try $0.amend("乙所", PayeeChange(bank: "某行"), reason: "更正") },
    Case(.noSuchAlias("甲")) {
      try $0.amend("甲所", PayeeChange(droppedAliases: ["甲"]), reason: "更正")
    },
    Case(.unchanged("甲所")) { try $0.amend("甲所", PayeeChange(bank: "中国银行某支行"), reason: "更正") },
  ]

  @Test("what would leave open who is meant, or changes nothing, is refused and writes nothing")
  func refusals() throws {
    let session = try Self.session()
    for refused in Self.refused {
      let head = try session.head()
      #expect(throws: refused.refusal) { try refused.act(KeepPayees(session)) }
      #expect(try session.head() == head, "\(refused.refusal)")
      #expect(!refused.refusal.description.contains("6222"))
    }
  }

  @Test("a rehearsal says what would be registered, and writes nothing")
  func rehearsal() throws {
    let session = try Self.session()
    let head = try session.head()
    let acts = KeepPayees(session.rehearsing)
    #expect(try acts.add("丙所", aliases: [], account: Self.account()).recorded.number == 3)
    #expect(try acts.end("甲所", reason: "注销").recorded.isEnded)
    #expect(try session.head() == head)
  }

  @Test("a roster finds the account under any name of its payee, and none of one that is ended")
  func roster() throws {
    var book = try InventedBook.unpaid()
    book.lines = [try .sample("手1/1", amount: "1000")]
    let session = try Session.sample(book)
    func registered() throws -> Payee? {
      try #require(try ReadRosters(session.store)(where: { _ in true }).first).registered
    }
    #expect(try registered() == nil)
    let acts = KeepPayees(session)
    try acts.add("甲律师事务所", aliases: [book.lines[0].payee], account: Self.account())
    #expect(try registered()?.name == "甲律师事务所")
    try acts.end("甲律师事务所", reason: "注销")
    #expect(try registered() == nil)
  }

  @Test("a line says what is left of it once it was returned or corrected, in part or wholly")
  func left() throws {
    var book = try InventedBook.unpaid()
    let line = try PaymentLine.sample("手1/1", amount: "1000")
    book.lines = [line, try line.reversed(by: "冲1/1", on: "2024-05-01", amount: "400")]
    let session = try BatchOffice(book).session
    func left() throws -> [[Int64]] {
      try ReadRosters(session.store)(where: { _ in true }).map { $0.lines.map(\.left.fen) }
    }
    #expect(try left() == [[0], [60_000]])
    try session.reverse("手1/1", by: "冲2", on: "2024-06-01", isBankReturn: true)
    let rosters = try ReadRosters(session.store)(where: { _ in true })
    #expect(rosters.map { $0.lines.map(\.left.fen) } == [[0], [0], [0]])
    #expect(rosters.map { $0.lines[0].reversal } == [.correction, .bankReturn, nil])
  }

  @Test("the sheet of a month reads its shifts with what is paid on them")
  func dutySheet() throws {
    var book = InventedBook()
    book.shifts = [try .sample(), try .sample("值2", served: "2024-03-01")]
    book.lines = [try .dutySample()]
    let session = try Session.sample(book)
    let sheet = try ReadDutySheet(session.store)(#require(Month(text: "2024-02")))
    #expect(sheet.rows.count == 1)
    #expect(sheet.rows[0].paid == book.lines[0].amount)
    #expect(try ReadDutySheet(session.store)(#require(Month(text: "2024-01"))).rows.isEmpty)
  }
}
