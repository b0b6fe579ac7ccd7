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

  @Test("D02 同日重复值班", arguments: twiceInOneDay)
  func d02(row: RuleRow) throws { try row.check(judging: actRules) }

  static let twiceInOneDay = [
    RuleRow("holds: one day", in: .duty),
    RuleRow("holds: two half days", in: .duty) {
      $0.shifts = [try .half("值1"), try .half("值2")]
      $0.lines = []
    },
    RuleRow("holds: half a 天 and a 半天", in: .duty) {
      $0.shifts = [try .sample(tenths: 5, amount: "100"), try .half("值2")]
      $0.lines = []
    },
    RuleRow("breaks: a half day more", finds: "D02 high 值2 100.00 2024-02-02", in: .duty) {
      $0.shifts.append(try .half("值2"))
    },
    RuleRow(
      "boundary: a tenth of a 半天 more", finds: "D02 high 值2 10.00 2024-02-02", in: .duty
    ) { $0.shifts.append(try .half("值2", tenths: 1, amount: "10")) },
    RuleRow(
      "breaks: each row at which the total exceeds one",
      finds: "D02 high 值2 200.00 2024-02-02", "D02 high 值3 100.00 2024-02-02", in: .duty
    ) { $0.shifts += [try .sample("值2"), try .half("值3")] },
    RuleRow(
      "counted by number, not by amount", finds: "D02 high 值1 200.00 2024-02-02", in: .duty
    ) { $0.shifts.append(try .half("值0")) },
    RuleRow("breaks: one row by itself", finds: "D02 high 值1 300.00 2024-02-02", in: .duty) {
      $0.shifts = [try .sample(tenths: 15, amount: "300")]
      $0.lines = []
    },
    RuleRow("breaks: three 半天 in one row", finds: "D02 high 值1 300.00 2024-02-02", in: .duty) {
      $0.shifts = [try .half("值1", tenths: 30, amount: "300")]
      $0.lines = []
    },
    RuleRow("人次 and 件 do not count, and are not named", in: .duty) {
      $0.shifts += [
        try .sample("值0", tenths: 90, rate: "10", amount: "90", unit: .item),
        try .sample("值2", tenths: 90, rate: "10", amount: "90", unit: .person),
      ]
    },
    RuleRow("holds: another lawyer, another firm, another day", in: .duty) {
      $0.shifts += [
        try .sample("值2", lawyer: "值班律师乙"), try .sample("值3", firm: "乙所"),
        try .sample("值4", served: "2024-02-03"),
      ]
    },
    RuleRow(
      "names are compared normalised", finds: "D02 high 值2 200.00 2024-02-02", in: .duty
    ) {
      $0.shifts[0].firm = "甲（一）所"
      $0.lines[0].payee = "甲（一）所"
      $0.shifts.append(try .sample("值2", lawyer: "值班 律师甲", firm: "甲[一]所\u{3000}"))
    },
    RuleRow("belongs to the duty day: silent elsewhere", year: 2025, in: .duty) {
      $0.shifts.append(try .sample("值2"))
    },
    RuleRow("silent: the day lies after the as-of day", asOf: "2024-02-01", in: .duty) {
      $0.shifts.append(try .sample("值2"))
    },
  ]

  @Test("D02 names the rows before it, and nobody")
  func twiceInWords() throws {
    var book = try InventedBook.cleanDuty()
    book.shifts += [
      try .half("值2"), try .sample("值3"), try .sample("值9", tenths: Int64.max / 2, unit: .day),
    ]
    var run = try ReconciliationRun(
      period: Period(year: .of(2024)),
      register: FundRegister(appropriations: [], changes: [], openings: []))
    run.observe(dutyDay: book.shifts, on: book.shifts[0].servedOn)
    let findings = try run.finish().findings.filter { $0.rule == "D02" }
    #expect(findings.map(\.related) == [["值1"], ["值1", "值2"], ["值1", "值2", "值3"]])
    #expect(findings[1].message.contains("与同一律师当天的值班 值1、值2 合计超过 1 天"))
    #expect(findings.allSatisfy { !$0.message.contains("律师甲") })
  }

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
      "dated by the last line from the exceeding one on, by day, voucher and line",
      finds: "D04 block 值1 150.00 2024-04-02", in: .duty
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
  @Test("D06 值班少付", arguments: paidInPart)
  func d06(row: RuleRow) throws { try row.check(judging: actRules) }

  static let paidInPart = [
    RuleRow("holds: paid in full", in: .duty),
    RuleRow("holds: nothing is paid", in: .duty) { $0.lines = [] },
    RuleRow("breaks: a fen less", finds: "D06 medium 值1 0.01 2024-04-01", in: .duty) {
      $0.lines = [try .dutySample(amount: "199.99")]
    },
    RuleRow(
      "dated by the last live line", finds: "D06 medium 值1 50.00 2024-05-01", in: .duty
    ) {
      $0.lines = [
        try .dutySample("凭1", paid: "2024-05-01", amount: "100"),
        try .dutySample("凭2", paid: "2024-04-01", amount: "50"),
        try .dutySample("凭3", paid: "2024-06-01", amount: "50"),
      ]
      $0.lines.append(try $0.lines[2].reversed(by: "凭4", on: "2024-06-02"))
    },
    RuleRow(
      "stands in every later year", finds: "D06 medium 值1 0.01 2024-04-01", year: 2025, in: .duty
    ) { $0.lines = [try .dutySample(amount: "199.99")] },
    RuleRow(
      "stands in an earlier year, seen from later", finds: "D06 medium 值1 0.01 2024-04-01",
      year: 2023, asOf: "2024-12-31", in: .duty
    ) { $0.lines = [try .dutySample(amount: "199.99")] },
    RuleRow("silent: the payment lies after the as-of day", asOf: "2024-03-31", in: .duty) {
      $0.lines = [try .dutySample(amount: "199.99")]
    },
    RuleRow("silent: taken back whole", in: .duty) {
      $0.lines = [try .dutySample(amount: "199.99")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-04-01"))
    },
  ]

  @Test("D07 值班收款单位不符", arguments: anotherPayee)
  func d07(row: RuleRow) throws { try row.check(judging: actRules) }

  static let anotherPayee = [
    RuleRow("holds: the payee is the firm", in: .duty),
    RuleRow("breaks: another firm", finds: "D07 high 凭值/1 200.00 2024-04-01", in: .duty) {
      $0.lines[0].payee = "乙所"
    },
    RuleRow("holds: width, white space and brackets aside", in: .duty) {
      $0.shifts[0].firm = "甲（红寺堡）律师事务所"
      $0.lines[0].payee = " 甲[红寺堡] 律师事务所\u{3000}"
    },
    RuleRow("silenced by D03", finds: "D03 block 凭2/1 200.00 2024-04-01", in: .duty) {
      $0.lines.append(try .dutySample("凭2", duty: "值9", payee: "乙所"))
    },
    RuleRow(
      "speaks beside D05, of what is left", finds: "D05 block 凭值/1 150.00 2024-02-01",
      "D07 high 凭值/1 150.00 2024-02-01", "D06 medium 值1 50.00 2024-02-01", in: .duty
    ) {
      $0.lines = [try .dutySample(paid: "2024-02-01", payee: "乙所")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-04-01", amount: "50"))
    },
    RuleRow("silent: taken back whole", in: .duty) {
      $0.lines[0].payee = "乙所"
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-04-01"))
    },
    RuleRow("silent: the line is of another year", year: 2025, in: .duty) {
      $0.lines[0].payee = "乙所"
    },
  ]

  @Test("D07 masks a payee that may be a person")
  func masked() throws {
    var book = try InventedBook.cleanDuty()
    book.lines[0].payee = "张三丰"
    let message = try #require(book.reconcile().findings.first { $0.rule == "D07" }).message
    #expect(message.contains("张某某") && !message.contains("三丰"))
  }
}

extension DutyShift {
  /// A half day at 100 yuan, on the day and by the lawyer of the sample.
  fileprivate static func half(
    _ number: String, tenths: Int64 = 10, amount: String = "100"
  ) throws -> DutyShift {
    try .sample(number, tenths: tenths, rate: "100", amount: amount, unit: .halfDay)
  }
}
