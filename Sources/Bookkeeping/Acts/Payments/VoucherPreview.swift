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
    /// Zero before what is not in the register.
    package let before: Money
    package let after: Money

    var words: String {
      guard let appropriation else { return "使用指标：\(document)（没有登记）" }
      return """
        使用指标：\(document)（\(appropriation.source.rawValue)，\
        \(appropriation.id.fiscalYear) 年度），支付前余额 \(before.groupedYuanText) 元，\
        支付后余额 \(after.groupedYuanText) 元
        """
    }
  }

  package var description: String {
    let words = [heading] + lines.map(\.words) + rows.map(\.words)
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
    return try documents.map { document in
      try row(of: document, lines.filter { $0.document == document })
    }
  }

  /// The appropriation of a document, before and after the lines that cite it.
  mutating func row(
    of document: DocumentNumber, _ lines: [PaymentLine]
  ) throws -> VoucherPreview.Row {
    let row = try lines.first.flatMap { try balance(for: $0) }
    let before = row?.balance ?? .zero
    return VoucherPreview.Row(
      document: document, appropriation: row?.appropriation, before: before,
      after: try before - lines.netTotal())
  }
}
