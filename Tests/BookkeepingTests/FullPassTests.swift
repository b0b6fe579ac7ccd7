import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Reconciliation
import Schema
import TestSupport
import Testing

@Suite("全量对账的一遍")
struct FullPassTests {
  @Test("a pass in short ranges on two connections comes to what one look at each account does")
  func sameAsOneByOne() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pass-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for seed in UInt64(40_001)...40_150 {
      let book =
        try seed % 3 == 0 ? RandomBook.book(seed: seed) : NearlyPlainBook.book(seed: seed, cases: 9)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let period = Period(year: year, asOf: asOf)
      let session = try Session.inFile(folder.appending(path: "\(seed).sqlite").path)
      try session.hold(book)
      // What is said again is what stands; a claim that leaves its case is another's.
      try session.hold(book.revised(seed: seed))
      let pass = ReconcileYear(session.store, rangeLength: Int(seed % 3) + 1)
      let outcome = try pass(period)
      let expected = try session.lookAtEach(period)
      #expect(outcome.result.findings == expected.findings, "seed \(seed)")
      #expect(outcome.result.identities == expected.identities, "seed \(seed)")
      #expect(outcome.result.book == expected.book, "seed \(seed)")
    }
  }

  @Test("a statement that is screened comes to what matching each of its lines does")
  func screened() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "screen-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for seed in UInt64(1)...150 {
      let (year, asOf) = try RandomStatement.period(seed: seed)
      let period = Period(year: year, asOf: asOf)
      let session = try Session.inFile(folder.appending(path: "\(seed).sqlite").path)
      try session.hold(RandomStatement.book(seed: seed))
      let expected = try ReconcileYear(session.store)(period).result
      let screened = try ReconcileYear(session.store, screening: 1)(period).result
      #expect(screened.findings.map(\.told) == expected.findings.map(\.told), "seed \(seed)")
      #expect(screened.identities == expected.identities, "seed \(seed)")
      #expect(screened.book == expected.book, "seed \(seed)")
      #expect(screened.statement?.bridge == expected.statement?.bridge, "seed \(seed)")
    }
  }
}

extension Finding {
  /// All but the words: what is near is not said of lines that were screened.
  fileprivate var told: String {
    let day = date.map(\.description) ?? "-"
    return "\(rule) \(severity) \(subject) \(related) \(amount.fen) \(day) \(facts)"
  }
}

extension Session {
  /// The year with every account looked at by the rules, one by one.
  fileprivate func lookAtEach(_ period: Period) throws -> ReconciliationResult {
    try store.read { ledger in
      var run = try ReconciliationRun(
        period: period,
        register: FundRegister(of: ledger), bankMatches: ledger.treasury.matches(),
        bankSetAsides: ledger.treasury.setAsides(),
        settings: RuleSettings(
          calendar: WorkdayCalendar(table: CalendarTable.workdays),
          explanations: ExplanationRegister(digest: sha256)))
      try ledger.treasury.forEachLine { run.observe($0) }
      var cases: [LegalAidCase] = []
      try ledger.cases.forEachDossier { dossier in
        try run.observe(dossier)
        if let registered = dossier.legalAidCase { cases.append(registered) }
      }
      run.observe(twins: cases)
      try ledger.duty.forEachAccount { try run.observe($0) }
      try ledger.duty.forEachDay(through: period.asOf) { run.observe(dutyDay: $1, on: $0) }
      try ledger.cases.forEachSharedJudgment { run.observe(judgment: $0, cases: $1) }
      try ledger.payments.forEachUncitedLine { try run.observe(uncited: $0, $1) }
      if run.tellsEarlierFilings {
        try ledger.cases.forEachDossier { try run.observe(earlierFilingOf: $0) }
      }
      try run.askForLines { try ledger.payments.forEachLine($0) }
      return try run.finish()
    }
  }
}

extension InventedBook {
  /// Some of the register said again, with a day more or another case.
  func revised(seed: UInt64) -> InventedBook {
    var generator = SeededGenerator(seed: seed)
    var book = InventedBook()
    book.cases = cases.filter { _ in generator.chance(oneIn: 3) }.map { one in
      var one = one
      if generator.chance(oneIn: 2) { one.filedOn = one.filedOn ?? one.closing?.on }
      return one
    }
    book.claims = claims.filter { _ in generator.chance(oneIn: 3) }.map { claim in
      var claim = claim
      if generator.chance(oneIn: 4), let other = cases.first { claim.caseNumber = other.number }
      return claim
    }
    return book
  }
}
