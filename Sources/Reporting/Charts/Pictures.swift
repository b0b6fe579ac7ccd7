/// The pictures of the yearly report, by the tables they stand over.
package enum Pictures {
  /// In the order of the tables.
  package static let all: [Picture] = [
    Picture(
      of: "funds_by_source", "各资金来源的拨付、支出和余额", name: "source",
      [
        .column("appropriated_fen", "拨付", .blank, unit: "元"),
        .column("paid_fen", "支出", .solid, unit: "元"),
        .column("balance_fen", "余额", .diagonal, unit: "元"),
      ]),
    Picture(
      of: "funds_by_appropriation", "各指标的执行（支出加余额为可用资金；超支的，余额在零线左边）",
      name: "document_number", or: "fiscal_year",
      [
        Picture.Bar(
          title: "执行率",
          parts: [
            .init(column: "paid_fen", title: "支出", look: .solid),
            .init(column: "balance_fen", title: "余额", look: .diagonal),
          ],
          printed: "execution_rate", printedTitle: "执行率")
      ]),
    Picture(
      of: "payments_by_use", "各项用途的支出", name: "use",
      [.column("paid_fen", "支出", .solid, unit: "元")]),
    Picture(
      of: "cases_by_type", "各类案件的受理和办结", name: "case_type",
      [
        .column("accepted", "受理", .blank, unit: "件"),
        .column("closed", "办结", .solid, unit: "件"),
      ]),
    Picture(
      of: "by_month", "各月的拨付和支出", name: "month",
      [
        .column("appropriated_fen", "拨付", .blank, unit: "元"),
        .column("paid_fen", "支出", .solid, unit: "元"),
      ]),
    Picture(
      of: "by_month", "各月的受理和办结", name: "month",
      [
        .column("cases_accepted", "受理", .blank, unit: "件"),
        .column("cases_closed", "办结", .solid, unit: "件"),
      ]),
    Picture(
      of: "unpaid_by_age", "未付金额的账龄", name: "age_class",
      [.column("unpaid_fen", "未付合计", .solid, unit: "元")]),
  ]

  /// Those that stand over a table.
  static func of(_ table: ReportTable) -> [Picture] {
    all.filter { $0.table == table.id }
  }
}
