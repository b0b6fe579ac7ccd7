/// Finds the total columns and rows of a table and tests them.
///
/// Holds when: a column or row named 合计 is the sum of those beside it.
/// Silent when: the table's own figures do not show what its totals add.
struct TableTotals {
  private let table: TableShape

  init(_ table: TableShape) {
    self.table = table
  }

  func drafts() -> [CheckDraft] { rowDrafts() + columnDrafts() }

  // MARK: - Total columns

  private func rowDrafts() -> [CheckDraft] {
    var drafts: [CheckDraft] = []
    for column in table.headers.indices where TableShape.isTotal(table.headers[column]) {
      let candidates = parts(of: column)
      let best = candidates.map { ($0, held(column, $0)) }.max { $0.1 < $1.1 }
      guard let (parts, count) = best, count >= 2 || count == 1 && table.rows.count == 1 else {
        continue
      }
      let all = table.rows.compactMap { rowSum($0, column, parts).draft }
      guard count * 2 >= all.count(where: { $0.outcome != .notTestable }) else { continue }
      drafts += all
    }
    return drafts
  }

  /// The columns that a total column may add: all others, those behind it, those before it.
  private func parts(of column: Int) -> [[Int]] {
    let usable = (0..<table.width).filter { other in
      other != column && !TableShape.isTotal(table.headers[other])
        && !Self.isOdd(table.headers[other])
        && table.rows.contains { $0.cells[other].number != nil }
        && table.rows.allSatisfy { !$0.cells[other].isWords }
    }
    let behind = usable.filter { $0 > column }.prefixRun(from: column + 1)
    let before = Array(usable.filter { $0 < column }.reversed()).prefixRun(from: column - 1, by: -1)
    // The columns since the total before: 支出合计 beside 拨付 and 收回.
    let runs = (2..<max(2, min(before.count, 12))).map { Array(before.prefix($0)) }
    let all: [[Int]] = [usable, behind, before] + runs
    return all.filter { $0.count > 1 }
  }

  /// In how many rows the sum holds and is none of zeros alone.
  private func held(_ column: Int, _ parts: [Int]) -> Int {
    table.rows.count { row in
      let filled = parts.count { (row.cells[$0].number?.mantissa ?? 0) != 0 }
      return filled > 0 && rowSum(row, column, parts).draft?.outcome == .pass
    }
  }

  private func rowSum(_ row: Grid.Row, _ column: Int, _ parts: [Int]) -> CellSum {
    CellSum(
      kind: .tableRow, parts: parts.map { row.cells[$0] }, total: row.cells[column],
      names: ("各列之和", "“\(table.headers[column])”"), quote: row.quote, line: row.line, unit: "",
      isExact: !table.isRounded)
  }

  // MARK: - Total rows

  private func columnDrafts() -> [CheckDraft] {
    var drafts: [CheckDraft] = []
    for (index, row) in table.rows.enumerated() where table.isTotal(row) {
      let candidates = partRows(of: index).enumerated().filter { $0.element.count > 1 }
      let tested = candidates.map { ($0, columnDrafts(row, $0.element)) }
      guard let (parts, all) = tested.max(by: { held($0.1) < held($1.1) }) else { continue }
      drafts += shown(all, of: parts.element, isFirst: parts.offset == 0)
    }
    return drafts
  }

  /// The rows that a total row may add: those since the total before, all that are no totals, or
  /// the totals before; for a total at the top all below it.
  private func partRows(of index: Int) -> [[Grid.Row]] {
    guard index > 0 else { return [table.rows.dropFirst().filter { !table.isTotal($0) }] }
    let above = table.rows[..<index]
    let since = above.lastIndex(where: table.isTotal).map { above[($0 + 1)...] } ?? above
    let items = above.filter { !table.isTotal($0) }
    let totals = above.filter(table.isTotal)
    return totals.isEmpty ? [Array(since)] : [Array(since), items, totals]
  }

  private func columnDrafts(_ total: Grid.Row, _ parts: [Grid.Row]) -> [CheckDraft] {
    (0..<table.width).compactMap { column -> CheckDraft? in
      let header = table.headers[column]
      guard !Self.isOdd(header), parts.allSatisfy({ !$0.cells[column].isWords }),
        parts.contains(where: { ($0.cells[column].number?.mantissa ?? 0) != 0 })
          || total.cells[column].number != nil && parts.contains(where: \.hasFigures),
        parts.contains(where: { $0.cells[column].number != nil })
      else { return nil }
      let name = header.isEmpty ? "第 \(column + 1) 列" : "“\(header)”列"
      let figures = parts.map { $0.cells[column].text }.joined(separator: "，")
      let draft = CellSum(
        kind: .tableColumn, parts: parts.map { $0.cells[column] }, total: total.cells[column],
        names: ("\(name)各行之和", "合计行"),
        quote: "\(name)：\(figures)；合计 \(total.cells[column].text)", line: total.line, unit: "",
        isExact: !table.isRounded
      ).draft
      if draft?.outcome != .pass, isRunning(column, total, parts) { return nil }
      return draft
    }
  }

  /// Whether a column holds what there is at a time, which is not added: its total is the last.
  private func isRunning(_ column: Int, _ total: Grid.Row, _ parts: [Grid.Row]) -> Bool {
    let header = Array(table.headers[column].unicodeScalars)[...]
    guard Self.levels.isFound(in: header) else { return false }
    let last = parts.last?.cells[column].number
    let isLast =
      last.flatMap { last in total.cells[column].number.map { $0.equals(last) } } ?? false
    return isLast || table.isByTime || Self.running.isFound(in: header)
  }

  private func held(_ drafts: [CheckDraft]) -> Int {
    drafts.count { $0.outcome == .pass && $0.stated != "0" } * 2
      + drafts.count { $0.outcome == .rounding }
  }

  /// The findings of a total row that are surely of these rows.
  private func shown(_ all: [CheckDraft], of parts: [Grid.Row], isFirst: Bool) -> [CheckDraft] {
    let tested = all.filter { $0.outcome != .notTestable }
    let right = tested.count { $0.outcome != .contradiction && $0.stated != "0" }
    let isLayered = self.isLayered(parts)
    if !isLayered, right * 2 > tested.count || right > 0 && right * 2 == tested.count { return all }
    // Nothing but the rows above can be in a total at the foot of a plain list.
    let isPlain = !isLayered && isFirst && !table.rows.dropLast().contains(where: table.isTotal)
    if isPlain, right > 0 { return all }
    if isPlain, tested.count == 1, parts.count > 2, Self.isNear(tested[0]) { return all }
    return right * 2 > tested.count ? all.filter { $0.outcome != .contradiction } : []
  }

  /// Whether some rows are parts of others.
  private func isLayered(_ parts: [Grid.Row]) -> Bool {
    let labels = parts.map { table.label($0) }
    if labels.contains(where: { $0.contains("其中") || $0.contains("#") }) { return true }
    let styles = labels.map { ItemNumber(Array($0.unicodeScalars)[...])?.style }
    return Set(styles.compactMap(\.self).map { "\($0)" }).count > 1
      || styles.contains { $0 == .heading } && styles.contains { $0 == nil }
  }

  /// Whether a sum is so near its total that the total must be of these rows.
  private static func isNear(_ draft: CheckDraft) -> Bool {
    guard let stated = draft.stated, let computed = draft.computed,
      let total = PrintedNumber(digits: stated.unicodeScalars),
      let sum = PrintedNumber(digits: computed.unicodeScalars), total.mantissa > 0,
      let gap = sum.minus(total)?.magnitude,
      let share = Share((gap, .zero), (total, .zero))
    else { return false }
    return share.value(power: 2, exponent: 0).mantissa <= 10
  }

  /// Columns that nobody adds.
  private static func isOdd(_ header: String) -> Bool {
    [
      "率", "%", "均", "单价", "标准", "序号", "年份", "名次", "排名", "比例", "比重", "增长", "编号", "年度",
      "号码", "电话", "日期", "时间",
    ].contains { header.contains($0) }
  }

  private static let levels = Words("余额 结余 累计 存量 在册 期末 年末 月末")
  private static let running = Words("累计 月末 期末")
}

extension [Int] {
  /// The numbers that follow on each other from a first one.
  fileprivate func prefixRun(from first: Int, by step: Int = 1) -> [Int] {
    var expected = first
    return prefix { number in
      defer { expected += step }
      return number == expected
    }.map(\.self)
  }
}
