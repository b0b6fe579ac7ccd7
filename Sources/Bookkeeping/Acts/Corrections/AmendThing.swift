package import Interchange
package import LedgerCore
import LedgerStore
import Reconciliation

/// Corrects single fields of what was registered (更正), with a reason; what stood before stays in
/// the history.
///
/// Payments are reversed and never corrected; of a line of the treasury's statement only what the
/// bank left open may be filled in.
package struct AmendThing {
  private let session: Session
  private let cells: [AmendedCell]
  private let reason: String
  private let override: Override?

  /// - Parameters:
  ///   - session: Where and when.
  ///   - cells: What is said anew; an empty text clears an optional field.
  ///   - reason: Why.
  ///   - override: Recorded although a rule stops it.
  package init(
    _ session: Session, _ cells: [AmendedCell], reason: String, override: Override? = nil
  ) {
    self.session = session
    self.cells = cells
    self.reason = reason
    self.override = override
  }

  /// What a correction comes to; names of people are masked.
  package struct Outcome: Equatable, Sendable {
    package let thing: RegisteredThing
    /// In the order of the table's columns.
    package let changes: [Change]
  }

  /// One field as it stood and as it stands now.
  package struct Change: Equatable, Sendable {
    /// The Chinese name of the field.
    package let title: String
    /// nil for a field that was or is empty.
    package let old: String?
    package let new: String?

    /// `受理日期：2024-03-05 → 2024-03-06`.
    package var words: String { "\(title)：\(old ?? "（空）") → \(new ?? "（空）")" }
  }

  /// Corrects a case.
  ///
  /// - Throws: ``AmendmentFlaw`` for a field that cannot stand; ``Refusal`` when the case is
  ///   unknown or a rule stops it; ``CorrectionRefusal`` when it is void or nothing changes;
  ///   ``YearClosed``.
  ///   What is refused after the preview is made comes as ``RefusedAct``.
  @discardableResult
  package func amendCase(_ number: CaseNumber) throws -> Receipt<Outcome> {
    try session.append("case amend", reason: reason) { writer, reminders in
      try amend(try writer.ledger.cases.registeredCase(number), writer, &reminders)
    }
  }

  /// Gives a case to another lawyer or firm (改派).
  ///
  /// - Throws: As ``amendCase(_:)``; ``CorrectionRefusal/notAssigned(_:)`` for a case that was
  ///   given to nobody.
  @discardableResult
  package func reassignCase(_ number: CaseNumber) throws -> Receipt<Outcome> {
    try session.append("case reassign", reason: reason) { writer, reminders in
      let registered = try writer.ledger.cases.registeredCase(number)
      guard registered.assignedOn != nil || registered.lawyer != nil || registered.firm != nil
      else { throw CorrectionRefusal.notAssigned(registered.number) }
      return try amend(registered, writer, &reminders)
    }
  }

  /// Corrects a claim, its approval or its return; it may move to another case.
  ///
  /// - Throws: As ``amendCase(_:)``.
  @discardableResult
  package func amendClaim(_ number: ClaimNumber) throws -> Receipt<Outcome> {
    try session.append("claim amend", reason: reason) { writer, reminders in
      let standing = try writer.ledger.cases.registeredClaim(number)
      var amended = Claim(record: try TableRecord(standing).amended(cells, today: session.today))
      amended.caseNumber = try writer.ledger.caseNumbers.present(amended.caseNumber)
      let outcome = try outcome(
        .claim(standing.number), TableRecord(standing), TableRecord(amended))
      return try RefusedAct.keeping(outcome) {
        let left = try writer.judge(standing, leavesFor: amended, override)
        let came = try writer.judge(amended, override)
        writer.reason = left.reason ?? came.reason
        reminders = (left.reminders + came.reminders).sorted()
        try writer.append(amended, reason: reason)
        return outcome
      }
    }
  }

  /// Corrects a duty shift.
  ///
  /// - Throws: As ``amendCase(_:)``.
  @discardableResult
  package func amendShift(_ number: DutyNumber) throws -> Receipt<Outcome> {
    try session.append("duty amend", reason: reason) { writer, reminders in
      let standing = try writer.ledger.duty.registeredShift(number)
      let amended = DutyShift(
        record: try TableRecord(standing).amended(cells, today: session.today))
      let outcome = try outcome(
        .dutyShift(standing.number), TableRecord(standing), TableRecord(amended))
      return try RefusedAct.keeping(outcome) {
        (writer.reason, reminders) = try writer.judge(amended, override)
        try writer.append(amended, reason: reason)
        return outcome
      }
    }
  }

  /// Corrects an appropriation.
  ///
  /// - Throws: As ``amendCase(_:)``; the year may be left out when the document has one row.
  @discardableResult
  package func amendAppropriation(
    _ document: DocumentNumber, fiscalYear: FiscalYear?
  ) throws -> Receipt<Outcome> {
    try session.append("fund amend", reason: reason) { writer, reminders in
      let standing = try writer.ledger.funds.registeredAppropriation(
        document, fiscalYear: fiscalYear)
      let amended = Appropriation(
        record: try TableRecord(standing).amended(cells, today: session.today))
      let outcome = try outcome(
        .appropriation(standing.id), TableRecord(standing), TableRecord(amended))
      return try RefusedAct.keeping(outcome) {
        (writer.reason, reminders) = try writer.judge(standing, becomes: amended, override)
        try writer.append(amended, reason: reason)
        return outcome
      }
    }
  }

  /// Fills in what the bank left open of a line: its voucher number, its memo.
  ///
  /// - Throws: As ``amendCase(_:)``; ``CorrectionRefusal/bankSaidSo(_:_:)`` for a field that the
  ///   bank filled in.
  @discardableResult
  package func amendBankLine(_ reference: BankReference) throws -> Receipt<Outcome> {
    try session.append("bank amend", reason: reason) { writer in
      let standing = try writer.ledger.treasury.registeredLine(reference)
      let before = TableRecord(standing)
      let after = try before.amended(cells, today: session.today)
      let outcome = try outcome(.bankLine(standing.reference), before, after)
      for spec in before.kind.columns where before[spec.column] != after[spec.column] {
        guard before[spec.column] == nil, before.kind.fillable?.contains(spec.column) ?? false
        else { throw CorrectionRefusal.bankSaidSo(standing.reference, spec.header) }
      }
      return try RefusedAct.keeping(outcome) {
        try writer.appendSupplement(
          to: standing.reference,
          voucher: standing.voucher == nil ? after.identifier(.voucherNumber) : nil,
          memo: standing.memo == nil ? after.text(.memo) : nil)
        return outcome
      }
    }
  }
}

extension AmendThing {
  private func amend(
    _ standing: LegalAidCase, _ writer: LedgerWriter, _ reminders: inout [Finding]
  ) throws -> Outcome {
    let amended = LegalAidCase(
      record: try TableRecord(standing).amended(cells, today: session.today))
    let outcome = try outcome(
      .legalAidCase(standing.number), TableRecord(standing), TableRecord(amended))
    return try RefusedAct.keeping(outcome) {
      if amended.details.closingManner == nil, standing.details.closingManner != nil {
        throw CorrectionRefusal.mannerNotCleared(standing.number)
      }
      if amended.details != standing.details {
        try DetailNames(of: writer.ledger)?.check(amended.details, besides: standing.details)
      }
      (writer.reason, reminders) = try writer.judge(amended, override)
      try writer.append(amended, reason: reason)
      return outcome
    }
  }

  /// What differs between two records of one thing.
  ///
  /// - Throws: ``CorrectionRefusal/unchanged(_:)`` when nothing does.
  private func outcome(
    _ thing: RegisteredThing, _ before: TableRecord, _ after: TableRecord
  ) throws -> Outcome {
    let changes = before.kind.columns.compactMap { spec -> Change? in
      let (old, new) = (before[spec.column], after[spec.column])
      guard old != new else { return nil }
      let shown = (old.map { $0.shown(in: spec.column) }, new.map { $0.shown(in: spec.column) })
      // Two names may look alike once they are masked.
      let isHidden = shown.0 != nil && shown.0 == shown.1
      return Change(
        title: spec.header, old: shown.0, new: shown.1.map { $0 + (isHidden ? "（隐去的部分不同）" : "") })
    }
    guard !changes.isEmpty else { throw CorrectionRefusal.unchanged(thing) }
    return Outcome(thing: thing, changes: changes)
  }
}

extension CellValue {
  /// The value as a person is shown it, names of people masked.
  func shown(in column: Column) -> String {
    switch column {
    case .recipient, .lawyer, .submittedBy, .approvedBy: maskedPerson(text)
    case .payee: maskedPayee(text)
    default: printable(text)
    }
  }
}

extension LedgerWriter {
  /// Judges the case that a claim leaves when it moves to another.
  ///
  /// - Throws: ``Refusal/rules(_:)``.
  fileprivate func judge(
    _ claim: Claim, leavesFor amended: Claim, _ override: Override?
  ) throws -> (reason: String?, reminders: [Finding]) {
    guard claim.caseNumber != amended.caseNumber else { return (nil, []) }
    let before = try ledger.cases.dossier(claim.caseNumber)
    var after = before
    after.claims.removeAll { $0.number == claim.number }
    let findings = try EntryCheck.worsening(before, to: after, RuleSettings.complete(in: ledger))
    return (try findings.settled(override), findings.reminders)
  }
}
