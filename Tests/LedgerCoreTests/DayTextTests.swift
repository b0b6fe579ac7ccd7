import LedgerCore
import TestSupport
import Testing

@Suite("日期的写法")
struct DayTextTests {
  @Test(
    "read as people write it",
    arguments: [
      "2024-03-05", "2024-3-5", "2024-03-5", "2024/3/5", "2024/03/05", "2024.3.5", "2024.03.05",
      "2024年3月5日", "2024年03月05日", "20240305", " 2024-03-05\t", "\u{3000}2024-03-05\u{200B}",
      "２０２４－０３－０５", "２０２４／３／５", "２０２４．３．５", "２０２４年３月５日", "２０２４０３０５",
      "2024-03-05 00:00:00", "2024/3/5 0:00", "2024-03-05T00:00:00", "2024-03-05 00:00:00.000",
      "2024年3月5日 0:00:00", "20240305 00:00", "2024-03-05　00:00:00",
    ])
  func good(text: String) throws {
    #expect(try Day(text: text) == Day(year: 2_024, month: 3, day: 5))
  }

  @Test(
    "refused, with the cause",
    arguments: [
      ("", .empty), (" \u{3000}", .empty),
      ("24-03-05", .twoDigitYear), ("24/3/5", .twoDigitYear), ("24年3月5日", .twoDigitYear),
      ("２４．３．５", .twoDigitYear),
      ("45356", .spreadsheetSerial), ("４５３５６", .spreadsheetSerial),
      ("2024-02-30", .noSuchDay), ("2023年2月29日", .noSuchDay), ("20241301", .noSuchDay),
      ("2024-0-5", .noSuchDay), ("1899-12-31", .noSuchDay), ("3000-01-01", .noSuchDay),
      ("2024-03", .unreadable), ("2024年3月", .unreadable), ("2024年3月5", .unreadable),
      ("3月5日", .unreadable), ("2024-03-05-06", .unreadable), ("2024-03/05", .unreadable),
      ("2024-003-05", .unreadable), ("02024-03-05", .unreadable), ("3/5/2024", .unreadable),
      ("2024305", .unreadable), ("2024", .unreadable), ("2024-03-05 12:30", .unreadable),
      ("2024-03-05 00:00:01", .unreadable), ("2024-03-05T00:00:00Z", .unreadable),
      ("2024--05", .unreadable), ("2024年月5日", .unreadable), ("-2024-03-05", .unreadable),
      ("2024-3-٥", .unreadable), ("三月五日", .unreadable), ("Mar 5 2024", .unreadable),
      ("2024-03-05 :", .unreadable),
    ] as [(String, DayTextError)])
  func bad(text: String, cause: DayTextError) {
    #expect(throws: cause) { try Day(text: text) }
  }

  @Test("each fault says what is wrong and what to write")
  func words() {
    let faults: [DayTextError] = [
      .empty, .unreadable, .twoDigitYear, .noSuchDay, .spreadsheetSerial,
    ]
    #expect(Set(faults.map(\.description)).count == faults.count)
    for fault in faults { #expect(fault.advice.hasPrefix("请")) }
  }

  @Test("every spelling of any day is read as that day")
  func everySpelling() throws {
    for seed in UInt64(1)...1_000 {
      var generator = SeededGenerator(seed: seed)
      let day = generator.day()
      let (year, month, dayOfMonth) = (day.year, day.month, day.day)
      for text in [
        day.description, "\(year)/\(month)/\(dayOfMonth)", "\(year).\(month).\(dayOfMonth)",
        "\(year)年\(month)月\(dayOfMonth)日", "\(day.number)", "\(day) 00:00:00",
        "\(year)/\(month)/\(dayOfMonth) 0:00",
      ] {
        #expect(try Day(text: text) == day, "seed \(seed), \(text)")
      }
    }
  }
}
