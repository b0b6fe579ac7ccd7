/// A spell of a duty lawyer (值班律师) at one place on one day, with its subsidy.
package struct DutyShift: Equatable, Sendable {
  package let number: DutyNumber
  package var servedOn: Day
  /// 值班地点.
  package var site: String
  package var lawyer: String
  /// 所属单位.
  package var firm: String
  /// More than zero.
  package var quantity: Quantity
  package var unit: DutyUnit
  /// The subsidy for one unit; more than zero.
  package var rate: Money
  /// The subsidy as registered; rule D01 compares it with quantity × rate.
  package var amount: Money

  package init(
    number: DutyNumber, servedOn: Day, site: String, lawyer: String, firm: String,
    quantity: Quantity, unit: DutyUnit, rate: Money, amount: Money
  ) {
    self.number = number
    self.servedOn = servedOn
    self.site = site
    self.lawyer = lawyer
    self.firm = firm
    self.quantity = quantity
    self.unit = unit
    self.rate = rate
    self.amount = amount
  }
}
