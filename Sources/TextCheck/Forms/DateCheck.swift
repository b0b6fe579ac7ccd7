import LedgerCore

/// Days that are in no calendar: 2月30日, 2024年13月.
struct DateCheck {
  static func drafts(in prose: Prose) -> [CheckDraft] {
    let text = prose.text
    return yearDrafts(in: prose)
      + text.indices.compactMap { index in
        guard text[index] == "月", let date = PrintedDate(text, monthAt: index), !date.exists else {
          return nil
        }
        let quote = prose.quote(date.range)
        return CheckDraft(
          .date, .contradiction, quote: quote,
          message: "日历上没有“\(prose.passage.quote(date.range))”，请核对。")
      }
  }
}

extension DateCheck {
  /// A year with a digit too many or too few: 20224年3月, 224年1月1日.
  private static func yearDrafts(in prose: Prose) -> [CheckDraft] {
    let text = prose.text
    return text.indices.compactMap { index in
      guard text[index] == "年", index + 2 < text.count else { return nil }
      let month = text[(index + 1)...].prefix { isDigit($0) }
      guard (1...2).contains(month.count), month.endIndex < text.count,
        text[month.endIndex] == "月"
      else { return nil }
      var start = index
      while start > 0, index - start < 8, isDigit(text[start - 1]) { start -= 1 }
      let digits = text[start..<index]
      guard digits.count == 3 || digits.count == 5, digits.first == "1" || digits.first == "2",
        start == 0 || text[start - 1] != "." && text[start - 1] != "-"
      else { return nil }
      let quote = prose.quote(start..<(month.endIndex + 1))
      return CheckDraft(
        .date, .contradiction, quote: quote,
        message: "年份“\(String(digits))”不是四位数，请核对。")
    }
  }
}

/// A date in Chinese form: year and day may be missing.
struct PrintedDate {
  let range: Range<Int>
  let year: Int?
  let month: Int
  let day: Int?

  /// Reads the date around the sign of the month; nil when it is none.
  init?(_ text: [Unicode.Scalar], monthAt index: Int) {
    let month = Self.number(endingAt: index, in: text)
    guard let month, month.count <= 2 else { return nil }
    var start = index - month.count
    var year: Int?
    if start > 0, text[start - 1] == "年", let before = Self.number(endingAt: start - 1, in: text),
      before.count == 4
    {
      year = before.value
      start -= 5
    }
    let digits = text[(index + 1)...].prefix { isDigit($0) }
    let hasDay =
      (1...2).contains(digits.count) && digits.endIndex < text.count
      && text[digits.endIndex] == "日"
    guard year != nil || hasDay else { return nil }
    self.year = year
    self.month = month.value
    day = hasDay ? Int(String(digits)) : nil
    range = start..<(hasDay ? digits.endIndex + 1 : index + 1)
  }

  /// The day it names, when it names one that exists.
  var value: Day? {
    guard let year, let day else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// Whether a calendar has it; without a year, whether any year's has.
  var exists: Bool {
    guard (1...12).contains(month) else { return false }
    guard let day else { return true }
    return Day(year: year ?? 2000, month: month, day: day) != nil
      || !(1900...2999).contains(year ?? 2000)
  }

  private static func number(
    endingAt end: Int, in text: [Unicode.Scalar]
  ) -> (value: Int, count: Int)? {
    var start = end
    while start > 0, end - start < 5, isDigit(text[start - 1]) { start -= 1 }
    guard start < end, let value = Int(String(text[start..<end])) else { return nil }
    if start > 0, text[start - 1] == "." || text[start - 1] == "-" { return nil }
    return (value, end - start)
  }
}
