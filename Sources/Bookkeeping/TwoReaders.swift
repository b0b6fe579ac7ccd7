import Foundation
import LedgerCore
import LedgerStore
import Synchronization

/// Work that two readers share, each on a thread and a connection of its own, in one state of the
/// ledger.
final class TwoReaders: Sendable {
  private let body: @Sendable (LedgerSnapshot) throws -> Void
  private let stop: @Sendable () -> Void
  private let failure = Mutex<(any Error)?>(nil)

  /// - Parameters:
  ///   - body: Takes what is to be done, piece by piece, until nothing is left.
  ///   - stop: Leaves nothing to be done: called when a body has failed.
  init(
    _ body: @escaping @Sendable (LedgerSnapshot) throws -> Void,
    stop: @escaping @Sendable () -> Void
  ) {
    self.body = body
    self.stop = stop
  }

  /// Does the work.
  ///
  /// - Parameters:
  ///   - ledger: Of the transaction under way.
  ///   - store: Where a second connection may be had; nil where one reader does it alone.
  /// - Throws: The first failure of either thread.
  func work(_ ledger: LedgerSnapshot, beside store: LedgerStore?) throws {
    let other = DispatchGroup()
    if let store {
      let head = try ledger.journal.head()
      let listener = WorkShare.listener
      DispatchQueue.global().async(group: other) {
        WorkShare.$listener.withValue(listener) {
          self.attempt { try store.readBeside(head: head, self.body) }
        }
      }
    }
    attempt { try body(ledger) }
    other.wait()
    if let failure = failure.withLock(\.self) { throw failure }
  }

  private func attempt(_ work: () throws -> Void) {
    do {
      try work()
    } catch {
      failure.withLock { $0 = $0 ?? error }
      stop()
    }
  }
}
