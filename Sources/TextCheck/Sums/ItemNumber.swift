/// The number of an item of a list: 1., （一）, 一是, ①.
struct ItemNumber: Equatable, Sendable {
  let style: Style
  let value: Int

  enum Style: Equatable, Sendable {
    /// 一、
    case heading
    /// （一）
    case bracketed
    /// 1. or 1、
    case digits
    /// （1） or 1）
    case bracketedDigits
    /// 一是
    case words
    /// ①
    case circled
  }

  /// Reads the number with which a text begins; nil for none.
  init?(_ text: ArraySlice<Unicode.Scalar>) {
    guard let first = text.first else { return nil }
    if (0x2460...0x2473).contains(first.value) {
      (style, value) = (.circled, Int(first.value) - 0x245F)
      return
    }
    let isOpen = first == "（"
    let rest = isOpen ? text.dropFirst() : text
    let digits = rest.prefix { isDigit($0) }
    let words = rest.prefix { Self.numerals.contains($0) }
    if (1...2).contains(digits.count), let value = Int(String(digits)),
      let next = rest.dropFirst(digits.count).first
    {
      let isPoint = next == "." || next == "、" || next == "．"
      guard isPoint && !isOpen || next == "）" else { return nil }
      let behind = rest.dropFirst(digits.count + 1).first
      if next == ".", let behind, isDigit(behind) { return nil }
      (style, self.value) = (next == "）" ? .bracketedDigits : .digits, value)
    } else if let value = Self.value(of: words), let next = rest.dropFirst(words.count).first {
      switch next {
      case "）" where isOpen: style = .bracketed
      case "、" where !isOpen: style = .heading
      case "是" where !isOpen: style = .words
      default: return nil
      }
      self.value = value
    } else {
      return nil
    }
  }

  private static let numerals = Array("一二三四五六七八九十".unicodeScalars)

  /// 一 to 十九.
  private static func value(of words: ArraySlice<Unicode.Scalar>) -> Int? {
    guard let first = words.first, words.count <= 2,
      let place = numerals.firstIndex(of: first)
    else { return nil }
    if words.count == 1 { return place + 1 }
    guard place == 9, let last = words.last, let unit = numerals.firstIndex(of: last), unit < 9
    else { return nil }
    return 11 + unit
  }
}
