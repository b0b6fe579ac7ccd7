import LedgerCore
import Reconciliation

/// Why a published text should not go out as it stands (公开前的提醒).
enum PublicationWarnings {
  /// A sentence for each identity that contradicts and each unexplained F01 and F03.
  static func sentences(_ result: ReconciliationResult, _ figures: Figures) -> [String] {
    result.identities.filter { $0.outcome == .contradiction }.map(sentence)
      + result.findings.filter { $0.outcome == .contradiction }.compactMap { finding in
        switch finding.rule {
        case "F01": printable(finding.message)
        // The rule judges the year; a narrower span has figures of its own.
        case "F03" where figures.period.span.isWholeYear:
          Overspending(figures)?.warning ?? printable(finding.message)
        case "F03": printable(finding.message)
        default: nil
        }
      }
  }

  private static func sentence(_ identity: Identity) -> String {
    let side = { (value: Int64?) -> String in
      value.map { "\(identity.amountText($0)) \(identity.unit.word)" } ?? "无"
    }
    return """
      勾稽关系 \(identity.id) 不平：\(identity.title)；左方 \(side(identity.left))，\
      右方 \(side(identity.right))，相差 \(side(identity.difference))
      """
  }
}
