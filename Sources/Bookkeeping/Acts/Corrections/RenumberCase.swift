package import LedgerCore
import LedgerStore
import Reconciliation

/// Gives a case that was registered under a wrong number its right one (改号).
///
/// Claims, payments and whatever else cites the old number follow; the history keeps it. It moves
/// nothing but the name, so that a case of a closed year may be renumbered as well.
package struct RenumberCase {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// What a renumbering comes to.
  package struct Outcome: Equatable, Sendable {
    package let old: CaseNumber
    package let new: CaseNumber
    package let claims: [ClaimNumber]
    package let lines: [PaymentLineID]
    /// How many explanations were given again under the new number.
    package let explanationCount: Int
  }

  /// Renumbers a case.
  ///
  /// Explanations that stand are bound to the number among other things; they are given again in
  /// the words and the names of who gave them, so that none lapses for a name.
  ///
  /// - Parameters:
  ///   - old: Any number that the case had.
  ///   - new: One that no case has.
  ///   - reason: Why.
  ///   - override: Recorded although a rule stops it.
  /// - Returns: What followed.
  /// - Throws: ``Refusal`` when the case is unknown or a rule stops it, as when what cites the new
  ///   number does not fit; ``CorrectionRefusal`` when the case is void, or the number is taken,
  ///   void or the same.
  @discardableResult
  package func callAsFunction(
    _ old: CaseNumber, to new: CaseNumber, reason: String, override: Override? = nil
  ) throws -> Receipt<Outcome> {
    try session.append("case renumber", reason: reason) { writer, reminders in
      let ledger = writer.ledger
      let registered = try ledger.cases.registeredCase(old)
      guard registered.number != new else { throw CorrectionRefusal.sameNumber(new) }
      // A number that another case gave up is free again, and so is one of the case's own.
      if try ledger.caseNumbers.present(new) == new {
        if try ledger.cases.legalAidCase(new) != nil { throw CorrectionRefusal.numberTaken(new) }
        try ledger.voided.checkStands(.legalAidCase(new))
      }
      let before = try ledger.cases.dossier(registered.number)
      let explained = try ledger.explainedFindings()
      (writer.reason, reminders) = try writer.judge(registered, as: new, override)
      try writer.append(CaseRenumbering(from: registered.number, to: new, reason: reason))
      return Outcome(
        old: registered.number, new: new, claims: before.claims.map(\.number),
        lines: before.lines.map(\.id),
        explanationCount: try writer.explainAgain(explained, registered.number, new))
    }
  }
}

/// A finding with its explanation, of one year.
private struct ExplainedFinding {
  let year: FiscalYear
  let finding: Finding
  let explanation: Explanation
}

extension LedgerSnapshot {
  /// Every finding that is explained now; most ledgers have no explanation and read nothing.
  fileprivate func explainedFindings() throws -> [ExplainedFinding] {
    guard try !explanations.all().isEmpty else { return [] }
    return try years.dated().flatMap { year in
      try ReconcileYear.outcome(Period(year: year), self).result.findings.compactMap { finding in
        finding.explanation.standing.map {
          ExplainedFinding(year: year, finding: finding, explanation: $0)
        }
      }
    }
  }
}

extension LedgerWriter {
  /// Judges a case together with what cites its new number already.
  ///
  /// - Throws: ``Refusal/rules(_:)``.
  fileprivate func judge(
    _ legalAidCase: LegalAidCase, as new: CaseNumber, _ override: Override?
  ) throws -> (reason: String?, reminders: [Finding]) {
    let citing = try ledger.cases.dossier(citing: new)
    // Nothing cites the new number: nothing but the name changes.
    guard !citing.isEmpty else { return (nil, []) }
    let own = try ledger.cases.dossier(legalAidCase.number)
    let after = Dossier(
      caseNumber: legalAidCase.number, legalAidCase: legalAidCase,
      claims: (own.claims + citing.claims).sorted { $0.number < $1.number },
      lines: (own.lines + citing.lines).sorted { $0.id < $1.id },
      approvedAlone: own.approvedAlone.merging(citing.approvedAlone) { first, _ in first })
    let settings = try RuleSettings.complete(in: ledger)
    let standing =
      try EntryCheck.findings(changing: after, to: own, settings: settings)
      + EntryCheck.findings(changing: after, to: citing, settings: settings)
    let findings = try EntryCheck.findings(changing: own, to: after, settings: settings)
      .worse(than: standing)
      .filter { finding in !standing.contains { $0 == finding } }
    return (try findings.settled(override), findings.reminders)
  }

  /// Gives explanations again that would lapse because a number changed.
  ///
  /// - Returns: How many.
  fileprivate func explainAgain(
    _ explained: [ExplainedFinding], _ old: CaseNumber, _ new: CaseNumber
  ) throws -> Int {
    guard !explained.isEmpty else { return 0 }
    let register = try RuleSettings.complete(in: ledger).explanations
    var given: Set<String> = []
    for (year, own) in Dictionary(grouping: explained, by: \.year).sorted(by: { $0.key < $1.key }) {
      let now = try ReconcileYear.outcome(Period(year: year), ledger).result.findings
        .filter { $0.outcome == .contradiction }
      for before in own {
        let subject = before.finding.subject.renumbered(old, new)
        let found = now.first {
          $0.rule == before.finding.rule && $0.amount == before.finding.amount
            && normalizedNumber($0.subject) == normalizedNumber(subject)
        }
        guard let found, given.insert(register.digest(of: found)).inserted else { continue }
        try append(
          Explanation(
            rule: before.explanation.rule, subject: found.subject,
            digest: register.digest(of: found), reason: before.explanation.reason,
            by: before.explanation.by, confirmedBy: before.explanation.confirmedBy,
            on: before.explanation.on))
      }
    }
    return given.count
  }
}

extension String {
  /// A subject that was a case's old number, as its new one.
  fileprivate func renumbered(_ old: CaseNumber, _ new: CaseNumber) -> String {
    normalizedNumber(self).hasBytes(of: old.key) ? new.printed : self
  }
}
