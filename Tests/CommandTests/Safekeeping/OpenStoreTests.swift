import Dispatch
import LedgerStore
import TestSupport
import Testing

@Suite("网页开着时恢复备份")
struct OpenStoreTests {
  @Test("a restore need not wait for a program that has a ledger open for days and does nothing")
  func restore() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    try await workplace.succeed("backup", "备份.sqlite")
    let paid = try await workplace.run(SmallBook.pay("支1", 1))
    #expect(paid.exitCode == 0, "\(paid.stderr)")
    let store = try LedgerStore.open(
      at: workplace.file(Workplace.ledgerName), keptFor: .milliseconds(50))
    let entries = try store.read { try $0.journal.lastEntry()?.number }
    #expect(entries == 3)
    try await workplace.succeed("restore", "备份.sqlite", "--yes")
    #expect(throws: StoreFault.replaced) { try store.read { try $0.journal.head() } }
    try store.close()
    try await workplace.succeed("verify")
    #expect(
      try await workplace.state(of: "备份.sqlite")
        == (try await workplace.state(of: Workplace.ledgerName)))
  }
}
