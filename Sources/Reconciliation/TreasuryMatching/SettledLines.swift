package import LedgerCore

/// Lines of the statement that settle a voucher each, summed.
package struct SettledLines: Equatable, Sendable {
  package var count = 0
  package var amount = Money.zero
  /// Their earliest day; nil for none.
  package var firstBookedOn: Day?
  package var years: Set<FiscalYear> = []

  package init() {}

  /// Adds a line.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package mutating func add(_ fen: Int64, bookedOn day: Day) throws(MoneyOverflow) {
    count += 1
    try amount += Money(fen: fen)
    if firstBookedOn.map({ day < $0 }) ?? true { firstBookedOn = day }
    years.insert(day.fiscalYear)
  }
}
