/// The decimal text of a number that a workbook holds in binary.
struct NumberText: Equatable {
  /// As people wrote it: `1234.56` for `1234.5600000000001`.
  let text: String
  /// Whether the number has more digits before its point than a spreadsheet keeps, so that what
  /// was typed in is lost.
  let isBeyondPrecision: Bool

  /// A spreadsheet keeps so many significant digits; what is written behind them is chance.
  private static let digitsMax = 15
  private static let zerosMax = 20

  /// - Parameter written: The number as the file has it: `1234.5600000000001`, `6.22E+18`.
  init(_ written: String) {
    guard var number = Decimal(written) else {
      text = written
      isBeyondPrecision = false
      return
    }
    let magnitude = number.digits.count + number.exponent
    isBeyondPrecision = magnitude > Self.digitsMax
    guard !isBeyondPrecision, magnitude > -Self.zerosMax else {
      text = written
      return
    }
    number.round(to: Self.digitsMax)
    number.dropNoise()
    text = number.text
  }

  /// Digits without zeros at their ends, times a power of ten.
  private struct Decimal {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    init?(_ written: String) {
      var rest = Substring(written).utf8
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        isNegative = sign == UInt8(ascii: "-")
        rest.removeFirst()
      }
      var hasPoint = false
      var hasDigits = false
      while let byte = rest.first, byte == UInt8(ascii: ".") || isDigit(byte) {
        rest.removeFirst()
        if byte == UInt8(ascii: ".") {
          guard !hasPoint else { return nil }
          hasPoint = true
          continue
        }
        hasDigits = true
        if hasPoint { exponent -= 1 }
        if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - 0x30) }
        guard digits.count <= 400, exponent > -1_000 else { return nil }
      }
      guard hasDigits else { return nil }
      if let byte = rest.first {
        guard byte | 0x20 == UInt8(ascii: "e"), let power = Int(String(rest.dropFirst()) ?? ""),
          abs(power) < 1_000
        else { return nil }
        exponent += power
      }
      trim()
    }

    mutating func round(to count: Int) {
      guard digits.count > count else { return }
      let isUp = digits[count] >= 5
      exponent += digits.count - count
      digits.removeLast(digits.count - count)
      if isUp {
        var index = count - 1
        while index >= 0, digits[index] == 9 {
          digits[index] = 0
          index -= 1
        }
        if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
      }
      trim()
    }

    /// Rounds to the fen when what lies beyond is what reckoning in binary adds: less than a
    /// billionth of the number, and less than a ten-thousandth of a fen.
    mutating func dropNoise() {
      let kept = digits.count + exponent + 2
      guard exponent < -2, kept > 0 else { return }
      let isUp = digits[kept] >= 5
      // The digits of the difference, down to the first that counts.
      let quiet: UInt8 = isUp ? 9 : 0
      let zeroCount = digits[kept...].prefix { $0 == quiet }.count
      let place = 2 + zeroCount
      guard place >= 6, place + digits.count + exponent > 9 else { return }
      round(to: kept)
    }

    private mutating func trim() {
      while digits.last == 0 {
        digits.removeLast()
        exponent += 1
      }
      if digits.isEmpty {
        exponent = 0
        isNegative = false
      }
    }

    var text: String {
      if digits.isEmpty { return "0" }
      let zeros = { (count: Int) in [UInt8](repeating: 0, count: max(0, count)) }
      let point = digits.count + exponent
      let all = zeros(1 - point) + digits + zeros(exponent)
      let whole = max(1, point)
      let text = { (digits: ArraySlice<UInt8>) in
        String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
      }
      let sign = isNegative ? "-" : ""
      return sign + text(all[..<whole]) + (exponent < 0 ? "." + text(all[whole...]) : "")
    }
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte)
}
