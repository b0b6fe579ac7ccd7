import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("结转以后的钱")
struct CarriedRowTests {
  /// A book of 文1 and what its rows hold, with the identities that do not pass.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let balances: [String]
    let broken: [String]
    let year: Int
    let asOf: String?
    let change: @Sendable (inout InventedBook) throws -> Void

    init(
      _ name: String, _ balances: [String], broken: [String] = [], year: Int = 2024,
      asOf: String? = nil, _ change: @escaping @Sendable (inout InventedBook) throws -> Void
    ) {
      testDescription = name
      self.balances = balances
      self.broken = broken
      self.year = year
      self.asOf = asOf
      self.change = change
    }
  }

  /// 1,000 yuan of 2023, of which 600 are paid on 29 December; 400 go over into 2024 unless told
  /// otherwise.
  ///
  /// They are donations, of which F05 does not ask how long they are kept.
  fileprivate static func book(received: String = "2024-01-01") throws -> InventedBook {
    var book = InventedBook()
    book.appropriations = [
      try .sample(year: 2023, source: .donation, amount: "1000"),
      try .sample(source: .donation, received: received, amount: "400", carriedFrom: 2023),
    ]
    book.lines = [
      try .sample("凭1/1", paid: "2023-12-29", amount: "600", case: nil, use: .other)
    ]
    try book.stateOpening("0", year: 2023)
    return book
  }

  @Test("a return, an adjustment and a recall count where the money is", arguments: turns + days)
  func balances(row: Row) throws {
    var book = InventedBook()
    try row.change(&book)
    var generator = SeededGenerator(seed: 3)
    for _ in 1...3 {
      let result = try book.reconcile(year: row.year, asOf: row.asOf)
      let found = result.book.funds.accounts.map { account in
        "\(account.appropriation.id.fiscalYear) \(account.balance.yuanText)"
      }
      #expect(found == row.balances)
      let broken = result.identities.filter { $0.outcome == .contradiction }.map(\.id)
      #expect(broken == row.broken)
      book = book.shuffled(using: &generator)
    }
  }

  static let turns = [
    Row("at the year's end the money is where it was", ["2023 400.00", "2024 0.00"], year: 2023) {
      $0 = try book()
    },
    Row("from the receipt of the carried-over row it is there", ["2023 0.00", "2024 400.00"]) {
      $0 = try book()
    },
    Row(
      "a return on 1 January goes to the row that carries it on", ["2023 0.00", "2024 1000.00"]
    ) { try $0.giveBack(on: "2024-01-01") },
    Row(
      "one on 31 December to the row it was paid from, and less was carried than was left",
      ["2023 0.00", "2024 400.00"], broken: ["I02"]
    ) { try $0.giveBack(on: "2023-12-31") },
    Row("seen from its own year", ["2023 1000.00", "2024 0.00"], year: 2023) {
      try $0.giveBack(on: "2023-12-31")
    },
    Row("a part of it", ["2023 0.00", "2024 400.01"]) {
      try $0.giveBack(on: "2024-06-30", "0.01")
    },
    Row("a return after the as-of day", ["2023 0.00", "2024 400.00"], asOf: "2024-06-29") {
      try $0.giveBack(on: "2024-06-30")
    },
    Row("a recall of the earlier row on 1 January", ["2023 0.00", "2024 300.00"]) {
      $0 = try book()
      $0.changes = [try .recall(year: 2023, on: "2024-01-01", "100")]
    },
    Row(
      "a recall on 31 December: more was carried than was left", ["2023 0.00", "2024 400.00"],
      broken: ["I02"]
    ) {
      $0 = try book()
      $0.changes = [try .recall(year: 2023, on: "2023-12-31", "100")]
    },
    Row("an adjustment of the earlier row on 1 January", ["2023 0.00", "2024 450.00"]) {
      $0 = try book()
      $0.changes = [try .adjustment(year: 2023, on: "2024-01-01", "50")]
    },
    Row("a carried amount that is one fen off", ["2023 0.00", "2024 400.01"], broken: ["I02"]) {
      $0 = try book()
      $0.appropriations[1].amount = try .yuan("400.01")
    },
  ]

  static let days = [
    Row(
      "carried on in the middle of the year: before that day the old row holds it",
      ["2023 1000.00", "2024 0.00"], asOf: "2024-01-09"
    ) { try $0.giveBack(on: "2024-01-09", carriedOn: "2024-01-10") },
    Row(
      "and what came back then was not carried", ["2023 0.00", "2024 400.00"],
      broken: ["I02", "I08"]
    ) { try $0.giveBack(on: "2024-01-09", carriedOn: "2024-01-10") },
    Row("from that day on the new one does", ["2023 0.00", "2024 1000.00"]) {
      try $0.giveBack(on: "2024-01-10", carriedOn: "2024-01-10")
    },
    Row(
      "carried on twice: a return of the third year goes to the third row",
      ["2023 0.00", "2024 0.00", "2025 1000.00"], year: 2025
    ) { try $0.giveBack(on: "2025-02-01", carriedTwiceOn: "2025-01-01") },
    Row(
      "to the second while the third is not received", ["2023 0.00", "2024 0.00", "2025 400.00"],
      broken: ["I02", "I08"], year: 2025
    ) { try $0.giveBack(on: "2025-02-01", carriedTwiceOn: "2025-02-02") },
    Row("a new row of the next year carries nothing on", ["2023 1000.00", "2024 400.00"]) {
      try $0.giveBack(on: "2024-06-30")
      $0.appropriations[1].originYear = try .of(2024)
    },
  ]
}

@Suite("年初年末的指标超支")
struct TurnOfYearTests {
  @Test("F01 is told in every year in which it arose or grew", arguments: belonging)
  func f01(row: RuleRow) throws { try row.check(judging: ["F01"]) }

  static let belonging = [
    row("in the budget year, whatever the day of payment", finds: "F01 block 文1 1.00 -", year: 2023)
    { $0.lines = [try session(paid: "2023-12-31", "1001")] },
    row("not in the next year when nothing is paid in it", year: 2024) {
      $0.lines = [try session(paid: "2023-12-31", "1001")]
    },
    row("in the year of a live line", finds: "F01 block 文1 2.00 -", year: 2024) {
      $0.lines = [
        try session(paid: "2023-12-31", "1001"), try session("凭2/1", paid: "2024-01-01", "1"),
      ]
    },
    row("also of one that is taken back in part", finds: "F01 block 文1 1.50 -", year: 2024) {
      let line = try session("凭2/1", paid: "2024-01-01", "1")
      $0.lines = [
        try session(paid: "2023-12-31", "1001"), line,
        try line.reversed(by: "冲1/1", on: "2024-02-01", amount: "0.5"),
      ]
    },
    row("not of one that is taken back whole", year: 2024) {
      let line = try session("凭2/1", paid: "2024-01-01", "1")
      $0.lines = [
        try session(paid: "2023-12-31", "1001"), line,
        try line.reversed(by: "冲1/1", on: "2024-02-01"),
      ]
    },
    row("nor when that is done a year later, seen from there", year: 2024, asOf: "2025-01-01") {
      let line = try session("凭2/1", paid: "2024-01-01", "1")
      $0.lines = [
        try session(paid: "2023-12-31", "1001"), line,
        try line.reversed(by: "冲1/1", on: "2025-01-01"),
      ]
    },
    row("in the year of a recall", finds: "F01 block 文1 1.00 -", year: 2024) {
      $0.lines = [try session(paid: "2023-12-31", "1000")]
      $0.changes = [try .recall(year: 2023, on: "2024-01-01", "1")]
    },
    row("in that of a negative adjustment", finds: "F01 block 文1 1.00 -", year: 2024) {
      $0.lines = [try session(paid: "2023-12-31", "1000")]
      $0.changes = [try .adjustment(year: 2023, on: "2024-12-31", "-1")]
    },
    row("not in that of a positive one", year: 2024) {
      $0.lines = [try session(paid: "2023-12-31", "1002")]
      $0.changes = [try .adjustment(year: 2023, on: "2024-06-01", "1")]
    },
    row("nor in the year after a recall", year: 2025) {
      $0.lines = [try session(paid: "2023-12-31", "1000")]
      $0.changes = [try .recall(year: 2023, on: "2024-12-31", "1")]
    },
    row(
      "a row that was carried on keeps the excess of its year", finds: "F01 block 文1 1.00 -",
      year: 2023
    ) {
      $0.appropriations.append(try .sample(amount: "5", carriedFrom: 2023))
      let line = try session(paid: "2023-12-31", "1001")
      $0.lines = [line, try line.reversed(by: "冲1/1", on: "2024-01-02", amount: "500")]
    },
    row("and what came back is there for the row that carries it on", year: 2024) {
      $0.appropriations.append(try .sample(amount: "5", carriedFrom: 2023))
      let line = try session(paid: "2023-12-31", "1000")
      $0.lines = [
        line, try line.reversed(by: "冲1/1", on: "2024-01-02", amount: "500"),
        try session("凭2/1", paid: "2024-02-01", "505"),
      ]
    },
    row("to the fen", finds: "F01 block 文1 0.01 -", year: 2024) {
      $0.appropriations.append(try .sample(amount: "5", carriedFrom: 2023))
      let line = try session(paid: "2023-12-31", "1000")
      $0.lines = [
        line, try line.reversed(by: "冲1/1", on: "2024-01-02", amount: "500"),
        try session("凭2/1", paid: "2024-02-01", "505.01"),
      ]
    },
  ]

  /// A row about 1,000 yuan of 2023.
  private static func row(
    _ name: String, finds expected: String..., year: Int, asOf: String? = nil,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .empty) {
      $0.appropriations = [try .sample(year: 2023, amount: "1000")]
      try change(&$0)
    }
  }

  private static func session(
    _ id: String = "凭1/1", paid: String, _ amount: String
  ) throws -> PaymentLine {
    try .sample(id, paid: paid, amount: amount, case: nil, use: .other)
  }
}

extension InventedBook {
  /// 1,000 yuan of 2023, of which 600 are paid and given back on a day; 400 go over into 2024.
  fileprivate mutating func giveBack(
    on day: String, _ amount: String? = nil, carriedOn received: String = "2024-01-01",
    carriedTwiceOn again: String? = nil
  ) throws {
    self = try CarriedRowTests.book(received: received)
    lines.append(try lines[0].reversed(by: "冲1/1", on: day, amount: amount))
    if let again {
      appropriations.append(
        try .sample(
          year: 2025, source: .donation, received: again, amount: "400", carriedFrom: 2023))
    }
  }
}
