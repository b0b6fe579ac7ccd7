/// What a person decided of a line of the treasury statement (匹配): which vouchers it pays.
///
/// The newest decision of a line stands.
package struct BankMatch: Equatable, Sendable {
  package let reference: BankReference
  /// In order of their numbers; at least one.
  package let vouchers: [VoucherNumber]
  package let kind: Kind
  /// How the match was found, or why it is undone.
  package let reason: String

  /// What became of the line.
  package enum Kind: String, CaseIterable, Sendable {
    /// The match was posted.
    case matched = "匹配"
    /// The match was undone, and is not made again.
    case undone = "撤销"
  }

  package init(
    reference: BankReference, vouchers: [VoucherNumber], kind: Kind, reason: String
  ) {
    self.reference = reference
    self.vouchers = vouchers.sorted()
    self.kind = kind
    self.reason = reason
  }
}
