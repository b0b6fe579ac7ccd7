import Interchange
import LedgerCore
import LedgerStore

extension LedgerWriter {
  /// Appends what a row says that somebody decided of a bank line: a match, or that it is not ours.
  ///
  /// - Throws: ``Refusal`` when the line is not registered.
  func append(decision record: TableRecord) throws {
    let reference: BankReference = record.required(.bankReference, record.identifier)
    guard try ledger.treasury.line(reference) != nil else {
      throw Refusal.notRegistered(.bankLine, number: reference.printed)
    }
    if record.kind == .matches {
      try append(BankMatch(record: record))
    } else {
      try append(BankSetAside(record: record))
    }
  }
}
