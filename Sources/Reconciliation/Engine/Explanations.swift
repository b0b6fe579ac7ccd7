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
      let key = Key(rule: explanation.rule, subject: normalizedNumber(explanation.subject))
      bySubject[key, default: []].append(explanation)
    }
  }

  /// The digest of a text.
  func digest(of text: String) -> String { digest(text) }

  /// The rules whose finding has another day in each year that tells it.
  private static let datedByYear: Set<RuleID> = ["P05", "P06", "D04"]

  /// The digest of a finding and the facts it rests on: what an explanation of it is tied to.
  ///
  /// Neither the words of the finding nor its severity have part in it: time alone may change them.
  package func digest(of finding: Finding) -> String {
    Self.datedByYear.contains(finding.rule)
      ? digest(of: finding, [finding.amount.fen]) : datedDigest(of: finding)
  }

  /// The digest with the day of the finding, as earlier versions took it of every rule.
  private func datedDigest(of finding: Finding) -> String {
    digest(of: finding, [finding.amount.fen, finding.date])
  }

  private func digest(
    of finding: Finding, _ stake: [(any CustomStringConvertible)?]
  ) -> String {
    let head = "\(finding.rule)|\(normalizedNumber(finding.subject))"
    let words = stake.map { $0.map(\.description) ?? "-" }
    let related = finding.ownRelated.map { normalized($0) }
    let facts = digest(finding.facts.map(\.text).joined(separator: "\n"))
    let first = ([head] + words).joined(separator: "|")
    return digest(([first] + related + [facts]).joined(separator: "\n"))
  }

  /// The rules whose findings have a case's number as their subject.
  private static let ofCases: Set<RuleID> = [
    "P05", "P06", "P07", "P08", "P10", "K01", "K02", "K03", "K04",
  ]

  /// A finding as a closing keeps that it was told: each fact under it by the digest of what stays
  /// when a part of it is taken back.
  package func seal(_ finding: Finding) -> SealedFinding {
    SealedFinding(
      rule: finding.rule.description, subject: finding.subject, amount: finding.amount,
      facts: digests(of: Set(finding.facts.compactMap(\.identity))))
  }

  /// The same as an earlier closing would have kept it, of cases that were renumbered since.
  ///
  /// - Returns: nil where it stands on a case that was none then.
  func seal(_ finding: Finding, under numbers: CaseNumbersThen) -> SealedFinding? {
    let things = finding.facts.filter { $0.identity != nil }
    let identities = things.compactMap { $0.identity(under: numbers) }
    let isOfCase = Self.ofCases.contains(finding.rule)
    guard identities.count == things.count,
      let subject = isOfCase ? numbers.printed(finding.subject) : finding.subject
    else { return nil }
    return SealedFinding(
      rule: finding.rule.description, subject: subject, amount: finding.amount,
      facts: digests(of: Set(identities)))
  }

  private func digests(of identities: Set<String>) -> [String] {
    identities.map { digest(of: $0) }.sorted()
  }

  /// A finding with the explanation that stands of it, or with the one that lapsed.
  func applied(to finding: Finding) -> Finding {
    guard finding.outcome == .contradiction, let given = given(for: finding) else {
      return finding
    }
    if let standing = standing(among: given, for: finding) { return finding.explained(standing) }
    let digests = digests(of: finding)
    return given.last { !digests.contains($0.digest) }.map { finding.lapsed($0) } ?? finding
  }

  /// Those that an explanation of the finding may have.
  private func digests(of finding: Finding) -> Set<String> {
    [digest(of: finding), datedDigest(of: finding)]
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
    let digests = digests(of: finding)
    let last = given.last { digests.contains($0.digest) }
    return last.flatMap { finding.severity != .block || $0.isConfirmedByAnother ? $0 : nil }
  }

  private func given(for finding: Finding) -> [Explanation]? {
    bySubject.isEmpty
      ? nil
      : bySubject[
        Key(rule: finding.rule.description, subject: normalizedNumber(finding.subject))]
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
