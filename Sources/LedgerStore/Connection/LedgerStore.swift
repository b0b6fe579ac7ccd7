import Foundation
import GRDB
import GRDBSQLite
package import LedgerCore
import Schema
import Synchronization

/// The ledger file: one SQLite database to which facts are appended.
///
/// A command writes in one transaction or not at all, and what it reads it reads in one snapshot.
package struct LedgerStore: Sendable {
  var access: LedgerAccess
  /// The file, as it was named when it was opened; a word of its own for a ledger in memory.
  package let path: String
  /// The file that was opened; nil for a ledger in memory, or a draft.
  var identity: FileIdentity?
  /// How the file is read where it may not be written; nil where it may.
  var readOnly: ReadOnlyLedger?
  /// What SQLite opens for another connection; nil where there can be none.
  var source: String?
  /// That a ledger is open which is only read, as others see it.
  var use: SharedUse?
  private let record = Record()

  private final class Record: Sendable {
    let isWritten = Mutex(false)
  }

  /// Whether something was appended by this value since the ledger was opened, and is on the disk.
  package var hasRecorded: Bool { record.isWritten.withLock(\.self) }

  /// Marks the file as ours: "LALG".
  static let applicationID: Int64 = 0x4C41_4C47

  /// Makes a new ledger file, mode 0600, with its first entry.
  ///
  /// The file appears under its name only when it is complete.
  ///
  /// - Parameters:
  ///   - path: The file; there must be none.
  ///   - bureau: Whose ledger it is.
  ///   - stamp: Of the first entry.
  ///   - further: Appends what the ledger begins with besides; there is no ledger when it throws.
  /// - Throws: ``StoreFault`` when the file exists or cannot be made, or what the body throws.
  package static func create(
    at path: String, bureau: Bureau, stamp: EntryStamp,
    with further: (LedgerStore) throws -> Void = { _ in }
  ) throws {
    guard !DurableFile.isTaken(path) else { throw StoreFault.exists(path: path) }
    let draft = DraftName(for: path, "new").path
    try DurableFile.create(draft, for: path)
    defer { DurableFile.removeDatabase(draft) }
    try translatingErrors(path) {
      let queue = try DatabaseQueue(path: draft, configuration: configuration())
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      let store = LedgerStore(access: .one(Connection(queue)), path: path)
      try store.found(bureau, stamp: stamp)
      try further(store)
      try store.emptyLog()
      try store.close()
    }
    try DurableFile.publish(draft, as: path)
  }

  /// A ledger that lives in memory and ends with the process.
  package static func inMemory(bureau: Bureau, stamp: EntryStamp) throws -> LedgerStore {
    let connection = Connection(try DatabaseQueue(configuration: configuration()))
    let store = LedgerStore(access: .one(connection), path: "")
    try translatingErrors(store.path) { try store.found(bureau, stamp: stamp) }
    return store
  }

  /// The file; nil for a ledger in memory.
  package var filePath: String? { path.isEmpty ? nil : path }

  /// Reads in one snapshot: what is written meanwhile is not seen, and no writer waits for it.
  package func read<Value>(_ body: (LedgerSnapshot) throws -> Value) throws -> Value {
    try Self.translatingErrors(path) {
      try readOnly?.checkUnchanged()
      return try access.withConnection(for: .reading) { connection in
        try connection.run { database, statements in
          var value: Value?
          try database.inTransaction(.deferred) {
            defer { statements.endTransaction() }
            value = try body(LedgerSnapshot(database: database, statements))
            return .rollback
          }
          try readOnly?.checkUnchanged()
          guard let value else { throw StoreFault.damaged }
          return value
        }
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
  package func readBeside(head: String, _ body: (LedgerSnapshot) throws -> Void) throws {
    guard let source,
      let queue = try? DatabaseQueue(
        path: source,
        configuration: readOnly == nil ? Self.configuration() : ReadOnlyLedger.configuration)
    else { return }
    let store = LedgerStore(access: .one(Connection(queue)), path: path, readOnly: readOnly)
    try store.read { ledger in
      if try ledger.journal.head() == head { try body(ledger) }
    }
  }

  /// Appends the facts of one command under one journal entry, in one transaction.
  ///
  /// When the body throws or appends nothing, nothing is written. When this returns, what was
  /// written is on the disk.
  ///
  /// - Parameters:
  ///   - stamp: Who writes, when, and with which command.
  ///   - expectedHead: The head that a preview of the act was made from; nil where there was none.
  ///   - isRehearsal: Roll back at the end all the same (`--dry-run`).
  ///   - isLarge: Whether the body appends without end and sorts nothing.
  ///   - signer: Who signs the entry; asked for in a ledger with people.
  ///   - body: Reads through the writer see what it has appended.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws; ``PreviewOutdated`` when something that the act touches has
  ///   moved since the preview; or a ``StoreFault``.
  package func append<Value>(
    _ stamp: EntryStamp, expectedHead: String? = nil, isRehearsal: Bool = false,
    isLarge: Bool = false, signer: EntrySigner? = nil,
    _ body: (LedgerWriter) throws -> Value
  ) throws -> Value {
    try transaction(isRehearsal: isRehearsal, isLarge: isLarge) { writer in
      let since = try expectedHead.flatMap { try writer.ledger.journal.entries(since: $0) }
      let value = try body(writer)
      try since?.check(writer)
      try writer.finish(stamp, signer, isRehearsal: isRehearsal)
      return value
    }
  }

  /// Writes entries that are not this program's act but another ledger's, in one transaction.
  func writeEntries<Value>(_ body: (LedgerWriter) throws -> Value) throws -> Value {
    try transaction(isRehearsal: false, isLarge: true, body)
  }

  /// One transaction, when it is this writer's turn.
  private func transaction<Value>(
    isRehearsal: Bool, isLarge: Bool, _ body: (LedgerWriter) throws -> Value
  ) throws -> Value {
    try Self.translatingErrors(path) {
      try access.present {
        try takingTurn { patience in
          try access.withConnection(for: .writing) { connection in
            try connection.run { database, statements in
              patience.set(on: database)
              defer { BusyPatience.usual.set(on: database) }
              if isLarge { try database.execute(sql: Self.largeSettings) }
              defer { if isLarge { try? database.execute(sql: Self.usualSettings) } }
              return try write(in: database, statements, isRehearsal: isRehearsal, body)
            }
          }
        }
      }
    }
  }

  /// One transaction, in which the file has the ledger's name from beginning to end.
  private func write<Value>(
    in database: Database, _ statements: StatementCache, isRehearsal: Bool,
    _ body: (LedgerWriter) throws -> Value
  ) throws -> Value {
    var value: Value?
    var isWritten = false
    try database.inTransaction(.immediate) {
      defer { statements.endTransaction() }
      try checkInPlace()
      let writer = try LedgerWriter(database: database, statements)
      value = try body(writer)
      isWritten = writer.hasFacts && !isRehearsal
      try checkInPlace()
      return isRehearsal ? .rollback : .commit
    }
    // Written, but perhaps to a file that by now stands elsewhere or nowhere.
    guard isInPlace else { throw StoreFault.moved }
    if isWritten { record.isWritten.withLock { $0 = true } }
    guard let value else { throw StoreFault.damaged }
    return value
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
      try access.withConnection(for: .writing) { connection in
        try connection.run { database, statements in
          statements.removeAll()
          let isBusy = try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
          guard isBusy == false else { throw StoreFault.locked }
        }
      }
    }
  }

  /// Ends the use of the file: nothing stays beside it unless another program has it open.
  package func close() throws {
    try Self.translatingErrors(path) { try access.close() }
    use?.leave()
  }

  /// Each row is a statement that could be taken back by itself.
  ///
  /// What that needs SQLite would write to a temporary file, and that is a dozen times what it
  /// writes to the log.
  private static let largeSettings = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192"
  private static let usualSettings = "PRAGMA temp_store = DEFAULT; PRAGMA cache_size = -2000"

  /// Gives a new database its schema and its first entry, the bureau.
  private func found(_ bureau: Bureau, stamp: EntryStamp) throws {
    try access.withConnection(for: .writing) { connection in
      try connection.run { database, _ in
        try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try Self.migrate(database)
      }
    }
    try append(stamp) { try $0.append(bureau) }
  }

  /// Writes when it is this writer's turn; SQLite then waits only for programs that know no turns.
  ///
  /// The turn is asked for before any connection is taken, so that who waits for it keeps nothing
  /// else of this process waiting.
  private func takingTurn<Value>(_ body: (BusyPatience) throws -> Value) throws -> Value {
    // Asked for anew each time: two writers of one store are two.
    guard identity != nil, let turn = SharedUse(of: path, makesFile: true) else {
      return try body(.usual)
    }
    let deadline = SharedUse.deadline()
    return try turn.takingTurn(until: deadline) { try body(BusyPatience(until: deadline)) }
  }

  /// Nothing is written to a file that another one took the place of, or that got a second name.
  private func checkInPlace() throws(StoreFault) {
    guard let identity else { return }
    let present = FileIdentity(path)
    guard present == identity else { throw .replaced }
    guard present?.nameCount == 1 else { throw .severalNames(path: path) }
  }

  /// Whether the file that was opened still has the ledger's name.
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

/// How long SQLite waits for others that have the file locked.
struct BusyPatience {
  private let milliseconds: Int32

  static let usual = BusyPatience(milliseconds: Int32(SharedUse.waitSeconds) * 1_000)

  private init(milliseconds: Int32) { self.milliseconds = milliseconds }

  /// What is left of a time that somebody has begun to wait.
  init(until deadline: DispatchTime) {
    let left =
      deadline.uptimeNanoseconds
      &- min(DispatchTime.now().uptimeNanoseconds, deadline.uptimeNanoseconds)
    milliseconds = Int32(left / 1_000_000)
  }

  func set(on database: Database) {
    sqlite3_busy_timeout(database.sqliteConnection, milliseconds)
  }
}
