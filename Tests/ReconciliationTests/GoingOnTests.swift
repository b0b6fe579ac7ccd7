import Foundation
import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("接着上次的对账")
struct GoingOnTests {
  private static let seeds = UInt64(20_001)...21_500

  @Test("a run that goes on, twice over, comes to what one run over the whole book comes to")
  func sameAsWhole() throws {
    for seed in Self.seeds {
      var generator = SeededGenerator(seed: seed)
      let history = try Self.history(seed: seed, using: &generator)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let period = Period(year: year, asOf: asOf)
      let calendar = RandomBook.calendar(seed: seed)
      let settings = RuleSettings(calendar: calendar.asKept)
      var kept = try Self.keptAndRead(history[0].run(period, settings))
      for (earlier, book) in zip(history, history.dropFirst()) {
        var run = ReconciliationRun(
          goingOnFrom: kept, knowing: settings.explanations, bankMatches: book.bankMatches,
          settings: settings)
        try book.bring(to: &run, from: earlier, touching: [])
        let whole = try book.run(period, settings)
        try expect(run, toBe: whole, settings, "seed \(seed)")
        kept = try Self.keptAndRead(run)
      }
    }
  }

  @Test("explanations given in between count as in one run over the whole book")
  func explainedSince() throws {
    var spoken: [RuleID: Int] = [:]
    for seed in Self.seeds where seed % 3 == 0 {
      var generator = SeededGenerator(seed: seed)
      let history = try Self.history(seed: seed, using: &generator)
      let (earlier, book) = (history[1], history[2])
      let (year, asOf) = try RandomBook.period(seed: seed)
      let period = Period(year: year, asOf: asOf)
      let findings = try earlier.reconcile(period).findings + book.reconcile(period).findings
      let given = findings.filter { _ in generator.chance(oneIn: 2) }
        .map { $0.explanationSample() }.shuffled(using: &generator)
      let before = Array(given.prefix(generator.number(0...given.count)))
      let then = RuleSettings(
        calendar: InventedCalendar.full.asKept, explanations: ExplanationRegister(before))
      let now = RuleSettings(
        calendar: InventedCalendar.full.asKept, explanations: ExplanationRegister(given))
      let kept = try Self.keptAndRead(earlier.run(period, then))
      var run = ReconciliationRun(
        goingOnFrom: kept, knowing: then.explanations, bankMatches: book.bankMatches, settings: now)
      let since = given.dropFirst(before.count).filter { $0.rule == "C03" }.map(\.subject)
      let claims = book.claims.filter { since.contains($0.number.printed) }
      try book.bring(to: &run, from: earlier, touching: Set(claims.map(\.caseNumber)))
      let whole = try book.run(period, now)
      try expect(run, toBe: whole, now, "seed \(seed)")
      for finding in try whole.finish().findings where finding.outcome == .explained {
        spoken[finding.rule, default: 0] += 1
      }
    }
    #expect(spoken["C03", default: 0] >= 20)
  }

  @Test("what is kept of a run names no person")
  func noNames() throws {
    var spoken = 0
    for seed in Self.seeds where seed % 10 == 0 {
      let book = try RandomBook.book(seed: seed)
      let run = try book.run(Period(year: .of(2024)), RuleSettings())
      // As the ledger makes it: of the facts themselves nothing is left.
      let digest: @Sendable (String) -> String = { "\($0.utf8.count)" }
      let settings = RuleSettings(explanations: ExplanationRegister(digest: digest))
      let sealed = try book.run(Period(year: .of(2024)), settings)
      let kept = sealed.kept
      let counted = String(decoding: try JSONEncoder().encode(kept.counted), as: UTF8.self)
      let text = counted + kept.packed
      for name in ["马某", "马 某", "马\u{3000}某", "承办人甲", "值班律师甲", "申报人甲"] {
        #expect(!text.contains(name), "seed \(seed): \(name)")
      }
      let facts = try run.finish().findings.flatMap(\.facts)
      spoken += facts.contains { $0.contains("马某") || $0.contains("值班律师甲") } ? 1 : 0
    }
    #expect(spoken >= 20)
  }

  /// A book of random facts as it came about, in three parts; every other one with a statement.
  private static func history(
    seed: UInt64, using generator: inout SeededGenerator
  ) throws -> [InventedBook] {
    var book = try RandomBook.book(seed: seed)
    if seed.isMultiple(of: 2) {
      let statement = try RandomStatement.book(seed: seed)
      book.lines += statement.lines
      book.bankLines = statement.bankLines
      book.bankMatches = statement.bankMatches
    }
    let middle = try book.earlier(using: &generator)
    return [try middle.earlier(using: &generator), middle, book]
  }

  /// What a run keeps, as it comes back from a file.
  private static func keptAndRead(
    _ run: ReconciliationRun
  ) throws -> ReconciliationRun.Gathered {
    let kept = run.kept
    let counted = try JSONDecoder().decode(
      ReconciliationRun.Gathered.Counted.self, from: JSONEncoder().encode(kept.counted))
    return try #require(
      Array(kept.packed.utf8).withUnsafeBufferPointer { packed in
        ReconciliationRun.Gathered(counted, packed: packed)
      })
  }

  private func expect(
    _ run: ReconciliationRun, toBe whole: ReconciliationRun, _ settings: RuleSettings,
    _ comment: Comment
  ) throws {
    let (found, expected) = (try run.finish(), try whole.finish())
    #expect(found.findings == expected.findings, comment)
    #expect(found.identities == expected.identities, comment)
    #expect(found.book == expected.book, comment)
    #expect(found.statement == expected.statement, comment)
    #expect(run.kept == whole.kept, comment)
    // Explanations are tied to the facts, of which only the digests were kept.
    #expect(found.findings.map(\.explanation) == expected.findings.map(\.explanation), comment)
    #expect(
      found.findings.map(settings.explanations.digest(of:))
        == expected.findings.map(settings.explanations.digest(of:)), comment)
  }
}
