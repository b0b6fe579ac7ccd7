package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Reconciles one year of a ledger (对账): streams the book once through the rules.
package struct ReconcileYear {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The year as reconciled, and the ledger it was read from.
  package struct Outcome: Sendable {
    package let bureau: Bureau
    /// The digest of the last journal entry: printed on the statement.
    package let ledgerHead: String
    package let result: ReconciliationResult
  }

  /// Reads one snapshot and judges it.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func callAsFunction(_ period: Period) throws -> Outcome {
    try store.read { reader in
      var run = try ReconciliationRun(
        period: period, appropriations: reader.appropriations(),
        changes: reader.appropriationChanges().map(\.change), openings: reader.openings(),
        settings: reader.ruleSettings())
      try reader.forEachDossier { try run.observe($0) }
      try reader.forEachDutyAccount { try run.observe($0) }
      try reader.forEachDutyDay(in: period.year) { run.observe(dutyDay: $0) }
      try reader.forEachUncitedLine { try run.observe(uncited: $0) }
      return Outcome(
        bureau: try reader.bureau(), ledgerHead: try reader.head(), result: try run.finish())
    }
  }
}
