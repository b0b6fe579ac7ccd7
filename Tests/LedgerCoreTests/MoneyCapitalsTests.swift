import LedgerCore
import TestSupport
import Testing

@Suite("人民币大写")
struct MoneyCapitalsTests {
  @Test(
    "written as 正确填写票据和结算凭证的基本规定 asks",
    arguments: [
      // The examples of the regulation itself.
      ("1409.50", "壹仟肆佰零玖元伍角整"), ("6007.14", "陆仟零柒元壹角肆分"),
      ("1680.32", "壹仟陆佰捌拾元叁角贰分"), ("107000.53", "壹拾万柒仟元伍角叁分"),
      ("16409.02", "壹万陆仟肆佰零玖元零贰分"), ("325.04", "叁佰贰拾伍元零肆分"),
      // Nothing, fen and jiao alone.
      ("0", "零元整"), ("0.05", "伍分"), ("0.50", "伍角整"), ("0.55", "伍角伍分"),
      ("1.05", "壹元零伍分"), ("1.50", "壹元伍角整"), ("10", "壹拾元整"), ("10.10", "壹拾元壹角整"),
      // Zeros inside a group and between groups.
      ("101", "壹佰零壹元整"), ("1001", "壹仟零壹元整"), ("1010", "壹仟零壹拾元整"), ("1100", "壹仟壹佰元整"),
      ("10001", "壹万零壹元整"), ("10010", "壹万零壹拾元整"), ("10100", "壹万零壹佰元整"), ("11000", "壹万壹仟元整"),
      ("100000", "壹拾万元整"), ("1000010.01", "壹佰万零壹拾元零壹分"), ("263600", "贰拾陆万叁仟陆佰元整"),
      ("255000", "贰拾伍万伍仟元整"), ("10001000", "壹仟万壹仟元整"),
      // 亿 and above.
      ("100000000", "壹亿元整"), ("100000001", "壹亿零壹元整"), ("100005000", "壹亿零伍仟元整"),
      ("100010000", "壹亿零壹万元整"), ("110000000", "壹亿壹仟万元整"), ("101000000", "壹亿零壹佰万元整"),
      ("1000000000000", "壹万亿元整"), ("1000000000005", "壹万亿零伍元整"),
      ("1000000010000", "壹万亿零壹万元整"), ("1000100000000", "壹万零壹亿元整"),
      ("1200000000000", "壹万贰仟亿元整"), ("10000000000000", "壹拾万亿元整"),
      ("-1800", "负壹仟捌佰元整"), ("-0.01", "负壹分"),
    ])
  func table(yuan: String, capitals: String) throws {
    #expect(try Money.yuan(yuan).capitals == capitals)
  }

  @Test("what is written can be read back, to the fen")
  func readBack() throws {
    for seed in UInt64(1)...3_000 {
      var generator = SeededGenerator(seed: seed)
      let amount = Money(fen: generator.factAmount().fen & sparse(&generator))
      let text = amount.capitals
      #expect(fen(reading: text) == amount.fen, "seed \(seed), \(text)")
      #expect(Money(capitals: text) == amount, "seed \(seed), \(text)")
    }
  }

  @Test(
    "what is written otherwise, or is beyond an amount of the book, is not read",
    arguments: [
      "壹佰贰元整", "佰捌元整", "捌佰", "五元", "壹元壹元", "壹角壹元", "", "元", "整", "玖仟万亿元整", "壹亿亿元整",
      "壹拾万亿亿元整", "玖仟玖佰玖拾玖万亿亿亿元整", "壹万万万万万元整",
    ])
  func unreadable(capitals: String) {
    #expect(Money(capitals: capitals) == nil)
  }

  @Test("no 零 stands twice, at the start, or before 元 unless nothing else does; 整 never after 分")
  func shape() throws {
    for fen in Array(1...20_000) + stride(from: 1, through: 100_000_000_000, by: 7_654_321) {
      let text = Money(fen: Int64(fen)).capitals
      let isWellFormed =
        !text.contains("零零") && !text.hasPrefix("零") && !text.contains("零元")
        && !text.contains("零万") && !text.contains("零亿") && text.hasSuffix("整") == (fen % 10 == 0)
      #expect(isWellFormed, "\(fen) fen: \(text)")
    }
  }

  /// A mask that makes runs of zero digits likely.
  private func sparse(_ generator: inout SeededGenerator) -> Int64 {
    generator.pick(-1, -1, 0x7FFF_FFFF_0000_0000, 0x0FF0_FF00_F00F_0FF0)
  }

  /// Reads capitals naively, digit by digit and place by place.
  private func fen(reading text: String) -> Int64 {
    let digits: [Character: Int64] = [
      "零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
    ]
    let places: [Character: Int64] = ["拾": 10, "佰": 100, "仟": 1_000]
    var sum: Int64 = 0
    var yuan: Int64 = 0
    var group: Int64 = 0
    var digit: Int64 = 0
    for character in text {
      if let value = digits[character] {
        digit = value
      } else if let place = places[character] {
        group += digit * place
        digit = 0
      } else {
        switch character {
        case "万":
          yuan += (group + digit) * 10_000
          group = 0
        case "亿":
          yuan = (yuan + group + digit) * 100_000_000
          group = 0
        case "元": sum = (yuan + group + digit) * 100
        case "角": sum += digit * 10
        case "分": sum += digit
        default: break
        }
        digit = 0
      }
    }
    return sum
  }
}
