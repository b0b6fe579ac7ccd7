import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("P12 其他支出未审批，以及没有登记的说法")
struct OtherUseRuleTests {
  @Test("P12", arguments: rows)
  func p12(row: RuleRow) throws { try row.check(judging: ["P12"]) }

  static let rows = [
    RuleRow("breaks: nobody is named", finds: "P12 medium 凭1/1 1000.00 2024-04-01", in: .session),
    RuleRow("holds: somebody is", in: .session) { $0.lines[0].approvedBy = "局长甲" },
    RuleRow("breaks: blank", finds: "P12 medium 凭1/1 1000.00 2024-04-01", in: .session) {
      $0.lines[0].approvedBy = "\u{3000}"
    },
    RuleRow("holds: subsidies and duty are approved otherwise") {
      $0.shifts = [try .sample()]
      $0.lines.append(try .dutySample())
    },
    RuleRow("breaks: other uses of a case too", finds: "P12 medium 凭2/1 80.00 2024-04-01") {
      $0.lines.append(try .sample("凭2", amount: "80", use: .directCosts))
    },
    RuleRow("also of a case that is not registered", finds: "P12 medium 凭2/1 80.00 2024-04-01") {
      $0.lines.append(try .sample("凭2", amount: "80", case: "案9", use: .drafting))
    },
    RuleRow("the amount is what is left", finds: "P12 medium 凭1/1 1.00 2024-04-01", in: .session) {
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01", amount: "999"))
    },
    RuleRow("silent: taken back whole", in: .session) {
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01"))
    },
    RuleRow(
      "of 31 December: of its year", finds: "P12 medium 凭1/1 1000.00 2024-12-31", in: .session
    ) {
      $0.lines[0].paidOn = try .of("2024-12-31")
    },
    RuleRow("and of no other", year: 2025, in: .session) {
      $0.lines[0].paidOn = try .of("2024-12-31")
    },
    RuleRow(
      "of New Year's Day: of its year", finds: "P12 medium 凭1/1 1000.00 2025-01-01", year: 2025,
      in: .session
    ) { $0.lines[0].paidOn = try .of("2025-01-01") },
  ]

  @Test("what was accepted or served only after the as-of day is not said to be unregistered")
  func notYetThere() throws {
    var book = try InventedBook.clean()
    book.cases = [try .sample(accepted: "2024-05-01")]
    book.claims = [try .sample()]
    book.shifts = [try .sample(served: "2024-05-01")]
    book.lines.append(try .dutySample("凭2"))
    let findings = try book.reconcile(asOf: "2024-04-30").findings
    func message(_ rule: RuleID) -> String? { findings.first { $0.rule == rule }?.message }
    #expect(message("P01")?.hasSuffix("所列案件 案1 在支付日之前没有受理") == true)
    #expect(message("C01")?.hasSuffix("所列案件 案1 在申报日之前没有受理") == true)
    #expect(message("D03")?.hasSuffix("所列值班 值1 在支付日之前没有值班") == true)
    book.cases = []
    let unknown = try book.reconcile(asOf: "2024-04-30").findings.first { $0.rule == "P01" }
    #expect(unknown?.message.hasSuffix("所列案件 案1 没有登记") == true)
  }

  @Test("K03 is told of what was late before once the register holds filing days")
  func laterFilings() throws {
    var book = InventedBook()
    book.cases = [
      try .sample("案1", closed: "2024-03-01"), try .sample("案2", closed: "2024-12-31"),
      try .sample("案3", accepted: "2025-01-02", closed: "2025-02-01", filed: "2025-02-02"),
    ]
    func found(_ year: Int, _ asOf: String? = nil) throws -> [String] {
      try book.reconcile(year: year, asOf: asOf).findings.filter { $0.rule == "K03" }.map(\.summary)
    }
    #expect(try found(2024) == ["K03 info 2024 0.00 2024-12-31 notTestable"])
    // In 2024 nobody could be named, so 2025 names what was late then as well.
    #expect(
      try found(2025) == ["K03 medium 案1 0.00 2024-03-01", "K03 medium 案2 0.00 2024-12-31"])
    // Named at the end of 2025: what belongs to it is not told again.
    #expect(try found(2026).isEmpty)
    // A filing day of 2024, of whichever case, makes 2024 name 案1; 2025 names its own only.
    book.cases.append(try .sample("案4", closed: "2024-02-01", filed: "2024-02-02"))
    #expect(try found(2024) == ["K03 medium 案1 0.00 2024-03-01"])
    #expect(try found(2025) == ["K03 medium 案2 0.00 2024-12-31"])
  }
}
