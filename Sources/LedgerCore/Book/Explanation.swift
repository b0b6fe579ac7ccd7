/// A person's explanation of one finding (说明), tied to the facts that lie under it.
///
/// It stands as long as those facts do: when one of them changes, their digest does, and the
/// explanation lapses by itself.
package struct Explanation: Equatable, Codable, Sendable {
  /// The identifier of the rule whose finding is explained: `P05`.
  package let rule: String
  /// The subject of the finding, as printed.
  package let subject: String
  /// The digest of the finding and the facts it rests on, in hexadecimal.
  package let digest: String
  package let reason: String
  /// Who explains.
  package let by: String
  /// Who confirms; a finding that stops a payment needs a second person.
  package let confirmedBy: String?
  /// The calendar day of the explanation.
  package let on: Day

  package init(
    rule: String, subject: String, digest: String, reason: String, by: String,
    confirmedBy: String? = nil, on: Day
  ) {
    self.rule = rule
    self.subject = subject
    self.digest = digest
    self.reason = reason
    self.by = by
    self.confirmedBy = confirmedBy
    self.on = on
  }

  /// Whether a second person, not the same in another spelling, confirmed it.
  package var isConfirmedByAnother: Bool {
    confirmedBy.map { normalized($0) != normalized(by) } ?? false
  }

  /// What is explained: two explanations of the same rule, subject and facts have the same key.
  package struct Key: Hashable, Sendable {
    package let rule: String
    /// Normalised.
    package let subject: String
    package let digest: String
  }

  package var key: Key { Key(rule: rule, subject: normalizedNumber(subject), digest: digest) }
}
