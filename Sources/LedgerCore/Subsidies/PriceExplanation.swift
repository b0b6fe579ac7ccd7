/// What a standard grants for a case (计算说明), with each step that led there.
package struct PriceExplanation: Equatable, Sendable {
  package let title: String
  package let document: SubsidyStandard.Document
  /// Title and document number, as a voucher cites them.
  package let citation: String
  package let region: String
  package let inForce: SubsidyStandard.Period
  package let query: PricingQuery
  package let line: LineID
  package let unit: SubsidyUnit
  /// In order; the first is the line's own amount.
  package let steps: [Step]
  package let amount: AmountRange
  /// The day that chose the version; nil where it was not said.
  package let chosenBy: Choice?
  /// Whether nothing was said of flags, which might have changed the price: none was taken to hold.
  package let areFlagsAssumed: Bool

  /// The event and the day that chose the version of the standard (版本依据).
  package struct Choice: Equatable, Sendable {
    package let event: SubsidyStandard.Event
    package let day: Day

    /// In words: `结案 2024-03-05`.
    package var words: String { "\(event.rawValue) \(day)" }
  }

  /// One step of the calculation.
  package struct Step: Equatable, Sendable {
    package let kind: Kind
    /// The number of the line or modifier; 取整 for a rounding.
    package let name: String
    /// The clause of the document; empty for a rounding.
    package let clause: String
    package let words: String
    /// Nil for the line's own amount.
    package let before: ExactRange?
    package let after: ExactRange
  }

  /// What a step of the calculation is.
  package enum Kind: Equatable, Sendable {
    case line
    case modifier
    case rounding
  }

  /// What was asked, in words.
  package var combination: String { query.wordsWithQuantities }

  /// The whole derivation on one line, for a claim or roster.
  package var summary: String {
    "\(citation)“\(line)”：" + steps.map(\.words).joined(separator: "；") + "；合计 \(amount.text)"
  }
}
