internal import LedgerCore

/// A header of a column as it is compared, and what it says of the column's amounts.
struct HeaderName: Equatable {
  /// Normalised, in lower case, without marks, units and hints around the name.
  let key: String
  /// The unit behind the name: 申报金额（万元）; nil when it says none.
  let unit: AmountUnit?

  /// - Parameter text: The header as it stands; two rows of it are joined by the caller.
  init(_ text: String) {
    var name = Self.compared(text)
    var unit: AmountUnit?
    while let (rest, hint) = Self.hint(behind: name) {
      if let named = AmountUnit(naming: hint) {
        unit = unit ?? named
      } else if !Self.hints.contains(hint) {
        break
      }
      name = rest
    }
    key = name
    self.unit = unit
  }

  /// A name without white space and marks: `*案 件 编 号：` is 案件编号.
  static func compared(_ text: String) -> String {
    var name = Substring(normalized(text).lowercased())
    while let first = name.first, marks.contains(first) { name.removeFirst() }
    while let last = name.last, marks.contains(last) || last == ":" { name.removeLast() }
    return String(name)
  }

  /// What stands in brackets, or behind 单位:, at the end of a name, and the name before it.
  private static func hint(behind name: String) -> (name: String, hint: String)? {
    if name.hasSuffix("〕"), let start = name.lastIndex(of: "〔"), start > name.startIndex {
      let inner = name[name.index(after: start)...].dropLast()
      return (String(name[..<start]), withoutLabel(inner))
    }
    guard let start = lastRange(of: "单位:", in: name), start > name.startIndex else { return nil }
    return (compared(String(name[..<start])), withoutLabel(name[start...]))
  }

  /// 单位:万元 without its label.
  private static func withoutLabel(_ hint: Substring) -> String {
    guard let start = lastRange(of: "单位:", in: String(hint)) else { return String(hint) }
    let text = String(hint)
    return String(text[start...].dropFirst(3))
  }

  private static func lastRange(of label: String, in text: String) -> String.Index? {
    var start: String.Index?
    for index in text.indices where text[index...].hasPrefix(label) { start = index }
    return start
  }

  private static let marks: Set<Character> = ["*", "★", "☆", "●", "※", "△", "▲", "#"]

  /// What a header may say behind its name besides a unit of money.
  private static let hints: Set<String> = [
    "必填", "选填", "可选", "可空", "非必填", "年月日", "年/月/日", "年-月-日", "yyyy-mm-dd", "yyyy/mm/dd",
    "yyyymmdd", "天", "半天", "人次", "次", "件", "如有", "全称", "姓名",
  ]
}
