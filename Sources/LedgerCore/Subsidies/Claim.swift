/// A lawyer's or firm's claim for the subsidy of one case (补贴申报), with its approval if it has one.
///
/// Claimed, approved and paid are three different amounts and are never merged.
package struct Claim: Equatable, Sendable {
  package let number: ClaimNumber
  /// As cited: the case may not be in the register (rule C01).
  package var caseNumber: CaseNumber
  package var claimedOn: Day
  /// More than zero.
  package var claimedAmount: Money
  /// 申报人.
  package var submittedBy: String?
  package var approval: Approval?
  /// 审核人.
  package var approvedBy: String?
  /// A returned claim (退回) is no claim from the day of its return.
  package var returned: ClaimReturn?

  package init(
    number: ClaimNumber, caseNumber: CaseNumber, claimedOn: Day, claimedAmount: Money,
    submittedBy: String? = nil, approval: Approval? = nil, approvedBy: String? = nil,
    returned: ClaimReturn? = nil
  ) {
    self.number = number
    self.caseNumber = caseNumber
    self.claimedOn = claimedOn
    self.claimedAmount = claimedAmount
    self.submittedBy = submittedBy
    self.approval = approval
    self.approvedBy = approvedBy
    self.returned = returned
  }
}

/// What the agency granted on a claim (核发): its day and amount, never one without the other.
package struct Approval: Equatable, Sendable {
  package var on: Day
  /// Zero or more; an approval of zero is an approval.
  package var amount: Money

  package init(on: Day, amount: Money) {
    self.on = on
    self.amount = amount
  }
}

/// A claim sent back to the one who submitted it (退回).
package struct ClaimReturn: Equatable, Sendable {
  package var on: Day
  package var reason: String

  package init(on: Day, reason: String) {
    self.on = on
    self.reason = reason
  }
}
