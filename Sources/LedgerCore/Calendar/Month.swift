/// A month of a budget year (月份).
package struct Month: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  package let year: FiscalYear
  /// 1 to 12.
  package let number: Int

  /// A month that exists, else nil.
  package init?(year: FiscalYear, number: Int) {
    guard (1...12).contains(number) else { return nil }
    self.year = year
    self.number = number
  }

  /// A month from text: `2024-05`, `2024/5`, `2024.5`, `202405`, `2024年5月`, in any width.
  package init?(text: String) {
    var plain = normalized(text)
    if plain.last == "月" {
      guard plain.contains("年") else { return nil }
      plain.removeLast()
    }
    guard let year = FiscalYear(text: String(plain.prefix(4))) else { return nil }
    var rest = plain.dropFirst(4)
    if let sign = rest.first, "-/.年".contains(sign) {
      rest.removeFirst()
      guard (1...2).contains(rest.utf8.count) else { return nil }
    } else if rest.utf8.count != 2 {
      return nil
    }
    guard rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(rest) else {
      return nil
    }
    self.init(year: year, number: number)
  }

  package var firstDay: Day { Day(year: year.number, month: number, day: 1) ?? year.firstDay }

  package var lastDay: Day {
    let next = Day(year: year.number, month: number + 1, day: 1)
    return next?.adding(days: -1) ?? year.lastDay
  }

  /// ISO form: `2024-05`.
  package var description: String { "\(year)-\(number < 10 ? "0" : "")\(number)" }

  package static func < (left: Month, right: Month) -> Bool {
    left.year == right.year ? left.number < right.number : left.year < right.year
  }
}
