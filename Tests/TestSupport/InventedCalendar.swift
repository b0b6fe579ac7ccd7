package import LedgerCore

/// A made-up calendar of official rest days and working days, the same in every year it knows.
///
/// In 2024 it is the real one around 春节, so that days counted there can be checked by hand.
package struct InventedCalendar: Equatable, Sendable {
  /// The days of rest; a year without any is not known.
  package let holidays: [Day]
  /// The days worked although they may lie on a weekend.
  package let workdays: [Day]

  /// - Parameter years: The years it knows; none for nil.
  package init(knowing years: ClosedRange<Int>?) {
    let years = years.map(Array.init) ?? []
    let rest = [(1, 1)] + (10...17).map { (2, $0) } + (1...7).map { (10, $0) }
    let work = [(2, 4), (2, 18), (10, 12)]
    holidays = years.flatMap { year in
      rest.compactMap { Day(year: year, month: $0.0, day: $0.1) }
    }
    workdays = years.flatMap { year in
      work.compactMap { Day(year: year, month: $0.0, day: $0.1) }
    }
  }

  /// The calendar that the program brings along, read line by line.
  package static let published: InventedCalendar = {
    let lines = ((try? repositoryText("db/calendar/cn-workdays.csv")) ?? "").split(separator: "\n")
    func days(_ kind: String) -> [Day] {
      lines.filter { $0.hasSuffix(",\(kind)") }.compactMap { try? Day(text: String($0.prefix(10))) }
    }
    return InventedCalendar(holidays: days("holiday"), workdays: days("workday"))
  }()

  private init(holidays: [Day], workdays: [Day]) {
    self.holidays = holidays
    self.workdays = workdays
  }

  /// It knows all years that invented books play in.
  package static let full = InventedCalendar(knowing: 2023...2025)

  /// The same as the program keeps it.
  package var asKept: WorkdayCalendar {
    WorkdayCalendar(holidays: holidays, workdays: workdays)
  }
}
