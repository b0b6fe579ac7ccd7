/// The working days (工作日) of the years whose official holiday notice is known.
///
/// A year without data is *unknown*, never guessed from weekdays: the State Council's yearly notice
/// moves rest days and working days.
package struct WorkdayCalendar: Sendable {
  /// Rest days on weekdays and working days on weekends, as the yearly notices name them.
  private let exceptions: [Day: Bool]
  private let years: Set<Int>

  /// The calendar of the given exceptions; the years they lie in are the years known.
  package init(holidays: [Day], workdays: [Day]) {
    var exceptions: [Day: Bool] = [:]
    for day in holidays { exceptions[day] = false }
    for day in workdays { exceptions[day] = true }
    self.exceptions = exceptions
    years = Set(exceptions.keys.map(\.year))
  }

  /// Reads the calendar table: `date,kind` with `holiday` or `workday`.
  ///
  /// - Throws: ``CalendarFault`` naming the line that is not such a row.
  package init(table: String) throws(CalendarFault) {
    var holidays: [Day] = []
    var workdays: [Day] = []
    // By bytes: characters are slow to tell apart, and every reconciliation reads the calendar.
    let lines = table.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated().dropFirst() {
      switch try Self.row(line, index + 1) {
      case (let day, isWorkday: true)?: workdays.append(day)
      case (let day, isWorkday: false)?: holidays.append(day)
      case nil: continue
      }
    }
    self.init(holidays: holidays, workdays: workdays)
  }

  /// The day of a line and what it is; nil for a line that is empty.
  private static func row(
    _ line: Substring.UTF8View, _ number: Int
  ) throws(CalendarFault) -> (day: Day, isWorkday: Bool)? {
    if let day = isoDay(line.prefix(10)) {
      let kind = line.dropFirst(10)
      if kind.elementsEqual(",holiday".utf8) { return (day, isWorkday: false) }
      if kind.elementsEqual(",workday".utf8) { return (day, isWorkday: true) }
    }
    guard !Substring(line).trimmed.isEmpty else { return nil }
    let cells = line.split(separator: UInt8(ascii: ",")).map { String(Substring($0)).trimmed }
    guard cells.count == 2, let day = try? Day(text: cells[0]) else {
      throw CalendarFault(line: number)
    }
    switch cells[1] {
    case "holiday": return (day, isWorkday: false)
    case "workday": return (day, isWorkday: true)
    default: throw CalendarFault(line: number)
    }
  }

  /// The day of bytes that are plainly `2024-03-05`, as nearly all are; nil for any other.
  private static func isoDay(_ text: Substring.UTF8View) -> Day? {
    var (number, place) = (0, 0)
    for byte in text {
      if place == 4 || place == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
      place += 1
    }
    return place == 10 ? Day(number: number) : nil
  }

  /// Whether a day is a working day; nil when its year is not known.
  package func isWorkday(_ day: Day) -> Bool? {
    guard years.contains(day.year) else { return nil }
    return exceptions[day] ?? (day.weekday <= 5)
  }

  /// The given working day after a day, that day not counted.
  ///
  /// The count is at least 1; nil when a year on the way is not known.
  package func workday(_ count: Int, after day: Day) -> Day? {
    step(count, from: day, by: 1)
  }

  /// The given working day strictly before a day.
  ///
  /// The count is at least 1; nil when a year on the way is not known.
  package func workday(_ count: Int, before day: Day) -> Day? {
    step(count, from: day, by: -1)
  }

  /// How many working days follow a day up to another, that day counted.
  ///
  /// Zero where the end is not later; nil when a year on the way is not known.
  package func workdays(after start: Day, through end: Day) -> Int? {
    guard start < end else { return 0 }
    guard let first = start.adding(days: 1), (first.year...end.year).allSatisfy(years.contains)
    else { return nil }
    let days = end.days(since: start)
    // Whole weeks have five weekdays each; the exceptions inside the span correct the count.
    let rest = (0..<days % 7).count { (end.weekday + 6 - $0) % 7 < 5 }
    return exceptions.reduce(days / 7 * 5 + rest) { count, exception in
      let (day, isWorkday) = (exception.key, exception.value)
      guard start < day, day <= end, isWorkday != (day.weekday <= 5) else { return count }
      return count + (isWorkday ? 1 : -1)
    }
  }

  private func step(_ count: Int, from start: Day, by direction: Int) -> Day? {
    var day = start
    var left = count
    while left > 0 {
      guard let next = day.adding(days: direction), let isWorkday = isWorkday(next) else {
        return nil
      }
      day = next
      if isWorkday { left -= 1 }
    }
    return day
  }
}

/// A line of the calendar table that cannot be read.
package struct CalendarFault: OfficerError, Equatable {
  package let line: Int

  package var description: String { "工作日历第 \(line) 行不是“日期,holiday 或 workday”" }
}
