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
