/// A plan of which appropriation pays how much, drawn in a stated order.
///
/// Balances go down as amounts are drawn; no fen is lost and none is drawn twice.
package struct Drawing: Sendable {
  /// An appropriation with what is left of it.
  package struct Pot: Equatable, Sendable {
    package let appropriation: Appropriation
    package internal(set) var balance: Money

    package init(appropriation: Appropriation, balance: Money) {
      self.appropriation = appropriation
      self.balance = balance
    }
  }

  /// Part of an amount, and the appropriation that pays it.
  package struct Part: Equatable, Sendable {
    package let appropriation: AppropriationID
    package let amount: Money
  }

  /// Not enough is left in the appropriations that may pay.
  package struct Shortage: OfficerError, Equatable {
    package let use: PaymentUse
    package let asked: Money
    package let missing: Money

    package var description: String {
      "\(use.rawValue)要支付 \(asked.groupedYuanText) 元，可用指标还差 \(missing.groupedYuanText) 元"
    }
  }

  /// Why an appropriation was not drawn on for a use.
  package enum Skip: String, Sendable {
    case source = "资金来源不用于这种支出"
    case use = "指标用途不允许"
    case otherYear = "不是支付年度的指标（结转的须先登记结转）"
    case notReceived = "支付日还没有下达"
    case empty = "没有余额"
  }

  private let policy: RegionPolicy
  private let paidOn: Day
  /// With what is left after everything drawn so far.
  package private(set) var pots: [Pot]

  /// A plan for payments of one day.
  ///
  /// - Parameters:
  ///   - policy: Says which sources may pay a use, and in which order.
  ///   - paidOn: The day of payment.
  ///   - pots: The rows that lines of that day would draw on; of one source the row received first
  ///     is drawn first.
  package init(policy: RegionPolicy, paidOn: Day, pots: [Pot]) {
    self.policy = policy
    self.paidOn = paidOn
    self.pots = pots.sorted { left, right in
      let (first, second) = (left.appropriation, right.appropriation)
      return first.receivedOn == second.receivedOn
        ? first.id < second.id : first.receivedOn < second.receivedOn
    }
  }

  /// Why a pot would not be drawn on now for a use; nil when it would.
  package func skip(_ pot: Pot, for use: PaymentUse) -> Skip? {
    if !policy.sources(for: use).contains(pot.appropriation.source) { return .source }
    if !pot.appropriation.permits(use) { return .use }
    if pot.appropriation.id.fiscalYear != paidOn.fiscalYear { return .otherYear }
    if pot.appropriation.receivedOn > paidOn { return .notReceived }
    return pot.balance > .zero ? nil : .empty
  }

  /// Draws an amount from the pots in their turn, each to its last fen before the next.
  ///
  /// - Parameters:
  ///   - amount: More than zero.
  ///   - use: What it is paid for.
  /// - Returns: The parts in the order drawn; they add to the amount.
  /// - Throws: ``Shortage`` when less is left; nothing is drawn then.
  package mutating func draw(
    _ amount: Money, for use: PaymentUse
  ) throws(Shortage) -> [Part] {
    var left = amount.fen
    var drawn = pots
    var parts: [Part] = []
    for index in order(for: use) where left > 0 {
      let taken = min(left, drawn[index].balance.fen)
      drawn[index].balance = Money(fen: drawn[index].balance.fen - taken)
      parts.append(Part(appropriation: drawn[index].appropriation.id, amount: Money(fen: taken)))
      left -= taken
    }
    guard left == 0 else {
      throw Shortage(use: use, asked: amount, missing: Money(fen: left))
    }
    pots = drawn
    return parts
  }

  /// The pots that may pay a use now, by the policy's order of sources.
  private func order(for use: PaymentUse) -> [Int] {
    let sources = policy.sources(for: use)
    return sources.flatMap { source in
      pots.indices.filter {
        pots[$0].appropriation.source == source && skip(pots[$0], for: use) == nil
      }
    }
  }
}
