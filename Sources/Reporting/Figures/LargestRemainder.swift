package import LedgerCore

/// Rounds the parts of a sum so that the printed parts add to the printed total (最大余数法).
///
/// Each part is rounded to the nearest unit. Where those do not add to the total, the parts whose
/// rounding gave away (or took) most move by one unit, the earlier part first among equals. A part
/// that needs no rounding never moves, and no part is ever a whole unit away from its value.
package enum LargestRemainder {
  /// Rounds the parts of an amount to 0.01 万元.
  ///
  /// - Parameters:
  ///   - parts: Signed amounts.
  ///   - total: The printed total, less than one unit away from the sum of the parts.
  /// - Returns: A printed amount for each part. When the parts do not add to the total even before
  ///   rounding, each is rounded by itself: an identity reports that, rounding must not hide it.
  package static func wan(_ parts: [Money], addingTo total: Wan) -> [Wan] {
    apportion(
      parts.map { Int128($0.fen) }, per: Int128(Wan.fenPerUnit), to: Int128(total.hundredths)
    )
    .map { Wan(hundredths: Int64($0)) }
  }

  /// The share of each part in their sum, adding to 100.00%.
  ///
  /// - Returns: nil for each part when the sum is zero or a part is negative, where no share has a
  ///   meaning.
  package static func shares(_ parts: [Money]) -> [Percent?] {
    let sum = parts.reduce(Int128(0)) { $0 + Int128($1.fen) }
    guard sum > 0, parts.allSatisfy({ $0 >= .zero }) else { return parts.map { _ in nil } }
    return apportion(parts.map { Int128($0.fen) * 10_000 }, per: sum, to: 10_000)
      .map { Percent(basisPoints: Int64($0)) }
  }

  /// The nearest whole number of units; halves go away from zero.
  static func nearest(_ value: Int128, per unit: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: unit)
    let doubled = remainder * 2
    if doubled >= unit { return quotient + 1 }
    return doubled <= -unit ? quotient - 1 : quotient
  }

  private static func apportion(_ parts: [Int128], per unit: Int128, to total: Int128) -> [Int128] {
    var rounded = parts.map { nearest($0, per: unit) }
    let distance = parts.reduce(0, +) - total * unit
    guard distance.magnitude < unit.magnitude else { return rounded }
    let missing = total - rounded.reduce(0, +)
    let step: Int128 = missing < 0 ? -1 : 1
    // What each part lost by rounding, counted in the direction in which units are missing.
    let lost = zip(parts, rounded).map { ($0 - $1 * unit) * step }
    let order = parts.indices.sorted { lost[$0] == lost[$1] ? $0 < $1 : lost[$0] > lost[$1] }
    for index in order.prefix(Int(missing.magnitude)) { rounded[index] += step }
    return rounded
  }
}
