package import LedgerCore

/// The papers that go with payments: rosters, the public notice, the list for the tax office.
package struct Rosters: Sendable {
  private let bureau: Bureau

  package init(of bureau: Bureau) {
    self.bureau = bureau
  }

  /// Who makes, checks and approves a sheet that stays in the office.
  static let signers = ["制表：____________　　复核：____________　　审批：____________"]

  /// The rosters (发放表), one for each voucher, for signature; recipients are masked.
  ///
  /// JSON carries no account: an account is for the paper that is signed.
  ///
  /// - Parameters:
  ///   - rosters: In the order they are printed in.
  ///   - format: How to write them.
  ///   - showsAccounts: Whether accounts are printed in full rather than by their last digits, as
  ///     on a screen.
  /// - Returns: The whole document.
  /// - Throws: ``MoneyOverflow`` when a roster's amounts leave 64 bits.
  package func rosters(
    _ rosters: [Roster], _ format: OutputFormat, showsAccounts: Bool = true
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
    return try rostersPage(rosters, showsAccounts: showsAccounts)
      .written(format, json: .array(documents))
  }

  /// The rosters as a page, each under its title.
  ///
  /// - Parameters:
  ///   - rosters: In the order they are printed in.
  ///   - showsAccounts: Whether accounts are printed in full.
  /// - Returns: The page.
  /// - Throws: ``MoneyOverflow`` when a roster's amounts leave 64 bits.
  package func rostersPage(
    _ rosters: [Roster], showsAccounts: Bool = true
  ) throws(MoneyOverflow) -> Page {
    var blocks: [Page.Block] = []
    for roster in rosters {
      let total = try roster.total()
      blocks += [
        .title("\(bureau.agency)法律援助补贴发放表"),
        .facts(
          [
            ("收款单位", payee(of: roster)), ("支付凭证", roster.voucher.printed),
            ("支付日期", roster.paidOn.description),
          ] + (total > .zero ? account(of: roster, showsAccounts) : [])),
        .table(table(of: roster, total)), closing(of: roster, total),
      ]
    }
    return Page(blocks: blocks)
  }

  /// Who is paid: a registered payee in full, for the bank compares the name with the account; any
  /// other may be a person by mistake, or have an account written behind the name.
  private func payee(of roster: Roster) -> String {
    guard let name = roster.registered?.name else { return maskedPayee(roster.payee) }
    let written = maskedPayee(roster.payee)
    return normalized(roster.payee) == normalized(name) ? name : "\(name)（凭证上写作：\(written)）"
  }

  /// Where the money goes, or room to write it down.
  private func account(
    of roster: Roster, _ isShown: Bool
  ) -> [(name: String, value: String)] {
    let blank = "________________________"
    let account = roster.registered?.account
    let number = account.map { isShown ? $0.number.grouped : $0.number.masked }
    return [("开户行", account?.bank ?? blank), ("账号", number ?? blank)]
  }

  /// What is received is written in capitals and signed for; what came back or was corrected away
  /// is neither.
  private func closing(of roster: Roster, _ total: Money) -> Page.Block {
    guard total <= .zero else {
      return .signing(
        [("合计（大写）", "人民币" + total.capitals)],
        ["领款单位（盖章）：____________", "经办人（签字）：____________　　日期：____________"]
          + Self.signers)
    }
    let takenBack = roster.lines.filter { $0.reversal != nil }
    let isReturned = takenBack.allSatisfy { $0.reversal == .bankReturn }
    let amount = Money(fen: total.fen == .min ? .max : -total.fen)
    return .signing(
      [(isReturned ? "退回" : "已冲销", "\(amount.groupedYuanText) 元，本表没有应领的金额")],
      Self.signers)
  }

  /// The public notice (公示表): what was paid for which case and not taken back, names masked.
  ///
  /// A bank's return and a correction are no payment: neither they nor what they took back is
  /// listed, and of a line that was taken back in part what is left.
  /// It says nothing of payees: whom the money went to is no matter of the public, and a payee by
  /// mistake may be a person with an account.
  ///
  /// - Throws: ``MoneyOverflow`` when the amounts leave 64 bits.
  package func noticeTable(_ rosters: [Roster]) throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    var total = Money.zero
    for roster in rosters {
      for line in roster.lines where line.left > .zero {
        try total += line.left
        rows.append([
          .count(rows.count + 1), .text(line.subject),
          .text(line.recipient.map(maskedPerson) ?? ""),
          .text(line.firm.map(maskedPayee) ?? ""), .text(line.lawyer.map(maskedPerson) ?? ""),
          .text(line.use.rawValue), .text(roster.paidOn.description), .money(line.left),
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
      ], notes: ["受援人和承办人姓名已隐去；退回和冲销的金额已扣除"])
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
        .number("amount_fen", "金额"), .forHand("signature", "签领"),
      ],
      rows: roster.lines.map { line in
        [
          .count(line.line), .text(line.subject), .text(line.recipient.map(maskedPerson) ?? ""),
          .text(line.lawyer ?? ""), .text(line.basis), .text(line.document.printed),
          .money(line.amount), .text(""),
        ]
      },
      totals: [
        .text("合计"), .text(""), .text(""), .text(""), .text(""), .text(""), .money(total),
        .text(""),
      ])
  }
}
