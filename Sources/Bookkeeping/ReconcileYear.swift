package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Reconciles one year of a ledger (对账): streams the book once through the rules.
///
/// What a complete run gathered is kept beside the ledger file. The next run of the same year under
/// the same rules looks again only at what was appended since, and comes to the same result.
package struct ReconcileYear {
  private let store: LedgerStore
  private let isFull: Bool
  private let rangeLength: Int

  /// - Parameters:
  ///   - store: The ledger.
  ///   - isFull: Look at everything, whatever was kept.
  ///   - rangeLength: How many cases a thread takes at a time: a few of SQLite's pages, so that
  ///     they are read once.
  package init(_ store: LedgerStore, isFull: Bool = false, rangeLength: Int = 4_096) {
    self.store = store
    self.isFull = isFull
    self.rangeLength = rangeLength
  }

  /// The year as reconciled, and the ledger it was read from.
  package struct Outcome: Sendable {
    package let bureau: Bureau
    /// The digest of the last journal entry: printed on the statement.
    package let ledgerHead: String
    package let result: ReconciliationResult
    /// The book of the same span of the year before; nil when it was not asked for, or when the
    /// ledger has nothing of it.
    package let yearBefore: YearBook?
    package let extent: Extent
  }

  /// How much was looked at.
  package enum Extent: Equatable, Sendable, CustomStringConvertible {
    case full
    /// What was appended since an entry of the journal.
    case since(entry: Int, accounts: Int, hasStatement: Bool)

    package var description: String {
      switch self {
      case .full: "全量对账"
      case .since(let entry, let accounts, let hasStatement):
        "增量对账：重查第 \(entry) 号流水以来有变动的卷宗、值班和支付 \(accounts) 项"
          + (hasStatement ? "，国库流水全部重新核对" : "") + "，其余沿用上次的结果（--full 全部重查）"
      }
    }
  }

  /// Reads one snapshot and judges it.
  ///
  /// - Parameters:
  ///   - period: The year, or the span of it that figures are asked of.
  ///   - comparing: Whether the year before is read as well.
  /// - Returns: The year with its findings, and where asked for the book of the year before.
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func callAsFunction(_ period: Period, comparing: Bool = false) throws -> Outcome {
    let (outcome, saved) = try store.read { reader in
      let pass = try pass(over: period, reader)
      let before =
        try comparing
        ? period.yearBeforeRecorded(in: reader).map { try self.pass(over: $0, reader) } : nil
      let outcome = try Self.outcome(
        of: pass.run, yearBefore: before?.run.book, pass.extent, reader)
      return (outcome, [pass.saved, before?.saved].compactMap(\.self))
    }
    for run in saved { run.write(beside: store) }
    return outcome
  }

  /// The same over everything, with lawyers told apart by name; nothing of it is kept.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func namingLawyers(_ period: Period) throws -> Outcome {
    try store.read { reader in
      try Self.outcome(
        of: Self.run(period, reader, namesLawyers: true), yearBefore: nil, .full, reader)
    }
  }

  /// One pass: the run, how much it looked at, and what is to be kept of it.
  private func pass(
    over period: Period, _ reader: LedgerReader
  ) throws -> (run: ReconciliationRun, extent: Extent, saved: SavedRun?) {
    guard let file = SavedRun.path(beside: store, period) else {
      return (try run(period, reader), .full, nil)
    }
    let basis = try SavedRun.Basis(period, reader)
    let kept = isFull ? nil : SavedRun.read(from: file, on: basis, reader)
    if let (run, extent, isWorthKeeping) = try kept.flatMap({ try Self.goOn(from: $0, reader) }) {
      return (run, extent, isWorthKeeping ? try SavedRun(basis, run.kept, reader) : nil)
    }
    let run = try self.run(period, reader)
    return (run, .full, try SavedRun(basis, run.kept, reader))
  }

  private func run(_ period: Period, _ reader: LedgerReader) throws -> ReconciliationRun {
    try Self.run(period, reader, beside: store, rangeLength)
  }

  /// The same inside a transaction that is under way, over everything.
  static func outcome(
    _ period: Period, _ reader: LedgerReader, comparing: Bool = false
  ) throws -> Outcome {
    let before =
      try comparing ? period.yearBeforeRecorded(in: reader).map { try run($0, reader) } : nil
    return try outcome(of: Self.run(period, reader), yearBefore: before?.book, .full, reader)
  }

  private static func outcome(
    of run: ReconciliationRun, yearBefore: YearBook?, _ extent: Extent, _ reader: LedgerReader
  ) throws -> Outcome {
    Outcome(
      bureau: try reader.bureau(), ledgerHead: try reader.head(), result: try run.finish(),
      yearBefore: yearBefore, extent: extent)
  }

  /// A run over everything; what is read beside the transaction under way is the same state.
  private static func run(
    _ period: Period, _ reader: LedgerReader, namesLawyers: Bool = false,
    beside store: LedgerStore? = nil, _ rangeLength: Int = 1 << 12
  ) throws -> ReconciliationRun {
    var run = try ReconciliationRun(
      period: period, appropriations: reader.appropriations(),
      changes: reader.appropriationChanges().map(\.change), openings: reader.openings(),
      carried: reader.carriedOpenings(), bankMatches: reader.bankMatches(),
      settings: reader.ruleSettings(), namesLawyers: namesLawyers)
    try reader.forEachBankLine { run.observe($0) }
    return try FullPass(run, period, rangeLength)(reader, beside: store)
  }
}

extension ReconcileYear {
  /// The run that was kept, with what was appended since.
  ///
  /// A few accounts are looked at again by the next run in less time than it takes to keep them.
  ///
  /// - Returns: nil when too much changed for it, or something that every account rests on.
  private static func goOn(
    from saved: SavedRun, _ reader: LedgerReader
  ) throws -> (run: ReconciliationRun, extent: Extent, isWorthKeeping: Bool)? {
    var touched = try reader.touched(since: saved.entry)
    guard !touched.isEverything else { return nil }
    for claim in try reader.claimsExplained(since: saved.entry) {
      touched.cases.insert(claim.caseNumber)
    }
    let accounts = touched.cases.count + touched.shifts.count + touched.uncited.count
    guard accounts <= saved.gathered.accountCount / 4 + 16 else { return nil }
    let known = try reader.asOf(entry: saved.entry).explanations()
    var run = ReconciliationRun(
      goingOnFrom: saved.gathered, knowing: ExplanationRegister(known, digest: sha256),
      bankMatches: try reader.bankMatches(), settings: try reader.ruleSettings())
    try run.replace(touched, since: saved.entry, reader)
    let extent = Extent.since(
      entry: saved.entry, accounts: accounts, hasStatement: run.hasStatement)
    return (run, extent, accounts > accountsNotKept || !touched.dutyDays.isEmpty)
  }

  private static let accountsNotKept = 50
}

extension ReconciliationRun {
  /// Takes out what was touched as it was, and in as it is.
  fileprivate mutating func replace(
    _ touched: TouchedFacts, since entry: Int, _ reader: LedgerReader
  ) throws {
    let before = reader.asOf(entry: entry)
    for number in touched.cases {
      try replace(before.dossier(number), by: reader.dossier(number))
    }
    for number in touched.shifts {
      try replace(before.dutyAccount(number), by: reader.dutyAccount(number))
    }
    for id in touched.uncited {
      try replace(
        uncited: id, before.uncitedLine(id), by: reader.uncitedLine(id))
    }
    for day in touched.dutyDays {
      try observe(dutyDay: reader.dutyShifts(on: day), on: day)
    }
    for judgment in touched.judgments {
      try observe(judgment: judgment, cases: reader.cases(of: judgment))
    }
    try reader.forEachBankLine { observe($0) }
    if hasStatement { try reader.forEachPaymentLine { try observe(vouchersOf: [$0]) } }
  }
}

extension Period {
  /// The same span of the year before, when the ledger has any fact of it.
  fileprivate func yearBeforeRecorded(in reader: LedgerReader) throws -> Period? {
    guard let before = yearBefore, try reader.hasFacts(in: before.span) else { return nil }
    return before
  }
}

extension LedgerReader {
  /// The claims whose repetition (C03) was explained after an entry: their approvals count now.
  fileprivate func claimsExplained(since entry: Int) throws -> [Claim] {
    try explanations(since: entry).filter { $0.rule == "C03" }.compactMap { explanation in
      try ClaimNumber(explanation.subject).flatMap { try claim($0) }
    }
  }
}
