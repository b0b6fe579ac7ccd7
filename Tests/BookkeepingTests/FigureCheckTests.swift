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
    let session = try BatchOffice(RandomYears.book(seed: seed)).session
    for year in RandomYears.years {
      let book = try ReconcileYear(session.store)(Period(year: .of(year))).result.book
      let problems = try session.store.read { try FigureCheck.problems(of: book, in: $0) }
      #expect(problems == [], "seed \(seed), \(year)")
    }
  }

  @Test("a figure that the ledger does not come to is named")
  func other() throws {
    let store = try BatchOffice(RandomYears.book(seed: 11)).session.store
    let book = try ReconcileYear(store)(Period(year: .of(2024))).result.book
    let empty = try BatchOffice().session
    let keys = try empty.store.read { try FigureCheck.problems(of: book, in: $0) }.map(\.key)
    #expect(keys.contains("受理案件") && keys.contains("以案定补净支出"))
  }
}
