import Foundation
import GRDB
import LedgerCore

extension LedgerStore {
  /// How many of SQLite's pages are copied before it is told how many are.
  private static let pagesPerStep: CInt = 4_096

  /// Copies the ledger as it stands at one moment, while others go on writing.
  ///
  /// - Parameters:
  ///   - draft: An empty file; it holds the whole ledger when this returns, and is on the disk.
  ///   - target: What the draft is for; a fault names it.
  /// - Throws: ``StoreFault`` when the ledger cannot be read or the copy not be written.
  package func copy(to draft: String, for target: String) throws {
    try Self.translatingErrors(target) {
      let target = try DatabaseQueue(path: draft)
      try access.withConnection(for: .reading) { connection in
        try connection.queue.backup(to: target, pagesPerStep: Self.pagesPerStep) { progress in
          let done = progress.totalPageCount - progress.remainingPageCount
          WorkShare.tell(
            "已复制 \(done) 页，共 \(progress.totalPageCount) 页", done, of: progress.totalPageCount)
        }
      }
      try target.close()
    }
    let descriptor = Foundation.open(draft, O_RDWR)
    guard descriptor >= 0 else { throw StoreFault.refused(target) }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreFault.refused(target) }
  }
}

/// A ledger file held so that it can be replaced: no other program has it open.
///
/// What was in its write-ahead log is in the file, and nothing lies beside it.
package final class HeldLedger {
  private let queue: DatabaseQueue

  /// - Throws: ``StoreFault/locked`` when another program has the file open; another fault when it
  ///   is no database that can be opened.
  package init(_ path: String) throws {
    queue = try LedgerStore.translatingErrors(path) {
      var configuration = LedgerStore.configuration()
      // The lock outlives the access that takes it.
      configuration.allowsUnsafeTransactions = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { database in
        let deadline = SharedUse.deadline()
        while try !Self.givesUpLog(database) {
          guard .now() < deadline else { throw StoreFault.locked }
          usleep(20_000)
        }
        try database.execute(sql: "BEGIN EXCLUSIVE")
      }
      return queue
    }
  }

  /// SQLite gives up the log only to a connection that is alone, and does not wait to be.
  private static func givesUpLog(_ database: Database) throws -> Bool {
    do {
      return try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE") == "delete"
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return false
    }
  }

  /// How many journal entries the file has now that nobody adds to it; nil when it has no journal.
  package func entryCount() -> Int? {
    try? queue.unsafeRead { try Int.fetchOne($0, sql: "SELECT count(*) FROM journalEntry") }
  }

  /// Lets go of the file.
  package func release() {
    try? queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try? queue.close()
  }
}
