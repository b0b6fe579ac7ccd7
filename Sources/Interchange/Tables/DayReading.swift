internal import LedgerCore

extension Day {
  /// Reads a day as tables of offices write it.
  ///
  /// Besides what ``init(text:)`` reads: 2025年3月5号, 2025 .3. 5, 2025、3、5, 2025，3，5,
  /// 二〇二五年三月五日, and a day with a time, whose day is meant.
  ///
  /// - Throws: ``DayTextError`` when the text is none of these.
  init(cell text: String) throws(DayTextError) {
    do {
      self = try Day(text: text)
    } catch {
      guard let day = Self.plainForm(of: text).flatMap({ try? Day(text: $0) }) else { throw error }
      self = day
    }
  }

  /// The text in a form that ``init(text:)`` reads; nil for what has no other form.
  private static func plainForm(of text: String) -> String? {
    var rest = String(Substring(halfWidth(text)).trimmed)
    if let day = withoutTime(rest) { rest = day }
    rest = withoutNumerals(rest)
    if rest.hasSuffix("号") { rest = rest.dropLast() + "日" }
    var plain = ""
    var isAfterSign = true
    var spaces = 0
    for character in rest {
      if character.isWhitespace {
        spaces += 1
        continue
      }
      let isSign = signs.contains(character)
      // 2025 3 5 has no signs, and 1 2 is not 12: a space may only stand beside a sign.
      if spaces > 0, !isSign, !isAfterSign { return nil }
      spaces = 0
      isAfterSign = isSign
      plain.append("、,，".contains(character) ? "." : character)
    }
    return plain
  }

  private static let signs: Set<Character> = ["-", "/", ".", "、", ",", "，", "年", "月", "日"]

  /// A day without the time of day behind it.
  private static func withoutTime(_ text: String) -> String? {
    guard let space = text.lastIndex(where: { $0 == " " || $0 == "T" }) else { return nil }
    let time = text[text.index(after: space)...]
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    for (part, limit) in zip(parts, [24, 60, 60]) {
      let whole = part.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard let number = Int(whole[0]), (1...2).contains(whole[0].utf8.count),
        (0..<limit).contains(number), whole.dropFirst().allSatisfy({ Int($0) != nil })
      else { return nil }
    }
    return String(Substring(text[..<space]).trimmed)
  }

  /// 二〇二五年三月五日 in digits; a text without Chinese numerals as it is.
  private static func withoutNumerals(_ text: String) -> String {
    guard text.contains("年"), text.contains(where: { numerals[$0] != nil || $0 == "十" }) else {
      return text
    }
    var result = ""
    var run: [Character] = []
    for character in text {
      if numerals[character] != nil || character == "十" {
        run.append(character)
      } else {
        result += number(of: run) + String(character)
        run = []
      }
    }
    return result + number(of: run)
  }

  /// 二〇二五, 十二, 二十, 二十五 in digits.
  private static func number(of run: [Character]) -> String {
    guard let ten = run.firstIndex(of: "十") else {
      return run.compactMap { numerals[$0].map(String.init) }.joined()
    }
    let (before, after) = (run[..<ten], run[(ten + 1)...])
    guard before.count <= 1, after.count <= 1, !after.contains("十") else { return String(run) }
    let tens = before.first.flatMap { numerals[$0] } ?? 1
    return String(tens * 10 + (after.first.flatMap { numerals[$0] } ?? 0))
  }

  private static let numerals: [Character: Int] = [
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9,
  ]
}
