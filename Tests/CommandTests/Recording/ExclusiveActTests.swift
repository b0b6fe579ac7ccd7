import Foundation
import Testing

@Suite("结账、恢复和别人同时记账")
struct ExclusiveActTests {
  @Test("once a year is closed nothing lands in it, whoever was recording")
  func closing() async throws {
    let workplace = try await SmallBook.workplace()
    #expect(try await workplace.run(SmallBook.pay("支1", 1)).exitCode == 0)
    let before = try await workplace.extent().entries
    let recorders = 4
    let recording = Task {
      // Far more acts than a closing leaves time for; the closed year ends them.
      try await Recorders.work(recorders, acts: 150, in: workplace, until: { $0.exitCode != 0 }) {
        ["fund", "adjust", SmallBook.document, "--fiscal-year", "2024", "--amount", "1"]
          + ["--on", "2024-05-01", "--reason", "第 \($0) 次"]
      }
    }
    try await workplace.waitForEntries(before + recorders)
    // Two who close at once: one does, the other finds it done and writes the same pack.
    let closings = try await Recorders.together(2, in: workplace) { _ in
      ["close-year", "2024", "--folder", "包"]
    }
    let runs = try await recording.value
    #expect(closings.recorded == [1, 2], "\(closings.refused.map(\.stderr))")
    #expect(closings.values.count(where: \.isRepeated) == 1)
    #expect(runs.refused.count == recorders)
    for run in runs.refused { expectRefused(run, saying: ["2024 年度已经结账", "2024-05-01"]) }
    // All that was recorded came before the closing, which is the last entry, and is in its pack.
    let recorded = runs.recorded.count
    #expect(recorded >= recorders)
    #expect(try await workplace.extent().entries == before + recorded + 1)
    let carried = "结转 9,\(200 + recorded).00 元"
    #expect(closings.values.allSatisfy { $0.stdout.contains(carried) == !$0.isRepeated })
  }

  @Test("two restores at once come one after the other, and every ledger they replace is kept")
  func restores() async throws {
    let workplace = try await SmallBook.workplace(cases: 3)
    for number in 1...2 {
      _ = try await workplace.run(SmallBook.pay("支\(number)", number))
      try await workplace.succeed("backup", "备\(number).sqlite")
    }
    _ = try await workplace.run(SmallBook.pay("支3", 3))
    let runs = try await Recorders.together(2, in: workplace) {
      ["restore", "备\($0).sqlite", "--yes"]
    }
    #expect(runs.recorded == [1, 2], "\(runs.refused.map(\.stderr))")
    var found = [try await workplace.vouchers()]
    for kept in try workplace.kept() { found.append(try await workplace.vouchers(in: kept)) }
    // The ledger of the one restore, the ledger of the other, and the one that was there.
    #expect(found.map(\.count).sorted() == [1, 2, 3])
    #expect(found[0].count < 3)
    _ = try await workplace.extent()
  }

  @Test("what is recorded while a backup is restored is in the ledger, or in the one that is kept")
  func restoreAgainstRecorders() async throws {
    let (recorders, acts) = (3, 8)
    let workplace = try await SmallBook.workplace(cases: recorders * acts, appropriated: "100,000")
    try await workplace.succeed("backup", "备.sqlite")
    let before = try await workplace.extent().entries
    let recording = Task {
      try await Recorders.work(recorders, acts: acts, in: workplace) { SmallBook.pay("支\($0)", $0) }
    }
    try await workplace.waitForEntries(before + recorders)
    let restore = try await workplace.legalaid("restore", "备.sqlite", "--yes")
    let runs = try await recording.value
    #expect(restore.exitCode == 0, "\(restore.stderr)")
    for run in runs.refused { expectRefused(run, saying: ["换成了另一个"]) }
    let kept = try workplace.kept()
    #expect(kept.count == 1)
    let replaced = try await workplace.vouchers(in: kept.first ?? "")
    let present = try await workplace.vouchers()
    #expect(replaced.count >= recorders)
    #expect(
      (replaced + present).sorted() == runs.recorded.map { "支\($0)" }.sorted())
    #expect(try await workplace.extent().entries == before + present.count)
    #expect(try await workplace.extent(of: kept.first ?? "").entries == before + replaced.count)
  }

  @Test("who waits too long is told that nothing was written, and may go on reading meanwhile")
  func bound() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    #expect(try await workplace.run(SmallBook.pay("支1", 1)).exitCode == 0)
    let before = try await workplace.extent()
    // The third byte is the turn to write.
    let turn = try FileLock(workplace.file(".\(Workplace.ledgerName)-lock"), from: 2, count: 1)
    let waiting = try (1...2).map { try workplace.start(SmallBook.pay("等\($0)", 2)) }
    #expect(try await workplace.vouchers() == ["支1"])
    for run in waiting {
      expectRefused(
        try await run.finish(), saying: ["账本正被另一个程序占用，等了 10 秒", "什么也没有写入", "稍后再试"])
    }
    turn.release()
    #expect(try await workplace.extent() == before)
    #expect(try await workplace.run(SmallBook.pay("支2", 2)).exitCode == 0)
  }
}

extension Run {
  /// Whether it closed a year that was closed.
  fileprivate var isRepeated: Bool { stdout.contains("早已结账，账本没有改动") }
}

extension Workplace {
  /// The ledgers that restores replaced.
  fileprivate func kept() throws -> [String] {
    try names().filter { $0.contains(".sqlite.replaced-") && !$0.hasSuffix("-lock") }
  }
}
