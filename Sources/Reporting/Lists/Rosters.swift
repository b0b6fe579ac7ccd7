package import LedgerCore

/// The papers that go with payments: rosters, the public notice, the list for the tax office.
package struct Rosters: Sendable {
  private let bureau: Bureau

  package init(of bureau: Bureau) {
    self.bureau = bureau
  }

  /// The rosters (发放表), one for each voucher, for signature; recipients are masked.
  ///
  /// - Throws: ``MoneyOverflow`` when a roster's amounts leave 64 bits.
  package func rosters(
    _ rosters: [Roster], _ format: OutputFormat
  ) throws(MoneyOverflow) -> String {
    var documents: [JSONValue] = []
    for roster in rosters {
      let total = try roster.total()
      documents.append(
        .members([
          "voucher_number": .string(roster.voucher.printed),
          "paid_on": .string(roster.paidOn.description),
          "payee": .string(maskedPayee(roster.payee)),
          "total_fen": .integer(total.fen),
          "table": ReportJSON.table(table(of: roster, total)),
        ]))
    }
    return try rostersPage(rosters).written(format, json: .array(documents))
  }

  /// The rosters as a page, each under its title.
  ///
  /// - Throws: ``MoneyOverflow`` when a roster's amounts leave 64 bits.
  package func rostersPage(_ rosters: [Roster]) throws(MoneyOverflow) -> Page {
    var blocks: [Page.Block] = []
    for roster in rosters {
      let total = try roster.total()
      blocks += [
        .title("\(bureau.agency)法律援助补贴发放表"),
        .facts([
          ("收款单位", maskedPayee(roster.payee)), ("支付凭证", roster.voucher.printed),
          ("支付日期", roster.paidOn.description),
        ]),
        .table(table(of: roster, total)),
        .facts([("合计（大写）", "人民币" + total.capitals)]),
        .sentences(["制表：____________　　复核：____________　　审批：____________"]),
      ]
    }
    return Page(blocks: blocks)
  }

  /// The public notice (公示表): what was paid for which case, names masked.
  ///
  /// It says nothing of payees: whom the money went to is no matter of the public, and a payee by
  /// mistake may be a person with an account.
  ///
  /// - Throws: ``MoneyOverflow`` when the amounts leave 64 bits.
  package func noticeTable(_ rosters: [Roster]) throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    var total = Money.zero
    for roster in rosters {
      for line in roster.lines {
        try total += line.amount
        rows.append([
          .count(rows.count + 1), .text(line.subject),
          .text(line.recipient.map(maskedPerson) ?? ""),
          .text(line.firm.map(maskedPayee) ?? ""), .text(line.lawyer.map(maskedPerson) ?? ""),
          .text(line.use.rawValue), .text(roster.paidOn.description), .money(line.amount),
        ])
      }
    }
    return ReportTable(
      id: "notice", title: "\(bureau.agency)法律援助补贴发放公示表（金额单位：元）",
      columns: [
        .number("number", "序号"), .text("subject", "案件或值班"), .text("recipient", "受援人"),
        .text("firm", "承办单位"), .text("lawyer", "承办人"), .text("use", "用途"),
        .text("paid_on", "支付日期"), .number("amount_fen", "金额"),
      ],
      rows: rows,
      totals: [
        .text("合计"), .text(""), .text(""), .text(""), .text(""), .text(""), .text(""),
        .money(total),
      ], notes: ["受援人和承办人姓名已隐去"])
  }

  /// The list for the tax office (免税申报清单): lawyers in full, for that office only.
  ///
  /// The span is nil for a list of single vouchers.
  ///
  /// - Throws: ``MoneyOverflow`` when the amounts leave 64 bits.
  package func exemptIncomeTable(
    _ incomes: [ExemptIncome], in span: Span?
  ) throws(MoneyOverflow) -> ReportTable {
    let total = try incomes.map(\.amount).total()
    return ReportTable(
      id: "tax_list",
      title:
        "\(bureau.agency)\(span.map { " \($0.inTitle)" } ?? "")法律援助补贴免税申报清单（金额单位：元）",
      columns: [
        .text("payee", "收款单位"), .text("lawyer", "承办人"), .number("cases", "件数"),
        .number("amount_fen", "补贴金额"), .number("tax_fen", "应扣税额"),
      ],
      rows: incomes.map { income in
        [
          .text(income.payee), .text(income.lawyer ?? "（没有登记承办人）"),
          .count(income.caseCount), .money(income.amount), .money(.zero),
        ]
      },
      totals: [
        .text("合计"), .text(""), .count(incomes.reduce(0) { $0 + $1.caseCount }), .money(total),
        .money(.zero),
      ],
      notes: [
        "件数是有补贴的案件和值班，退票后重付的算一件",
        "免征增值税和个人所得税，仍须办理免税申报：法律援助法第五十二条，财政部 税务总局公告2022年第25号",
        "本清单含姓名，仅供向税务机关申报，不得公开",
      ])
  }

  private func table(of roster: Roster, _ total: Money) -> ReportTable {
    ReportTable(
      id: "roster", title: "明细（金额单位：元）",
      columns: [
        .number("number", "序号"), .text("subject", "案件或值班"), .text("recipient", "受援人"),
        .text("lawyer", "承办人"), .text("basis", "补贴依据"), .text("document_number", "指标文号"),
        .number("amount_fen", "金额"),
      ],
      rows: roster.lines.map { line in
        [
          .count(line.line), .text(line.subject), .text(line.recipient.map(maskedPerson) ?? ""),
          .text(line.lawyer ?? ""), .text(line.basis), .text(line.document.printed),
          .money(line.amount),
        ]
      },
      totals: [
        .text("合计"), .text(""), .text(""), .text(""), .text(""), .text(""), .money(total),
      ])
  }
}
