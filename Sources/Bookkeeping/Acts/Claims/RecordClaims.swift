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
  ///   - day: 核发日期.
  ///   - amount: nil for what the standard grants; where none is in force, for what was claimed.
  ///   - approver: 审核人.
  ///   - reason: Why more is approved than was claimed (C04), or other than the standard grants
  ///     (C05); the journal keeps it.
  ///   - override: Recorded although a rule stops it.
  /// - Returns: The claim as it now stands, with the reminders.
  /// - Throws: ``Refusal`` when the claim is unknown, returned or approved already, when the amount
  ///   asks for a reason and there is none, or when the standard gives no single amount;
  ///   `PricingRefusal` when it says nothing of the case.
  @discardableResult
  package func approve(
    _ number: ClaimNumber, on day: Day, amount: Money? = nil, by approver: String,
    reason: String? = nil, override: Override? = nil
  ) throws -> Receipt<Claim> {
    try session.checkHappened("核发日期", on: day)
    let approver = try session.name(approver, as: "审核人")
    let reason = reason ?? override?.reason
    return try session.append("claim approve") { writer, reminders in
      let settings = try RuleSettings.complete(in: writer.ledger)
      var claim = try writer.ledger.cases.claimToApprove(number)
      claim.approval = Approval(
        on: day,
        amount: try amount ?? writer.ledger.cases.amountToApprove(claim, settings).0)
      claim.approvedBy = approver
      reminders = try writer.settle(claim, override, settings)
      try reminders.checkReason(reason)
      writer.reason = writer.reason ?? reason
      return claim
    }
  }

  /// The claim that a number means, its own or its case's; nil for none or several.
  ///
  /// - Throws: A fault of the store.
  package func claim(meantBy number: ClaimNumber) throws -> Claim? {
    try session.store.read { ledger in
      do {
        return try ledger.cases.registeredClaim(number, isOnlyOne: false)
      } catch is Refusal {
        return nil
      } catch is CorrectionRefusal {
        return nil
      }
    }
  }

  /// Grants an amount on a day: see ``approve(_:on:amount:by:reason:override:)``.
  @discardableResult
  package func approve(
    _ number: ClaimNumber, _ approval: Approval, by approver: String, reason: String? = nil,
    override: Override? = nil
  ) throws -> Receipt<Claim> {
    try approve(
      number, on: approval.on, amount: approval.amount, by: approver, reason: reason,
      override: override)
  }

  /// Sends a claim back (退回); from that day it is no claim.
  ///
  /// - Throws: ``Refusal`` when the claim is unknown or returned already, or was paid on (P04).
  @discardableResult
  package func sendBack(
    _ number: ClaimNumber, _ returned: ClaimReturn, override: Override? = nil
  ) throws -> Receipt<Claim> {
    try session.checkHappened("退回日期", on: returned.on)
    return try session.append("claim return") { writer, reminders in
      var claim = try writer.ledger.cases.claimToReturn(number)
      claim.returned = returned
      reminders = try writer.settle(claim, override)
      return claim
    }
  }
}

extension LedgerWriter {
  /// What the rules find of a claim as it would stand, that they do not find now.
  func findings(settling claim: Claim, _ settings: RuleSettings) throws -> [Finding] {
    let before = try ledger.cases.dossier(claim.caseNumber)
    var after = before
    after.claims.removeAll { $0.number == claim.number }
    after.claims.append(claim)
    // Who signs is not known before it is signed: what needs two asks for the second by itself.
    after.approvedAlone[claim.number] = nil
    return try EntryCheck.worsening(before, to: after, settings)
  }

  /// Appends a claim as it now stands, once no rule stops it or a person overrides it.
  ///
  /// - Parameters:
  ///   - claim: As it now stands.
  ///   - override: A person's decision to go on.
  ///   - settings: What the rules are told besides; nil where the caller has not read them.
  /// - Returns: What the rules say and do not stop it for.
  /// - Throws: ``Refusal/rules(_:)``, or a fault of the store.
  func settle(
    _ claim: Claim, _ override: Override?, _ settings: RuleSettings? = nil
  ) throws -> [Finding] {
    let (words, reminders) = try judge(claim, override, settings)
    reason = words
    try append(claim)
    return reminders
  }

  /// Judges a claim as it would stand.
  ///
  /// - Returns: What the journal says of an override, and what the rules remind of.
  /// - Throws: ``Refusal/rules(_:)``.
  func judge(
    _ claim: Claim, _ override: Override?, _ settings: RuleSettings? = nil
  ) throws -> (reason: String?, reminders: [Finding]) {
    // Only an approval is held against the standard; a batch of claims need not read it each time.
    let settings =
      try settings ?? (claim.approval == nil ? RuleSettings() : RuleSettings.complete(in: ledger))
    let findings = try findings(settling: claim, settings)
    return (try findings.settled(override), findings.reminders)
  }
}
