package import LedgerCore

/// From what the ledger paid to what the treasury paid (余额调节), to date over all years seen.
package struct StatementBridge: Equatable, Sendable {
  /// Net paid in the ledger, counted from its lines.
  package let ledger: Money
  /// Unmatched vouchers paid before the statement begins.
  package let vouchersBefore: Money
  /// The other unmatched vouchers (账上已付、国库未付).
  package let vouchersOpen: Money
  /// Unmatched lines (国库已付、账上未记).
  package let linesOpen: Money
  /// Bank − ledger over the matched vouchers (S03).
  package let differences: Money
  /// The treasury's statement, counted from its lines.
  package let bank: Money
  /// Where the way from the ledger ends.
  package let reached: Money

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  init(
    ledger: Money, vouchersBefore: Money, vouchersOpen: Money, linesOpen: Money,
    differences: Money, bank: Money
  ) throws(MoneyOverflow) {
    self.ledger = ledger
    self.vouchersBefore = vouchersBefore
    self.vouchersOpen = vouchersOpen
    self.linesOpen = linesOpen
    self.differences = differences
    self.bank = bank
    reached = try ledger - vouchersBefore - vouchersOpen + linesOpen + differences
  }

  /// Whether nothing stands between ledger and treasury that the bridge does not show.
  package var isBalanced: Bool { reached == bank }
}
