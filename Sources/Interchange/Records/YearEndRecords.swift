package import LedgerCore

extension Explanation {
  /// The explanation that a row says.
  package init(record: TableRecord) {
    self.init(
      rule: record.printedNumber(.rule), subject: record.printedNumber(.subject),
      digest: record.required(.digest, record.text),
      reason: record.required(.reason, record.text),
      by: record.required(.explainedBy, record.text), confirmedBy: record.text(.confirmedBy),
      on: record.required(.explainedOn, record.day))
  }
}

extension BankMatch {
  /// The decision about a bank line that a row says.
  package init(record: TableRecord) {
    self.init(
      reference: record.required(.bankReference, record.identifier),
      vouchers: record.required(.voucherNumbers, record.identifiers),
      kind: record.required(.matchKind, record.choice),
      reason: record.required(.reason, record.text))
  }
}

extension BankSetAside {
  /// The decision about a line that is not the ledger's that a row says.
  package init(record: TableRecord) {
    self.init(
      reference: record.required(.bankReference, record.identifier),
      kind: record.required(.setAsideKind, record.choice),
      reason: record.required(.reason, record.text),
      by: record.required(.setAsideBy, record.text),
      on: record.required(.setAsideOn, record.day))
  }
}

extension TableRecord {
  package init(_ explanation: Explanation) {
    self.init(.explanations)
    self[.rule] = .number(key: normalizedNumber(explanation.rule), printed: explanation.rule)
    let subject = explanation.subject
    self[.subject] = .number(key: normalizedNumber(subject), printed: subject)
    self[.digest] = .text(explanation.digest)
    self[.reason] = .text(explanation.reason)
    self[.explainedBy] = .text(explanation.by)
    self[.confirmedBy] = explanation.confirmedBy.map(CellValue.text)
    self[.explainedOn] = .day(explanation.on)
  }

  package init(_ match: BankMatch) {
    self.init(.matches)
    self[.bankReference] = CellValue(match.reference)
    self[.voucherNumbers] = CellValue(match.vouchers)
    self[.matchKind] = .choice(match.kind.rawValue)
    self[.reason] = .text(match.reason)
  }

  package init(_ decision: BankSetAside) {
    self.init(.setAsides)
    self[.bankReference] = CellValue(decision.reference)
    self[.setAsideKind] = .choice(decision.kind.rawValue)
    self[.reason] = .text(decision.reason)
    self[.setAsideBy] = .text(decision.by)
    self[.setAsideOn] = .day(decision.on)
  }

  /// What stands in a column of numbers that name no one kind of thing.
  fileprivate func printedNumber(_ column: Column) -> String {
    required(column) { self[$0]?.text }
  }
}
