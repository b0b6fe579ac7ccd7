/// One figure over another, compared with a printed percentage.
struct Quotient {
  let prose: Prose
  let part: Quantity
  let base: Quantity
  let percentage: Quantity

  /// Whether the percentage is that of the two figures; nil when it cannot be computed.
  var outcome: Check.Outcome? {
    guard part.matches(base),
      let outcome = Share((part.number, slack(of: part)), (base.number, slack(of: base)))?
        .outcome(of: percentage.number, power: 2)
    else { return nil }
    // No rounding makes the smaller of two printed figures more than the whole of the larger.
    let whole = PrintedNumber(mantissa: 100, exponent: 0)
    let isTurned =
      part.number < base.number && whole < percentage.number
      || base.number < part.number && percentage.number < whole
    return isTurned && outcome == .rounding ? .contradiction : outcome
  }

  /// How far a figure may have been rounded: where the figures beside it are printed to two places
  /// more, it was not rounded to its own, its zeros were left out.
  private func slack(of quantity: Quantity) -> PrintedNumber {
    let own = quantity.number.exponent
    let finest = min(part.number.exponent, base.number.exponent, prose.finest(beside: quantity))
    // 9.6万元 beside 8.73万元 is 9.60: amounts in 万元 are printed to a hundred yuan.
    let isDropped = own - finest >= 2 || own - finest == 1 && quantity.unit?.power == 4
    guard isDropped, quantity.slack.mantissa > 0 else { return quantity.slack }
    return PrintedNumber(mantissa: 5, exponent: finest - 1)
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
    let quote = prose.quote(
      start..<percentage.range.upperBound, marking: [part] + (isHere ? [base] : []) + [percentage])
    let figures = [part, base].map { $0.number.text(inPower: unit.power) }
    return CheckDraft(
      .ratio, outcome, quote: quote, parts: figures,
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
