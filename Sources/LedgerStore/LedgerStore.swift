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
  /// nil for a ledger that is no other program's, or to which nobody has written yet.
  var use: SharedUse?
  /// The file that was opened; nil for a ledger in memory, or a draft.
  var identity: FileIdentity?
  /// The connection's statements; touched only inside the queue.
  private let statements = StatementCache()

  private init(
    queue: DatabaseQueue, path: String, use: SharedUse? = nil, identity: FileIdentity? = nil
  ) {
    self.queue = queue
    self.path = path
    self.use = use
    self.identity = identity
  }

  /// Marks the file as ours: "LALG".
  static let applicationID: Int64 = 0x4C41_4C47

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
      try store.emptyLog()
      try store.close()
    }
    try DurableFile.publish(draft, as: path)
  }

  /// Opens a ledger file and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isAlone: Whether the caller has it to itself by ``SharedUse/alone(with:)``.
  /// - Returns: The ledger, open until it is closed or given up.
  /// - Throws: ``StoreFault`` when there is none, it is not a ledger, or it is a newer version's.
  package static func open(at path: String, isAlone: Bool = false) throws -> LedgerStore {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw StoreFault.missing(path: path)
    }
    guard !isFolder.boolValue else { throw StoreFault.notALedger(path: path) }
    let use = isAlone ? nil : SharedUse(of: path, makesFile: false)
    try use?.enter(until: SharedUse.deadline())
    let identity = FileIdentity(path)
    return try translatingErrors(path) {
      // A path that begins so is never taken for a name of SQLite's own, such as that of memory.
      let file = path.hasPrefix("/") ? path : "./" + path
      let queue = try DatabaseQueue(path: file, configuration: configuration())
      let store = LedgerStore(queue: queue, path: path, use: use, identity: identity)
      try store.checkIdentity()
      // Who takes the log away leaves the file of the locks behind; and without it, the file that
      // was opened may have been replaced by now, and its log would meet the other.
      if isAlone || use != nil { try store.restoreJournalMode() }
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
        try takingTurn(in: database) {
          if isLarge { try database.execute(sql: Self.largeSettings) }
          defer { if isLarge { try? database.execute(sql: Self.usualSettings) } }
          var value: Value?
          try database.inTransaction(.immediate) {
            defer { statements.endTransaction() }
            try checkInPlace()
            let writer = try LedgerWriter(database: database, statements)
            value = try body(writer)
            try writer.finish(stamp)
            try checkInPlace()
            return isRehearsal ? .rollback : .commit
          }
          // Written, but perhaps to a file that by now stands elsewhere or nowhere.
          guard isInPlace else { throw StoreFault.moved }
          guard let value else { throw StoreFault.damaged }
          return value
        }
      }
    }
  }
}

extension LedgerStore {
  /// Brings what lies in the log into the file, for a draft that will be published without its log.
  ///
  /// Closing does so too, but says nothing when the disk refuses it.
  ///
  /// - Throws: ``StoreFault``; then the file is not whole without its log.
  package func emptyLog() throws {
    try Self.translatingErrors(path) {
      try queue.writeWithoutTransaction { database in
        statements.removeAll()
        let isBusy = try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        guard isBusy == false else { throw StoreFault.locked }
      }
    }
  }

  /// Ends the use of the file: nothing stays beside it unless another program has it open.
  package func close() throws {
    try Self.translatingErrors(path) {
      queue.writeWithoutTransaction { _ in statements.removeAll() }
      try queue.close()
    }
    use?.leave()
  }

  /// Done once, before the first connection.
  private static let processSettings: Void = sqlite_keeps_no_memory_account()

  static func configuration() -> Configuration {
    processSettings
    var configuration = Configuration()
    configuration.busyMode = .timeout(TimeInterval(SharedUse.waitSeconds))
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
      try Self.migrate(database)
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
      if version < Migrations.scripts.count { try Self.migrate(database) }
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

  /// Runs the migrations that are wanting, all in one transaction.
  private static func migrate(_ database: Database) throws {
    try database.inTransaction(.immediate) {
      // Asked again: another program may have migrated while this one waited.
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      for script in Migrations.scripts.dropFirst(version) { try database.execute(sql: script) }
      try database.execute(sql: "PRAGMA user_version = \(Migrations.scripts.count)")
      return .commit
    }
  }

  /// Writes when it is this program's turn; SQLite then waits only for programs that know no turns.
  private func takingTurn<Value>(
    in database: Database, _ body: () throws -> Value
  ) throws -> Value {
    guard identity != nil, let use = use ?? SharedUse(of: path, makesFile: true) else {
      return try body()
    }
    let deadline = SharedUse.deadline()
    return try use.takingTurn(until: deadline) {
      let left =
        deadline.uptimeNanoseconds
        &- min(DispatchTime.now().uptimeNanoseconds, deadline.uptimeNanoseconds)
      sqlite3_busy_timeout(database.sqliteConnection, Int32(left / 1_000_000))
      return try body()
    }
  }

  /// Nothing is written to a file that another one took the place of.
  private func checkInPlace() throws(StoreFault) {
    guard isInPlace else { throw .replaced }
  }

  /// Whether the file that was opened still stands under the ledger's name.
  private var isInPlace: Bool { identity == nil || FileIdentity(path) == identity }

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
