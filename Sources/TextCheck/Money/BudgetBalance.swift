/// The balance of a final account: 收入总计 less 支出合计 is 年末结转和结余.
///
/// Holds when: the three figures agree.
/// Silent when: one of them is printed twice or not at all, or surpluses were distributed.
struct BudgetBalance {
  static func drafts(in prose: Prose) -> [CheckDraft] {
    guard income.isFound(in: prose.text[...]), left.isFound(in: prose.text[...]) else { return [] }
    let money = prose.quantities.filter {
      $0.isPlain && $0.isExact && $0.depth == 0 && $0.unit?.isMoney ?? false
    }
    let of = { (words: Words) in money.filter { words.isFound(in: prose.label($0)) } }
    let (incomes, outgoes, rests) = (of(income), of(outgo), of(left))
    guard incomes.count == 1, outgoes.count == 1, rests.count == 1, of(other).isEmpty,
      let unit = incomes[0].unit,
      let balance = incomes[0].number.minus(outgoes[0].number),
      let balances = incomes[0].interval().minus(outgoes[0].interval())
    else { return [] }
    let figures = [incomes[0], outgoes[0], rests[0]]
    let outcome: Check.Outcome =
      balance.equals(rests[0].number)
      ? .pass : balances.meets(rests[0].interval()) ? .rounding : .contradiction
    let texts = figures.map { $0.number.text(inPower: unit.power) }
    let computed = balance.shortText(inPower: unit.power)
    let start = figures.map(\.label.lowerBound).min() ?? 0
    let end = figures.map(\.range.upperBound).max() ?? start
    return [
      CheckDraft(
        .funds, outcome, quote: prose.quote(start..<end, marking: figures),
        parts: [texts[0], texts[1]], stated: texts[2], computed: computed, unit: unit.printed,
        message: Quotient.message(
          "收入总计 \(texts[0]) - 支出 \(texts[1]) = \(computed)（\(unit.printed)）",
          printed: "结转结余 \(texts[2])", outcome))
    ]
  }

  private static let income = Words("收入总计")
  private static let outgo = Words("本年支出合计 支出合计 本年支出总计")
  private static let left = Words("年末结转和结余 年末结转结余 年末结余")
  private static let other = Words("结余分配 上缴")
}
