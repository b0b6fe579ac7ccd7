/// The form of document numbers (文号): 国办公开办函〔2021〕30号.
///
/// Holds when: the year stands in hexagonal brackets and is followed by the bare number and 号.
/// Silent when: it is the number of a case in court, or no year stands between brackets and number.
struct DocumentNumberCheck {
  static func drafts(in prose: Prose) -> [CheckDraft] {
    let text = prose.text
    return text.indices.compactMap { index in
      guard let number = DocumentNumberForm(text, yearAt: index), !number.isRight else {
        return nil
      }
      let printed = prose.passage.quote(number.range)
      let quote = prose.quote(number.range)
      return CheckDraft(
        .form, .contradiction, quote: quote,
        message: "文号“\(printed)”的写法不合公文格式，年份应放在六角括号〔〕里，序号前不加“第”、不编虚位，"
          + "应写作“\(number.rightForm)”，请核对。")
    }
  }
}

/// A document number as it stands in a text.
private struct DocumentNumberForm {
  let range: Range<Int>
  let rightForm: String
  let isRight: Bool

  /// Reads the number whose year begins at an index; nil when there is none.
  init?(_ text: [Unicode.Scalar], yearAt year: Int) {
    guard year > 2, year + 6 < text.count, text[year] == "1" || text[year] == "2",
      text[year..<(year + 4)].allSatisfy(isDigit), let value = Int(String(text[year..<(year + 4)])),
      (1949...2100).contains(value)
    else { return nil }
    let open = Self.opening.contains(text[year - 1])
    var index = year + 4
    let close = Self.closing.contains(text[index])
    guard open || close else { return nil }
    if close { index += 1 }
    let hasOrdinal = index < text.count && text[index] == "第"
    if hasOrdinal { index += 1 }
    let digits = text[index...].prefix { isDigit($0) }
    let end = digits.endIndex
    guard (1...5).contains(digits.count), end < text.count, text[end] == "号" else { return nil }
    // The letters of the office stand directly before, and are no bracket or sentence.
    let wordsEnd = open ? year - 1 : year
    var start = wordsEnd
    while start > 0, wordsEnd - start < 12, Self.isLetter(text[start - 1]) { start -= 1 }
    guard wordsEnd - start >= 2 else { return nil }
    range = start..<(end + 1)
    let bare = String(digits.drop { $0 == "0" })
    rightForm = String(text[start..<wordsEnd]) + "〔\(value)〕\(bare)号"
    isRight =
      open && text[year - 1] == "〔" && close && text[year + 4] == "〕" && !hasOrdinal
      && digits.first != "0"
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value) && !"和与及的据照按见由以在对《".unicodeScalars.contains(scalar)
  }

  private static let opening = Set("〔【[（{〈《「『".unicodeScalars)
  private static let closing = Set("〕】]）}〉》」』".unicodeScalars)
}
