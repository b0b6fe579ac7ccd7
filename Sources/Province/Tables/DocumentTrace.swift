package import LedgerCore
import Reconciliation
package import Reporting

/// One document from the allocation to the payments of cases (下达到支付): the facts on each step.
package struct DocumentTrace {
  private let book: ProvinceBook
  private let document: DocumentNumber

  package init(_ document: DocumentNumber, in book: ProvinceBook) {
    self.book = book
    self.document = document
  }

  /// The steps as one table; people are masked, cases go by their numbers.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func table() throws(MoneyOverflow) -> ReportTable {
    var rows = book.allocations.filter { $0.document == document }.map { sent in
      Self.row(
        "下达", "\(sent.to)", sent.sentOn, "\(sent.document)", sent.amount, sent.source.rawValue)
    }
    for (bureau, ledger) in book.ledgers {
      for row in ledger.received(in: book.period) where row.came(by: document) {
        rows.append(
          Self.row(
            "登记", "\(bureau.code)", row.receivedOn, "\(row.id.document)",
            try ledger.amount(of: row, in: book.period), row.source.rawValue))
        let lines = ledger.lines.filter {
          $0.document == row.id.document && book.period.owns($0.paidOn)
        }
        for line in lines.sorted(by: { ($0.paidOn, $0.id) < ($1.paidOn, $1.id) }) {
          rows.append(
            Self.row(
              line.isReversal ? "冲销" : "支付", "\(bureau.code)", line.paidOn, "\(line.id)",
              line.signedAmount, Self.words(line)))
        }
      }
    }
    return ReportTable(
      id: "document_trace", title: "\(document) 从下达到支付",
      columns: [
        .text("step", "环节"), .text("code", "单位"), .text("day", "日期"), .text("number", "文号或凭证"),
        .number("amount_fen", "金额（元）"), .text("what", "说明"),
      ], rows: rows, notes: rows.isEmpty ? ["没有这个文号的下达和登记，请核对文号和年度"] : [])
  }

  private static func row(
    _ step: String, _ code: String, _ day: Day, _ number: String, _ amount: Money, _ what: String
  ) -> [ReportTable.Cell] {
    [.text(step), .text(code), .text("\(day)"), .text(number), .money(amount), .text(what)]
  }

  private static func words(_ line: PaymentLine) -> String {
    let subject: String? =
      switch line.subject {
      case .legalAidCase(let number): "案件 \(number)"
      case .dutyShift(let number): "值班 \(number)"
      case .none: nil
      }
    return [line.use.rawValue, subject, maskedPayee(line.payee)].compactMap(\.self)
      .joined(separator: "，")
  }
}
