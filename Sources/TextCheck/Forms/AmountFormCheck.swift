/// The form of amounts: 1.800元 stands for 1,800元.
///
/// Holds when: no amount in 元 has three decimals that end in zero.
struct AmountFormCheck {
  static func drafts(in prose: Prose) -> [CheckDraft] {
    prose.quantities.compactMap { quantity in
      guard let unit = quantity.unit, unit.isMoney, unit.power == 0,
        quantity.number.exponent == -3, quantity.number.mantissa >= 1_000,
        quantity.number.mantissa % 10 == 0, quantity.number.mantissa < 1_000_000,
        !isRate(quantity, prose)
      else { return nil }
      let quote = prose.quote(quantity.range)
      let printed = prose.passage.quote(quantity.range)
      let value = quantity.number.mantissa
      return CheckDraft(
        .form, .contradiction, quote: quote,
        stated: quantity.number.text(), unit: unit.printed,
        message: "“\(printed)”以元为单位却有三位小数，可能是把千分位的逗号写成了小数点（\(value)元），请核对。")
    }
  }

  /// 1.250元/立方米 is a price.
  private static func isRate(_ quantity: Quantity, _ prose: Prose) -> Bool {
    let end = quantity.range.upperBound
    return end < prose.text.count && prose.text[end] == "/"
  }
}
