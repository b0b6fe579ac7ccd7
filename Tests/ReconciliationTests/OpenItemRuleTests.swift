import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("P07、P08、P10 未了事项")
struct OpenItemRuleTests {
  @Test("P07 少付", arguments: paidInPart)
  func p07(row: RuleRow) throws { try row.check(judging: actRules) }

  static let paidInPart = [
    RuleRow("holds: paid in full"),
    RuleRow("breaks: a fen less", finds: "P07 medium 案1 0.01 2024-04-01") {
      $0.lines = [try .sample(amount: "999.99")]
    },
    RuleRow("boundary: nothing paid is P08", finds: "P08 high 案1 1000.00 2024-03-10") {
      $0.lines = []
    },
    RuleRow("dated by the last live line", finds: "P07 medium 案1 300.00 2024-05-01") {
      $0.lines = [
        try .sample("凭1", paid: "2024-05-01", amount: "300"),
        try .sample("凭2", paid: "2024-04-01", amount: "400"),
        try .sample("凭3", paid: "2024-06-01", amount: "50"),
      ]
      $0.lines.append(try $0.lines[2].reversed(by: "凭4", on: "2024-06-02"))
    },
    RuleRow("counts what is left of a line", finds: "P07 medium 案1 400.00 2024-04-01") {
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-06-01", amount: "400"))
    },
    RuleRow("holds until that reversal", asOf: "2024-05-31") {
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-06-01", amount: "400"))
    },
    RuleRow(
      "stands in every later year", finds: "P07 medium 案1 0.01 2024-04-01", year: 2025
    ) { $0.lines = [try .sample(amount: "999.99")] },
    RuleRow(
      "stands in an earlier year, seen from later", finds: "P07 medium 案1 0.01 2024-04-01",
      year: 2023, asOf: "2024-12-31"
    ) { $0.lines = [try .sample(amount: "999.99")] },
    RuleRow("gone once the rest is paid", year: 2025) {
      try $0.stateOpening("1000", year: 2025)
      $0.lines = [
        try .sample(amount: "999.99"), try .sample("凭2", paid: "2025-01-02", amount: "0.01"),
      ]
    },
    RuleRow("a claim that C03 names counts 0", finds: "C03 block 申2 500.00 2024-03-06") {
      $0.claims.append(
        try .sample("申2", claimed: "2024-03-06", amount: "500", approved: "2024-03-11"))
    },
    RuleRow(
      "speaks of a case that is not closed", finds: "P03 block 凭1/1 400.00 2024-04-01",
      "C02 high 申1 1000.00 2024-03-05", "P07 medium 案1 600.00 2024-04-01"
    ) {
      $0.cases = [try .sample()]
      $0.lines = [try .sample(amount: "400")]
    },
    RuleRow(
      "lines of another use are no case payments", finds: "P08 high 案1 1000.00 2024-03-10"
    ) { $0.lines = [try .sample(amount: "400", use: .directCosts)] },
    RuleRow(
      "silenced by P01", finds: "C01 block 申1 1000.00 2024-03-05",
      "P01 block 凭1/1 400.00 2024-04-01"
    ) {
      $0.cases = []
      $0.lines = [try .sample(amount: "400")]
    },
  ]

  @Test("P08 核发未付", arguments: notPaid)
  func p08(row: RuleRow) throws { try row.check(judging: actRules) }

  // After 31 January 2024: 1, 2 and 4 to 9 February, after 春节 18 to 23 and 26 to 29, then 1 and
  // 4 March: the 20th working day.
  static let notPaid = [
    unpaid("holds: it is paid") { $0.lines = [try .sample(paid: "2024-02-01")] },
    unpaid(
      "info: on the 20th working day", finds: "P08 info 案1 1000.00 2024-01-31",
      asOf: "2024-03-04"),
    unpaid(
      "high: the day after it", finds: "P08 high 案1 1000.00 2024-01-31", asOf: "2024-03-05"),
    unpaid(
      "info: on the day of the approval", finds: "P08 info 案1 1000.00 2024-01-31",
      asOf: "2024-01-31"),
    unpaid("silent: the day before it", asOf: "2024-01-30"),
    unpaid(
      "medium: no calendar of the year", finds: "P08 medium 案1 1000.00 2024-01-31",
      knowing: 2025...2025),
    unpaid("medium: no calendar at all", finds: "P08 medium 案1 1000.00 2024-01-31", knowing: nil),
    unpaid(
      "medium: the deadline lies in a year that is missing",
      finds: "P08 medium 案1 1000.00 2024-12-20", knowing: 2024...2024
    ) { $0.claims = [try .sample(claimed: "2024-01-25", approved: "2024-12-20")] },
    unpaid(
      "reported for every year: a later one", finds: "P08 high 案1 1000.00 2024-01-31", year: 2025),
    unpaid(
      "reported for every year: an earlier one, seen from later",
      finds: "P08 high 案1 1000.00 2024-01-31", year: 2023, asOf: "2024-03-05"),
    unpaid(
      "counted from the earliest approval, of a claim that C03 names and of 0 as well",
      finds: "C03 block 申2 1000.00 2024-01-26", "P08 high 案1 1000.00 2024-01-31",
      asOf: "2024-03-05"
    ) {
      $0.claims = [
        try .sample(claimed: "2024-01-25", approved: "2024-02-20"),
        try .sample("申2", claimed: "2024-01-26", approved: "2024-01-31", approvedAmount: "0"),
      ]
    },
    unpaid(
      "silent: only a claim that C03 names is approved",
      finds: "C03 block 申2 1000.00 2024-01-26"
    ) {
      $0.claims = [
        try .sample(claimed: "2024-01-25"),
        try .sample("申2", claimed: "2024-01-26", approved: "2024-01-31"),
      ]
    },
    unpaid("silent: an approval of 0") {
      $0.claims = [
        try .sample(claimed: "2024-01-25", approved: "2024-01-31", approvedAmount: "0")
      ]
    },
    unpaid("silent: not closed", finds: "C02 high 申1 1000.00 2024-01-25") {
      $0.cases = [try .sample()]
    },
    unpaid(
      "silent: the closing lies after the as-of day", finds: "C02 high 申1 1000.00 2024-01-25",
      asOf: "2024-03-05"
    ) { $0.cases = [try .sample(closed: "2024-03-06")] },
    unpaid(
      "speaks of a case 终止 or 撤回 too", finds: "P08 high 案1 1000.00 2024-01-31"
    ) { $0.cases = [try .sample(closed: "2024-01-20", outcome: .withdrawn)] },
    unpaid(
      "a payment taken back whole is none", finds: "P08 high 案1 1000.00 2024-01-31"
    ) {
      let line = try PaymentLine.sample(paid: "2024-02-01")
      $0.lines = [line, try line.reversed(by: "凭2", on: "2024-12-31")]
    },
    unpaid("silent: the claim was returned", asOf: "2024-03-05") {
      $0.claims = [
        try .sample(claimed: "2024-01-25", approved: "2024-01-31", returned: "2024-02-01")
      ]
    },
  ]

  /// A case closed on 20 January 2024, approved on the 31st, never paid.
  private static func unpaid(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    knowing years: ClosedRange<Int>? = 2023...2025,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in }
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, knowing: years) {
      $0.cases = [try .sample(closed: "2024-01-20")]
      $0.claims = [try .sample(claimed: "2024-01-25", approved: "2024-01-31")]
      $0.lines = []
      try change(&$0)
    }
  }

  @Test(
    "P08 names the deadline, or says that it cannot be tested",
    arguments: [
      ("2024-03-04", true, "第 20 个工作日是 2024-03-04，截至 2024-03-04 尚未超过"),
      ("2024-03-05", true, "第 20 个工作日是 2024-03-04，截至 2024-03-05 已经超过"),
      ("2024-03-05", false, "工作日历缺少所需年度，20 个工作日的期限无法核验"),
    ])
  func deadline(asOf: String, isKnown: Bool, words: String) throws {
    var book = try InventedBook.clean()
    book.claims = [try .sample(approved: "2024-01-31")]
    book.lines = []
    book.cases = [try .sample(closed: "2024-01-20")]
    let calendar = isKnown ? InventedCalendar.full : InventedCalendar(knowing: nil)
    let period = Period(year: try .of(2024), asOf: try .of(asOf))
    let finding = try #require(
      book.reconcile(period, under: calendar).findings.first { $0.rule == "P08" })
    #expect(finding.message.hasSuffix(words), "\(finding.message)")
  }

  @Test("P10 结案未申报", arguments: notClaimed)
  func p10(row: RuleRow) throws { try row.check(judging: actRules) }

  static let notClaimed = [
    RuleRow("holds: it is claimed"),
    unclaimed("boundary: 60 days after closing", asOf: "2024-04-30"),
    unclaimed(
      "breaks: 61 days after", finds: "P10 medium 案1 0.00 2024-03-01", asOf: "2024-05-01"),
    unclaimed("breaks in every later year", finds: "P10 medium 案1 0.00 2024-03-01", year: 2025),
    unclaimed(
      "breaks in an earlier year, seen from later", finds: "P10 medium 案1 0.00 2024-03-01",
      year: 2023, asOf: "2024-05-01"),
    unclaimed("gone once it is claimed, however late", year: 2025) {
      $0.claims = [try .sample(claimed: "2025-06-01")]
    },
    unclaimed(
      "a claim after the as-of day is not there", finds: "P10 medium 案1 0.00 2024-03-01",
      asOf: "2024-05-31"
    ) { $0.claims = [try .sample(claimed: "2024-06-01")] },
    unclaimed("a returned claim is no claim", finds: "P10 medium 案1 0.00 2024-03-01") {
      $0.claims = [try .sample(returned: "2024-03-06")]
    },
    unclaimed("until the day of its return it is one", asOf: "2024-05-31") {
      $0.claims = [try .sample(returned: "2024-06-01")]
    },
    unclaimed("silent: not closed") { $0.cases = [try .sample()] },
    unclaimed("silent: the closing lies after the as-of day", asOf: "2024-12-31") {
      $0.cases = [try .sample(closed: "2025-01-01")]
    },
    unclaimed("silent: 终止") { $0.cases[0].closing?.outcome = .terminated },
    unclaimed("silent: 撤回") { $0.cases[0].closing?.outcome = .withdrawn },
    unclaimed(
      "speaks beside P04", finds: "P04 block 凭1/1 1000.00 2024-04-01",
      "P10 medium 案1 0.00 2024-03-01"
    ) { $0.lines = [try .sample()] },
  ]

  /// A case closed on 1 March 2024 and never claimed.
  private static func unclaimed(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in }
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf) {
      $0.claims = []
      $0.lines = []
      try change(&$0)
    }
  }
}
