/// One figure over another, compared with a printed percentage.
struct Quotient {
  let prose: Prose
  let part: Quantity
  let base: Quantity
  let percentage: Quantity

  /// Whether the percentage is that of the two figures; nil when it cannot be computed.
  var outcome: Check.Outcome? {
    guard part.matches(base) else { return nil }
    return Share((part.number, part.slack), (base.number, base.slack))?
      .outcome(of: percentage.number, power: 2)
  }

  /// Whether the percentage is right, or right but for its last digit.
  var isRight: Bool { outcome == .pass || outcome == .rounding }

  /// The finding in words.
  var draft: CheckDraft? {
    guard let outcome, let unit = part.unit,
      let share = Share((part.number, .zero), (base.number, .zero))
    else { return nil }
    let computed = share.value(power: 2, exponent: min(-2, percentage.number.exponent)).shortText()
    let isHere = base.range.lowerBound < percentage.range.lowerBound && !base.isRemembered
    let start = isHere ? min(part.label.lowerBound, base.label.lowerBound) : part.label.lowerBound
    let quote = prose.quote(start..<percentage.range.upperBound)
    let figures = [part, base].map { $0.number.text(inPower: unit.power) }
    return CheckDraft(
      .ratio, outcome, quote: quote.text, line: quote.line, parts: figures,
      stated: percentage.number.text(), computed: computed, unit: "%",
      message: Quotient.message(
        "\(figures[0]) ÷ \(figures[1])（\(unit.printed)）= \(computed)%",
        printed: percentage.number.text() + "%", outcome))
  }

  /// The words for a computation and what is printed.
  static func message(_ sum: String, printed: String, _ outcome: Check.Outcome) -> String {
    switch outcome {
    case .pass: "\(sum)，与所列 \(printed)一致。"
    case .rounding: "\(sum)，所列 \(printed)在末位上的差别可以由取舍解释。"
    default: "\(sum)，与所列 \(printed)不一致，请核对。"
    }
  }
}
