/// Finds the total columns and rows of a table and tests them.
///
/// Holds when: a column or row named 合计 is the sum of those beside it.
/// Silent when: the rows have different numbers of cells, or the table's own figures do not show
/// what its totals add.
struct TableTotals {
  private let grid: Grid
  private let headerCount: Int
  private let width: Int
  /// The rows of figures that have as many cells as most.
  private let rows: [Grid.Row]
  private let headers: [String]

  /// Whether its figures are amounts that may have been rounded.
  private let isRounded: Bool

  /// - Parameters:
  ///   - grid: The table.
  ///   - isInLargeUnit: Whether the words before it name a unit such as 万元.
  init?(_ grid: Grid, isInLargeUnit: Bool) {
    isRounded =
      isInLargeUnit
      || grid.rows.contains { row in
        row.cells.contains {
          $0.isWords && Self.largeUnits.isFound(in: Array($0.key.unicodeScalars)[...])
        }
      }
    var widths: [Int: Int] = [:]
    for row in grid.rows where row.cells.contains(where: { $0.number != nil }) {
      widths[row.cells.count, default: 0] += 1
    }
    guard let width = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, width > 1,
      let first = grid.rows.firstIndex(where: Self.isData)
    else { return nil }
    self.grid = grid
    self.width = width
    headerCount = first
    let data = grid.rows[first...]
    guard data.allSatisfy({ $0.cells.count == width }) else { return nil }
    rows = Array(data)
    let heads = grid.rows[..<first].filter { $0.cells.count == width }
    headers = (0..<width).map { column in
      var words: [String] = []
      for row in heads where words.last != row.cells[column].key {
        words.append(row.cells[column].key)
      }
      return words.joined()
    }
  }

  private static func isData(_ row: Grid.Row) -> Bool {
    row.cells.contains { $0.number != nil }
      && row.cells.count { $0.isWords } * 2 <= row.cells.count + 1
  }

  func drafts() -> [CheckDraft] { rowDrafts() + columnDrafts() }

  // MARK: - Total columns

  private func rowDrafts() -> [CheckDraft] {
    var drafts: [CheckDraft] = []
    for column in headers.indices where Self.isTotal(headers[column]) {
      let candidates = parts(of: column)
      let best = candidates.map { ($0, held(column, $0)) }.max { $0.1 < $1.1 }
      guard let (parts, count) = best, count >= 2 || count == 1 && rows.count == 1 else { continue }
      let all = rows.compactMap { rowSum($0, column, parts).draft }
      guard count * 10 >= all.count(where: { $0.outcome != .notTestable }) * 7 else { continue }
      drafts += all
    }
    return drafts
  }

  /// The columns that a total column may add: all others, those behind it, those before it.
  private func parts(of column: Int) -> [[Int]] {
    let usable = (0..<width).filter { other in
      other != column && !Self.isTotal(headers[other]) && !Self.isOdd(headers[other])
        && rows.contains { $0.cells[other].number != nil }
        && rows.allSatisfy { !$0.cells[other].isWords }
    }
    let behind = usable.filter { $0 > column }.prefixRun(from: column + 1)
    let before = Array(usable.filter { $0 < column }.reversed()).prefixRun(from: column - 1, by: -1)
    return [usable, behind, before].filter { $0.count > 1 }
  }

  /// In how many rows the sum holds and is none of zeros alone.
  private func held(_ column: Int, _ parts: [Int]) -> Int {
    rows.count { row in
      let filled = parts.count { (row.cells[$0].number?.mantissa ?? 0) != 0 }
      return filled > 0 && rowSum(row, column, parts).draft?.outcome == .pass
    }
  }

  private func rowSum(_ row: Grid.Row, _ column: Int, _ parts: [Int]) -> CellSum {
    CellSum(
      kind: .tableRow, parts: parts.map { row.cells[$0] }, total: row.cells[column],
      names: ("各列之和", "“\(headers[column])”"), quote: row.quote, line: row.line, unit: "",
      isExact: !isRounded)
  }

  // MARK: - Total rows

  private func columnDrafts() -> [CheckDraft] {
    var drafts: [CheckDraft] = []
    for (index, row) in rows.enumerated()
    where Self.isTotal(row.cells.first { $0.isWords }?.key ?? "") {
      let above = partsAbove(index)
      let isFirst = index == 0
      let parts = isFirst ? Array(rows.dropFirst()) : above
      guard parts.count > 1 else { continue }
      drafts += columnDrafts(row, parts)
    }
    return drafts
  }

  /// The rows between the total before and this one.
  private func partsAbove(_ index: Int) -> [Grid.Row] {
    var parts: [Grid.Row] = []
    for row in rows[..<index].reversed() {
      if Self.isTotal(row.cells.first { $0.isWords }?.key ?? "") { break }
      parts.append(row)
    }
    return parts.reversed()
  }

  private func columnDrafts(_ total: Grid.Row, _ parts: [Grid.Row]) -> [CheckDraft] {
    let all = (0..<width).compactMap { column -> CheckDraft? in
      guard !Self.isOdd(headers[column]), parts.allSatisfy({ !$0.cells[column].isWords }),
        parts.contains(where: { $0.cells[column].number != nil })
      else { return nil }
      let name = headers[column].isEmpty ? "第 \(column + 1) 列" : "“\(headers[column])”列"
      let figures = parts.map { $0.cells[column].text }.joined(separator: "，")
      return CellSum(
        kind: .tableColumn, parts: parts.map { $0.cells[column] }, total: total.cells[column],
        names: ("\(name)各行之和", "合计行"),
        quote: "\(name)：\(figures)；合计 \(total.cells[column].text)", line: total.line, unit: "",
        isExact: !isRounded
      ).draft
    }
    let tested = all.filter { $0.outcome != .notTestable }
    let held = tested.count { $0.outcome != .contradiction && $0.stated != "0" }
    let isLayered = parts.contains { Self.isLayer($0.cells.first { $0.isWords }?.key ?? "") }
    let isShown = held * 2 > tested.count || held > 0 && held * 2 == tested.count
    if isShown, !isLayered { return all }
    let isSingle = tested.count == 1 && parts.count > 2 && !isLayered
    if isSingle, Self.isNear(tested[0]) { return all }
    return held * 2 > tested.count ? all.filter { $0.outcome != .contradiction } : []
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

  private static func isTotal(_ words: String) -> Bool {
    let bare = words.split(separator: "（").first ?? ""
    return ["合计", "总计", "小计", "总数", "共计"].contains { bare.hasSuffix($0) }
  }

  private static let largeUnits = Words("万元 亿元 千元 百万 万人 万件 万吨")

  /// Columns that nobody adds.
  private static func isOdd(_ header: String) -> Bool {
    ["率", "%", "均", "单价", "标准", "序号", "年份", "名次", "排名", "比例", "比重", "增长", "编号"]
      .contains { header.contains($0) }
  }

  /// Rows that belong to a row above them.
  private static func isLayer(_ words: String) -> Bool {
    if words.contains("其中") || words.contains("#") { return true }
    guard let first = words.unicodeScalars.first else { return false }
    return "一二三四五六七八九十（123456789".unicodeScalars.contains(first)
  }
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
