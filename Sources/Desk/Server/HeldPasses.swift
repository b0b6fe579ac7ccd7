import Bookkeeping
import LedgerCore
import Reconciliation

/// What took a pass over the whole ledger, for the pages that show it: in memory and never on the
/// disk, and no longer than the ledger and the day are those it was made of.
final class HeldPasses: Sendable {
  let lists = HeldLists()
  let log = HeldLog()
  let today = HeldValue<LedgerMoment, ReadToday.Outcome>()
  let statement = HeldValue<LedgerMoment, StatementMatching?>()
  private let year = HeldValue<ReconciledYear, ReconcileYear.Outcome>()

  private struct ReconciledYear: Equatable {
    let moment: LedgerMoment
    let year: FiscalYear
  }

  /// A year reconciled; one at a time is held.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  func reconciled(_ year: FiscalYear, for visit: Visit) throws -> ReconcileYear.Outcome {
    let store = try visit.store()
    let asked = ReconciledYear(moment: try LedgerMoment(store, on: visit.today), year: year)
    return try self.year.value(asked) { try ReconcileYear(store)(Period(year: year)) }
  }
}
