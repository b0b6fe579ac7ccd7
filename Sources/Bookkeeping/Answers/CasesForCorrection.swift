package import Interchange
package import LedgerCore
package import LedgerStore
import Reconciliation

/// The register's rows as an import reads them, names in full: to be corrected and imported again.
package struct CasesForCorrection {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The cases that a list would have, in its order.
  ///
  /// - Parameters:
  ///   - filter: As of ``ListRegister/cases(_:in:)``.
  ///   - state: Where they stand; nil for all.
  /// - Returns: A row for each.
  /// - Throws: A fault of the store.
  package func callAsFunction(
    _ filter: RegisterFilter, in state: CaseState?
  ) throws -> [TableRecord] {
    let views = try ListRegister(store).cases(filter, in: state)
    return views.compactMap { $0.registered.map { TableRecord($0) } }
  }
}
