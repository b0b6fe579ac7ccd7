import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("P05、P06 多付与重复支付")
struct OverpaymentRuleTests {
  @Test("P05 超核发支付", arguments: overApproved)
  func p05(row: RuleRow) throws { try row.check() }

  static let overApproved = [
    RuleRow("holds: several lines come to what is approved") {
      $0.lines = [try .sample(amount: "400"), try .sample("凭2", amount: "600")]
    },
    RuleRow("breaks: one fen more", finds: "P05 block 案1 0.01 2024-04-02") {
      $0.lines = [
        try .sample(amount: "600"), try .sample("凭2", paid: "2024-04-02", amount: "400.01"),
      ]
    },
    RuleRow(
      "dated by the last line from that one on at which the net first exceeds",
      finds: "P05 block 案1 700.00 2024-04-03"
    ) {
      $0.lines = [
        try .sample("凭1", paid: "2024-04-03", amount: "300"),
        try .sample("凭2", paid: "2024-04-02", amount: "800"),
        try .sample("凭3", paid: "2024-04-01", amount: "600"),
      ]
    },
    RuleRow("a reversal brings the net back") {
      $0.lines = [try .sample(amount: "1200")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-12-31", amount: "200"))
    },
    RuleRow(
      "before that reversal it stands", finds: "P05 block 案1 200.00 2024-04-01",
      asOf: "2024-12-30"
    ) {
      $0.lines = [try .sample(amount: "1200")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-12-31", amount: "200"))
    },
    RuleRow(
      "running net counts what is left of each line", finds: "P05 block 案1 100.00 2024-04-03"
    ) {
      $0.lines = [
        try .sample("凭1", amount: "800"), try .sample("凭2", paid: "2024-04-02", amount: "500"),
        try .sample("凭3", paid: "2024-04-03", amount: "200"),
      ]
      $0.lines.append(try $0.lines[0].reversed(by: "凭4", on: "2024-04-04", amount: "400"))
    },
    RuleRow("silent in the year of the first line", asOf: "2025-12-31", in: .funded) {
      $0.lines = [try .sample(amount: "600"), try .sample("凭2", paid: "2025-01-02", amount: "700")]
    },
    RuleRow(
      "speaks in the year of the exceeding line", finds: "P05 block 案1 300.00 2025-01-02",
      year: 2025
    ) {
      try $0.stateOpening("1000", year: 2025)
      $0.lines = [try .sample(amount: "600"), try .sample("凭2", paid: "2025-01-02", amount: "700")]
    },
    RuleRow("approved 0: everything is too much", finds: "P05 block 案1 5.00 2024-04-01") {
      $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "0")]
      $0.lines = [try .sample(amount: "5")]
    },
    RuleRow("silent: nothing was ever approved", finds: "P04 block 凭1/1 1000.00 2024-04-01") {
      $0.claims = []
    },
    RuleRow(
      "speaks beside P04", finds: "P04 block 凭1/1 1000.00 2024-04-01",
      "P05 block 案1 100.00 2024-04-01"
    ) { $0.claims = [try .sample(approved: "2024-05-01", approvedAmount: "900")] },
    RuleRow(
      "a claim that C03 names counts 0", finds: "C03 block 申2 500.00 2024-03-06",
      "P05 block 案1 500.00 2024-04-01"
    ) {
      $0.claims.append(
        try .sample("申2", claimed: "2024-03-06", amount: "500", approved: "2024-03-11"))
      $0.lines = [try .sample(amount: "1500")]
    },
    RuleRow("the approval of a returned claim is none", finds: "P05 block 案1 500.00 2024-04-01") {
      $0.claims.append(
        try .sample(
          "申2", claimed: "2024-03-06", amount: "500", approved: "2024-03-11",
          returned: "2024-03-12"))
      $0.lines = [try .sample(amount: "1500")]
    },
    RuleRow("lines of another use are no case payments") {
      $0.lines.append(try .sample("凭2", amount: "500", use: .directCosts))
    },
  ]

  @Test("P06 重复支付", arguments: twice)
  func p06(row: RuleRow) throws { try row.check() }

  static let twice = [
    RuleRow(
      "breaks: the same payee, the same amount; P05 is silent",
      finds: "P06 block 案1 1000.00 2024-04-09"
    ) { $0.lines.append(try .sample("凭2", paid: "2024-04-09")) },
    RuleRow(
      "boundary: the amount is just the excess", finds: "P06 block 案1 300.00 2024-04-01"
    ) {
      $0.claims = [try .sample(amount: "300", approved: "2024-03-10")]
      $0.lines = [try .sample(amount: "300"), try .sample("凭2", amount: "300")]
    },
    RuleRow(
      "boundary: one fen more than the excess is P05", finds: "P05 block 案1 299.99 2024-04-01"
    ) {
      $0.claims = [try .sample(amount: "300.01", approved: "2024-03-10")]
      $0.lines = [try .sample(amount: "300"), try .sample("凭2", amount: "300")]
    },
    RuleRow("silent: the amounts differ", finds: "P05 block 案1 999.99 2024-04-01") {
      $0.lines.append(try .sample("凭2", amount: "999.99"))
    },
    RuleRow(
      "silent: the payees differ", finds: "P05 block 案1 1000.00 2024-04-01",
      "P09 high 凭2/1 1000.00 2024-04-01"
    ) { $0.lines.append(try .sample("凭2", payee: "乙所")) },
    RuleRow("payees are compared by normalised name", finds: "P06 block 案1 1000.00 2024-04-01") {
      $0.cases[0].firm = "甲(一)所"
      $0.lines = [try .sample(payee: "甲（一）所"), try .sample("凭2", payee: " 甲【一】 所")]
    },
    RuleRow(
      "what is left is compared, not what was paid", finds: "P06 block 案1 1000.00 2024-04-01"
    ) {
      $0.lines.append(try .sample("凭2", amount: "1200"))
      $0.lines.append(try $0.lines[1].reversed(by: "凭3", on: "2024-05-01", amount: "200"))
    },
    RuleRow("holds: one of the two is taken back") {
      $0.lines.append(try .sample("凭2"))
      $0.lines.append(try $0.lines[1].reversed(by: "凭3", on: "2024-05-01"))
    },
    RuleRow("holds: equal instalments within what is approved") {
      $0.lines = [try .sample(amount: "500"), try .sample("凭2", amount: "500")]
    },
    RuleRow(
      "a third, larger line does not hide the two", finds: "P06 block 案1 600.00 2024-04-03"
    ) {
      $0.lines = [
        try .sample("凭1", paid: "2024-04-01", amount: "400"),
        try .sample("凭2", paid: "2024-04-02", amount: "400"),
        try .sample("凭3", paid: "2024-04-03", amount: "800"),
      ]
    },
    RuleRow("needs something approved", finds: "P05 block 案1 2000.00 2024-04-01") {
      $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "0")]
      $0.lines.append(try .sample("凭2"))
    },
    RuleRow("belongs to the exceeding line's year: silent before it", asOf: "2025-06-01") {
      $0.lines.append(try .sample("凭2", paid: "2025-01-02"))
    },
    RuleRow(
      "belongs to the exceeding line's year: speaks in it",
      finds: "P06 block 案1 1000.00 2025-01-02",
      year: 2025
    ) {
      try $0.stateOpening("1000", year: 2025)
      $0.lines.append(try .sample("凭2", paid: "2025-01-02"))
    },
  ]

  @Test("P06 names the two lines; P05 names them all")
  func related() throws {
    var book = try InventedBook.clean()
    book.lines = [
      try .sample("凭3", amount: "1000"), try .sample("凭1", amount: "50"),
      try .sample("凭2", amount: "1000"),
    ]
    let twice = try #require(book.reconcile().findings.first { $0.rule == "P06" })
    #expect(twice.related == ["凭2/1", "凭3/1"])
    book.lines[0].amount = try .yuan("1001")
    let over = try #require(book.reconcile().findings.first { $0.rule == "P05" })
    #expect(over.related == ["凭1/1", "凭2/1", "凭3/1"])
  }
}
