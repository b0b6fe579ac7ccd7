/// A limit on how many cases may be of a kind (名额), such as 优秀 at most 1 % of a class.
package struct Quota: Equatable, Sendable {
  package let name: String
  package let clause: String
  /// The cases that use the quota up.
  package let counted: Selection
  /// The cases that it is a share of.
  package let base: Selection
  package let share: Rational

  package init(
    name: String, clause: String, counted: Selection, base: Selection, share: Rational
  ) {
    self.name = name
    self.clause = clause
    self.counted = counted
    self.base = base
    self.share = share
  }

  /// How much of the quota a set of cases uses.
  ///
  /// A case of which too little is known to say whether it counts is not counted.
  package func use(by cases: some Sequence<PricingQuery>) -> Use {
    var use = Use(counted: 0, base: 0, share: share)
    for query in cases { use.count(isCounted: counts(query), isBase: isBase(query)) }
    return use
  }

  /// Whether a case uses the quota up.
  package func counts(_ query: PricingQuery) -> Bool { counted.match(query) == .yes }

  /// Whether a case is one of those the quota is a share of.
  package func isBase(_ query: PricingQuery) -> Bool { base.match(query) == .yes }

  /// Counts beside a quota.
  package struct Use: Equatable, Sendable {
    package private(set) var counted: Int
    package private(set) var base: Int
    package let share: Rational

    package init(counted: Int, base: Int, share: Rational) {
      self.counted = counted
      self.base = base
      self.share = share
    }

    /// Takes one more case into the counts.
    package mutating func count(isCounted: Bool, isBase: Bool) {
      counted += isCounted ? 1 : 0
      base += isBase ? 1 : 0
    }

    /// The most that may be counted: whole cases only.
    package var allowed: Int {
      let product = Int128(base) * Int128(share.numerator) / Int128(share.denominator)
      return Int(clamping: product)
    }

    package var isWithin: Bool { counted <= allowed }
  }
}
