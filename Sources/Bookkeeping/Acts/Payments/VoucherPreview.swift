package import LedgerCore
package import Reconciliation

/// The lines of a voucher in words before they are recorded.
package struct VoucherPreview: Sendable, CustomStringConvertible {
  /// What is done, in one sentence.
  let heading: String
  /// In order; what is taken back among them.
  package let lines: [PaymentLine]
  package let rows: [Row]
  /// What the rules say of them, gravest first.
  package let findings: [Finding]

  /// An appropriation with what is left of it before and after.
  package struct Row: Sendable {
    package let document: DocumentNumber
    /// nil when the document is not in the register.
    package let appropriation: Appropriation?
    package let before: Money
    package let after: Money
  }

  package var description: String {
    var words = [heading] + lines.map(\.words)
    for row in rows {
      guard let appropriation = row.appropriation else {
        words.append("使用指标：\(row.document)（没有登记）")
        continue
      }
      words.append(
        """
        使用指标：\(row.document)（\(appropriation.source.rawValue)，\
        \(appropriation.id.fiscalYear) 年度），支付前余额 \(row.before.groupedYuanText) 元，\
        支付后余额 \(row.after.groupedYuanText) 元
        """)
    }
    return (words.map(printable) + findings.reminders.map(\.reminder)).joined(separator: "\n")
  }
}

extension PaymentLine {
  /// `第 2 行：案件 案1，以案定补 800.00 元，指标 文1`.
  fileprivate var words: String {
    let cited =
      switch subject {
      case .legalAidCase(let number): "案件 \(number)，"
      case .dutyShift(let number): "值班 \(number)，"
      case .none: ""
      }
    let back = reverses.map { "冲销第 \($0.id.line) 行，" } ?? ""
    return """
        第 \(id.line) 行：\(back)\(cited)\(use.rawValue) \(signedAmount.groupedYuanText) 元，\
      指标 \(document)
      """
  }
}

extension PaymentChecks {
  /// The appropriations that lines draw on or restore, before and after all of them.
  ///
  /// It is asked before the lines count as made.
  mutating func rows(of lines: [PaymentLine]) throws -> [VoucherPreview.Row] {
    var documents: [DocumentNumber] = []
    for line in lines where !documents.contains(line.document) { documents.append(line.document) }
    return try documents.compactMap { document in
      let own = lines.filter { $0.document == document }
      guard let first = own.first else { return nil }
      let row = try balance(for: first)
      let before = row?.balance ?? .zero
      return VoucherPreview.Row(
        document: document, appropriation: row?.appropriation, before: before,
        after: try before - own.netTotal())
    }
  }
}
