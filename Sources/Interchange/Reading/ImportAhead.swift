import Dispatch
import Synchronization

/// Reads tables on a thread of its own, a little ahead of who takes the rows into the ledger.
///
/// What comes out is what an ``ImportReader`` brings, in the same order; a bounded number of rows
/// is held.
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
    var taken = Batch()
    var nextItem = 0
    var isAbandoned = false
  }

  /// Items in order, and how far the files were read by then; without items at the end.
  private struct Batch {
    var items: [ImportItem] = []
    var bytesRead = 0
    var bytesTotal = 0
  }

  /// A reader over files and folders: see ``ImportReader/init(paths:kind:)``.
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

  /// How much of ``bytesTotal`` had been read when the last item was.
  package var bytesRead: Int { state.withLock { $0.taken.bytesRead } }

  /// The length of all files together.
  package var bytesTotal: Int { state.withLock { $0.taken.bytesTotal } }

  /// The next record, fault or notice; nil when all files have been read.
  package func next() -> ImportItem? {
    let item: ImportItem? = state.withLock { state in
      guard state.nextItem < state.taken.items.count else { return nil }
      state.nextItem += 1
      return state.taken.items[state.nextItem - 1]
    }
    return item ?? firstOfNextBatch()
  }

  private func firstOfNextBatch() -> ImportItem? {
    filled.wait()
    return state.withLock { state in
      // The batch of the end stays, for whoever asks again.
      guard !state.batches[0].items.isEmpty else {
        filled.signal()
        return nil
      }
      state.taken = state.batches.removeFirst()
      state.nextItem = 1
      room.signal()
      return state.taken.items[0]
    }
  }

  private func read(_ paths: [String], _ kind: TableKind?) {
    var reader = ImportReader(paths: paths, kind: kind)
    var isAtEnd = false
    while !isAtEnd {
      var batch = Batch()
      while batch.items.count < Self.batchLength, let item = reader.next() {
        batch.items.append(item)
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
