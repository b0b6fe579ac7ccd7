import LedgerCore
import Reconciliation

/// The lists of a period: what is unpaid by age, what each firm and lawyer handled, and what the
/// lottery fund paid.
struct ListTables {
  private let result: ReconciliationResult
  private let figures: Figures

  init(_ result: ReconciliationResult, _ figures: Figures) {
    self.result = result
    self.figures = figures
  }

  /// The tables that the book has something for.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func all() throws(MoneyOverflow) -> [ReportTable] {
    try unpaid() + handlers(isMasked: true) + lottery()
  }

  /// 未付清单: the sums by age, and the items when there are any; never a recipient.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func unpaid() throws(MoneyOverflow) -> [ReportTable] {
    let items = result.unpaid.isEmpty ? [] : [unpaidItems]
    return [try unpaidByAge()] + items
  }

  /// 律所汇总, and 律师汇总 when the book names them; lawyers are masked in what goes out.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func handlers(isMasked: Bool) throws(MoneyOverflow) -> [ReportTable] {
    let handlers = result.book.handlers
    guard !handlers.isEmpty else { return [] }
    let tables = HandlerTables(handlers, figures, isMasked: isMasked)
    return [try tables.byFirm()] + (result.book.namesLawyers ? [try tables.byLawyer()] : [])
  }

  /// 中彩金季度表 and what belongs to it; none for a book without such money.
  func lottery() -> [ReportTable] {
    let names: [FigureName] = [
      .openingLottery, .appropriatedLottery, .recalledLottery, .paidLottery, .balanceLottery,
    ]
    let hasMoney = names.contains { figures[$0].money != .zero }
    guard hasMoney || !result.book.lottery.byType.isEmpty else { return [] }
    return LotteryTables(result, figures).all()
  }

  private func unpaidByAge() throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for ageClass in UnpaidItem.AgeClass.allCases {
      let items = result.unpaid.filter { $0.age.ageClass == ageClass }
      guard ageClass != .unknown || !items.isEmpty else { continue }
      let cases = items.filter { $0.kind == .legalAidCase }
      let shifts = items.filter { $0.kind == .dutyShift }
      rows.append([
        .term(code: ageClass.rawValue, word: ageClass.word),
        .count(cases.count), .money(try cases.map(\.remaining).total()),
        .count(shifts.count), .money(try shifts.map(\.remaining).total()),
        .money(try items.map(\.remaining).total()),
      ])
    }
    return ReportTable(
      id: "unpaid_by_age", title: "未付账龄表（金额单位：元）",
      columns: [
        .text("age_class", "账龄"), .number("cases", "案件（件）"), .number("case_fen", "案件未付"),
        .number("shifts", "值班（次）"), .number("duty_fen", "值班未付"),
        .number("unpaid_fen", "未付合计"),
      ],
      rows: rows,
      totals: [
        .text("合计"), figures.cell(.unpaidCases), figures.cell(.unpaidCaseAmount),
        figures.cell(.unpaidDutyShifts), figures.cell(.unpaidDutyAmount), figures.cell(.unpaid),
      ],
      notes: unpaidNotes)
  }

  private var unpaidNotes: [String] {
    let asOf = result.book.period.asOf.inWords
    let closed = figures[.approvedUnpaid].money ?? .zero
    let basis = "截至\(asOf)，含以前年度；案件从首次核发、值班从值班当日的次日起算"
    guard figures[.unpaidCases].count ?? 0 > 0 else { return [basis] }
    return [
      basis,
      """
      案件未付中，本年结案的案件 \(closed.groupedYuanText) 元（跨年度支付表“本年结案案件核发未付”），\
      其余属于以前年度结案、还没有结案或没有登记的案件
      """,
    ]
  }

  private var unpaidItems: ReportTable {
    let items = result.unpaid
    return ReportTable(
      id: "unpaid", title: "未付清单（金额单位：元）",
      columns: [
        .text("kind", "类别"), .text("number", "案件或值班编号"), .text("firm", "承办单位"),
        .text("since", "核发或值班日期"), .number("days", "天数"), .number("workdays", "工作日"),
        .text("age_class", "账龄"), .number("amount_fen", "应付金额"), .number("paid_fen", "已付"),
        .number("remaining_fen", "未付"),
      ],
      rows: items.map { item in
        [
          .text(item.kind.rawValue), .text(item.number),
          .text(item.firm.map(maskedPayee) ?? "（没有登记）"), .text(item.since.description),
          .count(item.age.days), .count(item.age.workdays),
          .term(code: item.age.ageClass.rawValue, word: item.age.ageClass.word),
          .money(item.amount), .money(item.paid), .money(item.remaining),
        ]
      },
      totals: (["合计"] + [String](repeating: "", count: 8)).map { .text($0) }
        + [figures.cell(.unpaid)],
      notes: items.contains { $0.age.workdays == nil }
        ? ["工作日历缺少所需年度的，工作日数空着"] : [])
  }
}
