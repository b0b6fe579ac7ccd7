import Foundation
import LedgerCore
import LedgerStore
import Reconciliation
import Synchronization

/// One pass over everything in a ledger, shared between two threads where there is enough to do.
///
/// The case numbers are parted into short ranges that the threads take in turn; each reads on a
/// connection of its own, in the same state of the ledger. A plain dossier is summed by its thread;
/// whatever else there is goes into the one run, one account at a time.
final class FullPass: Sendable {
  private let state: Mutex<State>
  private let plain: PlainDossiers
  private let year: FiscalYear

  private let rangeLength: Int

  private struct State {
    var run: ReconciliationRun
    var works: [Work]
    var nextRange: CaseRange?
    var failure: (any Error)?
  }

  /// What is done besides the cases, each by one thread.
  private enum Work {
    case duty
    case dutyDays
    case judgments
    case uncited
    case vouchers
  }

  /// - Parameters:
  ///   - run: With the bank lines observed, and nothing else.
  ///   - period: The run's.
  ///   - rangeLength: How many cases a range has.
  init(_ run: ReconciliationRun, _ period: Period, _ rangeLength: Int) {
    self.rangeLength = rangeLength
    plain = run.plainDossiers
    year = period.year
    let vouchers: [Work] = run.hasStatement ? [.vouchers] : []
    state = Mutex(
      State(
        run: run, works: vouchers + [.uncited, .judgments, .dutyDays, .duty], nextRange: nil))
  }

  /// Reads everything and gives the run back.
  ///
  /// - Parameters:
  ///   - reader: Of the transaction under way.
  ///   - store: Where a second connection may be had; nil for a transaction that has written.
  /// - Returns: The run, with everything observed.
  /// - Throws: The first failure of either thread.
  func callAsFunction(
    _ reader: LedgerReader, beside store: LedgerStore?
  ) throws -> ReconciliationRun {
    let first = try reader.caseRange(after: "", count: rangeLength)
    state.withLock { $0.nextRange = first }
    let other = DispatchGroup()
    // What is read in a moment needs no second connection.
    if let store, first.through != nil {
      let head = try reader.head()
      DispatchQueue.global().async(group: other) {
        self.work { work in try store.readBeside(head: head) { try work($0) } }
      }
    }
    work { work in try work(reader) }
    other.wait()
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.run
    }
  }

  /// Works with a reader until nothing is left; the first failure ends the work of all.
  private func work(_ read: ((LedgerReader) throws -> Void) throws -> Void) {
    do {
      try read { reader in
        while let work = nextWork() { try self.do(work, reader) }
        try takeDossiers(reader)
      }
    } catch {
      state.withLock { state in
        state.failure = state.failure ?? error
        state.works = []
        state.nextRange = nil
      }
    }
  }

  private func nextWork() -> Work? { state.withLock { $0.works.popLast() } }

  /// The next range of cases; each thread looks up where it ends.
  private func nextRange(_ reader: LedgerReader) throws -> CaseRange? {
    try state.withLock { state in
      guard let range = state.nextRange else { return nil }
      state.nextRange = try range.through.map {
        try reader.caseRange(after: $0, count: rangeLength)
      }
      return range
    }
  }

  private func takeDossiers(_ reader: LedgerReader) throws {
    var reading = OutlineReading()
    var plain = plain
    while let range = try nextRange(reader) {
      try reader.forEachDossier(in: range, &reading) { outline, texts in
        plain.take(outline, texts)
      } _: { dossier in
        try state.withLock { try $0.run.take(dossier) }
      }
    }
    try state.withLock { try $0.run.observe(plain, reading.texts) }
  }

  private func `do`(_ work: Work, _ reader: LedgerReader) throws {
    switch work {
    case .duty:
      try reader.forEachDutyAccount { account in
        try state.withLock { try $0.run.take(account) }
      }
    case .dutyDays:
      try reader.forEachDutyDay(in: year) { day, shifts in
        state.withLock { $0.run.observe(dutyDay: shifts, on: day) }
      }
    case .judgments:
      try reader.forEachSharedJudgment { judgment, cases in
        state.withLock { $0.run.observe(judgment: judgment, cases: cases) }
      }
    case .uncited:
      try reader.forEachUncitedLine { id, lines in
        try state.withLock { try $0.run.take(uncited: id, lines) }
      }
    case .vouchers:
      try reader.forEachPaymentLine { line in
        try state.withLock { try $0.run.observe(vouchersOf: [line]) }
      }
    }
  }
}
