import TestSupport
import Testing
import TextCheck

@Suite("公开文本核对：埋入的差错")
struct PlantedErrorTests {
  /// A sentence with a total and its parts, of which one may be changed.
  private struct Sentence {
    var parts: [Int]
    let total: Int
    let style: Int

    init(_ generator: inout SeededGenerator) {
      parts = (0..<generator.number(2...8)).map { _ in generator.number(10...900) }
      total = parts.reduce(0, +)
      style = generator.number(0...4)
    }

    /// Whether the first parts happen to make the total.
    var isRightByChance: Bool {
      parts.indices.contains { parts[...$0].reduce(0, +) == total }
    }

    private static let names = ["民事类", "刑事类", "行政类", "仲裁类", "执行类", "公证类", "鉴定类", "咨询类"]

    var text: String {
      let items = zip(Self.names, parts).map { "\($0)\($1)件" }
      switch style {
      case 0: return "全年办理法律援助案件\(total)件，其中\(items.joined(separator: "、"))。"
      case 1: return "全年办理法律援助案件\(total)件，其中：\(items.joined(separator: "，"))。"
      case 2: return "全年办理法律援助案件\(total)件（\(items.joined(separator: "、"))）。"
      case 3: return "\(items.joined(separator: "、"))，合计\(total)件。"
      default: return "共办理法律援助案件\(total)件。其中，\(items.joined(separator: "；"))。"
      }
    }
  }

  @Test("a right sentence passes; one part made larger gives exactly that contradiction")
  func planted() throws {
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      var sentence = Sentence(&generator)
      let before = TextRow("区司法局坚持便民。\n\n").text
      let behind = "\n\n下一步继续做好工作，举办活动\(generator.number(1...9))场。"
      let right = TextRow.checks(before + sentence.text + behind)
      #expect(right.map(\.outcome) == [.pass], "seed \(seed): \(sentence.text)")
      #expect(right.first?.line == 3, "seed \(seed)")
      let place = generator.number(0...(sentence.parts.count - 1))
      let slip = generator.number(1...max(1, sentence.total / 20))
      sentence.parts[place] += slip
      guard !sentence.isRightByChance else { continue }
      let wrong = TextRow.checks(before + sentence.text + behind)
      #expect(wrong.map(\.outcome) == [.contradiction], "seed \(seed): \(sentence.text)")
      #expect(wrong.first?.parts == sentence.parts.map { "\($0)" }, "seed \(seed)")
      #expect(wrong.first?.computed == "\(sentence.total + slip)", "seed \(seed)")
    }
  }

  @Test("layout changes nothing: widths, line breaks, spaces and line ends")
  func layout() {
    for seed in UInt64(0)..<100 {
      var generator = SeededGenerator(seed: seed)
      let text = Sentence(&generator).text
      let wide = text.unicodeScalars.map { scalar in
        (0x30...0x39).contains(scalar.value)
          ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
      }
      var widened = String.UnicodeScalarView()
      widened.append(contentsOf: wide)
      let broken = text.map { $0 == "件" ? "件\r\n" : String($0) }.joined()
      let spaced = text.replacing("件", with: " 件 ").replacing("，", with: ", ")
      let expected = TextRow(text).found
      for variant in [String(widened), broken, spaced] {
        #expect(TextRow(variant).found == expected, "seed \(seed): \(variant)")
      }
    }
  }
}
