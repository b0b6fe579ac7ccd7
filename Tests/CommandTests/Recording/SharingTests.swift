import Foundation
import Testing

@Suite("几人同时记账")
struct SharingTests {
  @Test("an appropriation is never overdrawn by a race, and no payment is lost or doubled")
  func race() async throws {
    let count = 12
    // Enough for five payments of 800 and a half.
    let workplace = try await SmallBook.workplace(cases: count, appropriated: "4,400")
    let runs = try await Recorders.together(count, in: workplace) { SmallBook.pay("支\($0)", $0) }
    let paid = runs.filter { $0.value.exitCode == 0 }.map { "支\($0.key)" }
    #expect(paid.count == 5)
    for run in runs.values where run.exitCode != 0 {
      #expect(run.exitCode == 1)
      #expect(run.stderr.contains("\n  F01 "), "\(run.stderr)")
    }
    #expect(Set(try await workplace.vouchers()) == Set(paid))
    let statement = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    #expect(
      try json(statement.stdout).countsByRule
        == ["C05": 1, "K03": 1, "K04": count - 1, "P08": count - 5, "S01": 1])
    #expect(try await workplace.state().contains("流水 7 笔"))
  }

  @Test("of several who pay one case, one does")
  func oneCase() async throws {
    let workplace = try await SmallBook.workplace()
    let runs = try await Recorders.together(8, in: workplace) { SmallBook.pay("支\($0)", 1) }
    #expect(runs.values.count { $0.exitCode == 0 } == 1)
    #expect(try await workplace.vouchers().count == 1)
    for run in runs.values where run.exitCode != 0 { expectNotLocked(run) }
  }

  @Test("of several who use one voucher number, one does")
  func oneVoucher() async throws {
    let workplace = try await SmallBook.workplace(cases: 8)
    let runs = try await Recorders.together(8, in: workplace) { SmallBook.pay("支1", $0) }
    #expect(runs.values.count { $0.exitCode == 0 } == 1)
    #expect(try await workplace.vouchers() == ["支1"])
    for run in runs.values where run.exitCode != 0 { expectNotLocked(run) }
  }

  @Test("imports and single acts at the same time all arrive, and a reader sees whole states only")
  func mixed() async throws {
    let workplace = try await SmallBook.workplace()
    for number in 1...4 {
      try workplace.write(BigTable.cases(50, prefix: "批\(number)号"), to: "批\(number).csv")
    }
    let runs = try await Recorders.together(16, in: workplace) { number in
      switch number {
      case 1...4: ["import", "批\(number).csv"]
      case 5...10:
        ["case", "accept", "单\(number)", "--type", "民事", "--recipient", "李四", "--on", "2024-02-05"]
      default: ["case", "list", "--format", "json"]
      }
    }
    for (number, run) in runs {
      #expect(run.exitCode == 0, "\(number)\n\(run.stderr)")
      guard number > 10 else { continue }
      let rows = try #require(try json(run.stdout)["rows"] as? [[Any]])
      let batched = rows.count { ($0.first as? String ?? "").hasPrefix("批") }
      #expect(batched.isMultiple(of: 50))
    }
    let list = try await workplace.succeed("case", "list", "--format", "json")
    #expect((try json(list)["rows"] as? [Any])?.count == 1 + 4 * 50 + 6)
    #expect(try await workplace.state().contains("流水 12 笔"))
  }

  @Test("of several who make one ledger, one does, and the ledger is whole")
  func initialisation() async throws {
    let workplace = try Workplace()
    let runs = try await Recorders.together(6, in: workplace) {
      ["init", "--agency", "第\($0)局", "--region", "甲区"]
    }
    #expect(runs.values.count { $0.exitCode == 0 } == 1)
    for run in runs.values where run.exitCode != 0 { expectRefused(run, saying: ["已经存在"]) }
    _ = try await workplace.state()
    #expect(try workplace.names() == [Workplace.ledgerName])
  }

  /// A refusal for what the ledger holds by then, not for a lock.
  private func expectNotLocked(_ run: Run, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(run.exitCode == 1, sourceLocation: sourceLocation)
    #expect(run.stdout == "", sourceLocation: sourceLocation)
    #expect(run.stderr.contains("错误："), sourceLocation: sourceLocation)
    #expect(!run.stderr.contains("占用"), "\(run.stderr)", sourceLocation: sourceLocation)
  }
}
