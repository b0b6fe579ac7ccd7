package import LedgerCore

/// What the lottery fund (彩票公益金, 中彩金) paid in the period, case by case.
package struct LotteryTotals: Equatable, Sendable {
  /// By case type; nil stands for cases that are cited but not registered.
  package internal(set) var byType: [CaseType?: Paid] = [:]
  /// By the groups the project is for, and ``RecipientGroup/other`` for a case in none of them.
  ///
  /// A case counts under each of its groups, so they do not add.
  package internal(set) var byGroup: [RecipientGroup: Paid] = [:]

  /// Cases and what was paid for them.
  package struct Paid: Equatable, Sendable {
    /// Cases on which more was paid than taken back.
    package internal(set) var cases = 0
    /// Per-case subsidies less reversals.
    package internal(set) var amount = Money.zero
    /// 办结 in the period and paid from the fund by the as-of day.
    package internal(set) var closed = 0

    package init() {}
  }
}

/// Which money the cases closed in the period (办结) are paid from, by the as-of day.
///
/// Each case belongs to one pot: together they are the closed cases.
package struct ClosedBySource: Equatable, Sendable {
  /// Paid from the lottery fund, wholly or in part.
  package internal(set) var lottery = 0
  /// Paid from other money only.
  package internal(set) var perCase = 0
  /// Nothing is paid yet.
  package internal(set) var unpaid = 0
}

/// A case paid from the lottery fund that somebody has to look at.
package struct LotteryCheck: Equatable, Sendable {
  package let caseNumber: String
  /// Net paid from the fund by the as-of day.
  package let amount: Money
  package let reasons: [Reason]

  /// Why.
  package enum Reason: String, Sendable {
    case notRegistered = "案件没有登记"
    /// The recipient is in none of the five groups the project is for.
    case noGroup = "受援人不属于五类人员"
    /// Other money paid a per-case subsidy for the same case.
    case paidTwice = "另有其他资金支付补贴"
  }
}

/// What a case has received, by kind of money.
struct CaseMoney {
  /// Net per-case subsidies from the lottery fund, as of the period's last day.
  private(set) var lotteryToDate = Money.zero
  /// The same within the period.
  private(set) var lotteryInPeriod = Money.zero
  private let netPaid: Money

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  init(
    netPaid: Money, _ lines: [PaymentLine], _ funds: FundAccounts, in period: Period
  ) throws(MoneyOverflow) {
    self.netPaid = netPaid
    // Most books have no such money, and need no row looked up.
    guard funds.hasLotteryMoney else { return }
    for line in lines where line.use == .perCaseSubsidy && period.sees(line.paidOn) {
      let row = funds.appropriation(of: line)
      guard row?.source == .lotteryFund else { continue }
      try lotteryToDate += line.signedAmount
      if period.counts(line.paidOn) { try lotteryInPeriod += line.signedAmount }
    }
  }

  var isFromLottery: Bool { lotteryToDate > .zero }
  var isPaid: Bool { netPaid > .zero }
  /// Whether other money paid for the case as well.
  var isFromBoth: Bool { isFromLottery && netPaid > lotteryToDate }
}

extension YearTotals {
  /// Counts which money pays a case, and what the lottery fund paid for it.
  mutating func countPots(
    _ view: DossierView, _ pots: CaseMoney, _ times: Int
  ) throws(MoneyOverflow) {
    let closing = view.registered?.closing
    let isClosed = closing.map { $0.outcome == .closed && period.counts($0.on) } ?? false
    if isClosed {
      if pots.isFromLottery {
        closedByPot.lottery += times
      } else if pots.isPaid {
        closedByPot.perCase += times
      } else {
        closedByPot.unpaid += times
      }
    }
    var paid = LotteryTotals.Paid()
    paid.amount = pots.lotteryInPeriod
    if pots.lotteryInPeriod > .zero { paid.cases = times }
    if isClosed, pots.isFromLottery { paid.closed = times }
    guard paid != LotteryTotals.Paid() else { return }
    try lottery.add(paid, to: \.byType[view.registered?.type])
    let groups = RecipientGroup.groups(in: view.registered?.recipientCategories)
      .intersection(RecipientGroup.lotteryGroups)
    for group in groups.isEmpty ? [.other] : groups {
      try lottery.add(paid, to: \.byGroup[group])
    }
  }

  /// Counts the groups that the recipient of a case accepted in the period belongs to.
  mutating func countRecipients(_ registered: LegalAidCase, _ times: Int) {
    for group in RecipientGroup.groups(in: registered.recipientCategories) {
      let count = (acceptedByGroup[group] ?? 0) + times
      acceptedByGroup[group] = count == 0 ? nil : count
    }
  }
}

extension LotteryTotals {
  fileprivate mutating func add(
    _ paid: Paid, to row: WritableKeyPath<LotteryTotals, Paid?>
  ) throws(MoneyOverflow) {
    var sum = self[keyPath: row] ?? Paid()
    sum.cases += paid.cases
    sum.closed += paid.closed
    try sum.amount += paid.amount
    self[keyPath: row] = sum == Paid() ? nil : sum
  }
}

extension DossierView {
  /// What is to be looked at of a case that the lottery fund paid; nil for nothing.
  func lotteryCheck(_ pots: CaseMoney) -> LotteryCheck? {
    guard pots.isFromLottery else { return nil }
    var reasons: [LotteryCheck.Reason] = []
    if let registered {
      let groups = RecipientGroup.groups(in: registered.recipientCategories)
      if groups.isDisjoint(with: RecipientGroup.lotteryGroups) { reasons.append(.noGroup) }
    } else {
      reasons.append(.notRegistered)
    }
    if pots.isFromBoth { reasons.append(.paidTwice) }
    return reasons.isEmpty
      ? nil
      : LotteryCheck(
        caseNumber: caseNumber.printed, amount: pots.lotteryToDate, reasons: reasons)
  }
}
