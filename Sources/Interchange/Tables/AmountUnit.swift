internal import LedgerCore

/// The unit in which amounts of a table are written (金额单位).
enum AmountUnit: String, CaseIterable, Sendable {
  case yuan = "元"
  case thousand = "千元"
  case tenThousand = "万元"
  case million = "百万元"
  case hundredMillion = "亿元"

  /// How many places its decimal point is left of that of yuan.
  var places: Int {
    switch self {
    case .yuan: 0
    case .thousand: 3
    case .tenThousand: 4
    case .million: 6
    case .hundredMillion: 8
    }
  }

  /// The unit that a normalised text is: `万元`, `人民币万元`, `元/天`.
  init?(naming text: String) {
    var word = Substring(text)
    if word.hasPrefix("人民币") { word = word.dropFirst(3) }
    if let slash = word.firstIndex(where: { "/每".contains($0) }) { word = word[..<slash] }
    guard let unit = Self(rawValue: String(word)) else { return nil }
    self = unit
  }

  /// What a text beside a table says of the unit of its amounts.
  enum Statement: Equatable {
    case unit(AmountUnit)
    /// 万元 or 亿元 stands there, and it cannot be told what of.
    case unclear
  }

  /// - Parameter text: A title row, a line under a table: 填报单位：某局　单位：万元.
  /// - Returns: What it says; nil when it does not speak of a unit.
  static func statement(in text: String) -> Statement? {
    let words = normalized(text)
    var found: AmountUnit?
    for label in ["单位:", "单位为", "单位是"] {
      for rest in tails(of: words, behind: label) {
        guard let unit = beginning(rest) else { continue }
        if let found, found != unit { return .unclear }
        found = unit
      }
    }
    if let found { return .unit(found) }
    if words.hasSuffix("〕"), let start = words.lastIndex(of: "〔"),
      let unit = AmountUnit(naming: String(words[words.index(after: start)...].dropLast()))
    {
      return .unit(unit)
    }
    if let unit = AmountUnit(naming: words) { return .unit(unit) }
    return mentionsLargeUnit(words) ? .unclear : nil
  }

  /// The unit at the beginning of a text, the longest first.
  private static func beginning(_ text: Substring) -> AmountUnit? {
    let rest = text.hasPrefix("人民币") ? text.dropFirst(3) : text
    return allCases.sorted { $0.rawValue.count > $1.rawValue.count }
      .first { rest.hasPrefix($0.rawValue) }
  }

  private static func tails(of text: String, behind label: String) -> [Substring] {
    text.indices.compactMap { index in
      text[index...].hasPrefix(label) ? text[index...].dropFirst(label.count) : nil
    }
  }

  /// Whether 万元 and the like stand there other than behind a number, where they are an amount's.
  private static func mentionsLargeUnit(_ text: String) -> Bool {
    for unit in ["万元", "亿元", "千元"] {
      for index in text.indices where text[index...].hasPrefix(unit) {
        guard index > text.startIndex else { return true }
        let before = text[text.index(before: index)]
        if !before.isNumber, !numerals.contains(before) { return true }
      }
    }
    return false
  }

  private static let numerals: Set<Character> = Set("零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟几数余多")
}
