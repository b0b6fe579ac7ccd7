import LedgerCore
import LedgerStore
import Reconciliation
import Synchronization

/// One pass over everything in a ledger, shared between two threads where there is enough to do.
///
/// The case numbers are divided into short ranges that the threads take in turn; each reads on a
/// connection of its own, in the same state of the ledger. A plain dossier is summed by its thread;
/// whatever else there is goes into the one run, one account at a time.
final class FullPass: Sendable {
  private let state: Mutex<State>
  private let period: Period
  private let rangeLength: Int
  private let screening: Int

  private struct State {
    var run: ReconciliationRun
    var works: [Work]
    /// Cases that may be one another's twins.
    var twins = LikelyTwins()
    var nextRange: CaseRange?
    /// How many ranges were read, and for how many registrations there are ranges; for who listens.
    var rangesRead = 0
    var registrations = 0
  }

  /// What is done besides the cases, each by one thread.
  private enum Work {
    case duty
    case dutyDays
    case judgments
    case uncited
    case statement
  }

  /// - Parameters:
  ///   - run: With nothing observed.
  ///   - period: The run's.
  ///   - rangeLength: How many cases a range has.
  ///   - screening: From how many lines of the statement on it is screened.
  init(_ run: ReconciliationRun, _ period: Period, _ rangeLength: Int, _ screening: Int) {
    self.rangeLength = rangeLength
    self.screening = screening
    self.period = period
    state = Mutex(
      State(
        run: run, works: [.uncited, .judgments, .dutyDays, .duty, .statement], nextRange: nil))
  }

  /// Reads everything and gives the run back.
  ///
  /// - Parameters:
  ///   - ledger: Of the transaction under way.
  ///   - store: Where a second connection may be had; nil for a transaction that has written.
  /// - Returns: The run, with everything observed.
  /// - Throws: The first failure of either thread.
  func callAsFunction(
    _ ledger: LedgerSnapshot, beside store: LedgerStore?
  ) throws -> ReconciliationRun {
    let first = try ledger.cases.caseRange(after: "", count: rangeLength)
    let isTold = WorkShare.listener != nil
    let registrations = isTold ? try ledger.cases.registrationCount() : 0
    state.withLock { state in
      state.nextRange = first
      state.registrations = registrations
    }
    let readers = TwoReaders { ledger in
      while let work = self.nextWork() { try self.do(work, ledger) }
      try self.takeDossiers(ledger)
    } stop: {
      self.state.withLock { state in
        state.works = []
        state.nextRange = nil
      }
    }
    // What is read in a moment needs no second connection.
    try readers.work(ledger, beside: first.through == nil ? nil : store)
    return try state.withLock { state in
      try Self.take(state.twins, into: &state.run, ledger)
      if state.run.tellsEarlierFilings {
        try ledger.cases.forEachDossier { try state.run.observe(earlierFilingOf: $0) }
      }
      return state.run
    }
  }

  /// Looks at the cases that may be registered twice, a group at a time.
  private static func take(
    _ twins: LikelyTwins, into run: inout ReconciliationRun, _ ledger: LedgerSnapshot
  ) throws {
    for group in twins.groups(within: RuleSettings.twinDays) {
      run.observe(twins: try group.compactMap { try ledger.cases.legalAidCase($0) })
    }
  }

  private func nextWork() -> Work? { state.withLock { $0.works.popLast() } }

  /// The next range of cases; each thread looks up where it ends.
  private func nextRange(_ ledger: LedgerSnapshot) throws -> CaseRange? {
    try state.withLock { state in
      guard let range = state.nextRange else { return nil }
      state.nextRange = try range.through.map {
        try ledger.cases.caseRange(after: $0, count: rangeLength)
      }
      return range
    }
  }

  private func takeDossiers(_ ledger: LedgerSnapshot) throws {
    var reading = try OutlineReading(of: ledger)
    var plain = state.withLock { $0.run.plainDossiers }
    while let range = try nextRange(ledger) {
      try ledger.cases.forEachDossier(in: range, &reading) { outline, texts in
        plain.take(outline, texts)
      } _: { dossier in
        try state.withLock { try $0.run.take(dossier) }
      }
      tellOneMore()
    }
    try state.withLock { state in
      try state.run.observe(plain, reading.texts)
      state.twins.add(reading.twins)
    }
  }

  private func tellOneMore() {
    let (read, all) = state.withLock { state in
      state.rangesRead += 1
      return (state.rangesRead * rangeLength, state.registrations)
    }
    let done = min(read, all)
    WorkShare.tell("已看 \(done) 条案件登记，共 \(all) 条", done, of: all)
  }

  private func `do`(_ work: Work, _ ledger: LedgerSnapshot) throws {
    switch work {
    case .duty:
      try ledger.duty.forEachAccount { account in
        try state.withLock { try $0.run.take(account) }
      }
    case .dutyDays:
      try ledger.duty.forEachDay(through: period.asOf) { day, shifts in
        state.withLock { $0.run.observe(dutyDay: shifts, on: day) }
      }
    case .judgments:
      try ledger.cases.forEachSharedJudgment { judgment, cases in
        state.withLock { $0.run.observe(judgment: judgment, cases: cases) }
      }
    case .uncited:
      try ledger.payments.forEachUncitedLine { id, lines in
        try state.withLock { try $0.run.take(uncited: id, lines) }
      }
    case .statement: try takeStatement(ledger)
    }
  }

  /// The statement with the payments it is held against; a long one is screened first.
  private func takeStatement(_ ledger: LedgerSnapshot) throws {
    var lines: [BankLine] = []
    var payments: [PaymentLine] = []
    var settled = SettledLines()
    let count = try ledger.treasury.lineCount()
    guard count > 0 else { return }
    if count < screening {
      try ledger.treasury.forEachLine { lines.append($0) }
      try ledger.payments.forEachLine { payments.append($0) }
    } else {
      let screen = try screen(ledger)
      settled = screen.settled
      try ledger.treasury.forEachLine(naming: screen.rest) { lines.append($0) }
      try ledger.payments.forEachLine(of: screen.rest) { payments.append($0) }
    }
    try state.withLock { [settled, lines, payments] state in
      state.run.observe(settled: settled)
      for line in lines { state.run.observe(line) }
      try state.run.observe(vouchersOf: payments)
    }
  }

  /// The sketches are gone when the rest is read in full.
  private func screen(_ ledger: LedgerSnapshot) throws -> StatementScreen {
    var sketches = try TreasurySketches(of: ledger)
    return try StatementScreen(
      &sketches.lines, &sketches.payments, touched: sketches.touched, in: period)
  }
}
