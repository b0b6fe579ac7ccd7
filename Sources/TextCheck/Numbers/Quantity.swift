/// A figure of a text: its number, its unit and the words before it.
struct Quantity: Sendable {
  /// The number with its unit.
  let range: Range<Int>
  /// In whole units of one: 25.5万元 is 255 × 10³.
  private(set) var number: PrintedNumber
  /// nil when none is printed.
  var unit: MeasureUnit?
  /// Whether it is a figure or a bound, an approximation, a range.
  let isExact: Bool
  /// The words before it, back to the punctuation or figure before.
  let label: Range<Int>
  /// How many parentheses are open around it.
  let depth: Int
  let role: Role
  /// The strongest punctuation since the figure before.
  let separator: Separator
  /// Whether it comes from an earlier paragraph, where its places mean nothing here.
  var isRemembered = false

  /// What a figure says of what it measures.
  enum Role: Equatable, Sendable {
    case plain
    /// How much more or less than before.
    case increase
    case decrease
    /// What it was before.
    case earlier
    case average
    /// A share, a target, a standard, a rate: no part of anything.
    case other
  }

  /// Punctuation between figures, from weak to strong.
  enum Separator: Int, Comparable, Sendable {
    case none
    case enumeration
    case comma
    case semicolon
    case stop

    static func < (left: Separator, right: Separator) -> Bool { left.rawValue < right.rawValue }
  }

  var isPlain: Bool { role == .plain }

  /// Whether another figure follows with nothing between: 30件 of 30件29000元.
  func isDirectly(before other: Quantity) -> Bool {
    other.label.isEmpty && other.depth == depth && other.separator <= .comma
      && other.range.lowerBound <= range.upperBound + 1
  }

  /// Whether it can be added to another.
  func matches(_ other: Quantity) -> Bool {
    guard let unit, let theirs = other.unit else { return false }
    return unit.dimension == theirs.dimension
  }

  /// How far the true number may lie from the printed one: half of its last place.
  ///
  /// Counts and amounts in 元 are not rounded, nor amounts printed to the fen.
  var slack: PrintedNumber {
    let isRounded = (unit?.power ?? 0) > 0 && number.exponent > -2
    return PrintedNumber(
      mantissa: isRounded || unit?.dimension == .percent ? 5 : 0, exponent: number.exponent - 1)
  }
}

extension Quantity {
  /// The same figure with another number, as a sum of figures has.
  init(_ other: Quantity, number: PrintedNumber) {
    self = other
    self.number = number
  }
}

/// A figure of an earlier paragraph with the words before it.
struct RememberedFigure: Sendable {
  let quantity: Quantity
  let label: [Unicode.Scalar]
}
