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

  /// What the calculation is of, as a sheet names it: what was priced, by which standard, by which
  /// day's version, under which line.
  ///
  /// - Parameter heading: What stands above: a case number, a voucher.
  /// - Returns: Names and what stands for them, as they may be printed.
  package func facts(
    below heading: [(name: String, value: String)] = []
  ) -> [(name: String, value: String)] {
    var facts = heading + [("补贴标准", citation)]
    if case .unnumbered(let reason) = document { facts.append(("文号说明", reason)) }
    facts += [("适用地区", region), ("有效期", inForce.words)]
    if let chosenBy { facts.append(("版本依据", chosenBy.words)) }
    if areFlagsAssumed { facts.append(("标记", "没有登记，按没有标记计算")) }
    facts += [("情形", combination), ("适用标准", "\(line.printed)（单位：\(unit.rawValue)）")]
    return facts.map { (printable($0.0), printable($0.1)) }
  }

  /// The amount in capitals (合计大写); of a range that it is none.
  package var capitals: String {
    amount.exact?.capitals ?? "（标准只定了限额，金额须在限额内核定）"
  }
}
