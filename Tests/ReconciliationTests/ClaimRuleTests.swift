import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("C 补贴申报规则")
struct ClaimRuleTests {
  @Test("C01 申报无案件", arguments: unknownCase)
  func c01(row: RuleRow) throws { try row.check() }

  static let unknownCase = [
    RuleRow("holds: the case is in the register"),
    RuleRow("breaks: it is not", finds: "C01 block 申2 700.00 2024-06-01") {
      $0.claims.append(try .sample("申2", case: "案9", claimed: "2024-06-01", amount: "700"))
    },
    RuleRow(
      "silences C03: two claims for one unknown case", finds: "C01 block 申2 1000.00 2024-03-05",
      "C01 block 申3 1000.00 2024-03-05"
    ) { $0.claims += try ["申2", "申3"].map { try .sample($0, case: "案9") } },
    RuleRow(
      "a case accepted after the as-of day is not there", finds: "C01 block 申2 1000.00 2024-03-05",
      asOf: "2024-04-30"
    ) {
      $0.cases.append(try .sample("案2", accepted: "2024-05-01"))
      $0.claims.append(try .sample("申2", case: "案2"))
    },
    RuleRow("holds from the day of acceptance", asOf: "2024-05-01") {
      $0.cases.append(try .sample("案2", accepted: "2024-05-01"))
      $0.claims.append(try .sample("申2", case: "案2"))
    },
    RuleRow("silent: a returned claim is no claim") {
      $0.claims.append(try .sample("申2", case: "案9", returned: "2024-06-01"))
    },
    RuleRow("silent: a claim after the as-of day", asOf: "2024-05-31") {
      $0.claims.append(try .sample("申2", case: "案9", claimed: "2024-06-01"))
    },
    RuleRow("silent: a claim of another year", year: 2025) {
      $0.claims.append(try .sample("申2", case: "案9"))
    },
    RuleRow("holds: the number is the same in another width") {
      $0.claims = [try .sample(case: "案 １", approved: "2024-03-10")]
    },
  ]

  @Test("C02 未结案申报", arguments: beforeClosed)
  func c02(row: RuleRow) throws { try row.check(judging: actRules) }

  static let beforeClosed = [
    RuleRow("holds: claimed on the day of closing") {
      $0.cases = [try .sample(closed: "2024-03-05")]
    },
    RuleRow("breaks: claimed the day before", finds: "C02 high 申1 1000.00 2024-03-05") {
      $0.cases = [try .sample(closed: "2024-03-06")]
    },
    RuleRow("breaks: never closed", finds: "C02 high 申1 1000.00 2024-03-05") {
      $0.cases = [try .sample()]
      $0.claims = [try .sample()]
      $0.lines = []
    },
    RuleRow(
      "a closing after the as-of day is not there", finds: "C02 high 申1 1000.00 2024-03-05",
      asOf: "2024-03-09"
    ) { $0.cases = [try .sample(closed: "2024-03-10")] },
    RuleRow("holds: 终止 and 撤回 close a case too") {
      $0.cases = [try .sample(closed: "2024-03-05", outcome: .withdrawn)]
    },
    RuleRow("silenced by C01", finds: "C01 block 申2 1000.00 2024-01-01") {
      $0.claims.append(try .sample("申2", case: "案9", claimed: "2024-01-01"))
    },
    RuleRow(
      "breaks: each claim by itself, C03 beside it", finds: "C03 block 申2 500.00 2024-02-29",
      "C02 high 申1 1000.00 2024-02-28", "C02 high 申2 500.00 2024-02-29"
    ) {
      $0.claims = [
        try .sample(claimed: "2024-02-28", approved: "2024-03-10"),
        try .sample("申2", claimed: "2024-02-29", amount: "500"),
      ]
    },
    RuleRow("silent: the claim was returned") {
      $0.claims.append(try .sample("申2", claimed: "2024-02-01", returned: "2024-02-02"))
    },
    RuleRow(
      "belongs to the year of the claim", finds: "C02 high 申1 1000.00 2023-12-30", year: 2023,
      asOf: "2024-12-31"
    ) { $0.claims = [try .sample(claimed: "2023-12-30", approved: "2024-03-10")] },
    RuleRow("silent in the year of the closing") {
      $0.claims = [try .sample(claimed: "2023-12-30", approved: "2024-03-10")]
    },
  ]

  @Test("C03 重复申报", arguments: claimedTwice)
  func c03(row: RuleRow) throws { try row.check() }

  static let claimedTwice = [
    RuleRow(
      "breaks: every claim but the first", finds: "C03 block 申2 200.00 2024-03-07",
      "C03 block 申3 300.00 2024-03-06"
    ) {
      $0.claims.append(try .sample("申2", claimed: "2024-03-07", amount: "200"))
      $0.claims.append(try .sample("申3", claimed: "2024-03-06", amount: "300"))
    },
    RuleRow(
      "the first is the earliest, whatever its number", finds: "C03 block 申1 1000.00 2024-03-05",
      "P05 block 案1 1000.00 2024-04-01"
    ) {
      $0.claims.append(
        try .sample("申2", claimed: "2024-03-04", approved: "2024-03-10", approvedAmount: "0"))
    },
    RuleRow("on one day the first is the least number", finds: "C03 block 申2 50.00 2024-03-05") {
      $0.claims.append(try .sample("申2", amount: "50"))
    },
    RuleRow("holds: the other was returned") {
      $0.claims.append(try .sample("申0", claimed: "2024-02-01", returned: "2024-02-03"))
    },
    RuleRow(
      "before its return it was the first", finds: "C03 block 申1 1000.00 2024-03-05",
      "P05 block 案1 1000.00 2024-04-01", asOf: "2024-04-30"
    ) {
      $0.claims.append(
        try .sample(
          "申0", claimed: "2024-02-01", approved: "2024-02-02", approvedAmount: "0",
          returned: "2024-05-01"))
    },
    RuleRow("a claim after the as-of day is not there", asOf: "2024-05-31") {
      $0.claims.append(try .sample("申2", claimed: "2024-06-01"))
    },
    RuleRow(
      "belongs to the year of the later claim", finds: "C03 block 申2 1000.00 2025-02-01",
      year: 2025
    ) { $0.claims.append(try .sample("申2", claimed: "2025-02-01")) },
    RuleRow("silent in the year of the first claim", asOf: "2025-03-01") {
      $0.claims.append(try .sample("申2", claimed: "2025-02-01"))
    },
    RuleRow(
      "a claim of an earlier year that C03 names still counts 0",
      finds: "P05 block 案1 500.00 2024-04-01"
    ) {
      $0.cases = [try .sample(accepted: "2023-01-05", closed: "2023-03-01")]
      $0.claims = [
        try .sample(claimed: "2023-03-05", approved: "2023-03-06"),
        try .sample("申2", claimed: "2023-03-06", amount: "500", approved: "2023-03-07"),
      ]
      $0.lines = [try .sample(amount: "1500")]
    },
    RuleRow("holds: one claim for each of two cases") {
      $0.cases.append(try .sample("案2", closed: "2024-03-01"))
      $0.claims.append(try .sample("申2", case: "案2"))
    },
  ]

  @Test("C03 names the first claim as related")
  func related() throws {
    var book = try InventedBook.clean()
    book.claims.append(try .sample("申2", claimed: "2024-03-06"))
    book.claims.append(try .sample("申3", claimed: "2024-03-07"))
    let findings = try book.reconcile().findings.filter { $0.rule == "C03" }
    #expect(findings.map(\.related) == [["申1"], ["申1"]])
  }
}
