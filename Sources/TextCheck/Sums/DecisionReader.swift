/// Tests what was asked for against what was decided: 收到申请76件，受理70件，不予受理6件.
///
/// Holds when: what was granted, refused and is open makes what was asked for.
/// Silent when: other figures stand between, or nothing was refused.
struct DecisionReader {
  let prose: Prose

  func drafts() -> [CheckDraft] { prose.sentences.compactMap(draft) }

  private func draft(in sentence: Range<Int>) -> CheckDraft? {
    let counts = prose.indices(in: sentence).map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.depth == 0 && $0.unit?.isCount ?? false }
    guard let place = counts.firstIndex(where: isAsked), counts[place].isExact,
      let unit = counts[place].unit
    else { return nil }
    let asked = counts[place]
    let decided = counts[(place + 1)...].prefix {
      $0.matches(asked) && $0.isExact && $0.separator <= .semicolon
        && Self.decisions.isFound(in: prose.label($0))
    }
    let refused = decided.filter { Self.refusals.isFound(in: prose.label($0)) }
    guard decided.count > 1, let first = decided.first, let last = decided.last, !refused.isEmpty,
      refused.count < decided.count, !Self.refusals.isFound(in: prose.label(first)),
      SumWords.andSoOn.length(in: prose.text[...], at: last.range.upperBound) == nil,
      let computed = PrintedNumber.sum(decided.map(\.number))
    else { return nil }
    let terms = decided.map { $0.number.shortText() }
    let isEqual = computed.equals(asked.number)
    let words =
      "各项决定 \(terms.joined(separator: " + ")) = \(computed.shortText())，"
      + "申请 \(asked.number.text()) \(unit.printed)，"
    return CheckDraft(
      .sum, isEqual ? .pass : .contradiction,
      quote: prose.quote(
        asked.label.lowerBound..<last.range.upperBound, marking: [asked] + decided),
      parts: terms, stated: asked.number.text(), computed: computed.shortText(),
      unit: unit.printed, message: words + (isEqual ? "两边一致。" : "两边不一致，请核对。"))
  }

  private func isAsked(_ quantity: Quantity) -> Bool {
    let label = prose.label(quantity)
    return Self.asking.isFound(in: label) && !Self.refusals.isFound(in: label)
  }

  private static let asking = Words("申请 收到 接到")
  private static let refusals = Words(
    "不予受理 不予援助 不予批准 不予立案 不予许可 不符合 终止审查 撤回申请 转交 转送 驳回申请 补正 告知 正在审查 尚在审查")
  /// What was decided; 终止 alone may end what was granted.
  private static let decisions = Words(
    """
    批准 准予 同意 给予 受理 通过 不予受理 不予援助 不予批准 不予立案 不予许可 不符合 终止审查 撤回申请 转交 转送 驳回申请 \
    补正 告知 正在审查 尚在审查
    """)
}
