import Foundation
import LedgerCore
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("指标进度")
struct PaceTests {
  /// An appropriation with what was paid from it, and what the page says of it.
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let amount: String
    var received = "2024-01-01"
    var paid = "100"
    var paidOn = "2024-02-01"
    /// The hundredth day of the year, unless told otherwise.
    var today = "2024-04-09"
    let perDay: Int64?
    let lasts: String

    init(
      _ description: String, of amount: String, perDay: Int64?, lasts: String,
      _ change: (inout Row) -> Void = { _ in }
    ) {
      testDescription = description
      self.amount = amount
      self.perDay = perDay
      self.lasts = lasts
      change(&self)
    }
  }

  private static let rows = [
    Row("a yuan a day, and ten are left", of: "110", perDay: 100, lasts: "2024-04-19"),
    Row("less than a day lasts until today", of: "100.99", perDay: 100, lasts: "2024-04-09"),
    Row("to exactly 31 December", of: "366", perDay: 100, lasts: "2024-12-31"),
    Row("a fen short of New Year's Day", of: "366.99", perDay: 100, lasts: "2024-12-31"),
    Row("to New Year's Day", of: "367", perDay: 100, lasts: "年底以后"),
    Row("nothing is left", of: "100", perDay: 100, lasts: "已用完"),
    Row("overspent", of: "99.99", perDay: 100, lasts: "已超支"),
    Row("nothing was paid", of: "100", perDay: nil, lasts: "今年没有使用") { $0.paid = "0" },
    Row("what was paid last year is no pace", of: "110", perDay: nil, lasts: "今年没有使用") {
      $0.received = "2023-01-01"
      $0.paidOn = "2023-06-01"
    },
    Row("received ten days ago", of: "110", perDay: 1000, lasts: "2024-04-10") {
      $0.received = "2024-03-31"
      $0.paidOn = "2024-04-01"
    },
    Row("received today", of: "300", perDay: 10_000, lasts: "2024-04-11") {
      $0.received = "2024-04-09"
      $0.paidOn = "2024-04-09"
    },
    Row("on New Year's Day one day has passed", of: "300", perDay: 10_000, lasts: "2024-01-03") {
      $0.paidOn = "2024-01-01"
      $0.today = "2024-01-01"
    },
    Row("31 December, less than a day", of: "100.27", perDay: 27, lasts: "2024-12-31") {
      $0.today = "2024-12-31"
    },
    Row("31 December, a day", of: "100.28", perDay: 27, lasts: "年底以后") {
      $0.today = "2024-12-31"
    },
    Row("half a fen a day is rounded up, the days are not", of: "1", perDay: 1, lasts: "2024-07-18")
    {
      $0.paid = "0.50"
    },
    Row("less than half a fen a day", of: "0.98", perDay: 0, lasts: "2024-07-18") {
      $0.paid = "0.49"
    },
  ]

  @Test("an appropriation is told how fast it goes and how long it lasts", arguments: rows)
  func pace(_ row: Row) throws {
    var book = try SampleBook(asOf: row.today)
    book.appropriations = [try .sample(received: row.received, amount: row.amount)]
    if row.paid != "0" {
      book.uncited = [
        try .sample(paid: row.paidOn, amount: row.paid, case: nil, use: .other)
      ]
    }
    let cells = try #require(try book.balanceRows().first)
    #expect(cells[5] as? Int64 == row.perDay)
    #expect((cells[5] is NSNull) == (row.perDay == nil))
    #expect(cells[6] as? String == row.lasts)
  }

  @Test("the largest amounts there are neither trap nor wrap")
  func largest() throws {
    let half = Int64.max / 2
    for (paid, perDay, lasts) in [
      (half, 32_706_993_038_492_113, "2024-10-08"), (1, 0, "年底以后"),
      (.max - 1, 65_413_986_076_984_226, "2024-05-20"),
    ] as [(Int64, Int64, String)] {
      var book = try SampleBook(asOf: "2024-05-20")
      try book.receive("文1", .centralTransfer, fen: paid == half ? half * 2 : .max)
      try book.spend(.other, "付1", fen: paid, from: "文1")
      let cells = try #require(try book.balanceRows().first)
      #expect(cells[5] as? Int64 == perDay)
      #expect(cells[6] as? String == lasts)
    }
  }

  @Test("only money that has come and is not gone is listed")
  func listed() throws {
    var book = try SampleBook(asOf: "2024-04-09")
    book.appropriations = [
      try .sample("未到", received: "2024-04-10"), try .sample("零", amount: "0"),
      try .sample("用完", amount: "5"), try .sample("结转", year: 2023, amount: "9"),
      try .sample("结转", year: 2024, amount: "9", carriedFrom: 2023), try .sample("余", amount: "1"),
    ]
    book.uncited = [
      try .sample(paid: "2024-02-01", amount: "5", case: nil, use: .other, document: "用完")
    ]
    let rows = try book.balanceRows().map { "\($0[0]) \($0[1])" }
    #expect(rows.sorted() == ["余 2024", "用完 2024", "结转 2024"])
  }
}

extension SampleBook {
  /// The page of the day the book is seen on, with nothing due.
  func morning(
    due: DueToday? = nil, openYears: [FiscalYear] = [], backup: BackupState? = nil,
    in dialect: Dialect = .plain
  ) throws -> MorningPage {
    MorningPage(
      of: bureau, try result(),
      due: due
        ?? DueToday(
          cases: 0, caseAmount: .zero, shifts: 0, shiftAmount: .zero, payees: 0, held: []),
      openYears: openYears, backup: backup, in: dialect)
  }

  /// The rows of the page's table of balances, as its JSON has them.
  fileprivate func balanceRows() throws -> [[Any]] {
    let data = Data(try morning().printed(.json).utf8)
    let page = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let tables = try #require(page["tables"] as? [[String: Any]])
    let balances = try #require(tables.first { $0["id"] as? String == "balances" })
    return try #require(balances["rows"] as? [[Any]])
  }
}
