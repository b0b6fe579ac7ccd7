import LedgerCore
import TestSupport
import Testing

@Suite("工作日历")
struct WorkdayCalendarTests {
  private let calendar: WorkdayCalendar

  init() throws {
    calendar = try WorkdayCalendar(table: repositoryText("db/calendar/cn-workdays.csv"))
  }

  @Test(
    "2024 as the State Council's notice gives it",
    arguments: [
      ("2024-01-01", false), ("2024-01-02", true), ("2024-01-06", false),
      // 春节: eight days from Saturday 10 February, made up on two Sundays.
      ("2024-02-04", true), ("2024-02-09", true), ("2024-02-10", false), ("2024-02-12", false),
      ("2024-02-16", false), ("2024-02-17", false), ("2024-02-18", true), ("2024-02-19", true),
      ("2024-04-04", false), ("2024-04-07", true), ("2024-04-28", true), ("2024-05-01", false),
      ("2024-05-11", true), ("2024-09-14", true), ("2024-09-29", true), ("2024-10-07", false),
      ("2024-10-12", true), ("2024-10-13", false), ("2024-12-31", true),
    ])
  func year2024(day: String, isWorkday: Bool) throws {
    #expect(try calendar.isWorkday(.of(day)) == isWorkday)
  }

  @Test("a year without a notice is unknown, not guessed")
  func unknownYear() throws {
    #expect(try calendar.isWorkday(.of("2017-06-01")) == nil)
    #expect(try calendar.isWorkday(.of("2035-06-01")) == nil)
    #expect(try calendar.workday(1, before: .of("2018-01-01")) == nil)
    #expect(try calendar.workday(20, after: .of("2017-12-20")) == nil)
    #expect(calendar.workday(1, after: .latest) == nil)
  }

  @Test("the 20th working day after a day, that day not counted")
  func after() throws {
    // February 1, 2, 4 to 9; after 春节 18 to 23; 26 to 29; March 1 and 4: counted by hand.
    #expect(try calendar.workday(20, after: .of("2024-01-31")) == .of("2024-03-04"))
    #expect(try calendar.workday(1, after: .of("2024-02-09")) == .of("2024-02-18"))
    #expect(try calendar.workday(1, after: .of("2024-02-18")) == .of("2024-02-19"))
    #expect(try calendar.workday(1, after: .of("2024-12-31")) == .of("2025-01-02"))
  }

  @Test("the third working day strictly before a day")
  func before() throws {
    #expect(try calendar.workday(3, before: .of("2024-02-19")) == .of("2024-02-08"))
    #expect(try calendar.workday(3, before: .of("2024-12-31")) == .of("2024-12-26"))
    #expect(try calendar.workday(1, before: .of("2025-01-02")) == .of("2024-12-31"))
  }

  @Test("counting forward and back agrees with walking day by day")
  func walking() throws {
    for seed in UInt64(1)...300 {
      var generator = SeededGenerator(seed: seed)
      let start = try #require(Day.of("2019-01-01").adding(days: generator.number(0...2_000)))
      let count = generator.number(1...40)
      let end = try #require(calendar.workday(count, after: start), "seed \(seed)")
      let walked = (1...end.days(since: start)).compactMap { start.adding(days: $0) }
      #expect(calendar.isWorkday(end) == true, "seed \(seed)")
      #expect(walked.filter { calendar.isWorkday($0) == true }.count == count, "seed \(seed)")
      let back = try #require(calendar.workday(count, before: end), "seed \(seed)")
      #expect(back <= start || calendar.isWorkday(start) == true, "seed \(seed)")
    }
  }

  @Test("a table that is not the calendar's names its line")
  func faults() throws {
    for (table, line) in [
      ("date,kind\n2024-01-01,holiday\n2024-02-30,holiday\n", 3),
      ("date,kind\n2024-01-01,rest\n", 2), ("date,kind\n2024-01-01\n", 2),
      ("date,kind\n\n2024-01-01,holiday\n\nnonsense\n", 5),
    ] {
      let fault = #expect(throws: CalendarFault.self) { try WorkdayCalendar(table: table) }
      #expect(fault?.line == line)
    }
  }

  @Test("a table with Windows line endings is read all the same")
  func windowsLineEndings() throws {
    let table = "date,kind\r\n2024-01-01,holiday\r\n2024-02-04,workday\r\n"
    let calendar = try WorkdayCalendar(table: table)
    #expect(try calendar.isWorkday(.of("2024-01-01")) == false)
    #expect(try calendar.isWorkday(.of("2024-02-04")) == true)
  }

  @Test("the working days of a span are those that a count day by day finds", arguments: 1...40)
  func counted(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...25 {
      let first = try #require(Day.of("2023-11-15").adding(days: generator.number(0...500)))
      let last = try #require(first.adding(days: generator.number(-3...200)))
      var expected = 0
      var day = first
      while day < last, let next = day.adding(days: 1) {
        expected += calendar.isWorkday(next) == true ? 1 : 0
        day = next
      }
      #expect(
        calendar.workdays(after: first, through: last) == expected,
        "seed \(seed): \(first) to \(last)")
    }
  }

  @Test("a span that touches an unknown year has no count of working days, an empty one has none")
  func countedUnknown() throws {
    #expect(try calendar.workdays(after: .of("2017-12-20"), through: .of("2018-01-05")) == nil)
    #expect(try calendar.workdays(after: .of("2017-12-31"), through: .of("2018-01-05")) == 4)
    #expect(try calendar.workdays(after: .of("2017-06-01"), through: .of("2017-06-01")) == 0)
    #expect(try calendar.workdays(after: .of("2024-02-09"), through: .of("2024-02-18")) == 1)
  }
}
