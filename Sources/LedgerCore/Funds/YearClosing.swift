/// The closing (年终结账) or reopening (重新打开) of a year.
package struct YearClosing: Equatable, Sendable {
  package let fiscalYear: FiscalYear
  package let kind: Kind
  /// The calendar day on which it was done.
  package let on: Day
  /// The digest of the report pack that the closing seals, in hexadecimal; nil for a reopening.
  package let packDigest: String?
  /// Why the year was reopened; nil for a closing.
  package let reason: String?

  /// Whether a year is closed or opened again.
  package enum Kind: String, CaseIterable, Sendable {
    case closed = "结账"
    case reopened = "重开"
  }

  package init(
    fiscalYear: FiscalYear, kind: Kind, on: Day, packDigest: String? = nil, reason: String? = nil
  ) {
    self.fiscalYear = fiscalYear
    self.kind = kind
    self.on = on
    self.packDigest = packDigest
    self.reason = reason
  }
}

/// What a closing carried forward (结转下年) from one appropriation row.
package struct CarriedBalance: Equatable, Sendable {
  /// The row whose balance goes over; the row of the next year is of the same document.
  package let from: AppropriationID
  /// More than zero.
  package let amount: Money

  package init(from: AppropriationID, amount: Money) {
    self.from = from
    self.amount = amount
  }
}

/// A finding (不符事项) as the statement of a closing told it.
///
/// What comes to stand in a closed year afterwards, grows, or rests on other facts, is told in the
/// first open year.
package struct SealedFinding: Equatable, Sendable {
  /// The identifier of the rule: `P05`.
  package let rule: String
  /// As printed.
  package let subject: String
  /// Signed where the rule says so.
  package let amount: Money
  /// A digest for each fact under the finding, in hexadecimal.
  package let facts: [String]

  package init(rule: String, subject: String, amount: Money, facts: [String]) {
    self.rule = rule
    self.subject = subject
    self.amount = amount
    self.facts = facts
  }
}
