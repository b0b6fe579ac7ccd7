import LedgerCore
import Reconciliation

/// What firms and lawyers handled and received (律所汇总, 律师汇总).
///
/// Their columns add to the figures; what names no lawyer stands on a row of its own.
struct HandlerTables {
  private let handlers: [Handler: HandlerTotals]
  private let figures: Figures
  private let isMasked: Bool
  private let lawyers: Set<String>

  init(_ handlers: [Handler: HandlerTotals], _ figures: Figures, isMasked: Bool) {
    self.handlers = handlers
    self.figures = figures
    self.isMasked = isMasked
    lawyers = Set(handlers.keys.map(\.lawyer))
  }

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func byFirm() throws(MoneyOverflow) -> ReportTable {
    var firms: [String: HandlerTotals] = [:]
    for (handler, totals) in handlers {
      try firms[handler.firm, default: HandlerTotals()] += totals
    }
    var rows: [[ReportTable.Cell]] = []
    for (firm, totals) in firms.sorted(by: { $0.key.precedesByCodePoint($1.key) }) {
      rows.append([.text(name(ofFirm: firm))] + (try Self.cells(totals)))
    }
    return ReportTable(
      id: "firms", title: "律所汇总表（金额单位：元）",
      columns: [.text("firm", "承办单位")] + Self.columns, rows: rows,
      totals: [.text("合计")] + totals, notes: [Self.basis])
  }

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func byLawyer() throws(MoneyOverflow) -> ReportTable {
    let order = handlers.sorted { left, right in
      left.key.firm == right.key.firm
        ? left.key.lawyer.precedesByCodePoint(right.key.lawyer)
        : left.key.firm.precedesByCodePoint(right.key.firm)
    }
    var rows: [[ReportTable.Cell]] = []
    for (handler, totals) in order {
      rows.append(
        [.text(name(ofFirm: handler.firm)), .text(name(ofLawyer: handler.lawyer))]
          + (try Self.cells(totals)))
    }
    return ReportTable(
      id: "lawyers", title: "律师汇总表（金额单位：元）",
      columns: [.text("firm", "承办单位"), .text("lawyer", "承办人")] + Self.columns, rows: rows,
      totals: [.text("合计"), .text("")] + totals,
      notes: [isMasked ? "承办人姓名已隐去" : "含承办人姓名，供内部使用"])
  }

  private static let basis = "件数、申报和核发计入承办单位，支出计入收款单位；单位名称不分全角半角和括号"

  private static let columns: [ReportTable.Column] = [
    .number("closed", "办结（件）"), .number("claimed_fen", "申报金额"),
    .number("approved_fen", "核发金额"), .number("paid_case_fen", "以案定补支出"),
    .number("duty_shifts", "值班（次）"), .number("paid_duty_fen", "值班支出"),
    .number("paid_other_fen", "其他支出"), .number("paid_fen", "支出合计"),
  ]

  private static func cells(_ totals: HandlerTotals) throws(MoneyOverflow) -> [ReportTable.Cell] {
    [
      .count(totals.closed), .money(totals.claimed), .money(totals.approved),
      .money(totals.paidCase), .count(totals.dutyShifts), .money(totals.paidDuty),
      .money(totals.paidOther), .money(try totals.paid),
    ]
  }

  private var totals: [ReportTable.Cell] {
    [
      figures.cell(.casesClosed), figures.cell(.claimed), figures.cell(.approved),
      figures.cell(.paidCase), figures.cell(.dutyShifts), figures.cell(.paidDuty),
      figures.cell(.paidOther), figures.cell(.paid),
    ]
  }

  /// A firm as people write it; a payee that is a person and no lawyer of ours is masked.
  private func name(ofFirm firm: String) -> String {
    guard !firm.isEmpty else { return "（没有登记承办单位）" }
    let written = firm.replacing("〔", with: "（").replacing("〕", with: "）")
    return !isMasked && lawyers.contains(firm) ? written : maskedPayee(written)
  }

  private func name(ofLawyer lawyer: String) -> String {
    guard !lawyer.isEmpty else { return "（没有登记承办人）" }
    return isMasked ? maskedPerson(lawyer) : lawyer
  }
}
