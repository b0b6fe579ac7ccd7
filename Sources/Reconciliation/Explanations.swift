package import LedgerCore

/// The explanations (说明) that people gave of findings, and which of them still stand.
package struct ExplanationRegister: Sendable {
  private let digest: @Sendable (String) -> String
  private var bySubject: [Key: [Explanation]] = [:]

  /// What is explained: the rule and the printed subject.
  private struct Key: Hashable {
    let rule: String
    let subject: String
  }

  /// - Parameters:
  ///   - explanations: In the order they were given; of two for the same facts the later stands.
  ///   - digest: Takes the digest of a text; this module knows no such function itself.
  package init(
    _ explanations: [Explanation] = [], digest: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.digest = digest
    for explanation in explanations {
      let key = Key(rule: explanation.rule, subject: normalized(explanation.subject))
      bySubject[key, default: []].append(explanation)
    }
  }

  /// The digest of a finding and the facts it rests on: what an explanation of it is tied to.
  ///
  /// Neither the words of the finding nor its severity have part in it: time alone may change them.
  package func digest(of finding: Finding) -> String {
    let head = fact(
      finding.rule, normalized(finding.subject), finding.amount.fen, finding.date)
    let related = finding.related.map { normalized($0) }
    let facts = digest(finding.facts.map(\.text).joined(separator: "\n"))
    return digest(([head.text] + related + [facts]).joined(separator: "\n"))
  }

  /// A finding with the explanation that stands of it, or with the one that lapsed.
  func applied(to finding: Finding) -> Finding {
    guard finding.outcome == .contradiction, let given = given(for: finding) else {
      return finding
    }
    if let standing = standing(among: given, for: finding) { return finding.explained(standing) }
    let digest = digest(of: finding)
    return given.last { $0.digest != digest }.map { finding.lapsed($0) } ?? finding
  }

  /// Findings, each with its explanation.
  func applied(to findings: [Finding]) -> [Finding] {
    bySubject.isEmpty ? findings : findings.map(applied)
  }

  /// Whether an explanation of a finding stands.
  func explains(_ finding: Finding) -> Bool {
    given(for: finding).flatMap { standing(among: $0, for: finding) } != nil
  }

  /// The last explanation of these facts, when it suffices: what stops a payment needs two people,
  /// wherever the explanation came from.
  private func standing(among given: [Explanation], for finding: Finding) -> Explanation? {
    let digest = digest(of: finding)
    let last = given.last { $0.digest == digest }
    return last.flatMap { finding.severity != .block || $0.isConfirmedByAnother ? $0 : nil }
  }

  private func given(for finding: Finding) -> [Explanation]? {
    bySubject.isEmpty
      ? nil
      : bySubject[
        Key(rule: finding.rule.description, subject: normalized(finding.subject))]
  }
}

extension Finding {
  /// What became of an explanation of the finding.
  package enum ExplanationState: Equatable, Sendable {
    case none
    /// It stands.
    case standing(Explanation)
    /// The facts changed under it (已失效); the last one given.
    case lapsed(Explanation)

    package var standing: Explanation? {
      if case .standing(let explanation) = self { explanation } else { nil }
    }

    package var lapsed: Explanation? {
      if case .lapsed(let explanation) = self { explanation } else { nil }
    }
  }

  fileprivate func explained(_ explanation: Explanation) -> Finding {
    var finding = self
    finding.outcome = .explained
    finding.explanation = .standing(explanation)
    return finding
  }

  fileprivate func lapsed(_ explanation: Explanation) -> Finding {
    var finding = self
    finding.explanation = .lapsed(explanation)
    return finding
  }
}
