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
      for normal in [normalized, normalizedNumber] {
        #expect(equal(normal(normal(text)), normal(text)), "seed \(seed)")
        #expect(equal(normal(text.trimmed), normal(text)), "seed \(seed)")
        #expect(equal(normal(halfWidth(text)), normal(text)), "seed \(seed)")
        #expect(equal(normal(visible(text)), normal(text)), "seed \(seed)")
      }
      #expect(equal(halfWidth(halfWidth(text)), halfWidth(text)), "seed \(seed)")
      #expect(equal(text.trimmed.trimmed, text.trimmed), "seed \(seed)")
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
    #expect(number.printed == visible(text).trimmed)
  }

  @Test(
    "one number in every compatibility form and with anything in it that shows nothing",
    arguments: [
      "方案1", "⽅案1", "方案①", "方案１", "方案¹", "方\u{AD}案1", "方\u{FE0F}案1", "方\u{E0101}案1",
      "\u{2066}方案1\u{2069}", "方\u{202E}案1", "方\u{115F}案\u{3164}1", "方\u{FFA0}案1", "方\u{34F}案1",
      "方\u{180E}案1", "方\u{2060}案1", "方\u{2800}案1", "方\u{7}案1", "方\u{9B}案1", "方\n案1", "方\u{2028}案1",
      "方\u{E0041}案1", "方\u{FFF9}案1", "\u{FEFF}方案1", "方\u{61C}案1", "方\u{A0}案1",
    ])
  func oneNumber(text: String) throws {
    let number = try CaseNumber.of(text)
    #expect(try number == .of("方案1") && number.key == "方案1")
    #expect(!number.printed.unicodeScalars.contains(where: isHidden))
    #expect(normalized(text) == "方案1")
  }

  /// Texts, and whether they are one name and one number.
  private static let pairs: [(String, String, name: Bool, number: Bool)] = [
    ("阿里·木", "阿里•木", true, false), ("阿里·木", "阿里・木", true, false),
    ("阿里·木", "阿里‧木", true, false), ("阿里·木", "阿里.木", true, false),
    ("阿里·木", "阿里．木", true, false), ("阿里·木", "阿里･木", true, false),
    ("阿里·木", "阿里∙木", true, false), ("阿里·木", "阿里⋅木", true, false),
    ("阿里 · 木", "阿里.木", true, false), ("阿里·木", "阿里木", false, false),
    ("J.Smith", "J·Smith", true, false), ("1.5", "1·5", false, false), ("甲.1", "甲·1", false, false),
    (".甲", "·甲", false, false), ("甲..乙", "甲·乙", false, false), ("é", "e\u{301}", true, true),
    ("甲（乙）", "甲〈乙〉", true, true), ("甲『乙』", "甲[乙]", true, true), ("ﾌｧﾝﾄﾞ", "ファンド", true, true),
    ("㈱甲", "(株)甲", true, true), ("王五", "王\u{AD}五", true, true), ("A1", "a1", false, false),
    ("甲-1", "甲1", false, false),
  ]

  @Test("names are one whatever their dots, brackets and forms; numbers keep their dots")
  func namesAndNumbers() {
    for (left, right, isOneName, isOneNumber) in Self.pairs {
      #expect(equal(normalized(left), normalized(right)) == isOneName, "\(left) \(right)")
      let numbers = equal(normalizedNumber(left), normalizedNumber(right))
      #expect(numbers == isOneNumber, "\(left) \(right)")
    }
  }

  @Test("a number of its own shows all that it holds and is no longer than 200 characters")
  func flaws() {
    let long = String(repeating: "案", count: 200)
    let rows: [(String, own: String?, cited: String?)] = [
      ("案1", nil, nil), (" 案（2024） 1 号\u{3000}", nil, nil), ("\t案1\n", nil, nil), (long, nil, nil),
      ("案\u{AD}1", "号码里有看不见的字符 U+00AD", nil), ("\u{FEFF}案1", "号码里有看不见的字符 U+FEFF", nil),
      ("案\u{E0101}1", "号码里有看不见的字符 U+E0101", nil), ("案\n1", "号码里有看不见的字符 U+000A", nil),
      (long + "1", "号码有 201 个字符，最多 200 个", "号码有 201 个字符，最多 200 个"),
      (long + "\u{AD}", "号码里有看不见的字符 U+00AD", nil),
    ]
    for (text, own, cited) in rows {
      #expect(NumberFlaw(of: text, isCited: false)?.description == own, "\(text)")
      #expect(NumberFlaw(of: text, isCited: true)?.description == cited, "\(text)")
    }
  }

  @Test(
    "different numbers stay different",
    arguments: [
      ("宁财〔2024〕30号", "宁财〔2024〕3号"), ("宁财2024〕30号", "宁财〔2024〕30号"), ("A1", "a1"),
      ("1-2", "12"), ("01", "1"), ("甲.乙", "甲·乙"), ("案〇1", "案01"),
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
