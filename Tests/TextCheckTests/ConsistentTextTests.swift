import TestSupport
import Testing
import TextCheck

/// What must hold of any paragraph whose figures agree, and of one in which a digit was changed.
@Suite("公开文本核对：任意的段落")
struct ConsistentTextTests {
  @Test("three thousand consistent paragraphs in any wording are never accused")
  func honest() {
    for seed in UInt64(0)..<3_000 {
      let text = InventedParagraph(seed: seed).text
      let odd = TextRow.checks(text).filter {
        $0.outcome == .contradiction || $0.outcome == .rounding
      }
      #expect(odd.isEmpty, "seed \(seed): \(odd.map(\.message)) in \(text)")
    }
  }

  @Test("any one digit changed in a relation that reads as holding is reported")
  func slips() {
    var count = 0
    for seed in UInt64(0)..<400 {
      let text = InventedParagraph(seed: seed).text
      var generator = SeededGenerator(seed: seed)
      for check in TextRow.checks(text) where check.outcome == .pass {
        guard let (changed, figure) = Self.slip(in: text, check, &generator) else { continue }
        count += 1
        let odd = TextRow.checks(changed).filter { $0.outcome == .contradiction }
        #expect(!odd.isEmpty, "seed \(seed): \(figure) in \(changed)")
      }
    }
    #expect(count > 1_000)
  }

  /// The text with one digit of the figure that a check states changed, where it stands but once.
  private static func slip(
    in text: String, _ check: Check, _ generator: inout SeededGenerator
  ) -> (String, figure: String)? {
    guard let stated = check.stated else { return nil }
    // Marks tell where it stands; a figure that is a sum of two is nowhere.
    let parts = check.marked.split(separator: "【").dropFirst().compactMap {
      $0.split(separator: "】").first.map(String.init)
    }
    guard let printed = parts.first(where: { $0.hasPrefix(stated) }),
      text.components(parting: printed) == 2
    else { return nil }
    var scalars = Array(printed.unicodeScalars)
    let digits = scalars.indices.filter { (0x30...0x39).contains(scalars[$0].value) }
    // A rate may be cut off instead of rounded, and the last digit of 万元 come from rounding.
    let isRounded = printed.hasSuffix("%") || printed.hasSuffix("万元")
    let places = isRounded ? Array(digits.dropLast()) : digits
    guard let place = generator.pick(from: places) else { return nil }
    let old = Int(scalars[place].value) - 0x30
    var new = (old + generator.number(1...9)) % 10
    if place == digits.first, new == 0 { new = old == 9 ? 8 : old + 1 }
    scalars[place] = Unicode.Scalar(UInt8(new + 0x30))
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return (text.replacing(printed, with: String(view)), printed)
  }
}

extension String {
  /// Into how many pieces a word parts a text.
  fileprivate func components(parting word: String) -> Int {
    split(separator: word, omittingEmptySubsequences: false).count
  }
}
