package import LedgerCore

extension DutyShift {
  /// The shift that a row of the duty table says; an empty unit means 天.
  package init(record: TableRecord) {
    self.init(
      number: record.required(.dutyNumber, record.identifier),
      servedOn: record.required(.servedOn, record.day),
      site: record.required(.site, record.text),
      lawyer: record.required(.lawyer, record.text),
      firm: record.required(.firm, record.text),
      quantity: record.required(.units, record.quantity),
      unit: record.choice(.unit) ?? .day,
      rate: record.required(.rate, record.money),
      amount: record.required(.amount, record.money))
  }
}

extension TableRecord {
  /// The shift as a row of the duty table, its unit said.
  package init(_ shift: DutyShift) {
    self.init(.duty)
    self[.dutyNumber] = CellValue(shift.number)
    self[.servedOn] = .day(shift.servedOn)
    self[.site] = .text(shift.site)
    self[.lawyer] = .text(shift.lawyer)
    self[.firm] = .text(shift.firm)
    self[.units] = .quantity(shift.quantity)
    self[.unit] = .choice(shift.unit.rawValue)
    self[.rate] = .money(shift.rate)
    self[.amount] = .money(shift.amount)
  }
}
