/// A quarter of a budget year (季度).
package struct Quarter: Hashable, Sendable, CustomStringConvertible {
  package let year: FiscalYear
  /// 1 to 4.
  package let number: Int

  /// A quarter from text: `2024Q3`, `2024年3季度`, `2024年第三季度`, in any width.
  package init?(text: String) {
    let plain = normalized(text).uppercased()
    guard let year = FiscalYear(text: String(plain.prefix(4))) else { return nil }
    let rest = String(plain.dropFirst(4))
    let forms = ["Q#", "年#季度", "年第#季度"]
    let numerals = [("1", "一"), ("2", "二"), ("3", "三"), ("4", "四")]
    let number = numerals.firstIndex { digit, numeral in
      forms.contains { form in
        let parts = form.split(separator: "#", omittingEmptySubsequences: false)
        return rest == parts[0] + digit + parts[1] || rest == parts[0] + numeral + parts[1]
      }
    }
    guard let number else { return nil }
    self.year = year
    self.number = number + 1
  }

  /// The quarter that a day lies in.
  package init?(of day: Day) {
    self.init(year: day.fiscalYear, number: (day.month - 1) / 3 + 1)
  }

  /// A quarter that exists, else nil.
  package init?(year: FiscalYear, number: Int) {
    guard (1...4).contains(number) else { return nil }
    self.year = year
    self.number = number
  }

  package var firstDay: Day {
    Day(year: year.number, month: number * 3 - 2, day: 1) ?? year.firstDay
  }

  package var lastDay: Day {
    Month(year: year, number: number * 3)?.lastDay ?? year.lastDay
  }

  /// Whether a day lies in the quarter.
  package func contains(_ day: Day) -> Bool {
    day.fiscalYear == year && (day.month - 1) / 3 + 1 == number
  }

  package var description: String { "\(year)年第\(["一", "二", "三", "四"][number - 1])季度" }
}
