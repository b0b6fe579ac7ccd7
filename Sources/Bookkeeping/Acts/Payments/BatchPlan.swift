package import LedgerCore
package import Reconciliation

/// A batch in words and numbers before it is recorded.
package struct BatchPlan: Sendable, CustomStringConvertible {
  package let paidOn: Day
  /// The title of the policy that decided payees and sources.
  package let policy: String
  /// The lines of all vouchers, in order.
  package let lines: [PaymentLine]
  /// Whether all that is due has its lines; else they end where the plan came to a stop.
  package let isWhole: Bool
  /// Why each voucher draws on its appropriation.
  package let reasons: [VoucherNumber: String]
  /// What is paid from several appropriations, a sentence each.
  package let splits: [String]
  package let skipped: [Skipped]
  /// None when nothing is due.
  package let pots: [Pot]
  /// What the rules say besides and do not stop the batch for, gravest first.
  package let reminders: [Finding]

  /// What is approved and yet not paid, and why.
  package struct Skipped: Equatable, Sendable {
    package let subject: String
    package let reason: Guidance
  }

  /// An appropriation with its balance before and after, and why it was used or not.
  package struct Pot: Equatable, Sendable {
    package let appropriation: Appropriation
    package let before: Money
    package let after: Money
    package let words: String
  }

  /// One for each payee and appropriation, or for each payee.
  package var voucherCount: Int { Set(lines.map(\.id.voucher)).count }

  /// The numbers that it takes: `支-001 至 支-004`.
  package var numbers: String {
    guard let first = lines.first?.id.voucher, let last = lines.last?.id.voucher else { return "" }
    return first == last ? "\(first)" : "\(first) 至 \(last)"
  }

  package var description: String { words(in: .plain) }

  /// The plan, with what a dialect says of the steps to take.
  package func words(in dialect: Dialect) -> String {
    let state = isWhole ? "" : "：没有排完，排到的如下"
    var words = ["支付计划（\(paidOn)，\(policy)）\(state)"] + voucherWords
    if !splits.isEmpty { words += ["一个指标不够、分开付的："] + splits.map { "  \($0)" } }
    if !pots.isEmpty { words += ["指标："] + pots.map { "  \($0.sentence)" } }
    if !skipped.isEmpty {
      words += ["不付的："] + skipped.map { "  \($0.subject)：\($0.reason.words(in: dialect))" }
    }
    return words.map(printable).joined(separator: "\n")
  }

  /// One sentence for each voucher, and the total.
  private var voucherWords: [String] {
    guard !lines.isEmpty else { return [] }
    var words: [String] = []
    var rest = lines[...]
    var total = Money.zero
    while let first = rest.first {
      let own = rest.prefix { $0.id.voucher == first.id.voucher }
      guard let amount = try? own.map(\.amount).total(), let sum = try? total + amount else {
        return words
      }
      total = sum
      words.append(
        """
        支付凭证 \(first.id.voucher)：向“\(maskedPayee(first.payee))”支付 \
        \(amount.groupedYuanText) 元，\(own.count) 行
        """)
      if let reason = reasons[first.id.voucher], !reason.isEmpty { words.append("  \(reason)") }
      rest = rest.dropFirst(own.count)
    }
    return words + [
      """
      合计 \(voucherCount) 张凭证、\(lines.count) 行，\(total.groupedYuanText) 元\
      （人民币\(total.capitals)）
      """
    ]
  }
}

extension BatchPlan.Pot {
  fileprivate var sentence: String {
    """
    \(appropriation.id.document)（\(appropriation.source.rawValue)，\
    \(appropriation.id.fiscalYear) 年度）：支付前 \(before.groupedYuanText) 元，\
    支付后 \(after.groupedYuanText) 元；\(words)
    """
  }
}
