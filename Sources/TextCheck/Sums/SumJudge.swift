/// Tests a total against its parts and puts the result into words.
struct SumJudge {
  let prose: Prose

  /// The findings of all sums: a total of which one list is broken is not told again as one of
  /// which another is not whole.
  func drafts(_ claims: [SumClaim]) -> [CheckDraft] {
    var told: [Range<Int>: Check.Outcome] = [:]
    let found = claims.compactMap { claim in draft(claim).map { (claim.head.range, $0) } }
    for (range, draft) in found where draft.outcome == .contradiction {
      told[range] = .contradiction
    }
    return found.compactMap { range, draft in
      guard draft.outcome == .partialList else { return draft }
      guard told[range] == nil else { return nil }
      told[range] = .partialList
      return draft
    }
  }

  /// The finding; nil when nothing certain can be said.
  func draft(_ claim: SumClaim) -> CheckDraft? {
    let draft = found(claim)
    return claim.isAgain && draft?.outcome != .contradiction ? nil : draft
  }

  private func found(_ claim: SumClaim) -> CheckDraft? {
    guard let unit = claim.head.unit, claim.parts.count >= 1 else { return nil }
    guard claim.isExact else { return inexact(claim, unit) }
    guard let computed = claim.computed, let difference = computed.minus(claim.head.number) else {
      return nil
    }
    let terms = SumTerms(claim, unit, computed, difference.magnitude)
    if difference.mantissa == 0, claim.parts.count > 1 {
      return make(claim, unit, .pass, "\(terms.sum)，与\(terms.total)一致。")
    }
    if claim.isRounding(finest: finest(claim)) {
      let words = "\(terms.sum)，与\(terms.total)相差 \(terms.gap)，可以由四舍五入解释。"
      return make(claim, unit, .rounding, words)
    }
    // A list that only seems to part a total does so where its names leave nothing out.
    if claim.isTentative, !PartCompleteness(prose: prose, claim: claim).isByName { return nil }
    return unequal(claim, unit, terms, isOver: difference.mantissa > 0)
  }

  private func unequal(
    _ claim: SumClaim, _ unit: MeasureUnit, _ terms: SumTerms, isOver: Bool
  ) -> CheckDraft? {
    if let first = claim.parts.first, claim.head.number < first.number, isDirect(claim, first) {
      let words =
        "其中一项 \(first.number.shortText(inPower: unit.power)) \(unit.printed)大于"
        + "\(terms.total)，请核对。"
      return make(claim, unit, .contradiction, words)
    }
    guard claim.parts.count > 1 else { return nil }
    let partial = "\(terms.sum)，\(isOver ? "多于" : "少于")\(terms.total)，相差 \(terms.gap)；"
    let completeness = PartCompleteness(prose: prose, claim: claim)
    if hasOverlap(claim), !completeness.isNamed {
      let words = partial + "所列类别可能互相重叠或没有列全，不作判断。"
      return make(claim, unit, .partialList, words)
    }
    if !isOver, claim.extent == .partial || claim.extent == .open && !completeness.isWhole {
      return make(claim, unit, .partialList, partial + "文中没有说这是全部，不作判断。")
    }
    guard claim.isCertain else { return nil }
    let isSure = completeness.isApart || completeness.isSlip
    // What is larger than the total alone is no part of it, unless the list can have no other.
    if isOver, claim.extent != .whole, !isSure, !isEnumerated(claim),
      claim.parts.contains(where: { claim.head.number < $0.number })
    {
      return nil
    }
    if isOver, runsOn(claim), !isSure {
      let words = partial + "后面几项可能不属于这个总数，不作判断。"
      return make(claim, unit, .partialList, words)
    }
    let words = "\(terms.sum)，与\(terms.total)不一致，相差 \(terms.gap)，请核对。"
    return make(claim, unit, .contradiction, words)
  }

  /// Whether a part follows its total with no other figure and no full stop between.
  private func isDirect(_ claim: SumClaim, _ part: Quantity) -> Bool {
    claim.isCertain && !claim.isTentative && claim.extent != .whole
      && prose.isNext(part, to: claim.head)
      && prose.sentence(at: claim.head.range.lowerBound).contains(part.range.lowerBound)
  }

  /// Whether the parts are parted by 、 alone.
  private func isEnumerated(_ claim: SumClaim) -> Bool {
    claim.parts.dropFirst().allSatisfy { $0.separator <= .enumeration }
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
    let quote = prose.quote(claim.range, marking: claim.parts + [claim.head])
    return CheckDraft(
      .sum, outcome, quote: quote,
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

  private static let tags = Words(
    """
    农民工 妇女 未成年 残疾 老年 老人 军人 军属 退役 少数民族 党员 女性 女职工 青少年 困难 低保 学生 青年 重点 \
    特殊群体 特殊人群 特殊对象 特殊案件 新增 应急 涉及 涉
    """, notIn: "涉外 涉港 涉澳 涉台 应急保障 应急管理 应急用车")
}

/// The words of a computation.
struct SumTerms {
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
