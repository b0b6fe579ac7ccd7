package import LedgerCore
import LedgerStore
import Reconciliation

/// Keeps the case register: acceptance, assignment, closing, filing.
///
/// Each act states the case as it stands from then on; what a rule would find at year-end because
/// of it is refused now, unless a person overrides it.
package struct RecordCases {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Registers an accepted case (受理).
  ///
  /// - Throws: ``Refusal`` when the number is taken or the dates do not stand in order.
  @discardableResult
  package func accept(
    _ accepted: LegalAidCase, override: Override? = nil
  ) throws -> Receipt<LegalAidCase> {
    try session.checkHappened("受理日期", on: accepted.acceptedOn)
    try session.checkHappened("指派日期", on: accepted.assignedOn)
    return try session.append("case accept") { writer in
      let present = try writer.ledger.caseNumbers.present(accepted.number)
      guard present == accepted.number else {
        throw CorrectionRefusal.numberLeft(accepted.number, present: present)
      }
      guard try writer.ledger.cases.legalAidCase(accepted.number) == nil else {
        throw Refusal.alreadyRegistered(.legalAidCase, number: accepted.number.printed)
      }
      try writer.settle(accepted, override)
      return accepted
    }
  }

  /// Records the lawyer and firm a case was given to (指派).
  ///
  /// - Throws: ``Refusal`` when the case is unknown or given to someone already.
  @discardableResult
  package func assign(
    _ number: CaseNumber, on day: Day, lawyer: String, firm: String, override: Override? = nil
  ) throws -> Receipt<LegalAidCase> {
    try session.checkHappened("指派日期", on: day)
    return try change(number, "case assign", override) { legalAidCase in
      let before = legalAidCase
      legalAidCase.assignedOn = day
      legalAidCase.lawyer = lawyer
      legalAidCase.firm = firm
      guard before.assignedOn ?? day == day, before.lawyer ?? lawyer == lawyer,
        before.firm ?? firm == firm, legalAidCase != before
      else { throw Refusal.alreadyDone(.legalAidCase, number: number.printed, what: "指派") }
    }
  }

  /// Records the end of a case (结案).
  ///
  /// - Throws: ``Refusal`` when the case is unknown, closed already, or closed before acceptance.
  @discardableResult
  package func close(
    _ number: CaseNumber, _ closing: LegalAidCase.Closing, grade: String? = nil,
    judgmentNumber: JudgmentNumber? = nil, override: Override? = nil
  ) throws -> Receipt<LegalAidCase> {
    try session.checkHappened("结案日期", on: closing.on)
    return try change(number, "case close", override) { legalAidCase in
      guard legalAidCase.closing == nil else {
        throw Refusal.alreadyDone(.legalAidCase, number: number.printed, what: "结案日期")
      }
      legalAidCase.closing = closing
      legalAidCase.grade = legalAidCase.grade ?? grade
      legalAidCase.judgmentNumber = legalAidCase.judgmentNumber ?? judgmentNumber
    }
  }

  /// Records that the file of a case was handed in (归档).
  ///
  /// - Throws: ``Refusal`` when the case is unknown or filed already.
  @discardableResult
  package func file(
    _ number: CaseNumber, on day: Day, override: Override? = nil
  ) throws -> Receipt<LegalAidCase> {
    try session.checkHappened("归档日期", on: day)
    return try change(number, "case file", override) { legalAidCase in
      guard legalAidCase.filedOn == nil else {
        throw Refusal.alreadyDone(.legalAidCase, number: number.printed, what: "归档日期")
      }
      legalAidCase.filedOn = day
    }
  }

  private func change(
    _ number: CaseNumber, _ kind: String, _ override: Override?,
    _ apply: (inout LegalAidCase) throws -> Void
  ) throws -> Receipt<LegalAidCase> {
    try session.append(kind) { writer in
      var changed = try writer.ledger.cases.registeredCase(number)
      try apply(&changed)
      try writer.settle(changed, override)
      return changed
    }
  }
}

extension LedgerWriter {
  /// Appends a case as it now stands, once nothing is against it or a person overrides it.
  fileprivate func settle(_ legalAidCase: LegalAidCase, _ override: Override?) throws {
    reason = try judge(legalAidCase, override).reason
    try append(legalAidCase)
  }

  /// Judges a case as it would stand, with claims that come with it.
  ///
  /// - Returns: What the journal says of an override, and what the rules remind of.
  /// - Throws: ``Refusal/rules(_:)``.
  func judge(
    _ legalAidCase: LegalAidCase, bringing claims: [Claim] = [], _ override: Override?
  ) throws -> (reason: String?, reminders: [Finding]) {
    let before = try ledger.cases.dossier(legalAidCase.number)
    var after = before
    after.legalAidCase = legalAidCase
    after.claims += claims
    // Dates out of order are a slip of the hand here; an import takes them, because they happened.
    // What a date means for the claims and payments of the case is said at the year's end.
    let known = before.legalAidCase?.datesOutOfOrder ?? []
    let isMoreOutOfOrder = legalAidCase.datesOutOfOrder.contains { !known.contains($0) }
    let findings = try EntryCheck.worsening(before, to: after)
    let stopping = findings.filter {
      $0.severity == .block || ($0.rule == "K01" && isMoreOutOfOrder)
    }
    return (
      try stopping.settled(stoppingAt: .high, override),
      findings.filter { !stopping.contains($0) }.reminders
    )
  }
}
