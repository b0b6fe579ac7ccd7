/// What a person decided of a line of the treasury statement that is not the ledger's (另列).
///
/// The newest decision of a line stands. A line that is set aside is shown by itself: it takes no
/// part in matching, in no difference and in no finding.
package struct BankSetAside: Equatable, Sendable {
  package let reference: BankReference
  package let kind: Kind
  package let reason: String
  package let by: String
  package let on: Day

  /// What became of the line.
  package enum Kind: String, CaseIterable, Sendable {
    case setAside = "另列"
    /// The decision was taken back.
    case undone = "撤销"
  }

  package init(reference: BankReference, kind: Kind, reason: String, by: String, on: Day) {
    self.reference = reference
    self.kind = kind
    self.reason = reason
    self.by = by
    self.on = on
  }
}
