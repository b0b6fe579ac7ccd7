import CSQLiteSettings
package import Foundation
import GRDB
import GRDBSQLite
import Schema

extension LedgerStore {
  /// Opens a ledger file and brings its schema up to date.
  ///
  /// One that may not be written is opened for reading; one of an earlier version is then brought
  /// up to date in memory.
  ///
  /// - Parameters:
  ///   - path: The file; a symbolic link is followed.
  ///   - isAlone: Whether the caller has it to itself by ``SharedUse/alone(with:)``.
  ///   - idleTime: How long after its last use a program that stays open keeps the ledger from
  ///     being restored; nil for a command, which has the ledger open until it ends.
  /// - Returns: The ledger, open until it is closed or given up.
  /// - Throws: ``StoreFault`` when there is none, it is not a ledger, it has several names, or it
  ///   is a newer version's.
  package static func open(
    at path: String, isAlone: Bool = false, keptFor idleTime: DispatchTimeInterval? = nil
  ) throws -> LedgerStore {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw StoreFault.missing(path: path)
    }
    guard !isFolder.boolValue else { throw StoreFault.notALedger(path: path) }
    let use = isAlone ? nil : SharedUse(of: path, makesFile: false)
    try use?.enter(until: SharedUse.deadline())
    try SoleName.check(path, isGuarded: isAlone || use != nil)
    // Taken before it is opened: what stands there later must be this one.
    let identity = FileIdentity(path)
    return try translatingErrors(path) {
      if let readOnly = ReadOnlyLedger(path) {
        return try open(readOnly, at: path, use: idleTime == nil ? use : nil)
      }
      // A path that begins so is never taken for a name of SQLite's own, such as that of memory.
      let file = path.hasPrefix("/") ? path : "./" + path
      let connections = try FileConnections(
        FileConnections.Place(path: path, source: file, identity: identity), use: use,
        isAlone: isAlone, idleTime: idleTime)
      return LedgerStore(
        access: .several(connections), path: path, identity: identity, source: file)
    }
  }

  static func open(
    _ readOnly: ReadOnlyLedger, at path: String, use: SharedUse? = nil
  ) throws -> LedgerStore {
    let queue = try readOnly.open()
    var store = LedgerStore(
      access: .one(Connection(queue)), path: path, identity: FileIdentity(path),
      readOnly: readOnly, source: readOnly.source)
    store.use = use
    let isEarlier = try queue.writeWithoutTransaction {
      try isOfEarlierVersion($0, path: path)
    }
    guard isEarlier else { return store }
    let copy = try DatabaseQueue(configuration: configuration())
    try queue.backup(to: copy)
    try queue.close()
    try copy.writeWithoutTransaction(bringUpToDate)
    store.access = .one(Connection(copy))
    store.source = nil
    return store
  }

  /// Done once, before the first connection.
  private static let processSettings: Void = sqlite_is_set_up()

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

  /// - Throws: ``StoreFault`` for a file that is no ledger of this version or an earlier one.
  static func isOfEarlierVersion(_ database: Database, path: String) throws -> Bool {
    let id = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard id == applicationID else {
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
      throw isEmpty ? StoreFault.notALedger(path: path) : .otherProgram(path: path)
    }
    // No ledger is published before it has its first version.
    guard version >= 1 else { throw StoreFault.foreignVersion(found: version) }
    guard version <= Migrations.scripts.count else {
      throw StoreFault.newerVersion(found: version, known: Migrations.scripts.count)
    }
    return version < Migrations.scripts.count
  }

  static func bringUpToDate(_ database: Database) throws {
    do {
      try migrate(database)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      // What a migration makes is there already, or what it builds on is not.
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      throw StoreFault.foreignVersion(found: version)
    }
  }

  /// Gives the file back its write-ahead log, when a restore that was cut off had taken it away.
  static func restoreJournalMode(_ database: Database) throws {
    guard try String.fetchOne(database, sql: "PRAGMA journal_mode") == "delete" else { return }
    // A file that cannot be written is read as it is.
    try? database.execute(sql: "PRAGMA journal_mode = WAL")
  }

  /// Runs the migrations that are wanting, all in one transaction.
  static func migrate(_ database: Database) throws {
    try database.inTransaction(.immediate) {
      // Asked again: another program may have migrated while this one waited.
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      for script in Migrations.scripts.dropFirst(version) { try database.execute(sql: script) }
      if version < EarlierNumbers.settledSince { try EarlierNumbers.settle(database) }
      try database.execute(sql: "PRAGMA user_version = \(Migrations.scripts.count)")
      return .commit
    }
  }
}
