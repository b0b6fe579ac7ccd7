import LedgerCore

/// What is compared of a bank line or a movement, as plain numbers.
struct MatchingTerms: Equatable {
  /// Equal for names that are equal once normalised.
  let payee: Int
  /// Counted from a fixed day.
  let day: Int
  let fen: Int64

  /// The furthest that a line and a movement may lie apart, either way.
  static let reach = 5

  init(_ line: BankLine, _ payees: inout PayeeNumbers) {
    payee = payees.number(of: line.payee)
    day = line.bookedOn.days(since: .earliest)
    fen = line.amount.fen
  }

  init(_ movement: Movement, _ payees: inout PayeeNumbers) {
    payee = payees.number(of: movement.payee)
    day = movement.day.days(since: .earliest)
    fen = movement.amount.fen
  }

  /// The payee and the amount: what a line and its only movement have alike.
  var payeeAndAmount: PayeeAndAmount { PayeeAndAmount(payee: payee, fen: fen) }

  struct PayeeAndAmount: Hashable {
    let payee: Int
    let fen: Int64
  }
}

/// Payees as numbers, so that each name is normalised and compared once.
struct PayeeNumbers {
  private var byWriting: [String: Int] = [:]
  private var byName: [String: Int] = [:]
  /// Normalised, each at its number.
  private(set) var names: [String] = []

  mutating func number(of payee: String) -> Int {
    if let known = byWriting[payee] { return known }
    let name = normalized(payee)
    let number = byName[name] ?? names.count
    if number == names.count {
      byName[name] = number
      names.append(name)
    }
    byWriting[payee] = number
    return number
  }
}

/// Things in order of their days.
struct DaySorted<Item> {
  let items: [Item]
  let days: [Int]

  /// The positions of all things at most so many days away.
  func positions(within reach: Int, of day: Int) -> Range<Int> {
    days.firstIndex(notBefore: day - reach)..<days.firstIndex(notBefore: day + reach + 1)
  }

  /// The first thing of the nearest day, the earlier of two as near; nil when none is near enough.
  func nearest(within reach: Int, of day: Int) -> Item? {
    let later = days.firstIndex(notBefore: day)
    let earlier = later > 0 ? days.firstIndex(notBefore: days[later - 1]) : later
    let positions = [earlier, later].filter { position in
      days.indices.contains(position) && abs(days[position] - day) <= reach
    }
    return positions.min { abs(days[$0] - day) < abs(days[$1] - day) }.map { items[$0] }
  }
}

extension Array where Element: Comparable {
  /// The first position whose value is not less; the list ascends.
  ///
  /// - Complexity: Logarithmic.
  func firstIndex(notBefore value: Element) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
