package import LedgerCore

/// Something that does not agree (不符事项).
///
/// A finding states, it never accuses; it carries no person's name.
package struct Finding: Sendable {
  /// Shared between copies: a book has thousands of findings, which go from hand to hand.
  private var shared: Shared

  private final class Shared: Sendable {
    let fields: Fields

    init(_ fields: Fields) {
      self.fields = fields
    }
  }

  private struct Fields: Sendable {
    let rule: RuleID
    let severity: Severity
    var outcome: CheckOutcome
    let subject: String
    let related: [String]
    let amount: Money
    let date: Day?
    let message: String
    let facts: [Fact]
    var closedYear: FiscalYear?
    var explanation = ExplanationState.none
  }

  package var rule: RuleID { shared.fields.rule }
  package var severity: Severity { shared.fields.severity }
  package internal(set) var outcome: CheckOutcome {
    get { shared.fields.outcome }
    set { change(\.outcome, to: newValue) }
  }
  /// The printed key of what the finding is about; a payment line is `voucher/line`.
  package var subject: String { shared.fields.subject }
  /// Printed keys of what else has part in it; last the closed year that it is told for.
  package var related: [String] {
    ownRelated + [closedYear?.description].compactMap(\.self)
  }
  /// The same without the closed year: an explanation given there is one here.
  var ownRelated: [String] { shared.fields.related }
  /// The closed year that it belongs to, when the first open year tells it.
  package var closedYear: FiscalYear? { shared.fields.closedYear }
  /// What is at stake, in fen; signed where the rule says so.
  package var amount: Money { shared.fields.amount }
  /// The day of what the finding belongs to, where the rule has one.
  package var date: Day? { shared.fields.date }
  /// One Chinese sentence that an officer understands.
  package var message: String {
    closedYear.map { "\(shared.fields.message)（属于已结账的 \($0) 年度，结账时没有或有变动，在本年列出）" }
      ?? shared.fields.message
  }
  /// The facts that the finding rests on; an explanation is tied to their digest.
  package var facts: [Fact] { shared.fields.facts }
  /// What a person said of it, and whether that still stands.
  package internal(set) var explanation: ExplanationState {
    get { shared.fields.explanation }
    set { change(\.explanation, to: newValue) }
  }

  private mutating func change<Value>(_ field: WritableKeyPath<Fields, Value>, to value: Value) {
    var fields = shared.fields
    fields[keyPath: field] = value
    shared = Shared(fields)
  }

  package init(
    rule: RuleID, severity: Severity, outcome: CheckOutcome, subject: String,
    related: [String], amount: Money, date: Day?, message: String, restingOn facts: [Fact] = []
  ) {
    shared = Shared(
      Fields(
        rule: rule, severity: severity, outcome: outcome, subject: subject, related: related,
        amount: amount, date: date, message: message, facts: facts))
  }

  /// The finding as the first open year tells it.
  func afterClosing(of year: FiscalYear) -> Finding {
    var told = self
    told.change(\.closedYear, to: year)
    return told
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
package struct RuleID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
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
package enum Severity: String, CaseIterable, Comparable, Sendable {
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
package enum CheckOutcome: String, Sendable {
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
