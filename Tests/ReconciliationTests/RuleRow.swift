import LedgerCore
import Reconciliation
import TestSupport
import Testing

/// One row of a rule's table: a clean book, what is changed in it, and what is then found.
struct RuleRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let base: InventedBook.Base
  let period: @Sendable () throws -> Period
  /// As ``Finding/summary`` writes them, in the order of the statement.
  let expected: [String]
  let change: @Sendable (inout InventedBook) throws -> Void

  /// A row that starts from a clean book.
  ///
  /// - Parameters:
  ///   - name: What is the case, as a sentence.
  ///   - expected: The findings of the rules in ``judgedRules``; none when the rule holds.
  ///   - year: The year judged.
  ///   - asOf: The last day seen; 31 December of the year for nil.
  ///   - base: The clean book it starts from.
  ///   - change: What is different from the clean book.
  init(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    in base: InventedBook.Base = .clean,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in }
  ) {
    testDescription = name
    self.base = base
    self.expected = expected
    self.change = change
    period = { Period(year: try .of(year), asOf: try asOf.map { try .of($0) }) }
  }

  /// Reconciles the row's book and compares, in three orders of the facts.
  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    var book = try InventedBook.of(base)
    try change(&book)
    var generator = SeededGenerator(seed: 1)
    for _ in 1...3 {
      let found = try book.reconcile(period()).findings.judged.map(\.summary)
      #expect(found == expected, "\(testDescription)", sourceLocation: sourceLocation)
      book = book.shuffled(using: &generator)
    }
  }
}

/// The rules these tests judge; a rule that is written later has tests of its own.
let judgedRules: Set<RuleID> = [
  "F01", "F02", "F03", "F04", "F06", "P01", "P02", "P03", "P04", "P05", "P06", "P09", "C01", "C03",
  "K01", "D01", "D03", "D04", "D05",
]

extension [Finding] {
  /// Those of the rules these tests judge.
  var judged: [Finding] { filter { judgedRules.contains($0.rule) } }
}

extension Finding {
  /// Rule, severity, subject, amount in yuan, day or `-`: all that rules.md fixes of a finding.
  var summary: String {
    "\(rule) \(severity) \(subject) \(amount.yuanText) \(date.map(\.description) ?? "-")"
      + (outcome == .contradiction ? "" : " \(outcome)")
  }
}

extension InventedBook {
  /// Runs the whole book through one reconciliation.
  func reconcile(_ period: Period) throws -> ReconciliationResult {
    var run = try ReconciliationRun(
      period: period, appropriations: appropriations, changes: changes, openings: openings)
    for dossier in dossiers { try run.observe(dossier) }
    for account in dutyAccounts { try run.observe(account) }
    try run.observe(uncited: uncitedLines)
    return try run.finish()
  }

  /// Runs the whole book through the reconciliation of 2024 or another year.
  func reconcile(year: Int = 2024, asOf: String? = nil) throws -> ReconciliationResult {
    try reconcile(Period(year: .of(year), asOf: asOf.map { try .of($0) }))
  }
}

extension InventedBook {
  /// The clean books that rows start from.
  enum Base: Sendable {
    /// No fact at all.
    case empty
    /// One case with its claim and payment from one appropriation.
    case clean
    /// The same, with an opening so large that F03 has nothing to say.
    case funded
    /// One duty shift with its payment from one appropriation.
    case duty
    /// One payment of 1,000 yuan for office work: no case, no duty; with that large opening.
    case office
  }

  static func of(_ base: Base) throws -> InventedBook {
    var book = InventedBook()
    switch base {
    case .empty: return book
    case .clean: return try clean()
    case .duty: return try cleanDuty()
    case .funded: book = try clean()
    case .office:
      book.appropriations = [try .sample()]
      book.lines = [try .sample(case: nil, use: .other)]
    }
    try book.stateOpening("1000000")
    return book
  }

  /// States the opening of 2024 or another year.
  mutating func stateOpening(_ amount: String, year: Int = 2024) throws {
    openings.append(OpeningBalance(fiscalYear: try .of(year), amount: try .yuan(amount)))
  }
}
