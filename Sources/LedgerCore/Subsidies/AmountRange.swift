/// An amount as a standard states it: exact, or between limits.
///
/// A range is a limit to test a claim against, never an amount to pay by itself.
package struct AmountRange: Hashable, Sendable {
  package let low: Money
  /// Nil where the standard states no upper limit.
  package let high: Money?

  package init(low: Money, high: Money?) {
    self.low = low
    self.high = high
  }

  package init(_ amount: Money) {
    self.init(low: amount, high: amount)
  }

  /// The amount, if it is one and not a range.
  package var exact: Money? { low == high ? low : nil }

  /// Whether an amount lies in the range, its ends included.
  package func contains(_ amount: Money) -> Bool {
    amount >= low && high.map { amount <= $0 } ?? true
  }

  /// The amount in the range that comes nearest to another.
  package func nearest(to amount: Money) -> Money {
    if contains(amount) { return amount }
    return amount < low ? low : high ?? low
  }

  /// In words: `400.00 元`, `1,000.00 至 3,000.00 元`, `不低于 200.00 元`.
  package var text: String { ExactRange(self).text }
}

/// A range on its way through a calculation, in exact fractions of fen.
package struct ExactRange: Hashable, Sendable {
  package let low: Rational
  /// Nil where there is no upper limit.
  package let high: Rational?

  package init(low: Rational, high: Rational?) {
    self.low = low
    self.high = high
  }

  package init(_ amount: AmountRange) {
    self.init(low: Rational(amount.low), high: amount.high.map { Rational($0) })
  }

  /// Both ends put through a function that never falls.
  package func mapped(
    _ change: (Rational) throws(RationalOverflow) -> Rational
  ) throws(RationalOverflow) -> ExactRange {
    guard let high else { return ExactRange(low: try change(low), high: nil) }
    return ExactRange(low: try change(low), high: try change(high))
  }

  package static func + (
    left: ExactRange, right: ExactRange
  ) throws(RationalOverflow) -> ExactRange {
    guard let leftHigh = left.high, let rightHigh = right.high else {
      return ExactRange(low: try left.low + right.low, high: nil)
    }
    return ExactRange(low: try left.low + right.low, high: try leftHigh + rightHigh)
  }

  /// The range with nothing above a limit, which becomes the upper end where there was none.
  package func capped(at limit: Rational) -> ExactRange {
    ExactRange(low: min(low, limit), high: min(high ?? limit, limit))
  }

  /// The range with nothing below a limit.
  package func raised(to limit: Rational) -> ExactRange {
    ExactRange(low: max(low, limit), high: high.map { max($0, limit) })
  }

  /// At each end the higher of two ranges; no upper limit where one has none.
  package func higher(_ other: ExactRange) -> ExactRange {
    ExactRange(
      low: max(low, other.low), high: high.flatMap { high in other.high.map { max(high, $0) } })
  }

  /// At each end the lower of two ranges.
  package func lower(_ other: ExactRange) -> ExactRange {
    let ends = [high, other.high].compactMap(\.self)
    return ExactRange(low: min(low, other.low), high: ends.min())
  }

  /// The range in money; nil when an end is no whole number of fen.
  package var money: AmountRange? {
    guard low.denominator == 1, high.map({ $0.denominator == 1 }) ?? true else { return nil }
    return AmountRange(low: Money(fen: low.numerator), high: high.map { Money(fen: $0.numerator) })
  }

  /// In words as ``AmountRange/text``; 约 stands before what has parts of a fen.
  package var text: String {
    guard let high else { return "不低于 \(Self.yuan(low)) 元" }
    if low == high { return "\(Self.yuan(low)) 元" }
    return low == .zero
      ? "不超过 \(Self.yuan(high)) 元" : "\(Self.yuan(low)) 至 \(Self.yuan(high)) 元"
  }

  private static func yuan(_ fen: Rational) -> String {
    let nearest = Rounding(step: .result, unit: .fen, mode: .halfUp)
    // What fits in 64 bits also rounds within them, but for the very last number.
    guard let whole = try? nearest.rounded(fen) else { return "\(fen.text) 分" }
    return (whole == fen ? "" : "约 ") + Money(fen: whole.numerator).groupedYuanText
  }
}
