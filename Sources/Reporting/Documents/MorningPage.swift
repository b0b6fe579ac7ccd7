package import LedgerCore
package import Reconciliation

/// The morning page (今日工作): what waits to be paid, matched, explained, and what is left.
package struct MorningPage: Sendable {
  private let bureau: Bureau
  private let result: ReconciliationResult
  private let due: DueToday
  private let openYears: [FiscalYear]
  private let backup: BackupState?
  private let filing: FilingState?
  private let pending: [PendingRow]
  private let dialect: Dialect

  /// - Parameters:
  ///   - bureau: Whose page it is.
  ///   - result: The year reconciled up to today.
  ///   - due: What waits to be paid.
  ///   - openYears: Earlier years that are not closed.
  ///   - backup: The last proven backup; nil when none is known of.
  ///   - filing: How far the ledger was sent to the province; nil where no receipt was filed.
  ///   - pending: What waits for a second person.
  ///   - dialect: Whose words the advice has.
  package init(
    of bureau: Bureau, _ result: ReconciliationResult, due: DueToday, openYears: [FiscalYear],
    backup: BackupState?, filing: FilingState? = nil, pending: [PendingRow] = [],
    in dialect: Dialect = .plain
  ) {
    self.bureau = bureau
    self.result = result
    self.due = due
    self.openYears = openYears
    self.backup = backup
    self.filing = filing
    self.pending = pending
    self.dialect = dialect
  }

  private var period: Period { result.book.period }
  private var daysLeft: Int { period.year.lastDay.days(since: period.asOf) }
  private var unexplained: [Finding] { result.findings.filter(\.isOutstanding) }
  private var overdue: [Finding] {
    unexplained.filter { finding in
      // Medium is P08 of a year without a calendar, where nobody can say that the time is over.
      Self.deadlineRules.contains(finding.rule)
        && !(finding.rule == "P08" && finding.severity == .medium)
    }
  }

  /// The rules that speak when a time has passed.
  private static let deadlineRules: Set<RuleID> = ["P08", "P10", "K03", "F05"]

  /// The page in a format.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum of what is due leaves 64 bits.
  package func printed(_ format: OutputFormat) throws(MoneyOverflow) -> String {
    try page().written(format, json: json(total()))
  }

  /// The page before it is written.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum of what is due leaves 64 bits.
  package func page() throws(MoneyOverflow) -> Page {
    page(try total())
  }

  private func total() throws(MoneyOverflow) -> Money {
    try due.caseAmount + due.shiftAmount
  }

  private func page(_ total: Money) -> Page {
    var head = [("日期", period.asOf.inWords), ("距年末", "\(daysLeft) 天")]
    if !openYears.isEmpty {
      let years = openYears.map(\.description).joined(separator: "、")
      head.append(("还没有结账", spoken("\(years) 年度\(aside: .closeYear)")))
    }
    head.append(("备份", backupWords))
    if let filing { head.append(("报送", words(of: filing))) }
    var blocks: [Page.Block] = [
      .title("\(bureau.agency) 今日工作"), .facts(head),
      .heading("一、待付"), .facts(dueFacts(total)),
    ]
    if !pending.isEmpty {
      blocks.insert(.section("待复核", PeopleTables.pending(pending)), at: 2)
    }
    if !due.held.isEmpty { blocks.append(.sentences(["不能直接付的："] + held)) }
    blocks += [
      .heading("二、待核对（国库流水）"), matchBlock,
      .heading("三、待说明"), .table(explainTable),
      .heading("四、逾期"), .table(overdueTable),
      .section("五、指标余额和进度", balances),
    ]
    return Page(blocks: blocks)
  }

  private func spoken(_ guidance: Guidance) -> String { guidance.words(in: dialect) }

  private var held: [String] { due.held.map(spoken) }

  private var backupWords: String {
    guard let backup else { return spoken("还没有备份：请备份\(aside: .backUp)") }
    let days = backup.daysAgo(on: period.asOf)
    let when = days == 0 ? "今天" : "\(days) 天前（\(backup.takenOn)）"
    guard backup.entriesSince > 0 else { return "\(when)，之后没有新的流水" }
    return "\(when)，之后又记了 \(backup.entriesSince) 笔流水"
      + (backup.isDue(on: period.asOf) ? "：请再备份一次" : "")
  }

  private func words(of filing: FilingState) -> String {
    let taken =
      "\(printable(filing.receiver))已收到第 \(filing.throughEntry) 号流水"
      + "（\(filing.receivedAt.prefix(10))）"
    guard filing.entriesSince > 0 else { return "\(taken)，之后没有新的流水" }
    return spoken("\(taken)，之后又记了 \(filing.entriesSince) 笔\(aside: .publish)")
  }

  private func dueFacts(_ total: Money) -> [(name: String, value: String)] {
    [
      ("案件", "\(due.cases) 件，\(due.caseAmount.groupedYuanText) 元"),
      ("值班", "\(due.shifts) 次，\(due.shiftAmount.groupedYuanText) 元"),
      (
        "合计",
        spoken("\(total.groupedYuanText) 元，\(due.payees) 个收款单位\(aside: .payBatch)")
      ),
    ]
  }

  private var matchBlock: Page.Block {
    guard let statement = result.statement else {
      return .sentences(["还没有导入国库支付明细"])
    }
    let bridge = statement.bridge
    return .facts([
      ("账上已付、国库未付", "\(open(false)) 笔付款，\(bridge.paidOpen.groupedYuanText) 元"),
      ("账上已记退票、国库未退", "\(open(true)) 笔退回，\(bridge.returnedOpen.groupedYuanText) 元"),
      (
        "国库已付、账上未记",
        "\(statement.openLines.count) 笔流水，\(bridge.linesOpen.groupedYuanText) 元"
      ),
      (
        "金额不一致的差额",
        spoken("\(bridge.differences.groupedYuanText) 元\(aside: .listUnmatched)")
      ),
    ])
  }

  /// How many movements wait for their line: incoming ones, or outgoing.
  private func open(_ isIncoming: Bool) -> Int {
    result.statement?.openMovements.count {
      !$0.isBeforeStatement && $0.movement.isIncoming == isIncoming
    } ?? 0
  }

  private var explainTable: ReportTable {
    let groups = FindingList(unexplained, in: dialect).groups
    return ReportTable(
      id: "to_explain", title: "没有解决或说明的不符事项",
      columns: [
        .text("severity", "程度"), .text("rule", "规则"), .text("title", "名称"),
        .number("count", "项数"), .number("lapsed", "说明已失效"), .text("advice", "处理"),
      ],
      rows: groups.map { group in
        [
          .term(code: group.severity.rawValue, word: group.severity.word),
          .text(group.rule.description), .text(group.description?.title ?? ""),
          .count(group.findings.count),
          .count(group.findings.count { $0.explanation.lapsed != nil }),
          .text(group.advice),
        ]
      })
  }

  private var overdueTable: ReportTable {
    ReportTable(
      id: "overdue", title: "已过期限的事项",
      columns: [
        .text("rule", "规则"), .text("subject", "对象"), .text("date", "起算日"),
        .number("amount_fen", "金额（元）"),
      ],
      rows: overdue.map { finding in
        [
          .text(finding.rule.description), .text(finding.subject),
          .text(finding.date?.description ?? ""), .money(finding.amount),
        ]
      })
  }

  private var balances: ReportTable {
    let accounts = result.book.funds.accounts.filter {
      $0.isReceived && !$0.isCarriedOn && ($0.balance != .zero || $0.hasLiveLineOfYear)
    }
    return ReportTable(
      id: "balances", title: "指标余额和进度",
      columns: [
        .text("document_number", "指标文号"), .text("fiscal_year", "预算年度"),
        .text("fund_source", "资金来源"), .number("paid_fen", "今年已付（元）"),
        .number("balance_fen", "余额（元）"), .number("per_day_fen", "今年日均（元）"),
        .text("lasts_until", "照此可用到"),
      ],
      rows: accounts.map { account in
        let row = account.appropriation
        let pace = Pace(of: account, in: period)
        return [
          .text(row.id.document.printed), .text(row.id.fiscalYear.description),
          .text(row.source.rawValue), .money(account.netPaidInYear), .money(account.balance),
          .money(pace.perDay), .text(words(of: pace, account)),
        ]
      },
      notes: ["照今年到今天的平均速度推算，只供安排付款参考"])
  }

  private func words(of pace: Pace, _ account: AppropriationAccount) -> String {
    if account.balance < .zero { return "已超支" }
    if account.balance == .zero { return "已用完" }
    guard pace.perDay != nil else { return "今年没有使用" }
    guard let day = pace.lastsUntil, day <= period.year.lastDay else { return "年底以后" }
    return day.description
  }

  private func json(_ total: Money) -> JSONValue {
    .members([
      "schema": .string("legalaid.today/1"),
      "agency": .string(bureau.agency),
      "today": .string(period.asOf.description),
      "days_to_year_end": .integer(Int64(daysLeft)),
      "open_years": .array(openYears.map { .integer(Int64($0.number)) }),
      "backup": backup.map { backup in
        .members([
          "taken_on": .string(backup.takenOn.description),
          "days_ago": .integer(Int64(backup.daysAgo(on: period.asOf))),
          "entries_since": .integer(Int64(backup.entriesSince)),
          "is_due": .integer(backup.isDue(on: period.asOf) ? 1 : 0),
        ])
      } ?? .null,
      "filing": filing.map { filing in
        .members([
          "received_at": .string(filing.receivedAt),
          "through_entry": .integer(Int64(filing.throughEntry)),
          "entries_since": .integer(Int64(filing.entriesSince)),
        ])
      } ?? .null,
      "due": .members([
        "cases": .integer(Int64(due.cases)), "case_fen": .integer(due.caseAmount.fen),
        "shifts": .integer(Int64(due.shifts)), "shift_fen": .integer(due.shiftAmount.fen),
        "total_fen": .integer(total.fen), "payees": .integer(Int64(due.payees)),
        "held": .array(held.map { .string($0) }),
      ]),
      "unmatched": result.statement.map { statement in
        .members([
          "vouchers": .integer(Int64(open(false))),
          "voucher_fen": .integer(statement.bridge.paidOpen.fen),
          "returns": .integer(Int64(open(true))),
          "return_fen": .integer(statement.bridge.returnedOpen.fen),
          "bank_lines": .integer(Int64(statement.openLines.count)),
          "bank_fen": .integer(statement.bridge.linesOpen.fen),
        ])
      } ?? .null,
      "pending": .array(pending.map { .integer(Int64($0.number)) }),
      "tables": .array([explainTable, overdueTable, balances].map(ReportJSON.table)),
    ])
  }
}
