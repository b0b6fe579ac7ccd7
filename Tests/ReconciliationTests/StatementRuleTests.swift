import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("S 国库流水规则")
struct StatementRuleTests {
  @Test("S02 有流水无账", arguments: withoutVoucher)
  func s02(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let withoutVoucher = [
    treasuryRow("breaks: nothing like it in the ledger", finds: "S02 block 流1 1000.00 2024-04-01") {
      $0.bankLines += [try .sample()]
    },
    treasuryRow(
      "breaks: an unknown number goes no further, whatever else agrees",
      finds: "S02 block 流1 1000.00 2024-04-01", "S01 high 凭1 1000.00 2024-04-05"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(voucher: "凭9")]
    },
    treasuryRow(
      "breaks: the voucher it names lies after the as-of day",
      finds: "S02 block 流1 1000.00 2024-04-01", asOf: "2024-04-30"
    ) {
      $0.lines += [try .voucher("凭1", paid: "2024-05-01")]
      $0.bankLines += [try .sample(voucher: "凭1")]
    },
    treasuryRow(
      "breaks: money that came back, and the ledger has no return of it",
      finds: "S02 block 流1 -1000.00 2024-04-05", "S01 high 凭1 1000.00 2024-04-05"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(amount: "-1000")]
    },
    treasuryRow(
      "breaks: it came back, and its number's voucher was neither returned nor corrected",
      finds: "S02 block 流2 -1000.00 2024-06-07"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-03", amount: "-1000", voucher: "凭1"),
      ]
    },
    treasuryRow(
      "breaks: a third line of a return that has one without a number",
      finds: "S02 block 流3 1000.00 2024-04-02"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(), try .sample("流3", booked: "2024-04-02")]
      $0.bankMatches += [try .sample(.matched, "流1", "凭1")]
    },
    treasuryRow("info: what came back before its due day", finds: "S02 info 流1 -7.00 2024-12-26") {
      $0.bankLines += [try .sample(booked: "2024-12-26", amount: "-7")]
    },
    treasuryRow(
      "boundary: what came back, due on 31 December", finds: "S02 block 流1 -7.00 2024-12-31"
    ) {
      $0.bankLines += [try .sample(booked: "2024-12-25", amount: "-7")]
    },
    treasuryRow(
      "turn of the year: what came back is told in the year of its due day",
      finds: "S02 block 流1 -7.00 2025-01-01", year: 2025
    ) {
      $0.bankLines += [try .sample(booked: "2024-12-26", amount: "-7")]
      try $0.lineOf2025()
    },
    treasuryRow(
      "turn of the year: it stood on 31 December, and is told in its own year only", year: 2025
    ) {
      $0.bankLines += [try .sample(booked: "2024-12-26", amount: "7")]
      try $0.lineOf2025()
    },
    treasuryRow(
      "turn of the year: a correction of the next year takes away what explained it",
      finds: "S02 block 流1 1000.00 2024-04-01", "S01 high 凭1 999.00 2025-02-01", year: 2025
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2025-02-01", amount: "1")]
      $0.bankLines += [try .sample()]
      try $0.lineOf2025()
    },
    treasuryRow(
      "turn of the year: it was S04 on 31 December, and is S02 now",
      finds: "S02 block 流1 1000.00 2024-04-01", "S01 high 凭1 999.00 2025-02-01",
      "S01 high 凭2 999.00 2025-02-01", year: 2025
    ) {
      let lines = [try PaymentLine.voucher("凭1"), try .voucher("凭2")]
      $0.lines += lines
      $0.lines += [
        try lines[0].reversed(by: "冲1", on: "2025-02-01", amount: "1"),
        try lines[1].reversed(by: "冲2", on: "2025-02-01", amount: "1"),
      ]
      $0.bankLines += [try .sample()]
      try $0.lineOf2025()
    },
    treasuryRow(
      "breaks: it names a voucher of corrections of several",
      finds: "S02 block 流1 -1000.00 2024-06-06"
    ) {
      let lines = [try PaymentLine.voucher("凭1"), try .voucher("凭2")]
      $0.lines += lines
      $0.lines += [
        try lines[0].reversed(by: "冲1/1", on: "2024-06-01"),
        try lines[1].reversed(by: "冲1/2", on: "2024-06-01"),
      ]
      $0.bankLines += [try .sample(booked: "2024-06-01", amount: "-1000", voucher: "冲1")]
    },
    treasuryRow(
      "breaks: it names a reversal that lies after the as-of day",
      finds: "S02 block 流1 -1000.00 2024-04-06", "S01 high 凭1 1000.00 2024-04-05",
      asOf: "2024-05-31"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [try .sample(booked: "2024-04-02", amount: "-1000", voucher: "冲1")]
    },
    treasuryRow(
      "breaks: it names a reversal of what is not recorded",
      finds: "S02 block 流1 -1000.00 2024-06-06"
    ) {
      $0.lines += [try PaymentLine.voucher("凭1").reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [try .sample(booked: "2024-06-01", amount: "-1000", voucher: "冲1")]
    },
    treasuryRow("silent: the line is of another year", year: 2025) {
      $0.bankLines += [try .sample()]
      $0.lines += [try .voucher("凭2", paid: "2025-03-01", amount: "5")]
      $0.bankLines += [try .sample("流2", booked: "2025-03-01", amount: "5", voucher: "凭2")]
    },
    treasuryRow("silent: the line lies after the as-of day", asOf: "2024-03-31") {
      $0.bankLines += [try .sample()]
    },
    treasuryRow(
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
    treasuryRow("holds: two lines that name a voucher sum to it") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(amount: "300", voucher: "凭1"),
        try .sample("流2", booked: "2024-08-01", amount: "700", voucher: "凭 １"),
      ]
    },
    treasuryRow(
      "breaks: too much, on the day of the latest line", finds: "S03 block 凭1 0.01 2024-08-01"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample("流2", booked: "2024-08-01", amount: "700", voucher: "凭1"),
        try .sample(amount: "300.01", voucher: "凭1"),
      ]
    },
    treasuryRow("breaks: too little, signed", finds: "S03 block 凭1 -400.00 2024-04-01") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(amount: "600", voucher: "凭1")]
    },
    treasuryRow("holds: paid, corrected and come back, under any of the numbers") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01", amount: "400")]
      $0.bankLines += [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-01", amount: "-300", voucher: "冲1"),
        try .sample("流3", booked: "2024-06-01", amount: "-100", voucher: "凭1"),
      ]
    },
    treasuryRow(
      "breaks: corrected whole, and the bank paid, on the day of the correction",
      finds: "S03 block 凭1 1000.00 2024-06-01"
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [try .sample(voucher: "凭1")]
    },
    treasuryRow("holds: corrected whole, and the money came back under the number") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2024-06-01")]
      $0.bankLines += [
        try .sample(voucher: "凭1"),
        try .sample("流2", booked: "2024-06-03", amount: "-1000", voucher: "冲1"),
      ]
    },
    treasuryRow("breaks: paid twice by the bank", finds: "S03 block 凭1 1000.00 2024-06-03") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(voucher: "凭1"), try .sample("流2", booked: "2024-06-03", voucher: "凭1"),
      ]
    },
    treasuryRow(
      "breaks: a registered match takes a further line by number",
      finds: "S03 block 凭1 1000.00 2024-06-03"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(), try .sample("流2", booked: "2024-06-03", voucher: "凭1")]
      $0.bankMatches += [try .sample(.matched, "流1", "凭1")]
    },
    treasuryRow(
      "breaks: a return of another amount, under the reversal's number",
      finds: "S03 block 退1 400.00 2024-06-05"
    ) {
      try $0.paidAndReturned(on: "2024-06-03")
      $0.bankLines += [try .sample("流2", booked: "2024-06-05", amount: "-600", voucher: "退1")]
    },
    treasuryRow(
      "turn of the year: a return of December that the bank gave back otherwise in January",
      finds: "S03 block 退1 -1.00 2025-01-02", year: 2025
    ) {
      try $0.paidAndReturned(on: "2024-12-31")
      $0.bankLines += [try .sample("流2", booked: "2025-01-02", amount: "-1001", voucher: "退1")]
    },
    treasuryRow(
      "turn of the year: a correction of the next year brings it there",
      finds: "S03 block 凭1 400.00 2025-02-01", year: 2025
    ) {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2025-02-01", amount: "400")]
      $0.bankLines += [try .sample(voucher: "凭1")]
      try $0.lineOf2025()
    },
    treasuryRow("turn of the year: and is silent in the year of the line", asOf: "2025-12-31") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines += [line, try line.reversed(by: "冲1", on: "2025-02-01", amount: "400")]
      $0.bankLines += [try .sample(voucher: "凭1")]
    },
    treasuryRow("belongs to the latest line: silent in the voucher's year", asOf: "2025-01-31") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [
        try .sample(amount: "300", voucher: "凭1"),
        try .sample("流2", booked: "2025-01-03", amount: "600", voucher: "凭1"),
      ]
    },
    treasuryRow(
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
    treasuryRow("breaks: two candidates", finds: "S04 medium 流1 1000.00 2024-04-01") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2", paid: "2024-04-06")]
      $0.bankLines += [try .sample()]
    },
    treasuryRow("boundary: the other is six days away", finds: "S01 high 凭2 1000.00 2024-04-11") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2", paid: "2024-04-07")]
      $0.bankLines += [try .sample()]
    },
    treasuryRow(
      "breaks: one candidate of two lines", finds: "S04 medium 流1 1000.00 2024-04-01",
      "S04 medium 流2 1000.00 2024-04-03"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(), try .sample("流2", booked: "2024-04-03")]
    },
    treasuryRow(
      "turn of the year: it stood on 31 December, and is told in its own year only", year: 2025
    ) {
      $0.lines += [
        try .voucher("凭1", paid: "2024-12-30"), try .voucher("凭2", paid: "2024-12-31"),
      ]
      $0.bankLines += [try .sample(booked: "2024-12-31")]
      try $0.lineOf2025()
    },
    treasuryRow(
      "breaks: two returns alike, on the due day of the line",
      finds: "S04 medium 流2 -1000.00 2025-01-01", year: 2025
    ) {
      try $0.returnedTwin()
      try $0.lineOf2025()
    },
    treasuryRow(
      "breaks: two returns alike, before the due day of the line",
      finds: "S04 medium 流2 -1000.00 2024-12-26"
    ) { try $0.returnedTwin() },
    treasuryRow(
      "turn of the year: a payment of the next year makes a match a tie",
      finds: "S04 medium 流1 1000.00 2024-12-31", year: 2025
    ) {
      $0.lines += [
        try .voucher("凭1", paid: "2024-12-31"), try .voucher("凭2", paid: "2025-01-02"),
      ]
      $0.bankLines += [try .sample(booked: "2024-12-31")]
      try $0.lineOf2025()
    },
    treasuryRow("holds: a numbered twin takes its own voucher first") {
      $0.lines += [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines += [try .sample(), try .sample("流2", voucher: "凭2")]
    },
  ]

  @Test("S05 流水收款人不符", arguments: payeeDiffers)
  func s05(row: RuleRow) throws { try row.check(judging: statementRules) }

  static let payeeDiffers = [
    treasuryRow("holds: the same but for width, white space and brackets") {
      $0.lines += [try .voucher("凭1", payee: "甲（一）所")]
      $0.bankLines += [try .sample(payee: "甲 [一]所", voucher: "凭1")]
    },
    treasuryRow("breaks: another payee", finds: "S05 high 流1 1000.00 2024-04-01") {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(payee: "乙所", voucher: "凭1")]
    },
    treasuryRow(
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
    treasuryRow(
      "breaks for a match of another payee that a person registered",
      finds: "S05 high 流1 1000.00 2024-04-01"
    ) {
      $0.lines += [try .voucher("凭1")]
      $0.bankLines += [try .sample(payee: "乙所")]
      $0.bankMatches += [try .sample(.matched, "流1", "凭1")]
    },
    treasuryRow("breaks for a return to another", finds: "S05 high 流2 -1000.00 2024-06-03") {
      try $0.paidAndReturned(on: "2024-06-03")
      $0.bankLines += [
        try .sample("流2", booked: "2024-06-03", amount: "-1000", payee: "乙所", voucher: "退1")
      ]
    },
    treasuryRow("turn of the year: told in the year of the line", year: 2025) {
      $0.lines += [try .voucher("凭1", paid: "2024-12-31")]
      $0.bankLines += [try .sample(booked: "2024-12-31", payee: "乙所", voucher: "凭1")]
      try $0.lineOf2025()
    },
    treasuryRow(
      "turn of the year: whatever the year of the voucher",
      finds: "S05 high 流1 1000.00 2025-01-01", year: 2025
    ) {
      $0.lines += [try .voucher("凭1", paid: "2024-12-31")]
      $0.bankLines += [try .sample(booked: "2025-01-01", payee: "乙所", voucher: "凭1")]
    },
  ]
}
