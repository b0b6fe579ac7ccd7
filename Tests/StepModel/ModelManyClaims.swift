import LedgerCore
import TestSupport

// Several claims approved or returned at once: all that are named, or of those that wait all that
// can be.

extension LedgerModel {
  mutating func takeManyClaims(_ step: Step) throws -> (String, Int) {
    let (claims, day) =
      switch step {
      case .approveMany(let claims, let on, _), .sendBackMany(let claims, let on): (claims, on)
      default: ([String](), 20_240_101)
      }
    let on = try Day.of(day)
    let waiting = book.claims.filter {
      $0.approval == nil && $0.returned == nil && $0.claimedOn <= on
    }.sorted { ($0.caseNumber, $0.number) < ($1.caseNumber, $1.number) }
    let numbers = claims.isEmpty ? waiting.map(\.number) : try claims.map { try .of($0) }
    var seen: Set<ClaimNumber> = []
    var words: [String] = []
    var isStopped = false
    for number in numbers {
      var draft = self
      do {
        guard seen.insert(number).inserted else { throw Refused("twice") }
        let fen = try draft.decide(number, step, on)
        self = draft
        words.append("\(number.key) \(fen)")
      } catch let refused as Refused {
        if refused.why.hasPrefix("closed") { throw refused }
        isStopped = !claims.isEmpty
      }
    }
    if isStopped { throw Refused("claimsStopped") }
    guard !words.isEmpty else { throw Refused("noClaims") }
    return (words.joined(separator: "; "), words.count)
  }

  /// Approves or returns one of them.
  ///
  /// - Returns: What is approved; 0 for a return.
  private mutating func decide(
    _ number: ClaimNumber, _ step: Step, _ on: Day
  ) throws -> Int64 {
    guard var changed = claim(number) else { throw Refused("notRegistered") }
    guard changed.returned == nil else { throw Refused("claimReturned") }
    guard case .approveMany(_, _, let by) = step else {
      changed.returned = ClaimReturn(on: on, reason: "退回")
      try settle(changed, false)
      return 0
    }
    guard changed.approval == nil else { throw Refused("alreadyDone") }
    let amount = try amountToApprove(changed)
    changed.approval = Approval(on: on, amount: amount)
    changed.approvedBy = by
    if try asksForReason(changed) { throw Refused("approvalNeedsReason") }
    try settle(changed, false)
    return amount.fen
  }

  /// The standard's one amount; the claim's where none is in force, or a range holds it.
  private func amountToApprove(_ claim: Claim) throws -> Money {
    guard let fact = legalAidCase(claim.caseNumber),
      try fittingStandards(fact, claimedOn: claim.claimedOn).count == 1
    else { return claim.claimedAmount }
    guard let granted = try granted(fact, claimedOn: claim.claimedOn) else {
      throw Refused("notPriced")
    }
    if granted.low == granted.high { return Money(fen: granted.low) }
    guard granted.low...granted.high ~= claim.claimedAmount.fen else {
      throw Refused("standardIsRange")
    }
    return claim.claimedAmount
  }
}
