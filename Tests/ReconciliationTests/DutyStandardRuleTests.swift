import LedgerCore
import Reconciliation
import TestSupport
import Testing

// 值1 is a day at 200 yuan, served on 2 February 2024.
@Suite("D08 值班标准不符")
struct DutyStandardRuleTests {
  @Test("D08 值班标准不符", arguments: rates + units + silent + versions)
  func d08(row: StandardRow) throws { try row.check() }

  private static func row(
    _ name: String, _ plans: [StandardPlan], year: Int = 2024, asOf: String? = nil,
    finds expected: String? = nil,
    change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in }
  ) -> StandardRow {
    StandardRow(
      name, plans, year: year, asOf: asOf, judging: "D08", in: .duty,
      finding: [expected].compactMap(\.self), change: change)
  }

  /// One unit, half a day or whatever, at a rate; the amount is their product.
  private static func served(
    tenths: Int64 = 10, _ rate: String, _ unit: DutyUnit = .day
  ) -> @Sendable (inout InventedBook) throws -> Void {
    { book in
      book.lines = []
      book.shifts = [try .sample(tenths: tenths, rate: rate, unit: unit)]
      book.shifts[0].amount = try book.shifts[0].rate.times(Quantity(tenths: tenths))
    }
  }

  private static func day(_ amount: DutyAmount) -> [StandardPlan] {
    [.init("1000", duty: [.day: amount])]
  }

  static let rates = [
    row("holds: the standard's rate", day("200")),
    row("breaks above", day("150"), finds: "D08 high 值1 50.00 2024-02-02"),
    row("breaks below, signed", day("220"), finds: "D08 high 值1 -20.00 2024-02-02"),
    row("breaks by one fen above", day("199.99"), finds: "D08 high 值1 0.01 2024-02-02"),
    row("breaks by one fen below", day("200.01"), finds: "D08 high 值1 -0.01 2024-02-02"),
    row(
      "the difference is taken times the quantity, half up", day("200"),
      finds: "D08 high 值1 0.02 2024-02-02", change: served(tenths: 15, "200.01")),
    row(
      "and what is missing by as much is as much", day("200"),
      finds: "D08 high 值1 -0.02 2024-02-02", change: served(tenths: 15, "199.99")),
    row(
      "a difference of less than half a fen is told", day("200"),
      finds: "D08 high 值1 0.00 2024-02-02", change: served(tenths: 4, "200.01")),
    row("the amount is D01's: a wrong product at the right rate holds", day("200")) {
      $0.shifts[0].amount = try .yuan("250")
    },
    row("holds: inside a range", day(.init("100", to: "500"))),
    row("holds: at its lower end", day(.init("200", to: "500"))),
    row("holds: at its upper end", day(.init("100", to: "200"))),
    row(
      "breaks above: the difference is from the upper end", day(.init("100", to: "180")),
      finds: "D08 high 值1 20.00 2024-02-02"),
    row(
      "breaks below: the difference is from the lower end", day(.init("220", to: "500")),
      finds: "D08 high 值1 -20.00 2024-02-02"),
    row("holds: not less than a lower limit alone", day(.init("200", to: nil))),
    row(
      "breaks below a lower limit alone", day(.init("210", to: nil)),
      finds: "D08 high 值1 -10.00 2024-02-02"),
  ]

  private static let all: [StandardPlan] = [
    .init("1000", duty: [.day: "200", .halfDay: "120", .person: "80", .item: "60"])
  ]

  static let units = [
    row("a half day by its own rate", all, change: served("120", .halfDay)),
    row(
      "a half day at half the day's rate is off its own", all,
      finds: "D08 high 值1 -20.00 2024-02-02", change: served("100", .halfDay)),
    row("half a 天 by the rate of the day", all, change: served(tenths: 5, "200")),
    row("人次 by its own rate", all, change: served(tenths: 30, "80", .person)),
    row(
      "breaks for 人次, times how many", all, finds: "D08 high 值1 30.00 2024-02-02",
      change: served(tenths: 30, "90", .person)),
    row("件 by its own rate", all, change: served(tenths: 20, "60", .item)),
    row(
      "breaks for 件", all, finds: "D08 high 值1 -20.00 2024-02-02",
      change: served(tenths: 20, "50", .item)),
  ]

  static let silent = [
    row("silent: no standard", []),
    row("silent: a standard without duty", [.init("1000")]),
    row("silent: a line of cases is not of duty", [.init("1000")], change: served("60", .item)),
    row("silent: no line for the unit", day("200"), change: served("120", .halfDay)),
    row(
      "silent: the line asks where it was served", day(.init("150", to: "150", band: "跨县"))),
    row(
      "silent on the day before the standard is in force",
      [.init("1000", from: "2024-02-03", duty: [.day: "150"])]),
    row(
      "speaks on its first day", [.init("1000", from: "2024-02-02", duty: [.day: "150"])],
      finds: "D08 high 值1 50.00 2024-02-02"),
    row(
      "speaks on its last day",
      [.init("1000", until: "2024-02-02", duty: [.day: "150"])],
      finds: "D08 high 值1 50.00 2024-02-02"),
    row("silent after it", [.init("1000", until: "2024-02-01", duty: [.day: "150"])]),
    row("belongs to the duty day: silent elsewhere", day("150"), year: 2025),
    row("silent: the duty lies after the as-of day", day("150"), asOf: "2024-02-01"),
    row(
      "speaks from the duty day on", day("150"), asOf: "2024-02-02",
      finds: "D08 high 值1 50.00 2024-02-02"),
    row("silent: nobody knows the duty", day("150")) { $0.shifts = [] },
  ]

  static let versions = [
    row("the last day of the old version", twoVersions("2024-02-03")),
    row(
      "the first day of the new version, whatever chooses the version for cases",
      twoVersions("2024-02-02"), finds: "D08 high 值1 -50.00 2024-02-02"),
    row("silent: the new version has no duty", twoVersions("2024-02-02", duty: [:])),
    row(
      "a version from before the office had one", twoVersions("2024-02-02", old: [:]),
      finds: "D08 high 值1 -50.00 2024-02-02"),
  ]

  private static func twoVersions(
    _ day: String, old: [DutyUnit: DutyAmount] = [.day: "200"],
    duty: [DutyUnit: DutyAmount] = [.day: "250"]
  ) -> [StandardPlan] {
    [
      .init("1000", by: .claim, duty: old),
      .init("1500", number: "标2", from: day, by: .assignment, replaces: ["标1"], duty: duty),
    ]
  }

  @Test("a finding names both rates, the standard and its line, and speaks beside D01")
  func words() throws {
    var book = try InventedBook.cleanDuty()
    book.shifts[0].amount = try .yuan("250")
    let plans = Self.day(.init("150", to: "180"))
    let period = Period(year: try .of(2024))
    let found = try StandardRow.findings(in: book, under: plans, period, of: "D08")
    #expect(
      found.map(\.message) == [
        "值班 值1 登记的标准是每天 200.00 元，按测试标准（标1）“值班天”应为 150.00 至 180.00 元，1 天相差 20.00 元"
      ])
    #expect(try StandardRow.findings(in: book, under: plans, period, of: "D01").count == 1)
  }
}
