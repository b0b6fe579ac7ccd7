/// Tests averages (件均, 平均每人) and prices (每天150元): amount = count × price.
///
/// Holds when: the amount over the count rounds to the average as printed, or count times price is
/// the amount.
/// Silent when: more than one amount or count could be meant.
struct AverageReader {
  let prose: Prose

  func drafts() -> [CheckDraft] { prose.quantities.compactMap(draft) }

  private func draft(_ average: Quantity) -> CheckDraft? {
    guard average.role == .average, average.isExact, average.unit?.isMoney ?? false,
      let counter = counter(of: average)
    else { return nil }
    let sentence = prose.sentence(at: average.range.lowerBound)
    let clause = prose.clause(around: average)
    var here = plain(in: clause)
    if !here.contains(where: { $0.matches(average) }) { here = plain(in: sentence) }
    var counts = here.filter { $0.unit?.dimension == .count(counter) && $0.unit?.power == 0 }
    if counts.isEmpty, counter == "人" {
      counts = here.filter { $0.unit?.dimension == .count("人次") && $0.unit?.power == 0 }
    }
    var amounts = here.filter { $0.matches(average) }
    if amounts.isEmpty, sentence.lowerBound > 0 {
      // 接待费2.8万元。接待280人次，人均100元: the amount has words of the count.
      let before = plain(in: prose.sentence(at: sentence.lowerBound - 1)).last { amount in
        amount.matches(average) && counts.contains { sharesWords($0, amount) }
      }
      amounts = before.map { [$0] } ?? []
    }
    let isPrice = !Self.rounded.isFound(in: prose.label(average))
    let drafts = amounts.flatMap { amount in
      counts.compactMap { draft(amount, $0, average, isPrice) }
    }
    if let right = drafts.first(where: { $0.outcome != .contradiction }) { return right }
    let isOne = Set(amounts.map(\.number.shortNumber)).count == 1 && counts.count == 1
    // A price beside any amount is no product: the amount is printed as the sum.
    let isProduct = !isPrice || amounts.contains { isTotal($0, behind: average) }
    return isOne && isProduct ? drafts.first : nil
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

  private static let rounded = Words("均")
  private static let totals = Words("共 计 金额 发放 支付 支出 补贴")
  private static let counters = [
    (Words("件均 每案 案均"), "件"), (Words("人次均"), "人次"), (Words("人均"), "人"),
    (Words("户均"), "户"), (Words("场均"), "场"), (Words("日均"), "天"),
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
