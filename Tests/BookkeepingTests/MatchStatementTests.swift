import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("国库流水核对")
struct MatchStatementTests {
  @Test("inferred matches are posted once, and a second run posts none and writes nothing")
  func once() throws {
    let session = try Session.sample(.everyStage())
    let first = try MatchStatement(session)().recorded
    #expect(first.posted.map(\.words) == ["流1=凭1 唯一对应", "流2=凭2、凭3 合计对应"])
    #expect(try session.decisions() == ["流1=凭1 匹配", "流2=凭2、凭3 匹配"])
    let head = try session.head()
    let second = try MatchStatement(session)().recorded
    #expect(second.posted.isEmpty)
    #expect(try session.head() == head)
    let matches = try #require(second.statement).matches.map(\.words)
    #expect(matches == ["流1=凭1 已登记", "流2=凭2、凭3 已登记", "流4=凭4 凭证号"])
  }

  @Test("the entry is a bank match without a reason, and each decision says why it was made")
  func entry() throws {
    let session = try Session.sample(.everyStage())
    let posted = try MatchStatement(session)().recorded.posted
    let stamp = try session.lastStamp()
    #expect(stamp.kind == "bank match" && stamp.reason == nil)
    #expect(stamp.operatorName == "经办人甲")
    let reasons = try session.store.read { try $0.treasury.matches() }.map(\.reason)
    #expect(reasons == posted.map(\.reason))
    #expect(reasons.first == "金额、收款人相同，日期相同，双方都没有别的可能")
  }

  @Test("what was posted stays when a second candidate comes later")
  func stays() throws {
    let session = try Session.sample(.pair())
    try MatchStatement(session)()
    try session.hold { $0.lines = [try .voucher("凭9", paid: "2024-04-02")] }
    let statement = try #require(try MatchStatement(session)().recorded.statement)
    #expect(statement.matches.map(\.words) == ["流1=凭1 已登记"])
    #expect(statement.openMovements.map(\.movement.voucher.printed) == ["凭9"])
  }

  @Test("a tie is never posted, whichever side it is on", arguments: [true, false])
  func tie(twoVouchers: Bool) throws {
    var book = try InventedBook.pair()
    if twoVouchers {
      book.lines.append(try .voucher("凭2"))
    } else {
      book.bankLines.append(try .sample("流2"))
    }
    let session = try Session.sample(book)
    let head = try session.head()
    let outcome = try MatchStatement(session)().recorded
    #expect(outcome.posted.isEmpty)
    #expect(outcome.statement?.openLines.allSatisfy { $0.tie != nil } == true)
    #expect(try session.head() == head)
  }

  @Test("without a bank line there is nothing to match and nothing to read")
  func noLine() throws {
    let session = try Session.sample(.clean())
    let head = try session.head()
    let outcome = try MatchStatement(session)().recorded
    #expect(outcome.statement == nil && outcome.posted.isEmpty)
    #expect(try ReadStatement(session.store)() == nil)
    #expect(try session.head() == head)
  }

  @Test("what is read is what matching answers")
  func read() throws {
    let session = try Session.sample(.everyStage())
    let before = try ReadStatement(session.store)()
    #expect(try MatchStatement(session)().recorded.statement == before)
    #expect(try ReadStatement(session.store)() != before)
  }

  @Test("lines of a closed year are left as they are, and those of the next year are posted")
  func closedYear() throws {
    var book = try InventedBook.pair()
    book.lines += [
      try .voucher("凭5", paid: "2024-12-30", amount: "70"),
      try .voucher("凭6", paid: "2025-01-10", amount: "80"),
    ]
    book.bankLines += [
      try .sample("流5", booked: "2025-01-02", amount: "70"),
      try .sample("流6", booked: "2025-01-10", amount: "80"),
    ]
    let session = try Session.sample(book)
    try session.store.append(
      EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "close-year")
    ) { try $0.append(YearClosing.sample()) }
    let posted = try MatchStatement(session)().recorded.posted
    #expect(posted.map(\.words) == ["流5=凭5 唯一对应", "流6=凭6 唯一对应"])
    let matching = MatchStatement(session)
    let head = try session.head()
    #expect(throws: YearClosed.self) { try matching.undo(.of("流1"), reason: "错") }
    #expect(throws: YearClosed.self) {
      try matching.match([.of("流1")], with: [.of("凭1")], reason: "回单")
    }
    #expect(try session.head() == head)
  }

  @Test("a rehearsal answers the same and writes nothing")
  func rehearsal() throws {
    let session = try Session.sample(.everyStage())
    let head = try session.head()
    let rehearsing = MatchStatement(session.rehearsing)
    #expect(try rehearsing().recorded.posted.count == 2)
    #expect(try rehearsing.undo(.of("流1"), reason: "错").recorded.words == "流1=凭1 唯一对应")
    let match = try rehearsing.match([.of("流1")], with: [.of("凭1")], reason: "回单").recorded
    #expect(match.words == "流1=凭1 已登记")
    #expect(try session.head() == head)
    #expect(try MatchStatement(session)().recorded.posted.count == 2)
  }
}

extension InventedBook {
  /// 凭1 and 流1 of 1,000 yuan on one day, which the bank does not name.
  static func pair() throws -> InventedBook {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    book.lines = [try .voucher("凭1")]
    book.bankLines = [try .sample("流1")]
    return book
  }

  /// A pair, two vouchers that sum to a line, and a line that names its voucher.
  static func everyStage() throws -> InventedBook {
    var book = try InventedBook.pair()
    book.lines += [
      try .voucher("凭2", paid: "2024-05-01", amount: "40"),
      try .voucher("凭3", paid: "2024-05-01", amount: "60"),
      try .voucher("凭4", paid: "2024-06-01", amount: "5"),
    ]
    book.bankLines += [
      try .sample("流2", booked: "2024-05-03", amount: "100"),
      try .sample("流4", booked: "2024-06-01", amount: "5", voucher: "凭4"),
    ]
    return book
  }
}

extension PaymentLine {
  /// A voucher of one line for something that cites neither case nor duty.
  static func voucher(
    _ number: String, paid: String = "2024-04-01", amount: String = "1000", payee: String = "甲所"
  ) throws -> PaymentLine {
    try .sample("\(number)/1", paid: paid, amount: amount, case: nil, use: .other, payee: payee)
  }
}

extension StatementMatching.Match {
  /// `流1=凭1 唯一对应`.
  var words: String {
    let vouchers = movements.map(\.voucher.printed).joined(separator: "、")
    return "\(lines.map(\.reference.printed).joined(separator: "、"))=\(vouchers) \(stage.rawValue)"
  }
}

extension Session {
  /// The standing decision of each line, as `流1=凭1 匹配`.
  func decisions() throws -> [String] {
    try store.read { try $0.treasury.matches() }.map { decision in
      let vouchers = decision.vouchers.map(\.printed).joined(separator: "、")
      return "\(decision.reference)=\(vouchers) \(decision.kind.rawValue)"
    }
  }
}
