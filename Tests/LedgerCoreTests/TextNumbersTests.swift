import LedgerCore
import Testing

@Suite("文本编号")
struct TextNumbersTests {
  @Test("a text keeps its number; one that differs in any byte has another", arguments: 0...40)
  func everyByteCounts(length: Int) {
    var texts = TextNumbers()
    let text = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
    let number = Self.number(of: text, &texts)
    #expect(Self.number(of: text, &texts) == number)
    #expect(texts.text(number) == String(decoding: text, as: UTF8.self))
    var others = [text + [UInt8(ascii: "a")]] + (length > 0 ? [Array(text.dropLast())] : [])
    for index in text.indices {
      var other = text
      other[index] = UInt8(ascii: "0")
      others.append(other)
    }
    let numbers = others.map { Self.number(of: $0, &texts) }
    #expect(Set(numbers + [number]).count == others.count + 1)
  }

  @Test("equal names share one normalised number")
  func normalisedNumbers() {
    var texts = TextNumbers()
    let names = ["甲（一）所", "甲(一)所", "甲〔一〕所"].map { Self.number(of: Array($0.utf8), &texts) }
    #expect(Set(names).count == 3)
    #expect(Set(names.map(texts.normalizedNumber)).count == 1)
  }

  private static func number(of text: [UInt8], _ texts: inout TextNumbers) -> Int32 {
    text.withUnsafeBytes { texts.number(of: $0) }
  }

  @Test("the place of a term is its place among all terms")
  func places() {
    #expect(CaseType.allCases.map(\.place) == Array(CaseType.allCases.indices))
    #expect(Outcome.allCases.map(\.place) == Array(Outcome.allCases.indices))
  }

  @Test(
    "a text stands in another only byte for byte",
    arguments: [
      ("支2024-1/1", "支2024-1", true), ("支2024-1", "支2024-1", true), ("支2024-1", "", true),
      ("", "支", false), ("aab", "ab", true), ("支2024-1", "支2024-12", false), ("（1）", "(1)", false),
    ])
  func containedBytes(text: String, other: String, isContained: Bool) {
    #expect(text.containsBytes(of: other) == isContained)
  }
}
