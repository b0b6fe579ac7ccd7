import LedgerCore
import TestSupport
import Testing

@testable import Desk

@Suite("字段和转义", .ownThreads)
struct FieldsTests {
  private static let seed = UInt64.random(in: 0...UInt64.max)

  /// A text of anything, and of what makes trouble in pages and addresses.
  private static func text(_ generator: inout SeededGenerator) -> String {
    let hostile = Array("<>&\"'`=/%+;#?\\{}\u{0}\u{1B}\u{7F}\u{85}\u{2028}\u{202E}\u{FFFE}\r\n\t ")
    var text = ""
    for _ in 0..<generator.number(0...12) {
      switch generator.number(0...3) {
      case 0: text.append(hostile.randomElement(using: &generator) ?? "<")
      case 1: text += generator.pick("<script>", "</title>", "&lt;", "]]>", "<!--", "&#60;", "%3C")
      case 2: text += generator.cellText()
      default:
        if let scalar = Unicode.Scalar(UInt32(generator.number(0...0x10FFFF))) {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }

  @Test("fields that are written into an address are read from it as they were")
  func roundTrip() {
    var generator = SeededGenerator(seed: Self.seed)
    for round in 0..<500 {
      let pairs = (0..<generator.number(0...4)).map { _ in
        // A line ends with one character once it is read.
        (Self.text(&generator), Self.text(&generator).replacing("\r\n", with: "\n"))
      }.map { ($0.0.replacing("\r\n", with: "\n"), $0.1) }
      let fields = Fields(pairs)
      #expect(fields.encoded.utf8.allSatisfy { (0x21...0x7E).contains($0) })
      #expect(Fields(encoded: fields.encoded) == fields, "seed \(Self.seed), round \(round)")
    }
  }

  @Test("what is no field is refused, and so are too many")
  func refused() {
    for text in ["%", "a=%4", "a=%G0", "%ff=1", "a=%c3", "a=%ed%a0%80"] {
      #expect(Fields(encoded: text) == nil, "\(text)")
    }
    #expect(Fields(encoded: "")?.pairs.isEmpty == true)
    #expect(Fields(encoded: "&&a&=b&c==&&") == Fields([("a", ""), ("", "b"), ("c", "=")]))
    #expect(Fields(encoded: "a=1+2%2B%0d%0a") == Fields([("a", "1 2+\n")]))
    let many = String(repeating: "a&", count: Fields.countMax)
    #expect(Fields(encoded: many) != nil && Fields(encoded: many + "a") == nil)
  }

  @Test("whatever text goes into a page, the page shows that text and has no other element")
  func escaping() throws {
    var generator = SeededGenerator(seed: Self.seed)
    for round in 0..<1_000 {
      let text = Self.text(&generator)
      let note = "seed \(Self.seed), round \(round): \(text.debugDescription)"
      let html: HTML = "<p title=\"\(text)\">\(text)</p><textarea>\n\(typed: text)</textarea>"
      let match = try #require(
        html.markup.wholeMatch(
          of: /<p title="([^"<>]*)">([^<>"]*)<\/p><textarea>\n([^<>]*)<\/textarea>/
            .matchingSemantics(.unicodeScalar)),
        "\(note)")
      // Characters that no page may have are left out.
      let shown = Self.allowed(printable(text))
      #expect(Self.unescaped(match.1) == shown, "\(note)")
      #expect(Self.unescaped(match.2) == shown, "\(note)")
      #expect(Self.unescaped(match.3) == Self.allowed(text), "\(note)")
    }
  }

  private static func allowed(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBreak = scalar == "\n" || scalar == "\t"
      if !isBreak, scalar.properties.generalCategory == .control { continue }
      if scalar.properties.isNoncharacterCodePoint { continue }
      result.append(scalar)
    }
    return String(result)
  }

  /// Text as a browser reads it; an `&` that begins no reference of ours is a fault of the page.
  private static func unescaped(_ markup: Substring) -> String? {
    let references = ["amp;": "&", "lt;": "<", "gt;": ">", "quot;": "\"", "#39;": "'"]
    var result = ""
    var parts = String(markup).unicodeScalars.split(
      separator: "&", omittingEmptySubsequences: false
    ).map { String($0) }
    result = parts.removeFirst()
    for part in parts {
      guard
        let found = references.first(where: {
          part.unicodeScalars.starts(with: $0.key.unicodeScalars)
        })
      else { return nil }
      result.unicodeScalars.append(contentsOf: found.value.unicodeScalars)
      result.unicodeScalars.append(
        contentsOf: part.unicodeScalars.dropFirst(found.key.unicodeScalars.count))
    }
    return result
  }
}
