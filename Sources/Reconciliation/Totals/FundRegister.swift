package import LedgerCore

/// The money of a ledger besides what was paid of it (经费指标).
package struct FundRegister: Sendable {
  package let appropriations: [Appropriation]
  /// All adjustments and recalls.
  package var changes: [AppropriationChange]
  /// All opening balances that were stated.
  package let openings: [OpeningBalance]
  /// What closings carried into each year.
  package let carried: [FiscalYear: Money]

  package init(
    appropriations: [Appropriation], changes: [AppropriationChange],
    openings: [OpeningBalance], carried: [FiscalYear: Money] = [:]
  ) {
    self.appropriations = appropriations
    self.changes = changes
    self.openings = openings
    self.carried = carried
  }

  /// The years that it is of.
  var years: Set<FiscalYear> {
    let ofRows = appropriations.flatMap { [$0.id.fiscalYear, $0.receivedOn.fiscalYear] }
    return Set(ofRows + changes.map(\.changedOn.fiscalYear) + openings.map(\.fiscalYear))
      .union(carried.keys)
  }
}
