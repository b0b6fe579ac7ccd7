import LedgerCore

/// The rows of a list in memory: enough to narrow it, to add it up and to find the facts of a page
/// again, and nothing of a fact besides.
///
/// What it holds of a row follows from the facts by the same functions that ``ListRegister`` asks.
struct ListIndex: Sendable {
  /// One row as it is gathered.
  struct Row {
    /// Finds its fact again.
    let key: String
    /// What a filter asks for in full.
    var names: [(name: Name, text: String?)] = []
    /// The words and numbers that a search looks in.
    var texts: [String?] = []
    /// The states it is in, by their places.
    var states = Set<Int>()
    /// The days by which a span takes it.
    var days: [Day?] = []
    /// Of the columns that are added up; nil for an empty cell.
    var amounts: [Money?] = []
  }

  /// What a filter compares in full; no normalised text holds such a byte.
  enum Name: UInt8 {
    case recipient = 1
    case lawyer
    case firm
    case document
    case voucher
  }

  private var keys = TextColumn()
  private var names = TextColumn()
  private var texts = TextColumn()
  /// A bit for each state.
  private var states: [UInt16] = []
  /// As many to a row as it has.
  private var days: [Int32?] = []
  private var amounts: [Int64] = []
  private let dayCount: Int
  private let sumCount: Int

  /// - Parameters:
  ///   - days: How many days a row has.
  ///   - sums: How many columns are added up.
  init(days: Int, sums: Int) {
    (dayCount, sumCount) = (days, sums)
  }

  mutating func append(_ row: Row) {
    keys.append([Array(row.key.utf8)])
    names.append(row.names.compactMap { name, text in text.map { Self.needle(name, $0) } })
    texts.append(row.texts.compactMap { $0.map(SearchedPart.folded) })
    states.append(row.states.reduce(0) { $0 | 1 << UInt16($1) })
    days += row.days.map { day in day.map { Int32($0.number) } }
    amounts += row.amounts.map { $0?.fen ?? 0 }
  }

  /// A name as it is compared; a number comes as its key.
  private static func needle(_ name: Name, _ text: String) -> [UInt8] {
    switch name {
    case .recipient, .lawyer, .firm: [name.rawValue] + Array(normalized(text).utf8)
    case .document, .voucher: [name.rawValue] + Array(text.utf8)
    }
  }

  /// Finds the fact of a row again.
  func key(of row: Int) -> String { keys.text(of: row) }

  /// The places of the rows that a filter takes, in order.
  ///
  /// - Parameters:
  ///   - filter: Narrows them.
  ///   - state: The place of the state asked for; nil for all.
  /// - Returns: All where nothing is asked for.
  func rows(_ filter: RegisterFilter, in state: Int?) -> [Int] {
    let asked: [(Name, String?)] = [
      (.recipient, filter.recipient), (.lawyer, filter.lawyer), (.firm, filter.firm),
      (.document, filter.document?.key), (.voucher, filter.voucher?.key),
    ]
    var found = Array(states.indices)
    for case (let name, let text?) in asked {
      found = found.common(with: names.rows(holding: Self.needle(name, text), inFull: true))
    }
    if let search = filter.search { found = found.common(with: texts.rows(holding: search.bytes)) }
    if let state { found = found.filter { states[$0] & (1 << UInt16(state)) != 0 } }
    if let span = filter.span {
      let (first, last) = (Int32(span.firstDay.number), Int32(span.lastDay.number))
      found = found.filter { row in
        days[(row * dayCount)..<((row + 1) * dayCount)]
          .contains { $0.map { (first...last).contains($0) } ?? false }
      }
    }
    return found
  }

  /// What rows come to.
  ///
  /// - Parameters:
  ///   - rows: Their places.
  ///   - returned: The place of the state of what was returned; nil for a list without.
  /// - Returns: How many they are, and their sums.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func totals(of rows: [Int], returned: Int? = nil) throws(MoneyOverflow) -> ListTotals {
    var totals = ListTotals(sums: Array(repeating: .zero, count: sumCount))
    totals.count = rows.count
    for row in rows {
      for column in 0..<sumCount {
        try totals.sums[column] += Money(fen: amounts[row * sumCount + column])
      }
      if let returned, states[row] & (1 << UInt16(returned)) != 0 {
        totals.returnedCount += 1
        try totals.returnedAmount += Money(fen: amounts[row * sumCount])
      }
    }
    return totals
  }
}

/// Texts of many rows, one behind the other.
private struct TextColumn: Sendable {
  /// Each text between two of them; no normalised text holds it.
  private static let border = UInt8(ascii: "\n")

  private var bytes = [Self.border]
  /// Where the texts of each row end, the border behind them among them.
  private var ends: [Int] = []

  mutating func append(_ texts: [[UInt8]]) {
    for text in texts {
      bytes += text
      bytes.append(Self.border)
    }
    ends.append(bytes.count)
  }

  /// The text of a row that has one.
  func text(of row: Int) -> String {
    let start = row == 0 ? 1 : ends[row - 1]
    return String(decoding: bytes[start..<(ends[row] - 1)], as: UTF8.self)
  }

  /// The rows with a text that holds some bytes, or is them, in order; none for no bytes.
  func rows(holding part: [UInt8], inFull isFull: Bool = false) -> [Int] {
    guard !part.isEmpty else { return [] }
    let needle = isFull ? [Self.border] + part + [Self.border] : part
    let skips = Self.skips(needle)
    let last = needle.count - 1
    var found: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      // The border before the first text of a row is the last byte of the row before.
      var (row, end) = (0, last)
      while row < ends.count, end < bytes.count {
        guard bytes[end] == needle[last], bytes[(end - last)...].starts(with: needle) else {
          end += skips[Int(bytes[end])]
          continue
        }
        row = ends.firstPlace(after: end - last + (isFull ? 1 : 0), from: row)
        found.append(row)
        end = ends[row] - 1 + last
        row += 1
      }
    }
    return found
  }

  /// How far a text may move on under each byte that is no end of a match (Horspool).
  private static func skips(_ needle: [UInt8]) -> [Int] {
    var skips = Array(repeating: needle.count, count: 256)
    for (place, byte) in needle.dropLast().enumerated() {
      skips[Int(byte)] = needle.count - 1 - place
    }
    return skips
  }
}

extension [Int] {
  /// The places that both of two lists in order have.
  fileprivate func common(with other: [Int]) -> [Int] {
    var (common, rest): ([Int], ArraySlice<Int>) = ([], other[...])
    for place in self {
      while let first = rest.first, first < place { rest = rest.dropFirst() }
      guard let first = rest.first else { break }
      if first == place { common.append(place) }
    }
    return common
  }

  /// The place of the first number, in order, that is larger than another; by halving.
  fileprivate func firstPlace(after number: Int, from start: Int) -> Int {
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > number { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
