package import LedgerCore

extension LegalAidCase {
  /// The case that a row of the case register says; a closing date alone means 办结.
  package init(record: TableRecord) {
    self.init(
      number: record.required(.caseNumber, record.identifier),
      type: record.required(.caseType, record.choice),
      recipient: record.required(.recipient, record.text),
      acceptedOn: record.required(.acceptedOn, record.day))
    serviceForm = record.text(.serviceForm)
    stage = record.text(.stage)
    recipientCategories = record.text(.recipientCategories)
    assignedOn = record.day(.assignedOn)
    lawyer = record.text(.lawyer)
    firm = record.text(.firm)
    closing = record.day(.closedOn).map {
      Closing(on: $0, outcome: record.choice(.outcome) ?? .closed)
    }
    filedOn = record.day(.filedOn)
    grade = record.text(.grade)
    judgmentNumber = record.identifier(.judgmentNumber)
    matter = record.text(.matter)
    details = CaseDetails(record: record)
  }
}

extension TableRecord {
  /// The case as a row of the case register, its outcome said.
  package init(_ legalAidCase: LegalAidCase) {
    self.init(.cases)
    for spec in kind.columns {
      guard let part = spec.column.detail else { continue }
      self[spec.column] = legalAidCase.details.text(of: part).map(CellValue.text)
    }
    self[.caseNumber] = CellValue(legalAidCase.number)
    self[.caseType] = .choice(legalAidCase.type.rawValue)
    self[.serviceForm] = legalAidCase.serviceForm.map(CellValue.text)
    self[.stage] = legalAidCase.stage.map(CellValue.text)
    self[.recipient] = .text(legalAidCase.recipient)
    self[.recipientCategories] = legalAidCase.recipientCategories.map(CellValue.text)
    self[.acceptedOn] = .day(legalAidCase.acceptedOn)
    self[.assignedOn] = legalAidCase.assignedOn.map(CellValue.day)
    self[.lawyer] = legalAidCase.lawyer.map(CellValue.text)
    self[.firm] = legalAidCase.firm.map(CellValue.text)
    self[.closedOn] = (legalAidCase.closing?.on).map(CellValue.day)
    self[.outcome] = (legalAidCase.closing?.outcome.rawValue).map(CellValue.choice)
    self[.filedOn] = legalAidCase.filedOn.map(CellValue.day)
    self[.grade] = legalAidCase.grade.map(CellValue.text)
    self[.judgmentNumber] = legalAidCase.judgmentNumber.map { CellValue($0) }
    self[.matter] = legalAidCase.matter.map(CellValue.text)
  }
}

extension CaseDetails {
  /// The details that a row of the case register says.
  package init(record: TableRecord) {
    self.init()
    for spec in record.kind.columns {
      guard let part = spec.column.detail, let text = record.text(spec.column) else { continue }
      // What stands in a record was read before.
      try? say(part, text)
    }
  }
}
