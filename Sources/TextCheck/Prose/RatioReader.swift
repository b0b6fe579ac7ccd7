/// Tests rates with a name of their own (办结率) and shares of a budget (完成预算的…%).
///
/// Holds when: the fraction rounds to the percentage as printed.
/// Silent when: the two figures are not both printed near, or others could be meant.
struct RatioReader {
  let prose: Prose

  func drafts() -> [CheckDraft] {
    prose.quantities.indices.compactMap { index in
      let percentage = prose.quantities[index]
      guard percentage.unit?.dimension == .percent, percentage.isExact else { return nil }
      let label = prose.label(percentage)
      if Self.budget.isFound(in: label), Self.reached.isFound(in: label) {
        return budgetShare(index)
      }
      if percentage.role == .increase || percentage.role == .decrease { return nil }
      return rate(index)
    }
  }

  private func rate(_ index: Int) -> CheckDraft? {
    let percentage = prose.quantities[index]
    let label = prose.label(percentage)
    guard Self.rate.isFound(in: label), !Self.share.isFound(in: label) else { return nil }
    if let right = guess(index) { return right.draft }
    guard let kind = RateKind.kind(of: label) else { return nil }
    let alike = figures(before: percentage)
    guard alike.count == 2, let part = alike.last, let base = alike.first,
      kind.isPart(prose.label(part)), kind.isBase(prose.label(base))
    else { return nil }
    return Quotient(prose: prose, part: part, base: base, percentage: percentage).draft
  }

  /// A pair of near figures that gives the rate.
  private func guess(_ index: Int) -> Quotient? {
    let percentage = prose.quantities[index]
    let start = max(0, index - 8)
    let near = prose.quantities[start..<index].filter {
      $0.isPlain && $0.isExact && $0.unit?.dimension.isAddable ?? false
    }
    for part in near.reversed().prefix(3) {
      for base in near.reversed() where base.range != part.range && !(base.number < part.number) {
        let quotient = Quotient(prose: prose, part: part, base: base, percentage: percentage)
        // That all of something is all of it says nothing, unless the two stand side by side.
        let isFull = part.number.equals(base.number)
        if quotient.isRight, !isFull || base.range.lowerBound < part.range.lowerBound {
          return quotient
        }
      }
    }
    return nil
  }

  /// The figures of one kind in the sentence before a percentage.
  private func figures(before percentage: Quantity) -> [Quantity] {
    let sentence = prose.sentence(at: percentage.range.lowerBound)
    let figures = prose.indices(in: sentence.lowerBound..<percentage.range.lowerBound)
      .map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.isExact && $0.unit?.dimension.isAddable ?? false }
    guard let last = figures.last else { return [] }
    return figures.filter { $0.matches(last) }
  }

  private func budgetShare(_ index: Int) -> CheckDraft? {
    let percentage = prose.quantities[index]
    let near = prose.quantities[max(0, index - 8)..<index]
      .filter { $0.isExact && $0.unit?.isMoney ?? false && $0.isPlain }
    for part in near.reversed() {
      for base in near.reversed() where base.range != part.range {
        let quotient = Quotient(prose: prose, part: part, base: base, percentage: percentage)
        if quotient.isRight, isBudget(base) || !isBudget(part) { return quotient.draft }
      }
    }
    let here = figures(before: percentage)
    guard here.count == 2, let part = here.last, let base = here.first, isBudget(base),
      !isBudget(part), prose.firstIndex(from: part.range.upperBound) == index
    else { return nil }
    return Quotient(prose: prose, part: part, base: base, percentage: percentage).draft
  }

  private func isBudget(_ quantity: Quantity) -> Bool {
    let label = prose.label(quantity)
    return Self.budget.isFound(in: label) && !Self.accounts.isFound(in: label)
  }

  private static let rate = Words("率 进度")
  private static let share = Words("占")
  private static let budget = Words("预算 计划 任务 指标")
  private static let reached = Words("完成 为 达到 达")
  private static let accounts = Words("决算 支出 执行 完成 收入")
}

/// A rate with a name of its own, and of which figures it is made.
struct RateKind: Sendable {
  private let names: Words
  private let part: Words
  private let base: Words

  static func kind(of label: ArraySlice<Unicode.Scalar>) -> RateKind? {
    all.first { $0.names.isFound(in: label) }
  }

  func isPart(_ label: ArraySlice<Unicode.Scalar>) -> Bool { part.isFound(in: label) }

  func isBase(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    base.isFound(in: label) && !part.isFound(in: label)
  }

  private static let all = [
    RateKind(
      names: Words("办结率 结案率 审结率"), part: Words("办结 结案 审结"),
      base: Words("受理 收案 立案 新收 收到 登记 共")),
    RateKind(
      names: Words("执行率 支出率 支出进度 执行进度 使用率"), part: Words("支出 执行数 执行 使用 支付"),
      base: Words("预算 指标 拨付 到位 安排 下达")),
    RateKind(names: Words("到位率"), part: Words("到位"), base: Words("预算 安排 计划 下达 应")),
    RateKind(
      names: Words("成功率 调成率"), part: Words("成功"), base: Words("调解 调处 受理 纠纷 共")),
  ]
}
