import Foundation
package import Interchange
import LedgerCore
import LedgerStore
import Synchronization

/// Reads tables on a thread of its own, a little ahead of who takes the rows into the ledger.
///
/// What comes out is what an `ImportReader` brings, in the same order, with the facts of new rows
/// made ready to be appended; a bounded number of rows is held.
package final class ImportAhead: Sendable {
  private let state = Mutex(State())
  /// One for each batch that may still be put in.
  private let room = DispatchSemaphore(value: 0)
  /// One for each batch that can be taken out.
  private let filled = DispatchSemaphore(value: 0)

  private static let batchLength = 256
  private static let batchesMax = 8

  private struct State {
    var batches: [Batch] = []
    /// What was taken out: the reading thread, which has less to do, lets go of its many texts.
    var taken: [Batch] = []
    var isAbandoned = false
  }

  /// Items in order, and how far the files were read by then; without items at the end.
  package struct Batch: Sendable {
    package fileprivate(set) var items: [ImportItem] = []
    /// The items in runs that are imported together, in their order and without gaps.
    fileprivate(set) var runs: [Run] = []
    package fileprivate(set) var bytesRead = 0
    package fileprivate(set) var bytesTotal = 0

    /// Adds an item to the last run, where it goes with it, or to a new one.
    fileprivate mutating func append(_ item: ImportItem) {
      items.append(item)
      let fact =
        if case .record(let record, _) = item { NewFact(record) } else { NewFact?.none }
      if let fact, let last = runs.indices.last, runs[last].statements?.append(fact) == true {
        runs[last].items = runs[last].items.lowerBound..<items.count
      } else {
        runs.append(
          Run(items: (items.count - 1)..<items.count, statements: fact.map(NewFacts.init)))
      }
    }
  }

  /// Items that are imported together.
  struct Run: Sendable {
    /// Their places among all.
    fileprivate(set) var items: Range<Int>
    /// The facts of rows that may be new; nil for one item that is no such row.
    fileprivate(set) var statements: NewFacts?
  }

  /// A reader over files and folders, as `ImportReader(paths:_:)`.
  package init(paths: [String], _ request: ImportRequest = ImportRequest()) {
    for _ in 0..<Self.batchesMax { room.signal() }
    let thread = DispatchQueue(label: "import-ahead")
    thread.async { [self] in read(ImportReader(paths: paths, request)) }
  }

  /// Ends the reading, whether or not everything was taken.
  package func close() {
    state.withLock { $0.isAbandoned = true }
    room.signal()
  }

  /// The next records, faults and notices; nil when all files have been read.
  package func nextBatch() -> Batch? {
    filled.wait()
    return state.withLock { state in
      // The batch of the end stays, for whoever asks again.
      guard !state.batches[0].items.isEmpty else {
        filled.signal()
        return nil
      }
      let batch = state.batches.removeFirst()
      state.taken.append(batch)
      room.signal()
      return batch
    }
  }

  private func read(_ reader: ImportReader) {
    var reader = reader
    var isAtEnd = false
    while !isAtEnd {
      var batch = Batch()
      batch.items.reserveCapacity(Self.batchLength)
      while batch.items.count < Self.batchLength, let item = reader.next() { batch.append(item) }
      isAtEnd = batch.items.isEmpty
      batch.bytesRead = reader.bytesRead
      batch.bytesTotal = reader.bytesTotal
      room.wait()
      let (isAbandoned, taken) = state.withLock { state in
        state.batches.append(batch)
        // The last of them may still be in use.
        let done = state.taken.dropLast()
        state.taken.removeFirst(done.count)
        return (state.isAbandoned, done)
      }
      filled.signal()
      withExtendedLifetime(taken) {}
      if isAbandoned { return }
    }
  }
}

extension NewFact {
  /// The fact of a row that rests on no other row; nil for kinds that are few, for reversals, for
  /// payments made again, and for rows with masked names, which must be held against what stands.
  fileprivate init?(_ record: TableRecord) {
    guard record.maskedNames.isEmpty else { return nil }
    switch record.kind {
    case .cases:
      // Details have a table of their own, and their names are held against the standards.
      let fact = LegalAidCase(record: record)
      guard fact.details == CaseDetails() else { return nil }
      self = .legalAidCase(fact)
    case .claims: self = .claim(Claim(record: record))
    case .duty: self = .shift(DutyShift(record: record))
    case .payments
    where record.reversedLine == nil && record.reissuedLine == nil
      && record.text(.approvedBy) == nil:
      self = .payment(PaymentLine(record: record))
    default: return nil
    }
  }
}
