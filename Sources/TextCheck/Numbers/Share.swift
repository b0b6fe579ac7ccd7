/// A fraction of two printed numbers, compared with a printed percentage or average.
struct Share {
  private let above: Bounds
  private let below: Bounds

  /// A number with how far the true one may lie from it, at a place of its own.
  private struct Bounds {
    let value: Int128
    let slack: Int128
  }

  /// A fraction of numbers that were printed; nil for a divisor of zero or numbers too large.
  ///
  /// - Parameters:
  ///   - above: The number above the line, and how far it may have been rounded.
  ///   - below: The number below the line, and how far it may have been rounded.
  init?(
    _ above: (PrintedNumber, slack: PrintedNumber), _ below: (PrintedNumber, slack: PrintedNumber)
  ) {
    let numbers = [above.0, above.slack, below.0, below.slack]
    guard let exponent = numbers.map(\.exponent).min() else { return nil }
    let values = numbers.compactMap { $0.mantissa(at: exponent) }
    guard values.count == 4, values[2] > 0, values.allSatisfy({ $0.magnitude < Self.largest })
    else { return nil }
    self.above = Bounds(value: values[0], slack: values[1])
    self.below = Bounds(value: values[2], slack: values[3])
  }

  private static let largest: UInt128 = 1_000_000_000_000_000_000_000

  /// How a printed result compares with the fraction times a power of ten.
  func outcome(of printed: PrintedNumber, power: Int) -> Check.Outcome? {
    let places = power - printed.exponent
    guard (0...14).contains(places), printed.mantissa.magnitude < 1_000_000_000_000 else {
      return nil
    }
    // Everything in units of the last printed place.
    let scale = PrintedNumber.power(places)
    let result = printed.mantissa
    let distance = (above.value * scale - result * below.value).magnitude
    if distance * 2 <= below.value.magnitude { return .pass }
    // A digit cut off instead of rounded.
    let isCut = result * below.value < above.value * scale
    if isCut, distance < below.value.magnitude { return .rounding }
    let high = (above.value + above.slack) * scale * 2
    let low = (above.value - above.slack) * scale * 2
    let widest = below.value - below.slack
    guard widest > 0 else { return .rounding }
    let isAbove = high < (result * 2 - 1) * widest
    let isBelow = low > (result * 2 + 1) * (below.value + below.slack)
    return isAbove || isBelow ? .contradiction : .rounding
  }

  /// The fraction times a power of ten, rounded to a place.
  func value(power: Int, exponent: Int) -> PrintedNumber {
    let scaled = above.value * PrintedNumber.power(power - exponent)
    let (quotient, rest) = scaled.quotientAndRemainder(dividingBy: below.value)
    let isUp = rest.magnitude * 2 >= below.value.magnitude
    return PrintedNumber(mantissa: quotient + (isUp ? scaled.signum() : 0), exponent: exponent)
  }
}
