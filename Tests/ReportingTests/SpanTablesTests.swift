import LedgerCore
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("按月表与上年对比表")
struct SpanTablesTests {
  private static let bureau = Bureau(agency: "红寺堡区司法局", region: "红寺堡区")

  @Test("the months of the table add to its totals, and the last balance is the span's")
  func months() throws {
    for seed in UInt64(50_001)...50_100 {
      guard let year = try RandomBook.yearSeen(seed: seed) else { continue }
      let book = try RandomBook.book(seed: seed)
      for period in [year] + (try year.quarterParts) {
        let document = try book.document(period)
        let table = try #require(document.tables.first { $0.id == "by_month" })
        let begun = period.span.months.count { $0.days.firstDay <= period.asOf }
        #expect(table.rows.count == begun)
        for (index, column) in table.columns.enumerated().dropFirst() {
          let cells = table.rows.map { $0[index].number }
          let total = try #require(table.totals?[index].number, "\(column.key), seed \(seed)")
          if column.key == "balance_fen" {
            #expect(cells.last == total, "seed \(seed)")
          } else {
            #expect(cells.compactMap(\.self).reduce(0, +) == total, "\(column.key), seed \(seed)")
          }
        }
      }
    }
  }

  @Test("a span's table has its months only, and an as-of day ends it")
  func monthsOfSpan() throws {
    var book = try SampleBook.odd(seed: 4)
    book.period = try Period(Span(from: .of("2024-02-10"), through: .of("2024-04-05")))
    var table = try #require(try book.document().tables.first { $0.id == "by_month" })
    let months: [ReportTable.Cell.Value] = [.text("2024-02"), .text("2024-03"), .text("2024-04")]
    #expect(table.rows.map { $0[0].value } == months)
    book.period = Period(year: book.period.year, asOf: try .of("2024-03-15"))
    table = try #require(try book.document().tables.first { $0.id == "by_month" })
    #expect(table.rows.count == 3)
  }

  @Test("this year stands beside last year with the difference and the change in percent")
  func comparison() throws {
    let document = try Self.twoYears("2024-01-01", "2024-12-31")
    let table = try #require(document.tables.first { $0.id == "year_on_year" })
    let accepted: [ReportTable.Cell.Value] = [
      .count(2), .count(1), .count(1), .percent(Percent(basisPoints: 10_000)),
    ]
    #expect(row(table, "受理案件") == accepted)
    let paid: [ReportTable.Cell.Value] = [
      .money(try .yuan("1500")), .money(try .yuan("2000")), .money(try .yuan("-500")),
      .percent(Percent(basisPoints: -2_500)),
    ]
    #expect(row(table, "以案定补案件支出") == paid)
    let appropriated: [ReportTable.Cell.Value] = [
      .money(try .yuan("100000")), .money(.zero), .money(try .yuan("100000")), .percent(nil),
    ]
    #expect(row(table, "本年拨付") == appropriated)
    #expect(row(table, "终止案件") == nil)
    #expect(table.columns.map(\.title) == ["项目", "2024年", "2023年", "增减", "增减幅度"])
  }

  @Test("a quarter is compared with the same quarter, and an as-of day with the same day")
  func sameSpan() throws {
    let document = try Self.twoYears("2024-04-01", "2024-06-30")
    let table = try #require(document.tables.first { $0.id == "year_on_year" })
    #expect(table.columns.map(\.title).contains("2023年第二季度"))
    let second = try #require(row(table, "以案定补案件支出"))
    let (now, then) = (try Money.yuan("500"), try Money.yuan("2000"))
    #expect(second[0] == .money(now) && second[1] == .money(then))
    let seen = try Self.twoYears("2024-01-01", "2024-12-31", asOf: "2024-04-30")
    let interim = try #require(seen.tables.first { $0.id == "year_on_year" })
    let paid = try #require(row(interim, "以案定补案件支出"))
    #expect(paid[1] == .money(.zero))
    #expect(interim.notes.contains { $0.contains("上年同期按截至 2023年4月30日的记录计") })
  }

  @Test("without anything of last year there is no comparison")
  func nothingBefore() throws {
    let document = try SampleBook.odd(seed: 5).document()
    #expect(document.before == nil && !document.tables.contains { $0.id == "year_on_year" })
    let empty = try InventedBook().reconcile(Period(year: .of(2023))).book
    let compared = try Document(
      of: Self.bureau, try SampleBook.odd(seed: 5).result(), yearBefore: empty,
      ledgerHead: "5f3c9a")
    #expect(!compared.tables.contains { $0.id == "year_on_year" })
  }

  /// What stands beside an item.
  private func row(_ table: ReportTable, _ item: String) -> [ReportTable.Cell.Value]? {
    table.rows.first { $0[0].value == .text(item) }?.dropFirst().map(\.value)
  }

  /// A case of 2023 with 2,000 yuan paid in May, and two of 2024 with 1,500 paid.
  private static func twoYears(
    _ first: String, _ last: String, asOf: String? = nil
  ) throws -> Document {
    var book = InventedBook()
    book.appropriations = [try .sample()]
    book.cases = [
      try .sample(closed: "2024-03-01"), try .sample("案2"),
      try .sample("案3", accepted: "2023-02-01", closed: "2023-04-01"),
    ]
    book.lines = [
      try .sample(paid: "2024-04-01", amount: "500"),
      try .sample("凭2", paid: "2024-07-01", amount: "1000"),
      try .sample("凭3", paid: "2023-05-20", amount: "2000", case: "案3"),
    ]
    let period = try Period(
      Span(from: .of(first), through: .of(last)), asOf: asOf.map { try .of($0) })
    let before = try #require(period.yearBefore)
    return try Document(
      of: bureau, book.reconcile(period), yearBefore: book.reconcile(before).book,
      ledgerHead: "5f3c9a")
  }
}

extension InventedBook {
  /// Everything that a span of the book prints, beside the year before.
  func document(_ period: Period) throws -> Document {
    try Document(
      of: Bureau(agency: "红寺堡区司法局", region: "红寺堡区"), reconcile(period),
      yearBefore: period.yearBefore.map { try reconcile($0).book }, ledgerHead: "5f3c9a")
  }
}

extension ReportTable.Cell {
  /// Fen, a count or hundredths of 万元; nil for words and for what is not known.
  var number: Int64? {
    switch value {
    case .money(let money): money?.fen
    case .count(let count): count.map { Int64($0) }
    case .wan(let wan): wan?.hundredths
    case .text, .term, .percent: nil
    }
  }
}
