/// A number with the place of its last printed digit: 25.50 is 2550 × 10⁻².
///
/// No operation rounds; what leaves 128 bits is nil.
struct PrintedNumber: Equatable, Sendable {
  let mantissa: Int128
  /// The power of ten of the last digit.
  let exponent: Int

  static let zero = PrintedNumber(mantissa: 0, exponent: 0)

  /// The number with another last place, which must not be a higher one; nil when it is too large.
  func mantissa(at exponent: Int) -> Int128? {
    guard exponent <= self.exponent, self.exponent - exponent <= 36 else { return nil }
    let (value, overflow) = mantissa.multipliedReportingOverflow(
      by: Self.power(self.exponent - exponent))
    return overflow ? nil : value
  }

  static func sum(_ numbers: [PrintedNumber]) -> PrintedNumber? {
    guard let exponent = numbers.map(\.exponent).min() else { return .zero }
    var total: Int128 = 0
    for number in numbers {
      guard let mantissa = number.mantissa(at: exponent) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(mantissa)
      if overflow { return nil }
      total = sum
    }
    return PrintedNumber(mantissa: total, exponent: exponent)
  }

  var negated: PrintedNumber { PrintedNumber(mantissa: -mantissa, exponent: exponent) }

  /// The nearest number whose last digit stands at a higher place; halves go away from zero.
  func rounded(at exponent: Int) -> PrintedNumber {
    guard exponent > self.exponent, exponent - self.exponent <= 36 else { return self }
    let unit = Self.power(exponent - self.exponent)
    let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: unit)
    let isUp = rest.magnitude * 2 >= unit.magnitude
    return PrintedNumber(
      mantissa: quotient + (isUp ? mantissa.signum() : 0), exponent: exponent)
  }

  /// A power of ten; the exponent is from 0 to 38.
  static func power(_ exponent: Int) -> Int128 {
    (0..<max(0, min(exponent, 38))).reduce(1) { value, _ in value * 10 }
  }
}

extension PrintedNumber: Comparable {
  static func < (left: PrintedNumber, right: PrintedNumber) -> Bool {
    let exponent = min(left.exponent, right.exponent)
    guard let leftValue = left.mantissa(at: exponent),
      let rightValue = right.mantissa(at: exponent)
    else { return left.exponent + left.digitCount < right.exponent + right.digitCount }
    return leftValue < rightValue
  }

  private var digitCount: Int { String(mantissa.magnitude).utf8.count }

  /// Whether two numbers are equal, whatever their last places.
  func equals(_ other: PrintedNumber) -> Bool { !(self < other) && !(other < self) }
}

extension PrintedNumber {
  /// Reads digits, groups parted by commas, and one decimal point; at most 18 digits.
  init?(digits: some Sequence<Unicode.Scalar>) {
    var mantissa: Int128 = 0
    var places: Int?
    var count = 0
    for scalar in digits {
      switch scalar {
      case "0"..."9":
        // A longer run is a telephone or a list of numbers, and would not fit.
        guard count < 18 else { return nil }
        mantissa = mantissa * 10 + Int128(scalar.value - 0x30)
        count += 1
        places? += 1
      case ".":
        guard places == nil else { return nil }
        places = 0
      case ",": continue
      default: return nil
      }
    }
    guard (1...18).contains(count) else { return nil }
    self.init(mantissa: mantissa, exponent: -(places ?? 0))
  }

  /// The number divided by a power of ten.
  func scaled(by power: Int) -> PrintedNumber {
    PrintedNumber(mantissa: mantissa, exponent: exponent + power)
  }

  /// As a decimal in a unit that is a power of ten; zeros behind the point as printed.
  func text(inPower power: Int = 0) -> String {
    let places = power - exponent
    let digits = String(mantissa.magnitude)
    let sign = mantissa < 0 ? "-" : ""
    guard places > 0 else {
      return mantissa == 0 ? "0" : sign + digits + String(repeating: "0", count: -places)
    }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// As a decimal without zeros at its end.
  func shortText(inPower power: Int = 0) -> String {
    var text = text(inPower: power)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
