import LedgerCore
import Reconciliation

/// The reconciliation statement of a year (对账表).
struct ReconciliationStatement: Sendable {
  private let bureau: Bureau
  private let result: ReconciliationResult
  private let figures: Figures
  private let ledgerHead: String
  private let people: PeopleStanding
  /// How many findings are printed for each rule; nil for all.
  private let top: Int?
  private let dialect: Dialect

  init(
    of bureau: Bureau, _ result: ReconciliationResult, _ figures: Figures, ledgerHead: String,
    people: PeopleStanding, top: Int?, in dialect: Dialect
  ) {
    self.bureau = bureau
    self.result = result
    self.figures = figures
    self.ledgerHead = ledgerHead
    self.people = people
    self.top = top
    self.dialect = dialect
  }

  var page: Page {
    let period = result.book.period
    return Page(
      blocks: [
        .title("\(bureau.agency) \(period.year) 年度法律援助经费对账表"),
        .facts([
          ("地区", bureau.region), ("年度", period.year.description),
          ("截至日", period.asOf.inWords), ("账簿校验码", ledgerHead), ("人员", people.words),
          ("对账结果", verdict),
        ]),
      ] + body, signedBy: bureau.agency)
  }

  /// What follows title and head.
  var body: [Page.Block] {
    var blocks: [Page.Block] = []
    if let overspending = Overspending(figures) {
      blocks += [.banner(overspending.banner), .sentences(overspending.explanations)]
    }
    blocks += [
      .heading("一、本年合计"), .figures(Self.counts, figures), .table(amounts),
      .section("二、勾稽关系", ReportTables.identities(result.identities)),
      .heading("三、不符事项"), .findings(FindingList(result.findings, top: top, in: dialect)),
    ]
    if let earlier { blocks.append(.sentences([earlier])) }
    blocks += treasury
    return blocks + [.heading("五、核对范围"), .facts(scope), .heading("结果：" + verdict)]
  }

  /// How many findings of earlier years still stand and are told there; nil for none.
  private var earlier: String? {
    let byYear = result.earlierOutstanding.sorted { $0.key < $1.key }
    guard !byYear.isEmpty else { return nil }
    let words = byYear.map { "\($0.key) 年 \($0.value) 项" }.joined(separator: "，")
    let count = byYear.map(\.value).reduce(0, +)
    return "以前年度还有 \(count) 项不符没有解决或说明，列在各自年度的对账表里：\(words)"
  }

  /// 未达账项 on both sides, and the bridge from ledger to treasury.
  private var treasury: [Page.Block] {
    let heading = Page.Block.heading("四、国库对账（未达账项）")
    guard let statement = result.statement else {
      return [heading, .sentences(["截至日没有国库支付明细，账上的支付没有与国库核对"])]
    }
    let balances = StatementTables.balances(statement.bridge, result.book.funds)
    return [
      heading, .table(StatementTables.openMovements(statement.openMovements)),
      .table(StatementTables.openLines(statement.openLines)),
    ] + StatementTables.setAside(statement.setAside).map { .table($0) } + [
      .table(StatementTables.bridge(statement.bridge, in: dialect))
    ] + [balances].compactMap { $0.map { .table($0) } }
  }

  /// 对账相符, or how many things do not agree.
  var verdict: String {
    var parts: [String] = []
    let counts = FindingCounts(result.findings)
    let graver = [Severity.block, .high, .medium].map { ($0, counts[.contradiction, $0]) }
      .filter { $0.1 > 0 }
    if !graver.isEmpty {
      let bySeverity = graver.map { "\($0.0.word) \($0.1) 项" }.joined(separator: "，")
      parts.append("有 \(graver.map(\.1).reduce(0, +)) 项不符（\(bySeverity)）")
    }
    let broken = result.identities.count { $0.outcome == .contradiction }
    if broken > 0 { parts.append("勾稽关系有 \(broken) 项不平") }
    if parts.isEmpty { parts = ["对账相符"] }
    let others = [
      ("提示", counts[.contradiction, .info]), ("已说明", counts[.explained]),
      ("无法核验", counts[.notTestable]),
    ].filter { $0.1 > 0 }.map { "\($0.0) \($0.1) 项" }
    if !others.isEmpty { parts.append("另有" + others.joined(separator: "，")) }
    return parts.joined(separator: "；")
  }

  private static let counts: [FigureName] = [
    .casesAccepted, .casesClosed, .casesTerminated, .casesWithdrawn, .dutyShifts,
  ]

  private var amounts: ReportTable {
    let first = "　其中："
    let next = "　　　　"
    let names: [(name: FigureName, indent: String)] = [
      (.claimed, ""), (.approved, ""), (.opening, ""), (.appropriated, ""),
      (.appropriatedTransfer, first), (.appropriatedLocal, next), (.appropriatedOther, next),
      (.recalled, ""), (.available, ""), (.paid, ""), (.paidCase, first), (.paidDuty, next),
      (.paidOther, next), (.balance, ""),
    ]
    return ReportTable(
      id: "totals", title: "金额",
      columns: [.text("item", "项目"), .number("fen", "金额（元）"), .number("wan", "万元")],
      rows: names.map { name, indent in
        [
          .text(indent + figures[name].title), figures.cell(name), figures.wanCell(name),
        ]
      },
      notes: figures[.opening].value == nil ? ["没有登记上年结转，可用资金和余额未含上年结转"] : [])
  }

  private var scope: [(name: String, value: String)] {
    let examined = result.book.examined
    return [
      ("案件卷宗", "\(examined.dossiers) 宗"), ("值班记录", "\(examined.dutyShifts) 次"),
      ("支付明细（含冲销）", "\(examined.paymentLines) 行，金额 \(examined.amount.groupedYuanText) 元"),
      ("国库流水", "\(examined.bankLines) 行，金额 \(examined.bankAmount.groupedYuanText) 元"),
      ("规则", "\(RuleCatalogue.descriptions.count) 条，勾稽关系 \(result.identities.count) 项"),
    ]
  }
}

/// How many findings there are by outcome and severity, counted in one go.
private struct FindingCounts {
  private var counts: [Key: Int] = [:]

  private struct Key: Hashable {
    let outcome: CheckOutcome
    let severity: Severity
  }

  init(_ findings: [Finding]) {
    var rest = findings[...]
    while let first = rest.first {
      // Findings of one severity follow each other, and most of them came out alike.
      let alike = rest.prefix { $0.severity == first.severity && $0.outcome == first.outcome }
      counts[Key(outcome: first.outcome, severity: first.severity), default: 0] += alike.count
      rest = rest.dropFirst(alike.count)
    }
  }

  subscript(outcome: CheckOutcome, severity: Severity) -> Int {
    counts[Key(outcome: outcome, severity: severity)] ?? 0
  }

  subscript(outcome: CheckOutcome) -> Int {
    Severity.allCases.map { self[outcome, $0] }.reduce(0, +)
  }
}

extension Identity {
  /// A side as people read it: yuan, or cases.
  func amountText(_ value: Int64) -> String {
    switch unit {
    case .fen: Money(fen: value).groupedYuanText
    case .cases: "\(value)"
    }
  }
}
