import LedgerCore
import TestSupport
import Testing

@Suite("金额的写法")
struct MoneyTextTests {
  @Test(
    "read as people write it",
    arguments: [
      ("0", 0), ("0.00", 0), ("-0", 0), ("5", 500), ("1500", 150_000), ("1500.5", 150_050),
      ("1500.05", 150_005), ("1,500", 150_000), ("12,345,678.90", 1_234_567_890),
      ("¥1,500.50", 150_050), ("￥1500", 150_000), ("1500元", 150_000), ("¥1,500.00元", 150_000),
      ("-1500", -150_000), ("-¥1,500.50", -150_050), ("−8", -800), ("  1500 \t", 150_000),
      ("\u{3000}1500\u{A0}", 150_000), ("\u{FEFF}1500", 150_000), ("１５００", 150_000),
      ("￥１，５００．５０元", 150_050), ("－１５００", -150_000), ("0001", 100), ("0.01", 1),
      ("10000000000000", 1_000_000_000_000_000), ("-10,000,000,000,000", -1_000_000_000_000_000),
    ] as [(String, Int64)])
  func good(text: String, fen: Int64) throws {
    #expect(try Money(yuan: text).fen == fen)
  }

  @Test(
    "refused, with the cause",
    arguments: [
      ("", .empty), ("  ", .empty), ("\u{3000}", .empty),
      ("元", .unreadable), ("¥", .unreadable), ("-", .unreadable), ("abc", .unreadable),
      ("1.2.3", .unreadable), ("1500.", .unreadable), (".5", .unreadable), ("+5", .unreadable),
      ("--5", .misplacedMinus), ("1500-", .unreadable), ("(1500)", .unreadable),
      ("1 500", .unreadable), ("6.22E+18", .unreadable), ("1e3", .unreadable),
      ("一千", .unreadable), ("٣", .unreadable), ("1500元元", .unreadable), ("$5", .unreadable),
      ("¥-5", .misplacedMinus), ("￥－５", .misplacedMinus),
      ("1.800", .tooManyDecimals), ("1.800元", .tooManyDecimals), ("0.001", .tooManyDecimals),
      ("1,50", .wrongGroups), ("1,5000", .wrongGroups), (",500", .wrongGroups),
      ("1500,000", .wrongGroups), ("1,,500", .wrongGroups), ("1,500,", .wrongGroups),
      ("25万", .tenThousandUnit), ("25.5万元", .tenThousandUnit), ("1亿元", .tenThousandUnit),
      ("10000000000000.01", .tooLarge), ("99999999999999999999", .tooLarge),
    ] as [(String, MoneyTextError)])
  func bad(text: String, cause: MoneyTextError) {
    #expect(throws: cause) { try Money(yuan: text) }
  }

  @Test("each fault says what is wrong and what to write, without the text itself")
  func words() {
    let faults: [MoneyTextError] = [
      .empty, .unreadable, .tooManyDecimals, .wrongGroups, .tooLarge, .tenThousandUnit,
      .misplacedMinus,
    ]
    #expect(Set(faults.map(\.description)).count == faults.count)
    for fault in faults { #expect(fault.advice.hasPrefix("请")) }
  }

  @Test("what is printed is read back: plain, grouped, with ¥ and 元, in full width")
  func roundTrip() throws {
    for seed in UInt64(1)...1_000 {
      var generator = SeededGenerator(seed: seed)
      let sign: Int64 = generator.chance(oneIn: 2) ? -1 : 1
      let amount = Money(fen: generator.factAmount().fen * sign)
      let minus = sign < 0 ? "-" : ""
      let magnitude = Money(fen: amount.fen * sign)
      for text in [
        amount.yuanText, amount.groupedYuanText, "\(minus)¥\(magnitude.groupedYuanText)元",
        " \(minus)￥\(magnitude.yuanText) ", fullWidth(amount.groupedYuanText),
      ] {
        #expect(try Money(yuan: text) == amount, "seed \(seed), \(text)")
      }
    }
  }

  @Test(
    "printed in yuan, in groups, in 万元",
    arguments: [
      (0, "0.00", "0.00", "0"), (5, "0.05", "0.05", "0.000005"),
      (-5, "-0.05", "-0.05", "-0.000005"),
      (10_000, "100.00", "100.00", "0.01"), (99_999, "999.99", "999.99", "0.099999"),
      (100_000, "1000.00", "1,000.00", "0.1"),
      (-12_345_678, "-123456.78", "-123,456.78", "-12.345678"),
      (26_360_000, "263600.00", "263,600.00", "26.36"),
      (100_000_000, "1000000.00", "1,000,000.00", "100"),
      (.max, "92233720368547758.07", "92,233,720,368,547,758.07", "9223372036854.775807"),
      (.min, "-92233720368547758.08", "-92,233,720,368,547,758.08", "-9223372036854.775808"),
    ] as [(Int64, String, String, String)])
  func printed(fen: Int64, plain: String, grouped: String, wan: String) {
    let amount = Money(fen: fen)
    #expect(amount.yuanText == plain)
    #expect(amount.groupedYuanText == grouped)
    #expect(amount.exactWanText == wan)
  }

  private func fullWidth(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
  }
}
