/// The number of a modifier of a standard (编号).
package typealias ModifierID = Identifier<Modifier>

/// A change to the amount of a line (调整), applied in the order of the standard.
package struct Modifier: Equatable, Sendable {
  package let id: ModifierID
  package let clause: String
  package let selection: Selection
  /// The lines whose amount it changes; nil for all.
  package let lines: [LineID]?
  package let action: Action

  /// What a modifier does to an amount.
  package enum Action: Equatable, Sendable {
    case multiply(Rational)
    case add(Money)
    /// An amount for each unit of a named quantity.
    case addPerUnit(Money, quantity: String)
    /// A share of what another line states, before any modifier.
    case addShare(Rational, of: LineID)
    case cap(Money)
    case floor(Money)
    case perExtra(PerExtra)
    /// A multiple within a range that a person decides on (裁量); a range until it is decided.
    case discretion(low: Rational, high: Rational)
    /// Actual costs of a name, up to a cap.
    case addCost(String, cap: Money?)
  }

  /// An addition for each person or case beyond a number (按人数、按同案).
  package struct PerExtra: Equatable, Sendable {
    package let quantity: String
    /// Up to this number nothing is added.
    package let beyond: Rational
    package let each: Extra
    /// The most that is added; nil without limit.
    package let most: Extra?
    /// Whether nothing is added to a case without the quantity (未登记: 不适用).
    package let isSilentWithout: Bool

    package init(
      quantity: String, beyond: Rational, each: Extra, most: Extra?, isSilentWithout: Bool = false
    ) {
      self.isSilentWithout = isSilentWithout
      self.quantity = quantity
      self.beyond = beyond
      self.each = each
      self.most = most
    }
  }

  /// An amount, or a share of the amount before this modifier.
  package enum Extra: Equatable, Sendable {
    case amount(Money)
    case share(Rational)

    /// In words: `200.00 元`, `10%`.
    package var words: String {
      switch self {
      case .amount(let amount): "\(amount.groupedYuanText) 元"
      case .share(let share): share.percentText
      }
    }

    func fen(of amount: Rational) throws(RationalOverflow) -> Rational {
      switch self {
      case .amount(let extra): Rational(extra)
      case .share(let share): try amount * share
      }
    }
  }

  package init(
    id: ModifierID, clause: String, selection: Selection, lines: [LineID]?, action: Action
  ) {
    self.id = id
    self.clause = clause
    self.selection = selection
    self.lines = lines
    self.action = action
  }

  /// Whether the modifier is for a line; without a list it is for all.
  package func changes(_ line: StandardLine) -> Bool {
    lines?.contains(line.id) ?? true
  }

  /// Whether some case could be priced by the line and changed by this modifier.
  package func canApply(to line: StandardLine) -> Bool {
    changes(line) && selection.overlaps(line.selection)
  }
}

extension Modifier.PerExtra {
  /// The amount with the addition for a number of persons or cases.
  func applied(to amount: Rational, count: Rational) throws(RationalOverflow) -> Rational {
    guard count > beyond else { return amount }
    var extra = try each.fen(of: amount) * (count - beyond)
    if let most { extra = min(extra, try most.fen(of: amount)) }
    return try amount + extra
  }
}
