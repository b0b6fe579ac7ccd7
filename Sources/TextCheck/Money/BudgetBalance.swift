/// The balances of a final account: 收入总计 less 支出合计 is 年末结转和结余; 本年收入 and 年初结转
/// make 收入总计, 本年支出 and 年末结转 make 支出总计.
///
/// Holds when: the figures of one balance agree.
/// Silent when: one of them is printed twice or not at all, or surpluses were distributed.
struct BudgetBalance {
  let prose: Prose

  static func drafts(in prose: Prose) -> [CheckDraft] {
    guard total.isFound(in: prose.text[...]) || rests.isFound(in: prose.text[...]) else {
      return []
    }
    let balance = BudgetBalance(prose: prose)
    let money = prose.quantities.filter {
      $0.isPlain && $0.isExact && $0.depth == 0 && $0.unit?.isMoney ?? false
    }
    let of = { (words: Words) in money.filter { words.isFound(in: prose.label($0)) } }
    guard of(other).isEmpty else { return [] }
    if of(incomes).isEmpty, let whole = balance.whole(of(opening), of(income)) {
      let names = balance.terms(of(opening) + of(income))
      return [
        balance.draft([whole], of(outgo), of(rests), isDifference: true, names: names)
      ].compactMap(\.self)
    }
    let rest = balance.draft(of(incomes), of(outgoes), of(rests), isDifference: true)
    let sums = [
      balance.draft(of(income), of(opening), of(incomes), isDifference: false),
      balance.draft(of(outgo), of(rests), of(outgoTotals), isDifference: false),
    ]
    return ([rest] + sums).compactMap(\.self)
  }

  /// 年初结转 and 本年收入 together, where no 收入总计 is printed.
  private func whole(_ opening: [Quantity], _ income: [Quantity]) -> Quantity? {
    guard opening.count == 1, income.count == 1, opening[0].matches(income[0]) else { return nil }
    return PrintedNumber.sum([opening[0].number, income[0].number]).map {
      Quantity(income[0], number: $0)
    }
  }

  /// `62.35 + 873.6`, in the unit of the last.
  private func terms(_ figures: [Quantity]) -> String {
    let power = figures.last?.unit?.power ?? 0
    return figures.map { $0.number.shortText(inPower: power) }.joined(separator: " + ")
  }

  /// One figure less or with another, against a third; each must be the only one of its name.
  private func draft(
    _ first: [Quantity], _ second: [Quantity], _ third: [Quantity], isDifference: Bool,
    names: String? = nil
  ) -> CheckDraft? {
    guard first.count == 1, second.count == 1, third.count == 1, let unit = first[0].unit else {
      return nil
    }
    let figures = [first[0], second[0], third[0]]
    guard Set(figures.map(\.range)).count == 3,
      let result = isDifference
        ? figures[0].number.minus(figures[1].number)
        : PrintedNumber.sum([figures[0].number, figures[1].number]),
      let results = isDifference
        ? figures[0].interval().minus(figures[1].interval())
        : PrintedInterval.sum([figures[0].interval(), figures[1].interval()])
    else { return nil }
    let outcome: Check.Outcome =
      result.equals(figures[2].number)
      ? .pass : results.meets(figures[2].interval()) ? .rounding : .contradiction
    let texts = figures.map { $0.number.text(inPower: unit.power) }
    let computed = result.shortText(inPower: unit.power)
    let start = figures.map(\.label.lowerBound).min() ?? 0
    let end = figures.map(\.range.upperBound).max() ?? start
    let lead = names.map { "\($0) = " } ?? ""
    let sum =
      isDifference
      ? "收入和结转 \(lead)\(texts[0]) - 支出 \(texts[1]) = \(computed)（\(unit.printed)）"
      : "\(texts[0]) + \(texts[1]) = \(computed)（\(unit.printed)）"
    return CheckDraft(
      .funds, outcome, quote: prose.quote(start..<end, marking: figures),
      parts: [texts[0], texts[1]], stated: texts[2], computed: computed, unit: unit.printed,
      message: Quotient.message(
        sum, printed: "\(isDifference ? "结转结余" : "总计") \(texts[2])", outcome))
  }

  private static let total = Words("收入总计 支出总计")
  private static let incomes = Words("收入总计")
  private static let outgoTotals = Words("支出总计", notIn: "本年支出总计")
  private static let outgoes = Words("本年支出合计 支出合计 本年支出总计")
  private static let income = Words("本年收入")
  private static let outgo = Words("本年支出", notIn: "本年支出总计")
  private static let opening = Words(
    "年初结转和结余 年初结转结余 年初结余 上年结转 年初结转 上年结余")
  private static let rests = Words("年末结转和结余 年末结转结余 年末结余")
  private static let other = Words("结余分配 上缴 使用非财政拨款")
}
