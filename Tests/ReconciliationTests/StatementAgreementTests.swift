import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("两个独立的国库核对")
struct StatementAgreementTests {
  private static let seeds = UInt64(1)...3_000
  /// Of the ways in which a line is left, those that take a coincidence.
  private static let ways = [
    "凑法有", "也能凑成别的流水", "撤销", "更正了几张", "是哪一张", "还可能对应", "不成立",
  ]

  @Test("the engine and a naive checker find, match and bridge the same")
  func agreement() throws {
    var spoken: [String: Int] = [:]
    for seed in Self.seeds {
      let book = try RandomStatement.book(seed: seed)
      let (year, asOf) = try RandomStatement.period(seed: seed)
      let calendar = RandomStatement.calendar(seed: seed)
      let result = try book.reconcile(Period(year: year, asOf: asOf), under: calendar)
      let naive = try NaiveStatement(book, year: year, asOf: asOf, under: calendar)
      let found = result.findings.filter { statementRules.contains($0.rule) }
      let statements = found.map(\.naively)
      guard statements == naive.statements(), result.pairs == naive.pairs() else {
        Issue.record(
          """
          seed \(seed): \(statements) \(result.pairs)
          naive: \(naive.statements()) \(naive.pairs())
          """)
        return
      }
      #expect((result.statement == nil) == naive.now.seen.isEmpty, "seed \(seed)")
      try expectFigures(result, naive, seed: seed)
      expectLeftovers(result, naive, seed: seed)
      for finding in found { spoken["\(finding.rule) \(finding.outcome)", default: 0] += 1 }
      for match in result.statement?.matches ?? [] {
        spoken[match.stage.rawValue, default: 0] += 1
      }
      for reason in result.statement?.openLines.map(\.reason) ?? [] {
        for why in Self.ways where reason.contains(why) { spoken[why, default: 0] += 1 }
      }
    }
    // A comparison of rules and stages that never speak would prove nothing.
    for rule in statementRules {
      #expect(spoken["\(rule) contradiction", default: 0] >= 100, "\(rule)")
    }
    #expect(spoken["S01 notTestable", default: 0] >= 100)
    for stage in StatementMatching.Stage.allCases {
      #expect(spoken[stage.rawValue, default: 0] >= 80, "\(stage)")
    }
    for why in Self.ways { #expect(spoken[why, default: 0] >= 10, "\(why)") }
  }

  private func expectFigures(
    _ result: ReconciliationResult, _ naive: NaiveStatement, seed: UInt64
  ) throws {
    let identity = try #require(result.identities.first { $0.id == "I07" })
    guard naive.isTestable else {
      #expect(identity.outcome == .notTestable && identity.left == nil, "seed \(seed)")
      return
    }
    let bridge = try #require(result.statement?.bridge)
    #expect(bridge.isBalanced && identity.outcome == .pass, "seed \(seed)")
    let terms = [
      bridge.ledger, bridge.before, bridge.paidOpen, bridge.returnedOpen, bridge.linesOpen,
      bridge.differences, bridge.setAside, bridge.bank,
    ].map(\.fen)
    #expect(terms == naive.figures(), "seed \(seed)")
    let sides = naive.matchedOnBothSides
    #expect(identity.left == sides.left && identity.right == sides.right, "seed \(seed)")
    #expect(result.book.examined.bankLines == naive.now.seen.count, "seed \(seed)")
  }

  private func expectLeftovers(
    _ result: ReconciliationResult, _ naive: NaiveStatement, seed: UInt64
  ) {
    let first = naive.now.seen.map(\.bookedOn).min()
    for open in result.statement?.openMovements ?? [] {
      let movement = naive.movements.first {
        $0.voucher == open.movement.voucher && $0.returned == open.movement.returned
      }
      let isCandidate = movement.map { naive.now.isCandidateOfTied($0) }
      #expect(open.isCandidate == isCandidate, "seed \(seed), \(open.movement.voucher)")
      #expect(open.isBeforeStatement == first.map { open.movement.day < $0 }, "seed \(seed)")
      #expect(!open.reason.isEmpty)
    }
    for line in result.statement?.openLines ?? [] {
      let isTied = naive.now.isTied(line.line)
      #expect((line.tie != nil) == isTied, "seed \(seed), \(line.line.reference)")
      #expect(!line.reason.isEmpty)
    }
  }

  @Test("1,000 orders of lines and vouchers give the same answer")
  func orders() throws {
    for seed in UInt64(1)...100 {
      var generator = SeededGenerator(seed: seed)
      var book = try RandomStatement.book(seed: seed)
      let period = Period(year: try .of(2024), asOf: try .of("2025-06-30"))
      let first = try book.matching(in: period)
      for _ in 1...10 {
        book = book.shuffled(using: &generator)
        #expect(try book.matching(in: period) == first, "seed \(seed)")
      }
    }
  }

  @Test("facts after the as-of day change nothing")
  func futureFactsAreUnseen() throws {
    let asOf = try Day.of("2024-12-28")
    for seed in UInt64(1)...300 {
      var book = try RandomStatement.book(seed: seed)
      let period = Period(year: try .of(2024), asOf: asOf)
      let all = try book.matching(in: period)
      book.lines.removeAll { $0.paidOn > asOf }
      book.bankLines.removeAll { $0.bookedOn > asOf }
      #expect(try book.matching(in: period) == all, "seed \(seed)")
    }
  }

}

/// The rules of the treasury's statement.
let statementRules: Set<RuleID> = ["S01", "S02", "S03", "S04", "S05", "S06"]

extension InventedBook {
  /// The book's statement held against its movements.
  func matching(in period: Period) throws -> StatementMatching? {
    try .of(
      bankLines, and: lines, decisions: bankMatches, setAsides: bankSetAsides, asOf: period.asOf)
  }
}

extension ReconciliationResult {
  /// Every line that is matched, with its stage and movements, sorted as texts.
  var pairs: [String] {
    (statement?.matches ?? []).flatMap { match in
      let numbers = match.movements.map { movement in
        movement.voucher.printed + (movement.returned.map { "退\($0)" } ?? "")
      }
      let words = numbers.sorted().joined(separator: "+")
      return match.lines.map { "\(match.stage.rawValue) \($0.reference)=\(words)" }
    }.sorted()
  }
}
