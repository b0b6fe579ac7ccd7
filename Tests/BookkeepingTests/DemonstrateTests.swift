import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("红寺堡区 2024 年示例")
struct DemonstrateTests {
  @Test("the totals are those the bureau published")
  func totals() throws {
    let outcome = try Demonstrate()()
    let book = outcome.result.book
    #expect(outcome.bureau == Bureau(agency: "红寺堡区司法局", region: "红寺堡区"))
    #expect(book.cases(\.accepted) == 364)
    #expect(book.cases(\.closed) == 352)
    #expect(try book.cases(\.claimed) == .yuan("255,000.00"))
    #expect(try book.funds.appropriated() == .yuan("260,000.00"))
    #expect(try book.funds.appropriated { $0.group == .transfer } == .yuan("250,000.00"))
    #expect(try book.funds.appropriated { $0.group == .local } == .yuan("10,000.00"))
    #expect(try book.paid(for: .perCaseSubsidy) == .yuan("255,000.00"))
    #expect(try book.paid(for: .duty) == .yuan("8,600.00"))
    #expect(try book.paidOther() == .zero)
    #expect(book.dutyShiftCount == 43)
    #expect(try book.dutyAmount == .yuan("8,600.00"))
  }

  @Test("it finds the overspending and nothing else")
  func findings() throws {
    let result = try Demonstrate()().result
    #expect(result.findings.map(\.rule) == ["F01", "F03"])
    #expect(result.findings.map(\.amount.fen) == [360_000, 360_000])
    #expect(result.findings.map(\.severity) == [.block, .high])
    #expect(result.isOutstanding)
  }

  @Test("every identity holds, or cannot be tested for want of an opening")
  func identities() throws {
    let identities = try Demonstrate()().result.identities
    #expect(identities.count >= 6)
    let outcomes = Dictionary(uniqueKeysWithValues: identities.map { ($0.id, $0.outcome) })
    #expect(outcomes["I03"] == .notTestable)
    #expect(
      outcomes.filter { $0.key != "I03" && $0.key != "I08" }.values.allSatisfy { $0 == .pass })
  }

  @Test("twice it gives the same head and the same result")
  func twice() throws {
    let (first, second) = (try Demonstrate()(), try Demonstrate()())
    #expect(first.ledgerHead == second.ledgerHead)
    #expect(first.result.findings == second.result.findings)
    #expect(first.result.identities == second.result.identities)
    #expect(first.result.book.paidByPayee == second.result.book.paidByPayee)
  }

  @Test("kept in a file it is a sound ledger with the same head, and is not made twice")
  func kept() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("demo.sqlite")
    let outcome = try Demonstrate()(keepingAt: path)
    let inMemory = try Demonstrate()()
    #expect(outcome.ledgerHead == inMemory.ledgerHead)
    let found = try LedgerStore.open(at: path).read { try Verification(of: $0) }
    #expect(found.problems == [])
    #expect(found.head == outcome.ledgerHead)
    // Its making, the standard and the tables.
    #expect(found.entryCount == 3)
    #expect(throws: StoreFault.exists(path: path)) { _ = try Demonstrate()(keepingAt: path) }
    #expect(try LedgerStore.open(at: path).read { try $0.journal.head() } == found.head)
  }

  @Test("once the missing opening is stated, the year is in order but for its row")
  func opening() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("demo.sqlite")
    _ = try Demonstrate()(keepingAt: path)
    let session = Session(
      store: try LedgerStore.open(at: path), operatorName: "甲", now: "2025-01-11T00:00:00Z",
      today: .latest)
    try RecordFunds(session).open(OpeningBalance(fiscalYear: .of(2024), amount: .yuan("3600")))
    #expect(try session.findings().map(\.rule) == ["F01"])
  }

  @Test("nothing of it is left in the folder for temporary files")
  func temporaryFiles() throws {
    let folder = FileManager.default.temporaryDirectory.path
    func tables() throws -> Set<String> {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      return Set(names.filter { $0.hasPrefix("legalaid-demo-") })
    }
    let before = try tables()
    _ = try Demonstrate()()
    // Tests beside this one demonstrate too; what they have laid out goes as well.
    let made = try tables().subtracting(before)
    let clock = ContinuousClock()
    let end = clock.now + .seconds(10)
    while try !made.isDisjoint(with: tables()), clock.now < end {
      Thread.sleep(forTimeInterval: 0.05)
    }
    #expect(try made.intersection(tables()) == [])
  }
}
