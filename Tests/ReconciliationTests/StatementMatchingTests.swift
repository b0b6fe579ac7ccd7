import LedgerCore
import Reconciliation
import TestSupport
import Testing

/// A statement and movements, and what is matched: `unique 流1=凭1`, `byNumber 流2=退1<凭1` for a
/// return, what is left: `? 流2`, `? 凭2`.
struct MatchingRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let expected: [String]
  let make: @Sendable (inout InventedBook) throws -> Void

  init(
    _ name: String, _ expected: String...,
    make: @escaping @Sendable (inout InventedBook) throws -> Void
  ) {
    testDescription = name
    self.expected = expected
    self.make = make
  }

  /// Matches in three orders of the facts and compares; what S04 names is written with `~`.
  func check() throws {
    var book = InventedBook()
    try make(&book)
    var generator = SeededGenerator(seed: 1)
    let period = Period(year: try .of(2024))
    for _ in 1...3 {
      let found = try #require(try book.matching(in: period))
      #expect(found.inShort == expected)
      #expect(found.bridge.isBalanced)
      book = book.shuffled(using: &generator)
    }
  }
}

extension StatementMatching {
  /// Matches first, then lines and movements that are left, in their orders.
  fileprivate var inShort: [String] {
    matches.map { match in
      let references = match.lines.map(\.reference.printed).joined(separator: "+")
      return "\(match.stage) \(references)=\(match.movements.map(\.inShort).joined(separator: "+"))"
    } + openLines.map { "\($0.tie == nil ? "?" : "~") \($0.line.reference)" }
      + openMovements.map { "\($0.isCandidate ? "~" : "?") \($0.movement.inShort)" }
  }
}

extension Movement {
  /// `凭1`, or `退1<凭1`.
  fileprivate var inShort: String { "\(voucher)" + (returned.map { "<\($0)" } ?? "") }
}

@Suite("国库流水的核对")
struct StatementMatchingTests {
  @Test("按凭证号", arguments: numbered)
  func byNumber(row: MatchingRow) throws { try row.check() }

  static let numbered = [
    MatchingRow("whatever the amount, payee and day", "byNumber 流1=凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(booked: "2024-11-01", amount: "3", payee: "乙所", voucher: "凭1")]
    },
    MatchingRow("several lines name one voucher, in order of their days", "byNumber 流2+流1=凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [
        try .sample(booked: "2024-04-02", voucher: "凭1"), try .sample("流2", voucher: "凭1"),
      ]
    },
    MatchingRow("printed as its first line is, whatever else is written", "byNumber 流1=凭(1)") {
      $0.lines = [try .voucher("凭（1）/2"), try .voucher("凭(1)/1"), try .voucher("凭[1]/3")]
      $0.bankLines = [try .sample(voucher: "凭〔1〕")]
    },
    MatchingRow("a voucher without money is named all the same", "byNumber 流1=凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "冲1", on: "2024-05-01")]
      $0.bankLines = [try .sample(voucher: "凭1")]
    },
    MatchingRow("a voucher of reversals stands for what it reverses", "byNumber 流1+流2=凭1") {
      let lines = [try PaymentLine.voucher("凭1/1"), try .voucher("凭1/2")]
      $0.lines = lines
      $0.lines += [
        try lines[0].reversed(by: "冲1/1", on: "2024-05-01"),
        try lines[1].reversed(by: "冲1/2", on: "2024-05-01"),
      ]
      $0.bankLines = [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-05-02", amount: "-1000", voucher: "冲1"),
      ]
    },
    MatchingRow("a voucher that also pays is named as itself", "byNumber 流1=凭2", "? 凭1") {
      let line = try PaymentLine.voucher("凭1", amount: "900")
      $0.lines = [
        line, try .voucher("凭2/1", paid: "2024-05-01"),
        try line.reversed(by: "凭2/2", on: "2024-05-01", amount: "100"),
      ]
      $0.bankLines = [try .sample(booked: "2024-05-01", voucher: "凭2")]
    },
    MatchingRow("a named voucher is no candidate any more", "byNumber 流2=凭1", "? 流1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(), try .sample("流2", amount: "1", voucher: "凭1")]
    },
  ]

  @Test("退回", arguments: returns)
  func returned(row: MatchingRow) throws { try row.check() }

  static let returns = [
    MatchingRow("an ordinary return, nobody names a number", "unique 流1=凭1", "unique 流2=退1<凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-04-03", kind: .bankReturn)]
      $0.bankLines = [try .sample(), try .sample("流2", booked: "2024-04-03", amount: "-1000")]
    },
    MatchingRow("five days away", "unique 流2=退1<凭1", "? 凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-06-06", kind: .bankReturn)]
      $0.bankLines = [try .sample("流2", booked: "2024-06-01", amount: "-1000")]
    },
    MatchingRow("six days away is too far", "? 流2", "? 凭1", "? 退1<凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-06-07", kind: .bankReturn)]
      $0.bankLines = [try .sample("流2", booked: "2024-06-01", amount: "-1000")]
    },
    MatchingRow("a correction is no candidate of what came back", "? 流2") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines = [try .sample("流2", booked: "2024-06-01", amount: "-1000")]
    },
    MatchingRow("two alike are tied", "~ 流1", "? 凭2", "? 凭1", "~ 退1<凭1", "~ 退2<凭2") {
      let lines = [try PaymentLine.voucher("凭1"), try .voucher("凭2", paid: "2024-03-02")]
      $0.lines = lines
      $0.lines += [
        try lines[0].reversed(by: "退1", on: "2024-06-01", kind: .bankReturn),
        try lines[1].reversed(by: "退2", on: "2024-06-02", kind: .bankReturn),
      ]
      $0.bankLines = [try .sample(booked: "2024-06-01", amount: "-1000")]
    },
    MatchingRow("what came back is no part of a sum", "? 流1", "? 凭1", "? 凭2", "? 退1<凭1", "? 退1<凭2")
    {
      try $0.returnTogether()
      $0.bankLines = [try .sample(booked: "2024-06-01", amount: "-1300")]
    },
    MatchingRow("named by the reversal's number, whatever the amount", "byNumber 流1=退1<凭1", "? 凭1")
    {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-06-01", kind: .bankReturn)]
      $0.bankLines = [try .sample(booked: "2024-08-01", amount: "-1", voucher: "退1")]
    },
    MatchingRow("named by the paid voucher's number", "byNumber 流1=凭1", "byNumber 流2=退1<凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-06-01", kind: .bankReturn)]
      $0.bankLines = [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-01", amount: "-1000", voucher: "凭1"),
      ]
    },
    MatchingRow("nothing returns it, something corrects it", "byNumber 流1+流2=凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines = [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-01", amount: "-1000", voucher: "凭1"),
      ]
    },
    MatchingRow("nothing returns it and nothing corrects it", "? 流1", "? 凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(booked: "2024-06-01", amount: "-1000", voucher: "凭1")]
    },
    MatchingRow("money went out, and the number only returns", "? 流1", "? 凭1", "? 退1<凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-06-01", kind: .bankReturn)]
      $0.bankLines = [try .sample(booked: "2024-06-01", voucher: "退1")]
    },
    MatchingRow("a number that only corrects, whatever the sign", "byNumber 流1+流2=凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "冲1", on: "2024-06-01", amount: "400")]
      $0.bankLines = [
        try .sample(voucher: "冲1"),
        try .sample("流2", booked: "2024-06-01", amount: "-400", voucher: "冲1"),
      ]
    },
    MatchingRow(
      "first round: each takes its own amount", "byNumber 流0=凭1", "byNumber 流1=退2<凭1",
      "byNumber 流2=退1<凭1"
    ) {
      try $0.returnTwice()
      $0.bankLines = [
        try .sample(booked: "2024-06-01", amount: "-700", voucher: "凭1"),
        try .sample("流2", booked: "2024-06-02", amount: "-300", voucher: "凭1"),
        try .sample("流0", voucher: "凭1"),
      ]
    },
    MatchingRow(
      "second round: the earliest that got none in the first", "byNumber 流0=凭1",
      "byNumber 流1=退1<凭1", "byNumber 流2+流3=退2<凭1"
    ) {
      try $0.returnTwice()
      $0.bankLines = [
        try .sample("流0", voucher: "凭1"),
        try .sample(booked: "2024-06-01", amount: "-300", voucher: "凭1"),
        try .sample("流2", booked: "2024-06-02", amount: "-200", voucher: "凭1"),
        try .sample("流3", booked: "2024-06-03", amount: "-500", voucher: "凭1"),
      ]
    },
    MatchingRow(
      "second round: all have one, so the earliest of all", "byNumber 流0=凭1",
      "byNumber 流1+流3=退1<凭1", "byNumber 流2=退2<凭1"
    ) {
      try $0.returnTwice()
      $0.bankLines = [
        try .sample("流0", voucher: "凭1"),
        try .sample(booked: "2024-06-01", amount: "-300", voucher: "凭1"),
        try .sample("流2", booked: "2024-06-02", amount: "-700", voucher: "凭1"),
        try .sample("流3", booked: "2024-06-03", amount: "-5", voucher: "凭1"),
      ]
    },
  ]

  @Test("唯一对应", arguments: pairs)
  func unique(row: MatchingRow) throws { try row.check() }

  static let pairs = [
    MatchingRow("five days later", "unique 流1=凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(booked: "2024-04-06")]
    },
    MatchingRow("six days later is too far", "? 流1", "? 凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(booked: "2024-04-07")]
    },
    MatchingRow("five days earlier, over a leap day", "unique 流1=凭1") {
      $0.lines = [try .voucher("凭1", paid: "2024-03-02")]
      $0.bankLines = [try .sample(booked: "2024-02-26")]
    },
    MatchingRow("six days earlier is too far", "? 流1", "? 凭1") {
      $0.lines = [try .voucher("凭1", paid: "2024-03-02")]
      $0.bankLines = [try .sample(booked: "2024-02-25")]
    },
    MatchingRow("across the years", "unique 流1=凭1") {
      $0.lines = [try .voucher("凭1", paid: "2023-12-30")]
      $0.bankLines = [try .sample(booked: "2024-01-03")]
    },
    MatchingRow("a fen is a difference", "? 流1", "? 凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(amount: "1000.01")]
    },
    MatchingRow("the net counts, not what was paid", "unique 流1=凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "冲1", on: "2024-09-01", amount: "400")]
      $0.bankLines = [try .sample(amount: "600")]
    },
    MatchingRow("names in another width and other brackets are one", "unique 流1=凭1") {
      $0.lines = [try .voucher("凭1", payee: "甲（一）所")]
      $0.bankLines = [try .sample(payee: "甲 ［一］所\u{3000}")]
    },
    MatchingRow("a name that differs in one character is another", "? 流1", "? 凭1") {
      $0.lines = [try .voucher("凭1", payee: "甲律师事务所")]
      $0.bankLines = [try .sample(payee: "甲律師事务所")]
    },
    MatchingRow("two and two are all tied", "~ 流1", "~ 流2", "~ 凭1", "~ 凭2") {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines = [try .sample(), try .sample("流2")]
    },
    MatchingRow(
      "nothing is propagated: 凭1 could only be 流1, and stays open", "~ 流1", "~ 流2", "~ 凭1", "~ 凭2"
    ) {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2", paid: "2024-04-06")]
      $0.bankLines = [try .sample(booked: "2024-04-04"), try .sample("流2", booked: "2024-04-10")]
    },
  ]

  @Test("合计对应", arguments: sums)
  func sum(row: MatchingRow) throws { try row.check() }

  static let sums = [
    MatchingRow("two of three of one day, five days before", "sum 流1=凭1+凭2", "? 凭3") {
      $0.lines = [
        try .voucher("凭2", amount: "300"), try .voucher("凭1", amount: "200"),
        try .voucher("凭3", amount: "400"),
      ]
      $0.bankLines = [try .sample(booked: "2024-04-06", amount: "500")]
    },
    MatchingRow("six days before is too far", "? 流1", "? 凭1", "? 凭2") {
      $0.lines = [try .voucher("凭1", amount: "200"), try .voucher("凭2", amount: "300")]
      $0.bankLines = [try .sample(booked: "2024-04-07", amount: "500")]
    },
    MatchingRow("vouchers of two days are not added", "? 流1", "? 凭1", "? 凭2") {
      $0.lines = [
        try .voucher("凭1", amount: "200"), try .voucher("凭2", paid: "2024-04-02", amount: "300"),
      ]
      $0.bankLines = [try .sample(amount: "500")]
    },
    MatchingRow("vouchers of two payees are not added", "? 流1", "? 凭1", "? 凭2") {
      $0.lines = [
        try .voucher("凭1", amount: "200"), try .voucher("凭2", amount: "300", payee: "乙所"),
      ]
      $0.bankLines = [try .sample(amount: "500")]
    },
    MatchingRow("two ways on one day", "? 流1", "? 凭1", "? 凭2", "? 凭3", "? 凭4") {
      $0.lines = [
        try .voucher("凭1", amount: "100"), try .voucher("凭2", amount: "400"),
        try .voucher("凭3", amount: "200"), try .voucher("凭4", amount: "300"),
      ]
      $0.bankLines = [try .sample(amount: "500")]
    },
    MatchingRow("one way on each of two days", "? 流1", "? 凭1", "? 凭2", "? 凭3", "? 凭4") {
      $0.lines = [
        try .voucher("凭1", amount: "100"), try .voucher("凭2", amount: "400"),
        try .voucher("凭3", paid: "2024-04-05", amount: "200"),
        try .voucher("凭4", paid: "2024-04-05", amount: "300"),
      ]
      $0.bankLines = [try .sample(booked: "2024-04-03", amount: "500")]
    },
    MatchingRow(
      "a voucher that another line's sum could use", "? 流1", "? 流2", "? 凭1", "? 凭2", "? 凭3"
    ) {
      $0.lines = [
        try .voucher("凭1", amount: "100"), try .voucher("凭2", amount: "200"),
        try .voucher("凭3", amount: "400"),
      ]
      $0.bankLines = [try .sample(amount: "300"), try .sample("流2", amount: "500")]
    },
    MatchingRow("two lines with a sum each", "sum 流1=凭1+凭2", "sum 流2=凭3+凭4") {
      $0.lines = [
        try .voucher("凭1", amount: "1"), try .voucher("凭2", amount: "2"),
        try .voucher("凭3", amount: "40"), try .voucher("凭4", amount: "80"),
      ]
      $0.bankLines = [try .sample(amount: "3"), try .sample("流2", amount: "120")]
    },
    MatchingRow(
      "the candidate of a tied line is in no sum", "~ 流1", "~ 流2", "? 流3", "~ 凭1", "? 凭2"
    ) {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2", amount: "5")]
      $0.bankLines = [try .sample(), try .sample("流2"), try .sample("流3", amount: "1005")]
    },
    MatchingRow("a line with a candidate looks for no sum", "unique 流1=凭1", "? 凭2", "? 凭3") {
      $0.lines = [
        try .voucher("凭1", amount: "300"), try .voucher("凭2", amount: "100"),
        try .voucher("凭3", amount: "200"),
      ]
      $0.bankLines = [try .sample(amount: "300")]
    },
  ]

  @Test("a day with more than twelve open vouchers is not searched", arguments: [12, 13])
  func crowdedDay(count: Int) throws {
    var book = InventedBook()
    // Each amount twice the one before: every sum has one way to it.
    for index in 1...count {
      var line = try PaymentLine.voucher("凭\(index)")
      line.amount = Money(fen: 1 << index)
      book.lines.append(line)
    }
    book.bankLines = [try .sample(amount: "0.06")]
    let period = Period(year: try .of(2024))
    let matching = try #require(try book.matching(in: period))
    #expect(matching.matches.map(\.stage) == (count == 12 ? [.sum] : []))
    #expect(matching.openLines.allSatisfy { $0.reason.contains("超过 12 张") })
    // What is matched by other means does not count.
    book.bankLines.append(try .sample("流2", amount: "1", voucher: "凭\(count)"))
    let freed = try #require(try book.matching(in: period))
    #expect(freed.matches.map(\.stage) == [.sum, .byNumber])
    #expect(freed.matches[0].movements.map(\.voucher.printed) == ["凭1", "凭2"])
  }
}

extension InventedBook {
  /// 凭1 of 1,000 and 凭2 of 300 to one payee, which one voucher returns on 1 June.
  mutating func returnTogether() throws {
    let paid = [try PaymentLine.voucher("凭1"), try .voucher("凭2", amount: "300")]
    lines = paid
    lines += [
      try paid[0].reversed(by: "退1/1", on: "2024-06-01", kind: .bankReturn),
      try paid[1].reversed(by: "退1/2", on: "2024-06-01", kind: .bankReturn),
    ]
  }

  /// 凭1 of 1,000, of which 300 came back on 1 June and 700 on 2 June.
  mutating func returnTwice() throws {
    let paid = try PaymentLine.voucher("凭1")
    lines = [
      paid, try paid.reversed(by: "退1", on: "2024-06-01", amount: "300", kind: .bankReturn),
      try paid.reversed(by: "退2", on: "2024-06-02", amount: "700", kind: .bankReturn),
    ]
  }
}
