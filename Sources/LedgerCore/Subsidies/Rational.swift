/// An exact fraction in lowest terms; no operation rounds.
///
/// Arithmetic is checked: a result that leaves 64 bits above or below the line throws.
package struct Rational: Hashable, Sendable {
  package let numerator: Int64
  /// More than zero.
  package let denominator: Int64

  package static let zero = Rational(0)
  package static let one = Rational(1)

  package init(_ whole: Int64) {
    numerator = whole
    denominator = 1
  }

  /// A fraction; nil for a denominator of zero or a result outside 64 bits.
  package init?(_ numerator: Int64, over denominator: Int64) {
    guard let value = try? Self.reduced(Int128(numerator), Int128(denominator)) else { return nil }
    self = value
  }

  package init(_ quantity: Quantity) {
    self = Rational(quantity.tenths, over: 10) ?? .zero
  }

  /// An amount as a fraction of fen.
  package init(_ amount: Money) {
    self.init(amount.fen)
  }

  private init(reduced numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private static func reduced(
    _ numerator: Int128, _ denominator: Int128
  ) throws(RationalOverflow) -> Rational {
    guard denominator != 0 else { throw RationalOverflow() }
    var (left, right) = (numerator.magnitude, denominator.magnitude)
    while right != 0 { (left, right) = (right, left % right) }
    let divisor = Int128(left) * denominator.signum()
    guard let above = Int64(exactly: numerator / divisor),
      let below = Int64(exactly: denominator / divisor)
    else { throw RationalOverflow() }
    return Rational(reduced: above, below)
  }
}

/// A fraction that does not fit in 64 bits, or a division by zero.
package struct RationalOverflow: OfficerError, Equatable {
  package init() {}

  package var description: String { "计算补贴时数字过大，超出可计算的范围" }
}

extension Rational: Comparable {
  package static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}

// Products of two 64-bit numbers and a sum of two such products fit in 128 bits.
extension Rational {
  package static func + (left: Rational, right: Rational) throws(RationalOverflow) -> Rational {
    try reduced(
      Int128(left.numerator) * Int128(right.denominator)
        + Int128(right.numerator) * Int128(left.denominator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  package static func - (left: Rational, right: Rational) throws(RationalOverflow) -> Rational {
    try reduced(
      Int128(left.numerator) * Int128(right.denominator)
        - Int128(right.numerator) * Int128(left.denominator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  package static func * (left: Rational, right: Rational) throws(RationalOverflow) -> Rational {
    try reduced(
      Int128(left.numerator) * Int128(right.numerator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  package static func / (left: Rational, right: Rational) throws(RationalOverflow) -> Rational {
    try reduced(
      Int128(left.numerator) * Int128(right.denominator),
      Int128(left.denominator) * Int128(right.numerator))
  }
}

extension Rational {
  /// Reads a number that is not negative: `2`, `1.5`; full width is equal to half width.
  ///
  /// - Parameter text: At most 18 digits in all.
  package init?(decimal text: String) {
    let parts = halfWidth(text).trimmed.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let digits = parts.joined()
    guard digits.utf8.count <= 18, let above = Int64(digits) else { return nil }
    var below: Int64 = 1
    for _ in 0..<(parts.count == 2 ? parts[1].utf8.count : 0) { below *= 10 }
    self.init(above, over: below)
  }

  /// Reads a percentage that is not negative: `40%`, `12.5％`.
  package init?(percentage text: String) {
    let narrow = halfWidth(text).trimmed
    guard narrow.last == "%", let value = Rational(decimal: String(narrow.dropLast())),
      let share = try? value / Rational(100)
    else { return nil }
    self = share
  }

  /// The number as people write it: `1.5`; a fraction without an end in decimals is `1/3`.
  package var text: String {
    var scale: Int128 = 1
    for places in 0...18 {
      let scaled = Int128(numerator) * scale
      if scaled % Int128(denominator) == 0 {
        return Self.decimal(scaled / Int128(denominator), places: places)
      }
      scale *= 10
    }
    return "\(numerator)/\(denominator)"
  }

  /// The number as a percentage: 2/5 is `40%`.
  package var percentText: String {
    guard let hundredfold = try? self * Rational(100) else { return text }
    return hundredfold.text + "%"
  }

  private static func decimal(_ scaled: Int128, places: Int) -> String {
    var digits = String(scaled.magnitude)
    digits = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    return "\(sign)\(digits.dropLast(places)).\(digits.suffix(places))"
  }
}
