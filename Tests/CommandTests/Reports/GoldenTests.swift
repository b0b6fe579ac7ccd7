import Foundation
import TestSupport
import Testing

@Suite("示例的输出")
struct GoldenTests {
  private static let folder = "hongsibu-2024"

  @Test("the demo prints the committed text, the same bytes each time, and exits 0")
  func demoText() async throws {
    let workplace = try Workplace()
    let first = try await workplace.legalaid("demo")
    #expect(first.exitCode == 0)
    #expect(first.stderr == "")
    expectGolden(first.stdout, "\(Self.folder)/demo.txt")
    let elsewhere = try Workplace()
    let unset: [String: String?] = ["LANG": nil, "TZ": "Asia/Shanghai", "LEGALAID_LEDGER": "无"]
    let second = try await elsewhere.legalaid("demo", environment: unset)
    #expect(second.exitCode == 0)
    #expect(second.stdout == first.stdout)
    #expect(try workplace.names() == [])
  }

  @Test("a kept demo differs from the printed one only in the line that names the file")
  func keptDemo() async throws {
    let workplace = try Workplace()
    let printed = try await workplace.legalaid("demo").stdout
    let kept = try await workplace.legalaid("demo", "--keep", "示例.sqlite")
    #expect(kept.exitCode == 0)
    #expect(kept.stdout.hasPrefix(printed))
    let rest = kept.stdout.dropFirst(printed.count)
    #expect(rest == "示例账本已留在 示例.sqlite，可以用来练习：legalaid case list --ledger 示例.sqlite\n")
    #expect(try workplace.names() == ["示例.sqlite"])
    expectRefused(
      try await workplace.legalaid("demo", "--keep", "示例.sqlite"), saying: ["已经存在"])
  }

  @Test("the paragraph is that of the design, character for character")
  func paragraph() async throws {
    let workplace = try await Self.withExample()
    let run = try await workplace.legalaid("report", "paragraph", "--year", "2024")
    #expect(run.exitCode == 0)
    #expect(
      run.stdout == """
        红寺堡区2024年共受理法律援助案件364件，已办结352件，共申报25.5万元；\
        本年度法律援助业务经费拨付26万元，其中：中央及地方转移性支付资金拨付25万元，本级财政拨付1万元，\
        以案定补案件支出25.5万元，值班律师法律帮助补贴支出0.86万元。

        """)
    expectGolden(run.stdout, "\(Self.folder)/paragraph.txt")
    // The year does not add up, and whoever publishes the paragraph is told so.
    expectGolden(run.stderr, "\(Self.folder)/paragraph.stderr.txt")
    #expect(run.stderr.contains("3,600.00 元"))
    let strict = try await workplace.legalaid("report", "paragraph", "--year", "2024", "--strict")
    #expect(strict.exitCode == 1)
    #expect(strict.stdout == "")
  }

  @Test(
    "the statement and the tables are the committed ones in each format",
    arguments: ["text", "markdown", "csv", "html", "json"])
  func documents(format: String) async throws {
    let workplace = try await Self.withExample()
    let ending = ["text": "txt", "markdown": "md"][format] ?? format
    let statement = try await workplace.legalaid("reconcile", "--year", "2024", "--format", format)
    #expect(statement.exitCode == 2)
    #expect(statement.stderr == "")
    expectGolden(statement.stdout, "\(Self.folder)/reconcile.\(ending)")
    let tables = try await workplace.legalaid(
      "report", "tables", "--year", "2024", "--format", format)
    #expect(tables.exitCode == 0)
    #expect(tables.stderr == "")
    expectGolden(tables.stdout, "\(Self.folder)/tables.\(ending)")
    let again = try await workplace.legalaid("reconcile", "--year", "2024", "--format", format)
    #expect(again.stdout == statement.stdout)
  }

  @Test("the figures of the JSON are those that the bureau published")
  func publishedFigures() async throws {
    let workplace = try await Self.withExample()
    let run = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    let statement = try json(run.stdout)
    #expect(statement["schema"] as? String == "legalaid.reconciliation/1")
    #expect(statement["result"] as? String == "outstanding")
    let totals = try #require(statement["totals"] as? [String: Any])
    let published = [
      "cases_accepted": 364, "cases_closed": 352, "cases_terminated": 0, "cases_withdrawn": 0,
      "claimed_fen": 25_500_000, "approved_fen": 25_500_000, "appropriated_fen": 26_000_000,
      "appropriated_transfer_fen": 25_000_000, "appropriated_local_fen": 1_000_000,
      "appropriated_other_fen": 0, "paid_case_fen": 25_500_000, "paid_duty_fen": 860_000,
      "paid_other_fen": 0, "paid_fen": 26_360_000,
    ]
    for (name, figure) in published { #expect(totals[name] as? Int == figure, "\(name)") }
    #expect(totals["opening_fen"] is NSNull)
    #expect(Set(totals.keys) == Set(published.keys).union(["opening_fen"]))
    #expect(statement.countsByRule == ["F01": 1, "F03": 1])
  }

  private static func withExample() async throws -> Workplace {
    let workplace = try Workplace()
    _ = try await workplace.legalaid("demo", "--keep", Workplace.ledgerName)
    return workplace
  }
}
