package import LedgerCore

/// A random number generator that gives the same numbers for the same seed (SplitMix64).
///
/// A failing property prints its seed; the seed alone brings the failure back.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SeededGenerator {
  /// True once in the given number of times, on average.
  package mutating func chance(oneIn count: Int) -> Bool {
    Int.random(in: 0..<count, using: &self) == 0
  }

  /// One of some values.
  package mutating func pick<Element>(_ first: Element, _ rest: Element...) -> Element {
    let index = Int.random(in: 0...rest.count, using: &self)
    return index == 0 ? first : rest[index - 1]
  }

  /// One of a list's values; nil for an empty list.
  package mutating func pick<Element>(from values: [Element]) -> Element? {
    values.randomElement(using: &self)
  }

  /// A number within bounds.
  package mutating func number(_ bounds: ClosedRange<Int>) -> Int {
    Int.random(in: bounds, using: &self)
  }

  /// An amount of any size: every magnitude is as likely as any other.
  package mutating func money() -> Money {
    Money(fen: Int64(bitPattern: next()) >> Int64.random(in: 0...63, using: &self))
  }

  /// An amount that a fact may carry.
  package mutating func factAmount() -> Money {
    Money(fen: Int64.random(in: 1...Money.largestFact.fen >> number(0...40), using: &self))
  }

  /// Any day of the calendar's bounds.
  package mutating func day() -> Day {
    let span = Day.latest.days(since: .earliest)
    return Day.earliest.adding(days: number(0...span)) ?? .earliest
  }

  /// A short text of the characters that make trouble in cells: widths, brackets, invisible marks.
  package mutating func cellText(length: ClosedRange<Int> = 0...12) -> String {
    let alphabet = Array(
      ("aZ09-/._ 〔〕（）()[]【】{}《》<>「」『』案号所甲￥¥"
        + "\u{3000}\u{00A0}\u{200B}\u{FEFF}１Ａé\u{0301}\u{1F600}\u{FF5E}\t"
        + "⽅①·・．¨\u{AD}\u{FE0F}\u{3164}가\u{11A8}")
        .unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<number(length) {
      if let scalar = alphabet.randomElement(using: &self) { text.append(scalar) }
    }
    return String(text)
  }
}
