/// Tests what came in against what was done and what is left: 新收, 上年结转, 办结, 结转下年.
///
/// Holds when: what came in and what was carried over is what was done and what is left.
/// Silent when: no figure says what is left, or what was open before is not printed and the
/// figures do not meet.
struct StockReader {
  let prose: Prose

  private enum Flow {
    case taken
    case carriedIn
    case done
    case ended
    case left
  }

  /// A count with what it says.
  private struct Entry {
    let quantity: Quantity
    let flow: Flow
    let isIncluded: Bool
  }

  func drafts() -> [CheckDraft] {
    let entries = prose.quantities.compactMap(entry)
    return entries.indices.flatMap { index -> [CheckDraft] in
      switch entries[index].flow {
      case .left: [draft(entries, endingAt: index)].compactMap(\.self)
      case .ended: [refusal(entries, at: index)].compactMap(\.self)
      default: []
      }
    }
  }

  private func entry(_ quantity: Quantity) -> Entry? {
    guard quantity.isPlain, quantity.isExact, quantity.unit?.isCount ?? false,
      quantity.unit?.power == 0
    else { return nil }
    let label = prose.label(quantity)
    let flow: Flow
    if Self.carried.isFound(in: label) {
      flow = .carriedIn
    } else if Self.left.isFound(in: label) {
      flow = .left
    } else if Self.ended.isFound(in: label) {
      flow = .ended
    } else if Self.done.isFound(in: label) {
      flow = .done
    } else if Self.taken.isFound(in: label) {
      flow = .taken
    } else {
      return nil
    }
    return Entry(
      quantity: quantity, flow: flow,
      isIncluded: quantity.depth > 0 || Self.including.isFound(in: label))
  }

  private func draft(_ entries: [Entry], endingAt index: Int) -> CheckDraft? {
    let left = entries[index].quantity
    let start = windowStart(of: left)
    let before = entries[..<index].filter {
      $0.quantity.matches(left) && $0.quantity.range.lowerBound >= start
    }
    guard let takenPlace = before.lastIndex(where: { $0.flow == .taken && $0.quantity.depth == 0 })
    else { return nil }
    let taken = before[takenPlace].quantity
    let behind = before[(takenPlace + 1)...]
    guard let done = behind.last(where: { $0.flow == .done && $0.quantity.depth == 0 })?.quantity
    else { return nil }
    let carriedPlace = before.lastIndex {
      $0.flow == .carriedIn
        && !($0.isIncluded && done.range.lowerBound < $0.quantity.range.lowerBound)
    }
    let carried = carriedPlace.map { before[$0] }
    let ended = behind.filter { $0.flow == .ended && $0.quantity.depth == 0 }.map(\.quantity)
    return StockJudge(
      prose: prose, taken: taken, carried: carried.map(\.quantity), done: done, ended: ended,
      left: left, isIncluded: carried?.isIncluded ?? false,
      isNew: Self.newly.isFound(in: prose.label(taken)),
      isRest: Self.rest.isFound(in: prose.label(left))
    ).draft
  }

  /// 收到申请76件，受理70件，不予受理6件: what was asked is what was taken and what was not.
  private func refusal(_ entries: [Entry], at index: Int) -> CheckDraft? {
    let refused = entries[index].quantity
    guard index > 1, Self.refused.isFound(in: prose.label(refused)) else { return nil }
    let (asked, taken) = (entries[index - 2], entries[index - 1])
    let sentence = prose.sentence(at: refused.range.lowerBound)
    guard asked.flow == .taken, taken.flow == .taken, asked.quantity.matches(refused),
      taken.quantity.matches(refused), sentence.contains(asked.quantity.range.lowerBound),
      Self.asked.isFound(in: prose.label(asked.quantity))
    else { return nil }
    return StockJudge(
      prose: prose, taken: asked.quantity, carried: nil, done: taken.quantity, ended: [],
      left: refused, isIncluded: false, isNew: false, isRest: true
    ).draft
  }

  /// The sentence of a figure and the two before it.
  private func windowStart(of quantity: Quantity) -> Int {
    var start = prose.sentence(at: quantity.range.lowerBound).lowerBound
    for _ in 0..<2 where start > 0 { start = prose.sentence(at: start - 1).lowerBound }
    return start
  }

  private static let carried = Words(
    "上年结转 上年度结转 上年末结转 去年结转 旧存 上年未结 年初未结 期初未结 往年结转 上期结转 结转上年")
  private static let left = Words(
    """
    结转下年 结转至下年 结转到下年 结转下一年 转下年 未结 尚未办结 未办结 在办 正在办理 尚在办理 未审结 尚未审结 剩余 其余 \
    结转2 正在审理 在册
    """)
  private static let ended = Words("终止 撤回 撤案 不予受理 销案")
  private static let done = Words("解除 办结 审结 结案 答复 办理完毕 已办 办理完成 执结 办毕")
  private static let taken = Words("新收 受理 收到 接收 受案 收案 立案 登记 接到 接收 收件")
  private static let newly = Words("新收 新受理 新增")
  private static let rest = Words("剩余 其余 现在册")
  private static let refused = Words("不予受理")
  private static let asked = Words("收到 申请 接到")
  private static let including = Words("含 包括 包含 其中")
}

/// Compares both sides.
private struct StockJudge {
  let prose: Prose
  let taken: Quantity
  let carried: Quantity?
  let done: Quantity
  let ended: [Quantity]
  let left: Quantity
  let isIncluded: Bool
  /// Whether what came in is surely without what was carried over.
  let isNew: Bool
  /// Whether what is left is the rest of what came in.
  let isRest: Bool

  var draft: CheckDraft? {
    let sum = { (quantities: [Quantity]) in PrintedNumber.sum(quantities.map(\.number)) }
    guard let short = sum([done, left]), let long = sum([done, left] + ended),
      let all = sum([taken] + (carried.map { [$0] } ?? []))
    else { return nil }
    let out = [short, long]
    let incomes =
      isNew && carried != nil ? [all] : isIncluded ? [taken.number] : [all, taken.number]
    for income in incomes {
      if let total = out.first(where: { $0.equals(income) }) { return found(income, total, .pass) }
    }
    guard carried != nil || isRest, let income = incomes.first else { return nil }
    return found(income, long, .contradiction)
  }

  private func found(
    _ income: PrintedNumber, _ total: PrintedNumber, _ outcome: Check.Outcome
  ) -> CheckDraft {
    let text = { (number: PrintedNumber) in number.shortText() }
    let isSum = !income.equals(taken.number)
    let ins = isSum ? [taken] + (carried.map { [$0] } ?? []) : [taken]
    let isEnded = !total.equals(PrintedNumber.sum([done.number, left.number]) ?? total)
    let outs = [done] + (isEnded ? ended : []) + [left]
    let unit = left.unit?.printed ?? ""
    let side = { (quantities: [Quantity], sum: PrintedNumber) in
      quantities.count == 1
        ? text(sum)
        : quantities.map { text($0.number) }.joined(separator: " + ") + " = \(text(sum))"
    }
    let words = "收入 \(side(ins, income)) \(unit)，办结和结余 \(side(outs, total)) \(unit)，"
    let all = ins + outs
    let start = all.map(\.label.lowerBound).min() ?? left.label.lowerBound
    let end = all.map(\.range.upperBound).max() ?? left.range.upperBound
    return CheckDraft(
      .sum, outcome, quote: prose.quote(start..<end, marking: all),
      parts: isSum ? all.map { text($0.number) } : outs.map { text($0.number) },
      stated: text(income), computed: text(total), unit: unit,
      message: words + (outcome == .pass ? "两边一致。" : "两边不一致，请核对。"))
  }
}
