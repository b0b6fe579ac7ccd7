import Interchange
import LedgerCore
import LedgerStore
import Standards

// What an import holds its rows against, and how it says what is wrong with them.

extension TableRecord {
  /// What the ledger has under the key of the record, as a record of the same kind; nil for a new
  /// key.
  func standing(in ledger: LedgerSnapshot) throws -> TableRecord? {
    let (cases, funds, treasury) = (ledger.cases, ledger.funds, ledger.treasury)
    return switch kind {
    case .appropriations:
      try funds.appropriation(AppropriationID(record: self)).map { TableRecord($0) }
    case .cases:
      try cases.legalAidCase(LegalAidCase(record: self).number).map {
        TableRecord($0)
      }
    case .claims: try cases.claim(Claim(record: self).number).map { TableRecord($0) }
    case .duty: try ledger.duty.shift(DutyShift(record: self).number).map { TableRecord($0) }
    case .payments:
      try ledger.payments.line(PaymentLineID(record: self)).map { line in
        TableRecord(line, paysAgain: try ledger.payments.reissued(by: line.id))
      }
    case .bank: try treasury.line(BankLine(record: self).reference).map { TableRecord($0) }
    case .fundChanges:
      try integer(.changeNumber).flatMap(funds.change)
        .map { TableRecord($0.change, number: $0.number) }
    case .openings: try standingOpening(in: funds)
    case .explanations:
      try ledger.explanations.last(of: Explanation(record: self).key).map { TableRecord($0) }
    case .matches: try treasury.match(of: BankMatch(record: self).reference).map { TableRecord($0) }
    case .setAsides:
      try treasury.setAside(BankSetAside(record: self).reference).map { TableRecord($0.decision) }
    }
  }

  private func standingOpening(in funds: AppropriationRegister) throws -> TableRecord? {
    let known = try funds.knownOpenings().first { $0.fiscalYear == year(.fiscalYear) }
    guard let known else { return nil }
    if try funds.openings().contains(known) { return TableRecord(known) }
    // What a closing carried: the same brings nothing new, and another amount needs a reason.
    guard known.amount != money(.openingAmount) else { return self }
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
      [.matches, .setAsides].contains(record.kind)
      ? (.bankReference, "\(record.kind == .matches ? "匹配" : "另列")的流水没有登记")
      : (.documentNumber, "变动的指标没有登记")
    return place.fault(
      at: column, problem: problem, read: column.echo(record[column]?.text ?? ""),
      advice: guidance)
  }
}

extension StandardFault {
  /// The fault of a standard that comes with tables.
  func fault(of path: String) -> ImportFault {
    let line = line.map { "第 \($0) 行：" } ?? ""
    return ImportFault(
      file: path, problem: line + problem, read: read, advice: Guidance(advice))
  }
}

extension CaseDetailFlaw {
  /// The fault at the cell that says what no standard knows.
  func fault(of record: TableRecord, at place: RowPlace) -> ImportFault {
    let column = record.kind.columns.first { $0.column.detail == part }?.column
    return place.fault(
      at: column, problem: problem, read: column.map { $0.echo(record.text($0) ?? "") } ?? "",
      advice: Guidance(advice))
  }
}

/// What the standards name of the details of cases, read once, when the first row comes.
struct KnownDetailNames {
  private var names: DetailNames??

  /// The names that the ledger's standards have, those of the import among them; nil without any.
  mutating func read(_ ledger: LedgerSnapshot) throws -> DetailNames? {
    if let names { return names }
    let read = try DetailNames(of: ledger)
    names = .some(read)
    return read
  }

  /// Everything that a row of the register says and no standard knows, from the first on.
  mutating func flaws(
    _ first: CaseDetailFlaw, of record: TableRecord, in ledger: LedgerSnapshot
  ) throws -> [CaseDetailFlaw] {
    let legalAidCase = LegalAidCase(record: record)
    let standing = try ledger.cases.legalAidCase(legalAidCase.number)?.details ?? CaseDetails()
    let flaws = try read(ledger)?.flaws(in: legalAidCase.details, besides: standing) ?? []
    return flaws.isEmpty ? [first] : flaws
  }
}

extension CorrectionRefusal {
  /// The fault of a row whose number is that of something void.
  func fault(of record: TableRecord, at place: RowPlace) -> ImportFault {
    let column = record.kind.keyColumns[0]
    guard case .isVoid(let thing) = self else {
      return place.fault(
        at: column, problem: "登记不了", read: column.echo(record.keyText), advice: guidance)
    }
    return place.fault(
      at: column, problem: "\(thing.words) 已经作废", read: column.echo(record.keyText),
      advice: "请从表里删去这一行；作废作错了的，先\(using: .restoreThing(thing.kind))写明原因恢复，再导入")
  }
}

extension TableRecord {
  /// What a row registers, where that can be void.
  var registeredThing: RegisteredThing? {
    switch kind {
    case .cases: .legalAidCase(LegalAidCase(record: self).number)
    case .claims: .claim(Claim(record: self).number)
    case .duty: .dutyShift(DutyShift(record: self).number)
    case .appropriations: .appropriation(AppropriationID(record: self))
    case .bank: .bankLine(BankLine(record: self).reference)
    case .payments, .fundChanges, .openings, .explanations, .matches, .setAsides: nil
    }
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
