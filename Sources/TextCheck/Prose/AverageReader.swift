/// Tests printed averages: 件均, 人均, 平均每件.
///
/// Holds when: the amount over the count rounds to the average as printed.
/// Silent when: the sentence prints more than one amount or count that could be meant.
struct AverageReader {
  let prose: Prose

  func drafts() -> [CheckDraft] {
    prose.quantities.compactMap { average in
      guard average.role == .average, average.isExact, let unit = average.unit, unit.isMoney,
        let counter = Self.counter(of: prose.label(average))
      else { return nil }
      let sentence = prose.sentence(at: average.range.lowerBound)
      let before = prose.indices(in: sentence.lowerBound..<average.range.lowerBound)
        .map { prose.quantities[$0] }.filter { $0.isPlain && $0.isExact }
      let amounts = before.filter { $0.matches(average) }
      let counts = before.filter { $0.unit?.dimension == .count(counter) && $0.unit?.power == 0 }
      for amount in amounts {
        for count in counts {
          if let draft = draft(amount, count, average, unit), draft.outcome != .contradiction {
            return draft
          }
        }
      }
      guard amounts.count == 1, counts.count == 1 else { return nil }
      return draft(amounts[0], counts[0], average, unit)
    }
  }

  private func draft(
    _ amount: Quantity, _ count: Quantity, _ average: Quantity, _ unit: MeasureUnit
  ) -> CheckDraft? {
    let printed = average.number.scaled(by: -unit.power)
    let number = amount.number.scaled(by: -unit.power)
    let slack = amount.slack.scaled(by: -unit.power)
    guard let share = Share((number, slack), (count.number, .zero)),
      let outcome = share.outcome(of: printed, power: 0)
    else { return nil }
    let computed = share.value(power: 0, exponent: min(-2, printed.exponent)).shortText()
    let start = min(amount.label.lowerBound, count.label.lowerBound)
    let quote = prose.quote(start..<average.range.upperBound)
    let parts = [number.text(), count.number.text()]
    return CheckDraft(
      .average, outcome, quote: quote.text, line: quote.line, parts: parts,
      stated: printed.text(), computed: computed, unit: unit.printed,
      message: Quotient.message(
        "\(parts[0]) \(unit.printed) ÷ \(parts[1]) \(count.unit?.printed ?? "") = \(computed) \(unit.printed)",
        printed: "\(printed.text()) \(unit.printed)", outcome))
  }

  /// What is counted below the line; nil when the words do not say.
  private static func counter(of label: ArraySlice<Unicode.Scalar>) -> String? {
    for (words, counter) in counters where words.isFound(in: label) { return counter }
    return nil
  }

  private static let counters = [
    (Words("件均 每件 每案 案均"), "件"), (Words("人均 每人"), "人"), (Words("户均 每户"), "户"),
    (Words("人次均 每人次"), "人次"), (Words("场均 每场"), "场"),
  ]
}
