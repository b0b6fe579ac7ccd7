import CSQLiteSettings
import GRDB

/// A connection to a ledger, with the statements that were prepared on it.
struct Connection: Sendable {
  let queue: DatabaseQueue
  /// Touched only inside the queue.
  private let statements = StatementCache()

  init(_ queue: DatabaseQueue) { self.queue = queue }

  /// Waits for whoever uses the same connection.
  func run<Value>(_ body: (Database, StatementCache) throws -> Value) rethrows -> Value {
    try queue.writeWithoutTransaction { try body($0, statements) }
  }

  /// Ends the connection.
  ///
  /// SQLite finds a log by its name: the last connection to a file would remove the log of the file
  /// that by now stands there in its place.
  ///
  /// - Parameter leavesLog: Touch nothing that lies beside the file.
  /// - Throws: A `DatabaseError`; then it is still open.
  func close(leavesLog: Bool = false) throws {
    run { database, statements in
      statements.removeAll()
      if leavesLog {
        sqlite_leaves_log(database.sqliteConnection.map(UnsafeMutableRawPointer.init))
      }
    }
    try queue.close()
  }
}

/// How a ledger is reached.
enum LedgerAccess: Sendable {
  /// By the only connection there is: a ledger in memory, a draft, or one that is only read.
  case one(Connection)
  /// By as many connections to its file as are wanted at a time.
  case several(FileConnections)

  /// Uses a connection that nobody else uses meanwhile.
  ///
  /// - Parameters:
  ///   - purpose: Who writes waits for no reader, and who reads for no writer.
  ///   - body: Runs on the calling thread.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, or that there is no connection to be had.
  func withConnection<Value>(
    for purpose: FileConnections.Purpose, _ body: (Connection) throws -> Value
  ) throws -> Value {
    switch self {
    case .one(let connection): try body(connection)
    case .several(let connections): try connections.withConnection(for: purpose, body)
    }
  }

  /// Does something while the ledger is known to others as open.
  func present<Value>(_ body: () throws -> Value) throws -> Value {
    switch self {
    case .one: try body()
    case .several(let connections): try connections.present(body)
    }
  }

  func close() throws {
    switch self {
    case .one(let connection): try connection.close()
    case .several(let connections): try connections.close()
    }
  }
}
