import LedgerCore
import Reconciliation
import TestSupport
import Testing

/// One row of a rule's table: a clean book, what is changed in it, and what is then found.
struct RuleRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let base: InventedBook.Base
  let period: @Sendable () throws -> Period
  let calendar: InventedCalendar
  /// As ``Finding/summary`` writes them, in the order of the statement.
  let expected: [String]
  let change: @Sendable (inout InventedBook) throws -> Void

  /// A row that starts from a clean book.
  ///
  /// - Parameters:
  ///   - name: What is the case, as a sentence.
  ///   - expected: The findings of the rules its table judges; none when the rule holds.
  ///   - year: The year judged.
  ///   - asOf: The last day seen; 31 December of the year for nil.
  ///   - years: The years whose official calendar is known; none for nil.
  ///   - base: The clean book it starts from.
  ///   - change: What is different from the clean book.
  init(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    knowing years: ClosedRange<Int>? = 2023...2025, in base: InventedBook.Base = .clean,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in }
  ) {
    self.init(
      name, finding: expected, year: year, asOf: asOf, knowing: years, in: base, change)
  }

  /// The same with the findings as a list, for rows that a table makes itself.
  init(
    _ name: String, finding expected: [String], year: Int = 2024, asOf: String? = nil,
    knowing years: ClosedRange<Int>? = 2023...2025, in base: InventedBook.Base = .clean,
    _ change: @escaping @Sendable (inout InventedBook) throws -> Void
  ) {
    testDescription = name
    self.base = base
    self.expected = expected
    self.change = change
    calendar = InventedCalendar(knowing: years)
    period = { Period(year: try .of(year), asOf: try asOf.map { try .of($0) }) }
  }

  /// Reconciles the row's book and compares, in three orders of the facts.
  ///
  /// - Parameters:
  ///   - rules: What is compared. The tables of the rules that stop a payment leave out those that
  ///     speak of what is left undone besides.
  ///   - sourceLocation: Where a difference is reported.
  /// - Throws: What the book throws when it is changed or reconciled.
  func check(
    judging rules: Set<RuleID> = stoppingRules, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var book = try InventedBook.of(base)
    try change(&book)
    var generator = SeededGenerator(seed: 1)
    for _ in 1...3 {
      let found = try book.reconcile(period(), under: calendar).findings
        .filter { rules.contains($0.rule) }.map(\.summary)
      #expect(found == expected, "\(testDescription)", sourceLocation: sourceLocation)
      book = book.shuffled(using: &generator)
    }
  }
}

/// The rules these tests judge; a rule that is written later has tests of its own.
let judgedRules: Set<RuleID> = actRules.union(["F05", "K02", "K03"])

/// The rules of single acts; their tables leave out what is said of balances and of the register.
let actRules: Set<RuleID> = stoppingRules.union([
  "P07", "P08", "P10", "P11", "C02", "C04", "C06", "C07", "D02", "D06", "D07",
])

/// The rules of what must not be paid, and of the registers it rests on.
let stoppingRules: Set<RuleID> = [
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
  func reconcile(
    _ period: Period, under calendar: InventedCalendar = .full,
    with standards: StandardRegister = StandardRegister(), explained: [Explanation] = []
  ) throws -> ReconciliationResult {
    try run(
      period,
      RuleSettings(
        calendar: calendar.asKept, standards: standards,
        explanations: ExplanationRegister(explained))
    ).finish()
  }

  /// A run that has seen the whole book.
  func run(
    _ period: Period, _ settings: RuleSettings, afterClosing: AfterClosing = AfterClosing(),
    namesLawyers: Bool = false
  ) throws -> ReconciliationRun {
    var run = try ReconciliationRun(
      period: period,
      register: register,
      bankMatches: bankMatches, bankSetAsides: bankSetAsides, settings: settings,
      afterClosing: afterClosing, namesLawyers: namesLawyers)
    for line in bankLines { run.observe(line) }
    for dossier in dossiers { try run.observe(dossier) }
    for account in dutyAccounts { try run.observe(account) }
    for shifts in dutyDays { run.observe(dutyDay: shifts, on: shifts[0].servedOn) }
    for judgment in judgments { run.observe(judgment: judgment.number, cases: judgment.cases) }
    run.observe(twins: cases)
    if run.tellsEarlierFilings {
      for dossier in dossiers { try run.observe(earlierFilingOf: dossier) }
    }
    for lines in uncitedLines { try run.observe(uncited: lines[0].id, lines) }
    try run.askForLines { lines.sorted { $0.id < $1.id }.forEach($0) }
    return run
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
    case session
  }

  static func of(_ base: Base) throws -> InventedBook {
    var book = InventedBook()
    switch base {
    case .empty: return book
    case .clean: return try clean()
    case .duty: return try cleanDuty()
    case .funded: book = try clean()
    case .session:
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
