import Testing
import TextCheck

/// Texts that would take minutes if anything in them were read once for each of its places.
@Suite("公开文本核对：长的文本")
struct LargeTextTests {
  private static let sentence = "全年办理案件364件，其中民事200件、刑事165件。"

  /// What is said of a text, with the lines.
  private static func found(_ text: String) -> [String] {
    TextRow.checks(text).map { "\($0.line) \($0.outcome) \($0.message)" }
  }

  @Test(
    "white space without end says what one space says",
    arguments: [" ", "\u{3000}", "\u{A0}", "\u{FEFF}"])
  func whiteSpace(space: String) {
    // Between words, and between digits, where the white space parts two numbers.
    let words = ["全年 办理案件364件，其中民事200件、刑事165件。", "全年办理第5 2期案件364件，其中民事200件、刑事165件。"]
    func text(_ count: Int) -> String {
      let wide = words.map { $0.replacing(" ", with: String(repeating: space, count: count)) }
      return (0..<6).map { wide[$0 % 2] + "\n\n" }.joined()
    }
    let small = Self.found(text(1))
    #expect(small.count { $0.contains("contradiction") } == 6)
    // As much as a paragraph may hold.
    #expect(Self.found(text(19_000 / space.utf8.count)) == small)
  }

  /// What is written again and again without ever being ended.
  private static let unended = ["<p ", "<td colspan='2' ", "< ", "</", "<p '", "&", "<p\n"]

  @Test("tags without end say what one of them says", arguments: unended)
  func tags(piece: String) {
    func text(_ count: Int) -> String {
      "<p>\(Self.sentence)</p>\n" + String(repeating: piece, count: count) + "\n\n\(Self.sentence)"
    }
    let small = TextRow.checks(text(1))
    #expect(small.map(\.outcome) == [.contradiction, .contradiction])
    let large = TextRow.checks(text(300_000 / piece.utf8.count))
    #expect(large.map(\.message) == small.map(\.message))
  }
}
