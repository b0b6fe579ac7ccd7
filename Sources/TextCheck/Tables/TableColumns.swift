/// Tests what the heads of columns say of each row: 件数 × 标准 = 金额, and what was there less
/// what was spent is what is left.
///
/// Holds when: the row's figures agree.
/// Silent when: most rows do not agree, so that the heads mean something else.
struct TableColumns {
  private let table: TableShape

  init(_ table: TableShape) {
    self.table = table
  }

  func drafts() -> [CheckDraft] { products() + balances() + overspent() + capitals() }

  // MARK: - 件数 × 标准 = 金额

  private func products() -> [CheckDraft] {
    let prices = table.columns(Self.price)
    let counts = table.columns(Self.count).filter { !prices.contains($0) }
    let amounts = table.columns(Self.amount).filter { !prices.contains($0) && !counts.contains($0) }
    guard prices.count == 1, !counts.isEmpty, !amounts.isEmpty else { return [] }
    for count in counts {
      for amount in amounts {
        let all = rows.compactMap { product($0, count, prices[0], amount) }
        if Self.isShown(all) { return all }
      }
    }
    return []
  }

  private func product(_ row: Grid.Row, _ count: Int, _ price: Int, _ amount: Int) -> CheckDraft? {
    guard let number = row.cells[count].number, let each = row.cells[price].number,
      let stated = row.cells[amount].number, let product = number.times(each)
    else { return nil }
    let isEqual = product.equals(stated)
    let sum = "\(number.text()) × \(each.text()) = \(product.shortText())"
    return draft(
      row, [number, each], stated, product, isEqual, "\(sum)，“\(table.headers[amount])”")
  }

  // MARK: - 上年结转 + 拨付 − 支出 = 余额

  private func balances() -> [CheckDraft] {
    let left = table.columns(Self.left)
    let ins = table.columns(Self.opening) + table.columns(Self.incoming)
    let outs = table.columns(Self.outgoing)
    let alike = left.filter { !ins.contains($0) && !outs.contains($0) }
    guard alike.count == 1, !ins.isEmpty, !outs.isEmpty,
      Set(ins + outs).count == ins.count + outs.count
    else { return [] }
    let all = table.rows.compactMap { balance($0, ins, outs, alike[0]) }
    return Self.isShown(all) ? all : []
  }

  private func balance(_ row: Grid.Row, _ ins: [Int], _ outs: [Int], _ left: Int) -> CheckDraft? {
    let number = { (column: Int) in row.cells[column].number ?? .zero }
    guard !(ins + outs).contains(where: { row.cells[$0].isWords }),
      let stated = row.cells[left].number, let income = PrintedNumber.sum(ins.map(number)),
      let outgo = PrintedNumber.sum(outs.map(number)), let rest = income.minus(outgo)
    else { return nil }
    let plus = ins.map { number($0).shortText() }.joined(separator: " + ")
    let minus = outs.map { " - \(number($0).shortText())" }.joined()
    return draft(
      row, (ins + outs).map(number), stated, rest, rest.equals(stated),
      "\(plus)\(minus) = \(rest.shortText())，“\(table.headers[left])”")
  }

  // MARK: - 支出 of 拨付

  /// More was spent in all than was allotted and there before.
  private func overspent() -> [CheckDraft] {
    let (ins, outs) = (table.columns(Self.incoming), table.columns(Self.spending))
    guard ins.count == 1, outs.count == 1, ins != outs,
      let total = table.rows.last(where: table.isTotal),
      let allotted = total.cells[ins[0]].number, let spent = total.cells[outs[0]].number
    else { return [] }
    let others = table.columns(Self.opening).compactMap { total.cells[$0].number }
    let recalled = table.columns(Self.returned).compactMap { total.cells[$0].number }
    guard let income = PrintedNumber.sum([allotted] + others),
      let outgo = PrintedNumber.sum([spent] + recalled), let over = outgo.minus(income),
      over.mantissa > 0
    else { return [] }
    let sources = others.isEmpty ? "拨付" : "拨付加结转"
    return [
      CheckDraft(
        .funds, table.isRounded && over.mantissa < 2 ? .rounding : .contradiction,
        quote: total.quote, line: total.line, parts: [spent.text()], stated: income.text(),
        computed: outgo.shortText(),
        message: "合计行：支出 \(outgo.shortText())，\(sources) \(income.shortText())，"
          + "支出多 \(over.shortText())，两数不一致，请核对。如有上年结转，请补充说明。")
    ]
  }

  // MARK: - 合计（大写）

  /// An amount in capital characters is that of a total.
  private func capitals() -> [CheckDraft] {
    let totals = table.rows.filter(table.isTotal)
    guard let total = totals.last else { return [] }
    return (table.notes + totals).flatMap { row in
      row.cells.compactMap { cell -> CheckDraft? in
        guard cell.isWords, let capital = CapitalAmount(Array(cell.key.unicodeScalars)) else {
          return nil
        }
        let figures = total.cells.compactMap(\.number)
        let figure = figures.first { number in capital.amount?.equals(number) ?? false }
        guard let figure = figure ?? figures.last else { return nil }
        let quote = Quote(text: row.quote, marked: row.quote, line: row.line)
        return capital.draft(against: figure, printed: "合计 \(figure.text()) 元", quote: quote)
      }
    }
  }

  // MARK: - Helpers of all

  private var rows: [Grid.Row] { table.rows.filter { !table.isTotal($0) } }

  private func draft(
    _ row: Grid.Row, _ parts: [PrintedNumber], _ stated: PrintedNumber, _ computed: PrintedNumber,
    _ isEqual: Bool, _ words: String
  ) -> CheckDraft {
    CheckDraft(
      .tableRow, isEqual ? .pass : .contradiction, quote: row.quote, line: row.line,
      parts: parts.map { $0.text() }, stated: stated.text(), computed: computed.shortText(),
      message: "\(words)列 \(stated.text())，" + (isEqual ? "一致。" : "不一致，请核对。"))
  }

  /// Whether most rows agree, two of them or more, and some not by zeros alone.
  private static func isShown(_ drafts: [CheckDraft]) -> Bool {
    let right = drafts.filter {
      $0.outcome == .pass && $0.stated?.contains { "123456789".contains($0) } ?? false
    }
    return right.count >= 2 && right.count * 5 >= drafts.count * 3
  }

  private static let count = Words("件数 天数 数量 人次 次数 场次 课时 班次 人数 份数 （件） （天） （次） 工作日")
  private static let price = Words("标准 单价 元/件 元/天 元/次 元/人 每件 每天")
  private static let amount = Words("金额 补贴 应发 实发 小计 合计 费用 发放")
  private static let opening = Words("上年结转 年初结转 年初结余 上年结余 期初 年初余额")
  private static let incoming = Words("本年拨付 本年到位 本年下达 拨付 到位 下达 本年收入", notIn: "拨付（万元） 到位率")
  private static let outgoing = Words("本年支出 支出合计 本年收回 收回 支出", notIn: "支出（万元） 支出占比 支出率 以案定补支出")
  private static let spending = Words("本年支出 支出合计 支出", notIn: "支出（万元） 支出占比 支出率 以案定补支出")
  private static let returned = Words("本年收回 收回")
  private static let left = Words("余额 年末结余 结余", notIn: "上年结余 年初结余 年初余额 月末余额")
}
