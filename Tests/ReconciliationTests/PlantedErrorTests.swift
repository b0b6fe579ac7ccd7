import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("无误的一年与一处错误")
struct PlantedErrorTests {
  private static let seeds = UInt64(1)...25

  @Test("a perfect year has no finding, and every identity holds")
  func perfectYear() throws {
    for seed in Self.seeds {
      let result = try InventedBook.perfect(seed: seed).reconcile()
      #expect(result.findings.judged.isEmpty, "seed \(seed)")
      #expect(result.findings.allSatisfy { $0.outcome == .notTestable }, "seed \(seed)")
      #expect(!result.isOutstanding, "seed \(seed)")
      #expect(result.book.examined.dossiers == 8 && result.book.examined.dutyShifts == 4)
    }
  }

  @Test("one planted error gives exactly its finding, at any place", arguments: errors)
  func onePlanted(error: PlantedError) throws {
    for seed in Self.seeds {
      var book = try InventedBook.perfect(seed: seed)
      var generator = SeededGenerator(seed: seed &+ 1_000)
      // A case that is paid once, and a shift that is: which, the seed says.
      let line = try #require(
        book.lines.filter { $0.use == .perCaseSubsidy }.randomElement(using: &generator))
      let shift = try #require(book.shifts.randomElement(using: &generator))
      let expected = try error.plant(&book, line, shift)
      let found = try book.shuffled(using: &generator).reconcile().findings.judged.map(\.summary)
      #expect(found == [expected], "seed \(seed)")
    }
  }

  static let errors = fundErrors + caseErrors + claimErrors + dutyErrors
}
