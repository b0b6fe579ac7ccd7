package import LedgerCore

/// From what the ledger paid to what the treasury paid (余额调节), to date over all years seen.
package struct StatementBridge: Equatable, Sendable {
  /// Net paid in the ledger, counted from its lines.
  package let ledger: Money
  /// Unmatched movements of days before the statement begins.
  package let before: Money
  /// The other unmatched outgoing movements (账上已付、国库未付).
  package let paidOpen: Money
  /// The other unmatched incoming movements (账上已记退票、国库未退), as a minus.
  package let returnedOpen: Money
  /// Unmatched lines (国库已付、账上未记).
  package let linesOpen: Money
  /// Bank − ledger over the matched movements (S03).
  package let differences: Money
  /// Lines that are not the ledger's by somebody's decision (另列).
  package let setAside: Money
  /// The treasury's statement, counted from its lines.
  package let bank: Money
  /// The movements that have a line.
  package let matched: Money
  /// Where the way from the ledger ends.
  package let reached: Money

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  init(
    ledger: Money, before: Money, paidOpen: Money, returnedOpen: Money, linesOpen: Money,
    differences: Money, setAside: Money = .zero, bank: Money, matched: Money
  ) throws(MoneyOverflow) {
    self.ledger = ledger
    self.before = before
    self.paidOpen = paidOpen
    self.returnedOpen = returnedOpen
    self.linesOpen = linesOpen
    self.differences = differences
    self.setAside = setAside
    self.bank = bank
    self.matched = matched
    reached = try ledger - before - paidOpen - returnedOpen + linesOpen + differences + setAside
  }

  /// Whether nothing stands between ledger and treasury that the bridge does not show.
  package var isBalanced: Bool { reached == bank }
}
