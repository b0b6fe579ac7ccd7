/// Tests what must hold in the tables of an annual report (勾稽关系).
struct AnnualReportCheck {
  private static let columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]

  /// Rows, then columns, of table three.
  static func drafts(_ table: RequestTable) -> [CheckDraft] {
    var drafts = table.all.compactMap { row in
      CellSum(
        kind: .tableRow, parts: Array(row.cells.dropLast()), total: row.cells.last ?? .blank,
        names: ("各类申请人之和", "总计"), quote: row.row.quote, line: row.row.line
      ).draft
    }
    let blanks = drafts.filter { $0.outcome == .notTestable }
    if let first = blanks.first, blanks.count > 1 {
      drafts.removeAll { $0.outcome == .notTestable }
      drafts.append(
        CheckDraft(
          .tableRow, .notTestable, quote: first.quote, line: first.line,
          message: "从这一行起有 \(blanks.count) 行的总计没有填写，横向合计无法核验。"))
    }
    for column in columns.indices {
      drafts += [flow(table, column), results(table, column)].compactMap(\.self)
    }
    return drafts
  }

  /// 一 + 二 = 三（七） + 四.
  private static func flow(_ table: RequestTable, _ column: Int) -> CheckDraft? {
    guard let carriedIn = table.carriedIn, let total = table.total, let out = table.carriedOut
    else {
      return nil
    }
    let cells = [table.received, carriedIn, total, out].map { $0.cells[column] }
    let quote =
      "\(columns[column])列：本年新收 \(cells[0].text)，上年结转 \(cells[1].text)，"
      + "办理结果总计 \(cells[2].text)，结转下年 \(cells[3].text)"
    let line = table.received.row.line
    guard cells.contains(where: { !$0.isBlank }) else { return nil }
    if cells[2].isBlank {
      return CheckDraft(
        .tableIdentity, .notTestable, quote: quote, line: line,
        message: "\(columns[column])列的办理结果总计没有填写，勾稽关系无法核验。")
    }
    let numbers = cells.map { $0.number ?? .zero }
    guard let left = PrintedNumber.sum([numbers[0], numbers[1]]),
      let right = PrintedNumber.sum([numbers[2], numbers[3]])
    else { return nil }
    let isEqual = left.equals(right)
    let words =
      "\(columns[column])列：新收 \(numbers[0].text()) + 上年结转 \(numbers[1].text()) = \(left.text())，"
      + "办理总计 \(numbers[2].text()) + 结转下年 \(numbers[3].text()) = \(right.text())，"
    return CheckDraft(
      .tableIdentity, isEqual ? .pass : .contradiction, quote: quote, line: line,
      parts: numbers.map { $0.text() }, stated: right.text(), computed: left.text(), unit: "件",
      message: words + (isEqual ? "两边相等。" : "两边不一致，请核对。"))
  }

  /// 三（七） = the sum of the rows of results.
  private static func results(_ table: RequestTable, _ column: Int) -> CheckDraft? {
    guard let row = table.total else { return nil }
    let total = row.cells[column]
    let parts = table.results.map { $0.cells[column] }
    guard !total.isBlank || parts.contains(where: { !$0.isBlank }) else { return nil }
    let quote = "\(columns[column])列：办理结果（七）总计 \(total.text)"
    let line = row.row.line
    let sum = CellSum(
      kind: .tableIdentity, parts: parts, total: total,
      names: ("\(columns[column])列各项办理结果之和", "（七）总计"), quote: quote, line: line)
    let isBlank =
      column == columns.count - 1
      && table.results.contains { row in
        row.cells[column].isBlank && row.cells.contains { $0.number != nil }
      }
    if isBlank {
      return CheckDraft(
        .tableIdentity, .notTestable, quote: quote, line: line,
        message: "有的行没有填写总计，总计列的办理结果之和无法核验。")
    }
    if !table.isWhole, sum.draft?.outcome == .contradiction {
      return CheckDraft(
        .tableIdentity, .notTestable, quote: quote, line: line,
        message: "办理结果只读到 \(table.results.count) 行，比格式规定的少，\(columns[column])列总计无法核验。")
    }
    return sum.draft
  }

  /// The three groups of table four.
  static func drafts(_ table: ReviewTable) -> [CheckDraft] {
    zip(ReviewTable.names, table.groups).compactMap { name, cells in
      CellSum(
        kind: .tableRow, parts: Array(cells.dropLast()), total: cells.last ?? .blank,
        names: ("\(name)各种结果之和", "总计"),
        quote: "\(name)：" + cells.map(\.text).joined(separator: " | "), line: table.row.line
      ).draft
    }
  }
}

/// Cells that add to another; blank parts count nothing, a blank total cannot be tested.
struct CellSum {
  let kind: Check.Kind
  let parts: [Grid.Cell]
  let total: Grid.Cell
  let names: (parts: String, total: String)
  let quote: String
  let line: Int
  var unit = "件"
  /// Whether the figures are counts or amounts that nobody rounds.
  var isExact = true

  /// The finding; nil for cells that hold words or nothing at all.
  var draft: CheckDraft? {
    guard !parts.contains(where: \.isWords), !total.isWords else { return nil }
    let numbers = parts.compactMap(\.number)
    guard let stated = total.number else {
      guard !numbers.isEmpty else { return nil }
      return CheckDraft(
        kind, .notTestable, quote: quote, line: line, parts: numbers.map { $0.text() },
        computed: PrintedNumber.sum(numbers)?.shortText(), unit: unit,
        message: "\(names.total)没有填写，无法核验。")
    }
    guard let computed = PrintedNumber.sum(numbers), let gap = computed.minus(stated)?.magnitude
    else { return nil }
    let outcome = outcome(gap, numbers + [stated])
    return CheckDraft(
      kind, outcome, quote: quote, line: line, parts: numbers.map { $0.text() },
      stated: stated.text(), computed: computed.shortText(), unit: unit,
      message: message(outcome, numbers, computed, stated, gap))
  }

  private func outcome(_ gap: PrintedNumber, _ numbers: [PrintedNumber]) -> Check.Outcome {
    if gap.mantissa == 0 { return .pass }
    guard !isExact, let stated = numbers.last else { return .contradiction }
    // Parts beside finer ones have dropped their zeros; the total may be printed coarser.
    let place = numbers.dropLast().map(\.exponent).min() ?? stated.exponent
    let half = { (exponent: Int) in PrintedNumber(mantissa: 5, exponent: exponent - 1) }
    let slack = PrintedNumber.sum(
      numbers.dropLast().map { _ in half(place) } + [half(stated.exponent)])
    // No sum of halves reaches the next place: the true total would be printed otherwise.
    return slack.map { gap < $0 } ?? false ? .rounding : .contradiction
  }

  private func message(
    _ outcome: Check.Outcome, _ numbers: [PrintedNumber], _ computed: PrintedNumber,
    _ stated: PrintedNumber, _ gap: PrintedNumber
  ) -> String {
    let shown =
      numbers.count > 12 ? "" : numbers.map { $0.shortText() }.joined(separator: " + ") + " = "
    let sum = "\(names.parts) \(shown)\(computed.shortText())"
    switch outcome {
    case .pass: return "\(sum)，与\(names.total)一致。"
    case .rounding:
      return "\(sum)，与\(names.total) \(stated.text()) 相差 \(gap.shortText())，可以由四舍五入解释。"
    default: return "\(sum)，与\(names.total) \(stated.text()) 不一致，相差 \(gap.shortText())，请核对。"
    }
  }
}
