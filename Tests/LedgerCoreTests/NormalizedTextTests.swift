import LedgerCore
import TestSupport
import Testing

@Suite("文号与名称的规范形式")
struct NormalizedTextTests {
  @Test("normalising twice is normalising once, and so for half width and trimming")
  func idempotent() {
    for seed in UInt64(1)...3_000 {
      var generator = SeededGenerator(seed: seed)
      let text = generator.cellText()
      #expect(equal(normalized(normalized(text)), normalized(text)), "seed \(seed)")
      #expect(equal(halfWidth(halfWidth(text)), halfWidth(text)), "seed \(seed)")
      #expect(equal(text.trimmed.trimmed, text.trimmed), "seed \(seed)")
      #expect(equal(normalized(text.trimmed), normalized(text)), "seed \(seed)")
      #expect(equal(normalized(halfWidth(text)), normalized(text)), "seed \(seed)")
    }
  }

  @Test(
    "one 文号 in every width, with every kind of bracket and any white space",
    arguments: [
      "宁财指标〔2024〕30号", "宁财指标[2024]30号", "宁财指标（2024）30号", "宁财指标(2024)30号",
      "宁财指标【2024】30号", "宁财指标［２０２４］３０号", "宁财指标〔２０２４〕 30 号", " 宁财指标〖2024〗30号\u{3000}",
      "宁财指标{2024}30号", "宁财指标＜2024＞30号", "宁财指标《2024》\t30号", "宁财指标\u{200B}〔2024〕30号",
      "宁财指标「2024」30号", "宁财指标\u{FF62}2024\u{FF63}30号", "宁财指标\u{FF5F}2024\u{FF60}30号",
    ])
  func oneDocument(text: String) throws {
    let number = try DocumentNumber.of(text)
    #expect(try number == .of("宁财指标〔2024〕30号"))
    #expect(number.key == "宁财指标〔2024〕30号")
    #expect(number.printed == text.trimmed)
  }

  @Test(
    "different numbers stay different",
    arguments: [
      ("宁财〔2024〕30号", "宁财〔2024〕3号"), ("宁财2024〕30号", "宁财〔2024〕30号"), ("A1", "a1"),
      ("1-2", "12"), ("01", "1"), ("é", "e\u{301}"), ("案〇1", "案01"),
    ])
  func different(left: String, right: String) throws {
    #expect(try CaseNumber.of(left) != .of(right))
  }

  @Test("numbers are equal exactly when their keys are, byte by byte; equal numbers hash equally")
  func equality() {
    for seed in UInt64(1)...5_000 {
      var generator = SeededGenerator(seed: seed)
      guard let left = VoucherNumber(generator.cellText(length: 1...3)),
        let right = VoucherNumber(generator.cellText(length: 1...3))
      else { continue }
      #expect((left == right) == equal(left.key, right.key), "seed \(seed)")
      if left == right { #expect(left.hashValue == right.hashValue, "seed \(seed)") }
      #expect(Set([left, right]).count == (left == right ? 1 : 2), "seed \(seed)")
    }
  }

  @Test("order is by code points, as the database orders text")
  func order() {
    for seed in UInt64(1)...5_000 {
      var generator = SeededGenerator(seed: seed)
      guard let left = VoucherNumber(generator.cellText(length: 1...4)),
        let right = VoucherNumber(generator.cellText(length: 1...4))
      else { continue }
      let expected = left.key.unicodeScalars.lexicographicallyPrecedes(right.key.unicodeScalars)
      #expect((left < right) == expected, "seed \(seed)")
      #expect([left < right, right < left, left == right].filter { $0 }.count == 1, "seed \(seed)")
    }
    // UTF-16 would order these the other way round.
    #expect("\u{FF5E}".precedesByCodePoint("\u{1F600}"))
  }

  @Test("a number of white space or invisible marks only is no number")
  func empty() {
    for text in ["", " ", "\t\u{3000}", "\u{200B}\u{FEFF}"] {
      #expect(CaseNumber(text) == nil)
    }
  }

  @Test("a number read back from the store keeps its printed form")
  func stored() throws {
    let written = try CaseNumber.of("案（2024） 1 号")
    let stored = CaseNumber(key: written.key, printed: written.printed)
    #expect(stored == written)
    #expect(stored.description == "案（2024） 1 号")
  }

  @Test("line numbers of a voucher are ordered as numbers, vouchers as texts")
  func lineOrder() throws {
    let written = ["凭2/1", "凭1/10", "凭10/1", "凭1/9", "凭1/2"]
    let ordered = try written.map { try PaymentLineID.of($0) }.sorted().map(\.description)
    #expect(ordered == ["凭1/2", "凭1/9", "凭1/10", "凭10/1", "凭2/1"])
  }

  /// Equal bytes; Swift's own equality would let composed and decomposed letters pass as one.
  private func equal(_ left: String, _ right: String) -> Bool {
    Array(left.utf8) == Array(right.utf8)
  }
}
