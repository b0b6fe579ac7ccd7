/// The duty of one month as lawyers are paid for it (值班补贴月表).
package struct DutySheet: Equatable, Sendable {
  package let month: Month
  /// In order of firm, lawyer, unit and rate.
  package let rows: [Row]

  /// What one lawyer of one firm did in one unit at one rate.
  package struct Row: Equatable, Sendable {
    package let lawyer: String
    package let firm: String
    package let unit: DutyUnit
    package let rate: Money
    /// How much on which day, in order of the days; each day once.
    package let days: [(day: Day, quantity: Quantity)]
    /// As registered, shift by shift.
    package let amount: Money
    /// Net of what was taken back, to date.
    package let paid: Money

    package static func == (left: Row, right: Row) -> Bool {
      left.lawyer == right.lawyer && left.firm == right.firm && left.unit == right.unit
        && left.rate == right.rate && left.days.elementsEqual(right.days, by: ==)
        && left.amount == right.amount && left.paid == right.paid
    }

    package var quantity: Quantity {
      Quantity(tenths: days.reduce(0) { $0 + $1.quantity.tenths })
    }

    /// What is not paid; less than zero where more was paid than the duty comes to.
    ///
    /// - Throws: ``MoneyOverflow`` when the difference leaves 64 bits.
    package func unpaid() throws(MoneyOverflow) -> Money { try amount - paid }
  }

  /// The sheet of the shifts that were served in a month; others are left out.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(of month: Month, _ accounts: [DutyAccount]) throws(MoneyOverflow) {
    self.month = month
    var gathered: [Kind: [DutyAccount]] = [:]
    for account in accounts {
      guard let shift = account.shift, Span(month).contains(shift.servedOn) else { continue }
      gathered[Kind(shift), default: []].append(account)
    }
    var rows: [Row] = []
    for (kind, accounts) in gathered.sorted(by: { $0.key < $1.key }) {
      rows.append(try Row(kind, accounts))
    }
    self.rows = rows
  }

  /// What shifts have in common that stand in one row.
  fileprivate struct Kind: Hashable, Comparable {
    let lawyer: String
    let firm: String
    let unit: DutyUnit
    let rate: Money

    init(_ shift: DutyShift) {
      lawyer = normalized(shift.lawyer)
      firm = normalized(shift.firm)
      unit = shift.unit
      rate = shift.rate
    }

    static func < (left: Self, right: Self) -> Bool {
      if left.firm != right.firm { return left.firm.precedesByCodePoint(right.firm) }
      if left.lawyer != right.lawyer { return left.lawyer.precedesByCodePoint(right.lawyer) }
      if left.unit != right.unit {
        return left.unit.rawValue.precedesByCodePoint(right.unit.rawValue)
      }
      return left.rate < right.rate
    }
  }
}

extension DutySheet.Row {
  fileprivate init(
    _ kind: DutySheet.Kind, _ accounts: [DutyAccount]
  ) throws(MoneyOverflow) {
    let shifts = accounts.compactMap(\.shift)
    var tenths: [Day: Int64] = [:]
    for shift in shifts { tenths[shift.servedOn, default: 0] += shift.quantity.tenths }
    var paid = Money.zero
    for account in accounts { try paid += account.lines.netTotal() }
    // As the first of the shifts writes them.
    lawyer = shifts.first?.lawyer ?? kind.lawyer
    firm = shifts.first?.firm ?? kind.firm
    unit = kind.unit
    rate = kind.rate
    days = tenths.sorted { $0.key < $1.key }.map { ($0.key, Quantity(tenths: $0.value)) }
    amount = try shifts.map(\.amount).total()
    self.paid = paid
  }
}
