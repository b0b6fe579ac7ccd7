import Interchange
import LedgerCore
import LedgerStore

extension LedgerWriter {
  /// Appends the case of a row of the register, unless it stands so already, and in what manner it
  /// was closed.
  ///
  /// - Throws: ``YearClosed`` when a closed year would change.
  func append(register record: TableRecord, reason: String?) throws {
    let fact = LegalAidCase(record: record)
    if try ledger.cases.legalAidCase(fact.number) != fact { try append(fact, reason: reason) }
    guard let manner = record.text(.closingManner) else { return }
    try append(closingManner: manner, of: fact.number)
  }

  /// Appends what a row says that somebody decided of a bank line: a match, or that it is not ours.
  ///
  /// - Throws: ``Refusal`` when the line is not registered.
  func append(decision record: TableRecord) throws {
    if record.kind == .matches {
      let match = BankMatch(record: record)
      try checkRegistered(match.reference)
      try append(match)
    } else {
      let decision = BankSetAside(record: record)
      try checkRegistered(decision.reference)
      try append(decision)
    }
  }

  private func checkRegistered(_ reference: BankReference) throws {
    guard try ledger.treasury.line(reference) == nil else { return }
    throw Refusal.notRegistered(.bankLine, number: reference.printed)
  }
}
