/// Requests received and answered (收到和处理政府信息公开申请情况): table three of an annual report on
/// open government (政府信息公开工作年度报告).
struct RequestTable {
  /// A row with its seven figures: six kinds of applicants and the total.
  struct Row {
    let row: Grid.Row
    let cells: [Grid.Cell]
  }

  let received: Row
  let carriedIn: Row?
  let results: [Row]
  /// The total of the results; nil when the table is cut off before it.
  let total: Row?
  let carriedOut: Row?

  /// How many rows of results the form has, without and with the three of 其他处理.
  private static let resultCounts: Set<Int> = [19, 21]
  private static let width = 7

  init?(_ grid: Grid) {
    var received: Row?
    var carriedIn: Row?
    var results: [Row] = []
    var total: Row?
    var carriedOut: Row?
    for row in grid.rows {
      let label = row.label
      guard received != nil || label.contains("本年新收"), let read = Self.row(row) else { continue }
      if label.contains("本年新收") {
        received = received ?? read
      } else if label.contains("结转下年") {
        carriedOut = read
        break
      } else if label.contains("上年结转") {
        carriedIn = read
      } else if label.contains("总计") {
        total = read
      } else if total == nil {
        results.append(read)
      }
    }
    guard let received, carriedIn != nil || !results.isEmpty else { return nil }
    self.received = received
    self.carriedIn = carriedIn
    self.results = results
    self.total = total
    self.carriedOut = carriedOut
  }

  /// Whether the form has all its rows.
  var isWhole: Bool { Self.resultCounts.contains(results.count) }

  var all: [Row] {
    [received, carriedIn].compactMap(\.self) + results + [total, carriedOut].compactMap(\.self)
  }

  /// The seven figures of a row; nil when it has another number of them.
  private static func row(_ row: Grid.Row) -> Row? {
    var figures = row.figures
    // Blank cells before belong to the words; blank cells behind were left by the copying.
    while figures.count > width, figures.first?.isBlank ?? false { figures.removeFirst() }
    while figures.count > width, figures.last?.isBlank ?? false { figures.removeLast() }
    guard figures.count == width, !row.label.isEmpty else { return nil }
    return Row(row: row, cells: Array(figures))
  }
}

/// Reviews and lawsuits (政府信息公开行政复议、行政诉讼情况): table four.
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
    guard isReview,
      let row = grid.rows.last(where: { $0.figures.count == 15 && $0.label.isEmpty })
    else { return nil }
    self.row = row
    groups = (0..<3).map { Array(row.figures.dropFirst($0 * 5).prefix(5)) }
  }
}
