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
    var isAbandoned = false
  }

  /// Items in order, and how far the files were read by then; without items at the end.
  package struct Batch: Sendable {
    package fileprivate(set) var items: [Item] = []
    package fileprivate(set) var bytesRead = 0
    package fileprivate(set) var bytesTotal = 0
  }

  /// What was read, and for a row that may be new its fact.
  package struct Item: Sendable {
    package let read: ImportItem
    let statement: FirstStatement?

    fileprivate init(_ item: ImportItem) {
      read = item
      statement = if case .record(let record, _) = item { FirstStatement(record) } else { nil }
    }
  }

  /// A reader over files and folders, as `ImportReader(paths:kind:)`.
  package init(paths: [String], kind: TableKind? = nil) {
    for _ in 0..<Self.batchesMax { room.signal() }
    let thread = DispatchQueue(label: "import-ahead")
    thread.async { [self] in read(paths, kind) }
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
      room.signal()
      return state.batches.removeFirst()
    }
  }

  private func read(_ paths: [String], _ kind: TableKind?) {
    var reader = ImportReader(paths: paths, kind: kind)
    var isAtEnd = false
    while !isAtEnd {
      var batch = Batch()
      batch.items.reserveCapacity(Self.batchLength)
      while batch.items.count < Self.batchLength, let item = reader.next() {
        batch.items.append(Item(item))
      }
      isAtEnd = batch.items.isEmpty
      batch.bytesRead = reader.bytesRead
      batch.bytesTotal = reader.bytesTotal
      room.wait()
      let isAbandoned = state.withLock { state in
        state.batches.append(batch)
        return state.isAbandoned
      }
      filled.signal()
      if isAbandoned { return }
    }
  }
}

extension FirstStatement {
  /// The fact of a row that rests on no other row; nil for kinds that are few, and for reversals.
  fileprivate init?(_ record: TableRecord) {
    switch record.kind {
    case .cases: self.init(LegalAidCase(record: record))
    case .claims: self.init(Claim(record: record))
    case .duty: self.init(DutyShift(record: record))
    case .payments where record.reversedLine == nil: self.init(PaymentLine(record: record))
    default: return nil
    }
  }
}
