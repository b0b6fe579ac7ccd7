/// An amount of money in fen (分), exact, possibly negative.
///
/// Arithmetic is checked: a sum that leaves the range of 64 bits throws instead of wrapping.
package struct Money: Hashable, Comparable, Codable, Sendable {
  /// The amount in fen; 100 fen are one yuan.
  package let fen: Int64

  /// The largest amount that one fact may carry: 10 万亿元.
  ///
  /// Far above any county's money and low enough that sums over a whole ledger stay in 64 bits.
  package static let largestFact = Money(fen: 1_000_000_000_000_000)

  package static let zero = Money(fen: 0)

  package init(fen: Int64) {
    self.fen = fen
  }

  package static func < (left: Money, right: Money) -> Bool {
    left.fen < right.fen
  }

  package static func + (left: Money, right: Money) throws(MoneyOverflow) -> Money {
    let (sum, overflow) = left.fen.addingReportingOverflow(right.fen)
    guard !overflow else { throw MoneyOverflow() }
    return Money(fen: sum)
  }

  package static func - (left: Money, right: Money) throws(MoneyOverflow) -> Money {
    let (difference, overflow) = left.fen.subtractingReportingOverflow(right.fen)
    guard !overflow else { throw MoneyOverflow() }
    return Money(fen: difference)
  }

  package static func += (left: inout Money, right: Money) throws(MoneyOverflow) {
    left = try left + right
  }

  package static func -= (left: inout Money, right: Money) throws(MoneyOverflow) {
    left = try left - right
  }

  /// The amount for a quantity at this rate, rounded half up to the fen.
  ///
  /// - Throws: ``MoneyOverflow`` when the product leaves 64 bits.
  package func times(_ quantity: Quantity) throws(MoneyOverflow) -> Money {
    let (product, overflow) = fen.multipliedReportingOverflow(by: quantity.tenths)
    let (rounded, overflowOnRounding) = product.addingReportingOverflow(5)
    guard !overflow, !overflowOnRounding else { throw MoneyOverflow() }
    // Rates and quantities are not negative, so truncation after adding half is half up.
    return Money(fen: rounded / 10)
  }
}

/// A sum of money that does not fit in 64 bits.
package struct MoneyOverflow: OfficerError, Equatable {
  package init() {}

  package var description: String { "金额合计超出可计算的范围，请核对是否有金额录入错误" }
}

extension [Money] {
  /// The sum of all amounts; zero for none.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func total() throws(MoneyOverflow) -> Money {
    var sum = Money.zero
    for amount in self { try sum += amount }
    return sum
  }
}

/// A counted quantity (数量) with at most one decimal, such as 1.5 days.
package struct Quantity: Hashable, Comparable, Sendable {
  /// The quantity in tenths of its unit.
  package let tenths: Int64

  package init(tenths: Int64) {
    self.tenths = tenths
  }

  package static func < (left: Quantity, right: Quantity) -> Bool {
    left.tenths < right.tenths
  }

  /// The quantity as a table writes it: `2`, `1.5`.
  package var text: String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
