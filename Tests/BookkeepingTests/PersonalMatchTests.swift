import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("由人指定或撤销的核对")
struct PersonalMatchTests {
  /// A match that a person tries on 流1 of 1,000 yuan to 甲所 on 1 April 2024.
  struct Trial: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let vouchers: [String]
    let book: @Sendable () throws -> InventedBook

    init(
      _ description: String, with vouchers: String...,
      in change: @escaping @Sendable (inout InventedBook) throws -> Void
    ) {
      testDescription = description
      self.vouchers = vouchers
      book = {
        var book = try InventedBook.pair()
        try change(&book)
        return book
      }
    }
  }

  private static let fitting = [
    Trial("one of two that are alike", with: "凭2") { $0.lines.append(try .voucher("凭2")) },
    Trial("a voucher that is named twice", with: "凭1", "凭1") { _ in },
    Trial("five days before", with: "凭1") { $0.lines = [try .voucher("凭1", paid: "2024-03-27")] },
    Trial("five days behind", with: "凭1") { $0.lines = [try .voucher("凭1", paid: "2024-04-06")] },
    Trial("a payee written in full width", with: "凭1") {
      $0.lines = [try .voucher("凭1", payee: "甲（银川）所")]
      $0.bankLines = [try .sample("流1", payee: "甲 (银川) 所")]
    },
    Trial("vouchers of two days that sum to the line", with: "凭2", "凭1") {
      $0.lines = [
        try .voucher("凭1", paid: "2024-04-01", amount: "400"),
        try .voucher("凭2", paid: "2024-04-03", amount: "600"),
      ]
    },
    Trial("another payee, and months away", with: "凭1") {
      $0.lines = [try .voucher("凭1", paid: "2024-08-26", payee: "乙所")]
    },
    Trial("vouchers of two payees", with: "凭2", "凭1") {
      $0.lines = [
        try .voucher("凭1", amount: "400", payee: "乙所"), try .voucher("凭2", amount: "600"),
      ]
    },
    Trial("a line that names another voucher", with: "凭1") {
      $0.lines.append(try .voucher("凭2"))
      $0.bankLines = [try .sample("流1", voucher: "凭2")]
    },
    Trial("a line that names a voucher not recorded", with: "凭1") {
      $0.bankLines = [try .sample("流1", voucher: "凭8")]
    },
    Trial("what is left of a voucher", with: "凭1") {
      let line = try PaymentLine.voucher("凭1", amount: "1500")
      $0.lines = [line, try line.reversed(by: "冲1/1", on: "2024-04-02", amount: "500")]
    },
  ]

  @Test("what fits is matched as the person says, with the reason", arguments: fitting)
  func fits(_ trial: Trial) throws {
    let session = try Session.sample(trial.book())
    let match = try MatchStatement(session).match(
      [.of("流1")], with: trial.vouchers.map { try .of($0) }, reason: "看了回单"
    ).recorded
    let expected = Set(trial.vouchers).sorted().joined(separator: "、")
    #expect(match.words == "流1=\(expected) 已登记")
    #expect(match.reason == "登记的核对：看了回单")
    #expect(try session.decisions() == ["流1=\(expected) 匹配"])
    let stamp = try session.lastStamp()
    #expect(stamp.kind == "bank match" && stamp.reason == "看了回单")
    #expect(try ReadStatement(session.store)()?.matches.contains(match) == true)
  }

  private static let unfitting: [(trial: Trial, words: String)] = [
    (
      Trial("a fen less", with: "凭1") { $0.lines = [try .voucher("凭1", amount: "999.99")] },
      "流水合计 1,000.00 元，凭证合计 999.99 元，金额不等，没有登记核对："
    ),
    (
      Trial("half of it named twice", with: "凭1", "凭1") {
        $0.lines = [try .voucher("凭1", amount: "500")]
      }, "流水合计 1,000.00 元，凭证合计 500.00 元，金额不等，没有登记核对："
    ),
    (Trial("a voucher that is not recorded", with: "凭8") { _ in }, "账上没有凭证 凭8，没有登记核对："),
    (
      Trial("a voucher that is not recorded, beside one that fits", with: "凭1", "凭8") { _ in },
      "账上没有凭证 凭8，没有登记核对："
    ),
    (
      Trial("a voucher that another line names", with: "凭1") {
        $0.bankLines.append(try .sample("流2", voucher: "凭1"))
      }, "支付凭证 凭1 已与流水 流2 核对，没有登记："
    ),
    (
      Trial("a voucher that was corrected whole", with: "凭1") {
        let line = try PaymentLine.voucher("凭1")
        $0.lines = [line, try line.reversed(by: "冲1/1", on: "2024-04-02")]
      }, "流水合计 1,000.00 元，凭证合计 0.00 元，金额不等，没有登记核对："
    ),
    (
      Trial("a voucher that only corrects", with: "冲1") {
        let line = try PaymentLine.voucher("凭1")
        $0.lines = [line, try line.reversed(by: "冲1/1", on: "2024-04-02")]
      }, "凭证 冲1 只有更正，没有付款也没有退票，没有登记核对："
    ),
    (
      Trial("a return of what the ledger has not taken back", with: "凭1") {
        $0.bankLines = [try .sample("流1", amount: "-1000")]
      }, "流水合计 -1,000.00 元，凭证合计 1,000.00 元，金额不等，没有登记核对："
    ),
  ]

  @Test(
    "what does not fit is refused with the one condition that fails, and nothing is written",
    arguments: unfitting)
  func doesNotFit(_ trial: Trial, _ beginning: String) throws {
    let session = try Session.sample(trial.book())
    let words = try session.matchRefusal {
      try MatchStatement(session).match(
        [.of("流1")], with: trial.vouchers.map { try .of($0) }, reason: "看了回单")
    }
    #expect(words.hasPrefix(beginning), "\(words)")
    #expect(try session.decisions() == [])
  }

  @Test("several lines are matched with one voucher, and taken back together")
  func severalLines() throws {
    var book = try InventedBook.pair()
    book.bankLines = [
      try .sample("流1", booked: "2024-04-09", amount: "400", payee: "乙所"),
      try .sample("流2", booked: "2024-05-09", amount: "600"),
    ]
    let session = try Session.sample(book)
    let matching = MatchStatement(session)
    let match = try matching.match([.of("流2"), .of("流1")], with: [.of("凭1")], reason: "分两次付")
      .recorded
    #expect(match.words == "流1、流2=凭1 已登记")
    #expect(try matching.undo(.of("流1"), reason: "错").recorded.words == "流1、流2=凭1 已登记")
    #expect(try session.decisions() == ["流1=凭1 撤销", "流2=凭1 撤销"])
  }

  @Test("several lines are not matched with several vouchers")
  func severalWithSeveral() throws {
    var book = try InventedBook.everyStage()
    book.bankLines.append(try .sample("流3", amount: "1000"))
    let session = try Session.sample(book)
    let words = try session.matchRefusal {
      try MatchStatement(session).match(
        [.of("流1"), .of("流2")], with: [.of("凭1"), .of("凭2"), .of("凭3")], reason: "回单")
    }
    #expect(words.hasPrefix("2 笔流水对 3 笔付款或退回，没有登记核对："))
  }

  /// 凭1 of 1,000 and 凭2 of 300, which 退1 returns both, and what the bank gave back.
  private static func returned(_ amounts: String...) throws -> InventedBook {
    var book = try InventedBook.pair()
    let paid = [try PaymentLine.voucher("凭1"), try .voucher("凭2", amount: "300")]
    book.lines = paid
    book.lines += [
      try paid[0].reversed(by: "退1/1", on: "2024-06-01", kind: .bankReturn),
      try paid[1].reversed(by: "退1/2", on: "2024-06-01", kind: .bankReturn),
    ]
    book.bankLines = try amounts.enumerated().map { index, amount in
      try .sample("流\(index + 1)", booked: "2024-08-01", amount: amount)
    }
    return book
  }

  @Test("a reversal voucher's number is all it returned; with a paid voucher's it is that return")
  func numbersOfReturns() throws {
    let whole = MatchStatement(try Session.sample(Self.returned("-1300")))
    let all = try whole.match([.of("流1")], with: [.of("退1")], reason: "一笔退回").recorded
    #expect(all.movements.map(\.words) == ["冲销凭证 退1（退回 凭1）", "冲销凭证 退1（退回 凭2）"])
    let session = try Session.sample(Self.returned("-300", "-1000"))
    let parts = MatchStatement(session)
    let words = try session.matchRefusal {
      _ = try parts.match([.of("流1")], with: [.of("退1")], reason: "回单")
    }
    #expect(words.hasPrefix("流水合计 -300.00 元，凭证合计 -1,300.00 元，金额不等"))
    let one = try parts.match([.of("流1")], with: [.of("退1"), .of("凭2")], reason: "回单").recorded
    #expect(one.movements.map(\.words) == ["冲销凭证 退1（退回 凭2）"])
    let other = try parts.match([.of("流2")], with: [.of("凭1")], reason: "回单").recorded
    #expect(other.movements.map(\.words) == ["冲销凭证 退1（退回 凭1）"])
    #expect(try session.decisions() == ["流1=凭2、退1 匹配", "流2=凭1、退1 匹配"])
  }

  @Test("a registered return stays when its voucher returns another payment as well")
  func returnedMoreLater() throws {
    var book = try InventedBook.pair()
    let paid = [try PaymentLine.voucher("凭1"), try .voucher("凭2", amount: "300")]
    book.lines = paid + [try paid[0].reversed(by: "退1/1", on: "2024-06-01", kind: .bankReturn)]
    book.bankLines.append(try .sample("流2", booked: "2024-06-01", amount: "-1000"))
    let session = try Session.sample(book)
    #expect(
      try MatchStatement(session)().recorded.posted.map(\.words) == ["流1=凭1 唯一对应", "流2=退1 唯一对应"])
    try session.hold {
      $0.lines = [try paid[1].reversed(by: "退1/2", on: "2024-06-01", kind: .bankReturn)]
    }
    let statement = try #require(try ReadStatement(session.store)())
    #expect(statement.matches.map(\.words) == ["流1=凭1 已登记", "流2=退1 已登记"])
    #expect(statement.openMovements.map(\.movement.voucher.printed) == ["凭2", "退1"])
  }

  @Test("a voucher that was posted to one line is not matched with another")
  func alreadyMatched() throws {
    let session = try Session.sample(.pair())
    let matching = MatchStatement(session)
    try matching()
    try session.hold { $0.bankLines = [try .sample("流2")] }
    let words = try session.matchRefusal {
      _ = try matching.match([.of("流2")], with: [.of("凭1")], reason: "回单")
    }
    #expect(words.hasPrefix("支付凭证 凭1 已与流水 流1 核对，没有登记：登记错的先撤销"))
    #expect(try session.decisions() == ["流1=凭1 匹配"])
    // Once the first is taken back, the second may have it.
    _ = try matching.undo(.of("流1"), reason: "应为流2")
    let match = try matching.match([.of("流2")], with: [.of("凭1")], reason: "回单").recorded
    #expect(match.words == "流2=凭1 已登记")
  }

  @Test("a match taken back is not made again, until a person makes it")
  func undo() throws {
    let session = try Session.sample(.everyStage())
    let matching = MatchStatement(session)
    try matching()
    #expect(try matching.undo(.of("流1"), reason: "付错人").recorded.words == "流1=凭1 已登记")
    #expect(try session.lastStamp().kind == "bank match")
    #expect(try session.lastStamp().reason == "付错人")
    #expect(try session.decisions() == ["流2=凭2、凭3 匹配", "流1=凭1 撤销"])
    let head = try session.head()
    let again = try matching().recorded
    #expect(again.posted.isEmpty)
    #expect(again.statement?.openLines.map(\.line.reference.printed) == ["流1"])
    #expect(
      again.statement?.openMovements.map(\.reason) == ["与流水 流1 的核对已由人撤销，没有别的流水对应"])
    #expect(try session.head() == head)
    let match = try matching.match([.of("流1")], with: [.of("凭1")], reason: "复核无误").recorded
    #expect(match.words == "流1=凭1 已登记" && match.reason == "登记的核对：复核无误")
    #expect(try session.decisions() == ["流2=凭2、凭3 匹配", "流1=凭1 匹配"])
  }

  @Test("a sum taken back is not made again, until a person makes it")
  func undoSum() throws {
    let session = try Session.sample(.everyStage())
    let matching = MatchStatement(session)
    #expect(try matching.undo(.of("流2"), reason: "不是一笔").recorded.words == "流2=凭2、凭3 合计对应")
    #expect(try matching().recorded.posted.map(\.words) == ["流1=凭1 唯一对应"])
    let match = try matching.match([.of("流2")], with: [.of("凭3"), .of("凭2")], reason: "是一笔")
      .recorded
    #expect(match.words == "流2=凭2、凭3 已登记")
  }

  @Test("a line that names its voucher can be taken off it and put back")
  func undoNamed() throws {
    let session = try Session.sample(.everyStage())
    let matching = MatchStatement(session)
    #expect(try matching.undo(.of("流4"), reason: "凭证号写错").recorded.words == "流4=凭4 凭证号")
    #expect(try matching().recorded.statement?.openLines.map(\.line.reference.printed) == ["流4"])
    let match = try matching.match([.of("流4")], with: [.of("凭4")], reason: "没有写错").recorded
    #expect(match.words == "流4=凭4 已登记")
  }

  @Test("an unknown line, and a void one, is refused in the same words by every act on it")
  func unknownLine() throws {
    let session = try Session.sample(.pair())
    let matching = MatchStatement(session)
    let acts: [() throws -> Void] = [
      { _ = try matching.match([.of("流1")], with: [.of("凭1")], reason: "回单") },
      { _ = try matching.undo(.of("流1"), reason: "错") },
      { _ = try SetAsideLine(session)(.of("流1"), reason: "错") },
      { _ = try SetAsideLine(session).undo(.of("流1"), reason: "错") },
      { try VoidThing(session).voidBankLine(.of("流1"), reason: "错") },
      {
        try AmendThing(session, [AmendedCell(.memo, "补贴")], reason: "补填")
          .amendBankLine(.of("流1"))
      },
    ]
    try VoidThing(session).voidBankLine(.of("流1"), reason: "重复导入")
    for act in acts {
      #expect(try session.correctionRefusal(of: act).hasPrefix("国库流水 流1 已经作废"))
    }
    let unknown = try session.refusal { _ = try matching.undo(.of("流水８号"), reason: "错") }
    #expect("\(unknown)" == "国库流水 流水８号 没有登记：请核对编号，漏登的先登记")
  }

  @Test("a line that is not matched, or no longer, has nothing to take back")
  func notMatched() throws {
    let session = try Session.sample(.pair())
    let matching = MatchStatement(session)
    _ = try matching.undo(.of("流1"), reason: "错")
    let words = try session.matchRefusal { _ = try matching.undo(.of("流1"), reason: "错") }
    #expect(words == "流水 流1 没有与任何凭证核对，不用撤销")
  }
}

extension Session {
  /// The words of a refusal to match, which leaves the ledger as it was.
  fileprivate func matchRefusal(
    sourceLocation: SourceLocation = #_sourceLocation, of act: () throws -> Void
  ) throws -> String {
    let before = try head()
    let refusal = #expect(throws: MatchRefusal.self, sourceLocation: sourceLocation) { try act() }
    #expect(try head() == before, "a refused act wrote", sourceLocation: sourceLocation)
    return "\(try #require(refusal, sourceLocation: sourceLocation))"
  }
}
