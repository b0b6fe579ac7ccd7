package import LedgerCore
package import Reconciliation

/// The registers as lists, which the commands `list` and `show` print; recipients are masked.
package enum RegisterTables {
  /// Appropriations with their balances.
  package static func appropriations(
    _ accounts: [AppropriationAccount]
  ) throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for account in accounts {
      let row = account.appropriation
      let uses = PaymentUse.allCases.filter(row.permittedUses.contains).map(\.rawValue)
      rows.append([
        .text(row.id.document.printed), .text(row.id.fiscalYear.description),
        .text(row.source.rawValue), .text(row.receivedOn.description), .money(row.amount),
        .money(account.adjustments), .money(account.recalls), .money(account.netPaid),
        .money(account.balance), .text(uses.isEmpty ? "不限" : uses.joined(separator: "、")),
      ])
    }
    return try ReportTable(
      id: "appropriations", title: "经费指标",
      columns: [
        .text("document_number", "指标文号"), .text("fiscal_year", "预算年度"),
        .text("fund_source", "资金来源"), .text("received_on", "下达日期"),
        .number("amount_fen", "金额"), .number("adjustments_fen", "调整"),
        .number("recalls_fen", "收回"), .number("paid_fen", "已付"),
        .number("balance_fen", "余额"), .text("permitted_uses", "用途"),
      ], rows: rows, notes: carriedNotes(accounts.map(\.appropriation))
    ).totalled(
      "行", summing: "amount_fen", "adjustments_fen", "recalls_fen", "paid_fen", "balance_fen")
  }

  /// A row that was carried into the next year stands in both.
  private static func carriedNotes(_ rows: [Appropriation]) -> [String] {
    let isCarried = rows.contains { row in
      row.originYear < row.id.fiscalYear
        && rows.contains {
          $0.id.document == row.id.document && $0.id.fiscalYear < row.id.fiscalYear
        }
    }
    return isCarried ? ["结转的指标在上年和下年各有一行，合计里的金额重复计入：一年的数请只列一年"] : []
  }

  /// Cases with what was approved and paid.
  ///
  /// - Parameters:
  ///   - dossiers: The list, or a page of it.
  ///   - whole: Of a page, what its whole list comes to.
  ///   - names: What the standards name: with what prices rest on, where some case says it.
  ///   - showsNames: Whether recipients are named in full, for who has asked for it.
  /// - Returns: The rows, with the totals of the list.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func cases(
    _ dossiers: [DossierView], of whole: ListTotals? = nil, naming names: DetailNames,
    showsNames: Bool = false
  ) throws(MoneyOverflow) -> ReportTable {
    let details = DetailColumns(dossiers.compactMap(\.registered?.details), named: names)
    let rows = dossiers.compactMap { dossier -> [ReportTable.Cell]? in
      guard let registered = dossier.registered else { return nil }
      return [
        .text(registered.number.printed), .text(registered.type.rawValue),
        .text(showsNames ? registered.recipient : maskedPerson(registered.recipient)),
        .text(registered.acceptedOn.description), .text(registered.firm ?? ""),
        .text(registered.closing?.on.description ?? ""),
        .text(registered.closing?.outcome.rawValue ?? "在办"), .money(dossier.approved),
        .money(dossier.netPaid),
      ] + details.cells(registered.details)
    }
    return try ReportTable(
      id: "cases", title: "案件",
      columns: [
        .text("case_number", "案件编号"), .text("case_type", "案件类型"),
        .text("recipient", "受援人"), .text("accepted_on", "受理日期"), .text("firm", "承办单位"),
        .text("closed_on", "结案日期"), .text("outcome", "结案方式"),
        .number("approved_fen", "核发"), .number("paid_fen", "已付"),
      ] + details.columns, rows: rows
    ).totalled("件", of: whole, summing: "approved_fen", "paid_fen")
  }

  /// Claims with their approvals and returns; as ``cases(_:of:naming:showsNames:)`` of a page.
  ///
  /// - Parameters:
  ///   - claims: The list, or a page of it.
  ///   - whole: Of a page, what its whole list comes to.
  ///   - details: What the prices of their cases rest on.
  ///   - names: What the standards name of it.
  /// - Returns: The rows, with the totals of the list.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func claims(
    _ claims: [Claim], of whole: ListTotals? = nil, on details: [CaseNumber: CaseDetails] = [:],
    naming names: DetailNames = DetailNames()
  ) throws(MoneyOverflow) -> ReportTable {
    let further = DetailColumns(
      claims.compactMap { details[$0.caseNumber] }, named: names)
    let returned = claims.filter { $0.returned != nil }
    let count = whole?.returnedCount ?? returned.count
    let amount =
      if let whole { whole.returnedAmount } else { try returned.map(\.claimedAmount).total() }
    let notes = count == 0 ? [] : ["合计里有已退回的 \(count) 份，申报 \(amount.groupedYuanText) 元"]
    return try ReportTable(
      id: "claims", title: "补贴申报",
      columns: [
        .text("claim_number", "申报编号"), .text("case_number", "案件编号"),
        .text("claimed_on", "申报日期"), .number("claimed_fen", "申报金额"),
        .text("approved_on", "核发日期"), .number("approved_fen", "核发金额"),
        .text("returned_on", "退回日期"),
      ] + further.columns,
      rows: claims.map { claim in
        [
          .text(claim.number.printed), .text(claim.caseNumber.printed),
          .text(claim.claimedOn.description), .money(claim.claimedAmount),
          .text(claim.approval?.on.description ?? ""), .money(claim.approval?.amount),
          .text(claim.returned?.on.description ?? ""),
        ] + further.cells(details[claim.caseNumber])
      }, notes: notes
    ).totalled("份", of: whole, summing: "claimed_fen", "approved_fen")
  }

  /// Duty shifts with what was paid; as ``cases(_:of:)`` of a page.
  package static func duty(
    _ accounts: [DutyAccount], of whole: ListTotals? = nil
  ) throws -> ReportTable {
    let rows = try accounts.compactMap { account -> [ReportTable.Cell]? in
      guard let shift = account.shift else { return nil }
      return [
        .text(shift.number.printed), .text(shift.servedOn.description), .text(shift.site),
        .text(shift.firm), .text("\(shift.quantity.text) \(shift.unit.rawValue)"),
        .money(shift.rate), .money(shift.amount), .money(try account.lines.netTotal()),
      ]
    }
    return try ReportTable(
      id: "duty", title: "值班",
      columns: [
        .text("duty_number", "值班编号"), .text("served_on", "值班日期"), .text("site", "值班地点"),
        .text("firm", "所属单位"), .text("units", "数量"), .number("rate_fen", "标准"),
        .number("amount_fen", "补贴金额"), .number("paid_fen", "已付"),
      ], rows: rows
    ).totalled("次", of: whole, summing: "amount_fen", "paid_fen")
  }

  /// Payment lines and reversals, whose amounts are negative; as ``cases(_:of:)`` of a page.
  package static func payments(
    _ lines: [PaymentLine], of whole: ListTotals? = nil
  ) throws(MoneyOverflow) -> ReportTable {
    try ReportTable(
      id: "payments", title: "支付",
      columns: [
        .text("line", "凭证/行"), .text("paid_on", "支付日期"), .text("use", "支出用途"),
        .text("subject", "案件或值班"), .text("document_number", "指标文号"),
        .number("amount_fen", "金额"), .text("payee", "收款单位"), .text("reverses", "冲销"),
        .text("reversal_kind", "冲销类型"),
      ],
      rows: lines.map { line in
        let cited = line.subject.caseNumber?.printed ?? line.subject.dutyNumber?.printed ?? ""
        return [
          .text(line.id.description), .text(line.paidOn.description), .text(line.use.rawValue),
          .text(cited), .text(line.document.printed), .money(line.signedAmount),
          .text(maskedPayee(line.payee)), .text(line.reverses?.id.description ?? ""),
          .text(line.reverses?.kind.rawValue ?? ""),
        ]
      }
    ).totalled("行", of: whole, summing: "amount_fen")
  }

  /// Standards with the days they are in force.
  package static func standards(
    _ rows: [(name: String, standard: SubsidyStandard, period: SubsidyStandard.Period)]
  ) -> ReportTable {
    ReportTable(
      id: "standards", title: "补贴标准",
      columns: [
        .text("name", "名称"), .text("region", "地区"), .text("document_number", "文号"),
        .text("in_force", "有效期"), .text("selected_by", "版本依据"), .text("source", "来源"),
      ],
      rows: rows.map { name, standard, period in
        [
          .text(name), .text(standard.region), .text(standard.number?.printed ?? "（没有文号）"),
          .text(period.words), .text(standard.selectedBy.rawValue), .text(standard.source),
        ]
      })
  }

  /// What a draft standard would cost, beside what was approved.
  package static func trial(
    _ lines: [(name: String, cases: Int?, approved: Money?, low: Money?, high: Money?)],
    title: String, notes: [String]
  ) -> ReportTable {
    ReportTable(
      id: "what_if", title: title,
      columns: [
        .text("group", "项目"), .number("cases", "件数"), .number("approved_fen", "已核发"),
        .number("low_fen", "试算最低"), .number("high_fen", "试算最高"),
      ],
      rows: lines.map { line in
        [
          .text(line.name), .count(line.cases), .money(line.approved), .money(line.low),
          .money(line.high),
        ]
      }, notes: notes)
  }
}

extension ReportTable {
  /// The table with a total row: how many rows it has, and the sums of some columns.
  ///
  /// - Parameters:
  ///   - counter: What its rows are counted in: 件. The first two columns hold words.
  ///   - whole: What they are part of; nil where they are all.
  ///   - keys: The columns of money that are added up.
  /// - Returns: The same rows with their totals.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func totalled(
    _ counter: String, of whole: ListTotals? = nil, summing keys: String...
  ) throws(MoneyOverflow) -> ReportTable {
    var totals: [Cell] = [.text("合计"), .text("\(whole?.count ?? rows.count) \(counter)")]
    var known = whole?.sums[...]
    for (index, column) in columns.enumerated().dropFirst(2) {
      guard keys.contains(column.key) else {
        totals.append(.text(""))
        continue
      }
      if let sum = known?.popFirst() {
        totals.append(.money(sum))
        continue
      }
      var sum = Money.zero
      for row in rows {
        if case .money(let amount?) = row[index].value { try sum += amount }
      }
      totals.append(.money(sum))
    }
    return ReportTable(
      id: id, title: title, columns: columns, rows: rows, totals: totals, notes: notes)
  }

  /// The table with a sentence where what it was narrowed to leaves it empty.
  package func narrowed(_ isNarrowed: Bool) -> ReportTable {
    guard isNarrowed, rows.isEmpty else { return self }
    return ReportTable(
      id: id, title: title, columns: columns, rows: rows, totals: totals,
      notes: notes + ["没有符合条件的，请核对条件"])
  }

  /// The table alone, as a command prints it.
  package func printed(_ format: OutputFormat) -> String {
    page.written(format, json: ReportJSON.table(self))
  }

  /// The table alone, as a page.
  package var page: Page { Page(blocks: [.table(self)]) }
}
