package import LedgerCore

/// A percentage with two decimals, computed with integers.
package struct Percent: Hashable, Sendable {
  /// In hundredths of a percent: 98.07% is 9807.
  package let basisPoints: Int64

  package init(basisPoints: Int64) {
    self.basisPoints = basisPoints
  }

  /// How much of the available money is paid (执行率); nil when nothing is available.
  ///
  /// 100.00% stands only where all of it is paid to the fen: rounding neither hides what is left
  /// nor what is paid too much.
  package init?(paid: Money, of available: Money) {
    guard available > .zero else { return nil }
    let points = LargestRemainder.nearest(Int128(paid.fen) * 10_000, per: Int128(available.fen))
    if points == 10_000, paid != available {
      basisPoints = paid < available ? 9_999 : 10_001
    } else {
      basisPoints = Int64(clamping: points)
    }
  }

  /// How much something changed against what it was; nil when that was not above 0.
  init?(change: Int64, of before: Int64) {
    guard before > 0 else { return nil }
    basisPoints = Int64(
      clamping: LargestRemainder.nearest(Int128(change) * 10_000, per: Int128(before)))
  }

  /// `98.07%`.
  package var text: String {
    let magnitude = basisPoints.magnitude
    let decimals = magnitude % 100
    let sign = basisPoints < 0 ? "-" : ""
    return "\(sign)\(magnitude / 100).\(decimals < 10 ? "0" : "")\(decimals)%"
  }
}
