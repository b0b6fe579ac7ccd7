import LedgerCore
import Reconciliation

/// 按月表: what each month of the span did, and what was left at its end.
///
/// Its months come from the one pass over the ledger; its totals are the span's figures.
struct MonthTable {
  private let months: [MonthBook]
  private let figures: Figures
  /// Whether the year's opening is known.
  private let hasOpening: Bool

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  init(_ book: YearTotals, _ figures: Figures) throws(MoneyOverflow) {
    months = try book.months()
    self.figures = figures
    hasOpening = book.funds.opening != nil
  }

  /// A column: the figure in it, its heading, and what a month has of it.
  private struct Column {
    let name: FigureName
    let title: String
    let value: (MonthBook) throws(MoneyOverflow) -> ReportTable.Cell
  }

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func table() throws(MoneyOverflow) -> ReportTable {
    let columns = columns
    var rows: [[ReportTable.Cell]] = []
    for month in months {
      // A year that is not yet seen at all has no months of its own.
      let period = try? Period(month.days, asOf: figures.period.asOf)
      var row: [ReportTable.Cell] = [.text(month.month.description)]
      for column in columns {
        let cell = try column.value(month)
        row.append(period.map { cell.being(column.name, in: $0) } ?? cell)
      }
      rows.append(row)
    }
    return ReportTable(
      id: "by_month", title: "按月表（金额单位：元）",
      columns: [.text("month", "月份")]
        + columns.map { .number($0.name.rawValue, $0.title) },
      rows: rows, totals: [.text("合计")] + columns.map { figures.cell($0.name) },
      notes: hasOpening ? [] : ["没有登记上年结转，月末余额未含上年结转"])
  }

  private var columns: [Column] {
    [
      Column(name: .casesAccepted, title: "受理（件）") { .count($0.cases(\.accepted)) },
      Column(name: .casesClosed, title: "办结（件）") { .count($0.cases(\.closed)) },
      Column(name: .claimed, title: "申报") { month throws(MoneyOverflow) in
        .money(try month.cases(\.claimed))
      },
      Column(name: .approved, title: "核发") { month throws(MoneyOverflow) in
        .money(try month.cases(\.approved))
      },
      flow(.appropriated, "拨付", \.appropriated), flow(.recalled, "收回", \.recalled),
    ] + uses
      + [
        flow(.paid, "支出合计", \.paid),
        Column(name: .balance, title: "月末余额") { month throws(MoneyOverflow) in
          .money(try month.balance)
        },
      ]
  }

  /// The uses that every bureau has, and those that the span paid for.
  private var uses: [Column] {
    PaymentUse.allCases.filter { figures.stands($0) }.map { use in
      Column(name: use.paidName, title: use.rawValue) { .money($0.paid(for: use)) }
    }
  }

  private func flow(
    _ name: FigureName, _ title: String, _ amount: KeyPath<FundFlow, Money>
  ) -> Column {
    Column(name: name, title: title) { month throws(MoneyOverflow) in
      .money(try month.flow()[keyPath: amount])
    }
  }
}
