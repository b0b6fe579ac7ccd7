import Interchange
import LedgerCore
import LedgerStore

extension LedgerWriter {
  /// Appends the case of a row of the register, unless it stands so already.
  ///
  /// - Throws: ``CaseDetailFlaw`` for a name that the standards do not know; ``YearClosed`` when a
  ///   closed year would change.
  func append(
    register record: TableRecord, named names: DetailNames?, reason: String?
  ) throws {
    let fact = LegalAidCase(record: record)
    let standing = try ledger.cases.legalAidCase(fact.number)
    try names?.check(fact.details, besides: standing?.details ?? CaseDetails())
    if standing != fact { try append(fact, reason: reason) }
  }

  /// Appends the cells that a known payment or bank line got since.
  ///
  /// - Parameter merge: What would stand.
  /// - Returns: False for other kinds, which have revisions.
  /// - Throws: ``VoucherProblem`` when they break a law of the ledger.
  func appendSupplement(_ merge: RecordMerge) throws -> Bool {
    let merged = merge.merged
    switch merged.kind {
    case .payments:
      let id = PaymentLineID(record: merged)
      if merge.filled.contains(.lawyer), let lawyer = merged.text(.lawyer) {
        try VoucherCheck(ledger.payments).check(lawyer: lawyer, of: id)
        try append(lawyer: lawyer, of: id)
      }
      if merge.filled.contains(.approvedBy), let name = merged.text(.approvedBy) {
        try append(approvedBy: name, of: id)
      }
    case .bank:
      try appendSupplement(
        to: BankLine(record: merged).reference,
        voucher: merge.filled.contains(.voucherNumber) ? merged.identifier(.voucherNumber) : nil,
        memo: merge.filled.contains(.memo) ? merged.text(.memo) : nil)
    default: return false
    }
    return true
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
