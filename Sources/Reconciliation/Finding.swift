package import LedgerCore

/// Something that does not agree (不符事项).
///
/// A finding states, it never accuses; it carries no person's name.
package struct Finding: Codable, Sendable {
  package let rule: RuleID
  package let severity: Severity
  package internal(set) var outcome: CheckOutcome
  /// The printed key of what the finding is about; a payment line is `voucher/line`.
  package let subject: String
  /// Printed keys of what else has part in it.
  package let related: [String]
  /// What is at stake, in fen; signed where the rule says so.
  package let amount: Money
  /// The day of what the finding belongs to, where the rule has one.
  package let date: Day?
  /// One Chinese sentence that an officer understands.
  package let message: String
  /// The facts that the finding rests on, each as a text that no wording of ours changes.
  ///
  /// An explanation is tied to their digest. They may carry names and never leave the ledger.
  package internal(set) var facts: [String]
  /// The digest of the facts, in place of them.
  var sealedFacts: String?
  /// What a person said of it, and whether that still stands.
  package internal(set) var explanation = ExplanationState.none

  package init(
    rule: RuleID, severity: Severity, outcome: CheckOutcome, subject: String,
    related: [String], amount: Money, date: Day?, message: String, restingOn facts: [String] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.outcome = outcome
    self.subject = subject
    self.related = related
    self.amount = amount
    self.date = date
    self.message = message
    self.facts = facts
  }

  /// Whether the finding keeps the year from being clean.
  package var isOutstanding: Bool {
    outcome == .contradiction && severity != .info
  }
}

extension Finding: Equatable {
  /// Whether two findings state the same, whatever lies under them.
  package static func == (left: Finding, right: Finding) -> Bool {
    left.rule == right.rule && left.severity == right.severity && left.outcome == right.outcome
      && left.subject == right.subject && left.related == right.related
      && left.amount == right.amount && left.date == right.date && left.message == right.message
  }
}

extension Finding: Comparable {
  /// By severity, rule, subject, amount and date; texts by code points.
  package static func < (left: Finding, right: Finding) -> Bool {
    if left.severity != right.severity { return left.severity < right.severity }
    if left.rule != right.rule { return left.rule < right.rule }
    if !left.subject.hasBytes(of: right.subject) {
      return left.subject.precedesByCodePoint(right.subject)
    }
    if left.amount != right.amount { return left.amount < right.amount }
    return (left.date?.number ?? 0) < (right.date?.number ?? 0)
  }
}

/// The identifier of a rule, such as `P05`; it never changes meaning.
package struct RuleID: Hashable, Comparable, Codable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  package let description: String

  package init(stringLiteral text: String) {
    description = text
  }

  package static func < (left: RuleID, right: RuleID) -> Bool {
    left.description.precedesByCodePoint(right.description)
  }
}

/// How grave a finding is, gravest first.
package enum Severity: String, CaseIterable, Comparable, Codable, Sendable {
  /// Refused at entry; stops the closing of a year.
  case block
  /// Stops the closing of a year until it is explained.
  case high
  case medium
  case info

  var rank: Int {
    switch self {
    case .block: 0
    case .high: 1
    case .medium: 2
    case .info: 3
    }
  }

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }
}

/// What a check came to.
package enum CheckOutcome: String, Codable, Sendable {
  /// 通过.
  case pass
  /// 不符.
  case contradiction
  /// 取整可解释.
  case rounding
  /// 无法核验.
  case notTestable = "not_testable"
  /// 已说明.
  case explained
}
