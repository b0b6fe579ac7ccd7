import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("S 国库流水规则")
struct StatementRuleTests {
  @Test("S01 有账无流水", arguments: withoutLine + recentlyPaid)
  func s01(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let withoutLine = [
    row("holds: the line explains it") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample()]
    },
    row("breaks: nothing explains it", finds: "S01 high 凭1 1000.00 2024-04-01") {
      $0.lines += [try .voucher("凭1")]
    },
    row("breaks: the net of all its lines", finds: "S01 high 凭1 1300.00 2024-04-01") {
      $0.lines += [try .voucher("凭1/1"), try .voucher("凭1/2", amount: "300")]
    },
    row("breaks: less what a later voucher takes back", finds: "S01 high 凭1 600.00 2024-04-01") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2024-09-01", amount: "400")]
    },
    row("silent: taken back whole, and for what takes it back") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2024-09-01")]
    },
    row(
      "breaks: the reversal lies after the as-of day", finds: "S01 high 凭1 1000.00 2024-04-01",
      asOf: "2024-08-31"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2024-09-01")]
    },
    row(
      "breaks: its line is booked after the as-of day", finds: "S01 high 凭1 1000.00 2024-04-01",
      asOf: "2024-04-30"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(booked: "2024-05-01", voucher: "凭1")]
    },
    row(
      "a voucher that pays and takes back another's line is judged by its own payments",
      finds: "S01 high 凭1 600.00 2024-04-01", "S01 high 凭2 500.00 2024-05-01"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [
        line, try .voucher("凭2/1", paid: "2024-05-01", amount: "500"),
        try line.reversed(by: "凭2/2", on: "2024-05-01", amount: "400"),
      ]
    },
    row("silent: paid before the first line was booked") {
      $0.lines += [try .voucher("凭1", paid: "2024-01-01")]
    },
    row(
      "boundary: paid on the day of the first line", finds: "S01 high 凭1 7.00 2024-01-02"
    ) { $0.lines += [try .voucher("凭1", paid: "2024-01-02", amount: "7")] },
    row("the first line of all years counts", finds: "S01 high 凭1 1000.00 2024-01-01") {
      $0.lines += [
        try .voucher("凭1", paid: "2024-01-01"),
        try .voucher("凭2", paid: "2023-11-01", amount: "1"),
      ]
      $0.bankLines += [try .sample(booked: "2023-11-01", amount: "1", voucher: "凭2")]
    },
    row("silent: the voucher is of another year", year: 2025) {
      $0.lines += [try .voucher("凭1")]
      $0.lines += [try .voucher("凭2", paid: "2025-03-01", amount: "5")]
      $0.bankLines += [try .sample(booked: "2025-03-01", amount: "5", voucher: "凭2")]
    },
    row(
      "not testable: no line is booked in the year",
      finds: "S01 info 2025 0.00 2025-12-31 notTestable", year: 2025
    ) { $0.lines += [try .voucher("凭1", paid: "2025-03-01")] },
    row(
      "not testable: the year's lines lie after the as-of day",
      finds: "S01 info 2024 0.00 2024-01-01 notTestable", asOf: "2024-01-01"
    ) { $0.lines += [try .voucher("凭1", paid: "2024-01-01")] },
    RuleRow(
      "not testable: no line at all, with a voucher or without",
      finds: "S01 info 2024 0.00 2024-12-31 notTestable", in: .clean),
    row("silent: what S04 names as candidates", finds: "S04 medium 流1 1000.00 2024-04-01") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines += [try .sample()]
    },
  ]

  static let recentlyPaid = [
    row("info: the third working day before the end", finds: "S01 info 凭1 1000.00 2024-12-26") {
      $0.lines += [try .voucher("凭1", paid: "2024-12-26")]
    },
    row("boundary: the day before that", finds: "S01 high 凭1 1000.00 2024-12-25") {
      $0.lines += [try .voucher("凭1", paid: "2024-12-25")]
    },
    row("info: on the as-of day", finds: "S01 info 凭1 1000.00 2024-12-31") {
      $0.lines += [try .voucher("凭1", paid: "2024-12-31")]
    },
    row(
      "official rest days do not count, worked Sundays do",
      finds: "S01 high 凭1 1000.00 2024-02-07", "S01 info 凭2 1000.00 2024-02-08",
      asOf: "2024-02-19"
    ) {
      $0.lines += [
        try .voucher("凭1", paid: "2024-02-07"), try .voucher("凭2", paid: "2024-02-08"),
      ]
    },
    row(
      "without a calendar: Monday to Friday", finds: "S01 high 凭1 1000.00 2024-02-13",
      "S01 info 凭2 1000.00 2024-02-14", asOf: "2024-02-19", knowing: nil
    ) {
      $0.lines += [
        try .voucher("凭1", paid: "2024-02-13"), try .voucher("凭2", paid: "2024-02-14"),
      ]
    },
    row(
      "a year on the way that is not known is as none", finds: "S01 info 凭1 1000.00 2024-12-30",
      year: 2024, asOf: "2025-01-02", knowing: 2025...2025
    ) { $0.lines += [try .voucher("凭1", paid: "2024-12-30")] },
  ]

  @Test("S02 有流水无账", arguments: withoutVoucher)
  func s02(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let withoutVoucher = [
    row("breaks: nothing like it in the ledger", finds: "S02 block 流1 1000.00 2024-04-01") {
      $0.bankLines += [try .sample()]
    },
    row(
      "breaks: an unknown number goes no further, whatever else agrees",
      finds: "S02 block 流1 1000.00 2024-04-01", "S01 high 凭1 1000.00 2024-04-01"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(voucher: "凭9")]
    },
    row(
      "breaks: the voucher it names lies after the as-of day",
      finds: "S02 block 流1 1000.00 2024-04-01", asOf: "2024-04-30"
    ) {
      $0.lines += [try .voucher("凭1", paid: "2024-05-01")]
      $0.bankLines += [try .sample(voucher: "凭1")]
    },
    row(
      "breaks: an unnumbered return, even of the very voucher",
      finds: "S02 block 流1 -1000.00 2024-04-01", "S01 high 凭1 1000.00 2024-04-01"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(amount: "-1000")]
    },
    row(
      "breaks: it names a voucher of reversals of several",
      finds: "S02 block 流1 -1000.00 2024-06-01"
    ) {
      let lines = [try PaymentLine.voucher("凭1"), try .voucher("凭2")]
      $0.lines += lines
      $0.lines += [
        try lines[0].reversed(by: "冲1/1", on: "2024-06-01"),
        try lines[1].reversed(by: "冲1/2", on: "2024-06-01"),
      ]
      $0.bankLines += [try .sample(booked: "2024-06-01", amount: "-1000", voucher: "冲1")]
    },
    row(
      "breaks: it names a reversal that lies after the as-of day",
      finds: "S02 block 流1 -1000.00 2024-04-02", "S01 high 凭1 1000.00 2024-04-01",
      asOf: "2024-05-31"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [try .sample(booked: "2024-04-02", amount: "-1000", voucher: "冲1")]
    },
    row(
      "breaks: it names a reversal of what is not recorded",
      finds: "S02 block 流1 -1000.00 2024-06-01"
    ) {
      $0.lines += [try PaymentLine.voucher("凭1").reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [try .sample(booked: "2024-06-01", amount: "-1000", voucher: "冲1")]
    },
    row("silent: the line is of another year", year: 2025) {
      $0.bankLines += [try .sample()]
      $0.lines += [try .voucher("凭2", paid: "2025-03-01", amount: "5")]
      $0.bankLines += [try .sample("流2", booked: "2025-03-01", amount: "5", voucher: "凭2")]
    },
    row("silent: the line lies after the as-of day", asOf: "2024-03-31") {
      $0.bankLines += [try .sample()]
    },
    row(
      "two lines alike but for their references are two",
      finds: "S02 block 流2 9.00 2024-04-01", "S02 block 流3 9.00 2024-04-01"
    ) {
      $0.bankLines += [
        try .sample("流2", amount: "9"), try .sample("流3", amount: "9"),
      ]
    },
  ]

  @Test("S03 金额不一致", arguments: amountDiffers)
  func s03(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let amountDiffers = [
    row("holds: two lines that name a voucher sum to it") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(amount: "300", voucher: "凭1"),
        try .sample("流2", booked: "2024-08-01", amount: "700", voucher: "凭 １"),
      ]
    },
    row("breaks: too much, on the day of the latest line", finds: "S03 block 凭1 0.01 2024-08-01") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample("流2", booked: "2024-08-01", amount: "700", voucher: "凭1"),
        try .sample(amount: "300.01", voucher: "凭1"),
      ]
    },
    row("breaks: too little, signed", finds: "S03 block 凭1 -400.00 2024-04-01") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(amount: "600", voucher: "凭1")]
    },
    row("holds: paid, returned and taken back, under any of the numbers") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01", amount: "400")]
      $0.bankLines += [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-01", amount: "-300", voucher: "冲1"),
        try .sample("流3", booked: "2024-06-01", amount: "-100", voucher: "凭1"),
      ]
    },
    row(
      "breaks: taken back whole, the return is missing",
      finds: "S03 block 凭1 1000.00 2024-04-01"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [try .sample(voucher: "凭1")]
    },
    row("holds: taken back whole and returned") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-03", amount: "-1000", voucher: "冲1"),
      ]
    },
    row("breaks: returned, not taken back", finds: "S03 block 凭1 -1000.00 2024-06-03") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-03", amount: "-1000", voucher: "凭1"),
      ]
    },
    row("belongs to the latest line: silent in the voucher's year", asOf: "2025-01-31") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(amount: "300", voucher: "凭1"),
        try .sample("流2", booked: "2025-01-03", amount: "600", voucher: "凭1"),
      ]
    },
    row(
      "belongs to the latest line: speaks in its year", finds: "S03 block 凭1 -100.00 2025-01-03",
      year: 2025
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(amount: "300", voucher: "凭1"),
        try .sample("流2", booked: "2025-01-03", amount: "600", voucher: "凭1"),
      ]
    },
  ]

  @Test("S04 匹配不唯一", arguments: tied)
  func s04(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let tied = [
    row("breaks: two candidates", finds: "S04 medium 流1 1000.00 2024-04-01") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2", paid: "2024-04-06")]
      $0.bankLines += [try .sample()]
    },
    row("boundary: the other is six days away", finds: "S01 high 凭2 1000.00 2024-04-07") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2", paid: "2024-04-07")]
      $0.bankLines += [try .sample()]
    },
    row(
      "breaks: one candidate of two lines", finds: "S04 medium 流1 1000.00 2024-04-01",
      "S04 medium 流2 1000.00 2024-04-03"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(), try .sample("流2", booked: "2024-04-03")]
    },
    row("belongs to the line: silent elsewhere", year: 2025) {
      $0.lines += [try .voucher("凭1", paid: "2025-01-01"), try .voucher("凭2", paid: "2025-01-02")]
      $0.bankLines += [try .sample(booked: "2024-12-31")]
      $0.lines += [try .voucher("凭3", paid: "2025-03-01", amount: "5")]
      $0.bankLines += [try .sample("流3", booked: "2025-03-01", amount: "5", voucher: "凭3")]
    },
    row("holds: a numbered twin takes its own voucher first") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines += [try .sample(), try .sample("流2", voucher: "凭2")]
    },
  ]

  @Test("S05 流水收款人不符", arguments: payeeDiffers)
  func s05(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let payeeDiffers = [
    row("holds: the same but for width, white space and brackets") {
      $0.lines += [try .voucher("凭1", payee: "甲（一）所")]
      $0.bankLines += [try .sample(payee: "甲 [一]所", voucher: "凭1")]
    },
    row("breaks: another payee", finds: "S05 high 流1 1000.00 2024-04-01") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(payee: "乙所", voucher: "凭1")]
    },
    row(
      "breaks for each line, a return and a reversal's too",
      finds: "S05 high 流1 1000.00 2024-04-01", "S05 high 流2 -400.00 2024-06-01"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01", amount: "400")]
      $0.bankLines += [
        try .sample(payee: "乙所", voucher: "凭1"),
        try .sample("流2", booked: "2024-06-01", amount: "-400", payee: "乙所", voucher: "冲1"),
      ]
    },
    row("silent: the line is of another year", year: 2025) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(payee: "乙所", voucher: "凭1"),
        try .sample("流2", booked: "2025-01-02", amount: "-1", voucher: "凭1"),
        try .sample("流3", booked: "2025-01-02", amount: "1", voucher: "凭1"),
      ]
    },
  ]
}

extension PaymentLine {
  /// 1,000 yuan for office work to 甲所 on 1 April 2024.
  static func voucher(
    _ id: String, paid: String = "2024-04-01", amount: String = "1000", payee: String = "甲所"
  ) throws -> PaymentLine {
    try .sample(id, paid: paid, amount: amount, case: nil, use: .other, payee: payee)
  }
}

/// A row that starts from 凭0 of 2 January 2024, which its line 流0 names.
private func row(
  _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
  knowing years: ClosedRange<Int>? = 2023...2025,
  _ change: @escaping @Sendable (inout InventedBook) throws -> Void
) -> RuleRow {
  RuleRow(name, finding: expected, year: year, asOf: asOf, knowing: years, in: .empty) { book in
    book.lines = [try .voucher("凭0", paid: "2024-01-02", amount: "5")]
    book.bankLines = [try .sample("流0", booked: "2024-01-02", amount: "5", voucher: "凭0")]
    try change(&book)
  }
}
