import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("S 付款和退回没有流水")
struct MovementRuleTests {
  @Test("S01 有账无流水", arguments: withoutLine + dueDays)
  func s01(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let withoutLine = [
    treasuryRow("holds: the line explains it") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample()]
    },
    treasuryRow(
      "breaks: nothing explains it, on its due day", finds: "S01 high 凭1 1000.00 2024-04-05"
    ) {
      $0.lines += [try .voucher("凭1")]
    },
    treasuryRow("breaks: the net of all its lines", finds: "S01 high 凭1 1300.00 2024-04-05") {
      $0.lines += [try .voucher("凭1/1"), try .voucher("凭1/2", amount: "300")]
    },
    treasuryRow(
      "breaks: less what was corrected, on the day of the correction",
      finds: "S01 high 凭1 600.00 2024-09-01"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2024-09-01", amount: "400")]
    },
    treasuryRow("silent: corrected whole, and for what corrects it") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2024-09-01")]
    },
    treasuryRow(
      "breaks: the correction lies after the as-of day", finds: "S01 high 凭1 1000.00 2024-04-05",
      asOf: "2024-08-31"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2024-09-01")]
    },
    treasuryRow(
      "breaks: returned, it went out all the same", finds: "S01 high 凭1 1000.00 2024-04-05",
      "S06 high 凭2 -1000.00 2024-09-05"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2024-09-01", kind: .bankReturn)]
    },
    treasuryRow(
      "breaks: its line is booked after the as-of day", finds: "S01 high 凭1 1000.00 2024-04-05",
      asOf: "2024-04-30"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(booked: "2024-05-01", voucher: "凭1")]
    },
    treasuryRow(
      "a voucher that pays and corrects another's line is judged by its own payments",
      finds: "S01 high 凭1 600.00 2024-05-01", "S01 high 凭2 500.00 2024-05-07"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [
        line, try .voucher("凭2/1", paid: "2024-05-01", amount: "500"),
        try line.reversed(by: "凭2/2", on: "2024-05-01", amount: "400"),
      ]
    },
    treasuryRow("silent: paid before the first line was booked") {
      $0.lines += [try .voucher("凭1", paid: "2024-01-01")]
    },
    treasuryRow(
      "boundary: paid on the day of the first line", finds: "S01 high 凭1 7.00 2024-01-06"
    ) { $0.lines += [try .voucher("凭1", paid: "2024-01-02", amount: "7")] },
    treasuryRow("the first line of all years counts", finds: "S01 high 凭1 1000.00 2024-01-05") {
      $0.lines += [
        try .voucher("凭1", paid: "2024-01-01"),
        try .voucher("凭2", paid: "2023-11-01", amount: "1"),
      ]
      $0.bankLines += [try .sample(booked: "2023-11-01", amount: "1", voucher: "凭2")]
    },
    treasuryRow("silent: its due day is of another year", year: 2025) {
      $0.lines += [try .voucher("凭1")]
      try $0.lineOf2025()
    },
    treasuryRow(
      "not testable: no line is booked in the year",
      finds: "S01 info 2025 0.00 2025-12-31 notTestable", year: 2025
    ) { $0.lines += [try .voucher("凭1", paid: "2025-03-01")] },
    treasuryRow(
      "not testable: the year's lines lie after the as-of day",
      finds: "S01 info 2024 0.00 2024-01-01 notTestable", asOf: "2024-01-01"
    ) { $0.lines += [try .voucher("凭1", paid: "2024-01-01")] },
    RuleRow(
      "not testable: no line at all, with a voucher or without",
      finds: "S01 info 2024 0.00 2024-12-31 notTestable", in: .clean),
    treasuryRow("silent: what S04 names as candidates", finds: "S04 medium 流1 1000.00 2024-04-01") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines += [try .sample()]
    },
  ]

  static let dueDays = [
    treasuryRow("info: its due day is 1 January", finds: "S01 info 凭1 1000.00 2024-12-26") {
      $0.lines += [try .voucher("凭1", paid: "2024-12-26")]
    },
    treasuryRow("boundary: its due day is 31 December", finds: "S01 high 凭1 1000.00 2024-12-31") {
      $0.lines += [try .voucher("凭1", paid: "2024-12-25")]
    },
    treasuryRow("info: on the as-of day", finds: "S01 info 凭1 1000.00 2024-12-31") {
      $0.lines += [try .voucher("凭1", paid: "2024-12-31")]
    },
    treasuryRow(
      "turn of the year: the due day comes in the next, and there it is told",
      finds: "S01 high 凭1 1000.00 2025-01-01", "S01 high 凭2 2.00 2025-01-07", year: 2025
    ) {
      $0.lines += [
        try .voucher("凭1", paid: "2024-12-26"), try .voucher("凭2", paid: "2024-12-31", amount: "2"),
      ]
      try $0.lineOf2025()
    },
    treasuryRow("turn of the year: no more info in the year of the payment", asOf: "2025-01-06") {
      $0.lines += [try .voucher("凭1", paid: "2024-12-26")]
    },
    treasuryRow(
      "turn of the year: still info in the year of the payment",
      finds: "S01 info 凭1 1000.00 2024-12-31", asOf: "2025-01-06"
    ) { $0.lines += [try .voucher("凭1", paid: "2024-12-31")] },
    treasuryRow(
      "turn of the year: a correction brings it into the next",
      finds: "S01 high 凭1 600.00 2025-06-01", year: 2025
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "凭2", on: "2025-06-01", amount: "400")]
      try $0.lineOf2025()
    },
    treasuryRow(
      "official rest days do not count, worked Sundays do",
      finds: "S01 high 凭1 1000.00 2024-02-19", "S01 info 凭2 1000.00 2024-02-08",
      asOf: "2024-02-19"
    ) {
      $0.lines += [
        try .voucher("凭1", paid: "2024-02-07"), try .voucher("凭2", paid: "2024-02-08"),
      ]
    },
    treasuryRow(
      "a due day that the calendar cannot tell has passed, and the movement's day stands for it",
      finds: "S01 high 凭1 1000.00 2024-02-13", "S01 high 凭2 1000.00 2024-02-19",
      asOf: "2024-02-19", knowing: nil
    ) {
      $0.lines += [
        try .voucher("凭1", paid: "2024-02-13"), try .voucher("凭2", paid: "2024-02-19"),
      ]
    },
    treasuryRow(
      "a year on the way that is not known is as none", finds: "S01 high 凭1 1000.00 2024-12-30",
      knowing: 2024...2024
    ) { $0.lines += [try .voucher("凭1", paid: "2024-12-30")] },
  ]

  @Test("S06 退票无流水", arguments: returnedWithoutLine)
  func s06(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let returnedWithoutLine = [
    treasuryRow("holds: the line explains it") {
      try $0.paidAndReturned()
      $0.bankLines += [try .sample("流2", booked: "2024-06-03", amount: "-1000")]
    },
    treasuryRow(
      "breaks: nothing explains it, on its due day", finds: "S06 high 退1 -1000.00 2024-06-07"
    ) {
      try $0.paidAndReturned(on: "2024-06-03")
    },
    treasuryRow("breaks: part of a payment", finds: "S06 high 退1 -400.00 2024-06-07") {
      try $0.paidAndReturned(on: "2024-06-03", amount: "400")
    },
    treasuryRow("boundary: its due day is 31 December", finds: "S06 high 退1 -1000.00 2024-12-31") {
      try $0.paidAndReturned(on: "2024-12-25")
    },
    treasuryRow("info: its due day is 1 January", finds: "S06 info 退1 -1000.00 2024-12-26") {
      try $0.paidAndReturned(on: "2024-12-26")
    },
    treasuryRow(
      "turn of the year: told in the year of its due day",
      finds: "S06 high 退1 -1000.00 2025-01-01", year: 2025
    ) {
      try $0.paidAndReturned(on: "2024-12-26")
      try $0.lineOf2025()
    },
    treasuryRow(
      "turn of the year: a return of the next year is told there",
      finds: "S06 high 退1 -1000.00 2025-01-09", year: 2025
    ) {
      try $0.paidAndReturned(on: "2025-01-05")
      try $0.lineOf2025()
    },
    treasuryRow(
      "silent: without a line in the year S01 says so alone",
      finds: "S01 info 2025 0.00 2025-12-31 notTestable", year: 2025
    ) { try $0.paidAndReturned(on: "2025-01-05") },
    treasuryRow("silent: before the first line was booked") {
      let line = try PaymentLine.voucher("凭1", paid: "2023-12-01")
      $0.lines += [line, try line.reversed(by: "退1", on: "2024-01-01", kind: .bankReturn)]
    },
    treasuryRow("silent: what S04 names as candidates", finds: "S04 medium 流2 -1000.00 2024-06-06")
    {
      try $0.paidAndReturned(on: "2024-06-01")
      let line = try PaymentLine.voucher("凭2", paid: "2024-04-02")
      $0.lines += [line, try line.reversed(by: "退2", on: "2024-06-01", kind: .bankReturn)]
      $0.bankLines += [
        try .sample("流2", booked: "2024-06-01", amount: "-1000"),
        try .sample("流3", booked: "2024-04-02", voucher: "凭2"),
      ]
    },
  ]
}
