/// Reads from the words before a figure what it says.
enum FigureRole {
  static func role(of label: ArraySlice<Unicode.Scalar>) -> Quantity.Role {
    if reaching.isEnd(of: label) { return .plain }
    if let change = changes.last(in: label) { return change }
    let head = label.withoutFill
    if let first = comparisons.first(in: label), year.isFound(in: label[first.upperBound...]) {
      return .earlier
    }
    if averages.isFound(in: label) || each.isEnd(of: label) || label.contains("每") {
      return .average
    }
    if others.isFound(in: label) || rates.isEnd(of: head) { return .other }
    if reached.isFound(in: label), plans.isEnd(of: head) { return .other }
    if earlier.isFound(in: label), !carried.isFound(in: label) { return .earlier }
    return .plain
  }

  /// 增加到 and the like lead to what it is now.
  private static let reaching = Words(
    "增加到 增至 增加至 减少到 减至 减少至 提高到 下降到 降至 上升到 达到 升至")
  private static let changes = ChangeWords()
  /// 与2010年的: what a figure is compared with.
  private static let comparisons = Words("与 比 较 由 从")
  private static let year = Words("年 同期")
  private static let averages = Words(
    "平均 车均 人次均 次均 人均 件均 户均 均价 日均 月均 年均 案均 场均 每件 每人 每户 每年 每月 每天 每案 每场 每月")
  private static let each = Words("各 每")
  private static let others = Words("不足 相差 超出 高出 低于 高于 多于 少于 折合 比例为")
  private static let rates = Words("率 标准 目标 目标任务 比重 单价 倍 占")
  private static let reached = Words("完成 占 达到")
  private static let plans = Words("预算 预算数 计划 计划数 任务 任务数 目标 目标数 的")
  /// What came over from last year is money of this year.
  private static let carried = Words("结转 结余 转入 未结 在册 在矫")
  private static let earlier = Words("上年同期 上年度 上年 去年 去年同期 上一年 同期 前年")
}

extension ArraySlice<Unicode.Scalar> {
  /// Without the little words before a figure: 了, 为, 达.
  fileprivate var withoutFill: ArraySlice<Unicode.Scalar> {
    var end = endIndex
    while end > startIndex, ChangeWords.fill.contains(self[end - 1]) { end -= 1 }
    return self[..<end]
  }
}

/// Words that say how much more or less, of which the last before the figure counts.
struct ChangeWords: Sendable {
  private static let up = Words("增加 增长 上升 提高 提升 多支出 多 增幅 增 增收 增支")
  private static let down = Words("减少 下降 降低 降 回落 少支出 压减 下滑 减 降幅 减收 减支")

  /// 增加 or 减少 near the end of a label; nil for neither.
  func last(in label: ArraySlice<Unicode.Scalar>) -> Quantity.Role? {
    // A verb of change stands before its figure, at most a little word between.
    let head = label.withoutFill
    if Self.newlyMade.isEnd(of: head) { return nil }
    if Self.up.isEnd(of: head) { return .increase }
    if Self.down.isEnd(of: head) { return .decrease }
    return nil
  }

  private static let newlyMade = Words("新增 新增加")
  static let fill: Set<Unicode.Scalar> = ["了", "约", "近", "超", "过", "达", "为", "各", "均", "是"]
}
