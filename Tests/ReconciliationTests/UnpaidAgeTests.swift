import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("未付账龄")
struct UnpaidAgeTests {
  @Test(
    "the class turns on the day after its limit",
    arguments: [
      // Twenty working days after 31 January 2024 end on 4 March; see the calendar's own tests.
      ("2024-01-31", "2024-01-31", 0, 0, .inTime), ("2024-01-31", "2024-03-04", 33, 20, .inTime),
      ("2024-01-31", "2024-03-05", 34, 21, .late), ("2024-03-01", "2024-05-30", 90, 64, .late),
      ("2024-03-01", "2024-05-31", 91, 65, .over90Days),
      ("2024-03-01", "2025-03-01", 365, nil, .over90Days),
      ("2024-03-01", "2025-03-02", 366, nil, .overAYear),
      ("2024-02-29", "2025-02-28", 365, nil, .over90Days),
      ("2024-02-29", "2025-03-01", 366, nil, .overAYear),
      ("2024-12-20", "2025-01-09", 20, nil, .inTime),
      ("2024-12-20", "2025-01-10", 21, nil, .unknown),
      ("2024-06-01", "2024-05-01", 0, 0, .inTime),
    ] as [(String, String, Int, Int?, UnpaidItem.AgeClass)])
  func classes(
    since: String, asOf: String, days: Int, workdays: Int?, ageClass: UnpaidItem.AgeClass
  ) throws {
    let calendar = InventedCalendar(knowing: 2024...2024).asKept
    let age = UnpaidItem.Age(since: try .of(since), asOf: try .of(asOf), calendar)
    #expect(age.days == days && age.ageClass == ageClass, "\(age)")
    if workdays == nil || days < 40 { #expect(age.workdays == workdays) }
  }

  @Test("a case is unpaid from its first approval, for what is approved and not paid")
  func cases() throws {
    var book = try InventedBook.clean()
    book.lines = [try .sample(amount: "400")]
    let item = try #require(try book.reconcile().unpaid.first)
    #expect(item.kind == .legalAidCase && item.number == "案1" && item.firm == "甲所")
    #expect(try item.since == .of("2024-03-10") && item.amount == .yuan("1000"))
    #expect(try item.paid == .yuan("400") && item.remaining == .yuan("600"))
    book.lines.append(try .sample("凭2/1", amount: "600"))
    #expect(try book.reconcile().unpaid == [])
    book.lines[1] = try .sample("凭2/1", paid: "2025-01-03", amount: "600")
    #expect(try book.reconcile().unpaid.count == 1)
    #expect(try book.reconcile(asOf: "2025-01-03").unpaid == [])
  }

  @Test("items hold no recipient")
  func noRecipient() throws {
    for seed in UInt64(1)...200 {
      let result = try RandomBook.book(seed: seed).reconcile()
      let words = result.unpaid.map { "\($0)" } + result.lotteryChecks.map { "\($0)" }
      #expect(!words.contains { $0.contains("马某") || $0.contains("马 某") }, "seed \(seed)")
    }
  }
}
