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
    return ReportTable(
      id: "appropriations", title: "经费指标",
      columns: [
        .text("document_number", "指标文号"), .text("fiscal_year", "预算年度"),
        .text("fund_source", "资金来源"), .text("received_on", "下达日期"),
        .number("amount_fen", "金额"), .number("adjustments_fen", "调整"),
        .number("recalls_fen", "收回"), .number("paid_fen", "已付"),
        .number("balance_fen", "余额"), .text("permitted_uses", "用途"),
      ], rows: rows)
  }

  /// Cases with what was approved and paid.
  package static func cases(_ dossiers: [DossierView]) -> ReportTable {
    let rows = dossiers.compactMap { dossier -> [ReportTable.Cell]? in
      guard let registered = dossier.registered else { return nil }
      return [
        .text(registered.number.printed), .text(registered.type.rawValue),
        .text(maskedPerson(registered.recipient)), .text(registered.acceptedOn.description),
        .text(registered.firm ?? ""), .text(registered.closing?.on.description ?? ""),
        .text(registered.closing?.outcome.rawValue ?? "在办"), .money(dossier.approved),
        .money(dossier.netPaid),
      ]
    }
    return ReportTable(
      id: "cases", title: "案件",
      columns: [
        .text("case_number", "案件编号"), .text("case_type", "案件类型"),
        .text("recipient", "受援人"), .text("accepted_on", "受理日期"), .text("firm", "承办单位"),
        .text("closed_on", "结案日期"), .text("outcome", "结案方式"),
        .number("approved_fen", "核发"), .number("paid_fen", "已付"),
      ], rows: rows)
  }

  /// Claims with their approvals and returns.
  package static func claims(_ claims: [Claim]) -> ReportTable {
    ReportTable(
      id: "claims", title: "补贴申报",
      columns: [
        .text("claim_number", "申报编号"), .text("case_number", "案件编号"),
        .text("claimed_on", "申报日期"), .number("claimed_fen", "申报金额"),
        .text("approved_on", "核发日期"), .number("approved_fen", "核发金额"),
        .text("returned_on", "退回日期"),
      ],
      rows: claims.map { claim in
        [
          .text(claim.number.printed), .text(claim.caseNumber.printed),
          .text(claim.claimedOn.description), .money(claim.claimedAmount),
          .text(claim.approval?.on.description ?? ""), .money(claim.approval?.amount),
          .text(claim.returned?.on.description ?? ""),
        ]
      })
  }

  /// Duty shifts with what was paid.
  package static func duty(_ accounts: [DutyAccount]) throws -> ReportTable {
    let rows = try accounts.compactMap { account -> [ReportTable.Cell]? in
      guard let shift = account.shift else { return nil }
      return [
        .text(shift.number.printed), .text(shift.servedOn.description), .text(shift.site),
        .text(shift.firm), .text("\(shift.quantity.text) \(shift.unit.rawValue)"),
        .money(shift.rate), .money(shift.amount), .money(try account.lines.netTotal()),
      ]
    }
    return ReportTable(
      id: "duty", title: "值班",
      columns: [
        .text("duty_number", "值班编号"), .text("served_on", "值班日期"), .text("site", "值班地点"),
        .text("firm", "所属单位"), .text("units", "数量"), .number("rate_fen", "标准"),
        .number("amount_fen", "补贴金额"), .number("paid_fen", "已付"),
      ], rows: rows)
  }

  /// Payment lines and reversals; a reversal's amount is negative.
  package static func payments(_ lines: [PaymentLine]) -> ReportTable {
    ReportTable(
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
      })
  }

  /// The history of one case as lines of text: when and who, and below it what was recorded.
  package static func historyText(
    of number: CaseNumber, _ events: [(recordedAt: String, operatorName: String, words: String)]
  ) -> String {
    let blocks = events.map { event in
      let head = "\(event.recordedAt)  \(event.operatorName)"
      let lines = wrapped(printable(event.words), to: 76).map { "    " + $0 }
      return Page.Block.sentences([head] + lines)
    }
    return Page(blocks: [.title("案件 \(number) 的全部记录")] + blocks).text()
  }

  /// The history of one case as a table.
  package static func history(
    of number: CaseNumber, _ events: [(recordedAt: String, operatorName: String, words: String)]
  ) -> ReportTable {
    ReportTable(
      id: "history", title: "案件 \(number) 的全部记录",
      columns: [
        .text("recorded_at", "记录时间（UTC）"), .text("operator", "经办人"),
        .text("recorded", "内容"),
      ],
      rows: events.map { [.text($0.recordedAt), .text($0.operatorName), .text($0.words)] })
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

  /// The summary of a batch of claims (申报汇总表): type and grade, count and amount.
  package static func claimSummary(
    _ claims: [(claim: Claim, legalAidCase: LegalAidCase)], title: String
  ) throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for type in CaseType.allCases {
      let ofType = claims.filter { $0.legalAidCase.type == type }
      let grades = Set(ofType.map { $0.legalAidCase.grade ?? "" })
      for grade in grades.sorted(by: { $0.precedesByCodePoint($1) }) {
        let group = ofType.filter { ($0.legalAidCase.grade ?? "") == grade }
        rows.append([
          .text(type.rawValue), .text(grade), .count(group.count),
          .money(try group.map(\.claim.claimedAmount).total()),
        ])
      }
    }
    let total = try claims.map(\.claim.claimedAmount).total()
    return ReportTable(
      id: "claim_summary", title: title,
      columns: [
        .text("case_type", "案件类型"), .text("grade", "等级"), .number("claims", "件数"),
        .number("claimed_fen", "申报金额"),
      ], rows: rows,
      totals: [.text("合计"), .text(""), .count(claims.count), .money(total)],
      notes: ["合计（大写）：人民币\(total.capitals)"])
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
  /// The table alone, as a command prints it.
  package func printed(_ format: OutputFormat) -> String {
    page.written(format, json: ReportJSON.table(self))
  }

  /// The table alone, as a page.
  package var page: Page { Page(blocks: [.table(self)]) }
}
