/// Tests rates with a name of their own (办结率) and shares of a budget (完成预算的…%).
///
/// Holds when: the fraction rounds to the percentage as printed.
/// Silent when: the two figures are not both printed near, or others could be meant.
struct RatioReader {
  let prose: Prose
  /// The accounts of money, of which a rate of execution is told.
  let accounts: [FundsAccount]

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
    if let draft = execution(index) { return draft }
    if let right = guess(index) { return right.draft }
    guard let kind = RateKind(label) else { return nil }
    let clause = plain(in: prose.clause(around: percentage))
    return rate(kind, percentage, in: clause)
      ?? rate(kind, percentage, in: figures(around: percentage))
  }

  /// A rate of figures that stand near it.
  private func rate(
    _ kind: RateKind, _ percentage: Quantity, in near: [Quantity]
  ) -> CheckDraft? {
    guard let part = part(of: kind, in: near) else { return nil }
    let all = near.filter {
      $0.matches(part) && (kind.mayExceed || !($0.number < part.number))
        && $0.range != part.range
        && kind.isBase(prose.label($0))
    }
    let sentence = prose.sentence(at: part.range.lowerBound)
    let here = all.filter { sentence.contains($0.range.lowerBound) }
    let bases = here.isEmpty ? all : here
    let quotients = (bases + [whole(of: near, beside: part)].compactMap(\.self)).map {
      Quotient(prose: prose, part: part, base: $0, percentage: percentage)
    }
    if let right = quotients.first(where: \.isRight) { return right.draft }
    // 合格 is a grade of its own and the name of all that passed.
    if kind.isAmbiguous, near.contains(where: { Self.grades.isFound(in: prose.label($0)) }) {
      return passed(near, beside: part, of: bases, percentage)
    }
    if bases.isEmpty { return excess(kind, part, near, percentage) }
    return Set(bases.map { $0.number.shortText() }).count > (kind.isVague ? 1 : 3)
      ? nil : quotients[bases.count - 1].draft
  }

  /// A part that is more than the only whole of its sentence; what was open before can be done too.
  private func excess(
    _ kind: RateKind, _ part: Quantity, _ near: [Quantity], _ percentage: Quantity
  ) -> CheckDraft? {
    let sentence = prose.sentence(at: part.range.lowerBound)
    let wholes = near.filter {
      $0.matches(part) && $0.number < part.number && kind.isBase(prose.label($0))
        && sentence.contains($0.range.lowerBound) && $0.range.lowerBound < part.range.lowerBound
    }
    guard wholes.count == 1, StockFlow(prose.label(part)) != .done else { return nil }
    return Quotient(prose: prose, part: part, base: wholes[0], percentage: percentage).draft
  }

  /// What came in together with what was open before, of which a rate can be.
  private func whole(of near: [Quantity], beside part: Quantity) -> Quantity? {
    let taken = near.last {
      $0.matches(part) && Self.taken.isFound(in: prose.label($0)) && $0.depth == 0
    }
    let carried = near.last { $0.matches(part) && Self.carried.isFound(in: prose.label($0)) }
    guard let taken, let carried, let sum = PrintedNumber.sum([taken.number, carried.number]) else {
      return nil
    }
    return Quantity(taken, number: sum)
  }

  private static let taken = Words("新收 受理 收到 收案")
  private static let carried = Words("上年结转 上年度结转 旧存")
  private static let grades = Words("优秀 良好")

  /// 合格率 of all that are 优秀, 良好 or 合格.
  private func passed(
    _ near: [Quantity], beside part: Quantity, of bases: [Quantity], _ percentage: Quantity
  ) -> CheckDraft? {
    let grades = ["优秀", "良好", "合格"].map { Words($0, notIn: "不合格") }
    let named = grades.compactMap { words in
      near.last { $0.matches(part) && words.isFound(in: prose.label($0)) }
    }
    guard named.count == 3, let base = bases.first, let sum = PrintedNumber.sum(named.map(\.number))
    else { return nil }
    return Quotient(
      prose: prose, part: Quantity(part, number: sum), base: base, percentage: percentage
    ).draft
  }

  /// The figure that a rate tells the share of; 优良 is what is 优秀 and what is 良好.
  private func part(of kind: RateKind, in near: [Quantity]) -> Quantity? {
    let named = kind.parts.map { words in near.last { words.isFound(in: prose.label($0)) } }
    guard let first = named.first ?? nil, named.allSatisfy({ $0 != nil }) else { return nil }
    return PrintedNumber.sum(named.compactMap { $0?.number }).map { Quantity(first, number: $0) }
  }

  /// A rate of execution of an account of the paragraph.
  private func execution(_ index: Int) -> CheckDraft? {
    let percentage = prose.quantities[index]
    guard RateKind.isExecution(prose.label(percentage)) else { return nil }
    let account = accounts.last { $0.range.lowerBound < percentage.range.lowerBound }
    guard let account, let outgo = account.outgo,
      prose.indices(
        in: account.range
          .upperBound..<max(
            account.range.upperBound, percentage.range.lowerBound)
      ).count < 12
    else { return nil }
    let quotients = account.bases.map {
      Quotient(prose: prose, part: outgo, base: $0, percentage: percentage)
    }
    return
      (quotients.first { $0.outcome == .pass } ?? quotients.first { $0.outcome == .rounding }
      ?? quotients.first)?.draft
  }

  private func plain(in range: Range<Int>) -> [Quantity] {
    prose.indices(in: range).map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.isExact && $0.unit?.dimension.isAddable ?? false }
  }

  /// The plain figures of the sentence of a percentage and of the two sentences before it.
  private func figures(around percentage: Quantity) -> [Quantity] {
    let sentence = prose.sentence(at: percentage.range.lowerBound)
    var start = sentence.lowerBound
    for _ in 0..<2 where start > 0 { start = prose.sentence(at: start - 1).lowerBound }
    return plain(in: start..<sentence.upperBound)
  }

  /// A pair of near figures that gives the rate.
  private func guess(_ index: Int) -> Quotient? {
    let percentage = prose.quantities[index]
    let start = max(0, index - 8)
    // The part can stand behind its rate: 纠错率12.5%，纠错15件.
    let sentence = prose.sentence(at: percentage.range.lowerBound)
    let core = RateKind(prose.label(percentage))?.parts.first
    let behind = prose.quantities[(index + 1)...].prefix(1).filter { next in
      sentence.contains(next.range.lowerBound) && core?.isFound(in: prose.label(next)) ?? false
    }
    let near = (prose.quantities[start..<index] + behind).filter {
      $0.isPlain && $0.isExact && $0.unit?.dimension.isAddable ?? false
    }
    for part in near.reversed().prefix(3) {
      for base in near.reversed() where base.range != part.range && !(base.number < part.number) {
        let quotient = Quotient(prose: prose, part: part, base: base, percentage: percentage)
        // That all of something is all of it says nothing, unless the two stand side by side.
        let isFull = part.number.equals(base.number)
        if quotient.outcome == .pass, !isFull || base.range.lowerBound < part.range.lowerBound {
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
    guard let budget = Self.budget.last(in: label) else { return false }
    // 支出年初预算 is a budget, 预算支出 is spending.
    return Self.accounts.last(in: label).map { $0.lowerBound < budget.lowerBound } ?? true
  }

  private static let rate = Words("率 进度 满意度")
  private static let share = Words("占")
  private static let budget = Words("预算 计划 任务 指标")
  private static let reached = Words("完成 为 达到 达")
  private static let accounts = Words("决算 支出 执行 完成 收入")
}

/// A rate with a name of its own, and of which figures it is made.
struct RateKind: Sendable {
  /// The words of what it is the share of; two for 优良率.
  let parts: [Words]
  private let base: Words
  /// Whether it is of those who were asked, and of others where these are not printed.
  let isVague: Bool
  /// Whether it can be more than a hundred: 完成率.
  let mayExceed: Bool

  /// Reads the name before 率; nil when it is none that is made of printed figures.
  init?(_ label: ArraySlice<Unicode.Scalar>) {
    if let known = Self.all.first(where: { $0.names.isFound(in: label) }) {
      (parts, base) = (known.parts, known.base)
      (isVague, mayExceed) = (known.isVague, known.mayExceed)
      return
    }
    (isVague, mayExceed) = (false, false)
    guard let end = label.lastIndex(of: "率"), end - label.startIndex >= 2 else { return nil }
    let core = label[(end - 2)..<end]
    guard !Self.vague.isFound(in: core) else { return nil }
    parts = [Words(String(core))]
    base = Self.wholes
  }

  /// Whether its name is also that of one part among others: 合格率.
  var isAmbiguous: Bool {
    parts.count == 1 && parts[0].isFound(in: Array("合格".unicodeScalars)[...])
  }

  func isBase(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    base.isFound(in: label) && !parts.contains { $0.isFound(in: label) }
  }

  static func isExecution(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    execution.isFound(in: label)
  }

  private static let execution = Words("执行率 支出率 支出进度 执行进度 使用率 拨付率")
  /// What nobody counts: 满意率.
  private static let vague = Words("满意 知晓 增长 利率 效率 税率 费率 汇率 概率 频率 频 占比 准确 及时 覆盖")
  private static let wholes = Words(
    """
    受理 收案 评查 抽取 抽查 检查 调查 评估 审查 测评 回访 评定 应 调解 收到 登记 案卷 审结 办结 全年 共 件 案件 全部 \
    考核 参评 参加 培训 检测 抽检 申请 报名 参考 提出
    """)

  private struct Known: Sendable {
    let names: Words
    let parts: [Words]
    let base: Words
    var isVague = false
    var mayExceed = false
  }

  private static let all = [
    Known(
      names: Words("办结率 结案率 审结率"), parts: [Words("办结 结案 审结")],
      base: Words("受理 收案 立案 新收 收到 登记 接收 共 办理 应办 应审")),
    Known(
      names: execution, parts: [Words("支出 执行数 执行 使用 支付", notIn: "转移支付 转移性支付")],
      base: Words("预算 指标 拨付 到位 安排 下达 经费总额 资金总额 业务经费 专项经费 项目资金 收到")),
    Known(
      names: Words("到位率"), parts: [Words("到位")], base: Words("预算 安排 计划 下达 应 总额", notIn: "应急")),
    Known(
      names: Words("纠错率"), parts: [Words("纠错 撤销 变更 确认违法 责令履行")],
      base: Words("审结 办结 结案", notIn: "未审结 未办结 未结案")),
    Known(
      names: Words("优良率"), parts: [Words("优秀"), Words("良好")], base: wholes),
    Known(
      names: Words("满意率 满意度"), parts: [Words("满意", notIn: "基本满意 不满意 比较满意 满意度 满意率")],
      base: Words("回访 收回 有效 测评 调查 评价 办理 收到 受访"), isVague: true),
    Known(
      names: Words("回收率"), parts: [Words("收回 回收")], base: Words("发放 发出")),
    Known(
      names: Words("完成率"), parts: [Words("实际 完成")], base: Words("计划 任务 目标 应"),
      mayExceed: true),
    Known(
      names: Words("成功率 调成率"), parts: [Words("成功")], base: Words("调解 调处 受理 纠纷 共")),
  ]
}
