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

  /// The total of the rows under a heading such as 不予公开; nil where one is blank.
  ///
  /// A row without a heading of its own goes on with the one above it.
  func sum(under heading: String) -> PrintedNumber? {
    var isOpen = false
    var numbers: [PrintedNumber] = []
    for row in results {
      let label = row.row.label
      if Self.headings.contains(where: label.contains) {
        isOpen = label.contains(heading) && (heading != "予以公开" || !label.contains("不予"))
      }
      guard isOpen else { continue }
      guard let number = row.cells.last?.number else { return nil }
      numbers.append(number)
    }
    return numbers.isEmpty ? nil : PrintedNumber.sum(numbers)
  }

  private static let headings = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]

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

  /// All lawsuits, with and without a review before.
  var lawsuits: PrintedNumber? {
    let totals = groups.dropFirst().map { $0.last?.number }
    guard totals.allSatisfy({ $0 != nil }) else { return nil }
    return PrintedNumber.sum(totals.compactMap(\.self))
  }

  static let names = ["行政复议", "未经复议直接起诉", "复议后起诉"]

  init?(_ grid: Grid) {
    let isReview = grid.rows.contains { row in
      let label = row.label
      return label.contains("维持") && label.contains("审结")
    }
    guard isReview,
      let row = grid.rows.last(where: {
        $0.figures.count == 15 && $0.label.isEmpty && $0.figures.contains { $0.number != nil }
      })
    else { return nil }
    self.row = row
    groups = (0..<3).map { Array(row.figures.dropFirst($0 * 5).prefix(5)) }
  }
}

/// What was issued, decided and charged (主动公开政府信息情况): table two.
struct DisclosureTable {
  private let rows: [Grid.Row]

  init?(_ grid: Grid) {
    let rows = grid.rows.filter { row in
      Self.names.contains { row.label.contains($0) } && row.figures.contains { $0.number != nil }
    }
    let isForm = grid.rows.contains { row in Self.heads.contains { row.label.contains($0) } }
    guard !rows.isEmpty, isForm else { return nil }
    self.rows = rows
  }

  /// What it prints of a subject; nil for none.
  func number(of subject: RequestSubject) -> PrintedNumber? {
    guard let name = Self.rowNames[subject],
      let row = rows.first(where: { $0.label.contains(name) })
    else { return nil }
    let number = row.figures.first?.number
    // Fees are printed in 万元.
    return subject == .fee ? number?.scaled(by: 4) : number
  }

  private static let rowNames: [RequestSubject: String] = [
    .documents: "行政规范性文件", .licences: "行政许可", .penalties: "行政处罚", .fee: "行政事业性收费",
  ]
  private static let heads = ["第二十条", "本年制发件数", "本年处理决定数量", "本年收费金额"]
  private static let names = rowNames.values.sorted()
}
