internal import LedgerCore

extension Money {
  /// Reads an amount as tables of offices write it.
  ///
  /// Besides what ``init(yuan:)`` reads: 0.08万元, 800元整, 捌佰元整, 人民币800元, 1100圆, and （800.00）
  /// or −800 below zero. What a cell says of its own unit goes before the table's.
  ///
  /// - Parameters:
  ///   - text: Trimmed and not empty.
  ///   - unit: What the numbers of the table are counted in.
  /// - Throws: ``MoneyTextError`` for any other text, and for an amount that is no whole fen.
  init(cell text: String, in unit: AmountUnit) throws(MoneyTextError) {
    if unit == .yuan {
      do {
        self = try Money(yuan: text)
        return
      } catch {
        // The error of the plain form is the one to be told, where no other form fits.
        guard let money = try? Money(words: text, in: unit) else { throw error }
        self = money
      }
    } else {
      self = try Money(words: text, in: unit)
    }
  }

  private init(words text: String, in unit: AmountUnit) throws(MoneyTextError) {
    var rest = Substring(halfWidth(text)).trimmed
    var isNegative = false
    if rest.hasPrefix("("), rest.hasSuffix(")") {
      isNegative = true
      rest = Substring(rest.dropFirst().dropLast()).trimmed
    }
    for mark in ["人民币", "RMB", "CNY"] where rest.uppercased().hasPrefix(mark) {
      rest = Substring(rest.dropFirst(mark.count)).trimmed
    }
    if let capitals = Money(capitals: String(rest)) {
      self = Money(fen: isNegative ? -capitals.fen : capitals.fen)
      return
    }
    if rest.first == "-" {
      guard !isNegative else { throw .unreadable }
      isNegative = true
      rest.removeFirst()
    }
    if rest.first == "¥" { rest.removeFirst() }
    guard rest.first != "-" else { throw .misplacedMinus }
    var own: AmountUnit?
    if let last = rest.last, last == "整" || last == "正" {
      rest.removeLast()
      guard rest.last == "元" || rest.last == "圆" else { throw .unreadable }
    }
    if rest.last == "元" || rest.last == "圆" {
      rest.removeLast()
      own = .yuan
    }
    if let (word, larger) = Self.largerUnits.first(where: { rest.hasSuffix($0.0) }) {
      rest.removeLast(word.count)
      own = larger
    }
    let fen = try Self.fen(of: rest, places: (own ?? unit).places)
    self.init(fen: isNegative ? -fen : fen)
  }

  private static let largerUnits: [(String, AmountUnit)] = [
    ("百万", .million), ("万", .tenThousand), ("亿", .hundredMillion), ("千", .thousand),
  ]

  /// The fen of a decimal number in a unit that is so many places above the yuan.
  private static func fen(of number: Substring, places: Int) throws(MoneyTextError) -> Int64 {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw .unreadable }
    let whole = parts[0].filter { $0 != "," }
    var decimals = parts.count == 2 ? String(parts[1]) : ""
    let isDecimal = parts.count == 1 || !decimals.isEmpty
    guard isDecimal, !whole.isEmpty,
      (whole + decimals).utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { throw .unreadable }
    if parts[0].contains(",") { _ = try Money(yuan: String(parts[0])) }
    // Of yuan two decimals are written; of a larger unit zeros may follow the last fen.
    let room = places + 2
    if places > 0 {
      while decimals.utf8.count > room, decimals.last == "0" { decimals.removeLast() }
    }
    guard decimals.utf8.count <= room else { throw .tooManyDecimals }
    decimals += String(repeating: "0", count: room - decimals.utf8.count)
    guard let fen = Int64(whole + decimals), fen <= largestFact.fen else { throw .tooLarge }
    return fen
  }
}
