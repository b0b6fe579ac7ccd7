import CSQLiteSettings
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
  /// The connection's statements; touched only inside the queue.
  private let statements = StatementCache()

  private init(queue: DatabaseQueue, path: String) {
    self.queue = queue
    self.path = path
  }

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
    let draft = path + ".new-\(ProcessInfo.processInfo.processIdentifier)"
    unlink(draft)
    try DurableFile.create(draft, for: path)
    defer {
      for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) }
    }
    try translatingErrors(path) {
      let queue = try DatabaseQueue(path: draft, configuration: configuration())
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      let store = LedgerStore(queue: queue, path: path)
      try store.found(bureau, stamp: stamp)
      try store.close()
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
      let queue = try DatabaseQueue(path: path, configuration: configuration())
      let store = LedgerStore(queue: queue, path: path)
      try store.checkIdentity()
      try store.restoreJournalMode()
      return store
    }
  }

  /// A ledger that lives in memory and ends with the process.
  package static func inMemory(bureau: Bureau, stamp: EntryStamp) throws -> LedgerStore {
    let store = LedgerStore(
      queue: try DatabaseQueue(configuration: configuration()), path: ":memory:")
    try translatingErrors(store.path) { try store.found(bureau, stamp: stamp) }
    return store
  }

  /// The file; nil for a ledger in memory.
  package var filePath: String? { path == ":memory:" ? nil : path }

  /// Reads in one snapshot: what another program writes meanwhile is not seen.
  package func read<Value>(_ body: (LedgerReader) throws -> Value) throws -> Value {
    try Self.translatingErrors(path) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.deferred) {
          defer { statements.endTransaction() }
          value = try body(LedgerReader(database: database, statements))
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
  ///   - isLarge: Whether the body appends without end and sorts nothing.
  ///   - body: Reads through the writer see what it has appended.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, or a ``StoreFault``.
  package func append<Value>(
    _ stamp: EntryStamp, isRehearsal: Bool = false, isLarge: Bool = false,
    _ body: (LedgerWriter) throws -> Value
  ) throws -> Value {
    try Self.translatingErrors(path) {
      try queue.writeWithoutTransaction { database in
        if isLarge { try database.execute(sql: Self.largeSettings) }
        defer { if isLarge { try? database.execute(sql: Self.usualSettings) } }
        var value: Value?
        try database.inTransaction(.immediate) {
          defer { statements.endTransaction() }
          let writer = try LedgerWriter(database: database, statements)
          value = try body(writer)
          try writer.finish(stamp)
          return isRehearsal ? .rollback : .commit
        }
        guard let value else { throw StoreFault.damaged }
        return value
      }
    }
  }
}

extension LedgerStore {
  /// Ends the use of the file: nothing stays beside it unless another program has it open.
  package func close() throws {
    try Self.translatingErrors(path) {
      queue.writeWithoutTransaction { _ in statements.removeAll() }
      try queue.close()
    }
  }

  /// Done once, before the first connection.
  private static let processSettings: Void = sqlite_keeps_no_memory_account()

  static func configuration() -> Configuration {
    processSettings
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { database in
      // The library would have every statement tell what it reads; nobody here asks.
      sqlite3_set_authorizer(database.sqliteConnection, nil, nil)
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA trusted_schema = OFF;
          PRAGMA recursive_triggers = ON;
          """)
    }
    return configuration
  }

  /// Each row is a statement that could be taken back by itself.
  ///
  /// What that needs SQLite would write to a temporary file, and that is a dozen times what it
  /// writes to the log.
  private static let largeSettings = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192"
  private static let usualSettings = "PRAGMA temp_store = DEFAULT; PRAGMA cache_size = -2000"

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
