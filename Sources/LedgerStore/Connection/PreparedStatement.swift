import Foundation
import GRDB
import GRDBSQLite

/// A statement of one connection, stepped through SQLite's own interface, and the row at hand.
///
/// What is asked or written row by row over the whole book goes through it: nothing of a row is
/// copied before it is read.
final class PreparedStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer

  /// - Throws: A `DatabaseError` when the text is no statement of this schema.
  init(_ sql: String, in database: Database) throws {
    guard let connection = database.sqliteConnection else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE)
    }
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, 0, &handle, nil)
    guard code == SQLITE_OK, let handle else { throw Self.error(code, connection) }
    self.handle = handle
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  /// Goes to the next row; false at the end.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else {
      let error = Self.error(code, connection)
      sqlite3_reset(handle)
      throw error
    }
    return false
  }

  /// Makes the statement ready to be run again.
  func reset() { sqlite3_reset(handle) }

  private static func error(_ code: Int32, _ connection: OpaquePointer) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)))
  }
}

// The row at hand.
extension PreparedStatement {
  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  /// What a column can hold.
  enum Kind {
    case null, integer, real, text, blob
  }

  func kind(_ column: Int) -> Kind {
    switch sqlite3_column_type(handle, Int32(column)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    case SQLITE_FLOAT: .real
    default: .null
    }
  }

  /// The value in a column, copied.
  func value(_ column: Int) -> DatabaseValue {
    switch kind(column) {
    case .null: .null
    case .integer: number(column).databaseValue
    case .real: sqlite3_column_double(handle, Int32(column)).databaseValue
    case .text: String(decoding: bytes(column), as: UTF8.self).databaseValue
    case .blob: Data(bytes(column)).databaseValue
    }
  }

  /// The bytes of a text, until the next step; nil when the column holds none.
  func textBytes(_ column: Int) -> UnsafeRawBufferPointer? {
    let value = sqlite3_column_value(handle, Int32(column))
    return sqlite3_value_type(value) == SQLITE_TEXT ? Self.bytes(of: value) : nil
  }

  /// The number in a column; nil when it holds none.
  func integer(_ column: Int) -> Int64? {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_INTEGER
      ? sqlite3_column_int64(handle, Int32(column)) : nil
  }

  /// The number in a column that holds one or nothing; zero for nothing.
  func number(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  /// The text in a column; nil when it holds none.
  func text(_ column: Int) -> String? {
    textBytes(column).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a text or blob, until the next step; none for nothing.
  func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    Self.bytes(of: sqlite3_column_value(handle, Int32(column)))
  }

  /// The column is found once for both questions, which only one thread at a time may do: it has
  /// the connection to itself.
  private static func bytes(of value: OpaquePointer?) -> UnsafeRawBufferPointer {
    // The length is asked after the bytes, as SQLite wants it.
    let start = sqlite3_value_blob(value)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }
}

// What is bound.
extension PreparedStatement {
  /// Binds values to the marks, from the first.
  func bind(_ values: [FieldValue]) throws {
    for (index, value) in values.enumerated() {
      let mark = Int32(index + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(handle, mark)
        case .integer(let number): sqlite3_bind_int64(handle, mark, number)
        case .text(let text):
          sqlite3_bind_text(handle, mark, text, Int32(text.utf8.count), Self.copied)
        }
      guard code == SQLITE_OK else { throw Self.error(code, connection) }
    }
  }

  /// Binds a number to a mark, counted from 1.
  func bind(_ number: Int, to mark: Int) throws {
    let code = sqlite3_bind_int64(handle, Int32(mark), Int64(number))
    guard code == SQLITE_OK else { throw Self.error(code, connection) }
  }

  /// Binds bytes to a mark, counted from 1.
  func bind(_ bytes: Data, to mark: Int) throws {
    let code = bytes.withUnsafeBytes { bytes in
      sqlite3_bind_blob(handle, Int32(mark), bytes.baseAddress, Int32(bytes.count), Self.copied)
    }
    guard code == SQLITE_OK else { throw Self.error(code, connection) }
  }

  /// Binds nothing to a mark, counted from 1.
  func bindNull(to mark: Int) throws {
    let code = sqlite3_bind_null(handle, Int32(mark))
    guard code == SQLITE_OK else { throw Self.error(code, connection) }
  }

  /// Binds a text that stays where it is until the statement has run.
  func bind(staying text: UnsafeRawBufferPointer, to mark: Int) throws {
    let code = sqlite3_bind_text(
      handle, Int32(mark), text.bindMemory(to: CChar.self).baseAddress, Int32(text.count), nil)
    guard code == SQLITE_OK else { throw Self.error(code, connection) }
  }

  /// Runs the insertion of a fact, whose texts are read where they were written for its mark.
  ///
  /// - Parameters:
  ///   - values: Of the table's columns.
  ///   - encoded: The bytes they were written to.
  ///   - ends: Where each of them ends there.
  ///   - entry: The journal entry of the fact.
  ///   - ordinal: Its place in the entry.
  /// - Throws: A `DatabaseError` when the row cannot be appended.
  func insert(
    _ values: [FieldValue], as encoded: [UInt8], _ ends: [Int], entry: Int, ordinal: Int
  ) throws {
    try bind(entry, to: 1)
    try bind(ordinal, to: 2)
    try encoded.withUnsafeBytes { bytes in
      for (index, value) in values.enumerated() {
        switch value {
        case .null: try bindNull(to: index + 3)
        case .integer(let number): try bind(Int(number), to: index + 3)
        case .text(let text):
          let own = bytes[(ends[index] - text.utf8.count)..<ends[index]]
          try bind(staying: UnsafeRawBufferPointer(rebasing: own), to: index + 3)
        }
      }
      defer { reset() }
      _ = try step()
    }
  }

  /// Runs the insertion of facts that were written as bytes, unless a key of them is taken.
  ///
  /// - Parameters:
  ///   - statements: The facts.
  ///   - index: Which of them; nil for all of them at once.
  ///   - entry: The journal entry of the facts.
  ///   - ordinal: The place of the first in the entry.
  /// - Returns: False when a row of such a key is there; nothing is appended then.
  /// - Throws: A `DatabaseError` when the rows cannot be appended for another reason.
  func insertIfNew(
    _ statements: NewFacts, at index: Int? = nil, entry: Int, ordinal: Int
  ) throws -> Bool {
    let indices = index.map { $0..<($0 + 1) } ?? 0..<statements.count
    return try statements.encoded.bytes.withUnsafeBytes { bytes in
      var mark = 1
      for index in indices {
        try bind(entry, to: mark)
        try bind(ordinal + index - indices.lowerBound, to: mark + 1)
        mark += 2
        try bind(staying: statements.bytes(of: index, in: bytes), from: &mark)
      }
      defer { reset() }
      return try stepUnlessTaken()
    }
  }

  /// Binds the values of a fact, which stay where they are until the statement has run.
  private func bind(staying fact: UnsafeRawBufferPointer, from mark: inout Int) throws {
    var values = ValueReader(fact)
    // The table's name comes first.
    _ = values.next()
    while let value = values.next() {
      switch value {
      case .null: try bindNull(to: mark)
      case .integer(let number): try bind(Int(number), to: mark)
      case .text(let text): try bind(staying: text, to: mark)
      }
      mark += 1
    }
  }

  /// Steps to the end; false when a guard or a key refuses the row because one like it is there.
  private func stepUnlessTaken() throws -> Bool {
    let code = sqlite3_step(handle)
    guard code != SQLITE_DONE else { return true }
    switch sqlite3_extended_errcode(connection) {
    // The guards of the tables refuse what would replace a row.
    case Self.refusedByTrigger, Self.keyTaken, Self.uniqueTaken: return false
    default: throw Self.error(code, connection)
    }
  }

  private static let refusedByTrigger = SQLITE_CONSTRAINT | 7 << 8
  private static let keyTaken = SQLITE_CONSTRAINT | 6 << 8
  private static let uniqueTaken = SQLITE_CONSTRAINT | 8 << 8

  /// Tells SQLite to copy a text that is bound.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension UnsafeRawBufferPointer {
  /// Whether these bytes are those of another text.
  func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard let own = baseAddress, let others = other.baseAddress else { return true }
    return memcmp(own, others, count) == 0
  }

  /// Whether these bytes stand before others, as SQLite orders text.
  func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
    guard let own = baseAddress, let others = other.baseAddress else { return count < other.count }
    let order = memcmp(own, others, Swift.min(count, other.count))
    return order == 0 ? count < other.count : order < 0
  }
}

/// The statements of one connection, prepared when they are first asked for.
///
/// Touched only inside the queue of its connection, which is why it may be sent.
final class StatementCache: @unchecked Sendable {
  private var statements: [String: PreparedStatement] = [:]
  /// The question asked last that had no answer: what is new is mostly asked for twice.
  private var empty: (name: String, arguments: [FieldValue])?

  func remember(empty name: String, _ arguments: [FieldValue]) { empty = (name, arguments) }

  func isKnownEmpty(_ name: String, _ arguments: [FieldValue]) -> Bool {
    guard let empty else { return false }
    return empty.name == name && empty.arguments == arguments
  }

  func forgetEmpty() { empty = nil }

  /// Lets go of the rows at hand: a statement that has more to come would keep its snapshot.
  func endTransaction() {
    for statement in statements.values { statement.reset() }
    empty = nil
  }

  /// Ends all statements, as the connection's end wants it.
  func removeAll() { statements = [:] }

  /// The statement of a name, made ready to be run.
  ///
  /// - Parameters:
  ///   - name: Short, for it is looked up for every row.
  ///   - database: Where it runs.
  ///   - sql: Asked only the first time.
  /// - Returns: The one statement of this name, whatever became of its last run.
  /// - Throws: A `DatabaseError` when the text is no statement of this schema.
  func statement(
    _ name: String, in database: Database, _ sql: () -> String
  ) throws -> PreparedStatement {
    if let known = statements[name] {
      known.reset()
      return known
    }
    let statement = try PreparedStatement(sql(), in: database)
    statements[name] = statement
    return statement
  }
}
