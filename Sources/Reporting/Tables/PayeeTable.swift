package import LedgerCore

extension RegisterTables {
  /// The payees in order of registration; of an account only the last four digits.
  package static func payees(_ payees: [Payee]) -> ReportTable {
    ReportTable(
      id: "payees", title: "收款人登记",
      columns: [
        .number("number", "序号"), .text("name", "名称"), .text("aliases", "别名"),
        .text("bank", "开户行"), .text("account_end", "账号（末四位）"), .text("state", "状态"),
      ],
      rows: payees.map { payee in
        [
          .count(payee.number), .text(maskedPayee(payee.name)),
          .text(payee.aliases.map(maskedPayee).joined(separator: "、")),
          .text(payee.account.bank), .text(payee.account.number.masked),
          .text(payee.isEnded ? "停用" : "在用"),
        ]
      })
  }
}
