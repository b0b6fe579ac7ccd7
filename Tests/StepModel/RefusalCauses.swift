import Bookkeeping
import LedgerCore
import Reconciliation

/// The name of the case of an error that carries values; nil for one that carries none.
func label(of error: some Error) -> String? {
  Mirror(reflecting: error).children.first?.label
}

extension Refusal {
  /// Which refusal it is, without what it carries but the rules.
  var cause: String {
    switch self {
    case .rules(let findings, _):
      "rules " + Set(findings.map(\.rule.description)).sorted().joined(separator: " ")
    case .voucher(let problem): label(of: problem) ?? ""
    case .nothingToPay: "nothingToPay"
    case .amountMissing: "amountMissing"
    case .payeeMissing: "payeeMissing"
    default: label(of: self) ?? ""
    }
  }
}

extension ExplanationRefusal {
  /// Which refusal it is, of those that carry nothing.
  var bareCause: String {
    switch self {
    case .samePerson: "samePerson"
    case .secondPersonMissing: "secondPersonMissing"
    case .closedYears: "closedYears"
    case .unknownRule, .noFinding, .notTestable: ""
    }
  }
}
