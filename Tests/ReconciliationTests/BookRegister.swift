import Reconciliation
import TestSupport

extension InventedBook {
  /// The money of the book besides what was paid of it.
  var register: FundRegister {
    FundRegister(
      appropriations: appropriations, changes: changes, openings: openings, carried: carried)
  }
}
