import Testing
import TextCheck

/// A text and what must be said of it: kind, outcome and the figure printed, in order.
struct TextRow: CustomTestStringConvertible, Sendable {
  let text: String
  let expected: [String]
  var testDescription: String { String(text.prefix(40)) }

  init(_ text: String, _ expected: String...) {
    self.text = text
    self.expected = expected
  }

  /// `sum pass 364`, for each check.
  var found: [String] {
    Self.checks(text).map { "\($0.kind.rawValue) \($0.outcome.rawValue) \($0.stated ?? "-")" }
  }

  static func checks(_ text: String) -> [Check] { PublishedText(utf8: Array(text.utf8)).checks() }
}

/// A text whose figures agree, and the same with a slip.
struct TextPair: CustomTestStringConvertible, Sendable {
  let holding: String
  let broken: String
  var testDescription: String { String(holding.prefix(40)) }

  init(_ holding: String, _ broken: String) {
    self.holding = holding
    self.broken = broken
  }

  /// Holds the right text to be read and not accused, and the slip to be found.
  func expectRead() {
    let right = TextRow.checks(holding)
    #expect(right.contains { $0.outcome == .pass }, "\(holding): nothing read")
    #expect(odd(right).isEmpty, "\(holding): \(odd(right).map(\.message))")
    #expect(!odd(TextRow.checks(broken)).isEmpty, "\(broken): nothing found")
  }

  private func odd(_ checks: [Check]) -> [Check] { checks.filter { $0.outcome == .contradiction } }
}

/// A text of which nothing may be accused.
struct HonestText: CustomTestStringConvertible, Sendable {
  let text: String
  var testDescription: String { String(text.prefix(40)) }

  init(_ text: String) {
    self.text = text
  }

  func expectUnaccused() {
    let odd = TextRow.checks(text).filter { $0.outcome == .contradiction }
    #expect(odd.isEmpty, "\(odd.map(\.message))")
  }
}
