package import LedgerCore

/// A reconciliation rule: a small pure type that looks at one kind of account.
package protocol Rule: Sendable {
  var description: RuleDescription { get }
}

/// A rule that judges one case with its claims and payments.
package protocol CaseRule: Rule {
  /// What does not agree in a case.
  func findings(in dossier: DossierView) throws(MoneyOverflow) -> [Finding]

  /// Whether the rule surely says nothing of a case, in any year: then the case need not be made
  /// ready for it. A rule that does not say so is asked about every case.
  ///
  /// It is a question to the type, which costs less than one to a rule: it is asked of every case.
  static func isSilent(on outline: OutlineView) -> Bool
}

extension CaseRule {
  /// A rule that says nothing of its silence is never silent.
  package static func isSilent(on outline: OutlineView) -> Bool { false }
}

/// A rule that judges one duty shift with its payments.
package protocol DutyRule: Rule {
  func findings(in account: DutyView) throws(MoneyOverflow) -> [Finding]
}

/// A rule that judges what one lawyer served on one day.
package protocol LawyerDayRule: Rule {
  func findings(in day: LawyerDayView) -> [Finding]
}

/// A rule that judges the cases of one recipient and one judgment.
package protocol JudgmentRule: Rule {
  func findings(in judgment: JudgmentView) -> [Finding]
}

/// A rule that judges the cases of one recipient, type and stage.
package protocol TwinRule: Rule {
  func findings(in twins: TwinView) -> [Finding]
}

/// A rule that judges one live payment line and the appropriation row it draws on.
package protocol LineRule: Rule {
  func finding(on line: LineView, in period: Period) -> Finding?

  /// Whether the rule surely says nothing of a line, in any year; see ``CaseRule``.
  static func isSilent(on line: OutlineView.Line) -> Bool
}

extension LineRule {
  /// A rule that says nothing of its silence is never silent.
  package static func isSilent(on line: OutlineView.Line) -> Bool { false }
}

/// A rule that judges the appropriation accounts once everything is posted.
package protocol FundRule: Rule {
  func findings(in funds: FundAccounts) throws(MoneyOverflow) -> [Finding]
}

/// A rule that judges the treasury's statement against the vouchers.
package protocol StatementRule: Rule {
  func findings(in statement: StatementView) throws(MoneyOverflow) -> [Finding]
}

/// What a rule says of itself; the statement and the manual print it.
package struct RuleDescription: Sendable {
  package let id: RuleID
  package let severity: Severity
  /// A short Chinese name: 未结案支付.
  package let title: String
  /// What must hold, as one Chinese sentence.
  package let holdsWhen: String
  /// Law or accounting practice that it rests on.
  package let basis: String
  /// What an officer does about a finding.
  package let advice: Guidance

  package init(
    id: RuleID, severity: Severity, title: String, holdsWhen: String, basis: String,
    advice: Guidance
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.holdsWhen = holdsWhen
    self.basis = basis
    self.advice = advice
  }

  /// A contradiction of this rule, with the facts it rests on.
  func finding(
    _ subject: some CustomStringConvertible, _ amount: Money, on date: Day?,
    severity: Severity? = nil, related: [String] = [], restingOn facts: [Fact] = [],
    _ message: String
  ) -> Finding {
    Finding(
      rule: id, severity: severity ?? self.severity, outcome: .contradiction,
      subject: subject.description, related: related, amount: amount, date: date,
      message: message, restingOn: facts)
  }
}

/// What rules need to know besides the book: data that the office keeps and the rules do not.
///
/// One is shared by all that a pass looks at.
package final class RuleSettings: Sendable {
  /// How many days apart two cases are accepted that may be one (K04).
  package static let twinDays = RegisteredTwice.days

  /// The working days (工作日) that deadlines are counted in.
  package let calendar: WorkdayCalendar
  /// The subsidy standards (补贴标准) that were loaded, of one region.
  package let standards: StandardRegister
  /// What they grant for duty (值班).
  var dutyRates: DutyRates { knownRates ?? DutyRates(standards) }
  private let knownRates: DutyRates?
  /// What people explained.
  package let explanations: ExplanationRegister
  /// What kind of money documents are, where tariffs differ by it.
  let sources: DocumentSources

  /// Without a calendar no year is known, without standards nothing is priced; a rule that needs
  /// what is missing says so.
  ///
  /// - Parameters:
  ///   - calendar: The working days.
  ///   - standards: What was loaded.
  ///   - explanations: What people explained.
  ///   - sources: What kind of money documents are.
  ///   - isForOneAccount: Leave the rates of duty until a rule asks: of a case none does.
  package init(
    calendar: WorkdayCalendar = WorkdayCalendar(holidays: [], workdays: []),
    standards: StandardRegister = StandardRegister(),
    explanations: ExplanationRegister = ExplanationRegister(),
    sources: DocumentSources = DocumentSources(), isForOneAccount: Bool = false
  ) {
    self.sources = sources
    self.calendar = calendar
    self.standards = standards
    self.explanations = explanations
    knownRates = isForOneAccount ? nil : DutyRates(standards)
  }
}
