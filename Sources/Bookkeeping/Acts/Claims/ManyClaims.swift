package import LedgerCore
import LedgerStore
package import Reconciliation

/// An act on many claims in words and numbers, before or after it is recorded.
package struct ManyClaims: Sendable {
  /// 核发 or 退回.
  package let act: Act
  package let on: Day
  /// In the order in which they were named, or of their cases.
  package internal(set) var done: [Item] = []
  /// What is left out, or stops the whole.
  package internal(set) var leftOut: [LeftOut] = []
  /// What the rules say and do not stop it for, gravest first.
  package internal(set) var reminders: [Finding] = []

  /// What is done with the claims.
  package enum Act: String, Sendable {
    case approval = "核发"
    case sendingBack = "退回"
  }

  /// A claim as it stands afterwards.
  package struct Item: Sendable {
    package let claim: Claim
    /// Where the approved amount comes from; nil for a return.
    package let basis: ApprovalBasis?
  }

  /// A claim of which it cannot be done, and why.
  package struct LeftOut: Equatable, Sendable {
    package let number: ClaimNumber
    /// Where a list names it; nil for what was named by itself.
    package let place: String?
    package let reason: Guidance

    /// `核发.csv:3 — 申报 申1：…`.
    var words: Guidance {
      let place = place.map { "\($0) — " } ?? ""
      return "\(place)申报 \(number)：\(reason)"
    }
  }

  init(_ act: Act, on day: Day) {
    self.act = act
    on = day
  }

  /// These claims with these amounts, whatever else waits by now: what was seen in a preview.
  package var selection: ClaimSelection {
    .named(
      done.map { item in
        ClaimSelection.Named(
          item.claim.number, amount: item.basis == nil ? nil : item.claim.approval?.amount)
      })
  }

  /// What is approved of them; what was claimed with them where they are returned.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func total() throws(MoneyOverflow) -> Money {
    try done.map { $0.claim.approval?.amount ?? $0.claim.claimedAmount }.total()
  }

  /// The list, its total and what is left out, with what a dialect says of the steps to take.
  package func words(in dialect: Dialect) -> String {
    var words = ["\(act.rawValue)（\(on)）："] + done.map { "  " + $0.words }
    if let total = try? total(), !done.isEmpty {
      let what = act == .approval ? "核发" : "申报"
      words.append(
        "合计 \(done.count) 份，\(what) \(total.groupedYuanText) 元（人民币\(total.capitals)）")
    }
    if !leftOut.isEmpty {
      words.append("不\(act.rawValue)的 \(leftOut.count) 份：")
      words += leftOut.flatMap { item in
        item.words.words(in: dialect).split(separator: "\n").map { "  " + $0 }
      }
    }
    words += reminders.map(\.reminder)
    return words.map(printable).joined(separator: "\n")
  }
}

extension ManyClaims.Item {
  fileprivate var words: String {
    let asked =
      "申报 \(claim.number)，案件 \(claim.caseNumber)，申报 \(claim.claimedAmount.groupedYuanText) 元"
    guard let approval = claim.approval, let basis else { return asked }
    return "\(asked)，核发 \(approval.amount.groupedYuanText) 元（\(basis.rawValue)）"
  }
}

/// Where an approved amount comes from.
package enum ApprovalBasis: String, Sendable {
  case said = "写明的金额"
  case standard = "标准"
  /// No standard is in force, or it is a range that the claim lies in.
  case claimed = "申报数"
}

extension RecordClaims {
  /// Approves many claims: each with the amount said of it, else the standard's, else what was
  /// claimed; all that are named or none, or of those that wait all that can be.
  ///
  /// What asks for a reason (C04, C05) is done where one is given.
  ///
  /// - Parameters:
  ///   - selection: Which claims.
  ///   - day: 核发日期 of all.
  ///   - approver: 审核人 of all.
  ///   - reason: Why amounts are above the claim or off the standard; the journal keeps it.
  /// - Returns: What was done, and what was left out.
  /// - Throws: ``Refusal/claimsStopped(_:)`` when one that is named cannot be approved, or
  ///   ``Refusal/noClaims(_:)``, as a ``RefusedAct`` where some wait that cannot be.
  @discardableResult
  package func approve(
    _ selection: ClaimSelection, on day: Day, by approver: String, reason: String? = nil
  ) throws -> Receipt<ManyClaims> {
    try session.checkHappened("核发日期", on: day)
    let approver = try session.name(approver, as: "审核人")
    return try many(.approval, selection, on: day, kind: "claim approve", reason: reason) {
      named, writer, settings in
      var claim = try writer.ledger.cases.claimToApprove(named.number, isOnlyOne: false)
      let (amount, basis) =
        try named.amount.map { ($0, .said) }
        ?? writer.ledger.cases.amountToApprove(claim, settings)
      claim.approval = Approval(on: day, amount: amount)
      claim.approvedBy = approver
      let findings = try writer.findings(settling: claim, settings)
      _ = try findings.settled(nil)
      try findings.reminders.checkReason(reason)
      return (ManyClaims.Item(claim: claim, basis: basis), findings.reminders)
    }
  }

  /// Sends many claims back with one reason; all that are named or none, or of those that wait all
  /// that can be.
  ///
  /// - Throws: As ``approve(_:on:by:reason:)`` does.
  @discardableResult
  package func sendBack(
    _ selection: ClaimSelection, _ returned: ClaimReturn
  ) throws -> Receipt<ManyClaims> {
    try session.checkHappened("退回日期", on: returned.on)
    return try many(
      .sendingBack, selection, on: returned.on, kind: "claim return", reason: nil
    ) { named, writer, settings in
      var claim = try writer.ledger.cases.claimToReturn(named.number, isOnlyOne: false)
      claim.returned = returned
      let findings = try writer.findings(settling: claim, settings)
      _ = try findings.settled(nil)
      return (ManyClaims.Item(claim: claim, basis: nil), findings.reminders)
    }
  }

  // `change` gives the claim as it would stand, not appended yet, and what it is reminded of.
  private func many(
    _ act: ManyClaims.Act, _ selection: ClaimSelection, on day: Day, kind: String, reason: String?,
    _ change: (ClaimSelection.Named, LedgerWriter, RuleSettings) throws -> (
      ManyClaims.Item, [Finding]
    )
  ) throws -> Receipt<ManyClaims> {
    try session.append(kind, reason: reason) { writer, reminders in
      var many = ManyClaims(act, on: day)
      let settings = try RuleSettings.complete(in: writer.ledger)
      var seen: Set<ClaimNumber> = []
      var near = NearClaims(writer.ledger)
      for named in try selection.claims(of: writer.ledger, on: day) {
        func leaveOut(_ reason: Guidance) {
          many.leftOut.append(
            ManyClaims.LeftOut(number: named.number, place: named.place, reason: reason))
        }
        guard seen.insert(named.number).inserted else {
          leaveOut("写了不止一次")
          continue
        }
        do {
          let (item, own) = try change(named, writer, settings)
          try writer.append(item.claim)
          many.done.append(item)
          many.reminders += own
        } catch let refusal as Refusal {
          leaveOut(try near.proposing(refusal).guidance)
        } catch let refusal as CorrectionRefusal {
          leaveOut(refusal.guidance)
        } catch let refusal as PricingRefusal {
          leaveOut("标准算不出金额（\(refusal.description)）：请写明核发金额")
        }
      }
      many.reminders.sort()
      reminders = many.reminders
      if selection.stopsAtFirst, !many.leftOut.isEmpty {
        throw Refusal.claimsStopped(many.leftOut.map(\.words))
      }
      guard many.done.isEmpty else { return many }
      if many.leftOut.isEmpty, case .waiting(_, let firm?) = selection {
        try writer.ledger.checkNamed(firm: firm)
      }
      let nothing = Refusal.noClaims(act)
      throw many.leftOut.isEmpty ? nothing : RefusedAct(preview: many, refusal: nothing)
    }
  }
}

extension CaseRegister {
  /// A claim that can be approved.
  ///
  /// - Throws: ``Refusal`` when it is unknown, returned or approved already.
  func claimToApprove(_ number: ClaimNumber, isOnlyOne: Bool = true) throws -> Claim {
    let claim = try registeredClaim(number, isOnlyOne: isOnlyOne)
    guard claim.returned == nil else { throw Refusal.claimReturned(number) }
    guard claim.approval == nil else {
      throw Refusal.alreadyDone(.claim, number: number.printed, what: "核发")
    }
    return claim
  }

  /// A claim that can be sent back.
  ///
  /// - Throws: ``Refusal`` when it is unknown or returned already.
  func claimToReturn(_ number: ClaimNumber, isOnlyOne: Bool = true) throws -> Claim {
    let claim = try registeredClaim(number, isOnlyOne: isOnlyOne)
    guard claim.returned == nil else {
      throw Refusal.alreadyDone(.claim, number: number.printed, what: "退回")
    }
    return claim
  }

  /// What is approved on a claim where nobody says an amount: what the standard grants; where none
  /// is in force, or it grants a range that holds it, what was claimed.
  ///
  /// - Throws: ``Refusal/standardIsRange(_:_:)`` when the claim lies outside the range;
  ///   `PricingRefusal` when the standard in force says nothing of the case.
  func amountToApprove(
    _ claim: Claim, _ settings: RuleSettings
  ) throws -> (Money, ApprovalBasis) {
    let hasStandard = !settings.standards.regions.isEmpty
    guard hasStandard, case let dossier = try dossier(claim.caseNumber),
      let registered = dossier.legalAidCase
    else { return (claim.claimedAmount, .claimed) }
    let granted: AmountRange
    do {
      granted = try settings.price(registered, in: dossier, claimedOn: claim.claimedOn).amount
    } catch is StandardRegisterRefusal {
      return (claim.claimedAmount, .claimed)
    }
    if let exact = granted.exact { return (exact, .standard) }
    guard granted.contains(claim.claimedAmount) else {
      throw Refusal.standardIsRange(claim.caseNumber, granted.text)
    }
    return (claim.claimedAmount, .claimed)
  }
}

extension [Finding] {
  /// Refuses an approval that asks for a reason where none is given.
  func checkReason(_ reason: String?) throws(Refusal) {
    let unreasoned = filter { ["C04", "C05"].contains($0.rule) }
    guard reason != nil || unreasoned.isEmpty else { throw .approvalNeedsReason(unreasoned) }
  }
}
