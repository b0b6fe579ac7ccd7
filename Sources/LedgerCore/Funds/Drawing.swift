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
  ///   - pots: The rows that lines of that day would draw on; of one source the oldest money is
  ///     drawn first, and of that the row received first.
  package init(policy: RegionPolicy, paidOn: Day, pots: [Pot]) {
    self.policy = policy
    self.paidOn = paidOn
    self.pots = pots.sorted { left, right in
      let (first, second) = (left.appropriation, right.appropriation)
      guard first.originYear == second.originYear else {
        return first.originYear < second.originYear
      }
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

  /// Why a use is paid from an appropriation, and not from one that comes before it.
  ///
  /// - Parameters:
  ///   - id: One that was drawn on.
  ///   - use: What was paid from it.
  ///   - full: The pots before anything was drawn.
  /// - Returns: In an officer's words; empty for an appropriation that is not drawn on.
  package func reason(
    for id: AppropriationID, _ use: PaymentUse, before full: [Pot]
  ) -> String {
    let sources = policy.sources(for: use)
    let queue = sources.flatMap { source in pots.filter { $0.appropriation.source == source } }
    guard let place = queue.firstIndex(where: { $0.appropriation.id == id }),
      let rank = sources.firstIndex(of: queue[place].appropriation.source)
    else { return "" }
    let row = queue[place].appropriation
    var words = ["\(use.rawValue)的资金次序第 \(rank + 1) 位是\(row.source.rawValue)"]
    if row.originYear < row.id.fiscalYear {
      words.append("是 \(row.originYear) 年度结转的，先用早的")
    }
    if !row.permittedUses.isEmpty { words.append("指标用途允许") }
    let earlier = queue[..<place].map { pot -> String in
      let was = full.first { $0.appropriation.id == pot.appropriation.id } ?? pot
      let reason = skip(was, for: use)?.rawValue ?? "余额不够，先用完"
      return "\(pot.appropriation.id.document) \(reason)"
    }
    if !earlier.isEmpty { words.append("排在前面的 \(earlier.joined(separator: "、"))") }
    return words.joined(separator: "，")
  }

  /// Draws an amount from the pots in their turn, each to its last fen before the next.
  ///
  /// - Parameters:
  ///   - amount: More than zero.
  ///   - use: What it is paid for.
  ///   - source: The only source that may pay it; nil for any.
  /// - Returns: The parts in the order drawn; they add to the amount.
  /// - Throws: ``Shortage`` when less is left; nothing is drawn then.
  package mutating func draw(
    _ amount: Money, for use: PaymentUse, from source: FundSource? = nil
  ) throws(Shortage) -> [Part] {
    var left = amount.fen
    var drawn = pots
    var parts: [Part] = []
    for index in order(for: use) where left > 0 {
      if let source, drawn[index].appropriation.source != source { continue }
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
