import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("D 值班规则")
struct DutyRuleTests {
  @Test("D01 值班金额不符", arguments: amountWrong)
  func d01(row: RuleRow) throws { try row.check() }

  static let amountWrong = [
    RuleRow("holds: quantity times rate", in: .duty),
    RuleRow("holds: half up to the fen", in: .duty) {
      $0.shifts = [try .sample(tenths: 15, rate: "33.33", amount: "50.00")]
      $0.lines = []
    },
    RuleRow(
      "breaks: rounded down", finds: "D01 high 值1 -0.01 2024-02-02", in: .duty
    ) {
      $0.shifts = [try .sample(tenths: 15, rate: "33.33", amount: "49.99")]
      $0.lines = []
    },
    RuleRow("breaks: too much", finds: "D01 high 值1 0.01 2024-02-02", in: .duty) {
      $0.shifts = [try .sample(amount: "200.01")]
    },
    RuleRow(
      "breaks: too little, signed; D04 beside it", finds: "D04 block 值1 50.00 2024-04-01",
      "D01 high 值1 -50.00 2024-02-02", in: .duty
    ) { $0.shifts = [try .sample(amount: "150")] },
    RuleRow("belongs to the duty day: silent elsewhere", year: 2025, in: .duty) {
      $0.shifts = [try .sample(amount: "250")]
    },
    RuleRow("silent: the duty lies after the as-of day", asOf: "2024-02-01", in: .duty) {
      $0.shifts = [try .sample(amount: "250")]
    },
  ]

  @Test("D03 无值班记录", arguments: unknownDuty)
  func d03(row: RuleRow) throws { try row.check() }

  static let unknownDuty = [
    RuleRow(
      "breaks: and D05 is silent", finds: "D03 block 凭2/1 200.00 2024-01-02",
      in: .duty
    ) { $0.lines.append(try .dutySample("凭2", paid: "2024-01-02", duty: "值9")) },
    RuleRow(
      "a duty after the as-of day is not there: D05 is silent",
      finds: "D03 block 凭值/1 200.00 2024-01-02", asOf: "2024-02-01", in: .duty
    ) { $0.lines = [try .dutySample(paid: "2024-01-02")] },
    RuleRow("holds: the number is the same in another width", in: .duty) {
      $0.lines = [try .dutySample(duty: "值 １")]
    },
    RuleRow(
      "the amount is what is left", finds: "D03 block 凭2/1 50.00 2024-04-01",
      in: .duty
    ) {
      let line = try PaymentLine.dutySample("凭2", duty: "值9")
      $0.lines += [line, try line.reversed(by: "凭3", on: "2024-05-01", amount: "150")]
    },
    RuleRow("silent: taken back whole", in: .duty) {
      let line = try PaymentLine.dutySample("凭2", duty: "值9")
      $0.lines += [line, try line.reversed(by: "凭3", on: "2024-05-01")]
    },
    RuleRow("silent: the line is of another year", year: 2025, in: .duty) {
      $0.lines.append(try .dutySample("凭2", duty: "值9"))
    },
  ]

  @Test("D04 值班超付", arguments: overpaid)
  func d04(row: RuleRow) throws { try row.check() }

  static let overpaid = [
    RuleRow("holds: two lines come to the subsidy", in: .duty) {
      $0.lines = [try .dutySample(amount: "150"), try .dutySample("凭2", amount: "50")]
    },
    RuleRow("breaks: one fen more", finds: "D04 block 值1 0.01 2024-04-02", in: .duty) {
      $0.lines.append(try .dutySample("凭2", paid: "2024-04-02", amount: "0.01"))
    },
    RuleRow(
      "belongs to the exceeding line by day, voucher and line",
      finds: "D04 block 值1 150.00 2024-04-01", in: .duty
    ) {
      $0.lines = [
        try .dutySample("凭1", paid: "2024-04-02", amount: "50"),
        try .dutySample("凭3", amount: "200"), try .dutySample("凭2", amount: "100"),
      ]
    },
    RuleRow("a reversal brings the net back", in: .duty) {
      $0.lines = [try .dutySample(amount: "300")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-12-31", amount: "100"))
    },
    RuleRow(
      "before that reversal it stands", finds: "D04 block 值1 100.00 2024-04-01",
      asOf: "2024-12-30", in: .duty
    ) {
      $0.lines = [try .dutySample(amount: "300")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-12-31", amount: "100"))
    },
    RuleRow("silent in the year before the exceeding line", asOf: "2025-03-01", in: .duty) {
      $0.lines.append(try .dutySample("凭2", paid: "2025-01-02", amount: "100"))
    },
    RuleRow(
      "speaks in the year of the exceeding line", finds: "D04 block 值1 100.00 2025-01-02",
      year: 2025, in: .duty
    ) {
      try $0.stateOpening("1000", year: 2025)
      $0.lines.append(try .dutySample("凭2", paid: "2025-01-02", amount: "100"))
    },
  ]

  @Test("D05 值班前支付", arguments: beforeDuty)
  func d05(row: RuleRow) throws { try row.check() }

  static let beforeDuty = [
    RuleRow("holds: paid on the duty day", in: .duty) {
      $0.lines = [try .dutySample(paid: "2024-02-02")]
    },
    RuleRow(
      "breaks: paid the day before", finds: "D05 block 凭值/1 200.00 2024-02-01",
      in: .duty
    ) { $0.lines = [try .dutySample(paid: "2024-02-01")] },
    RuleRow(
      "breaks in the year of the line, not of the duty", finds: "D05 block 凭值/1 200.00 2023-12-31",
      year: 2023, asOf: "2024-12-31", in: .duty
    ) {
      try $0.stateOpening("1000", year: 2023)
      $0.appropriations = [try .sample(year: 2023)]
      $0.lines = [try .dutySample(paid: "2023-12-31")]
    },
    RuleRow("silent: taken back whole", in: .duty) {
      $0.lines = [try .dutySample(paid: "2024-02-01")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-02-01"))
    },
    RuleRow("silent: the line is of another year", in: .duty) {
      try $0.stateOpening("1000")
      $0.appropriations = [try .sample(year: 2023)]
      $0.lines = [try .dutySample(paid: "2023-12-31")]
    },
  ]
}
