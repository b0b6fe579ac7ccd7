import LedgerCore

/// The day on which a report was signed, against the end of the period that it reports.
///
/// Holds when: the report is signed on the last day of its period or later.
/// Silent when: the period is not named as that of the figures, or no line holds a day alone.
struct ReportDays {
  private var end: Day?
  private var signed: (day: Day, quote: String, line: Int)?

  mutating func read(_ prose: Prose) {
    for index in prose.text.indices where prose.text[index] == "月" {
      guard let date = PrintedDate(prose.text, monthAt: index) else { continue }
      if let day = date.value, prose.passage.isWholeLine(date.range) {
        let quote = prose.passage.quote(date.range)
        signed = (day, quote, prose.passage.line(at: date.range.lowerBound))
      } else if end == nil {
        end = periodEnd(date, in: prose)
      }
    }
  }

  /// 统计期限为2023年1月1日至12月31日: the second day, in the year of the first.
  private func periodEnd(_ date: PrintedDate, in prose: Prose) -> Day? {
    let start = date.range.lowerBound
    guard start > 0, prose.text[start - 1] == "至" || prose.text[start - 1] == "到",
      let day = date.day
    else { return nil }
    let sentence = prose.sentence(at: start)
    let before = prose.text[sentence.lowerBound..<start]
    guard Self.period.isFound(in: before) else { return nil }
    let first = before.indices.reversed().lazy.filter { prose.text[$0] == "月" }
      .compactMap { PrintedDate(prose.text, monthAt: $0) }.first
    guard let year = date.year ?? first?.year else { return nil }
    return Day(year: year, month: date.month, day: day)
  }

  var drafts: [CheckDraft] {
    guard let end, let signed, signed.day < end else { return [] }
    return [
      CheckDraft(
        .date, .contradiction, quote: signed.quote, line: signed.line,
        message: "落款日期 \(signed.day) 早于统计期限的最后一天 \(end)，请核对。")
    ]
  }

  private static let period = Words("统计期限 数据统计 统计数据 统计时间 报告期 统计起止 数据的统计")
}
