import LedgerCore
import TestSupport
import Testing

@Suite("期间")
struct SpanTests {
  @Test(
    "a month is read in every way that people write it",
    arguments: [
      "2024-05", "2024-5", "2024/05", "2024.5", "202405", "2024年5月", "2024年05月", " 2024 年 5 月 ",
      "２０２４－０５",
    ])
  func readMonth(text: String) throws {
    let month = try #require(Month(text: text), "\(text)")
    #expect(month.description == "2024-05")
  }

  @Test(
    "anything else is no month",
    arguments: [
      "", "2024", "2024-", "2024-13", "2024-00", "2024-0", "24-05", "5月", "20245", "2024-005",
      "2024-05-01", "20240501", "2024Q2", "2024年", "2024-05月", "二〇二四年五月",
    ])
  func noMonth(text: String) {
    #expect(Month(text: text) == nil)
  }

  @Test("the months and the quarters part the year, in leap years too", arguments: [2023, 2024])
  func parts(year: Int) throws {
    let year = try FiscalYear.of(year)
    let months = try (1...12).map { try #require(Month(year: year, number: $0)) }.map { Span($0) }
    let quarters = try (1...4).map { try #require(Quarter(year: year, number: $0)) }
      .map { Span($0) }
    for parts in [months, quarters] {
      #expect(parts.first?.firstDay == year.firstDay && parts.last?.lastDay == year.lastDay)
      for (span, next) in zip(parts, parts.dropFirst()) {
        #expect(span.lastDay.adding(days: 1) == next.firstDay)
      }
    }
    #expect(quarters.map { $0.months.count } == [3, 3, 3, 3])
    #expect(quarters.flatMap { $0.months.map(\.days) } == months)
  }

  @Test("a span is what its days are, however it was asked for")
  func kinds() throws {
    #expect(try span("2024-01-01", "2024-12-31").isWholeYear)
    #expect(try span("2024-04-01", "2024-06-30").inWords == "2024年第二季度")
    #expect(try span("2024-02-01", "2024-02-29").inWords == "2024年2月")
    #expect(try span("2024-02-01", "2024-02-28").inWords == "2024年2月1日至2月28日")
    let clipped = try span("2024-02-10", "2024-04-05").months
    #expect(clipped.map(\.month.number) == [2, 3, 4])
    #expect(
      clipped.map(\.days.description) == [
        "2024-02-10..2024-02-29", "2024-03-01..2024-03-31", "2024-04-01..2024-04-05",
      ])
  }

  @Test("days turned round and days of two years are no span")
  func faults() throws {
    #expect(throws: SpanFault.turnedRound(try .of("2024-03-02"), try .of("2024-03-01"))) {
      try span("2024-03-02", "2024-03-01")
    }
    #expect(throws: SpanFault.twoYears(try .of("2024-12-31"), try .of("2025-01-01"))) {
      try span("2024-12-31", "2025-01-01")
    }
    #expect(try span("2024-03-01", "2024-03-01").description == "2024-03-01..2024-03-01")
  }

  @Test(
    "the same span of the year before",
    arguments: [
      ("2024-01-01", "2024-12-31", "2023-01-01..2023-12-31"),
      ("2024-02-01", "2024-02-29", "2023-02-01..2023-02-28"),
      ("2025-02-01", "2025-02-28", "2024-02-01..2024-02-29"),
      ("2025-01-01", "2025-03-31", "2024-01-01..2024-03-31"),
      ("2024-02-29", "2024-02-29", "2023-02-28..2023-02-28"),
      ("2025-02-10", "2025-03-05", "2024-02-10..2024-03-05"),
    ])
  func before(first: String, last: String, expected: String) throws {
    #expect(try span(first, last).yearBefore?.description == expected)
  }

  @Test("before the first year there is none")
  func noYearBefore() throws {
    let year = try FiscalYear.of(1900)
    #expect(Span(year).yearBefore == nil)
    #expect(try span("1900-01-01", "1900-03-31").yearBefore == nil)
    #expect(try span("1900-02-01", "1900-02-28").yearBefore == nil)
    #expect(try span("1900-02-01", "1900-02-27").yearBefore == nil)
  }

  @Test(
    "a phrase of the year speaks of the span",
    arguments: [
      ("2024-01-01", "2024-12-31", "上年结转＋本年拨付 = 年末结余，本年度"),
      ("2024-01-01", "2024-03-31", "上年结转＋本季度拨付 = 季末结余，本季度"),
      ("2024-04-01", "2024-06-30", "季初结余＋本季度拨付 = 季末结余，本季度"),
      ("2024-05-01", "2024-05-31", "月初结余＋本月拨付 = 月末结余，本月"),
      ("2024-05-02", "2024-05-31", "期初结余＋本期拨付 = 期末结余，本期"),
    ])
  func phrases(first: String, last: String, expected: String) throws {
    #expect(
      try span(first, last).phrase("上年结转＋本年拨付 = 年末结余，本年度") == expected)
  }

  @discardableResult
  private func span(_ first: String, _ last: String) throws -> Span {
    try Span(from: .of(first), through: .of(last))
  }
}
