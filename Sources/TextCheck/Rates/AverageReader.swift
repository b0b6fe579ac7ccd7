/// Tests averages (件均, 平均每人) and prices (每天150元): amount = count × price.
///
/// Holds when: the amount over the count rounds to the average as printed, or count times price is
/// the amount.
/// Silent when: more than one amount or count could be meant.
struct AverageReader {
  let prose: Prose
  /// The sums of the paragraph: where one holds, its total is what is meant and not its parts.
  let sums: [SumClaim]

  func drafts() -> [CheckDraft] { prose.quantities.compactMap(draft) }

  private func draft(_ average: Quantity) -> CheckDraft? {
    // 平均每期62人次 is an average of counts; others may be of people whom nobody printed.
    let isTold =
      average.unit?.isMoney ?? false
      || average.unit?.isCount ?? false && Self.apiece.isFound(in: prose.label(average))
    guard average.role == .average, average.isExact, isTold, let counter = counter(of: average)
    else { return nil }
    let sentence = prose.sentence(at: average.range.lowerBound)
    let places = [prose.clause(around: average), sentence].map { plain(in: $0) }
    var amounts = places.map { $0.filter { $0.matches(average) } }.first { !$0.isEmpty } ?? []
    let isHere = places[0].contains { $0.matches(average) }
    var counts =
      (isHere ? places : [places[1]]).map { self.counts(of: counter, in: $0) }
      .first { !$0.isEmpty } ?? []
    if counts.isEmpty, sentence.lowerBound > 0 {
      // 支付办案补贴的案件为48件。共发放办案补贴…元，平均每件…元: the count has words of the amount.
      let before = plain(in: prose.sentence(at: sentence.lowerBound - 1))
      counts = self.counts(of: counter, in: before).filter { count in
        amounts.contains { sharesWords(count, $0) }
      }
    }
    if amounts.isEmpty, sentence.lowerBound > 0 {
      // 接待费2.8万元。接待280人次，人均100元: the amount has words of the count.
      let before = plain(in: prose.sentence(at: sentence.lowerBound - 1)).last { amount in
        amount.matches(average) && counts.contains { sharesWords($0, amount) }
      }
      amounts = before.map { [$0] } ?? []
    }
    let isPrice =
      average.unit?.isMoney ?? false && !Self.rounded.isFound(in: prose.label(average))
    let drafts = amounts.flatMap { amount in
      counts.compactMap { draft(amount, $0, average, isPrice) }
    }
    if let right = drafts.first(where: { $0.outcome != .contradiction }) { return right }
    guard Set(amounts.map(\.number.shortNumber)).count == 1, let amount = amounts.first,
      let count = only(counts, before: average)
    else { return nil }
    // A price beside any amount is no product: the amount is printed as the sum.
    let isProduct = !isPrice || amounts.contains { isTotal($0, behind: average) }
    return isProduct ? draft(amount, count, average, isPrice) : nil
  }

  /// The counts that an average can be made with.
  private func counts(of counter: String, in figures: [Quantity]) -> [Quantity] {
    let exact = figures.filter { $0.unit?.power == 0 }
    let counts = exact.filter { $0.unit?.dimension == .count(counter) }
    guard counts.isEmpty, counter == "人" else { return counts }
    return exact.filter { $0.unit?.dimension == .count("人次") }
  }

  /// The one count that must be meant: the total among its parts, or what stands before the price.
  private func only(_ counts: [Quantity], before average: Quantity) -> Quantity? {
    let parts = sums.filter { claim in counts.contains { $0.range == claim.head.range } }
      .flatMap(\.parts)
    let last = counts.last { $0.range.upperBound <= average.range.lowerBound }
    if let last, average.separator <= .comma, parts.contains(where: { $0.range == last.range }),
      prose.firstIndex(from: last.range.upperBound)
        == prose.firstIndex(from: average.range.lowerBound)
    {
      return last
    }
    let totals = counts.filter { count in !parts.contains { $0.range == count.range } }
    return totals.count == 1 ? totals[0] : nil
  }

  private func plain(in range: Range<Int>) -> [Quantity] {
    prose.indices(in: range).map { prose.quantities[$0] }.filter { $0.isPlain && $0.isExact }
  }

  /// 共, 计 or 金额 before an amount that stands behind its price; or the only amount at all.
  private func isTotal(_ amount: Quantity, behind price: Quantity) -> Bool {
    let label = prose.label(amount)
    return Self.totals.isFound(in: label) || label.isEmpty
      || price.range.upperBound < amount.range.lowerBound && label.count <= 4
  }

  private func sharesWords(_ left: Quantity, _ right: Quantity) -> Bool {
    let sentence = prose.sentence(at: left.range.lowerBound)
    let words = prose.text[sentence.lowerBound..<left.range.lowerBound]
    let label = prose.label(right)
    return label.indices.dropLast().contains { place in
      words.indices.dropLast().contains { index in
        prose.text[place] == prose.text[index] && prose.text[place + 1] == prose.text[index + 1]
          && !isDigit(prose.text[place])
      }
    }
  }

  private func draft(
    _ amount: Quantity, _ count: Quantity, _ average: Quantity, _ isPrice: Bool
  ) -> CheckDraft? {
    guard let unit = average.unit, count.number.mantissa > 0 else { return nil }
    let printed = average.number.scaled(by: -unit.power)
    let number = amount.number.scaled(by: -unit.power)
    let slack = amount.slack.scaled(by: -unit.power)
    guard let share = Share((number, slack), (count.number, .zero)),
      var outcome = share.outcome(of: printed, power: 0)
    else { return nil }
    if isPrice, let product = average.number.times(count.number) {
      outcome =
        product.equals(amount.number)
        ? .pass
        : PrintedInterval(exactly: product).meets(amount.interval()) ? .rounding : .contradiction
    }
    let computed = share.value(power: 0, exponent: min(-2, printed.exponent)).shortText()
    let start = [amount, count, average].map(\.label.lowerBound).min() ?? amount.label.lowerBound
    let end = [amount, count, average].map(\.range.upperBound).max() ?? average.range.upperBound
    let parts = [number.text(), count.number.text()]
    let sum =
      "\(parts[0]) \(unit.printed) ÷ \(parts[1]) \(count.unit?.printed ?? "") = "
      + "\(computed) \(unit.printed)"
    return CheckDraft(
      .average, outcome, quote: prose.quote(start..<end, marking: [amount, count, average]),
      parts: parts, stated: printed.text(), computed: computed, unit: unit.printed,
      message: Quotient.message(sum, printed: "\(printed.text()) \(unit.printed)", outcome))
  }

  /// What is counted below the line; nil when the words do not say.
  private func counter(of average: Quantity) -> String? {
    let label = prose.label(average)
    for (words, counter) in Self.counters where words.isFound(in: label) { return counter }
    guard let each = label.lastIndex(of: "每"),
      let read = MeasureUnit.read(in: prose.text[...], at: each + 1),
      case .count(let counter) = read.unit.dimension
    else { return nil }
    return counter
  }

  private static let apiece = Words("平均每")
  private static let rounded = Words("均")
  private static let totals = Words("共 计 金额 发放 支付 支出 补贴")
  private static let counters = [
    (Words("件均 每案 案均"), "件"), (Words("人次均"), "人次"), (Words("人均"), "人"),
    (Words("户均"), "户"), (Words("车均"), "辆"), (Words("场均"), "场"), (Words("日均"), "天"),
    (Words("每月"), "个月"),
  ]
}

extension PrintedNumber {
  /// The same for equal numbers, whatever their last places.
  var shortNumber: String { shortText() }

  /// Times another number; nil when it is too large.
  func times(_ other: PrintedNumber) -> PrintedNumber? {
    let (value, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
    return overflow ? nil : PrintedNumber(mantissa: value, exponent: exponent + other.exponent)
  }
}
