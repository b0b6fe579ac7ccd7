import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("不符事项的次序")
struct FindingOrderTests {
  @Test("by severity, rule, subject, amount, day; texts by code points; no day comes first")
  func order() throws {
    let ordered = [
      try finding("P01", .block, "案1", 5), try finding("P03", .block, "案0", 1),
      try finding("P03", .block, "案1", 9), try finding("P03", .block, "案10", 1),
      // By UTF-16 the emoji would stand before the full-width tilde.
      try finding("P03", .block, "案2", 1), try finding("P03", .block, "\u{FF5E}", 1),
      try finding("P03", .block, "\u{1F600}", 1),
      try finding("C04", .high, "案1", 1), try finding("F01", .high, "文1", -3),
      try finding("F01", .high, "文1", 2), try finding("F01", .high, "文1", 10, "2023-05-01"),
      try finding("F01", .high, "文1", 10, "2024-01-01"), try finding("A01", .medium, "案1", 1),
      try finding("A01", .info, "案1", 1, nil), try finding("A01", .info, "案1", 1, "1900-01-01"),
    ]
    for seed in UInt64(1)...50 {
      var generator = SeededGenerator(seed: seed)
      let shuffled = ordered.shuffled(using: &generator)
      #expect(shuffled.sorted() == ordered, "seed \(seed)")
    }
  }

  @Test("only an unexplained contradiction above info is outstanding")
  func outstanding() throws {
    for severity in Severity.allCases {
      for outcome in [
        CheckOutcome.pass, .contradiction, .rounding, .notTestable, .explained,
      ] {
        let expected = outcome == .contradiction && severity != .info
        let isOutstanding = try finding("P01", severity, "案1", 1, outcome: outcome).isOutstanding
        #expect(isOutstanding == expected, "\(severity) \(outcome)")
      }
    }
    #expect(Severity.allCases.sorted() == [.block, .high, .medium, .info])
  }

  private func finding(
    _ rule: RuleID, _ severity: Severity, _ subject: String, _ fen: Int64, _ day: String? = nil,
    outcome: CheckOutcome = .contradiction
  ) throws -> Finding {
    Finding(
      rule: rule, severity: severity, outcome: outcome, subject: subject, related: [],
      amount: Money(fen: fen), date: try day.map { try .of($0) }, message: "")
  }
}
