/// Tests averages over years and months: 四年共办理2236件，年均559件.
///
/// Holds when: the figure over the number of years or months rounds to the average as printed.
/// Silent when: the text does not print how many years or months the figure is of.
struct PeriodAverageReader {
  let prose: Prose

  func drafts() -> [CheckDraft] { prose.quantities.compactMap(draft) }

  private func draft(_ average: Quantity) -> CheckDraft? {
    guard average.role == .average, average.isExact, let unit = average.unit,
      unit.dimension.isAddable
    else { return nil }
    let label = prose.label(average)
    let isYearly = Self.yearly.isFound(in: label)
    guard isYearly || Self.monthly.isFound(in: label) else { return nil }
    let sentence = prose.sentence(at: average.range.lowerBound)
    let figures = prose.indices(in: sentence.lowerBound..<average.range.lowerBound).reversed()
      .map { prose.quantities[$0] }
      .filter {
        $0.isPlain && $0.isExact && $0.depth == average.depth && $0.matches(average)
          && !prose.label($0).isOfYear
      }.prefix(Self.reach)
    guard let nearest = figures.first else { return nil }
    // The period may be named in the sentence before, which this one goes on with.
    let before =
      sentence.lowerBound > 0 ? prose.sentence(at: sentence.lowerBound - 1).lowerBound : 0
    let texts = [sentence.lowerBound, before].map {
      prose.text[$0..<average.range.lowerBound].suffix(Self.windowMax)
    }
    let counts = texts.lazy.map { isYearly ? Self.years(in: $0) : Self.months(in: $0) }
    guard let periods = counts.first(where: { !$0.isEmpty }) else { return nil }
    let drafts = figures.flatMap { figure in
      periods.compactMap { draft(figure, over: $0, isYearly, average, unit) }
    }
    if let right = drafts.first(where: { $0.outcome != .contradiction }) { return right }
    // A total before its years may be meant as well as the figure of the last of them.
    let isOne = periods.count == 1 && (figures.count == 1 || isTotal(nearest))
    return isOne ? drafts.first : nil
  }

  private func isTotal(_ figure: Quantity) -> Bool {
    Self.totals.isFound(in: prose.label(figure))
  }

  private func draft(
    _ figure: Quantity, over periods: Int, _ isYearly: Bool, _ average: Quantity,
    _ unit: MeasureUnit
  ) -> CheckDraft? {
    let printed = average.number.scaled(by: -unit.power)
    let number = figure.number.scaled(by: -unit.power)
    let count = PrintedNumber(mantissa: Int128(periods), exponent: 0)
    guard let share = Share((number, figure.slack.scaled(by: -unit.power)), (count, .zero)),
      let outcome = share.outcome(of: printed, power: 0)
    else { return nil }
    let computed = share.value(power: 0, exponent: min(-2, printed.exponent)).shortText()
    let start = min(figure.label.lowerBound, average.label.lowerBound)
    let period = isYearly ? "\(periods) 年" : "\(periods) 个月"
    return CheckDraft(
      .average, outcome,
      quote: prose.quote(start..<average.range.upperBound, marking: [figure, average]),
      parts: [number.text(), "\(periods)"], stated: printed.text(), computed: computed,
      unit: unit.printed,
      message: Quotient.message(
        "\(number.text()) \(unit.printed) ÷ \(period) = \(computed) \(unit.printed)",
        printed: "\(printed.text()) \(unit.printed)", outcome))
  }

  // MARK: - Periods

  /// The numbers of years a text speaks of: 近三年, 2021年至2024年.
  private static func years(in text: ArraySlice<Unicode.Scalar>) -> [Int] {
    var found: [Int] = []
    for index in text.indices where text[index] == "年" {
      let before = text[..<index]
      if let years = span(endingAt: index, in: text) {
        found.append(years)
      } else if let last = before.last, let count = counts[last] {
        let lead = before.dropLast().last
        let isPlain = lead.map { $0 == "第" || isDigit($0) || counts[$0] != nil } != true
        if isPlain { found.append(count) }
      }
    }
    return Set(found.filter { $0 > 1 }).sorted()
  }

  /// 2021年至2024年, 2021—2024年: how many years, both included.
  private static func span(endingAt end: Int, in text: ArraySlice<Unicode.Scalar>) -> Int? {
    guard let last = year(endingAt: end, in: text) else { return nil }
    var index = end - 5
    guard index > text.startIndex, spans.contains(text[index]) else { return nil }
    while index > text.startIndex, spans.contains(text[index]) || text[index] == "年" { index -= 1 }
    guard let first = year(endingAt: index + 1, in: text), (first..<(first + 30)).contains(last)
    else { return nil }
    return last - first + 1
  }

  private static func year(endingAt end: Int, in text: ArraySlice<Unicode.Scalar>) -> Int? {
    guard end >= text.startIndex + 4 else { return nil }
    return Int(String(text[(end - 4)..<end])).flatMap { (1949...2100).contains($0) ? $0 : nil }
  }

  /// How many months a text speaks of: 全年, 上半年, 1至9月.
  private static func months(in text: ArraySlice<Unicode.Scalar>) -> [Int] {
    for index in text.indices where text[index] == "月" {
      var start = index
      while start > text.startIndex, isDigit(text[start - 1]) { start -= 1 }
      guard start < index, start > text.startIndex + 1, let last = Int(String(text[start..<index])),
        spans.contains(text[start - 1])
      else { continue }
      var first = start - 1
      while first > text.startIndex, spans.contains(text[first]) || text[first] == "月" {
        first -= 1
      }
      let isFirst = text[first] == "1" && (first == text.startIndex || !isDigit(text[first - 1]))
      if isFirst, (2...12).contains(last) { return [last] }
    }
    if half.isFound(in: text) { return [6] }
    if quarters.isFound(in: text) { return [9] }
    if quarter.isFound(in: text) { return [3] }
    return whole.isFound(in: text) ? [12] : []
  }

  /// How many figures back the one may stand that is parted.
  private static let reach = 8
  /// How many characters back the period may be named.
  private static let windowMax = 240
  private static let yearly = Words("年均 平均每年 每年平均")
  private static let monthly = Words("月均 平均每月 每月平均")
  private static let totals = Words("累计 共 合计 总")
  private static let half = Words("上半年 下半年")
  private static let quarters = Words("前三季度 前三个季度")
  private static let quarter = Words("一季度 二季度 三季度 四季度 本季度")
  private static let whole = Words("全年 年度 本年 当年 一年")
  private static let spans = Set("至到-~".unicodeScalars)
  /// What one character before 年 counts.
  private static let counts: [Unicode.Scalar: Int] = {
    let words = Array("一二三四五六七八九十".unicodeScalars).enumerated().map { ($1, $0 + 1) }
    let digits = Array("123456789".unicodeScalars).enumerated().map { ($1, $0 + 1) }
    return Dictionary(uniqueKeysWithValues: words + digits + [("两", 2)])
  }()
}
