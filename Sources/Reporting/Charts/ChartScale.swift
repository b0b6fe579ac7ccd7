/// An axis of values with round ticks, from zero or below to zero or above.
///
/// Everything is computed with integers, so that a picture has the same bytes on every machine.
package struct ChartScale: Equatable, Sendable {
  /// 1, 2 or 5 times a power of ten.
  package let step: Int128
  /// Where the axis begins and ends: zero lies between, and the longer side of it ends in a tick.
  package let low: Int128
  package let high: Int128

  /// The narrowest scale of a few ticks that holds zero and some values.
  package init(covering values: [Int128]) {
    let least = min(0, values.min() ?? 0)
    let most = max(0, values.max() ?? 0)
    step = Self.step(for: most - least)
    if most >= -least {
      low = least
      high = max(step, Self.roundedUp(most, to: step))
    } else {
      low = -Self.roundedUp(-least, to: step)
      high = most
    }
  }

  /// Every tick in order, multiples of the step.
  package var ticks: [Int128] {
    let first = -(-low / step)
    let last = high / step
    return (0...Int(last - first)).map { (first + Int128($0)) * step }
  }

  /// How far from the beginning a value lies, where the whole axis has a length.
  package func position(of value: Int128, along length: Int) -> Int {
    Int(LargestRemainder.nearest((value - low) * Int128(length), per: high - low))
  }

  private static let intervals: Int128 = 5

  private static func step(for span: Int128) -> Int128 {
    var power: Int128 = 1
    while true {
      for factor: Int128 in [1, 2, 5] where factor * power * intervals >= span {
        return factor * power
      }
      power *= 10
    }
  }

  private static func roundedUp(_ value: Int128, to step: Int128) -> Int128 {
    (value + step - 1) / step * step
  }
}
