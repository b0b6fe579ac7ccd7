/// Whether the parts of an open list (其中) are all there are, by their names or by what they miss.
struct PartCompleteness {
  let prose: Prose
  let claim: SumClaim

  /// Whether no part can be missing, however much is.
  var isNamed: Bool { isByName || isByLevel || hasAllShares }

  /// Whether nothing can be in two of the parts, so that they cannot come to more than the total.
  var isApart: Bool { isNamed || isCases }

  /// Whether the list is meant to be whole.
  var isWhole: Bool {
    if isNamed || labels.contains(where: { Self.rest.isFound(in: $0) }) { return true }
    guard let missing else { return false }
    // A list that names nearly all has left out nothing, it has a slip.
    if isCases { return missing.share <= 20 }
    switch claim.parts.count {
    case 4...: return missing.share <= 10 || missing.places > (missing.share <= 40 ? 1 : 2)
    case 3: return missing.share <= 10 || missing.places > 2
    default: return missing.share <= 5 || missing.places > (missing.share <= 15 ? 1 : 2)
    }
  }

  /// Whether the parts come to more than their total by what one other digit would make good.
  ///
  /// The last place in which the figures have digits is left out: a gap there is nothing odd.
  var isSlip: Bool {
    guard let sum = claim.computed, let gap = sum.minus(claim.head.number), gap.mantissa > 0 else {
      return false
    }
    return places(of: gap) > 1
  }

  private var labels: [ArraySlice<Unicode.Scalar>] { claim.parts.map { prose.label($0) } }

  /// Names that leave nothing out.
  var isByName: Bool {
    Self.wholes.contains { set in
      set.allSatisfy { word in labels.contains { word.isFound(in: $0) } }
    }
  }

  /// 民事 and 刑事 alone: what is neither is little.
  private var isCases: Bool {
    Self.cases.allSatisfy { word in labels.contains { word.isFound(in: $0) } }
  }

  /// Money by levels of government: all that came, came from one of them.
  private var isByLevel: Bool {
    claim.head.unit?.isMoney ?? false && labels.allSatisfy { FundLevel.isFound(in: $0) }
  }

  /// Whether each part prints its share, and the shares come to the whole.
  private var hasAllShares: Bool {
    let shares = claim.parts.compactMap { part -> PrintedNumber? in
      let next = prose.firstIndex(from: part.range.upperBound)
      guard next < prose.quantities.count else { return nil }
      let share = prose.quantities[next]
      let isShare = share.unit?.dimension == .percent && share.separator <= .comma
      return isShare && Self.share.isFound(in: prose.label(share)) ? share.number : nil
    }
    guard shares.count == claim.parts.count,
      let gap = PrintedNumber.sum(shares)?.minus(PrintedNumber(mantissa: 100, exponent: 0))
    else { return false }
    return gap.magnitude < PrintedNumber(mantissa: 5, exponent: -1)
  }

  /// How much of a hundred is missing; and of how many places the gap is, where another digit at
  /// its first would make it good.
  ///
  /// Places count from the last in which any of the figures has a digit: a gap of 5,000 is nothing
  /// odd among whole thousands.
  private var missing: (share: Int, places: Int)? {
    guard let sum = claim.computed, let gap = claim.head.number.minus(sum), gap.mantissa > 0,
      let share = Share((gap, .zero), (claim.head.number, .zero))
    else { return nil }
    return (Int(share.value(power: 2, exponent: 0).mantissa), places(of: gap))
  }

  /// Of how many places a gap is that another digit at its first would make good; 0 for others.
  private func places(of gap: PrintedNumber) -> Int {
    let digits = String(gap.mantissa).utf8
    guard digits.dropFirst().allSatisfy({ $0 == 0x30 }) else { return 0 }
    let figures = (claim.parts + [claim.head]).compactMap { $0.number.mantissa(at: gap.exponent) }
    let rounds = figures.map { String($0).utf8.reversed().prefix { $0 == 0x30 }.count }
    return digits.count - (rounds.min() ?? 0)
  }

  private static let share = Words("占")
  /// The rest of something, behind which nothing is left.
  private static let rest = Words("其他 其它 其余")
  private static let cases = ["民事", "刑事"].map { Words($0) }
  private static let wholes: [[Words]] = [
    ["民事", "刑事", "行政"], ["基本支出", "项目支出"], ["税收", "非税"], ["男", "女"],
    ["城镇 城市", "农村 乡村"], ["线上", "线下"], ["第一产业", "第二产业", "第三产业"],
    ["转移", "本级"], ["书面", "口头"], ["维持", "纠正"], ["来访", "来电", "网络 线上 来信"],
    ["优秀", "良好", "合格"], ["诉讼", "非诉"], ["行政编制", "事业编制"], ["在职", "离休 退休 离退休"],
    ["网站", "公众号 微信"], ["网络申请", "信函"], ["货物", "服务"], ["购置", "运行"],
    ["财政拨款收入", "其他收入"], ["公共预算", "政府性基金"], ["来信", "来访"],
    ["合格", "不合格"], ["律师", "基层法律服务"], ["缓刑", "假释", "监外执行"], ["公务用车", "公务接待"],
    ["维持", "驳回", "终止"], ["予以公开", "不予公开", "无法提供"], ["专职", "公职"], ["行政村 乡村", "社区"], ["应急保障", "执法执勤"],
    ["流动资产", "固定资产"], ["国内", "涉外"], ["合伙", "个人"], ["受理", "不予受理"],
    ["建议", "提案"], ["一审", "二审"], ["普通合伙", "特殊普通"], ["公开", "部分公开", "不予公开"],
    ["本级", "县区 区县 各县 县（区） 县（市"],
  ].map { set in set.map { Words($0) } }
}
