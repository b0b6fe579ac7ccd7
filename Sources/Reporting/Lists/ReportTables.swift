import LedgerCore
import Reconciliation

/// The tables of the report (报表), made from the figures of one book.
struct ReportTables {
  private let book: YearTotals
  private let figures: Figures
  private let funds: FundFigures

  init(_ book: YearTotals, _ figures: Figures, _ funds: FundFigures) {
    self.book = book
    self.figures = figures
    self.funds = funds
  }

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func all(with identities: [Identity], before: Figures?) throws(MoneyOverflow) -> [ReportTable] {
    let comparison = ComparisonTable(figures, before: before)
    return [
      try fundsBySource(), try fundsByAppropriation(), paymentsByUse(), casesByType(),
      try MonthTable(book, figures).table(),
    ] + [try comparison?.table()].compactMap(\.self) + [
      acrossYears(), Self.identities(identities),
    ]
  }

  /// 经费收支总表: what each kind of money did in the span.
  func fundsBySource() throws(MoneyOverflow) -> ReportTable {
    var rows: [(name: String, movement: FundMovement, appropriated: FigureName?)] =
      funds.bySource.map { ($0.rawValue, $1, $0.appropriatedName) }
    if let unknown = funds.withoutRow { rows.append(("无此指标", unknown, nil)) }
    if let stated = funds.statedOpening { rows.append(("上年结转登记数（未列入指标）", stated, nil)) }
    let paid = LargestRemainder.wan(
      rows.map(\.movement.paid), addingTo: figures.wan(.paid) ?? Wan(hundredths: 0))
    var lines: [[ReportTable.Cell]] = []
    for (row, paid) in zip(rows, paid) {
      let appropriated = row.appropriated.map { figures.wanCell($0) } ?? .wan(nil)
      lines.append(
        [.text(row.name)] + (try cells(row.movement, appropriated: row.appropriated))
          + [appropriated, .wan(paid)])
    }
    return ReportTable(
      id: "funds_by_source", title: "经费收支总表（按资金来源，单位：元）",
      columns: [.text("source", "资金来源")] + movementColumns + [
        .number("appropriated_wan", "拨付（万元）"), .number("paid_wan", "支出（万元）"),
      ],
      rows: lines,
      totals: [.text("合计")] + totals + [
        figures.wanCell(.appropriated), figures.wanCell(.paid),
      ],
      notes: balanceNotes + roundingNotes)
  }

  /// 经费收支明细表: the same by appropriation document.
  func fundsByAppropriation() throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for (account, movement) in funds.byAppropriation {
      let row = account.appropriation
      let origin = row.isCarriedOver ? "（\(row.originYear) 年结转）" : ""
      rows.append(
        [
          .text(row.id.document.printed), .text(row.id.fiscalYear.description + origin),
          .text(row.source.rawValue),
          .text(account.isReceived ? row.receivedOn.description : "尚未下达"),
        ] + (try cells(movement)))
    }
    if let unknown = funds.withoutRow {
      rows.append(Self.labels("无此指标") + (try cells(unknown)))
    }
    if let stated = funds.statedOpening {
      rows.append(Self.labels("上年结转登记数（未列入指标）") + (try cells(stated)))
    }
    return ReportTable(
      id: "funds_by_appropriation", title: "经费收支明细表（按指标，单位：元）",
      columns: [
        .text("document_number", "指标文号"), .text("fiscal_year", "预算年度"),
        .text("fund_source", "资金来源"), .text("received_on", "下达日期"),
      ] + movementColumns,
      rows: rows, totals: Self.labels("合计") + totals, notes: balanceNotes)
  }

  /// 支出用途表: what the money was spent on.
  func paymentsByUse() -> ReportTable {
    let uses = PaymentUse.allCases.filter { figures.stands($0) }
    let shares = LargestRemainder.shares(uses.compactMap { figures[$0.paidName].money })
    var rows: [[ReportTable.Cell]] = []
    for (use, share) in zip(uses, shares) {
      let name = use.paidName
      rows.append(
        [
          .text(use.rawValue), figures.cell(name), figures.wanCell(name),
          .percent(share),
        ])
    }
    return ReportTable(
      id: "payments_by_use", title: "支出用途表（单位：元）",
      columns: [
        .text("use", "支出用途"), .number("paid_fen", phrase("本年支出")),
        .number("paid_wan", "支出（万元）"), .number("share", "占比"),
      ],
      rows: rows,
      totals: [
        .text("合计"), figures.cell(.paid), figures.wanCell(.paid),
        .percent(shares.contains(nil) ? nil : Percent(basisPoints: 10_000)),
      ])
  }

  /// 案件统计表: what the span did for the cases of each type.
  func casesByType() -> ReportTable {
    let registered = CaseType.allCases.map { Self.cells($0.rawValue, book.casesByType[$0]) }
    let unregistered = book.casesByType[nil].map { [Self.cells("未登记案件", $0)] } ?? []
    let earlier = figures[.casesClosedFromEarlierYears].count ?? 0
    return ReportTable(
      id: "cases_by_type", title: "案件统计表（金额单位：元）",
      columns: [
        .text("case_type", "案件类型"), .number("accepted", "受理（件）"), .number("closed", "办结（件）"),
        .number("terminated", "终止（件）"), .number("withdrawn", "撤回（件）"),
        .number("claimed_fen", "申报金额"), .number("approved_fen", "核发金额"),
        .number("paid_fen", "以案定补支出"),
      ],
      rows: registered + unregistered,
      totals: [
        .text("合计"), figures.cell(.casesAccepted), figures.cell(.casesClosed),
        figures.cell(.casesTerminated), figures.cell(.casesWithdrawn),
        figures.cell(.claimed), figures.cell(.approved),
        figures.cell(.paidCase),
      ],
      notes: earlier == 0 ? [] : ["办结案件中，上年及以前受理的 \(earlier) 件"])
  }

  /// 跨年度支付表: payments in another year than the case was closed in, each on its own line.
  func acrossYears() -> ReportTable {
    let names: [(count: FigureName?, money: FigureName)] = [
      (.casesPaidFromEarlierYears, .paidForEarlierYears), (nil, .approvedUnpaid),
      (nil, .paidAfterYear),
    ]
    return ReportTable(
      id: "across_years", title: "跨年度支付表（金额单位：元）",
      columns: [
        .text("item", "项目"), .number("cases", "案件（件）"), .number("fen", "金额"),
      ],
      rows: names.map { count, money in
        [
          .text(figures[money].title), count.map { figures.cell($0) } ?? .count(nil),
          figures.cell(money),
        ]
      },
      notes: [
        phrase("支出按支付日期计入年度（收付实现制）；以后年度的支付按现有记录计，不计入本年支出")
      ])
  }

  /// 对账表: each identity with both sides.
  ///
  /// Its sentence stands last, where its signs of uncertain width disturb no column.
  static func identities(_ identities: [Identity]) -> ReportTable {
    ReportTable(
      id: "identities", title: "对账表（勾稽关系）",
      columns: [
        .text("id", "编号"), .text("outcome", "结果"), .number("left", "左方"),
        .number("right", "右方"), .number("difference", "差额"), .text("unit", "单位"),
        .text("title", "关系"),
      ],
      rows: identities.map { identity in
        let side = { (value: Int64?) -> ReportTable.Cell in
          switch identity.unit {
          case .fen: .money(value.map(Money.init(fen:)))
          case .cases: .count(value.map { Int($0) })
          }
        }
        return [
          .text(identity.id),
          .term(code: identity.outcome.rawValue, word: identity.outcome.word),
          side(identity.left), side(identity.right), side(identity.difference),
          .term(code: identity.unit.rawValue, word: identity.unit.word), .text(identity.title),
        ]
      })
  }
}

extension ReportTables {
  private var movementColumns: [ReportTable.Column] {
    [
      .number("opening_fen", phrase("上年结转")), .number("appropriated_fen", phrase("本年拨付")),
      .number("recalled_fen", phrase("本年收回")), .number("paid_fen", phrase("本年支出")),
      .number("balance_fen", "余额"), .number("execution_rate", "执行率"),
    ]
  }

  /// A phrase that speaks of the year, as it speaks of the figures' span.
  private func phrase(_ text: String) -> String { figures.period.span.phrase(text) }

  /// A movement, whose appropriated money may be a figure by itself.
  private func cells(
    _ movement: FundMovement, appropriated name: FigureName? = nil
  ) throws(MoneyOverflow) -> [ReportTable.Cell] {
    let appropriated = ReportTable.Cell.money(movement.appropriated)
    return [
      .money(movement.opening),
      name.map { appropriated.being($0, in: figures.period) } ?? appropriated,
      .money(movement.recalled),
      .money(movement.paid), .money(try movement.balance), .percent(try movement.executionRate),
    ]
  }

  /// The row of one case type, nil for one that the span did nothing for.
  private static func cells(_ name: String, _ totals: YearTotals.CaseTotals?) -> [ReportTable.Cell]
  {
    [
      .text(name), .count(totals?.accepted ?? 0), .count(totals?.closed ?? 0),
      .count(totals?.terminated ?? 0), .count(totals?.withdrawn ?? 0),
      .money(totals?.claimed ?? .zero), .money(totals?.approved ?? .zero),
      .money(totals?.paid ?? .zero),
    ]
  }

  /// The span's figures under the movement columns.
  private var totals: [ReportTable.Cell] {
    [
      figures.cell(.opening), figures.cell(.appropriated),
      figures.cell(.recalled), figures.cell(.paid),
      figures.cell(.balance), figures.cell(.executionRate),
    ]
  }

  private static func labels(_ name: String) -> [ReportTable.Cell] {
    [.text(name), .text(""), .text(""), .text("")]
  }

  private var roundingNotes: [String] {
    let isExact = [FigureName.appropriated, .paid].allSatisfy { name in
      (figures[name].money?.fen ?? 0) % Wan.fenPerUnit == 0
    }
    return isExact ? [] : ["万元数保留两位小数，按最大余数法取整，分项相加等于合计"]
  }

  private var balanceNotes: [String] {
    let lacking = figures[.opening].value == nil ? "" : phrase("上年结转") + "、"
    let missing =
      book.funds.opening == nil ? ["没有登记上年结转，\(lacking)余额和执行率未含上年结转"] : []
    let overspent = figures[.overspent].money.flatMap { $0 > .zero ? $0 : nil }
    return missing + (overspent.map { ["支出比可用资金多 \($0.inWords)，须查明资金来源"] } ?? [])
  }
}
