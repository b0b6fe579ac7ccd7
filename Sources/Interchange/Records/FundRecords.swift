package import LedgerCore

extension AppropriationID {
  /// The appropriation row that a record of appropriations or fund changes names.
  package init(record: TableRecord) {
    self.init(
      document: record.required(.documentNumber, record.identifier),
      fiscalYear: record.required(.fiscalYear, record.year))
  }
}

extension Appropriation {
  /// The appropriation that a row says; an empty 结转自年度 means the budget year itself.
  package init(record: TableRecord) {
    self.init(
      id: AppropriationID(record: record),
      source: record.required(.fundSource, record.choice),
      receivedOn: record.required(.receivedOn, record.day),
      amount: record.required(.amount, record.money),
      permittedUses: record.uses(.permittedUses) ?? [],
      originYear: record.year(.originYear),
      note: record.text(.note),
      origin: AppropriationOrigin(
        superiorDocument: record.identifier(.superiorDocument), issuer: record.text(.issuer),
        projectCode: record.text(.projectCode)))
  }
}

extension AppropriationChange {
  /// The change that a row says; its number is the record's ``Column/changeNumber``.
  package init(record: TableRecord) {
    self.init(
      appropriation: AppropriationID(record: record),
      kind: record.required(.changeKind, record.choice),
      changedOn: record.required(.changedOn, record.day),
      amount: record.required(.amount, record.money),
      reason: record.required(.reason, record.text))
  }
}

extension OpeningBalance {
  package init(record: TableRecord) {
    self.init(
      fiscalYear: record.required(.fiscalYear, record.year),
      amount: record.required(.openingAmount, record.money),
      note: record.text(.note))
  }
}

extension TableRecord {
  /// The appropriation as a row, its origin year said.
  package init(_ appropriation: Appropriation) {
    self.init(.appropriations)
    self[.documentNumber] = CellValue(appropriation.id.document)
    self[.fundSource] = .choice(appropriation.source.rawValue)
    self[.fiscalYear] = .year(appropriation.id.fiscalYear)
    self[.receivedOn] = .day(appropriation.receivedOn)
    self[.amount] = .money(appropriation.amount)
    if !appropriation.permittedUses.isEmpty {
      self[.permittedUses] = .uses(appropriation.permittedUses)
    }
    self[.originYear] = .year(appropriation.originYear)
    self[.note] = appropriation.note.map(CellValue.text)
    self[.superiorDocument] = appropriation.origin?.superiorDocument.map { CellValue($0) }
    self[.issuer] = appropriation.origin?.issuer.map(CellValue.text)
    self[.projectCode] = appropriation.origin?.projectCode.map(CellValue.text)
  }

  /// The change as a row.
  ///
  /// - Parameters:
  ///   - change: The adjustment or recall.
  ///   - number: Its number in the ledger, from 1, which the change itself does not carry.
  package init(_ change: AppropriationChange, number: Int) {
    self.init(.fundChanges)
    self[.changeNumber] = .integer(number)
    self[.documentNumber] = CellValue(change.appropriation.document)
    self[.fiscalYear] = .year(change.appropriation.fiscalYear)
    self[.changedOn] = .day(change.changedOn)
    self[.changeKind] = .choice(change.kind.rawValue)
    self[.amount] = .money(change.amount)
    self[.reason] = .text(change.reason)
  }

  package init(_ opening: OpeningBalance) {
    self.init(.openings)
    self[.fiscalYear] = .year(opening.fiscalYear)
    self[.openingAmount] = .money(opening.amount)
    self[.note] = opening.note.map(CellValue.text)
  }
}
