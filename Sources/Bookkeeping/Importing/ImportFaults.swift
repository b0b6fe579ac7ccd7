import Interchange
import LedgerCore
import LedgerStore

// What an import holds its rows against, and how it says what is wrong with them.

extension LedgerReader {
  /// What stands under the key of a record, as a record of the same kind; nil for a new key.
  func record(like record: TableRecord) throws -> TableRecord? {
    switch record.kind {
    case .appropriations:
      try appropriation(AppropriationID(record: record)).map { TableRecord($0) }
    case .cases: try legalAidCase(LegalAidCase(record: record).number).map { TableRecord($0) }
    case .claims: try claim(Claim(record: record).number).map { TableRecord($0) }
    case .duty: try dutyShift(DutyShift(record: record).number).map { TableRecord($0) }
    case .payments:
      try paymentLine(PaymentLineID(record: record)).map { line in
        TableRecord(line, paysAgain: try reissued(by: line.id))
      }
    case .bank: try bankLine(BankLine(record: record).reference).map { TableRecord($0) }
    case .fundChanges:
      try record.integer(.changeNumber).flatMap(appropriationChange)
        .map { TableRecord($0.change, number: $0.number) }
    case .openings: try opening(like: record)
    case .explanations: try explanation(Explanation(record: record).key).map { TableRecord($0) }
    case .matches: try bankMatch(BankMatch(record: record).reference).map { TableRecord($0) }
    }
  }

  private func opening(like record: TableRecord) throws -> TableRecord? {
    let known = try knownOpenings().first { $0.fiscalYear == record.year(.fiscalYear) }
    guard let known else { return nil }
    if try openings().contains(known) { return TableRecord(known) }
    // What a closing carried: the same brings nothing new, and another amount needs a reason.
    guard known.amount != record.money(.openingAmount) else { return record }
    return TableRecord(OpeningBalance(fiscalYear: known.fiscalYear, amount: known.amount))
  }
}

extension TableKind {
  /// What to do instead where nothing is amended; nil for facts that have revisions.
  var adviceAgainstAmending: Guidance? {
    if self == .fundChanges { return "已登记的指标变动不能改，请再登记一笔变动来更正" }
    return allowsAmendment ? nil : "已入账的支付和流水不能改，只能冲销后重记"
  }
}

extension Refusal {
  /// The fault at the cell that names what is not registered.
  func fault(of record: TableRecord, at place: RowPlace) -> ImportFault {
    let (column, problem): (Column, String) =
      record.kind == .matches
      ? (.bankReference, "匹配的流水没有登记") : (.documentNumber, "变动的指标没有登记")
    return place.fault(
      at: column, problem: problem, read: column.echo(record[column]?.text ?? ""),
      advice: guidance)
  }
}

extension VoucherProblem {
  /// The fault at the cell that the problem is about.
  func fault(of record: TableRecord, at place: RowPlace) -> ImportFault {
    let column: Column =
      switch self {
      case .otherDay, .reversedBeforePaid: .paidOn
      case .otherPayee: .payee
      case .lineTaken: .line
      case .reversedLineMissing, .reversesReversal: .reversesVoucher
      case .reversedTooMuch: .amount
      case .reissuedLineMissing: .reissuesVoucher
      case .differsFromReversed(_, let difference), .differsFromReversal(_, let difference):
        difference.column
      }
    return place.fault(
      at: column, problem: description, read: column.echo(record[column]?.text ?? ""),
      advice: Guidance(advice))
  }
}

extension VoucherProblem.Difference {
  fileprivate var column: Column {
    switch self {
    case .use: .use
    case .caseNumber: .caseNumber
    case .dutyNumber: .dutyNumber
    case .document: .documentNumber
    case .payee: .payee
    case .lawyer: .lawyer
    }
  }
}
