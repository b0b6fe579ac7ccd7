import LedgerCore
import TestSupport
import Testing

@Suite("日期")
struct DayTests {
  @Test(
    "every day from 1900 to 2999: walked one by one, it is the next in number, weekday and text")
  func everyDay() throws {
    var day = Day.earliest
    var count = 0
    var failures = 0
    var year = 1_900
    var month = 1
    var dayOfMonth = 1
    // 1900-01-01 was a Monday.
    var weekday = 1
    while true {
      let number = year * 10_000 + month * 100 + dayOfMonth
      let agrees =
        day.number == number && day.weekday == weekday && day.days(since: .earliest) == count
        && Day.earliest.adding(days: count) == day && Day(number: number) == day
        && day.year == year && day.month == month && day.day == dayOfMonth
      if !agrees { failures += 1 }
      guard let next = day.adding(days: 1) else { break }
      if !(day < next) { failures += 1 }
      day = next
      count += 1
      weekday = weekday % 7 + 1
      dayOfMonth += 1
      if dayOfMonth > naiveLength(ofMonth: month, year: year) {
        (month, dayOfMonth) = (month + 1, 1)
      }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(failures == 0)
    #expect(day == .latest)
    // 1,100 years of 365 days, and the leap days of 275 fourth years less 11 centuries plus 3.
    #expect(count + 1 == 1_100 * 365 + 275 - 11 + 3)
  }

  @Test("the order of days is the order of days between them, and adding undoes counting")
  func order() throws {
    for seed in UInt64(1)...2_000 {
      var generator = SeededGenerator(seed: seed)
      let left = generator.day()
      let right = generator.day()
      let span = right.days(since: left)
      #expect((left < right) == (span > 0), "seed \(seed)")
      #expect((left == right) == (span == 0), "seed \(seed)")
      #expect(left.adding(days: span) == right, "seed \(seed)")
      #expect(right.adding(days: -span) == left, "seed \(seed)")
      #expect(left.days(since: right) == -span, "seed \(seed)")
    }
  }

  @Test("nothing lies outside the bounds")
  func bounds() {
    #expect(Day.earliest.adding(days: -1) == nil)
    #expect(Day.latest.adding(days: 1) == nil)
    #expect(Day.latest.adding(days: .max) == nil)
    #expect(Day.earliest.adding(days: .min) == nil)
    #expect(Day(year: 1_899, month: 12, day: 31) == nil)
    #expect(Day(year: 3_000, month: 1, day: 1) == nil)
  }

  @Test(
    "no such day",
    arguments: [
      (2023, 2, 29), (2024, 2, 30), (1900, 2, 29), (2100, 2, 29), (2024, 4, 31), (2024, 13, 1),
      (2024, 0, 1), (2024, 1, 0), (2024, 1, 32), (2024, -1, 5), (2024, 1, -5),
    ])
  func noSuchDay(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
    #expect(Day(number: year * 10_000 + month * 100 + day) == nil)
  }

  @Test("leap days stand in years divided by 4, not by 100, but by 400")
  func leapDays() {
    let leap = [1904, 2000, 2024, 2400].map { Day(year: $0, month: 2, day: 29)?.description }
    #expect(leap == ["1904-02-29", "2000-02-29", "2024-02-29", "2400-02-29"])
  }

  @Test("a budget year is a calendar year (预算法 第十八条)")
  func fiscalYear() throws {
    let year = try FiscalYear.of(2024)
    #expect(try Day.of("2024-01-01").fiscalYear == year)
    #expect(try Day.of("2024-12-31").fiscalYear == year)
    #expect(try Day.of("2023-12-31").fiscalYear == year.previous)
    #expect(try year.firstDay == .of("2024-01-01"))
    #expect(try year.lastDay == .of("2024-12-31"))
    #expect(FiscalYear(1_900)?.previous == nil)
    #expect(FiscalYear(3_000) == nil)
  }

  @Test(
    "a budget year is read with 年 or 年度, in either width",
    arguments: ["2024", "2024年", "2024年度", "２０２４", " ２０２４年度 "])
  func fiscalYearText(text: String) throws {
    #expect(FiscalYear(text: text) == FiscalYear(2_024))
    #expect(try FiscalYear.of(2_024).description == "2024")
  }

  @Test(
    "no budget year",
    arguments: ["", "24", "24年", "20240", "年", "年度", "二〇二四", "2024-", "1899", "3000", "+202"])
  func noFiscalYear(text: String) {
    #expect(FiscalYear(text: text) == nil)
  }

  private func naiveLength(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
