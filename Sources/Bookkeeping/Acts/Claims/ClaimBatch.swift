package import LedgerCore
import LedgerStore
import Reconciliation

/// What a claim asks for, worked out from the standard where no amount is given.
package struct ClaimDraft: Sendable {
  /// Made of the case's number when left out.
  package let number: ClaimNumber?
  package let caseNumber: CaseNumber
  package let claimedOn: Day
  /// The standard's amount when left out.
  package let amount: Money?
  package let submittedBy: String?
  /// Why the amount differs from the standard's.
  package let reason: String?
  /// What the price rests on; it is recorded with the case.
  package let details: CaseDetails

  package init(
    number: ClaimNumber? = nil, caseNumber: CaseNumber, claimedOn: Day, amount: Money? = nil,
    submittedBy: String? = nil, reason: String? = nil,
    details: CaseDetails = CaseDetails()
  ) {
    self.number = number
    self.caseNumber = caseNumber
    self.claimedOn = claimedOn
    self.amount = amount
    self.submittedBy = submittedBy
    self.reason = reason
    self.details = details
  }
}

extension RecordClaims {
  /// Registers a claim whose amount the standard gives, or another with a reason.
  ///
  /// Without a standard in the ledger an amount is taken as it is given.
  ///
  /// - Throws: ``Refusal`` when the amount is missing or differs without a reason, and what
  ///   ``submit(_:override:)`` throws.
  @discardableResult
  package func submit(
    _ draft: ClaimDraft, override: Override? = nil
  ) throws -> Receipt<PricedClaim> {
    try session.checkHappened("申报日期", on: draft.claimedOn)
    return try session.append("claim submit", reason: draft.reason) { writer, reminders in
      let priced: PricedClaim
      (priced, reminders) = try writer.submit(draft, override)
      return priced
    }
  }

  /// Claims every case of a quarter that is finished and has no claim, at the standard's amount.
  ///
  /// - Parameters:
  ///   - quarter: Of the closing.
  ///   - day: The day of the claims.
  ///   - prefix: Claims are numbered with this in front: `申2024Q4-001`.
  ///   - submitter: 申报人.
  /// - Returns: The claims, and what was left out and why.
  /// - Throws: ``Refusal`` when nothing is to claim or a number is taken; nothing is written then.
  @discardableResult
  package func submitBatch(
    _ quarter: Quarter, on day: Day, prefix: String, by submitter: String
  ) throws -> Receipt<ClaimBatchSummary> {
    try session.checkHappened("申报日期", on: day)
    return try session.append("claim batch") { writer in
      let register = try StandardRegister(of: writer.ledger)
      var summary = ClaimBatchSummary()
      var due: [LegalAidCase] = []
      try writer.ledger.cases.forEachDossier { dossier in
        guard let registered = dossier.legalAidCase else { return }
        switch ClaimBatchPlace(of: dossier, registered, closedIn: quarter, claimedOn: day) {
        case .due: due.append(registered)
        case .leftOut(let reason): summary.leftOut.append((registered.number, reason))
        case .elsewhere: break
        }
      }
      for legalAidCase in due {
        do {
          let price = try register.price(legalAidCase, claimedOn: day)
          guard let amount = price.amount.exact, amount > .zero else {
            summary.skipped.append((legalAidCase.number, "标准是幅度（\(price.amount.text)），请逐件申报"))
            continue
          }
          let claim = Claim(
            number: ClaimNumber(prefix: prefix, index: summary.claims.count + 1),
            caseNumber: legalAidCase.number, claimedOn: day, claimedAmount: amount,
            submittedBy: submitter)
          _ = try writer.register(claim, nil)
          summary.claims.append((claim, legalAidCase, price))
        } catch let refusal as PricingRefusal {
          summary.skipped.append((legalAidCase.number, refusal.description))
        } catch let refusal as StandardRegisterRefusal {
          summary.skipped.append((legalAidCase.number, refusal.description))
        }
      }
      guard !summary.claims.isEmpty else {
        throw Refusal.nothingToClaim(
          (summary.skipped + summary.leftOut).map { "案件 \($0.0)：\($0.1)" })
      }
      return summary
    }
  }
}

/// A claim with how it was priced; without a standard in the ledger it was not.
package struct PricedClaim: Sendable {
  package let claim: Claim
  package let price: PriceExplanation?
}

/// What a batch of claims came to (申报汇总).
package struct ClaimBatchSummary: Sendable {
  package internal(set) var claims:
    [(claim: Claim, legalAidCase: LegalAidCase, price: PriceExplanation)] = []
  /// What is finished and cannot be priced, and why.
  package internal(set) var skipped: [(CaseNumber, String)] = []
  /// What else an officer may have expected in the batch, and why it is not.
  package internal(set) var leftOut: [(CaseNumber, String)] = []
}

/// What a case is to a batch of claims.
private enum ClaimBatchPlace {
  case due
  /// On purpose or by an oversight: whoever looks at the batch is told why.
  case leftOut(String)
  /// It belongs to another quarter, and is done or not yet begun.
  case elsewhere

  init(
    of dossier: Dossier, _ registered: LegalAidCase, closedIn quarter: Quarter, claimedOn day: Day
  ) {
    let standing = dossier.claims.first { $0.returned == nil }
    guard let closing = registered.closing else {
      self = registered.acceptedOn <= quarter.lastDay ? .leftOut("还没有结案") : .elsewhere
      return
    }
    guard quarter.contains(closing.on) else {
      let isForgotten =
        closing.on < quarter.firstDay && closing.outcome == .closed && standing == nil
      self =
        isForgotten ? .leftOut("\(closing.on) 已经办结，还没有申报：请按那个季度成批申报") : .elsewhere
      return
    }
    if let standing {
      self = .leftOut("已有申报 \(standing.number)（\(standing.claimedOn)）")
    } else if closing.outcome != .closed {
      self = .leftOut("\(closing.on) \(closing.outcome.rawValue)，不成批申报：应当申报的请逐件申报")
    } else if closing.on > day {
      self = .leftOut("结案日期 \(closing.on) 在申报日期之后：请到时候再申报，或核对日期")
    } else {
      self = .due
    }
  }
}

extension ClaimDraft {
  /// The amount to claim beside what the standard grants.
  fileprivate func amount(priced price: PriceExplanation?) throws -> Money {
    guard let price else {
      guard let amount else { throw Refusal.amountMissing }
      return amount
    }
    guard let amount else {
      guard let exact = price.amount.exact else {
        throw Refusal.standardIsRange(caseNumber, price.amount.text)
      }
      return exact
    }
    guard price.amount.contains(amount) || reason != nil else {
      throw Refusal.differsFromStandard(amount, price.amount.text)
    }
    return amount
  }

  /// What the standard grants; nil when the ledger has no standard, or an amount is given and the
  /// standard cannot price the case.
  fileprivate func price(in ledger: LedgerSnapshot) throws -> PriceExplanation? {
    let settings = try RuleSettings.forStandingFindings(in: ledger)
    guard !settings.standards.regions.isEmpty else { return nil }
    let dossier = try ledger.cases.dossier(caseNumber)
    guard let registered = dossier.legalAidCase else { return nil }
    do {
      return try settings.price(registered, in: dossier, claimedOn: claimedOn)
    } catch  where amount != nil && reason != nil {
      return nil
    }
  }
}

extension LedgerWriter {
  /// Appends a new claim of a case, priced where no amount is given.
  ///
  /// - Returns: The claim, and what the rules remind of.
  /// - Throws: As ``RecordClaims/submit(_:override:)-ClaimDraft``.
  func submit(
    _ draft: ClaimDraft, _ override: Override?
  ) throws -> (claim: PricedClaim, reminders: [Finding]) {
    try record(draft.details, of: draft.caseNumber)
    let price = try draft.price(in: ledger)
    let claim = Claim(
      number: try draft.number ?? proposedClaim(of: draft.caseNumber),
      caseNumber: draft.caseNumber, claimedOn: draft.claimedOn,
      claimedAmount: try draft.amount(priced: price), submittedBy: draft.submittedBy)
    let reminders = try register(claim, override)
    reason = reason ?? draft.reason
    return (PricedClaim(claim: claim, price: price), reminders)
  }

  /// Records with a case what its price rests on, where a claim says it.
  private func record(_ details: CaseDetails, of number: CaseNumber) throws {
    guard details != CaseDetails(), var registered = try ledger.cases.legalAidCase(number) else {
      return
    }
    let before = registered.details
    registered.details = try before.adding(details)
    guard registered.details != before else { return }
    try DetailNames(of: ledger)?.check(registered.details, besides: before)
    try append(registered)
  }

  /// The first number that is free for a claim of a case: `申红援〔2024〕民001号`.
  private func proposedClaim(of number: CaseNumber) throws -> ClaimNumber {
    let registered = try ledger.cases.registeredCase(number).number
    let first = "申" + registered.printed.prefix(NumberFlaw.lengthMax - "申-000000".count)
    for count in 1... {
      guard let proposed = ClaimNumber(count == 1 ? first : "\(first)-\(count)") else { break }
      let isTaken =
        try ledger.cases.claim(proposed) != nil || ledger.voided.contains(.claim(proposed))
      if !isTaken { return proposed }
    }
    return ClaimNumber(key: registered.key, printed: registered.printed)
  }

  /// Appends a new claim, once its number is free and no rule stops it.
  fileprivate func register(_ claim: Claim, _ override: Override?) throws -> [Finding] {
    guard try ledger.cases.claim(claim.number) == nil else {
      throw Refusal.alreadyRegistered(.claim, number: claim.number.printed)
    }
    return try settle(claim, override)
  }
}
