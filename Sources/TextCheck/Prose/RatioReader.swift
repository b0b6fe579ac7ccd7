/// Tests printed percentages against the figures they were made from.
///
/// Holds when: the fraction rounds to the percentage as printed.
/// Silent when: the text does not say of what it is a share, or prints only one of the figures.
struct RatioReader {
  let prose: Prose
  let sums: [SumClaim]

  func drafts() -> [CheckDraft] {
    prose.quantities.indices.compactMap { index in
      let percentage = prose.quantities[index]
      guard percentage.unit?.dimension == .percent, percentage.isExact else { return nil }
      let label = prose.label(percentage)
      if percentage.role == .increase || percentage.role == .decrease { return nil }
      if Self.budget.isFound(in: label), Self.reached.isFound(in: label) {
        return budgetShare(index)
      }
      if let share = Self.share.first(in: label) {
        return self.share(index, of: prose.text[share.upperBound..<label.endIndex])
      }
      return rate(index)
    }
  }

  // MARK: - 占…%

  private func share(_ index: Int, of name: ArraySlice<Unicode.Scalar>) -> CheckDraft? {
    guard let place = nearest(before: index) else { return nil }
    let part = prose.quantities[place]
    let percentage = prose.quantities[index]
    let bases = bases(for: part, before: place)
    for base in bases where outcome(part, base, percentage) == .pass {
      return draft(part, base, percentage, .pass)
    }
    for base in bases where outcome(part, base, percentage) == .rounding {
      return draft(part, base, percentage, .rounding)
    }
    guard let base = certainBase(for: part, at: place, bases, name) else { return nil }
    return outcome(part, base, percentage).flatMap { draft(part, base, percentage, $0) }
  }

  /// The figures a part can be a share of, the nearest first.
  private func bases(for part: Quantity, before place: Int) -> [Quantity] {
    let window = prose.quantities[max(0, place - 60)..<place].reversed()
    return window.filter {
      $0.isPlain && $0.isExact && $0.matches(part) && !($0.number < part.number)
    }
  }

  /// The one figure that a share without the name of its whole must be of.
  private func certainBase(
    for part: Quantity, at place: Int, _ bases: [Quantity], _ name: ArraySlice<Unicode.Scalar>
  ) -> Quantity? {
    guard isGeneric(name), isDirect(part, place) else { return nil }
    if let sum = sums.first(where: { claim in
      claim.holds && claim.parts.contains { $0.range == part.range }
    }) {
      return sum.head
    }
    let sentence = prose.sentence(at: part.range.lowerBound)
    let here = bases.filter { $0.range.lowerBound >= sentence.lowerBound }
    // Others of its kind in the sentence could be the whole as well.
    let values = Set(here.map { $0.number.shortText() })
    guard values.count == 1, let base = here.first, base.depth == part.depth else { return nil }
    return base
  }

  /// Whether the share stands behind its part with nothing between.
  private func isDirect(_ part: Quantity, _ place: Int) -> Bool {
    place + 1 < prose.quantities.count
      && prose.quantities[place + 1].unit?.dimension == .percent
      && prose.quantities[place + 1].separator <= .comma
  }

  /// Words that name no other whole than the one before: 总数的, 比.
  private func isGeneric(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
    var rest = name
    while let word = Self.generic.length(in: rest, at: rest.startIndex) {
      rest = rest.dropFirst(word)
    }
    return rest.isEmpty
  }

  // MARK: - …率, 完成预算的…%

  private func rate(_ index: Int) -> CheckDraft? {
    let percentage = prose.quantities[index]
    guard let kind = RateKind.kind(of: prose.label(percentage)) else { return nil }
    let sentence = prose.sentence(at: percentage.range.lowerBound)
    let figures = prose.indices(in: sentence.lowerBound..<percentage.range.lowerBound)
      .map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.isExact && $0.unit?.dimension.isAddable ?? false }
    guard let last = figures.last else { return nil }
    let alike = figures.filter { $0.matches(last) }
    guard let part = alike.last(where: { kind.isPart(prose.label($0)) }),
      let base = alike.last(where: { $0.range != part.range && kind.isBase(prose.label($0)) })
    else { return nil }
    let result = outcome(part, base, percentage)
    if result == .contradiction, alike.count > 2 || !kind.isCertain { return nil }
    return result.flatMap { draft(part, base, percentage, $0) }
  }

  private func budgetShare(_ index: Int) -> CheckDraft? {
    let percentage = prose.quantities[index]
    let sentence = prose.sentence(at: percentage.range.lowerBound)
    let figures = prose.indices(in: sentence.lowerBound..<percentage.range.lowerBound)
      .map { prose.quantities[$0] }
      .filter { $0.isExact && $0.unit?.isMoney ?? false && $0.isPlain }
    guard figures.count > 1, let part = figures.last(where: { !isBudget($0) }) else { return nil }
    for base in figures.reversed() where base.range != part.range {
      let result = outcome(part, base, percentage)
      if result == .pass || result == .rounding {
        return result.flatMap { draft(part, base, percentage, $0) }
      }
    }
    let budgets = figures.filter(isBudget)
    guard figures.count == 2, let base = budgets.first, figures.last?.range == part.range,
      let result = outcome(part, base, percentage)
    else { return nil }
    return draft(part, base, percentage, result)
  }

  private func isBudget(_ quantity: Quantity) -> Bool {
    let label = prose.label(quantity)
    return Self.budget.isFound(in: label) && !Self.accounts.isFound(in: label)
  }

  // MARK: - The result

  /// The nearest figure before a percentage, in its sentence.
  private func nearest(before index: Int) -> Int? {
    let sentence = prose.sentence(at: prose.quantities[index].range.lowerBound)
    var place = index
    while place > 0 {
      place -= 1
      let quantity = prose.quantities[place]
      guard quantity.range.lowerBound >= sentence.lowerBound else { return nil }
      guard quantity.isPlain, quantity.unit?.dimension.isAddable ?? false else { continue }
      return quantity.isExact ? place : nil
    }
    return nil
  }

  private func outcome(_ part: Quantity, _ base: Quantity, _ percentage: Quantity) -> Check.Outcome?
  {
    Share((part.number, part.slack), (base.number, base.slack))?
      .outcome(of: percentage.number, power: 2)
  }

  private func draft(
    _ part: Quantity, _ base: Quantity, _ percentage: Quantity, _ outcome: Check.Outcome
  ) -> CheckDraft? {
    guard let unit = part.unit, let share = Share((part.number, .zero), (base.number, .zero))
    else { return nil }
    let exponent = min(-2, percentage.number.exponent)
    let computed = share.value(power: 2, exponent: exponent).shortText()
    let start = min(part.label.lowerBound, base.label.lowerBound)
    let quote = prose.quote(start..<percentage.range.upperBound)
    let figures = [part, base].map { $0.number.text(inPower: unit.power) }
    return CheckDraft(
      .ratio, outcome, quote: quote.text, line: quote.line, parts: figures,
      stated: percentage.number.text(), computed: computed, unit: "%",
      message: RatioWords.message(
        "\(figures[0]) ÷ \(figures[1])（\(unit.printed)）= \(computed)%",
        printed: percentage.number.text() + "%", outcome))
  }

  private static let share = Words("占比 占")
  private static let budget = Words("预算 计划 任务 指标")
  private static let reached = Words("完成 为 占 达到 达")
  private static let accounts = Words("决算 支出 执行 完成 收入")
  private static let generic = Words("总数 总量 总额 总人数 全部 总件数 的 比重 比例 比 为 达 达到 总 其")
}

/// The words for a fraction.
enum RatioWords {
  static func message(_ sum: String, printed: String, _ outcome: Check.Outcome) -> String {
    switch outcome {
    case .pass: "\(sum)，与所列 \(printed)一致。"
    case .rounding: "\(sum)，所列 \(printed)在末位上的差别可以由取舍解释。"
    default: "\(sum)，与所列 \(printed)不一致，请核对。"
    }
  }
}

/// A rate with a name of its own, and of which figures it is made.
struct RateKind: Sendable {
  private let names: Words
  private let part: Words
  private let base: Words
  /// Whether the two figures alone must give the rate.
  let isCertain: Bool

  static func kind(of label: ArraySlice<Unicode.Scalar>) -> RateKind? {
    all.first { $0.names.isFound(in: label) }
  }

  func isPart(_ label: ArraySlice<Unicode.Scalar>) -> Bool { part.isFound(in: label) }
  func isBase(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    base.isFound(in: label) && !part.isFound(in: label)
  }

  // What is closed in a year may have been accepted before it.
  private static let all = [
    RateKind(
      names: Words("办结率 结案率 审结率"), part: Words("办结 结案 审结"),
      base: Words("受理 收案 立案 新收 收到 登记 共"), isCertain: true),
    RateKind(
      names: Words("执行率 支出率 支出进度 执行进度 使用率"), part: Words("支出 执行数 执行 使用 支付"),
      base: Words("预算 指标 拨付 到位 安排 下达"), isCertain: true),
    RateKind(
      names: Words("到位率"), part: Words("到位"), base: Words("预算 安排 计划 下达 应"),
      isCertain: true),
    RateKind(
      names: Words("调解成功率 成功率 调成率"), part: Words("成功"),
      base: Words("调解 受理 纠纷 共"), isCertain: true),
    RateKind(
      names: Words("率"), part: Words("按时 按期 已 答复 公开 合格 满意 完成 办理 纠错"),
      base: Words("受理 共 收到 应 申请"), isCertain: false),
  ]
}
