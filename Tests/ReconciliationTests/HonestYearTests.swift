import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("几年都没有差错的账")
struct HonestYearTests {
  @Test("honest books of several years show nothing that counts, at any turn of the year")
  func nothing() throws {
    for seed in UInt64(1)...300 {
      let book = try HonestYears.book(seed: seed)
      for number in HonestYears.years {
        let year = try FiscalYear.of(number)
        for asOf in [nil, try Day.of("2026-06-30")] {
          let result = try book.reconcile(
            Period(year: year, asOf: asOf), under: InventedCalendar(knowing: 2022...2027))
          let found = result.findings.filter { $0.severity != .info }.map(\.summary)
          #expect(
            found.isEmpty, "seed \(seed), \(year) as of \(asOf?.description ?? "31 December")")
          let broken = result.identities.filter { $0.outcome == .contradiction }.map(\.id)
          #expect(
            broken.isEmpty, "seed \(seed), \(year) as of \(asOf?.description ?? "31 December")")
        }
      }
    }
  }

  @Test("they have what can go wrong: returns, corrections, payments across years, carried money")
  func variety() throws {
    var seen: [String: Int] = [:]
    for seed in UInt64(1)...300 {
      let book = try HonestYears.book(seed: seed)
      seen["returns", default: 0] += book.lines.count { $0.reverses?.kind == .bankReturn }
      seen["corrections", default: 0] += book.lines.count { $0.reverses?.kind == .correction }
      seen["returns of last year", default: 0] += book.lines.count { line in
        line.reverses.map { $0.kind == .bankReturn && $0.paidOn.year < line.paidOn.year } ?? false
      }
      seen["carried rows", default: 0] += book.appropriations.count(where: \.isCarriedOver)
      seen["bank lines of the next year", default: 0] += book.bankLines.count { bank in
        book.lines.contains { $0.id.voucher == bank.voucher && $0.paidOn.year < bank.bookedOn.year }
      }
    }
    for (what, count) in seen { #expect(count >= 20, "\(what)") }
  }
}
