import LedgerCore
import TestSupport
import Testing

@Suite("金额")
struct MoneyLawTests {
  @Test("checked addition commutes, or throws on both sides")
  func additionCommutes() {
    for seed in UInt64(1)...2_000 {
      var generator = SeededGenerator(seed: seed)
      let left = generator.money()
      let right = generator.money()
      let (sum, overflow) = left.fen.addingReportingOverflow(right.fen)
      #expect((try? left + right) == (overflow ? nil : Money(fen: sum)), "seed \(seed)")
      #expect((try? left + right) == (try? right + left), "seed \(seed)")
    }
  }

  @Test("what was added can be taken away again")
  func subtractionUndoesAddition() throws {
    for seed in UInt64(1)...2_000 {
      var generator = SeededGenerator(seed: seed)
      let left = generator.factAmount()
      let right = generator.factAmount()
      #expect(try left + right - right == left, "seed \(seed)")
      #expect(try left - right + right == left, "seed \(seed)")
    }
  }

  @Test("a sum, difference or product outside 64 bits throws and never wraps")
  func overflowThrows() {
    let largest = Money(fen: .max)
    let smallest = Money(fen: .min)
    let one = Money(fen: 1)
    #expect(throws: MoneyOverflow.self) { try largest + one }
    #expect(throws: MoneyOverflow.self) { try smallest - one }
    #expect(throws: MoneyOverflow.self) { try Money.zero - smallest }
    #expect(throws: MoneyOverflow.self) { try [largest, one, Money(fen: -1)].total() }
    #expect(throws: MoneyOverflow.self) { try largest.times(Quantity(tenths: 10)) }
    #expect(throws: MoneyOverflow.self) {
      var sum = largest
      try sum += one
    }
    #expect(throws: MoneyOverflow.self) {
      var sum = smallest
      try sum -= one
    }
  }

  @Test("a total is the sum of its parts in any order")
  func totalIgnoresOrder() throws {
    for seed in UInt64(1)...200 {
      var generator = SeededGenerator(seed: seed)
      let amounts = (0..<20).map { _ in generator.factAmount() }
      let sum = amounts.reduce(0) { $0 + $1.fen }
      #expect(try amounts.total().fen == sum, "seed \(seed)")
      #expect(try amounts.shuffled(using: &generator).total().fen == sum, "seed \(seed)")
    }
    #expect(try [Money]().total() == .zero)
  }

  @Test("amounts are ordered as their fen are")
  func order() {
    for seed in UInt64(1)...500 {
      var generator = SeededGenerator(seed: seed)
      let left = generator.money()
      let right = generator.money()
      #expect((left < right) == (left.fen < right.fen), "seed \(seed)")
      #expect((left == right) == (left.fen == right.fen), "seed \(seed)")
    }
  }

  @Test("数量乘以标准：四舍五入到分")
  func productRoundsHalfUp() throws {
    for seed in UInt64(1)...2_000 {
      var generator = SeededGenerator(seed: seed)
      let rate = generator.number(0...1_000_000)
      let tenths = generator.number(1...500)
      // Naively: whole fen, and one more when five tenths or more are left.
      let whole = rate * tenths / 10
      let expected = whole + (rate * tenths - whole * 10 >= 5 ? 1 : 0)
      let product = try Money(fen: Int64(rate)).times(Quantity(tenths: Int64(tenths)))
      #expect(product.fen == Int64(expected), "seed \(seed)")
    }
  }

  @Test(
    "数量乘以标准的边界",
    arguments: [
      ("0.01", 5, "0.01"), ("0.01", 4, "0.00"), ("33.33", 15, "50.00"), ("33.31", 15, "49.97"),
      ("200", 10, "200.00"), ("200", 5, "100.00"), ("0.05", 1, "0.01"), ("0.04", 1, "0.00"),
    ])
  func productAtBoundary(rate: String, tenths: Int, expected: String) throws {
    let product = try Money.yuan(rate).times(Quantity(tenths: Int64(tenths)))
    #expect(product.yuanText == expected)
  }

  @Test("a quantity is written with one decimal only when it has one")
  func quantityText() {
    #expect(
      [5, 10, 15, 100, 101].map { Quantity(tenths: $0).text } == ["0.5", "1", "1.5", "10", "10.1"])
    #expect(Quantity(tenths: 9) < Quantity(tenths: 10))
  }
}
