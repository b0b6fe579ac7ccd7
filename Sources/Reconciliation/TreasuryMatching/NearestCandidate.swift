import LedgerCore

/// Finds what on one side comes nearest to something unmatched on the other, and says so.
///
/// Near is what agrees in two of amount, payee and day. What it finds decides nothing.
struct NearestCandidate {
  /// What two of equal amount and payee may lie apart and still be called near.
  private static let longReach = 31

  private let noun: String
  /// What the other side is called.
  private let otherNoun: String
  private let entries: [Entry]
  private let bySort: [MatchingTerms.PayeeAndAmount: DaySorted<Int>]
  private let takenBySort: [MatchingTerms.PayeeAndAmount: DaySorted<Int>]
  private let byAmount: [Int64: DaySorted<Int>]
  private let byPayeeDay: [PayeeDay: AmountSorted]
  private var nearNames: NearNames

  /// Something that may be near.
  struct Entry {
    let name: String
    let terms: MatchingTerms
    /// Whether it is matched with something else.
    let isTaken: Bool
  }

  private struct PayeeDay: Hashable {
    let payee: Int
    let day: Int
    let isReturn: Bool
  }

  private struct AmountSorted {
    let items: [Int]
    let amounts: [Int64]
  }

  /// - Parameters:
  ///   - noun: What an entry is called: 流水 or 凭证.
  ///   - otherNoun: What it is compared with.
  ///   - entries: In order of day and name.
  ///   - payees: The payees' names.
  init(_ noun: String, for otherNoun: String, _ entries: [Entry], _ payees: PayeeNumbers) {
    self.noun = noun
    self.otherNoun = otherNoun
    self.entries = entries
    let open = entries.indices.filter { !entries[$0].isTaken }
    let taken = entries.indices.filter { entries[$0].isTaken }
    let daySorted = { (positions: [Int]) in
      DaySorted(items: positions, days: positions.map { entries[$0].terms.day })
    }
    bySort = Dictionary(grouping: open) { entries[$0].terms.payeeAndAmount }.mapValues(daySorted)
    takenBySort = Dictionary(grouping: taken) { entries[$0].terms.payeeAndAmount }.mapValues(
      daySorted)
    byAmount = Dictionary(grouping: open) { entries[$0].terms.fen }.mapValues(daySorted)
    byPayeeDay = Dictionary(grouping: open) {
      let terms = entries[$0].terms
      return PayeeDay(payee: terms.payee, day: terms.day, isReturn: terms.fen < 0)
    }.mapValues { positions in
      let items = positions.sorted { (entries[$0].terms.fen, $0) < (entries[$1].terms.fen, $1) }
      return AmountSorted(items: items, amounts: items.map { entries[$0].terms.fen })
    }
    nearNames = NearNames(payees.names, among: Set(open.map { entries[$0].terms.payee }))
  }

  /// The nearest entry in words; nil when none is near.
  mutating func words(for terms: MatchingTerms) -> String? {
    ofAmountAndPayee(terms) ?? ofAmountAndNearPayee(terms) ?? taken(terms)
      ?? (terms.fen < 0 ? opposite(of: terms) : nil) ?? ofPayee(terms) ?? ofAmount(terms)
  }

  /// What a line that came back may return, while the ledger has no return.
  private func opposite(of terms: MatchingTerms) -> String? {
    let sort = MatchingTerms.PayeeAndAmount(payee: terms.payee, fen: 0 &- terms.fen)
    let found =
      bySort[sort]?.nearest(within: Self.longReach, of: terms.day)
      ?? takenBySort[sort]?.nearest(within: Self.longReach, of: terms.day)
    return found.map { words($0, "金额相反，收款人相同，\(days(terms, $0))") }
  }

  private func ofAmountAndPayee(_ terms: MatchingTerms) -> String? {
    bySort[terms.payeeAndAmount]?.nearest(within: Self.longReach, of: terms.day)
      .map { words($0, alike(terms, $0)) }
  }

  private mutating func ofAmountAndNearPayee(_ terms: MatchingTerms) -> String? {
    var best: (entry: Int, words: String)?
    for near in nearNames.near(to: terms.payee) {
      let sort = MatchingTerms.PayeeAndAmount(payee: near.payee, fen: terms.fen)
      guard let found = bySort[sort]?.nearest(within: Self.longReach, of: terms.day) else {
        continue
      }
      if let best, rank(best.entry, terms) < rank(found, terms) { continue }
      best = (found, near.words)
    }
    return best.map { words($0.entry, "金额相同，\($0.words)，\(days(terms, $0.entry))") }
  }

  private func taken(_ terms: MatchingTerms) -> String? {
    takenBySort[terms.payeeAndAmount]?.nearest(within: Self.longReach, of: terms.day)
      .map { words($0, alike(terms, $0) + "，但它已与别的\(otherNoun)核对") }
  }

  private func ofPayee(_ terms: MatchingTerms) -> String? {
    var best: Int?
    let key = { day in PayeeDay(payee: terms.payee, day: day, isReturn: terms.fen < 0) }
    for day in (terms.day - MatchingTerms.reach)...(terms.day + MatchingTerms.reach) {
      guard let list = byPayeeDay[key(day)] else { continue }
      let above = list.amounts.firstIndex(notBefore: terms.fen)
      for position in [above - 1, above] where list.items.indices.contains(position) {
        let found = list.items[position]
        if let best, (gap(best, terms), rank(best, terms)) < (gap(found, terms), rank(found, terms))
        {
          continue
        }
        best = found
      }
    }
    return best.map { best in
      let gap = Money(fen: Int64(clamping: gap(best, terms))).groupedYuanText
      return words(best, "收款人相同，\(days(terms, best))，金额相差 \(gap) 元")
    }
  }

  private func ofAmount(_ terms: MatchingTerms) -> String? {
    byAmount[terms.fen]?.nearest(within: MatchingTerms.reach, of: terms.day)
      .map { words($0, "金额相同，\(days(terms, $0))，收款人不同") }
  }
}

extension NearestCandidate {
  private func words(_ entry: Int, _ what: String) -> String {
    "\(noun) \(entries[entry].name)，\(what)"
  }

  private func alike(_ terms: MatchingTerms, _ entry: Int) -> String {
    entries[entry].terms.day == terms.day
      ? "金额、收款人、日期都相同" : "金额、收款人相同，\(days(terms, entry))"
  }

  private func days(_ terms: MatchingTerms, _ entry: Int) -> String {
    let days = abs(entries[entry].terms.day - terms.day)
    return days == 0 ? "日期相同" : "日期相差 \(days) 天"
  }

  /// What is nearer in days comes first, then what stands first.
  private func rank(_ entry: Int, _ terms: MatchingTerms) -> Int {
    abs(entries[entry].terms.day - terms.day) * entries.count + entry
  }

  /// How far the amounts lie apart; it fits whatever they are.
  private func gap(_ entry: Int, _ terms: MatchingTerms) -> UInt64 {
    let fen = entries[entry].terms.fen
    return UInt64(bitPattern: max(fen, terms.fen) &- min(fen, terms.fen))
  }
}
