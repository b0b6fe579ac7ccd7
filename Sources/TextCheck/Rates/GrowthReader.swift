/// Tests printed rates of growth, and the differences printed with them.
///
/// Holds when: the figure, what it was before or how much it changed, and the rate agree.
/// Silent when: only the rate is printed, or another thing may have changed than the figure before.
struct GrowthReader {
  let prose: Prose
  /// The sums of the paragraph, whether they hold or not.
  let sums: [SumClaim]

  func drafts() -> [CheckDraft] {
    prose.quantities.indices.flatMap { index -> [CheckDraft] in
      let quantity = prose.quantities[index]
      guard quantity.isExact, quantity.role == .increase || quantity.role == .decrease else {
        return []
      }
      if quantity.unit?.dimension == .percent { return growth(index).map { [$0] } ?? [] }
      return difference(index).map { [$0] } ?? []
    }
  }

  // MARK: - Rates

  private func growth(_ index: Int) -> CheckDraft? {
    let rate = prose.quantities[index]
    if Self.compound.isFound(in: prose.label(rate)) { return nil }
    if let change = change(beside: index) {
      let draft = growth(rate, by: change, at: index)
      // The slip may be in the difference, and the rate that of the two figures.
      return draft?.outcome == .contradiction ? guess(rate, at: index) ?? draft : draft
    }
    if let right = guess(rate, at: index) ?? behind(rate, at: index) { return right }
    guard isBare(rate) else { return nil }
    if index > 1 {
      let (figure, earlier) = (prose.quantities[index - 2], prose.quantities[index - 1])
      // 受理1064件（上年987件），增长7.8%.
      let label = prose.label(earlier)
      let isInside = earlier.depth == figure.depth + 1 && rate.depth <= earlier.depth
      let isOther = earlier.role == .earlier || isInside && label.isOfYear
      let isChain =
        isOther && (isInside || Self.compared.isFound(in: label))
        && figure.isPlain && figure.matches(earlier) && figure.isExact
        && earlier.isExact && earlier.separator <= .comma && rate.separator <= .comma
      if isChain { return growth(rate, figure, earlier, isCertain: true) }
    }
    if let pair = fromTo(before: index) {
      return growth(rate, pair.now, pair.earlier, isCertain: true)
    }
    if let years = years(before: rate) { return growth(rate, years.last, years.first) }
    guard let figure = figure(before: index), let earlier = earlier(for: figure, around: index)
    else { return nil }
    return growth(rate, figure, earlier, isCertain: true)
  }

  /// 同比增长12.6%，去年同期1142件: what it was before, printed behind the rate.
  private func behind(_ rate: Quantity, at index: Int) -> CheckDraft? {
    guard index + 1 < prose.quantities.count, index > 0 else { return nil }
    let (figure, earlier) = (prose.quantities[index - 1], prose.quantities[index + 1])
    guard earlier.role == .earlier, earlier.separator <= .comma, rate.separator <= .comma,
      earlier.isExact, figure.isPlain, figure.isExact, figure.matches(earlier)
    else { return nil }
    return growth(rate, figure, earlier)
  }

  /// A pair of figures of the sentence that gives the rate.
  private func guess(_ rate: Quantity, at index: Int) -> CheckDraft? {
    let sentence = prose.sentence(at: rate.range.lowerBound)
    let figures = prose.indices(in: sentence.lowerBound..<rate.range.lowerBound).suffix(12)
      .map { prose.quantities[$0] }
      .filter {
        $0.isExact && ($0.isPlain || $0.role == .earlier) && $0.unit?.dimension.isAddable ?? false
      }
    for figure in figures.reversed() where figure.isPlain {
      for earlier in figures where earlier.matches(figure) && earlier.range != figure.range {
        if let draft = growth(rate, figure, earlier), draft.outcome != .contradiction {
          return draft
        }
      }
    }
    return nil
  }

  /// A figure, what it was before and how much more or less that is in a hundred.
  ///
  /// - Parameters:
  ///   - rate: As printed.
  ///   - figure: What it is now.
  ///   - earlier: What it was.
  ///   - role: What the rate says, where another rate before it says so for both.
  ///   - isCertain: Whether no other figures can be meant.
  /// - Returns: The finding; nil where the figures are too large, or go the other way and others
  ///   could be meant.
  func growth(
    _ rate: Quantity, _ figure: Quantity, _ earlier: Quantity, role: Quantity.Role? = nil,
    isCertain: Bool = false
  ) -> CheckDraft? {
    let isIncrease = (role ?? rate.role) == .increase
    let isReversed =
      isIncrease ? figure.number < earlier.number : earlier.number < figure.number
    if isCertain, isReversed { return reversed(rate, figure, earlier, isIncrease) }
    let difference =
      isIncrease ? figure.number.minus(earlier.number) : earlier.number.minus(figure.number)
    let whole = PrintedNumber(mantissa: 100, exponent: 0)
    guard let difference, difference.mantissa >= 0,
      let share = Share((difference, .zero), (earlier.number, .zero)),
      let all = Share((figure.number, figure.slack), (earlier.number, earlier.slack)),
      let printed = isIncrease
        ? PrintedNumber.sum([whole, rate.number]) : whole.minus(rate.number)
    else { return nil }
    let exact = share.outcome(of: rate.number, power: 2)
    // What rounding leaves open is that of the two figures, not of their difference.
    let outcome = exact == .contradiction ? all.outcome(of: printed, power: 2) : exact
    return outcome.flatMap { draft(share, rate, [figure, earlier], $0, isIncrease) }
  }

  /// A rise where the text says that it fell, and the other way round.
  private func reversed(
    _ rate: Quantity, _ figure: Quantity, _ earlier: Quantity, _ isIncrease: Bool
  ) -> CheckDraft? {
    guard let difference = figure.number.minus(earlier.number)?.magnitude,
      let share = Share((difference, .zero), (earlier.number, .zero))
    else { return nil }
    return draft(share, rate, [figure, earlier], .contradiction, !isIncrease)
  }

  private func growth(_ rate: Quantity, by change: Quantity, at index: Int) -> CheckDraft? {
    let figures = figures(for: change, before: min(index, self.index(of: change)))
    let tested = figures.compactMap { figure in share(figure, change).map { (figure, $0) } }
    for (figure, share) in tested {
      let outcome = share.outcome(of: rate.number, power: 2)
      if let outcome, outcome != .contradiction {
        return draft(share, rate, [figure, change], outcome, rate.role == .increase)
      }
    }
    guard isBare(rate), let (figure, share) = subject(of: change, rate, tested) else { return nil }
    return share.outcome(of: rate.number, power: 2).flatMap {
      draft(share, rate, [figure, change], $0, rate.role == .increase)
    }
  }

  /// The change over what it was before.
  private func share(_ figure: Quantity, _ change: Quantity) -> Share? {
    let before =
      change.role == .increase
      ? figure.number.minus(change.number) : PrintedNumber.sum([figure.number, change.number])
    guard let before, let slack = PrintedNumber.sum([figure.slack, change.slack]) else {
      return nil
    }
    return Share((change.number, change.slack), (before, slack))
  }

  /// How much it changed, printed beside the rate.
  private func change(beside index: Int) -> Quantity? {
    let rate = prose.quantities[index]
    for other in [index - 1, index + 1] where prose.quantities.indices.contains(other) {
      let quantity = prose.quantities[other]
      let between = other < index ? rate.separator : quantity.separator
      guard quantity.role == rate.role, quantity.isExact, between <= .comma,
        quantity.unit?.dimension.isAddable ?? false, quantity.depth == rate.depth,
        other < index || isBare(quantity)
      else { continue }
      return quantity
    }
    return nil
  }

  // MARK: - Differences

  /// 比上年的320件增加44件.
  private func difference(_ index: Int) -> CheckDraft? {
    let change = prose.quantities[index]
    guard let unit = change.unit, unit.dimension.isAddable, isBare(change),
      let figure = figure(before: index), figure.matches(change),
      let earlier = chained(before: index, to: figure) ?? earlier(for: figure, around: index),
      let difference = figure.number.minus(earlier.number)
    else { return nil }
    let stated = change.role == .increase ? change.number : change.number.negated
    let sides = [figure, earlier, change].map { $0.interval() }
    guard let between = sides[0].minus(sides[1]) else { return nil }
    let changed = change.role == .increase ? between : sides[1].minus(sides[0]) ?? between
    let outcome: Check.Outcome =
      difference.equals(stated) ? .pass : changed.meets(sides[2]) ? .rounding : .contradiction
    let texts = [figure, earlier].map { $0.number.text(inPower: unit.power) }
    let result = difference.magnitude.shortText(inPower: unit.power)
    let word = change.role == .increase ? "增加" : "减少"
    let range = min(figure.label.lowerBound, earlier.label.lowerBound)..<change.range.upperBound
    let quote = prose.quote(range, marking: [figure, earlier, change])
    let sum =
      "\(texts[0]) - \(texts[1]) = \(difference.shortText(inPower: unit.power))（\(unit.printed)）"
    return CheckDraft(
      .sum, outcome, quote: quote, parts: texts,
      stated: change.number.text(inPower: unit.power), computed: result, unit: unit.printed,
      message: Quotient.message(
        sum, printed: "\(word) \(change.number.text(inPower: unit.power)) \(unit.printed)", outcome)
    )
  }

  // MARK: - The figures around

  /// The figure that changed: the nearest plain one before, in the same sentence.
  private func figure(before index: Int) -> Quantity? {
    let place = prose.quantities[index].range.lowerBound
    let sentence = prose.sentence(at: place)
    return prose.indices(in: sentence.lowerBound..<place).reversed()
      .map { prose.quantities[$0] }
      .first {
        ($0.isPlain || $0.role == .average) && $0.isExact && $0.unit?.dimension.isAddable ?? false
      }
  }

  private func figures(for change: Quantity, before index: Int) -> [Quantity] {
    let start = max(0, index - 12)
    return prose.quantities[start..<index].reversed()
      .filter { ($0.isPlain || $0.role == .average) && $0.isExact && $0.matches(change) }
  }

  /// What a figure was before, printed in the same sentence.
  private func earlier(for figure: Quantity, around index: Int) -> Quantity? {
    let sentence = prose.sentence(at: prose.quantities[index].range.lowerBound)
    let all = prose.indices(in: sentence.lowerBound..<prose.quantities[index].range.lowerBound)
      .map { prose.quantities[$0] }
      .filter { $0.role == .earlier && $0.matches(figure) }
    // 去年 may be the year that is reported: only what is compared with is surely earlier.
    guard all.count == 1, let earlier = all.first, earlier.isExact, earlier.number.mantissa > 0,
      Self.compared.isFound(in: prose.label(earlier))
    else { return nil }
    let plain = prose.indices(in: sentence.lowerBound..<prose.quantities[index].range.lowerBound)
      .map { prose.quantities[$0] }.filter { $0.isPlain && $0.matches(figure) }
    return Set(plain.map { $0.number.shortText() }).count == 1 ? earlier : nil
  }

  private func index(of quantity: Quantity) -> Int {
    prose.firstIndex(from: quantity.range.lowerBound)
  }

  /// Whether the words before a change name nothing new that changed.
  func isBare(_ change: Quantity) -> Bool {
    var rest = prose.label(change)
    while !rest.isEmpty {
      if let length = Self.comparing.length(in: rest, at: rest.startIndex) {
        rest = rest.dropFirst(length)
      } else if let first = rest.first, isDigit(first) {
        rest = rest.dropFirst()
      } else {
        return false
      }
    }
    return true
  }

  private func draft(
    _ share: Share, _ rate: Quantity, _ figures: [Quantity], _ outcome: Check.Outcome,
    _ isIncrease: Bool
  ) -> CheckDraft? {
    guard let unit = figures[0].unit else { return nil }
    let computed = share.value(power: 2, exponent: min(-2, rate.number.exponent)).shortText()
    let start = figures.map(\.label.lowerBound).min() ?? rate.label.lowerBound
    let end = (figures + [rate]).map(\.range.upperBound).max() ?? rate.range.upperBound
    let quote = prose.quote(start..<end, marking: figures + [rate])
    let texts = figures.map { $0.number.text(inPower: unit.power) }
    let word = isIncrease ? "增长" : "下降"
    let isTurned = rate.role == (isIncrease ? .decrease : .increase)
    return CheckDraft(
      .ratio, outcome, quote: quote, parts: texts,
      stated: rate.number.text(), computed: computed, unit: "%",
      message: Quotient.message(
        "按 \(texts.joined(separator: "、"))（\(unit.printed)）计算，\(word) \(computed)%",
        printed: (isTurned ? isIncrease ? "下降 " : "增长 " : "") + rate.number.text() + "%",
        outcome))
  }

  /// Rates over several years, or of several things at once.
  static let yearly = Words("年比 年较 年与")
  private static let compound = Words("年均 平均 递增 分别")
  private static let compared = Words("与 比 较 由 从 上年的 上年同期 去年同期 同期的")
  static let comparing = Words(
    """
    支总计 支总额 收支总计 收支 与 比 较 同 上年 上年度 去年 同期 相比 同比 环比 各 年 月 同口径 决算 决算数 决算相比 年初 预算 预算数 分别 净 了 总量 \
    增加 增长 减少 下降 上升 降低 增收 减收 增支 减支 增幅 降幅 增 减 升 降 提高 多 少 上年同期 相比较 的 执行数 也 均 都 共 累计 十年 五年 三年 两年
    """)
}
