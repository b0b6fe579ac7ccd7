import LedgerCore

/// Stage 3 of matching: lines without a candidate against several movements of one day together.
///
/// It looks at one payee. A line is matched when exactly one subset of two or more, over all days
/// near enough, sums to it, and none of its movements stands in any such subset of another line.
struct SubsetSearch {
  /// A day with more open movements is not searched.
  static let largestDay = 12

  private let wishes: DaySorted<Wish>
  private let days: [Int: [Item]]
  private var found: [Found]
  /// How many lines could use a movement.
  private var uses: [Int: Int] = [:]

  /// A line that looks for movements.
  struct Wish {
    let fen: Int64
    /// The movements that a person took the line from; in ascending order.
    let undone: [Int]?
  }

  /// A movement that may be part of a sum.
  struct Item {
    let movement: Int
    let fen: Int64
  }

  /// What a line came to.
  struct Outcome {
    let kind: Kind
    /// Whether some day near enough had too many movements to be searched.
    let isNearCrowdedDay: Bool

    enum Kind {
      case none
      case only([Int])
      /// The only subset, but another line could use one of its movements.
      case contested([Int])
      case several(Int)
    }
  }

  /// What the days searched so far have for a line.
  private struct Found {
    var count = 0
    var subset: [Int] = []
    var isNearCrowdedDay = false
  }

  /// Searches all days that hold two open movements or more.
  ///
  /// - Parameters:
  ///   - wishes: The payee's lines without a candidate.
  ///   - days: The payee's open movements by day, in ascending order.
  /// - Throws: ``MoneyOverflow`` when movements of one day together leave 64 bits.
  init(_ wishes: DaySorted<Wish>, among days: [Int: [Item]]) throws(MoneyOverflow) {
    self.wishes = wishes
    self.days = days
    found = wishes.items.map { _ in Found() }
    for (day, items) in days where items.count > 1 { try search(items, of: day) }
  }

  func outcome(ofLine position: Int) -> Outcome {
    let found = found[position]
    let kind: Outcome.Kind =
      switch found.count {
      case 0: .none
      case 1 where found.subset.allSatisfy { uses[$0] == 1 }: .only(found.subset)
      case 1: .contested(found.subset)
      default: .several(found.count)
      }
    return Outcome(kind: kind, isNearCrowdedDay: found.isNearCrowdedDay)
  }

  /// Whether a movement stands in a subset of some line.
  func isUsable(_ movement: Int) -> Bool { uses[movement] != nil }

  private mutating func search(_ items: [Item], of day: Int) throws(MoneyOverflow) {
    let near = wishes.positions(within: MatchingTerms.reach, of: day)
    guard !near.isEmpty else { return }
    guard items.count <= Self.largestDay else {
      for position in near { found[position].isNearCrowdedDay = true }
      return
    }
    let subsets = try Subsets(of: items, summingTo: near.map { wishes.items[$0].fen })
    for position in near {
      let wish = wishes.items[position]
      guard var sets = subsets.byAmount[wish.fen], !sets.isEmpty else { continue }
      var union = subsets.unions[wish.fen] ?? 0
      if let undone = wish.undone, let set = items.set(of: undone), sets.contains(set) {
        sets.removeAll { $0 == set }
        union = sets.reduce(0, |)
      }
      guard let first = sets.first else { continue }
      if found[position].count == 0 { found[position].subset = items.movements(in: first) }
      found[position].count += sets.count
      for movement in items.movements(in: union) { uses[movement, default: 0] += 1 }
    }
  }
}

/// The subsets of two or more movements that sum to one of some amounts; a bit for each movement.
private struct Subsets {
  let byAmount: [Int64: [Int]]
  /// The movements that stand in any subset of an amount.
  let unions: [Int64: Int]

  init(of items: [SubsetSearch.Item], summingTo amounts: [Int64]) throws(MoneyOverflow) {
    var byAmount = Dictionary(amounts.map { ($0, [Int]()) }) { first, _ in first }
    var sums = [Int64](repeating: 0, count: 1 << items.count)
    for set in 1..<sums.count {
      let rest = set & (set - 1)
      let (sum, overflow) = sums[rest]
        .addingReportingOverflow(items[set.trailingZeroBitCount].fen)
      guard !overflow else { throw MoneyOverflow() }
      sums[set] = sum
      if rest != 0 { byAmount[sum]?.append(set) }
    }
    self.byAmount = byAmount
    unions = byAmount.mapValues { $0.reduce(0, |) }
  }
}

extension [SubsetSearch.Item] {
  /// The movements whose bits are set.
  fileprivate func movements(in set: Int) -> [Int] {
    indices.filter { set & (1 << $0) != 0 }.map { self[$0].movement }
  }

  /// The bits of some movements; nil when one of them is not here.
  fileprivate func set(of movements: [Int]) -> Int? {
    var set = 0
    for movement in movements {
      guard let position = firstIndex(where: { $0.movement == movement }) else { return nil }
      set |= 1 << position
    }
    return set
  }
}
