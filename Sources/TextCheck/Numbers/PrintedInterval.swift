/// The values that printed figures can stand for, both ends included.
///
/// A figure in 万元 stands for whole fen, of which each is printed as the nearest: 26万元 for
/// 25.5万元 and all up to one fen below 26.5万元. So nothing is excused that rounding cannot do.
struct PrintedInterval: Equatable, Sendable {
  let low: PrintedNumber
  let high: PrintedNumber

  /// A value that nobody rounded.
  init(exactly number: PrintedNumber) {
    low = number
    high = number
  }

  private init(low: PrintedNumber, high: PrintedNumber) {
    self.low = low
    self.high = high
  }

  /// - Parameters:
  ///   - number: As printed.
  ///   - exponent: The power of ten of the place to which it was rounded.
  ///   - grain: The power of ten of what cannot be parted: −2 for a fen of a yuan.
  init(_ number: PrintedNumber, roundedAt exponent: Int, grain: Int) {
    let half = PrintedNumber(mantissa: 5, exponent: exponent - 1)
    let last = PrintedNumber(mantissa: 1, exponent: grain)
    guard exponent > grain, let low = number.minus(half),
      let high = PrintedNumber.sum([number, half, last.negated])
    else {
      self.init(exactly: number)
      return
    }
    self.init(low: low, high: high)
  }

  var isExact: Bool { low.equals(high) }

  /// The sum of all; nil when it is too large.
  static func sum(_ intervals: [PrintedInterval]) -> PrintedInterval? {
    guard let low = PrintedNumber.sum(intervals.map(\.low)),
      let high = PrintedNumber.sum(intervals.map(\.high))
    else { return nil }
    return PrintedInterval(low: low, high: high)
  }

  /// This less another; nil when it is too large.
  func minus(_ other: PrintedInterval) -> PrintedInterval? {
    guard let low = low.minus(other.high), let high = high.minus(other.low) else { return nil }
    return PrintedInterval(low: low, high: high)
  }

  /// Whether one value can be both.
  func meets(_ other: PrintedInterval) -> Bool { !(high < other.low) && !(other.high < low) }
}

extension Quantity {
  /// What it can stand for.
  ///
  /// - Parameter place: The power of ten to which it was rounded; nil for its last printed place.
  /// - Returns: All that would be printed like it.
  func interval(roundedAt place: Int? = nil) -> PrintedInterval {
    let grain = unit?.isMoney ?? false ? -2 : 0
    let isRounded = (unit?.power ?? 0) > 0
    guard isRounded else { return PrintedInterval(exactly: number) }
    return PrintedInterval(number, roundedAt: place ?? number.exponent, grain: grain)
  }
}
