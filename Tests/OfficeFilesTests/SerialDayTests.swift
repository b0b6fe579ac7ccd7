import LedgerCore
import Testing

@testable import OfficeFiles

@Suite("工作簿里的日期")
struct SerialDayTests {
  @Test(
    "a day is counted from 1900, with the leap day that never was, or from 1904",
    arguments: [
      ("1", false, "1900-01-01"), ("59", false, "1900-02-28"), ("60", false, nil),
      ("61", false, "1900-03-01"), ("45356", false, "2024-03-05"), ("45657", false, "2024-12-31"),
      ("45356.5", false, "2024-03-05 12:00:00"), ("45356.999999999", false, "2024-03-05 23:59:59"),
      ("401768", false, "2999-12-31"), ("401769", false, nil), ("0", false, nil),
      ("-1", false, nil), ("x", false, nil), ("0", true, "1904-01-01"),
      ("43894", true, "2024-03-05"), ("1.2.3", false, nil),
    ] as [(String, Bool, String?)])
  func day(number: String, isFrom1904: Bool, text: String?) {
    #expect(SerialDay(isFrom1904: isFrom1904).text(of: number) == text)
  }

  @Test("each number after the false leap day is the day after the one before")
  func succession() throws {
    let serial = SerialDay(isFrom1904: false)
    for number in 61..<60_000 {
      let before = try Day(text: try #require(serial.text(of: "\(number)")))
      let after = try #require(serial.text(of: "\(number + 1)"))
      #expect(before.adding(days: 1)?.description == after)
    }
  }

  @Test(
    "a format shows a day when it has a year, a month or a day outside of quoted text",
    arguments: [
      ("yyyy-mm-dd", true), ("yyyy\"年\"m\"月\"d\"日\"", true), ("[$-804]yyyy/m/d;@", true),
      ("m/d", true), ("mmm", true), ("General", false), ("0.00", false), ("#,##0.00", false),
      ("h:mm", false), ("mm:ss", false), ("[h]:mm:ss", false), ("\"day\"0", false),
      ("0.00_);[Red]\\(0.00\\)", false), ("\\d0", false), ("@", false), ("0;yyyy", false),
      ("G/通用格式", false), ("d", true), ("#,##0\"元\"", false), ("0.0,\"万\"", false),
    ])
  func format(code: String, isDay: Bool) {
    #expect(CellFormats.isDay(code) == isDay)
  }
}
