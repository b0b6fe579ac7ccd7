/// Days of one budget year that figures are asked of (期间): a year, a quarter, a month or any days.
///
/// It lies within one year, because money does: what is left at its end must be carried over before
/// it is there to spend in the next.
package struct Span: Hashable, Codable, Sendable, CustomStringConvertible {
  package let firstDay: Day
  package let lastDay: Day

  /// The whole year.
  package init(_ year: FiscalYear) {
    firstDay = year.firstDay
    lastDay = year.lastDay
  }

  package init(_ quarter: Quarter) {
    firstDay = quarter.firstDay
    lastDay = quarter.lastDay
  }

  package init(_ month: Month) {
    firstDay = month.firstDay
    lastDay = month.lastDay
  }

  /// The days from one to another, both counted.
  ///
  /// - Throws: ``SpanFault`` when the days are turned round or lie in two years.
  package init(from firstDay: Day, through lastDay: Day) throws(SpanFault) {
    guard firstDay <= lastDay else { throw .turnedRound(firstDay, lastDay) }
    guard firstDay.fiscalYear == lastDay.fiscalYear else { throw .twoYears(firstDay, lastDay) }
    self.firstDay = firstDay
    self.lastDay = lastDay
  }

  package var year: FiscalYear { firstDay.fiscalYear }

  /// Whether a day lies in the span.
  package func contains(_ day: Day) -> Bool { firstDay <= day && day <= lastDay }

  /// Which of the usual spans it is, however it was asked for.
  package var kind: Kind {
    if self == Span(year) { return .year }
    if let quarter = Quarter(of: firstDay), self == Span(quarter) { return .quarter(quarter) }
    if let month = Month(year: year, number: firstDay.month), self == Span(month) {
      return .month(month)
    }
    return .days
  }

  /// The usual spans, and any other days.
  package enum Kind: Hashable, Sendable {
    case year
    case quarter(Quarter)
    case month(Month)
    case days
  }

  package var isWholeYear: Bool { kind == .year }

  /// Whether it begins the year: what is there at its beginning came from the year before.
  package var beginsYear: Bool { firstDay == year.firstDay }

  /// The months it touches, each with its days in the span.
  package var months: [(month: Month, days: Span)] {
    (firstDay.month...lastDay.month).compactMap { number in
      guard let month = Month(year: year, number: number) else { return nil }
      let days = try? Span(
        from: max(firstDay, month.firstDay), through: min(lastDay, month.lastDay))
      return days.map { (month, $0) }
    }
  }

  /// The same span of the year before (上年同期); nil before the first year.
  package var yearBefore: Span? {
    switch kind {
    case .year: year.previous.map { Span($0) }
    case .quarter(let quarter):
      quarter.firstDay.yearBefore.flatMap { Quarter(of: $0) }.map { Span($0) }
    case .month(let month):
      year.previous.flatMap { Month(year: $0, number: month.number) }.map { Span($0) }
    case .days:
      firstDay.yearBefore.flatMap { first in
        lastDay.yearBefore.flatMap { try? Span(from: first, through: $0) }
      }
    }
  }

  /// `2024-04-01..2024-06-30`.
  package var description: String { "\(firstDay)..\(lastDay)" }
}

/// Why two days make no span; the words are for the officer who wrote them.
package enum SpanFault: OfficerError, Equatable {
  case turnedRound(Day, Day)
  case twoYears(Day, Day)
  case asOfBefore(Day, Span)

  package var description: String {
    switch self {
    case .turnedRound(let first, let last):
      "期间的起始日 \(first) 在截止日 \(last) 之后：请对调"
    case .twoYears(let first, let last):
      "期间 \(first) 至 \(last) 跨了预算年度：上年结余要先结转，才是下年的可用资金，"
        + "请按年度各出一份"
    case .asOfBefore(let asOf, let span):
      "截至日 \(asOf) 在期间 \(span.firstDay) 至 \(span.lastDay) 之前：那一天还没有这个期间的账"
    }
  }
}

extension Day {
  /// The same day of the year before; 28 February for a leap day; nil before the first year.
  package var yearBefore: Day? {
    Day(year: year - 1, month: month, day: day) ?? Day(year: year - 1, month: month, day: 28)
  }
}
