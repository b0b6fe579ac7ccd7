package import LedgerCore
import LedgerStore
import Reconciliation

/// Keeps the subsidy claims: submission, approval, return.
package struct RecordClaims {
  let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Registers a claim (申报).
  ///
  /// - Throws: ``Refusal`` when the number is taken or a rule stops the claim: no such case (C01),
  ///   a second claim for the case (C03).
  @discardableResult
  package func submit(_ claim: Claim, override: Override? = nil) throws -> Receipt<Claim> {
    try session.checkHappened("申报日期", on: claim.claimedOn)
    return try session.append("claim submit") { writer, reminders in
      guard try writer.ledger.cases.claim(claim.number) == nil else {
        throw Refusal.alreadyRegistered(.claim, number: claim.number.printed)
      }
      reminders = try writer.settle(claim, override)
      return claim
    }
  }

  /// Grants an amount on a claim (核发); zero is an approval too.
  ///
  /// - Parameters:
  ///   - number: The claim.
  ///   - approval: Its day and amount.
  ///   - approver: 审核人.
  ///   - reason: Why more is approved than was claimed (C04), or other than the standard grants
  ///     (C05); the journal keeps it.
  ///   - override: Recorded although a rule stops it.
  /// - Returns: The claim as it now stands, with the reminders.
  /// - Throws: ``Refusal`` when the claim is unknown, returned or approved already, or when the
  ///   amount asks for a reason and there is none.
  @discardableResult
  package func approve(
    _ number: ClaimNumber, _ approval: Approval, by approver: String, reason: String? = nil,
    override: Override? = nil
  ) throws -> Receipt<Claim> {
    try session.checkHappened("核发日期", on: approval.on)
    return try change(number, "claim approve", override, reason: reason ?? override?.reason) {
      claim in
      guard claim.returned == nil else { throw Refusal.claimReturned(number) }
      guard claim.approval == nil else {
        throw Refusal.alreadyDone(.claim, number: number.printed, what: "核发")
      }
      claim.approval = approval
      claim.approvedBy = approver
    }
  }

  /// Sends a claim back (退回); from that day it is no claim.
  ///
  /// - Throws: ``Refusal`` when the claim is unknown or returned already, or was paid on (P04).
  @discardableResult
  package func sendBack(
    _ number: ClaimNumber, _ returned: ClaimReturn, override: Override? = nil
  ) throws -> Receipt<Claim> {
    try session.checkHappened("退回日期", on: returned.on)
    return try change(number, "claim return", override) { claim in
      guard claim.returned == nil else {
        throw Refusal.alreadyDone(.claim, number: number.printed, what: "退回")
      }
      claim.returned = returned
    }
  }

  private func change(
    _ number: ClaimNumber, _ kind: String, _ override: Override?, reason: String? = nil,
    _ apply: (inout Claim) throws -> Void
  ) throws -> Receipt<Claim> {
    try session.append(kind) { writer, reminders in
      var changed = try writer.ledger.cases.registeredClaim(number)
      try apply(&changed)
      reminders = try writer.settle(changed, override)
      let unreasoned = reminders.filter { Self.rulesAskingReason.contains($0.rule) }
      guard reason != nil || unreasoned.isEmpty else {
        throw Refusal.approvalNeedsReason(unreasoned)
      }
      writer.reason = writer.reason ?? reason
      return changed
    }
  }

  private static let rulesAskingReason: Set<RuleID> = ["C04", "C05"]
}

extension LedgerWriter {
  /// Appends a claim as it now stands, once no rule stops it or a person overrides it.
  ///
  /// - Returns: What the rules say and do not stop it for.
  func settle(_ claim: Claim, _ override: Override?) throws -> [Finding] {
    let (words, reminders) = try judge(claim, override)
    reason = words
    try append(claim)
    return reminders
  }

  /// Judges a claim as it would stand.
  ///
  /// - Returns: What the journal says of an override, and what the rules remind of.
  /// - Throws: ``Refusal/rules(_:)``.
  func judge(
    _ claim: Claim, _ override: Override?
  ) throws -> (reason: String?, reminders: [Finding]) {
    let before = try ledger.cases.dossier(claim.caseNumber)
    var after = before
    after.claims.removeAll { $0.number == claim.number }
    after.claims.append(claim)
    // Only an approval is held against the standard; a batch of claims need not read it each time.
    let settings = try claim.approval == nil ? RuleSettings() : RuleSettings.complete(in: ledger)
    let findings = try EntryCheck.findings(changing: before, to: after, settings: settings)
      .worse(than: EntryCheck.findings(changing: after, to: before, settings: settings))
    return (try findings.settled(override), findings.reminders)
  }
}
