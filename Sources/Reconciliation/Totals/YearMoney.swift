package import LedgerCore

/// What one year did to all money together, as of one day.
package struct YearMoney: Equatable, Sendable {
  package let year: FiscalYear
  package let opening: Opening
  /// 本年拨付: the year's new appropriations, and the adjustments that count from a day of it.
  package internal(set) var appropriated = Money.zero
  /// 本年收回.
  package internal(set) var recalled = Money.zero
  /// Net paid over all lines, whatever they cite.
  package internal(set) var paid = Money.zero

  /// What a year opened with (上年结转), as each source says it.
  package struct Opening: Equatable, Sendable {
    package let stated: Money?
    /// What the closing of the year before carried; nil while that year is open.
    package let carried: Money?
    /// The rows of the year that bring earlier money, together; nil for none.
    package let rows: Money?

    /// The opening: stated, else carried, else by rows, else none.
    package var amount: Money? { stated ?? carried ?? rows }
  }

  /// 可用资金: opening + appropriated − recalled.
  package var available: Money {
    get throws(MoneyOverflow) { try (opening.amount ?? .zero) + appropriated - recalled }
  }

  /// 年末结余: opening + appropriated − recalled − net paid; nil without an opening.
  package var closing: Money? {
    get throws(MoneyOverflow) { opening.amount == nil ? nil : try available - paid }
  }
}
