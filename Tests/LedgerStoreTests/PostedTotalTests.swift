import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("支付累计")
struct PostedTotalTests {
  @Test("the totals of any book, at the end of any year, are what its lines come to")
  func sameAsLines() throws {
    var groups = 0
    for seed in UInt64(1)...120 {
      let book = try RandomBook.book(seed: seed)
      let store = try LedgerStore.sample()
      // Three entries, and what the last one has appended is seen before it is written.
      let parts = [book.lines.filter { !$0.isReversal }, book.lines.filter(\.isReversal)]
      for lines in parts {
        try store.append(.sample()) { writer in
          for line in lines { try writer.append(line) }
          for year in 2022...2026 {
            let day = try Day.of("\(year)-12-31")
            let seen = parts[0] + (lines == parts[0] ? [] : lines)
            #expect(try Self.sums(writer.ledger, day) == Self.sums(seen, day), "seed \(seed)")
          }
        }
      }
      try store.read { ledger in
        for day in ["2023-12-31", "2024-02-29", "2024-12-31", "2999-12-31"] {
          let day = try Day.of(day)
          let sums = try Self.sums(ledger, day)
          #expect(sums == Self.sums(book.lines, day), "seed \(seed), \(day)")
          groups += sums.count
        }
      }
      #expect(try store.problems() == [], "seed \(seed)")
    }
    #expect(groups > 500)
  }

  private static func sums(_ ledger: LedgerSnapshot, _ day: Day) throws -> [String: Int64] {
    let sums = try ledger.payments.postedSums(upTo: day)
    return Dictionary(
      uniqueKeysWithValues: sums.map { sum in
        let group = sum.group
        let reversedOn = group.reversedOn?.description ?? "-"
        return (
          "\(group.document.key) \(group.drawnIn) \(group.paidIn) \(reversedOn)", sum.amount.fen
        )
      })
  }

  private static func sums(_ lines: [PaymentLine], _ day: Day) -> [String: Int64] {
    var sums: [String: Int64] = [:]
    for line in lines where line.paidOn <= day {
      let years = "\(line.drawnOn.fiscalYear) \(line.paidOn.fiscalYear)"
      let reversedOn = line.isReversal ? line.paidOn.description : "-"
      sums["\(line.document.key) \(years) \(reversedOn)", default: 0] += line.amount.fen
    }
    return sums
  }
}
