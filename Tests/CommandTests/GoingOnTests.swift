import Foundation
import TestSupport
import Testing

@Suite("增量对账")
struct GoingOnTests {
  private static let kept = ".\(Workplace.ledgerName)-reconciled-2024"

  /// What reconciling a year prints: going on from the last run, or over everything.
  private static func statement(
    _ workplace: Workplace, _ arguments: String..., year: String = "2024"
  ) async throws -> Run {
    try await workplace.run(["reconcile", "--year", year] + arguments)
  }

  @Test("after every act of a messy book it prints the bytes of a full run")
  func everyAct() async throws {
    let workplace = try await Workplace.withLedger()
    var goneOn = 0
    try await MessyBook.record(in: workplace) {
      // The full run works on a copy, so that the others only ever go on from each other.
      try? FileManager.default.removeItem(atPath: workplace.file("全.sqlite"))
      try workplace.copy(Workplace.ledgerName, to: "全.sqlite")
      for year in ["2023", "2024", "2025"] {
        let run = try await Self.statement(workplace, "--format", "json", year: year)
        let full = try await Self.statement(
          workplace, "--full", "--format", "json", "--ledger", "全.sqlite", year: year)
        #expect(full.stderr == "全量对账\n")
        #expect(run.stdout == full.stdout, "\(year)")
        #expect(run.exitCode == full.exitCode)
        if run.stderr.hasPrefix("增量对账") { goneOn += 1 }
      }
    }
    #expect(goneOn > 60)
  }

  @Test("after one more payment it looks at one account, and says so")
  func onePayment() async throws {
    let workplace = try await SmallBook.workplace(cases: 40)
    let first = try await Self.statement(workplace)
    #expect(first.stderr == "全量对账\n")
    _ = try await workplace.run(SmallBook.pay("支1", 7))
    let second = try await Self.statement(workplace)
    #expect(second.stderr.hasPrefix("增量对账：重查第 2 号流水以来有变动的卷宗、值班和支付 1 项，其余"))
    #expect(second.stdout != first.stdout)
    #expect(try await Self.statement(workplace, "--full").stdout == second.stdout)
  }

  @Test("a new appropriation or standard, and other arguments, make it look at everything")
  func everything() async throws {
    let workplace = try await SmallBook.workplace()
    _ = try await Self.statement(workplace)
    #expect(try await Self.statement(workplace).stderr.hasPrefix("增量对账"))
    for line in [
      "fund recall \(SmallBook.document) --amount 5 --on 2024-11-01 --reason 收回",
      "fund receive 新1 --fund-source 本级财政 --fiscal-year 2024 --on 2024-05-01 --amount 5",
      "standards load ningxia-2015",
    ] {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(try await Self.statement(workplace).stderr == "全量对账\n", "\(line)")
    }
    #expect(try await Self.statement(workplace, "--as-of", "2024-06-30").stderr == "全量对账\n")
  }

  @Test("what is kept is readable by its owner only, holds no recipient, and may be anything")
  func keptFile() async throws {
    let workplace = try await SmallBook.workplace(cases: 3)
    let statement = try await Self.statement(workplace, "--format", "json").stdout
    let attributes = try FileManager.default.attributesOfItem(atPath: workplace.file(Self.kept))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try !workplace.text(of: Self.kept).contains(Secret.recipient))
    let text = try workplace.text(of: Self.kept)
    let head = text.prefix { $0 != "\n" }
    for garbage in ["", "{}", "{}\n", String(head), head + "\n", String(text.dropLast(9))] {
      try workplace.write(garbage, to: Self.kept)
      let run = try await Self.statement(workplace, "--format", "json")
      #expect(run.stderr == "全量对账\n")
      #expect(run.stdout == statement)
    }
    // Another ledger's is none of this one's.
    try await workplace.newLedger("别的.sqlite")
    try workplace.copy(Self.kept, to: ".别的.sqlite-reconciled-2024")
    let other = try await Self.statement(workplace, "--ledger", "别的.sqlite")
    #expect(other.stderr == "全量对账\n")
    #expect(other.stdout.contains("案件卷宗：0 宗"))
  }
}
