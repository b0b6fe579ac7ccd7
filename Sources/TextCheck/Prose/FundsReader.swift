/// Compares in a sentence the money that was spent with the money that was allotted.
struct FundsReader {
  let prose: Prose
  /// The sums of the paragraph that hold exactly.
  let sums: [SumClaim]

  func drafts() -> [CheckDraft] {
    prose.sentences.compactMap(draft)
  }

  private func draft(_ sentence: Range<Int>) -> CheckDraft? {
    let money = prose.indices(in: sentence).map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.depth == 0 && $0.unit?.isMoney ?? false }
    guard money.count > 1, Self.funds.isFound(in: prose.text[sentence]),
      let allotted = money.first(where: { isAllotted($0) }), let unit = allotted.unit
    else { return nil }
    let behind = money.filter { $0.range.lowerBound > allotted.range.upperBound }
    let spent = spending(behind.filter { isSpent($0) && $0.matches(allotted) })
    guard !spent.isEmpty else { return nil }
    let carried = money.filter { Self.carried.isFound(in: prose.label($0)) && $0.matches(allotted) }
    let left = behind.first { Self.left.isFound(in: prose.label($0)) && $0.matches(allotted) }
    let all = spent + carried + [allotted] + (left.map { [$0] } ?? [])
    let start = all.map(\.label.lowerBound).min() ?? sentence.lowerBound
    let end = all.map(\.range.upperBound).max() ?? sentence.upperBound
    guard all.allSatisfy(\.isExact) else { return nil }
    let judge = FundsJudge(
      allotted: allotted, carried: carried, spent: spent, left: left, unit: unit,
      proof: sums.first { $0.head.range == allotted.range && $0.holds })
    return judge.draft(quote: prose.quote(start..<end))
  }

  private func isAllotted(_ quantity: Quantity) -> Bool {
    let label = prose.label(quantity)
    return Self.allotted.isFound(in: label) && !SumWords.spent.isFound(in: label)
      && !Self.carried.isFound(in: label) && !Self.planned.isFound(in: label)
  }

  private func isSpent(_ quantity: Quantity) -> Bool {
    let label = prose.label(quantity)
    return SumWords.spent.isFound(in: label) && !Self.allotted.isFound(in: label)
      && !Self.planned.isFound(in: label)
  }

  /// A total of what was spent where the sentence has one, else the single items.
  private func spending(_ items: [Quantity]) -> [Quantity] {
    if let total = items.first(where: { Self.total.isFound(in: prose.label($0)) }) {
      return [total]
    }
    if let sum = sums.first(where: { claim in items.contains { $0.range == claim.head.range } }) {
      return [sum.head]
    }
    return items
  }

  private static let funds = Words("经费 资金 专款 补贴 补助")
  private static let allotted = Words("拨付 到位 下达 划拨 核拨 拨入")
  private static let carried = Words("上年结转 结转 上年结余 年初结余 上年末结余")
  private static let left = Words("年末结余 结余 余额 剩余 结转下年")
  private static let planned = Words("预算 计划 应 拟")
  private static let total = Words("共支出 总支出 支出合计 合计支出 支出总额 共计支出 支出共计 累计支出 实际支出")
}

/// Puts the comparison into words.
private struct FundsJudge {
  let allotted: Quantity
  let carried: [Quantity]
  let spent: [Quantity]
  let left: Quantity?
  let unit: MeasureUnit
  /// A sum that shows that the allotted amount is exact.
  let proof: SumClaim?

  func draft(quote: (text: String, line: Int)) -> CheckDraft? {
    guard let outgo = PrintedNumber.sum(spent.map(\.number)),
      let income = PrintedNumber.sum([allotted.number] + carried.map(\.number)),
      let balance = income.minus(outgo)
    else { return nil }
    let (outcome, words) = judged(outgo, income, balance)
    return CheckDraft(
      .funds, outcome, quote: quote.text, line: quote.line,
      parts: spent.map { text($0.number) }, stated: text(income), computed: short(outgo),
      unit: unit.printed, message: words)
  }

  private func judged(
    _ outgo: PrintedNumber, _ income: PrintedNumber, _ balance: PrintedNumber
  ) -> (Check.Outcome, String) {
    let words = computation(outgo, income)
    let slack = PrintedNumber.sum((spent + carried + [allotted]).map(\.slack)) ?? .zero
    if let left { return compared(left, with: balance, slack, words) }
    if balance.mantissa >= 0 { return (.pass, "\(words)，支出没有超过拨付。") }
    let over = "\(words)，支出多 \(short(balance.magnitude)) \(unit.printed)"
    let coarse = "\(short(allotted.number)) 是取整到 1 \(unit.printed)的数"
    let isExplained =
      outgo.rounded(at: allotted.number.exponent).equals(income) || !(slack < balance.magnitude)
    guard isExplained, allotted.slack.mantissa != 0 else {
      return (.contradiction, "\(over)，两数不一致，请核对。\(missing)")
    }
    guard let proof else {
      return (.rounding, "\(over)；如果 \(coarse)，可以由四舍五入解释。\(missing)")
    }
    let parts = proof.parts.map { short($0.number) }.joined(separator: " + ")
    let sum = "\(short(allotted.number)) = \(parts) 按所列数字正好相等"
    return (
      .contradiction, "\(over)，两数不一致，请核对。\(sum)；只有 \(coarse)时才能由四舍五入解释。\(missing)"
    )
  }

  private func compared(
    _ left: Quantity, with balance: PrintedNumber, _ slack: PrintedNumber, _ words: String
  ) -> (Check.Outcome, String) {
    let printed = "\(short(left.number)) \(unit.printed)"
    let sum = "\(words)，相减为 \(short(balance)) \(unit.printed)"
    if balance.equals(left.number) { return (.pass, "\(sum)，与所列结余一致。") }
    guard let gap = balance.minus(left.number)?.magnitude,
      let widest = PrintedNumber.sum([slack, left.slack]), widest < gap
    else { return (.rounding, "\(sum)，与所列结余 \(printed)的差可以由四舍五入解释。") }
    return (.contradiction, "\(sum)，与所列结余 \(printed)不一致，请核对。")
  }

  private func computation(_ outgo: PrintedNumber, _ income: PrintedNumber) -> String {
    let items = spent.map { short($0.number) }.joined(separator: " + ")
    let total = spent.count > 1 ? "\(items) = \(short(outgo))" : short(outgo)
    let sources = ([allotted] + carried).map { short($0.number) }.joined(separator: " + ")
    let available = carried.isEmpty ? "拨付 \(sources)" : "拨付加结转 \(sources) = \(short(income))"
    return "支出 \(total) \(unit.printed)，\(available) \(unit.printed)"
  }

  /// What the text does not print and would explain a difference.
  private var missing: String {
    carried.isEmpty ? "文中没有列出上年结转；如有结转，请补充说明。" : ""
  }

  private func text(_ number: PrintedNumber) -> String { number.text(inPower: unit.power) }
  private func short(_ number: PrintedNumber) -> String { number.shortText(inPower: unit.power) }
}
