package import LedgerCore

/// The year that is judged, the last day whose facts are seen (截至日), and the days of the year
/// that figures are asked of.
///
/// Rules judge the whole year whatever the span; only figures and tables look at less.
package struct Period: Hashable, Sendable {
  /// The days that figures are asked of: the whole year unless told otherwise.
  package let span: Span
  package let asOf: Day

  /// A year seen up to a day: its 31 December unless told otherwise.
  package init(year: FiscalYear, asOf: Day? = nil) {
    span = Span(year)
    self.asOf = asOf ?? year.lastDay
  }

  /// A span seen up to a day: 31 December of its year unless told otherwise, so that the figures of
  /// months add to those of the year.
  ///
  /// - Throws: ``SpanFault`` when the as-of day lies before a span that is less than the year.
  package init(_ span: Span, asOf: Day? = nil) throws(SpanFault) {
    self.span = span
    self.asOf = asOf ?? span.year.lastDay
    guard span.isWholeYear || self.asOf >= span.firstDay else {
      throw .asOfBefore(self.asOf, span)
    }
  }

  package var year: FiscalYear { span.year }

  /// Whether a fact of this day is in the register.
  package func sees(_ day: Day) -> Bool { day <= asOf }

  /// Whether a fact of this day is in the register and belongs to the year.
  package func owns(_ day: Day) -> Bool { sees(day) && day.fiscalYear == year }

  /// Whether a fact of this day is in the register and belongs to the span: figures count it.
  package func counts(_ day: Day) -> Bool { sees(day) && span.contains(day) }

  /// The days besides the first of each month on which figures begin or cease to count.
  var turningDays: [Day] {
    [span.firstDay, span.lastDay.adding(days: 1)].compactMap(\.self)
      .filter { $0.fiscalYear == year }
  }

  /// The last day of the span that is seen.
  package var lastCounted: Day { min(asOf, span.lastDay) }

  /// The last day of the year that is seen: its 31 December, or the as-of day before it.
  package var lastDaySeen: Day { min(asOf, year.lastDay) }

  /// The last day seen before the year; nil for the first year.
  package var lastDayBefore: Day? {
    year.firstDay.adding(days: -1).map { min(asOf, $0) }
  }

  /// The same year seen up to another day.
  func seen(on day: Day) -> Period { Period(year: year, asOf: day) }

  /// The same span of the year before, seen up to the same day of that year (上年同期); nil before
  /// the first year.
  package var yearBefore: Period? {
    guard let span = span.yearBefore else { return nil }
    let asOf = asOf == self.span.lastDay ? span.lastDay : asOf.yearBefore
    return asOf.flatMap { try? Period(span, asOf: $0) }
  }
}
