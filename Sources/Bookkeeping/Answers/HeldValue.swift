package import LedgerCore
package import LedgerStore
import Synchronization

/// The state of a ledger on a day: what a full pass depends on besides what it is asked.
package struct LedgerMoment: Equatable, Sendable {
  package let head: String
  package let day: Day

  /// - Throws: A fault of the store.
  package init(_ store: LedgerStore, on day: Day) throws {
    head = try store.read { try $0.journal.head() }
    self.day = day
  }
}

/// What took a pass over the ledger, held in memory for as long as nothing it was made from has
/// moved: the head of the ledger, the day, what was asked.
///
/// Who asks while it is being made waits for it.
package final class HeldValue<Key: Equatable & Sendable, Value: Sendable>: Sendable {
  private let held = Mutex<(key: Key, value: Value)?>(nil)

  package init() {}

  /// The value of a key, made where the one at hand is another's.
  ///
  /// - Throws: What making it throws.
  package func value(_ key: Key, _ make: () throws -> Value) throws -> Value {
    try held.withLock { held in
      if let held, held.key == key { return held.value }
      // What is of no use any more leaves its room first.
      held = nil
      let value = try make()
      held = (key, value)
      return value
    }
  }
}
