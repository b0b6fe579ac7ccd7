import Crypto
import Foundation
import GRDB
package import LedgerCore

/// Appends facts inside one transaction, and takes their marks as they go in.
///
/// It reads what it has appended, so a later fact of the same command can be held against it.
package final class LedgerWriter {
  /// The ledger with what was appended so far.
  package let ledger: LedgerSnapshot
  /// Why the entry is made, where the act found out only on the way; else the stamp says it.
  package var reason: String?
  /// The number that the entry of the facts will have.
  package let nextEntry: Int
  private let previous: Data?
  private var marks = Data()
  private var buffer = ValueBytes()
  private var factCount = 0
  private var closed: ClosedYears?

  init(database: Database, _ statements: StatementCache) throws {
    ledger = LedgerSnapshot(database: database, statements)
    let last = try ledger.journal.lastEntry()
    nextEntry = (last?.number ?? 0) + 1
    previous = last?.digest
  }

  /// How many facts were appended so far.
  package var appendedCount: Int { factCount }

  /// The years that take no fact dated in them; every fact that is appended is held against them.
  package func closedYears() throws -> ClosedYears {
    if let closed { return closed }
    let years = try ledger.years.closed()
    closed = years
    return years
  }

  /// What was known of closed years is to be asked again: one was closed or reopened.
  func closedYearsChanged() { closed = nil }

  /// Appends one row.
  func append(_ table: FactTable, _ fields: [FieldValue]) throws {
    buffer.clear()
    buffer.write(text: table.name)
    let ends = buffer.write(fields)
    try ledger.insertion(into: table)
      .insert(fields, as: buffer.bytes, ends, entry: nextEntry, ordinal: factCount + 1)
    count(FactMark(table, encoded: buffer))
  }

  /// Counts a fact that was appended.
  func count(_ mark: FactMark) {
    factCount += 1
    mark.append(to: &marks)
  }

  /// Counts facts that were appended, by their marks.
  func count(_ appended: Data) {
    factCount += appended.count / FactMark.size
    marks += appended
  }

  /// The codes of the tables that facts were appended to.
  var tableCodes: Set<UInt8> { marks.withUnsafeBytes(FactMark.tableCodes) }

  /// Whether anything was appended.
  var hasFacts: Bool { factCount > 0 }

  /// The SHA-256 of the marks of what was appended so far: the same for the same facts.
  package var factsDigest: String { hexadecimal(Data(SHA256.hash(data: marks))) }

  /// Writes the entry of the facts; without facts there is none.
  ///
  /// - Throws: ``StoreFault/unsigned`` when the ledger has people and nobody signs.
  func finish(_ stamp: EntryStamp, _ signer: EntrySigner?, isRehearsal: Bool) throws {
    guard hasFacts else { return }
    try appendTotals(under: nextEntry)
    let stamp = EntryStamp(
      recordedAt: stamp.recordedAt, operatorName: stamp.operatorName, kind: stamp.kind,
      reason: reason ?? stamp.reason)
    let digest = marks.withUnsafeBytes {
      EntryDigest.of(
        $0, after: previous, number: nextEntry, stamp: stamp, factCount: factCount)
    }
    let insertion = try ledger.rows("journalEntry new", JournalEntry.insertion)
    try insertion.bind([
      .of(nextEntry), .text(stamp.recordedAt), .text(stamp.operatorName), .text(stamp.kind),
      .optional(stamp.reason), .of(factCount),
    ])
    try insertion.bind(digest, to: 7)
    try insertion.bind(marks, to: 8)
    _ = try insertion.step()
    insertion.reset()
    if !isRehearsal { try sign(digest, signer) }
  }

  /// Appends the signature of the entry, which every entry of a ledger with people has.
  private func sign(_ digest: Data, _ signer: EntrySigner?) throws {
    guard let start = try ledger.people.startEntry() else { return }
    guard let signer else { throw StoreFault.unsigned }
    // A new key counts from the next entry on, the first of all at once.
    let number = try ledger.people.key(
      of: signer.person, before: start == nextEntry ? nil : nextEntry)
    guard let number else { throw StoreFault.unsigned }
    let insertion = try ledger.rows("entrySignature new", JournalEntry.signatureInsertion)
    try insertion.bind([.of(nextEntry), .of(number), .text(try signer.signature(of: digest))])
    _ = try insertion.step()
    insertion.reset()
  }
}

// Facts of the register. Each throws ``YearClosed`` when it is dated in a closed year.
extension LedgerWriter {
  func append(_ bureau: Bureau) throws {
    try append(.bureau, bureau.fields)
  }

  /// Appends a case as it now stands: its registration, or its next revision.
  package func append(_ legalAidCase: LegalAidCase, reason: String? = nil) throws {
    let last = try ledger.cases.lastRevision(of: legalAidCase.number)
    var standing = try standingBefore(.legalAidCase(legalAidCase.number), last)?.fact
    let details = try ledger.cases.details(of: legalAidCase.number)
    standing?.details = details
    try closedYears().check(legalAidCase, replacing: standing)
    var withOtherDetails = legalAidCase
    withOtherDetails.details = details
    // Where nothing but the details is new, they alone are stated.
    if withOtherDetails != standing || legalAidCase == standing {
      try append(
        .legalAidCase, legalAidCase.fields(revision: (last?.number ?? 0) + 1, reason: reason))
    }
    try append(details: legalAidCase.details, of: legalAidCase.number, reason: reason)
  }

  /// Appends a claim as it now stands; when its case changed, the old case's order sees it leave.
  package func append(_ claim: Claim, reason: String? = nil) throws {
    var claim = claim
    claim.caseNumber = try ledger.caseNumbers.present(claim.caseNumber)
    let last = try ledger.cases.lastRevision(of: claim.number)
    let standing = try standingBefore(.claim(claim.number), last)
    try closedYears().check(claim, replacing: standing?.fact)
    var revision = (last?.number ?? 0) + 1
    if let last, last.fact.caseNumber != claim.caseNumber {
      try append(.claim, last.fact.fields(revision: revision, reason: reason, isMoved: true))
      revision += 1
    }
    try append(.claim, claim.fields(revision: revision, reason: reason, isMoved: false))
  }

  /// Appends a duty shift as it now stands.
  package func append(_ shift: DutyShift, reason: String? = nil) throws {
    let last = try ledger.duty.lastRevision(of: shift.number)
    let standing = try standingBefore(.dutyShift(shift.number), last)
    try closedYears().check(shift, replacing: standing?.fact)
    try append(.dutyShift, shift.fields(revision: (last?.number ?? 0) + 1, reason: reason))
  }

  /// Appends an appropriation as it now stands, and where it came from, each where it changed.
  ///
  /// Where the money came from moves no figure, and may be said later even in a closed year.
  package func append(_ appropriation: Appropriation, reason: String? = nil) throws {
    let last = try ledger.funds.lastRevision(of: appropriation.id)
    if try ledger.publishing.origin(of: appropriation.id) != appropriation.origin {
      try append(appropriation.origin, of: appropriation.id, reason: reason)
      if last?.fact == appropriation.withoutOrigin { return }
    }
    let standing = try standingBefore(.appropriation(appropriation.id), last)
    try closedYears().check(appropriation, replacing: standing?.fact)
    try append(
      .appropriation, appropriation.fields(revision: (last?.number ?? 0) + 1, reason: reason))
  }

  /// Appends an adjustment or recall under the next free number, or under the one it is given.
  package func append(_ change: AppropriationChange, number: Int? = nil) throws {
    try closedYears().check("\(change.kind.rawValue)日期", on: change.changedOn)
    let numbered = NumberedChange(
      number: try number ?? ledger.funds.lastChangeNumber() + 1, change: change)
    try append(.appropriationChange, numbered.fields)
  }

  /// Appends the opening balance of a year as it is now stated.
  package func append(_ opening: OpeningBalance, reason: String? = nil) throws {
    try closedYears().check(opening)
    let last = try ledger.funds.lastRevision(ofOpening: opening.fiscalYear)?.number ?? 0
    try append(.openingBalance, opening.fields(revision: last + 1, reason: reason))
  }

  /// Appends a payment line or a reversal, with the remark that makes it a bank return; it is never
  /// revised.
  package func append(_ line: PaymentLine) throws {
    try closedYears().check(line.isReversal ? "冲销日期" : "支付日期", on: line.paidOn)
    var line = line
    line.subject = try ledger.caseNumbers.presentSubject(of: line.subject)
    try append(.paymentLine, line.fields)
    if let name = line.approvedBy { try append(approvedBy: name, of: line.id) }
    try ledger.pending.add(line.amount, to: PostedGroup(line))
    if line.reverses?.kind == .bankReturn { try append(.bankReturn, on: line.id) }
  }

  /// Appends the lawyer of a line that was recorded without one.
  package func append(lawyer: String, of id: PaymentLineID) throws {
    try append(.paymentSupplement, [.text(id.voucher.key), .of(id.line), .text(lawyer)])
  }

  /// Appends who approved a line (审批人).
  package func append(approvedBy name: String, of id: PaymentLineID) throws {
    try append(.paymentApproval, [.text(id.voucher.key), .of(id.line), .text(name)])
  }

  /// Appends a bank line; it is never revised.
  package func append(_ line: BankLine) throws {
    try closedYears().check("国库流水日期", on: line.bookedOn)
    try append(.bankLine, line.fields)
  }

  /// Appends what the bank said later of a line: its voucher number, its memo, or both.
  package func appendSupplement(
    to reference: BankReference, voucher: VoucherNumber?, memo: String?
  ) throws {
    if let voucher {
      if let line = try ledger.treasury.line(reference) {
        try closedYears().check("国库流水日期", on: line.bookedOn)
      }
      try appendSupplement(to: reference, "voucherNumber", voucher.printed)
    }
    if let memo { try appendSupplement(to: reference, "memo", memo) }
  }

  private func appendSupplement(
    to reference: BankReference, _ field: String, _ value: String
  ) throws {
    try append(.bankSupplement, [.text(reference.key), .text(field), .text(value)])
  }
}
