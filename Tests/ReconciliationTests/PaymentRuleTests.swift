import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("P01–P04、P09、P11 支付与案件")
struct PaymentRuleTests {
  @Test("P01 无此案件", arguments: unknownCase)
  func p01(row: RuleRow) throws { try row.check() }

  static let unknownCase = [
    RuleRow("holds: the case is in the register"),
    RuleRow("breaks: it is not", finds: "P01 block 凭2/1 1000.00 2024-04-01") {
      $0.lines.append(try .sample("凭2", case: "案9"))
    },
    RuleRow(
      "breaks for a line of any use that cites a case", finds: "P01 block 凭2/1 80.00 2024-04-01"
    ) { $0.lines.append(try .sample("凭2", amount: "80", case: "案9", use: .directCosts)) },
    RuleRow(
      "silences P02–P11: overpaid, twice, to another payee",
      finds: "P01 block 凭1/1 1000.00 2024-04-01", "P01 block 凭2/1 1000.00 2024-04-01"
    ) {
      $0.cases = []
      $0.claims = []
      $0.lines.append(try .sample("凭2", payee: "乙所"))
      $0.lines[0].payee = "乙所"
    },
    RuleRow(
      "a case accepted after the as-of day is not there",
      finds: "P01 block 凭1/1 1000.00 2024-04-01", asOf: "2024-04-30"
    ) {
      $0.cases = [try .sample(accepted: "2024-05-01", closed: "2024-05-02")]
      $0.claims = []
    },
    RuleRow("holds: the number is the same in another width") {
      $0.lines[0] = try .sample(case: "案 １")
    },
    RuleRow("the amount is what is left", finds: "P01 block 凭2/1 1.00 2024-04-01") {
      let line = try PaymentLine.sample("凭2", case: "案9")
      $0.lines += [line, try line.reversed(by: "凭3", on: "2024-04-02", amount: "999")]
    },
    RuleRow("silent: taken back whole") {
      let line = try PaymentLine.sample("凭2", case: "案9")
      $0.lines += [line, try line.reversed(by: "凭3", on: "2024-04-02")]
    },
    RuleRow("silent: the line is of another year", year: 2025) {
      $0.lines.append(try .sample("凭2", case: "案9"))
    },
    RuleRow("silent: a line that cites no case") {
      $0.lines.append(try .sample("凭2", case: nil, use: .consultation))
    },
  ]

  @Test("P02 受理前支付", arguments: beforeAccepted)
  func p02(row: RuleRow) throws { try row.check() }

  static let beforeAccepted = [
    RuleRow("holds: paid on the day of acceptance") {
      $0.cases = [try .sample(accepted: "2024-04-01", closed: "2024-04-01")]
    },
    RuleRow(
      "breaks: paid the day before; P03 and P04 are silent",
      finds: "P02 block 凭1/1 1000.00 2024-04-01"
    ) {
      $0.cases = [try .sample(accepted: "2024-04-02")]
      $0.claims = []
    },
    RuleRow("silent: another use than 以案定补") {
      $0.cases = [try .sample(accepted: "2024-04-02")]
      $0.lines = [try .sample(use: .directCosts)]
    },
    RuleRow("silent: taken back whole") {
      $0.cases = [try .sample(accepted: "2024-04-02")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-04-01"))
    },
    RuleRow("silent: the line is of another year", year: 2023, asOf: "2024-12-31") {
      $0.cases = [try .sample(accepted: "2024-04-02")]
    },
  ]

  @Test("P03 未结案支付", arguments: beforeClosed)
  func p03(row: RuleRow) throws { try row.check() }

  static let beforeClosed = [
    RuleRow("holds: paid on the day of closing") {
      $0.cases = [try .sample(closed: "2024-04-01")]
    },
    RuleRow("holds: 终止 and 撤回 close a case too") {
      $0.cases = [try .sample(closed: "2024-04-01", outcome: .terminated)]
    },
    RuleRow("breaks: paid the day before", finds: "P03 block 凭1/1 1000.00 2024-04-01") {
      $0.cases = [try .sample(closed: "2024-04-02")]
    },
    RuleRow(
      "breaks: never closed; P04 is silent", finds: "P03 block 凭1/1 1000.00 2024-04-01"
    ) {
      $0.cases = [try .sample()]
      $0.claims = []
    },
    RuleRow(
      "a closing after the as-of day is not there", finds: "P03 block 凭1/1 1000.00 2024-04-01",
      asOf: "2024-04-01"
    ) { $0.cases = [try .sample(closed: "2024-04-02")] },
    RuleRow("the amount is what is left", finds: "P03 block 凭1/1 400.00 2024-04-01") {
      $0.cases = [try .sample()]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-06-01", amount: "600"))
    },
    RuleRow("silent: another use than 以案定补") {
      $0.cases = [try .sample()]
      $0.lines = [try .sample(use: .directCosts)]
    },
    RuleRow("silent: the line is of another year", year: 2025) {
      $0.cases = [try .sample(closed: "2024-04-02")]
    },
    RuleRow(
      "breaks: each line by itself", finds: "P03 block 凭1/1 600.00 2024-02-28",
      "P03 block 凭2/1 300.00 2024-02-29"
    ) {
      $0.lines = [
        try .sample("凭2", paid: "2024-02-29", amount: "300"),
        try .sample("凭1", paid: "2024-02-28", amount: "600"),
        try .sample("凭3", paid: "2024-03-11", amount: "100"),
      ]
    },
  ]

  @Test("P04 未核发支付", arguments: beforeApproved)
  func p04(row: RuleRow) throws { try row.check() }

  static let beforeApproved = [
    RuleRow("holds: paid on the day of approval") {
      $0.claims = [try .sample(approved: "2024-04-01")]
    },
    RuleRow("breaks: paid the day before", finds: "P04 block 凭1/1 1000.00 2024-04-01") {
      $0.claims = [try .sample(approved: "2024-04-02")]
    },
    RuleRow("breaks: claimed, never approved", finds: "P04 block 凭1/1 1000.00 2024-04-01") {
      $0.claims = [try .sample()]
    },
    RuleRow("breaks: never claimed", finds: "P04 block 凭1/1 1000.00 2024-04-01") {
      $0.claims = []
    },
    RuleRow(
      "returned before: nothing stood approved", finds: "P04 block 凭1/1 1000.00 2024-04-01",
      "P05 block 案1 1000.00 2024-04-01"
    ) {
      $0.claims = [try .sample(approved: "2024-03-10", returned: "2024-03-11")]
    },
    RuleRow(
      "returned after: it stood approved on the day", finds: "P05 block 案1 1000.00 2024-04-01"
    ) { $0.claims = [try .sample(approved: "2024-03-10", returned: "2024-04-02")] },
    RuleRow("until the day of its return it is one", asOf: "2024-05-31") {
      $0.claims = [try .sample(approved: "2024-03-10", returned: "2024-06-01")]
    },
    RuleRow(
      "an approval of 0 is an approval: P05 speaks", finds: "P05 block 案1 1000.00 2024-04-01"
    ) { $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "0")] },
    RuleRow(
      "an approval of a claim that C03 names is one too", finds: "C03 block 申2 700.00 2024-03-06",
      "P05 block 案1 1000.00 2024-04-01"
    ) {
      $0.claims = [
        try .sample(),
        try .sample("申2", claimed: "2024-03-06", amount: "700", approved: "2024-03-31"),
      ]
    },
    RuleRow("an approval counts though its claim is dated after the as-of day", asOf: "2024-04-30")
    {
      $0.claims = [try .sample(claimed: "2024-05-01", approved: "2024-03-10")]
    },
    RuleRow(
      "an approval after the as-of day is not there", finds: "P04 block 凭1/1 1000.00 2024-04-01",
      asOf: "2024-04-01"
    ) { $0.claims = [try .sample(approved: "2024-04-02")] },
    RuleRow("silent: taken back whole") {
      $0.claims = []
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-04-01"))
    },
  ]

  @Test("P09 收款单位不符", arguments: anotherPayee)
  func p09(row: RuleRow) throws { try row.check() }

  static let anotherPayee = [
    RuleRow("holds: the payee is the firm"),
    RuleRow("breaks: another firm", finds: "P09 high 凭1/1 1000.00 2024-04-01") {
      $0.lines[0].payee = "乙所"
    },
    RuleRow("holds: width, white space and brackets aside") {
      $0.cases[0].firm = "甲（红寺堡）律师事务所"
      $0.lines[0].payee = " 甲[红寺堡] 律师事务所\u{3000}"
    },
    RuleRow("silent: the case has no firm") {
      $0.cases[0].firm = nil
      $0.lines[0].payee = "乙所"
    },
    RuleRow("silent: another use than 以案定补") {
      $0.lines = [try .sample(use: .directCosts, payee: "法院")]
    },
    RuleRow("silent: taken back whole") {
      $0.lines[0].payee = "乙所"
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-04-01"))
    },
    RuleRow("silent: the line is of another year", year: 2025) { $0.lines[0].payee = "乙所" },
    RuleRow(
      "speaks beside P02", finds: "P02 block 凭1/1 1000.00 2024-04-01",
      "P09 high 凭1/1 1000.00 2024-04-01"
    ) {
      $0.cases = [try .sample(accepted: "2024-04-02")]
      $0.lines[0].payee = "乙所"
    },
  ]

  @Test("P11 终止案件支付", arguments: terminated)
  func p11(row: RuleRow) throws { try row.check(judging: actRules) }

  static let terminated = [
    RuleRow("holds: a case 办结, approved before its closing") {
      $0.claims = [try .sample(claimed: "2023-12-30", approved: "2023-12-31")]
    },
    RuleRow("breaks: 终止", finds: "P11 high 凭1/1 1000.00 2024-04-01") { try $0.end(.terminated) },
    RuleRow("breaks: 撤回", finds: "P11 high 凭1/1 1000.00 2024-04-01") { try $0.end(.withdrawn) },
    RuleRow("holds: approved on the day of closing") {
      $0.cases = [try .sample(closed: "2024-03-10", outcome: .terminated)]
      $0.claims = [try .sample(claimed: "2024-03-10", approved: "2024-03-10")]
    },
    RuleRow(
      "breaks: approved the day before", finds: "C02 high 申1 1000.00 2024-03-09",
      "P11 high 凭1/1 1000.00 2024-04-01"
    ) {
      $0.cases = [try .sample(closed: "2024-03-10", outcome: .terminated)]
      $0.claims = [try .sample(claimed: "2024-03-09", approved: "2024-03-09")]
    },
    RuleRow(
      "holds: an approval of 0 is one, and of a claim that C03 names",
      finds: "C03 block 申2 1000.00 2024-03-05"
    ) {
      try $0.end(.terminated)
      $0.claims.append(try .sample("申2", approved: "2024-03-06", approvedAmount: "0"))
    },
    RuleRow(
      "breaks without any approval", finds: "P04 block 凭1/1 1000.00 2024-04-01",
      "P11 high 凭1/1 1000.00 2024-04-01"
    ) {
      try $0.end(.terminated)
      $0.claims = [try .sample()]
    },
    RuleRow(
      "the amount is what is left", finds: "P11 high 凭1/1 600.00 2024-04-01",
      "P07 medium 案1 400.00 2024-04-01"
    ) {
      try $0.end(.terminated)
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-06-01", amount: "400"))
    },
    RuleRow("silent: taken back whole", finds: "P08 high 案1 1000.00 2023-12-31") {
      try $0.end(.terminated)
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-06-01"))
    },
    RuleRow("silent: another use than 以案定补", finds: "P08 high 案1 1000.00 2023-12-31") {
      try $0.end(.terminated)
      $0.lines = [try .sample(use: .directCosts)]
    },
    RuleRow(
      "belongs to the year of the closing, when that is later",
      finds: "P11 high 凭1/1 1000.00 2025-01-02", year: 2025
    ) { try $0.end(.terminated, on: "2025-01-02") },
    RuleRow(
      "and is silent in the year of the line", finds: "P03 block 凭1/1 1000.00 2024-04-01",
      asOf: "2025-01-02"
    ) { try $0.end(.terminated, on: "2025-01-02") },
    RuleRow("belongs to the year of the line, when that is later", year: 2025) {
      try $0.end(.terminated)
    },
    RuleRow(
      "silenced by P01", finds: "P01 block 凭2/1 1000.00 2024-04-01"
    ) { $0.lines.append(try .sample("凭2", case: "案9")) },
  ]

  @Test("P09 masks a payee that may be a person, and prints a firm in full")
  func masked() throws {
    var book = try InventedBook.clean()
    book.cases[0].firm = "甲（红寺堡）律师事务所"
    book.lines[0].payee = "张三丰"
    let message = try #require(book.reconcile().findings.first { $0.rule == "P09" }).message
    #expect(message.contains("张某某") && !message.contains("三丰"))
    #expect(message.contains("甲（红寺堡）律师事务所"))
  }
}

extension InventedBook {
  /// Ends the one case otherwise than 办结, all approved the year before.
  fileprivate mutating func end(_ outcome: Outcome, on day: String = "2024-03-01") throws {
    cases = [try .sample(closed: day, outcome: outcome)]
    claims = [try .sample(claimed: "2023-12-30", approved: "2023-12-31")]
  }
}
