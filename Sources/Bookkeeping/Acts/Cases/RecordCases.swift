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

  /// Registers an accepted case (受理), which may be given to a lawyer at once.
  ///
  /// The firm may be left out where all other cases of the lawyer name one.
  ///
  /// - Throws: ``Refusal`` when the number is taken, the firm is not known or the dates do not
  ///   stand in order.
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
      var accepted = accepted
      if let lawyer = accepted.lawyer, accepted.firm == nil {
        accepted.firm = try writer.ledger.cases.firm(of: lawyer)
      }
      try writer.settle(accepted, override)
      return accepted
    }
  }

  /// Records the lawyer and firm a case was given to (指派).
  ///
  /// The firm may be left out where all other cases of the lawyer name one.
  ///
  /// - Throws: ``Refusal`` when the case is unknown or given to someone already, or the firm is not
  ///   known.
  @discardableResult
  package func assign(
    _ number: CaseNumber, on day: Day, lawyer: String, firm: String?, override: Override? = nil
  ) throws -> Receipt<LegalAidCase> {
    try session.checkHappened("指派日期", on: day)
    return try change(number, "case assign", override) { legalAidCase, ledger in
      let before = legalAidCase
      let firm = try firm ?? ledger.cases.firm(of: lawyer)
      legalAidCase.assignedOn = day
      legalAidCase.lawyer = lawyer
      legalAidCase.firm = firm
      guard before.assignedOn ?? day == day, before.lawyer ?? lawyer == lawyer,
        before.firm ?? firm == firm, legalAidCase != before
      else { throw Refusal.alreadyDone(.legalAidCase, number: number.printed, what: "指派") }
    }
  }

  /// Records the end of a case (结案), with what its price rests on.
  ///
  /// - Throws: ``Refusal`` when the case is unknown, closed already, or closed before acceptance;
  ///   ``CaseDetailFlaw`` for a detail that the standards do not know, or that stands otherwise.
  @discardableResult
  package func close(
    _ number: CaseNumber, _ closing: LegalAidCase.Closing, grade: String? = nil,
    judgmentNumber: JudgmentNumber? = nil, details: CaseDetails = CaseDetails(),
    override: Override? = nil
  ) throws -> Receipt<LegalAidCase> {
    try session.checkHappened("结案日期", on: closing.on)
    return try change(number, "case close", override) { legalAidCase, _ in
      try legalAidCase.close(closing, grade: grade, judgmentNumber: judgmentNumber)
      legalAidCase.details = try legalAidCase.details.adding(details)
    }
  }

  /// Records the end of a case and claims its subsidy, in one act (结案并申报).
  ///
  /// - Parameters:
  ///   - closing: How and when the case ended.
  ///   - grade: 等级.
  ///   - judgmentNumber: 裁判文书号.
  ///   - claim: The claim, of this case.
  ///   - override: Recorded although a rule stops it.
  /// - Returns: The claim with how it was priced.
  /// - Throws: What closing and claiming throw by themselves; then neither is recorded.
  @discardableResult
  package func close(
    _ closing: LegalAidCase.Closing, grade: String? = nil, judgmentNumber: JudgmentNumber? = nil,
    claiming claim: ClaimDraft, override: Override? = nil
  ) throws -> Receipt<PricedClaim> {
    try session.checkHappened("结案日期", on: closing.on)
    try session.checkHappened("申报日期", on: claim.claimedOn)
    return try session.append("case close") { writer, reminders in
      var closed = try writer.ledger.cases.registeredCase(claim.caseNumber)
      try closed.close(closing, grade: grade, judgmentNumber: judgmentNumber)
      closed.details = try closed.details.adding(claim.details)
      try writer.settle(closed, override)
      let reason = writer.reason
      let priced: PricedClaim
      (priced, reminders) = try writer.submit(claim, override)
      writer.reason = writer.reason ?? reason
      return priced
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
    return try change(number, "case file", override) { legalAidCase, _ in
      guard legalAidCase.filedOn == nil else {
        throw Refusal.alreadyDone(.legalAidCase, number: number.printed, what: "归档日期")
      }
      legalAidCase.filedOn = day
    }
  }

  private func change(
    _ number: CaseNumber, _ kind: String, _ override: Override?,
    _ apply: (inout LegalAidCase, LedgerSnapshot) throws -> Void
  ) throws -> Receipt<LegalAidCase> {
    try session.append(kind) { writer in
      var changed = try writer.ledger.cases.registeredCase(number)
      try apply(&changed, writer.ledger)
      try writer.settle(changed, override)
      return changed
    }
  }
}

extension LegalAidCase {
  /// - Throws: ``Refusal/alreadyDone(_:number:what:)`` for a case that is closed.
  fileprivate mutating func close(
    _ closing: Closing, grade: String?, judgmentNumber: JudgmentNumber?
  ) throws {
    guard self.closing == nil else {
      throw Refusal.alreadyDone(.legalAidCase, number: number.printed, what: "结案日期")
    }
    self.closing = closing
    self.grade = self.grade ?? grade
    self.judgmentNumber = self.judgmentNumber ?? judgmentNumber
  }
}

extension CaseRegister {
  /// The firm that all cases of a lawyer name.
  ///
  /// - Throws: ``Refusal/firmUnclear(_:)`` when none does, or they name several.
  fileprivate func firm(of lawyer: String) throws -> String {
    let firms = try firms(of: lawyer)
    guard let firm = firms.first, firms.count == 1 else { throw Refusal.firmUnclear(firms) }
    return firm
  }
}

extension LedgerWriter {
  /// Appends a case as it now stands, once nothing is against it or a person overrides it.
  fileprivate func settle(_ legalAidCase: LegalAidCase, _ override: Override?) throws {
    if legalAidCase.details != CaseDetails() {
      let standing = try ledger.cases.legalAidCase(legalAidCase.number)?.details
      try DetailNames(of: ledger)?
        .check(legalAidCase.details, besides: standing ?? CaseDetails())
    }
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
