import LedgerCore
package import Reconciliation

// The words in which officers read our terms.

extension Severity {
  package var word: String {
    switch self {
    case .block: "严重"
    case .high: "重要"
    case .medium: "一般"
    case .info: "提示"
    }
  }
}

extension CheckOutcome {
  var word: String {
    switch self {
    case .pass: "通过"
    case .contradiction: "不符"
    case .rounding: "取整可解释"
    case .notTestable: "无法核验"
    case .explained: "已说明"
    }
  }
}

extension Identity.Unit {
  var word: String {
    switch self {
    case .fen: "元"
    case .cases: "件"
    }
  }
}

extension Day {
  /// `2024年6月30日`.
  var inWords: String { "\(year)年\(month)月\(day)日" }
}

extension Money {
  /// `263,600.00 元（26.36 万元）`, both exact.
  var inWords: String { "\(groupedYuanText) 元（\(exactWanText) 万元）" }
}
