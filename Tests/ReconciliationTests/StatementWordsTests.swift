import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("国库核对的说明")
struct StatementWordsTests {
  /// What an open line or voucher is near, and what is said of it.
  struct NearRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String?
    let bank: @Sendable () throws -> [BankLine]
    let ledger: @Sendable () throws -> [PaymentLine]

    init(
      _ name: String, _ words: String?, _ bank: @escaping @Sendable () throws -> [BankLine],
      _ ledger: @escaping @Sendable () throws -> [PaymentLine]
    ) {
      testDescription = name
      self.words = words
      self.bank = bank
      self.ledger = ledger
    }
  }

  @Test("the nearest voucher of an open line, in words", arguments: near)
  func nearestVoucher(row: NearRow) throws {
    var book = InventedBook()
    book.bankLines = try row.bank()
    book.lines = try row.ledger()
    let open = try #require(try book.matching(in: Period(year: .of(2024)))?.openLines.first)
    #expect(open.nearest == row.words)
    // Firms and people are not named: numbers are enough to find them.
    let payees = book.lines.map(\.payee) + book.bankLines.map(\.payee)
    #expect(payees.allSatisfy { !open.reason.contains($0) })
  }

  static let near = [
    NearRow("too many days", "凭证 凭1，金额、收款人相同，日期相差 9 天") {
      [try .sample()]
    } _: {
      [try .voucher("凭1", paid: "2024-04-10"), try .voucher("凭2", paid: "2024-03-01")]
    },
    NearRow("the earlier of two as near", "凭证 凭2，金额、收款人相同，日期相差 9 天") {
      [try .sample()]
    } _: {
      [try .voucher("凭1", paid: "2024-04-10"), try .voucher("凭2", paid: "2024-03-23")]
    },
    NearRow("an unknown number, all else the same", "凭证 凭1，金额、收款人、日期都相同") {
      [try .sample(voucher: "凭9")]
    } _: {
      [try .voucher("凭1")]
    },
    NearRow("one character more", "凭证 凭1，金额相同，收款人差一字，日期相差 1 天") {
      [try .sample(payee: "红寺堡律师事务所")]
    } _: {
      [try .voucher("凭1", paid: "2024-04-02", payee: "红寺堡区律师事务所")]
    },
    NearRow("another character", "凭证 凭1，金额相同，收款人差一字，日期相同") {
      [try .sample(payee: "红寺堡律师事务所")]
    } _: {
      [try .voucher("凭1", payee: "红寺保律师事务所")]
    },
    NearRow("traditional characters", "凭证 凭1，金额相同，收款人只有异体字、繁简或大小写不同，日期相同") {
      [try .sample(payee: "寧夏律師事務所")]
    } _: {
      [try .voucher("凭1", payee: "宁夏律师事务所")]
    },
    NearRow("two characters make another payee", "凭证 凭1，金额相同，日期相同，收款人不同") {
      [try .sample(payee: "甲乙律师事务所")]
    } _: {
      [try .voucher("凭1", payee: "丙丁律师事务所")]
    },
    NearRow("half a name says nothing", "凭证 凭1，金额相同，日期相同，收款人不同") {
      [try .sample(payee: "甲所")]
    } _: {
      [try .voucher("凭1", payee: "乙所")]
    },
    NearRow("the nearest amount of near days", "凭证 凭2，收款人相同，日期相差 2 天，金额相差 0.50 元") {
      [try .sample()]
    } _: {
      [
        try .voucher("凭1", amount: "900"),
        try .voucher("凭2", paid: "2024-04-03", amount: "999.50"),
        try .voucher("凭3", paid: "2024-04-09", amount: "999.99"),
      ]
    },
    NearRow("what a twin took", "凭证 凭1，金额、收款人、日期都相同，但它已与别的流水核对") {
      [try .sample(), try .sample("流2", voucher: "凭1")]
    } _: {
      [try .voucher("凭1")]
    },
    NearRow("a return too many days away", "凭证 退1，金额、收款人相同，日期相差 9 天") {
      [try .sample(booked: "2024-04-11", amount: "-1000")]
    } _: {
      let line = try PaymentLine.voucher("凭1")
      return [line, try line.reversed(by: "退1", on: "2024-04-20", kind: .bankReturn)]
    },
    NearRow("what a return may take back", "凭证 凭1，金额相反，收款人相同，日期相差 10 天") {
      [try .sample(booked: "2024-04-11", amount: "-1000")]
    } _: {
      [try .voucher("凭1")]
    },
    NearRow("nothing near", nil) {
      [try .sample()]
    } _: {
      [try .voucher("凭1", paid: "2024-07-01")]
    },
    NearRow("nothing at all", nil) {
      [try .sample()]
    } _: {
      []
    },
  ]

  @Test("the nearest line of an open voucher, and why it is open")
  func nearestLine() throws {
    var book = InventedBook()
    book.lines = [
      try .voucher("凭1", paid: "2024-03-01"), try .voucher("凭2", paid: "2024-05-01", amount: "7"),
      try .voucher("凭3", paid: "2024-06-01", amount: "8"),
      try .voucher("凭4", paid: "2024-06-02", amount: "9"),
    ]
    book.bankLines = [
      try .sample(booked: "2024-03-20"), try .sample("流2", booked: "2024-05-09", amount: "7"),
      try .sample("流3", booked: "2024-06-01", amount: "8"),
      try .sample("流4", booked: "2024-06-01", amount: "8"),
      try .sample("流5", booked: "2024-06-02", amount: "9"),
    ]
    book.bankMatches = [try .sample(.undone, "流5", "凭4")]
    let open = try #require(try book.matching(in: Period(year: .of(2024)))).openMovements
    let expected = [
      ("日期早于国库流水的第一天 2024-03-20", "流水 流1，金额、收款人相同，日期相差 19 天"),
      ("没有流水写明它的凭证号，也没有", "流水 流2，金额、收款人相同，日期相差 8 天"),
      ("天的流水有 流3、流4，不能确定怎样对应", "流水 流3，金额、收款人、日期都相同"),
      ("与流水 流5 的核对已由人撤销", "流水 流5，金额、收款人、日期都相同"),
    ]
    #expect(open.count == expected.count)
    for (voucher, words) in zip(open, expected) {
      #expect(voucher.reason.contains(words.0), "\(voucher.reason)")
      #expect(voucher.nearest == words.1)
    }
    #expect(open.map(\.isBeforeStatement) == [true, false, false, false])
    #expect(open.map(\.isCandidate) == [false, false, true, false])
  }

  @Test("every match says by what it was found")
  func matchReasons() throws {
    var book = InventedBook()
    let line = try PaymentLine.voucher("凭1")
    book.lines = [
      line, try line.reversed(by: "冲1", on: "2024-04-09", amount: "400"),
      try .voucher("凭2", paid: "2024-05-01"), try .voucher("凭3", paid: "2024-06-01", amount: "1"),
      try .voucher("凭4", paid: "2024-06-01", amount: "2"), try .voucher("凭5", amount: "77"),
    ]
    book.bankLines = [
      try .sample(voucher: "凭1"),
      try .sample("流2", booked: "2024-04-10", amount: "-500", voucher: "冲1"),
      try .sample("流3", booked: "2024-05-04"),
      try .sample("流4", booked: "2024-06-01", amount: "3"),
      try .sample("流5", booked: "2024-04-02", amount: "77"),
    ]
    book.bankMatches = [try .sample(.matched, "流5", "凭5")]
    let matching = try #require(try book.matching(in: Period(year: .of(2024))))
    #expect(
      matching.matches.map(\.reason) == [
        "2 笔流水写明支付凭证 凭1（写冲销凭证或原凭证的，按对应的一笔计），金额相差 -100.00 元", "登记的核对：回单",
        "金额、收款人相同，日期相差 3 天，双方都没有别的可能",
        "同日 2 张凭证合计等于流水金额，收款人相同，日期相同，只有这一种凑法",
      ])
    #expect(matching.differences.map(\.movement.voucher.printed) == ["凭1"])
    #expect(matching.differences.map(\.amount.yuanText) == ["-100.00"])
  }

  @Test("a tie names three at most, and how many there are")
  func tieReasons() throws {
    var book = InventedBook()
    book.lines = try (1...4).map { try .voucher("凭\($0)") }
    book.bankLines = [try .sample()]
    let period = Period(year: try .of(2024))
    let many = try #require(try book.matching(in: period)?.openLines.first)
    #expect(many.reason == "可能对应的凭证有 凭1、凭2、凭3 等 4 张，不能确定是哪一张")
    book.lines.removeLast(3)
    book.bankLines = try (1...5).map { try .sample("流\($0)") }
    let rivals = try #require(try book.matching(in: period)).openLines.map(\.reason)
    #expect(rivals[1] == "唯一可能的凭证 凭1 还可能对应流水 流1、流3、流4 等 4 笔")
    #expect(rivals[4] == "唯一可能的凭证 凭1 还可能对应流水 流1、流2、流3 等 4 笔")
  }
}
