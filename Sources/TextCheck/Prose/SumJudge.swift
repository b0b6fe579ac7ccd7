/// Tests a total against its parts and puts the result into words.
struct SumJudge {
  let prose: Prose

  /// The finding; nil when nothing certain can be said.
  func draft(_ claim: SumClaim) -> CheckDraft? {
    guard let unit = claim.head.unit, claim.parts.count >= 2 || claim.holds else { return nil }
    guard claim.isExact else { return inexact(claim, unit) }
    guard let computed = claim.computed, let difference = computed.minus(claim.head.number) else {
      return nil
    }
    let terms = Terms(claim, unit, computed, difference.magnitude)
    if difference.mantissa == 0 {
      return make(claim, unit, .pass, "\(terms.sum)，与\(terms.total)一致。")
    }
    if claim.isRounding(finest: finest(claim)) {
      let words = "\(terms.sum)，与\(terms.total)相差 \(terms.gap)，可以由四舍五入解释。"
      return make(claim, unit, .rounding, words)
    }
    return claim.isTentative
      ? nil : unequal(claim, unit, terms, isOver: difference.mantissa > 0)
  }

  private func unequal(
    _ claim: SumClaim, _ unit: MeasureUnit, _ terms: Terms, isOver: Bool
  ) -> CheckDraft? {
    let partial = "\(terms.sum)，\(isOver ? "多于" : "少于")\(terms.total)，相差 \(terms.gap)；"
    if hasOverlap(claim) {
      let words = partial + "所列类别可能互相重叠或没有列全，不作判断。"
      return make(claim, unit, .partialList, words)
    }
    if !isOver, claim.extent == .partial || claim.extent == .open && !isNearlyWhole(claim) {
      return make(claim, unit, .partialList, partial + "文中没有说这是全部，不作判断。")
    }
    guard claim.isCertain else { return nil }
    if isOver, runsOn(claim) {
      let words = partial + "后面几项可能不属于这个总数，不作判断。"
      return make(claim, unit, .partialList, words)
    }
    let words = "\(terms.sum)，与\(terms.total)不一致，相差 \(terms.gap)，请核对。"
    return make(claim, unit, .contradiction, words)
  }

  private func inexact(_ claim: SumClaim, _ unit: MeasureUnit) -> CheckDraft? {
    guard claim.isCertain, !claim.isTentative, claim.parts.count >= 2, claim.extent != .partial
    else { return nil }
    let vague = (claim.parts + [claim.head]).filter { !$0.isExact }.map { "“\(prose.words($0))”" }
    let words = "\(vague.joined(separator: "、"))不是确数，合计无法核验。"
    return make(claim, unit, .notTestable, words)
  }

  private func make(
    _ claim: SumClaim, _ unit: MeasureUnit, _ outcome: Check.Outcome, _ message: String
  ) -> CheckDraft {
    let quote = prose.quote(claim.range)
    return CheckDraft(
      .sum, outcome, quote: quote.text, line: quote.line,
      parts: claim.parts.map { $0.number.text(inPower: unit.power) },
      stated: claim.head.number.text(inPower: unit.power),
      computed: claim.isExact ? claim.computed?.shortText(inPower: unit.power) : nil,
      unit: unit.printed, message: message)
  }

  /// The finest place of the figures of one dimension in the sentence.
  private func finest(_ claim: SumClaim) -> Int {
    let sentence = prose.sentence(at: claim.head.range.lowerBound)
    let all = prose.indices(in: sentence).map { prose.quantities[$0] } + claim.parts
    return all.filter { $0.matches(claim.head) }.map(\.number.exponent).min()
      ?? claim.head.number.exponent
  }

  /// Whether a part is a group to which the things of another part may belong too.
  private func hasOverlap(_ claim: SumClaim) -> Bool {
    claim.parts.contains { Self.tags.isFound(in: prose.label($0)) }
  }

  /// Whether a list between semicolons goes so far beyond its total that it must have other things.
  private func runsOn(_ claim: SumClaim) -> Bool {
    guard claim.extent != .whole,
      claim.parts.dropFirst().contains(where: {
        $0.separator >= .semicolon
          || prose.text[claim.head.range.upperBound..<$0.range.lowerBound]
            .contains("；")
      }), let gap = claim.computed?.minus(claim.head.number), claim.head.number.mantissa > 0,
      let share = Share((gap, .zero), (claim.head.number, .zero))
    else { return false }
    return share.value(power: 2, exponent: 0).mantissa >= 10
  }

  /// Whether an open list misses so little that it is meant to be whole.
  private func isNearlyWhole(_ claim: SumClaim) -> Bool {
    let labels = claim.parts.map { prose.label($0) }
    if Self.wholes.contains(where: { set in
      set.allSatisfy { word in labels.contains { word.isFound(in: $0) } }
    }) {
      return true
    }
    guard let sum = claim.computed, let gap = claim.head.number.minus(sum),
      let exponent = [gap.exponent, claim.head.number.exponent].min(),
      let missing = gap.mantissa(at: exponent),
      let total = claim.head.number.mantissa(at: exponent), total < Int128.max / 200
    else { return false }
    if labels.contains(where: { Self.rest.isFound(in: $0) }) { return true }
    switch claim.parts.count {
    case 7...: return missing * 10 <= total
    case 3...6: return missing * 200 <= total
    default: return false
    }
  }

  private static let tags = Words(
    """
    农民工 妇女 未成年 残疾 老年 老人 军人 军属 退役 少数民族 党员 女性 女职工 青少年 困难 低保 学生 青年 重点 \
    特殊 新增 应急 涉及 涉
    """)

  /// The rest of something, behind which nothing is left.
  private static let rest = Words("其他 其它 其余")

  /// Sets of words that leave nothing out.
  private static let wholes: [[Words]] = [
    ["民事", "刑事", "行政"], ["基本支出", "项目支出"], ["税收", "非税"], ["男", "女"],
    ["城镇 城市", "农村 乡村"], ["线上", "线下"], ["第一产业", "第二产业", "第三产业"],
    ["转移", "本级"], ["书面", "口头"], ["维持", "纠正"],
  ].map { set in set.map { Words($0) } }
}

/// The words of a computation.
private struct Terms {
  /// `25 + 1 = 26`, in the unit of the total.
  let sum: String
  let total: String
  let gap: String

  init(
    _ claim: SumClaim, _ unit: MeasureUnit, _ computed: PrintedNumber, _ gap: PrintedNumber
  ) {
    let power = unit.power
    let parts = claim.parts.map { $0.number.shortText(inPower: power) }
    let shown = parts.count > 12 ? parts.prefix(12) + ["…"] : parts[...]
    sum = "各项之和 \(shown.joined(separator: " + ")) = \(computed.shortText(inPower: power))"
    total = "所列总数 \(claim.head.number.text(inPower: power)) \(unit.printed)"
    self.gap = "\(gap.shortText(inPower: power)) \(unit.printed)"
  }
}
