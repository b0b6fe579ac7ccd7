/// The tables of an annual report on open government (政府信息公开工作年度报告) and what must hold
/// in them.
///
/// Table three: what was received and how it was answered. Table four: reviews and lawsuits.
struct AnnualReport {
  private let grid: Grid

  init(_ grid: Grid) {
    self.grid = grid
  }

  /// Table three, when the grid is one.
  var requests: RequestTable? { RequestTable(grid) }

  /// The rows of table four: groups of five figures, of which the last is the total.
  var reviews: ReviewTable? { ReviewTable(grid) }
}

/// Requests received and answered (收到和处理政府信息公开申请情况).
struct RequestTable {
  /// A row with its last seven cells.
  struct Row {
    let row: Grid.Row
    let cells: [Grid.Cell]
  }

  let received: Row
  let carriedIn: Row
  let results: [Row]
  let total: Row
  let carriedOut: Row

  /// How many rows of results the form has, without and with the three of 其他处理.
  private static let resultCounts: Set<Int> = [19, 21]
  private static let width = 7

  init?(_ grid: Grid) {
    var found: [String: Int] = [:]
    for (index, row) in grid.rows.enumerated() {
      let label = row.label
      if label.contains("本年新收") { found["received"] = index }
      if label.contains("上年结转"), found["received"] != nil { found["in"] = index }
      if label.contains("结转下年") { found["out"] = index }
      if label.contains("总计"), found["in"] != nil, found["out"] == nil { found["total"] = index }
    }
    guard let received = found["received"], let carriedIn = found["in"],
      let total = found["total"], let carriedOut = found["out"],
      received < carriedIn, carriedIn < total, total < carriedOut,
      let first = Self.row(grid.rows[received]), let second = Self.row(grid.rows[carriedIn]),
      let sum = Self.row(grid.rows[total]), let last = Self.row(grid.rows[carriedOut])
    else { return nil }
    self.received = first
    self.carriedIn = second
    self.total = sum
    self.carriedOut = last
    results = grid.rows[(carriedIn + 1)..<total].compactMap(Self.row)
  }

  /// Whether the form has all its rows.
  var isWhole: Bool { Self.resultCounts.contains(results.count) }

  var all: [Row] { [received, carriedIn] + results + [total, carriedOut] }

  /// The last seven figures of a row; nil when it has another number of them.
  private static func row(_ row: Grid.Row) -> Row? {
    var figures = row.figures
    // Blank cells before belong to the words; blank cells behind were left by the copying.
    while figures.count > width, figures.first?.isBlank ?? false { figures.removeFirst() }
    while figures.count > width, figures.last?.isBlank ?? false { figures.removeLast() }
    guard figures.count == width, figures.contains(where: { !$0.isBlank }) else { return nil }
    return Row(row: row, cells: Array(figures))
  }
}

/// Reviews and lawsuits (政府信息公开行政复议、行政诉讼情况).
struct ReviewTable {
  let row: Grid.Row
  /// Three groups: reviews, lawsuits without a review before, lawsuits after one.
  let groups: [[Grid.Cell]]

  static let names = ["行政复议", "未经复议直接起诉", "复议后起诉"]

  init?(_ grid: Grid) {
    let isReview = grid.rows.contains { row in
      let label = row.label
      return label.contains("维持") && label.contains("审结")
    }
    guard isReview, let row = grid.rows.last(where: { $0.figures.count == 15 && $0.label.isEmpty })
    else { return nil }
    self.row = row
    groups = (0..<3).map { Array(row.figures.suffix(15).dropFirst($0 * 5).prefix(5)) }
  }
}
