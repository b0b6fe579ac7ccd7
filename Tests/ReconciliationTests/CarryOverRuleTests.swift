import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("F05 结转超期与上年结转")
struct CarryOverRuleTests {
  @Test("F05 结转超期", arguments: balances + exemptions + laterDays + successors)
  func f05(row: RuleRow) throws { try row.check(judging: ["F01", "F05"]) }

  static let balances = [
    row("breaks: one fen of last year's row is left", finds: "F05 high 文1 0.01 2024-12-31") {
      $0.appropriations = [try .sample(year: 2023, amount: "1000.01")]
      $0.lines = [try .session()]
    },
    row("holds: it is used up to the fen") {
      $0.appropriations = [try .sample(year: 2023, amount: "1000")]
      $0.lines = [try .session()]
    },
    row("silent: it is overdrawn", finds: "F01 block 文1 0.01 -") {
      $0.appropriations = [try .sample(year: 2023, amount: "999.99")]
      $0.lines = [try .session()]
    },
    row("holds: money of the year itself") { $0.appropriations = [try .sample()] },
    row("breaks: a carried-over row", finds: "F05 high 文1 500.00 2024-12-31") {
      $0.appropriations = [try .sample(amount: "500", carriedFrom: 2023)]
    },
    row("breaks: money of years ago", finds: "F05 high 文1 500.00 2024-12-31") {
      $0.appropriations = [try .sample(year: 2023, amount: "500", carriedFrom: 2019)]
    },
    row("holds: the row is of a later budget year") {
      $0.appropriations = [
        try .sample(year: 2025, received: "2024-12-01", amount: "500", carriedFrom: 2023)
      ]
    },
    row("holds: recalled on 31 December") {
      $0.appropriations = [try .sample(year: 2023, amount: "500")]
      $0.changes = [try .recall(year: 2023, on: "2024-12-31", "500")]
    },
    row("breaks: adjusted upwards in the year", finds: "F05 high 文1 0.01 2024-12-31") {
      $0.appropriations = [try .sample(year: 2023, amount: "1000")]
      $0.changes = [try .adjustment(year: 2023, on: "2024-12-31", "0.01")]
      $0.lines = [try .session()]
    },
    row("breaks: a reversal gives it back", finds: "F05 high 文1 300.00 2024-12-31") {
      $0.appropriations = [try .sample(year: 2023, amount: "1000")]
      let line = try PaymentLine.session(paid: "2023-05-01")
      $0.lines = [line, try line.reversed(by: "凭2", on: "2024-12-31", amount: "300")]
    },
    row(
      "every row is named, also two of one document", finds: "F05 high 文1 2.00 2024-12-31",
      "F05 high 文1 3.00 2024-12-31", "F05 high 文2 1.00 2024-12-31"
    ) {
      $0.appropriations = [
        try .sample("文2", year: 2023, amount: "1"), try .sample(year: 2023, amount: "2"),
        try .sample(year: 2022, amount: "3"), try .sample(year: 2024, amount: "4"),
      ]
    },
    row("silent in the year the money is of", year: 2023) {
      $0.appropriations = [try .sample(year: 2023, amount: "500")]
    },
  ]

  static let exemptions = FundSource.allCases.map { source in
    let isExempt = source == .donation || source == .lotteryFund
    return row(
      (isExempt ? "holds: " : "breaks: ") + source.rawValue,
      finding: isExempt ? [] : ["F05 high 文1 500.00 2024-12-31"]
    ) {
      $0.appropriations = [try .sample(year: 2023, source: source, amount: "500")]
    }
  }

  static let laterDays = [
    row("not judged before 31 December", asOf: "2024-12-30") {
      $0.appropriations = [try .sample(year: 2023, amount: "500")]
    },
    row(
      "stands later, dated 31 December", finds: "F05 high 文1 500.00 2024-12-31",
      asOf: "2026-03-01"
    ) { $0.appropriations = [try .sample(year: 2023, amount: "500")] },
    row(
      "stands in each later year", finds: "F05 high 文1 500.00 2025-12-31", year: 2025
    ) { $0.appropriations = [try .sample(year: 2023, amount: "500")] },
    row("recalled after the year's end: not seen", finds: "F05 high 文1 500.00 2024-12-31") {
      $0.appropriations = [try .sample(year: 2023, amount: "500")]
      $0.changes = [try .recall(year: 2023, on: "2025-01-01", "500")]
    },
    row(
      "recalled after the year's end: it stood on 31 December all the same",
      finds: "F05 high 文1 500.00 2024-12-31", asOf: "2025-01-01"
    ) {
      $0.appropriations = [try .sample(year: 2023, amount: "500")]
      $0.changes = [try .recall(year: 2023, on: "2025-01-01", "500")]
    },
    row(
      "recalled in part: the balance of 31 December stands",
      finds: "F05 high 文1 500.00 2024-12-31", asOf: "2025-01-01"
    ) {
      $0.appropriations = [try .sample(year: 2023, amount: "500")]
      $0.changes = [try .recall(year: 2023, on: "2025-01-01", "499.99")]
    },
    row(
      "paid out after the year's end: so too", finds: "F05 high 文1 1000.00 2024-12-31",
      asOf: "2025-02-01"
    ) {
      $0.appropriations = [try .sample(year: 2023, amount: "1000")]
      $0.lines = [try .session(paid: "2025-02-01")]
    },
    row("silent: given back after the year's end only", asOf: "2025-02-01") {
      $0.appropriations = [try .sample(year: 2023, amount: "1000")]
      let line = try PaymentLine.session()
      $0.lines = [line, try line.reversed(by: "凭2", on: "2025-01-02", amount: "300")]
    },
    row("silent: adjusted upwards after the year's end only", asOf: "2025-02-01") {
      $0.appropriations = [try .sample(year: 2023, amount: "1000")]
      $0.changes = [try .adjustment(year: 2023, on: "2025-01-01", "10")]
      $0.lines = [try .session()]
    },
    row("silent: received after the year's end only", asOf: "2025-02-01") {
      $0.appropriations = [try .sample(received: "2025-01-02", amount: "500", carriedFrom: 2023)]
    },
    row("a change before the receipt is not yet money", asOf: "2025-02-01") {
      $0.appropriations = [try .sample(received: "2025-01-02", amount: "500", carriedFrom: 2023)]
      $0.changes = [try .adjustment(on: "2024-12-31", "10")]
    },
  ]

  static let successors = [
    row("the row carried over is ended by its successor", finds: "F05 high 文1 450.00 2024-12-31") {
      $0.appropriations = [
        try .sample(year: 2023, amount: "500"),
        try .sample(received: "2024-12-31", amount: "450", carriedFrom: 2023),
      ]
    },
    row("carried over after the year's end: not seen", finds: "F05 high 文1 500.00 2024-12-31") {
      try $0.carryIntoNextYear()
    },
    row(
      "nor on the day before the receipt", finds: "F05 high 文1 500.00 2024-12-31",
      asOf: "2025-01-09"
    ) { try $0.carryIntoNextYear() },
    row(
      "nor from that day on", finds: "F05 high 文1 500.00 2024-12-31", asOf: "2025-01-10"
    ) { try $0.carryIntoNextYear() },
    row(
      "the successor is named in its own year", finds: "F05 high 文1 500.00 2025-12-31", year: 2025
    ) { try $0.carryIntoNextYear() },
    row(
      "a new row of the next year ends nothing", finds: "F05 high 文1 500.00 2024-12-31"
    ) { $0.appropriations = [try .sample(year: 2023, amount: "500"), try .sample()] },
    row(
      "only the next earlier row is ended", finds: "F05 high 文1 500.00 2024-12-31",
      "F05 high 文1 700.00 2024-12-31"
    ) {
      $0.appropriations = [
        try .sample(year: 2021, amount: "700"), try .sample(year: 2023, amount: "600"),
        try .sample(amount: "500", carriedFrom: 2021),
      ]
    },
  ]

  /// A row about appropriations alone: there is no case and no opening.
  private static func row(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void
  ) -> RuleRow {
    row(name, finding: expected, year: year, asOf: asOf, change)
  }

  private static func row(
    _ name: String, finding expected: [String], year: Int = 2024, asOf: String? = nil,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .empty, change)
  }

  @Test("F05 says which money, of which year, and how much is left")
  func message() throws {
    var book = InventedBook()
    book.appropriations = [try .sample(amount: "1500", carriedFrom: 2023)]
    let finding = try #require(try book.reconcile().findings.first { $0.rule == "F05" })
    for words in ["文1", "中央转移支付", "2024 年度", "2023 年的资金", "1,500.00 元"] {
      #expect(finding.message.contains(words), "\(words)")
    }
  }
}

@Suite("上年结转的来处")
struct OpeningTests {
  /// A book of 2024, and the opening it has.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let opening: String?
    let asOf: String?
    let change: @Sendable (inout InventedBook) throws -> Void

    init(
      _ name: String, _ opening: String?, asOf: String? = nil,
      _ change: @escaping @Sendable (inout InventedBook) throws -> Void
    ) {
      testDescription = name
      self.opening = opening
      self.asOf = asOf
      self.change = change
    }
  }

  static let rows = [
    Row("none: nothing says so", nil) { $0.appropriations = [try .sample()] },
    Row("stated", "7.00") { try $0.stateOpening("7") },
    Row("stated as nothing", "0.00") { try $0.stateOpening("0") },
    Row("none: stated for another year", nil) { try $0.stateOpening("7", year: 2023) },
    Row("carried by the closing of the year before", "5.00") { try $0.carry("5") },
    Row("carried as nothing: an opening of zero", "0.00") { try $0.carry("0") },
    Row("none: carried into another year", nil) { try $0.carry("5", into: 2025) },
    Row("the sum of carried-over rows", "30.00") {
      $0.appropriations = [
        try .sample(amount: "10", carriedFrom: 2023),
        try .sample("文2", amount: "20", carriedFrom: 2021), try .sample("文3", amount: "40"),
      ]
    },
    Row("none: rows of another budget year", nil) {
      $0.appropriations = [
        try .sample(year: 2023, amount: "10", carriedFrom: 2022),
        try .sample(year: 2025, received: "2024-12-01", amount: "10", carriedFrom: 2023),
      ]
    },
    Row("none: a carried-over row that is not yet received", nil, asOf: "2024-01-09") {
      $0.appropriations = [try .sample(received: "2024-01-10", amount: "10", carriedFrom: 2023)]
    },
    Row("from its receipt on it is", "10.00", asOf: "2024-01-10") {
      $0.appropriations = [try .sample(received: "2024-01-10", amount: "10", carriedFrom: 2023)]
    },
    Row("an adjustment of a carried-over row is the year's appropriation", "10.00") {
      $0.appropriations = [try .sample(amount: "10", carriedFrom: 2023)]
      $0.changes = [try .adjustment(on: "2024-02-01", "4")]
    },
    Row("what is stated stands before what was carried", "7.00") {
      try $0.stateOpening("7")
      try $0.carry("5")
      $0.appropriations = [try .sample(amount: "10", carriedFrom: 2023)]
    },
    Row("what was carried stands before rows", "5.00") {
      try $0.carry("5")
      $0.appropriations = [try .sample(amount: "10", carriedFrom: 2023)]
    },
    Row("also when nothing was carried", "0.00") {
      try $0.carry("0")
      $0.appropriations = [try .sample(amount: "10", carriedFrom: 2023)]
    },
  ]

  @Test("stated, else carried, else carried-over rows, else none", arguments: rows)
  func opening(row: Row) throws {
    var book = InventedBook()
    try row.change(&book)
    let result = try book.reconcile(asOf: row.asOf)
    #expect(result.book.funds.opening?.yuanText == row.opening)
    let identity = try #require(result.identities.first { $0.id == "I03" })
    #expect(identity.outcome == (row.opening == nil ? .notTestable : .pass))
  }

  @Test("a carried opening pays, and an opening of zero is one: F03 speaks of no other")
  func available() throws {
    var book = InventedBook()
    book.lines = [try .session()]
    for (carried, excess) in [("1000", nil), ("999.99", "0.01"), ("0", "1000.00")] {
      try book.carry(carried)
      let finding = try book.reconcile().findings.first { $0.rule == "F03" }
      #expect(finding?.amount.yuanText == excess)
      #expect(finding?.message.contains("未登记的上年结转") != true)
    }
  }
}

extension PaymentLine {
  /// 1,000 yuan for office work from 文1, for no case and no shift.
  fileprivate static func session(paid: String = "2024-04-01") throws -> PaymentLine {
    try .sample(paid: paid, case: nil, use: .other)
  }
}

extension InventedBook {
  /// What a closing carried into 2024 or another year.
  fileprivate mutating func carry(_ amount: String, into year: Int = 2024) throws {
    carried[try .of(year)] = try .yuan(amount)
  }

  /// 500 yuan of 2023, carried into 2024 and on 10 January into 2025.
  fileprivate mutating func carryIntoNextYear() throws {
    appropriations = [
      try .sample(amount: "500", carriedFrom: 2023),
      try .sample(year: 2025, received: "2025-01-10", amount: "500", carriedFrom: 2023),
    ]
  }
}
