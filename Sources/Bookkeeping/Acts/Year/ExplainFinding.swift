package import LedgerCore
import LedgerStore
package import Reconciliation

/// Records a person's explanation (说明) of a finding, tied to the facts under it.
package struct ExplainFinding {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Which finding is explained, and where it is looked for.
  package struct Target: Sendable {
    package let rule: RuleID
    /// As the statement prints it.
    package let subject: String
    /// All open years when left out.
    package let year: FiscalYear?
    /// 31 December of the year when left out.
    package let asOf: Day?

    package init(rule: RuleID, subject: String, year: FiscalYear? = nil, asOf: Day? = nil) {
      self.rule = rule
      self.subject = subject
      self.year = year
      self.asOf = asOf
    }
  }

  /// Explains every finding of the rule and subject; they differ only in the year they were found.
  ///
  /// - Parameters:
  ///   - target: Which finding.
  ///   - reason: What explains it.
  ///   - confirmedBy: A second person; needed for a rule that stops a payment. In a ledger with
  ///     people nobody is named: the second person signs.
  ///   - today: The calendar day of the explanation.
  /// - Returns: With the findings that are explained now.
  /// - Throws: ``ExplanationRefusal`` when there is no such finding, it needs no explanation, or
  ///   the second person is missing.
  @discardableResult
  package func callAsFunction(
    _ target: Target, reason: String, confirmedBy: String? = nil, on today: Day
  ) throws -> Receipt<[Finding]> {
    guard RuleCatalogue.description(of: target.rule) != nil else {
      throw ExplanationRefusal.unknownRule(target.rule)
    }
    guard session.signer == nil || confirmedBy == nil else { throw PersonRefusal.secondNameTyped }
    return try session.append("explain", reason: reason) { writer in
      let found = try target.findings(in: writer.ledger)
      let contradictions = found.filter { $0.outcome != .notTestable }
      guard !contradictions.isEmpty else { throw ExplanationRefusal.notTestable(target) }
      let (by, second) = try people(confirmedBy, for: contradictions)
      let settings = try RuleSettings.complete(in: writer.ledger)
      for finding in contradictions {
        try writer.append(
          Explanation(
            rule: finding.rule.description, subject: finding.subject,
            digest: settings.explanations.digest(of: finding), reason: reason,
            by: by, confirmedBy: second, on: today))
      }
      return contradictions
    }
  }

  /// Who explains and who confirms it.
  private func people(
    _ confirmedBy: String?, for findings: [Finding]
  ) throws -> (by: String, confirmedBy: String?) {
    guard session.signer == nil else {
      guard let confirmation = session.confirmation else { return (session.operatorName, nil) }
      return (confirmation.proposer, session.operatorName)
    }
    if let confirmedBy, normalized(confirmedBy) == normalized(session.operatorName) {
      throw ExplanationRefusal.samePerson
    }
    if confirmedBy == nil, findings.contains(where: { $0.severity == .block }) {
      throw ExplanationRefusal.secondPersonMissing
    }
    return (session.operatorName, confirmedBy)
  }
}

/// Why an explanation was not recorded; the ledger is unchanged.
package enum ExplanationRefusal: OfficerError {
  case unknownRule(RuleID)
  /// Nothing of this rule and subject is found; what the rule does find, up to a few subjects, and
  /// the subjects that were probably meant.
  case noFinding(ExplainFinding.Target, subjects: [String], near: [String] = [])
  case notTestable(ExplainFinding.Target)
  case samePerson
  case secondPersonMissing
  case closedYears

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .unknownRule(let rule):
      """
      没有规则 \(printable(rule.description))：可用的规则有 \
      \(RuleCatalogue.descriptions.map(\.id.description).joined(separator: "、"))
      """
    case .noFinding(let target, let subjects, let near):
      """
      没有规则 \(target.rule)、对象 \(printable(target.subject)) 的不符事项，没有记账\
      \(Self.present(target.rule, subjects))\(Refusal.question(near))
      """
    case .notTestable(let target):
      "规则 \(target.rule)、对象 \(printable(target.subject)) 是无法核验，不需要说明：请补上缺少的资料"
    case .samePerson:
      "说明人和复核人不能是同一人：请由另一人复核\(aside: .nameSecondPerson)"
    case .secondPersonMissing:
      "这一条是严重事项，说明要两个人：请\(using: .nameSecondPerson)写明复核人"
    case .closedYears:
      "所有年度都已结账，没有可以说明的不符事项：确需补充的，先\(using: .reopenYear(nil))重新打开"
    }
  }

  private static func present(_ rule: RuleID, _ subjects: [String]) -> String {
    subjects.isEmpty
      ? "" : "：\(rule) 现有的对象是 \(subjects.map(printable).joined(separator: "、"))"
  }
}

extension ExplainFinding.Target {
  /// The findings of the rule and subject in the years that are asked, each set of facts once.
  fileprivate func findings(in ledger: LedgerSnapshot) throws -> [Finding] {
    let closed = try ledger.years.closed()
    if let year { try closed.check(year, "\(year) 年度的不符事项") }
    let dated = try ledger.years.dated()
    // What was left undone in a year may first be found in the next, in which nothing is dated yet;
    // the first open year tells of the closed ones.
    let years =
      year.map { [$0] }
      ?? Set(dated + dated.compactMap(\.next) + [closed.firstOpen].compactMap(\.self))
      .filter { !closed.contains($0) }.sorted()
    let register = try RuleSettings.complete(in: ledger).explanations
    // A case may be asked for by a number that it had.
    let subject = try CaseNumber(self.subject).map { try ledger.caseNumbers.present($0).key }
    var found: [Finding] = []
    var digests: Set<String> = []
    var subjects: [String] = []
    var nearest = NearestWord(to: subject ?? self.subject)
    // As the year's end sees it and as it stands now: what came later lapses an explanation of the
    // one, and a payment is held against the other.
    let periods = years.flatMap { year in
      asOf.map { [Period(year: year, asOf: $0)] }
        ?? [Period(year: year), Period(year: year, asOf: .latest)]
    }
    for period in periods {
      let ofRule = try ReconcileYear.outcome(period, ledger).result.findings
        .filter { $0.rule == rule }
      for finding in ofRule {
        nearest.see(finding.subject)
        if !subjects.contains(finding.subject), subjects.count < 10 {
          subjects.append(finding.subject)
        }
        guard normalizedNumber(finding.subject) == subject,
          digests.insert(register.digest(of: finding)).inserted
        else { continue }
        found.append(finding)
      }
    }
    guard !found.isEmpty else {
      let isAllClosed = year == nil && !dated.isEmpty && dated.allSatisfy(closed.contains)
      throw isAllClosed
        ? ExplanationRefusal.closedYears
        : .noFinding(self, subjects: subjects, near: nearest.words)
    }
    return found
  }
}
