package import LedgerCore
package import Reconciliation

/// The treasury's statement held against the ledger, as tables (国库流水核对).
package enum StatementTables {
  /// The lines of the statement with what became of each, and what neither side explains.
  ///
  /// - Parameters:
  ///   - statement: As matched; nil when no line is recorded.
  ///   - format: How to write it.
  ///   - filter: Narrows lines and movements by their days, payees, vouchers and words.
  ///   - state: Only what is matched, or only what is not; nil for both.
  /// - Returns: The whole document.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func printed(
    _ statement: StatementMatching?, _ format: OutputFormat,
    narrowedBy filter: RegisterFilter = RegisterFilter(), in state: MatchState? = nil
  ) throws(MoneyOverflow) -> String {
    let tables = try tables(statement, filter, state)
    return try page(statement, narrowedBy: filter, in: state).written(
      format,
      json: .members([
        "schema": .string("legalaid.statement/1"),
        "tables": .array(tables.map(ReportJSON.table)),
      ]))
  }

  /// The same as a page.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func page(
    _ statement: StatementMatching?, narrowedBy filter: RegisterFilter = RegisterFilter(),
    in state: MatchState? = nil
  ) throws(MoneyOverflow) -> Page {
    let tables = try tables(statement, filter, state)
    return Page(
      blocks: tables.map { .table($0) }
        + (statement == nil ? [.sentences(["还没有导入国库支付明细"])] : []))
  }

  private static func tables(
    _ statement: StatementMatching?, _ filter: RegisterFilter, _ state: MatchState?
  ) throws(MoneyOverflow) -> [ReportTable] {
    var tables: [ReportTable] = []
    if state != .open { tables.append(try matched(statement?.matches ?? [], filter)) }
    guard state != .matched else { return tables }
    let movements = statement?.openMovements.filter { filter.takes($0.movement) } ?? []
    let lines = statement?.openLines.filter { filter.takes($0.line, []) } ?? []
    return tables + [
      try openMovements(movements).totalled("笔", summing: "amount_fen"),
      try openLines(lines).totalled("笔", summing: "amount_fen"),
    ] + setAside(statement?.setAside.filter { filter.takes($0.line, []) } ?? [])
  }

  /// 已核对.
  package static func matched(
    _ matches: [StatementMatching.Match], _ filter: RegisterFilter,
    rows: (Int) -> Range<Int> = { 0..<$0 }
  ) throws(MoneyOverflow) -> ReportTable {
    var found: [(match: Int, line: Int)] = []
    var whole = ListTotals(sums: [.zero])
    for (place, match) in matches.enumerated() {
      for (index, line) in match.lines.enumerated() where filter.takes(line, match.movements) {
        found.append((place, index))
        try whole.sums[0] += line.amount
      }
    }
    whole.count = found.count
    return try ReportTable(
      id: "matched", title: "已核对的国库流水",
      columns: [
        .text("bank_reference", "流水号"), .text("booked_on", "日期"), .number("amount_fen", "金额"),
        .text("payee", "收款人"), .text("vouchers", "付款或退回"), .text("stage", "依据"),
        .text("reason", "说明"),
      ],
      rows: found[rows(found.count)].map { place in
        let match = matches[place.match]
        let line = match.lines[place.line]
        return [
          .text(line.reference.printed), .text(line.bookedOn.description), .money(line.amount),
          .text(maskedPayee(line.payee)),
          .text(match.movements.map(\.numbers).joined(separator: "、")),
          .text(match.stage.rawValue), .text(match.reason),
        ]
      }
    ).totalled("笔", of: whole, summing: "amount_fen")
  }

  /// 账上已付、国库未付, and returns that the treasury does not show.
  package static func openMovements(
    _ open: [StatementMatching.OpenMovement]
  ) -> ReportTable {
    ReportTable(
      id: "open_vouchers", title: "账上已付、国库未付",
      columns: [
        .text("voucher_number", "凭证"), .text("kind", "付款或退回"), .text("paid_on", "日期"),
        .number("amount_fen", "金额（元）"), .text("payee", "收款单位"), .text("reason", "原因"),
        .text("nearest", "最接近的流水"),
      ],
      rows: open.map { open in
        let movement = open.movement
        return [
          .text(movement.voucher.printed),
          .text(movement.returned.map { "退回 \($0)" } ?? "付款"),
          .text(movement.day.description), .money(movement.amount),
          .text(maskedPayee(movement.payee)), .text(open.reason), .text(open.nearest ?? ""),
        ]
      })
  }

  /// 国库已付、账上未记.
  package static func openLines(
    _ open: [StatementMatching.OpenLine]
  ) -> ReportTable {
    ReportTable(
      id: "open_lines", title: "国库已付、账上未记",
      columns: [
        .text("bank_reference", "流水号"), .text("booked_on", "日期"),
        .number("amount_fen", "金额（元）"), .text("payee", "收款人"), .text("reason", "原因"),
        .text("nearest", "最接近的凭证"),
      ],
      rows: open.map { open in
        [
          .text(open.line.reference.printed), .text(open.line.bookedOn.description),
          .money(open.line.amount), .text(maskedPayee(open.line.payee)), .text(open.reason),
          .text(open.nearest ?? ""),
        ]
      })
  }

  /// 另列的国库流水, with who decided so and why; none where there is no such line.
  package static func setAside(_ lines: [StatementMatching.SetAsideLine]) -> [ReportTable] {
    guard !lines.isEmpty else { return [] }
    return [
      ReportTable(
        id: "set_aside", title: "另列的国库流水（不属本账，不参加核对）",
        columns: [
          .text("bank_reference", "流水号"), .text("booked_on", "日期"),
          .number("amount_fen", "金额（元）"), .text("payee", "收款人"), .text("by", "办理人"),
          .text("on", "办理日期"), .text("reason", "原因"),
        ],
        rows: lines.map { apart in
          [
            .text(apart.line.reference.printed), .text(apart.line.bookedOn.description),
            .money(apart.line.amount), .text(maskedPayee(apart.line.payee)),
            .text(apart.decision.by), .text(apart.decision.on.description),
            .text(apart.decision.reason),
          ]
        })
    ]
  }

  private static let setAsideWords = "加：另列的国库流水（不属本账）"
  private static let returnedWords = "加：账上已记退票、国库未退"

  /// 余额调节表: from what the ledger paid to what the treasury paid.
  package static func bridge(_ bridge: StatementBridge, in dialect: Dialect) -> ReportTable {
    let returned = Money(fen: -bridge.returnedOpen.fen)
    let rows: [(String, Money)] = [
      ("账上净支付（全部年度，至截至日）", bridge.ledger),
      ("减：国库流水开始以前的支付", bridge.before),
      ("减：账上已付、国库未付", bridge.paidOpen),
      (returnedWords, returned),
      ("加：国库已付、账上未记", bridge.linesOpen),
      ("加减：金额不一致的差额（国库−账上）", bridge.differences),
      (setAsideWords, bridge.setAside),
      ("调节后", bridge.reached),
      ("国库流水合计", bridge.bank),
    ]
    let check: Guidance =
      bridge.isBalanced ? "调节相符" : "调节不符：请核对账簿\(aside: .verify)"
    return ReportTable(
      id: "bridge", title: "账上支付与国库支付调节表",
      columns: [.text("item", "项目"), .number("fen", "金额（元）")],
      // Most ledgers wait for no return, and most statements hold nothing but ours.
      rows: rows.filter { ![returnedWords, setAsideWords].contains($0.0) || $0.1 != .zero }
        .map { [.text($0), .money($1)] },
      notes: [check.words(in: dialect)])
  }

  /// The same in terms of what is left: the ledger's balance and the treasury's.
  ///
  /// What was paid without a row (F06) left the treasury all the same.
  static func balances(_ bridge: StatementBridge, _ funds: FundAccounts) -> ReportTable? {
    guard let balance = try? funds.accounts.map(\.balance).total(), let left = try? funds.balance(),
      let paidLess = try? bridge.ledger - (bridge.bank - bridge.setAside),
      let treasury = try? left + paidLess - bridge.setAside
    else { return nil }
    let withoutRow: [[ReportTable.Cell]] =
      funds.withoutRowToDate == .zero
      ? [] : [[.text("减：无此指标的净支付"), .money(funds.withoutRowToDate)]]
    let apart: [[ReportTable.Cell]] =
      bridge.setAside == .zero
      ? [] : [[.text("减：另列的国库流水（不属本账）"), .money(bridge.setAside)]]
    return ReportTable(
      id: "balance_bridge", title: "账上余额与国库余额",
      columns: [.text("item", "项目"), .number("fen", "金额（元）")],
      rows: [[.text("账上指标余额"), .money(balance)]] + withoutRow + [
        [.text("加：账上净支付与国库流水合计之差"), .money(paidLess)]
      ] + apart + [
        [.text("国库应有余额"), .money(treasury)]
      ],
      notes: ["请与国库或银行出具的余额核对"])
  }
}

extension RegisterFilter {
  /// Whether a line of the treasury is asked for, with the movements it counts for.
  fileprivate func takes(_ line: BankLine, _ movements: [Movement]) -> Bool {
    let vouchers = [line.voucher].compactMap(\.self) + movements.flatMap(\.vouchers)
    return takes(days: line.bookedOn) && takes(lawyer: lawyer, firm: line.payee)
      && (voucher == nil || vouchers.contains { $0 == voucher })
      && takes(
        texts: [line.reference.printed, line.payee, line.memo] + vouchers.map(\.printed))
  }

  fileprivate func takes(_ movement: Movement) -> Bool {
    takes(days: movement.day) && takes(lawyer: lawyer, firm: movement.payee)
      && (voucher == nil || movement.vouchers.contains { $0 == voucher })
      && takes(texts: [movement.payee] + movement.vouchers.map(\.printed))
  }
}

extension Movement {
  fileprivate var vouchers: [VoucherNumber] { [voucher] + (returned.map { [$0] } ?? []) }
}
