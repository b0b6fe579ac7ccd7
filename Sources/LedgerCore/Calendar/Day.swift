/// A calendar day (日期), never an instant: it has no time and no time zone.
///
/// Bounds: 1900-01-01 to 2999-12-31.
package struct Day: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// Year, month and day as one ordered number, which the ledger stores: 20240305.
  package let number: Int32

  package static let earliest = Day(unchecked: 1900, 1, 1)
  package static let latest = Day(unchecked: 2999, 12, 31)

  /// A day that exists in the calendar, else nil.
  package init?(year: Int, month: Int, day: Int) {
    guard (1900...2999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.lastDay(ofMonth: month, year: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  /// A day from its stored number, else nil.
  package init?(number: Int) {
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    number = Int32(year * 10_000 + month * 100 + day)
  }

  package var year: Int { Int(number) / 10_000 }
  package var month: Int { Int(number) / 100 % 100 }
  package var day: Int { Int(number) % 100 }
  package var fiscalYear: FiscalYear { FiscalYear(of: self) }

  /// ISO form: `2024-03-05`.
  package var description: String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  package static func < (left: Day, right: Day) -> Bool {
    left.number < right.number
  }

  private static func lastDay(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day {
  /// Whole days from another day to this one; negative when this one is earlier.
  package func days(since other: Day) -> Int {
    daysFromEpoch - other.daysFromEpoch
  }

  /// The day a number of days later, or nil outside the bounds.
  package func adding(days: Int) -> Day? {
    let (target, overflow) = daysFromEpoch.addingReportingOverflow(days)
    let range = Self.earliest.daysFromEpoch...Self.latest.daysFromEpoch
    return !overflow && range.contains(target) ? Day(daysFromEpoch: target) : nil
  }

  /// 1 is Monday, 7 is Sunday.
  package var weekday: Int {
    // 1970-01-01 was a Thursday.
    ((daysFromEpoch + 3) % 7 + 7) % 7 + 1
  }

  /// Days since 1970-01-01, counted with years that begin in March so that the leap day is last.
  private var daysFromEpoch: Int {
    let shiftedYear = month > 2 ? year : year - 1
    let shiftedMonth = (month + 9) % 12
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
    return 365 * shiftedYear + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
      + dayOfYear - 719_468
  }

  private init(daysFromEpoch: Int) {
    let days = daysFromEpoch + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.init(unchecked: year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

/// A budget year (预算年度): in China the calendar year (预算法 第十八条).
package struct FiscalYear: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// Bounds: 1900 to 2999.
  package let number: Int

  /// A year inside the bounds, else nil.
  package init?(_ number: Int) {
    guard (1900...2999).contains(number) else { return nil }
    self.number = number
  }

  /// A year from text: four digits, an optional 年; full width is equal to half width.
  package init?(text: String) {
    var digits = halfWidth(text).trimmed
    if digits.last == "年" || digits.hasSuffix("年度") {
      digits.removeLast(digits.hasSuffix("年度") ? 2 : 1)
    }
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(digits)
    else { return nil }
    self.init(number)
  }

  package init(of day: Day) {
    number = day.year
  }

  /// The year after this one; nil after the last.
  package var next: FiscalYear? { FiscalYear(number + 1) }

  package var firstDay: Day { Day(year: number, month: 1, day: 1) ?? .earliest }
  package var lastDay: Day { Day(year: number, month: 12, day: 31) ?? .latest }
  package var previous: FiscalYear? { FiscalYear(number - 1) }
  package var description: String { "\(number)" }

  package static func < (left: FiscalYear, right: FiscalYear) -> Bool {
    left.number < right.number
  }
}
