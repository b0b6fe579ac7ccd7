/// Tests what is still to be paid or spent: 应发63万元，已发放51万元，尚欠12万元.
///
/// Holds when: what was due or there, less what was done, is what remains.
/// Silent when: the two figures before are not those of the words.
struct RemainderReader {
  let prose: Prose

  func drafts() -> [CheckDraft] {
    let all = prose.quantities.filter { $0.unit?.dimension.isAddable ?? false }
    return all.indices.dropFirst(2).compactMap { draft(Array(all[($0 - 2)...$0])) }
  }

  private func draft(_ figures: [Quantity]) -> CheckDraft? {
    let sentence = prose.sentence(at: figures[2].range.lowerBound)
    guard Self.remaining.isFound(in: prose.label(figures[2])),
      Self.done.isFound(in: prose.label(figures[1])),
      Self.due.isFound(in: prose.label(figures[0])),
      figures.allSatisfy({ $0.isPlain && $0.isExact && $0.depth == 0 && $0.matches(figures[0]) }),
      sentence.contains(figures[0].range.lowerBound), let unit = figures[0].unit,
      let rest = figures[0].number.minus(figures[1].number),
      let rests = figures[0].interval().minus(figures[1].interval())
    else { return nil }
    let outcome: Check.Outcome =
      rest.equals(figures[2].number)
      ? .pass : rests.meets(figures[2].interval()) ? .rounding : .contradiction
    let texts = figures.map { $0.number.text(inPower: unit.power) }
    let computed = rest.shortText(inPower: unit.power)
    return CheckDraft(
      unit.isMoney ? .funds : .sum, outcome,
      quote: prose.quote(
        figures[0].label.lowerBound..<figures[2].range.upperBound, marking: figures),
      parts: [texts[0], texts[1]], stated: texts[2], computed: computed, unit: unit.printed,
      message: Quotient.message(
        "\(texts[0]) - \(texts[1]) = \(computed)（\(unit.printed)）",
        printed: "\(texts[2]) \(unit.printed)", outcome))
  }

  private static let due = Words("应 收到 到位 安排 下达 总额 拨付 计划 预算")
  private static let done = Words("已 实际 实发 实支")
  private static let remaining = Words(
    "尚欠 尚未支出 尚未支付 尚未发放 尚未使用 未到位 未发放 未支出 未支付 未使用 缺口 尚余 差额")
}
