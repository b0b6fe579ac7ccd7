import Bookkeeping
package import LedgerStore

/// The ledger that random steps leave behind: amendments, corrections, people, closed years.
package enum RandomLedger {
  /// Takes steps until there are enough.
  ///
  /// - Parameters:
  ///   - seed: The same seed gives the same ledger.
  ///   - steps: How many.
  /// - Returns: The ledger, in memory.
  /// - Throws: What parts the ledger from its model.
  package static func store(seed: UInt64, steps: Int) throws -> LedgerStore {
    var generator = StepGenerator(seed: seed, length: steps)
    var sides = try SideBySide(inFile: false, defect: nil)
    for _ in 0..<steps { try sides.take(try generator.next(sides.model)) }
    return sides.ledger.session.store
  }
}
