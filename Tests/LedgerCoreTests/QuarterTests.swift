import LedgerCore
import TestSupport
import Testing

@Suite("季度")
struct QuarterTests {
  @Test(
    "a quarter is read in every way that people write it",
    arguments: [
      ("2024Q1", 1), ("2024q4", 4), ("２０２４Ｑ２", 2), ("2024年3季度", 3), ("2024年第三季度", 3),
      ("2024年第3季度", 3), ("2024年四季度", 4), (" 2024 Q1 ", 1), ("2024年 第 一 季度", 1),
    ])
  func read(text: String, number: Int) throws {
    let quarter = try #require(Quarter(text: text))
    #expect(quarter.year == (try .of(2024)))
    #expect(quarter.number == number)
  }

  @Test(
    "anything else is no quarter",
    arguments: [
      "", "2024", "Q1", "2024Q", "2024Q0", "2024Q5", "2024Q11", "24Q1", "2024-1", "2024年",
      "2024年第季度", "2024年五季度", "2024Q1季度", "第一季度2024年",
    ])
  func refused(text: String) {
    #expect(Quarter(text: text) == nil)
  }

  @Test("every day of a year lies in one quarter, the one printed with it")
  func days() throws {
    let quarters = try (1...4).map { try #require(Quarter(text: "2024Q\($0)")) }
    let first = try Day.of("2024-01-01")
    var counts = [0, 0, 0, 0]
    for offset in 0..<366 {
      let day = try #require(first.adding(days: offset))
      let own = quarters.indices.filter { quarters[$0].contains(day) }
      #expect(own.count == 1, "\(day)")
      if let index = own.first { counts[index] += 1 }
    }
    #expect(counts == [91, 91, 92, 92])
    #expect(quarters.map(\.description) == ["2024年第一季度", "2024年第二季度", "2024年第三季度", "2024年第四季度"])
    #expect(quarters.map { Quarter(text: $0.description) } == quarters)
  }

  @Test(
    "the first and last day of a quarter, and the same days of other years",
    arguments: [
      ("2024-03-31", false), ("2024-04-01", true), ("2024-06-30", true), ("2024-07-01", false),
      ("2023-04-01", false), ("2025-06-30", false),
    ])
  func boundary(day: String, isInside: Bool) throws {
    #expect(try #require(Quarter(text: "2024Q2")).contains(try .of(day)) == isInside)
  }
}
