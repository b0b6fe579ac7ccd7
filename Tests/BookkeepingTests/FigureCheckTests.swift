import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("要结的数字由两条路算得一样")
struct FigureCheckTests {
  @Test(
    "the figures of random books are SQLite's own sums",
    arguments: [11, 12, 13, 14, 15, 16, 17, 18] as [UInt64])
  func same(seed: UInt64) throws {
    let office = try BatchOffice(RandomYears.book(seed: seed)).office
    for year in RandomYears.years {
      let book = try ReconcileYear(office.store)(Period(year: .of(year))).result.book
      let problems = try office.store.read { try $0.figureProblems(book) }
      #expect(problems == [], "seed \(seed), \(year)")
    }
  }

  @Test("a figure that the ledger does not come to is named")
  func other() throws {
    let store = try BatchOffice(RandomYears.book(seed: 11)).office.store
    let book = try ReconcileYear(store)(Period(year: .of(2024))).result.book
    let empty = try BatchOffice().office
    let keys = try empty.store.read { try $0.figureProblems(book) }.map(\.key)
    #expect(keys.contains("受理案件") && keys.contains("以案定补净支出"))
  }
}
