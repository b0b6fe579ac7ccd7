package import LedgerCore

/// An amount in 万元 as published text prints it, with two decimals at most.
///
/// One unit is 0.01 万元, which is 100 yuan.
package struct Wan: Hashable, Sendable {
  /// The amount in units of 0.01 万元.
  package let hundredths: Int64

  /// How many fen one unit of 0.01 万元 holds.
  static let fenPerUnit: Int64 = 10_000

  package init(hundredths: Int64) {
    self.hundredths = hundredths
  }

  /// The nearest printable amount; halves go away from zero.
  package init(nearest money: Money) {
    hundredths = Int64(
      LargestRemainder.nearest(Int128(money.fen), per: Int128(Self.fenPerUnit)))
  }

  /// Without trailing zeros: `25.5`, `0.86`, `26`.
  package var text: String {
    let magnitude = hundredths.magnitude
    let whole = "\(hundredths < 0 ? "-" : "")\(magnitude / 100)"
    let decimals = magnitude % 100
    if decimals == 0 { return whole }
    if decimals % 10 == 0 { return "\(whole).\(decimals / 10)" }
    return "\(whole).\(decimals < 10 ? "0" : "")\(decimals)"
  }

  /// With two decimals, as the numbers of a column stand one below the other: `25.50`, `0.86`.
  package var paddedText: String {
    let magnitude = hundredths.magnitude
    let decimals = (magnitude % 100 < 10 ? "0" : "") + "\(magnitude % 100)"
    return "\(hundredths < 0 ? "-" : "")\(magnitude / 100).\(decimals)"
  }

  // Each is far inside 64 bits: a whole amount of fen divided by 10,000, added a few times.
  static func + (left: Wan, right: Wan) -> Wan {
    Wan(hundredths: left.hundredths + right.hundredths)
  }

  static func - (left: Wan, right: Wan) -> Wan {
    Wan(hundredths: left.hundredths - right.hundredths)
  }
}
