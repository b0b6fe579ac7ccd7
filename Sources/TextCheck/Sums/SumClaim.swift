/// A total and the parts that the text says it has.
struct SumClaim {
  let head: Quantity
  let parts: [Quantity]
  let extent: Extent
  /// Whether nothing but parts can stand among the parts.
  var isCertain = true
  /// Whether it is a guess, of which only a sum that holds is worth a word.
  var isTentative = false
  /// Whether it parts anew what another list has parted: only a slip in it is worth a word.
  var isAgain = false

  /// Whether the text says that the parts are all.
  enum Extent {
    /// 分别, 合计, 即: all of them.
    case whole
    /// 其中: perhaps all of them.
    case open
    /// 等, 主要: not all of them.
    case partial
  }

  /// The longest beginning of a list, of two figures or more, that makes a total exactly.
  static func holding(_ head: Quantity, _ parts: [Quantity]) -> [Quantity]? {
    guard head.isExact else { return nil }
    var sum = PrintedNumber.zero
    var count: Int?
    for (index, part) in parts.enumerated() {
      guard part.isExact, let next = PrintedNumber.sum([sum, part.number]) else { break }
      sum = next
      let isEnd =
        index + 1 == parts.count || parts[index + 1].separator > parts[1].separator
        || parts[1].separator > .enumeration
          && isLong(
            parts[(index + 1)...].prefix { $0.separator <= parts[1].separator }, beside: head)
      if index > 0, isEnd, sum.equals(head.number) { count = index + 1 }
    }
    return count.map { Array(parts[..<$0]) }
  }

  /// Whether what follows a sum is more than a slip in it: a twentieth of the total.
  private static func isLong(_ rest: ArraySlice<Quantity>, beside head: Quantity) -> Bool {
    guard let sum = PrintedNumber.sum(rest.map(\.number)), head.number.mantissa > 0,
      let share = Share((sum, .zero), (head.number, .zero))
    else { return true }
    return share.value(power: 2, exponent: 0).mantissa >= 5
  }

  var range: Range<Int> {
    let all = parts + [head]
    let start = all.map(\.label.lowerBound).min() ?? 0
    return start..<(all.map(\.range.upperBound).max() ?? start)
  }

  var computed: PrintedNumber? { PrintedNumber.sum(parts.map(\.number)) }

  var holds: Bool { isExact && computed?.equals(head.number) ?? false }

  var isExact: Bool { head.isExact && parts.allSatisfy(\.isExact) }

  /// Whether exact figures can be behind the printed ones, each rounded for itself.
  ///
  /// Figures that print fewer places than their neighbours have dropped zeros: the parts beside
  /// each other, and all of them where the sentence prints finer figures of this dimension.
  func isRounding(finest: Int) -> Bool {
    let exponents = Set((parts + [head]).map(\.number.exponent))
    let isDropped = exponents.count == 1 && finest < (exponents.first ?? finest)
    let place = isDropped ? finest : parts.map(\.number.exponent).min()
    guard let sum = PrintedInterval.sum(parts.map { $0.interval(roundedAt: place) }) else {
      return false
    }
    return sum.meets(head.interval(roundedAt: isDropped ? finest : nil))
  }
}

extension PrintedNumber {
  var magnitude: PrintedNumber { mantissa < 0 ? negated : self }

  /// Minus another number; nil when it is too large.
  func minus(_ other: PrintedNumber) -> PrintedNumber? {
    PrintedNumber.sum([self, other.negated])
  }
}
