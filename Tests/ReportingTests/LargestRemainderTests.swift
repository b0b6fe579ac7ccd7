import LedgerCore
import Reporting
import Testing

@Suite("最大余数法")
struct LargestRemainderTests {
  @Test("printed parts add to the printed total, each less than a unit away", arguments: 0..<300)
  func partsAddToTotal(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let count = Int(random.next(in: 1...9))
    let parts = (0..<count).map { _ in Money(fen: random.next(in: -2_000_000...2_000_000)) }
    let total = Wan(nearest: try parts.total())
    let printed = LargestRemainder.wan(parts, addingTo: total)
    #expect(printed.reduce(0) { $0 + $1.hundredths } == total.hundredths, "seed \(seed)")
    for (part, wan) in zip(parts, printed) {
      #expect((wan.hundredths * 10_000 - part.fen).magnitude < 10_000, "seed \(seed)")
      if part.fen % 10_000 == 0 { #expect(wan.hundredths * 10_000 == part.fen, "seed \(seed)") }
    }
  }

  @Test("a total rounded either way is met", arguments: 0..<100)
  func eitherTotalIsMet(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let parts = (0..<6).map { _ in Money(fen: random.next(in: 0...900_000)) }
    let below = try parts.total().fen / 10_000
    for total in [below, below + 1] {
      let printed = LargestRemainder.wan(parts, addingTo: Wan(hundredths: total))
      #expect(printed.reduce(0) { $0 + $1.hundredths } == total, "seed \(seed)")
    }
  }

  @Test("where the nearest parts add up, they are what is printed", arguments: 0..<100)
  func nearestStands(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let parts = (0..<3).map { _ in Money(fen: random.next(in: -900_000...900_000)) }
    let nearest = parts.map(Wan.init(nearest:))
    let total = Wan(nearest: try parts.total())
    guard nearest.reduce(0, { $0 + $1.hundredths }) == total.hundredths else { return }
    #expect(LargestRemainder.wan(parts, addingTo: total) == nearest, "seed \(seed)")
  }

  @Test("among equal parts the earlier one takes the unit")
  func earlierFirst() {
    let third = Money(fen: 3_333)
    let printed = LargestRemainder.wan([third, third, third], addingTo: Wan(hundredths: 1))
    #expect(printed.map(\.hundredths) == [1, 0, 0])
    let minus = Money(fen: -3_333)
    let negative = LargestRemainder.wan([minus, minus, minus], addingTo: Wan(hundredths: -1))
    #expect(negative.map(\.hundredths) == [-1, 0, 0])
  }

  @Test("parts that do not add up before rounding are not forced to")
  func contradictionIsNotHidden() {
    let parts = [Money(fen: 10_000), Money(fen: 20_000)]
    let printed = LargestRemainder.wan(parts, addingTo: Wan(hundredths: 9))
    #expect(printed.map(\.hundredths) == [1, 2])
  }

  @Test("the largest amounts are rounded without overflow")
  func extremes() {
    let parts = [Money(fen: .max), Money(fen: .min)]
    let printed = LargestRemainder.wan(parts, addingTo: Wan(hundredths: 0))
    #expect(printed[0].hundredths + printed[1].hundredths == 0)
    #expect(Wan(nearest: Money(fen: .max)).hundredths == 922_337_203_685_478)
  }

  @Test(
    "万元 stand without trailing zeros",
    arguments: [
      (25_500_000, "25.5"), (860_000, "0.86"), (26_000_000, "26"), (0, "0"), (-360_000, "-0.36"),
      (5_000, "0.01"), (4_999, "0"), (-5_000, "-0.01"), (-4_999, "0"), (10_050_000, "10.05"),
    ])
  func wanText(fen: Int64, text: String) {
    #expect(Wan(nearest: Money(fen: fen)).text == text)
  }

  @Test("shares add to 100.00%", arguments: 0..<100)
  func sharesAddUp(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    let parts = (0..<5).map { _ in Money(fen: random.next(in: 0...5_000_000)) } + [Money(fen: 1)]
    let shares = LargestRemainder.shares(parts)
    #expect(shares.compactMap { $0?.basisPoints }.reduce(0, +) == 10_000, "seed \(seed)")
  }

  @Test("a share of nothing, or beside a negative part, has no value")
  func sharesWithoutMeaning() {
    #expect(LargestRemainder.shares([.zero, .zero]) == [nil, nil])
    #expect(LargestRemainder.shares([Money(fen: 300), Money(fen: -100)]) == [nil, nil])
  }

  @Test(
    "an execution rate is 100.00% only when all is paid to the fen",
    arguments: [
      (26_360_000, 26_000_000, "101.38%"), (25_999_999, 26_000_000, "99.99%"),
      (26_000_001, 26_000_000, "100.01%"), (26_000_000, 26_000_000, "100.00%"),
      (0, 26_000_000, "0.00%"), (1, 3, "33.33%"), (2, 3, "66.67%"), (-1, 2, "-50.00%"),
    ])
  func executionRate(paid: Int64, available: Int64, text: String) {
    #expect(Percent(paid: Money(fen: paid), of: Money(fen: available))?.text == text)
  }

  @Test("nothing available has no execution rate")
  func noExecutionRate() {
    #expect(Percent(paid: Money(fen: 5), of: .zero) == nil)
    #expect(Percent(paid: Money(fen: 5), of: Money(fen: -1)) == nil)
  }
}
