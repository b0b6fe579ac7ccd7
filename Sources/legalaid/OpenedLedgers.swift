import LedgerCore
import LedgerStore
import Synchronization

/// The ledgers that a command has opened: they are closed when it ends, and given up with the
/// process.
///
/// To free a ledger, as any other value, would start two threads whose only work is to end its
/// queue; every command would wait for them.
enum OpenedLedgers {
  private static let stores = Mutex<[LedgerStore]>([])
  private static let found = Mutex(LedgerStanding.sound)

  /// What was found of the ledger that figures are printed of.
  static var standing: LedgerStanding {
    get { found.withLock(\.self) }
    set { found.withLock { $0 = newValue } }
  }

  static func open(at path: String) throws -> LedgerStore {
    let store = try LedgerStore.open(at: path)
    if let place = NetworkPlace(of: path) { Output.warning(place.warning) }
    stores.withLock { $0.append(store) }
    return store
  }

  /// Whether any of them was written by this command.
  static var haveRecorded: Bool { stores.withLock { $0.contains(where: \.hasRecorded) } }

  /// Nothing stays beside a file unless another program has it open.
  static func close() {
    // What was to be on the disk is there already.
    stores.withLock { stores in for store in stores { try? store.close() } }
  }
}
