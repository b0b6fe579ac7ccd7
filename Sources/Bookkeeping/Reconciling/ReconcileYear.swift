package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Reconciles one year of a ledger (对账): streams the book once through the rules.
package struct ReconcileYear {
  private let store: LedgerStore
  private let rangeLength: Int
  private let screening: Int

  /// - Parameters:
  ///   - store: The ledger.
  ///   - rangeLength: How many cases a thread takes at a time: a few of SQLite's pages, so that
  ///     they are read once.
  ///   - screening: From how many lines of the statement on those that agree with one voucher are
  ///     summed and not matched one by one; then nothing open is said to be near one of them.
  package init(_ store: LedgerStore, rangeLength: Int = 4_096, screening: Int = 50_000) {
    self.store = store
    self.rangeLength = rangeLength
    self.screening = screening
  }

  /// The year as reconciled, and the ledger it was read from.
  package struct Outcome: Sendable {
    package let bureau: Bureau
    /// The digest of the last journal entry: printed on the statement.
    package let ledgerHead: String
    package let result: ReconciliationResult
    /// The book of the same span of the year before; nil when it was not asked for, or when the
    /// ledger has nothing of it.
    package let yearBefore: YearTotals?
    /// Whether the ledger has people: printed on the statement.
    package let people: PeopleStanding
  }

  /// Reads one snapshot and judges it.
  ///
  /// - Parameters:
  ///   - period: The year, or the span of it that figures are asked of.
  ///   - comparing: Whether the year before is read as well.
  /// - Returns: The year with its findings, and where asked for the book of the year before.
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func callAsFunction(_ period: Period, comparing: Bool = false) throws -> Outcome {
    try store.read { ledger in
      try Self.outcome(
        period, ledger, comparing: comparing, beside: store, rangeLength, screening)
    }
  }

  /// The same with lawyers told apart by name.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func namingLawyers(_ period: Period) throws -> Outcome {
    try store.read { ledger in
      try Self.outcome(
        of: Self.run(period, ledger, namesLawyers: true), yearBefore: nil, ledger)
    }
  }

  /// The same inside a transaction that is under way; what is read beside it is the same state.
  static func outcome(
    _ period: Period, _ ledger: LedgerSnapshot, comparing: Bool = false,
    beside store: LedgerStore? = nil, _ rangeLength: Int = 4_096, _ screening: Int = 50_000
  ) throws -> Outcome {
    let run = try run(period, ledger, beside: store, rangeLength, screening)
    let before = comparing ? try period.yearBeforeRecorded(in: ledger) : nil
    return try outcome(
      of: run,
      yearBefore: before.map {
        try Self.run($0, ledger, beside: store, rangeLength, screening).book
      }, ledger)
  }

  private static func outcome(
    of run: ReconciliationRun, yearBefore: YearTotals?, _ ledger: LedgerSnapshot
  ) throws -> Outcome {
    var run = run
    try run.askForLines { try ledger.payments.forEachLine($0) }
    return Outcome(
      bureau: try ledger.bureau(), ledgerHead: try ledger.journal.head(), result: try run.finish(),
      yearBefore: yearBefore, people: try ledger.people.standing())
  }

  private static func run(
    _ period: Period, _ ledger: LedgerSnapshot, namesLawyers: Bool = false,
    beside store: LedgerStore? = nil, _ rangeLength: Int = 4_096, _ screening: Int = 50_000
  ) throws -> ReconciliationRun {
    let run = try ReconciliationRun(
      period: period, register: FundRegister(of: ledger), bankMatches: ledger.treasury.matches(),
      bankSetAsides: ledger.treasury.setAsides(),
      settings: RuleSettings.complete(in: ledger), afterClosing: AfterClosing(of: ledger),
      namesLawyers: namesLawyers)
    return try FullPass(run, period, rangeLength, screening)(ledger, beside: store)
  }
}

extension Period {
  /// The same span of the year before, when the ledger kept that year and has any fact of the span.
  fileprivate func yearBeforeRecorded(in ledger: LedgerSnapshot) throws -> Period? {
    guard let before = yearBefore, try ledger.years.keeps(before.year),
      try ledger.years.hasFacts(in: before.span)
    else { return nil }
    return before
  }
}
