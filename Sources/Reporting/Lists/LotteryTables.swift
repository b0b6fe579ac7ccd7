import LedgerCore
import Reconciliation

/// What the lottery fund's project reports each quarter (中彩金季度表): the money, the cases by type
/// and by recipient group, and the cases to look at.
struct LotteryTables {
  private let result: ReconciliationResult
  private let figures: Figures

  init(_ result: ReconciliationResult, _ figures: Figures) {
    self.result = result
    self.figures = figures
  }

  func all() -> [ReportTable] {
    let checks = result.lotteryChecks.isEmpty ? [] : [self.checks]
    return [funds, casesByType, casesByGroup] + checks
  }

  private var funds: ReportTable {
    let names: [FigureName] = [
      .openingLottery, .appropriatedLottery, .recalledLottery, .paidLottery, .balanceLottery,
    ]
    return ReportTable(
      id: "lottery_funds", title: "中彩金收支表（单位：元）",
      columns: [.text("item", "项目"), .number("fen", "金额")],
      rows: names.map { [.text(figures[$0].title), figures.cell($0)] },
      notes: ["中彩金即中央专项彩票公益金法律援助项目资金，只用于办案补贴，不得调剂他用"])
  }

  private var casesByType: ReportTable {
    let byType = result.book.lottery.byType
    let types = CaseType.allCases.map { Self.row($0.rawValue, byType[$0] ?? .init()) }
    let unregistered = byType[nil].map { [Self.row("未登记案件", $0)] } ?? []
    return ReportTable(
      id: "lottery_by_type", title: "中彩金案件统计表（按案件类型，金额单位：元）",
      columns: [.text("case_type", "案件类型")] + Self.columns, rows: types + unregistered,
      totals: [
        .text("合计"), figures.cell(.casesClosedLottery), figures.cell(.casesPaidLottery),
        figures.cell(.paidCaseLottery),
      ])
  }

  private var casesByGroup: ReportTable {
    let byGroup = result.book.lottery.byGroup
    let groups = RecipientGroup.lotteryGroups.map { group in
      Self.row(group.rawValue, byGroup[group] ?? .init())
    }
    return ReportTable(
      id: "lottery_by_group", title: "中彩金案件统计表（按受援人类别，金额单位：元）",
      columns: [.text("recipient_group", "受援人类别")] + Self.columns,
      rows: groups + [Self.row("其他（不属于五类）", byGroup[.other] ?? .init())],
      notes: ["一件案件的受援人可以属于几类，在每一类里都计入，各类不能相加"])
  }

  private var checks: ReportTable {
    ReportTable(
      id: "lottery_checks", title: "中彩金案件待核表（金额单位：元）",
      columns: [
        .text("case_number", "案件编号"), .number("fen", "中彩金已付"), .text("reasons", "待核事项"),
      ],
      rows: result.lotteryChecks.map { check in
        [
          .text(check.caseNumber), .money(check.amount),
          .text(check.reasons.map(\.rawValue).joined(separator: "；")),
        ]
      },
      notes: ["项目只资助农民工、残疾人、老年人、妇女、未成年人；类别漏登的补登，确实不符的改由其他资金支付"])
  }

  private static let columns: [ReportTable.Column] = [
    .number("closed", "办结（件）"), .number("cases", "支付（件）"), .number("paid_fen", "支付金额"),
  ]

  private static func row(_ name: String, _ paid: LotteryTotals.Paid) -> [ReportTable.Cell] {
    [.text(name), .count(paid.closed), .count(paid.cases), .money(paid.amount)]
  }
}
