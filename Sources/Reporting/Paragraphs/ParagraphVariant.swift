/// Which of our texts on the cases and funds of a period (文稿样式).
package enum ParagraphVariant: String, CaseIterable, Sendable {
  /// The disclosure (信息公开), as the bureau publishes it.
  case disclosure
  /// The longer text of a yearly work report (工作总结).
  case summary
  /// With the lottery fund's cases beside those of the per-case scheme (中彩金).
  case lottery

  package var name: String {
    switch self {
    case .disclosure: "公开"
    case .summary: "工作总结"
    case .lottery: "中彩金"
    }
  }

  /// A variant by its English or Chinese name.
  package init?(name: String) {
    guard let variant = Self.allCases.first(where: { [$0.rawValue, $0.name].contains(name) })
    else { return nil }
    self = variant
  }
}
