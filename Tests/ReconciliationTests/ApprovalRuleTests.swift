import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("C04、C06、C07 核发")
struct ApprovalRuleTests {
  @Test("C04 核发超申报", arguments: overClaimed)
  func c04(row: RuleRow) throws { try row.check(judging: actRules) }

  static let overClaimed = [
    RuleRow("holds: approved is what was claimed"),
    RuleRow("holds: a fen less is approved") {
      $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "999.99")]
      $0.lines = [try .sample(amount: "999.99")]
    },
    RuleRow("breaks: a fen more", finds: "C04 high 申1 0.01 2024-03-10") {
      $0.claims = [
        try .sample(amount: "999.99", approved: "2024-03-10", approvedAmount: "1000")
      ]
    },
    RuleRow("silenced by C01", finds: "C01 block 申2 10.00 2024-03-05") {
      $0.claims.append(
        try .sample(
          "申2", case: "案9", amount: "10", approved: "2024-03-10", approvedAmount: "20"))
    },
    RuleRow(
      "breaks for a claim that C03 names", finds: "C03 block 申2 500.00 2024-03-06",
      "C04 high 申2 100.00 2024-03-11"
    ) {
      $0.claims.append(
        try .sample(
          "申2", claimed: "2024-03-06", amount: "500", approved: "2024-03-11",
          approvedAmount: "600"))
    },
    RuleRow("silent: the approval is of the next year", asOf: "2024-12-31") {
      $0.claims = [try .sample(approved: "2025-01-02", approvedAmount: "1000.01")]
      $0.lines = []
    },
    RuleRow(
      "belongs to the year of the approval", finds: "C04 high 申1 0.01 2025-01-02",
      "P08 high 案1 1000.01 2025-01-02", year: 2025
    ) {
      $0.claims = [try .sample(approved: "2025-01-02", approvedAmount: "1000.01")]
      $0.lines = []
    },
    RuleRow("silent: the claim was returned", asOf: "2024-03-31") {
      $0.claims = [
        try .sample(approved: "2024-03-10", approvedAmount: "1200", returned: "2024-03-12")
      ]
    },
    RuleRow(
      "an approval counts though its claim is dated after the as-of day",
      finds: "C04 high 申1 0.01 2024-03-10", "C07 high 申1 1000.00 2024-03-10", asOf: "2024-04-30"
    ) {
      $0.claims = [
        try .sample(
          claimed: "2024-05-01", amount: "999.99", approved: "2024-03-10", approvedAmount: "1000")
      ]
    },
  ]

  @Test("C06 自审自批", arguments: byTheSubmitter)
  func c06(row: RuleRow) throws { try row.check(judging: actRules) }

  static let byTheSubmitter = [
    RuleRow("holds: two people"),
    RuleRow("breaks: one", finds: "C06 high 申1 1000.00 2024-03-10") {
      $0.claims[0].approvedBy = "申报人甲"
    },
    RuleRow(
      "breaks: width, white space and brackets aside", finds: "C06 high 申1 1000.00 2024-03-10"
    ) {
      $0.claims[0].submittedBy = "甲（一）"
      $0.claims[0].approvedBy = " 甲 [一]\u{3000}"
    },
    RuleRow("silent: nobody knows who submitted") { $0.claims[0].submittedBy = nil },
    RuleRow("silent: nobody knows who approved") { $0.claims[0].approvedBy = nil },
    RuleRow("silent: neither is known") {
      $0.claims[0].submittedBy = nil
      $0.claims[0].approvedBy = nil
    },
    RuleRow("silent: nothing is approved yet") {
      $0.claims = [try .sample()]
      $0.claims[0].approvedBy = "申报人甲"
      $0.lines = []
    },
    RuleRow("silent: the approval lies after the as-of day", asOf: "2024-03-09") {
      $0.claims[0].approvedBy = "申报人甲"
    },
    RuleRow("silent: the approval is of another year", year: 2025) {
      $0.claims[0].approvedBy = "申报人甲"
    },
    RuleRow("an approval of 0 is an approval", finds: "C06 high 申1 0.00 2024-03-10") {
      $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "0")]
      $0.claims[0].approvedBy = "申报人甲"
      $0.lines = []
    },
    RuleRow(
      "speaks beside C01", finds: "C01 block 申1 1000.00 2024-03-05",
      "C06 high 申1 1000.00 2024-03-10"
    ) {
      $0.cases = []
      $0.claims[0].approvedBy = "申报人甲"
      $0.lines = []
    },
  ]

  @Test("C07 核发早于申报", arguments: beforeClaimed)
  func c07(row: RuleRow) throws { try row.check(judging: actRules) }

  static let beforeClaimed = [
    RuleRow("holds: approved on the day of the claim") {
      $0.claims = [try .sample(approved: "2024-03-05")]
    },
    RuleRow("breaks: the day before", finds: "C07 high 申1 1000.00 2024-03-04") {
      $0.claims = [try .sample(approved: "2024-03-04")]
    },
    RuleRow(
      "speaks beside C01", finds: "C01 block 申1 1000.00 2024-03-05",
      "C07 high 申1 1000.00 2024-03-04"
    ) {
      $0.cases = []
      $0.claims = [try .sample(approved: "2024-03-04")]
      $0.lines = []
    },
    RuleRow(
      "belongs to the year of the approval, though the claim is not yet there",
      finds: "C07 high 申1 1000.00 2024-12-31", "P10 medium 案1 0.00 2024-03-01",
      "P08 info 案1 1000.00 2024-12-31"
    ) {
      $0.claims = [try .sample(claimed: "2025-01-02", approved: "2024-12-31")]
      $0.lines = []
    },
    RuleRow(
      "silent in the year of the claim", finds: "P08 high 案1 1000.00 2024-12-31", year: 2025
    ) {
      $0.claims = [try .sample(claimed: "2025-01-02", approved: "2024-12-31")]
      $0.lines = []
    },
  ]

  @Test("C06 says that one person did both, and names nobody")
  func masked() throws {
    var book = try InventedBook.clean()
    book.claims[0].approvedBy = "申报人甲"
    let finding = try #require(book.reconcile().findings.first { $0.rule == "C06" })
    #expect(finding.message.contains("同一人") && !finding.message.contains("申报人甲"))
    #expect(finding.related == ["案1"])
  }
}
