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
