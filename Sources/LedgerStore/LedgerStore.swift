import Foundation
import GRDB
import GRDBSQLite
package import LedgerCore
import Schema

/// The ledger file: one SQLite database to which facts are appended.
///
/// A command writes in one transaction or not at all, and what it reads it reads in one snapshot.
package struct LedgerStore: Sendable {
  let queue: DatabaseQueue
  let path: String

  /// Marks the file as ours: "LALG".
  static let applicationID: Int64 = 0x4C41_4C47
  /// How long a command waits for another program's write to end.
  private static let busySeconds: TimeInterval = 5

  /// Makes a new ledger file, mode 0600, with its first entry.
  ///
  /// The file appears under its name only when it is complete.
  ///
  /// - Throws: ``StoreFault`` when the file exists or cannot be made.
  package static func create(at path: String, bureau: Bureau, stamp: EntryStamp) throws {
    guard !DurableFile.isTaken(path) else { throw StoreFault.exists(path: path) }
    let draft = DraftName(for: path, "new").path
    try DurableFile.create(draft, for: path)
    defer { DurableFile.removeDatabase(draft) }
    try translatingErrors(path) {
      let queue = try DatabaseQueue(path: draft, configuration: configuration())
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      let store = LedgerStore(queue: queue, path: path)
      try store.found(bureau, stamp: stamp)
      try queue.close()
    }
    try DurableFile.publish(draft, as: path)
  }

  /// Opens a ledger file and brings its schema up to date.
  ///
  /// - Throws: ``StoreFault`` when there is none, it is not a ledger, or it is a newer version's.
  package static func open(at path: String) throws -> LedgerStore {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw StoreFault.missing(path: path)
    }
    guard !isFolder.boolValue else { throw StoreFault.notALedger(path: path) }
    return try translatingErrors(path) {
      // A path from the root is never taken for a name of SQLite's own, such as that of memory.
      let file = URL(fileURLWithPath: path).path
      let queue = try DatabaseQueue(path: file, configuration: configuration())
      let store = LedgerStore(queue: queue, path: path)
      try store.checkIdentity()
      try store.restoreJournalMode()
      return store
    }
  }

  /// A ledger that lives in memory and ends with the process.
  package static func inMemory(bureau: Bureau, stamp: EntryStamp) throws -> LedgerStore {
    let store = LedgerStore(
      queue: try DatabaseQueue(configuration: configuration()), path: "")
    try translatingErrors(store.path) { try store.found(bureau, stamp: stamp) }
    return store
  }

  /// The file; nil for a ledger in memory.
  package var filePath: String? { path.isEmpty ? nil : path }

  /// Reads in one snapshot: what another program writes meanwhile is not seen.
  package func read<Value>(_ body: (LedgerReader) throws -> Value) throws -> Value {
    try Self.translatingErrors(path) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.deferred) {
          value = try body(LedgerReader(database: database))
          return .rollback
        }
        guard let value else { throw StoreFault.damaged }
        return value
      }
    }
  }

  /// Reads on another connection, where it sees what a reader sees.
  ///
  /// - Parameters:
  ///   - head: The digest of the last entry that is to be seen.
  ///   - body: Not called where no second connection can be had, where another program has written
  ///     since, or where the ledger is no file.
  /// - Throws: What the body throws, or a ``StoreFault``.
  package func readBeside(head: String, _ body: (LedgerReader) throws -> Void) throws {
    guard let path = filePath,
      let queue = try? DatabaseQueue(path: path, configuration: Self.configuration())
    else { return }
    try LedgerStore(queue: queue, path: path).read { reader in
      if try reader.head() == head { try body(reader) }
    }
  }

  /// Appends the facts of one command under one journal entry, in one transaction.
  ///
  /// When the body throws or appends nothing, nothing is written. When this returns, what was
  /// written is on the disk.
  ///
  /// - Parameters:
  ///   - stamp: Who writes, when, and with which command.
  ///   - isRehearsal: Roll back at the end all the same (`--dry-run`).
  ///   - body: Reads through the writer see what it has appended.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, or a ``StoreFault``.
  package func append<Value>(
    _ stamp: EntryStamp, isRehearsal: Bool = false, _ body: (LedgerWriter) throws -> Value
  ) throws -> Value {
    try Self.translatingErrors(path) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          let writer = try LedgerWriter(database: database)
          value = try body(writer)
          try writer.finish(stamp)
          try database.checkPlace()
          return isRehearsal ? .rollback : .commit
        }
        try database.checkPlace()
        guard let value else { throw StoreFault.damaged }
        return value
      }
    }
  }
}

extension LedgerStore {
  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA trusted_schema = OFF;
          PRAGMA recursive_triggers = ON;
          """)
    }
    return configuration
  }

  /// Gives a new database its schema and its first entry, the bureau.
  private func found(_ bureau: Bureau, stamp: EntryStamp) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
      try Self.migrate(database, from: 0)
    }
    try append(stamp) { try $0.append(bureau) }
  }

  private func checkIdentity() throws {
    try queue.writeWithoutTransaction { database in
      let id = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard id == Self.applicationID else {
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        throw isEmpty ? StoreFault.notALedger(path: path) : .otherProgram(path: path)
      }
      guard version <= Migrations.scripts.count else {
        throw StoreFault.newerVersion(found: version, known: Migrations.scripts.count)
      }
      if version < Migrations.scripts.count { try Self.migrate(database, from: version) }
    }
  }

  /// Gives the file back its write-ahead log, when a restore that was cut off had taken it away.
  private func restoreJournalMode() throws {
    try queue.writeWithoutTransaction { database in
      guard try String.fetchOne(database, sql: "PRAGMA journal_mode") == "delete" else { return }
      // A file that cannot be written is read as it is.
      try? database.execute(sql: "PRAGMA journal_mode = WAL")
    }
  }

  /// Runs the migrations after a version, all in one transaction.
  private static func migrate(_ database: Database, from version: Int) throws {
    try database.inTransaction(.immediate) {
      for script in Migrations.scripts.dropFirst(version) { try database.execute(sql: script) }
      try database.execute(sql: "PRAGMA user_version = \(Migrations.scripts.count)")
      return .commit
    }
  }

  static func translatingErrors<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreFault(error, path: path)
    }
  }
}

extension Database {
  /// Makes sure that what is written goes into the file that stands under the ledger's name.
  ///
  /// - Throws: ``StoreFault/moved`` when the file was moved, removed or replaced meanwhile.
  fileprivate func checkPlace() throws {
    var isMoved: Int32 = 0
    let code = sqlite3_file_control(sqliteConnection, "main", SQLITE_FCNTL_HAS_MOVED, &isMoved)
    if code == SQLITE_OK, isMoved != 0 { throw StoreFault.moved }
  }
}
