extension Money {
  /// The amount in capital characters (人民币大写) as vouchers and rosters carry it.
  ///
  /// Rules: 正确填写票据和结算凭证的基本规定 (中国人民银行 支付结算办法 附一): one 零 for a run of
  /// zeros inside the number, 整 after yuan or jiao, none after fen.
  package var capitals: String {
    let magnitude = fen.magnitude
    let yuan = magnitude / 100
    let jiao = Int(magnitude / 10 % 10)
    let cents = Int(magnitude % 10)
    var text = fen < 0 ? "负" : ""
    if yuan > 0 { text += Self.capitals(ofYuan: yuan) + "元" }
    guard jiao > 0 || cents > 0 else { return yuan > 0 ? text + "整" : "零元整" }
    if jiao > 0 {
      text += Self.digits[jiao] + "角"
    } else if yuan > 0 {
      text += "零"
    }
    return cents > 0 ? text + Self.digits[cents] + "分" : text + "整"
  }

  private static let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
  private static let places = ["", "拾", "佰", "仟"]
  private static let groups = ["", "万", "亿", "万亿", "亿亿"]

  private static func capitals(ofYuan yuan: UInt64) -> String {
    var parts: [String] = []
    var rest = yuan
    var group = 0
    while rest > 0 {
      let value = Int(rest % 10_000)
      rest /= 10_000
      if value > 0 {
        let hasGap = rest > 0 && value < 1_000
        parts.insert((hasGap ? "零" : "") + capitals(ofGroup: value) + groups[group], at: 0)
      } else if rest > 0, let next = parts.first, !next.hasPrefix("零") {
        parts[0] = "零" + next
      }
      group += 1
    }
    return merged(parts.joined())
  }

  private static func capitals(ofGroup value: Int) -> String {
    var text = ""
    var hasGap = false
    for (place, divisor) in [(3, 1_000), (2, 100), (1, 10), (0, 1)] {
      let digit = value / divisor % 10
      if digit == 0 {
        hasGap = !text.isEmpty
      } else {
        text += (hasGap ? "零" : "") + digits[digit] + places[place]
        hasGap = false
      }
    }
    return text
  }

  /// 万亿 beside 亿 says 亿 once: 壹万亿贰仟亿 is read 壹万贰仟亿.
  private static func merged(_ text: String) -> String {
    guard let range = text.range(of: "万亿") else { return text }
    let tail = text[range.upperBound...]
    return tail.contains("亿") ? text[..<range.lowerBound] + "万" + tail : text
  }
}

extension Money {
  /// Reads an amount in capital characters, at most ``largestFact``.
  ///
  /// It must read back as it was written, 整 at its end apart: 五元 is no capital form, nor is
  /// 壹佰贰元 without its 零. 圆, 正, 陸, 萬 and 億 are other writings of the same characters.
  package init?(capitals text: String) {
    let written = normalized(text).map { Self.plainCapitals[$0] ?? $0 }
    guard let fen = Self.fen(ofCapitals: written), fen <= Self.largestFact.fen else { return nil }
    let money = Money(fen: fen)
    let (printed, shown) = (money.capitals, String(written))
    guard printed == shown || printed == shown + "整" else { return nil }
    self = money
  }

  private static let plainCapitals: [Character: Character] = [
    "圆": "元", "正": "整", "陸": "陆", "萬": "万", "億": "亿",
  ]

  /// The sum of the characters in whatever order they stand; nil where one is no capital, or the
  /// sum is beyond what an amount can be.
  private static func fen(ofCapitals written: [Character]) -> Int64? {
    guard written.contains(where: { "元角分".contains($0) }) else { return nil }
    let yuanMax = largestFact.fen / 100
    var fen: Int64 = 0
    // What 万 and 亿 have closed, what stands before the next of them, and the last digit.
    var (closed, open, digit): (Int64, Int64, Int64?) = (0, 0, nil)
    for character in written {
      let word = String(character)
      if let value = digits.firstIndex(of: word) {
        digit = Int64(value)
        continue
      }
      let last = digit ?? 0
      switch character {
      case "拾": open += (digit ?? 1) * 10
      case "佰": open += (digit ?? 1) * 100
      case "仟": open += (digit ?? 1) * 1_000
      case "万": (closed, open) = (closed + (open + last) * 10_000, 0)
      case "亿":
        guard closed <= yuanMax / 100_000_000 else { return nil }
        (closed, open) = ((closed + open + last) * 100_000_000, 0)
      case "元": fen = (closed + open + last) * 100
      case "角": fen += last * 10
      case "分": fen += last
      case "整": break
      default: return nil
      }
      digit = nil
      guard closed <= yuanMax, open <= yuanMax else { return nil }
    }
    return fen
  }
}

extension String {
  /// The first place of a text; a search without Foundation.
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
