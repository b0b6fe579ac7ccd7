package import LedgerCore

/// The duty of one month as a sheet for signature (值班补贴月表); lawyers in full, for the office.
package struct DutySheetPage: Sendable {
  private let sheet: DutySheet
  private let bureau: Bureau

  package init(_ sheet: DutySheet, of bureau: Bureau) {
    self.sheet = sheet
    self.bureau = bureau
  }

  /// The sheet in a format.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func printed(_ format: OutputFormat) throws(MoneyOverflow) -> String {
    try page().written(format, json: ReportJSON.table(table()))
  }

  /// The sheet before it is written.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func page() throws(MoneyOverflow) -> Page {
    let month = sheet.month
    return Page(blocks: [
      .title("\(bureau.agency) \(month.year)年\(month.number)月值班律师法律帮助补贴表"),
      .table(try table()),
      .signing([("合计（大写）", "人民币" + (try amount()).capitals)], Rosters.signers),
    ])
  }

  private func amount() throws(MoneyOverflow) -> Money { try sheet.rows.map(\.amount).total() }

  private func table() throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    var unpaid = Money.zero
    for row in sheet.rows {
      let open = try row.unpaid()
      try unpaid += open
      rows.append([
        .count(rows.count + 1), .text(row.lawyer), .text(row.firm), .text(Self.words(row.days)),
        .text(row.quantity.text + " " + row.unit.rawValue), .money(row.rate), .money(row.amount),
        .money(row.paid), .money(open), .text(""),
      ])
    }
    return ReportTable(
      id: "duty_sheet", title: "明细（金额单位：元）",
      columns: [
        .number("number", "序号"), .text("lawyer", "值班律师"), .text("firm", "所属单位"),
        .text("days", "值班日期"), .text("quantity", "数量"), .number("rate_fen", "标准"),
        .number("amount_fen", "补贴金额"), .number("paid_fen", "已付"),
        .number("unpaid_fen", "未付"), .forHand("signature", "签领"),
      ],
      rows: rows,
      totals: [
        .text("合计"), .text(""), .text(""), .text(""), .text(""), .text(""),
        .money(try amount()), .money(try sheet.rows.map(\.paid).total()), .money(unpaid), .text(""),
      ], notes: ["值班日期后的括号里是当天的数量，一个计量单位的不写"])
  }

  /// `3日、10日（0.5）`: the days with how much where it is not one unit.
  private static func words(_ days: [(day: Day, quantity: Quantity)]) -> String {
    days.map { day, quantity in
      "\(day.day)日" + (quantity.tenths == 10 ? "" : "（\(quantity.text)）")
    }.joined(separator: "、")
  }
}
