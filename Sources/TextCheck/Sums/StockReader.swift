/// Tests what came in against what was done and what is left: 新收, 上年结转, 办结, 结转下年.
///
/// Holds when: what came in and what was carried over is what was done and what is left.
/// Silent when: no figure says what is left, or what was open before is not printed and the
/// figures do not meet.
struct StockReader {
  let prose: Prose

  /// A count with what it says.
  private struct Entry {
    let quantity: Quantity
    let flow: StockFlow
    let isIncluded: Bool
  }

  func drafts() -> [CheckDraft] {
    let entries = prose.quantities.compactMap(entry)
    return entries.indices.flatMap { index -> [CheckDraft] in
      switch entries[index].flow {
      case .left: [draft(entries, endingAt: index)].compactMap(\.self)
      case .due: [due(entries, at: index)].compactMap(\.self)
      default: []
      }
    }
  }

  private func entry(_ quantity: Quantity) -> Entry? {
    guard quantity.isPlain, quantity.isExact, quantity.unit?.isCount ?? false,
      quantity.unit?.power == 0
    else { return nil }
    let label = prose.label(quantity)
    guard let flow = StockFlow(label) else { return nil }
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
    // What stands beside the other figures comes before what an earlier sentence says.
    let place = prose.sentence(at: taken.range.lowerBound).lowerBound
    let found = carriedPlace.map { before[$0] }
    let isNear = found.map { $0.quantity.range.lowerBound >= place } ?? false
    let carried = isNear ? found : carriedBehind(entries, index) ?? found
    let ended = behind.filter { $0.flow == .ended && $0.quantity.depth == 0 }.map(\.quantity)
    return StockJudge(
      prose: prose, taken: taken, carried: carried.map(\.quantity), done: done, ended: ended,
      left: left, isIncluded: carried?.isIncluded ?? false,
      isNew: Self.newly.isFound(in: prose.label(taken)),
      isRest: Self.rest.isFound(in: prose.label(left))
        || [taken, done].allSatisfy { Self.cumulative.isFound(in: prose.label($0)) }
    ).draft
  }

  /// 年初结转76件，新受理534件，应办610件.
  private func due(_ entries: [Entry], at index: Int) -> CheckDraft? {
    guard index > 1 else { return nil }
    let (first, second, due) = (entries[index - 2], entries[index - 1], entries[index].quantity)
    guard Set([first.flow, second.flow]) == [.carriedIn, .taken], !first.isIncluded,
      !second.isIncluded, first.quantity.matches(due), second.quantity.matches(due),
      prose.sentence(at: due.range.lowerBound).contains(first.quantity.range.lowerBound),
      let sum = PrintedNumber.sum([first.quantity.number, second.quantity.number]),
      let unit = due.unit
    else { return nil }
    let texts = [first, second].map { $0.quantity.number.shortText() }
    let isEqual = sum.equals(due.number)
    return CheckDraft(
      .sum, isEqual ? .pass : .contradiction,
      quote: prose.quote(
        first.quantity.label.lowerBound..<due.range.upperBound,
        marking: [first.quantity, second.quantity, due]),
      parts: texts, stated: due.number.text(), computed: sum.shortText(), unit: unit.printed,
      message: Quotient.message(
        "\(texts.joined(separator: " + ")) = \(sum.shortText())（\(unit.printed)）",
        printed: "\(due.number.text()) \(unit.printed)", isEqual ? .pass : .contradiction))
  }

  /// 目前在册97人，年初在册61人: what was open before, printed directly behind what is left.
  private func carriedBehind(_ entries: [Entry], _ index: Int) -> Entry? {
    guard index + 1 < entries.count, entries[index + 1].flow == .carriedIn else { return nil }
    let (left, next) = (entries[index].quantity, entries[index + 1])
    let isNext =
      prose.firstIndex(from: left.range.upperBound)
      == prose.firstIndex(from: next.quantity.range.lowerBound)
    return isNext && next.quantity.separator <= .comma && next.quantity.matches(left) ? next : nil
  }

  /// The sentence of a figure and the two before it.
  private func windowStart(of quantity: Quantity) -> Int {
    var start = prose.sentence(at: quantity.range.lowerBound).lowerBound
    for _ in 0..<2 where start > 0 { start = prose.sentence(at: start - 1).lowerBound }
    return start
  }

  private static let newly = Words("新收 新受理 新增")
  private static let rest = Words("剩余 其余 现在册")
  /// What came and went in all the years leaves what is there.
  private static let cumulative = Words("累计")
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
