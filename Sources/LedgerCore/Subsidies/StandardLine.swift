/// The number of a line of a standard (编号), which modifiers and other lines refer to.
package typealias LineID = Identifier<StandardLine>

/// One rate of a standard (标准): which cases, counted in what, and how much.
package struct StandardLine: Equatable, Sendable {
  package let id: LineID
  /// The clause of the document it stands in.
  package let clause: String
  package let selection: Selection
  package let unit: SubsidyUnit
  package let amount: LineAmount
  /// Whether other lines alone refer to it (只供引用): it selects no case.
  package let isBasis: Bool

  package init(
    id: LineID, clause: String, selection: Selection, unit: SubsidyUnit, amount: LineAmount,
    isBasis: Bool = false
  ) {
    self.isBasis = isBasis
    self.id = id
    self.clause = clause
    self.selection = selection
    self.unit = unit
    self.amount = amount
  }

  /// Whether some case could be priced by both lines.
  package func overlaps(_ other: StandardLine) -> Bool {
    !isBasis && !other.isBasis && unit == other.unit && selection.overlaps(other.selection)
  }
}

/// How a line states its amount; no amount is negative.
package enum LineAmount: Equatable, Sendable {
  /// One amount, or limits.
  case stated(AmountRange)
  /// 直接费用 and 基本劳务, which make up the amount.
  case directAndLabour(direct: AmountRange, labour: AmountRange)
  /// A day's wage for a number of days, with direct costs if there are any.
  case wage(daily: AmountRange, days: DayCount, direct: AmountRange)
  /// An amount for each unit of a named quantity.
  case perUnit(AmountRange, quantity: String)
  case tiers(TierTable)
  /// A share of what another line states, before any modifier.
  case share(Rational, of: LineID)
  /// A share of what the line states that prices the same case with other terms (按).
  case shareAs(Rational, [Dimension: String])
  /// The higher or the lower of what other lines state (取高, 取低).
  case extreme(isHigher: Bool, of: [LineID])
  /// Actual costs of a name, up to a cap, with labour if there is any.
  case actual(cost: String, cap: Money?, labour: AmountRange)
  /// A factor of a dated amount of reference, for each unit of a quantity if one is named.
  case reference(String, factor: Rational, quantity: String?)

  /// The days that a wage is paid for.
  package enum DayCount: Equatable, Sendable {
    /// Stated by the standard; equal ends for one number.
    case stated(low: Rational, high: Rational)
    /// A named quantity of the case.
    case quantity(String)
  }

  /// The quantity that must be known of a case to price it.
  package var quantity: String? {
    switch self {
    case .stated, .directAndLabour, .share, .shareAs, .extreme, .actual, .wage(_, .stated, _): nil
    case .reference(_, _, let name): name
    case .wage(_, .quantity(let name), _), .perUnit(_, let name): name
    case .tiers(let table): table.quantity
    }
  }
}

/// Amounts by a quantity (分档), such as pages, defendants or hours.
package struct TierTable: Equatable, Sendable {
  package let quantity: String
  package let kind: Kind
  /// In rising order of their starts; not empty.
  package let tiers: [Tier]

  /// How an amount follows from the tier that a quantity lies in.
  package enum Kind: String, CaseIterable, Sendable {
    /// The tier's amount.
    case flat = "按档"
    /// The tier's amount and a rate for each unit above its start.
    case perUnitAbove = "超过起点按单位"
    /// On the straight line to the next tier's start; from the last start on, its amount.
    case interpolated = "插值"
  }

  /// From a quantity on, up to the next tier.
  package struct Tier: Equatable, Sendable {
    package let start: Rational
    /// Whether the start itself still belongs to the tier before (超过).
    package let isAbove: Bool
    package let amount: Money
    /// For each unit above the start; zero but for ``Kind/perUnitAbove``.
    package let rate: Money

    package init(start: Rational, isAbove: Bool = false, amount: Money, rate: Money = .zero) {
      self.start = start
      self.isAbove = isAbove
      self.amount = amount
      self.rate = rate
    }

    /// In words: `200 起`, `超过 4`.
    package var startWords: String { isAbove ? "超过 \(start.text)" : "\(start.text) 起" }
  }

  package init(quantity: String, kind: Kind, tiers: [Tier]) {
    self.quantity = quantity
    self.kind = kind
    self.tiers = tiers
  }

  /// The tier that a value lies in; nil below the first.
  package func tierIndex(of value: Rational) -> Int? {
    tiers.lastIndex { $0.isAbove ? value > $0.start : value >= $0.start }
  }

  /// The exact amount of fen for a value; nil below the first tier.
  package func amount(at value: Rational) throws(RationalOverflow) -> Rational? {
    guard let index = tierIndex(of: value) else { return nil }
    let tier = tiers[index]
    let amount = Rational(tier.amount)
    switch kind {
    case .flat: return amount
    case .perUnitAbove: return try amount + Rational(tier.rate) * (value - tier.start)
    case .interpolated:
      guard index + 1 < tiers.count else { return amount }
      let next = tiers[index + 1]
      let way = try (value - tier.start) / (next.start - tier.start)
      return try amount + (Rational(next.amount) - amount) * way
    }
  }
}
