import CPostgres
import Foundation
import LedgerCore
import LedgerStore

/// One connection to the server, used by one thread.
final class PostgresConnection {
  private let handle: OpaquePointer

  /// - Throws: ``DatabaseFault``.
  init(_ address: DatabaseAddress) throws(DatabaseFault) {
    guard let handle = PQconnectdb(address.text) else { throw .unreachable(place: address.place) }
    self.handle = handle
    guard PQstatus(handle) == CONNECTION_OK else {
      let isRefused =
        PQconnectionNeedsPassword(handle) == 1 || PQconnectionUsedPassword(handle) == 1
      throw isRefused ? .refused(place: address.place) : .unreachable(place: address.place)
    }
    // What the server has to say goes to nobody: errors are told by their state.
    _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
    _ = try query("SET client_encoding = 'UTF8'; SET standard_conforming_strings = on")
  }

  deinit { PQfinish(handle) }

  /// Runs one statement with values, or several without.
  ///
  /// - Throws: ``DatabaseFault``.
  @discardableResult
  func query(_ sql: String, _ values: Value...) throws(DatabaseFault) -> PostgresRows {
    try query(sql, values)
  }

  /// Runs one statement with values, or several without.
  ///
  /// - Throws: ``DatabaseFault``.
  @discardableResult
  func query(_ sql: String, _ values: [Value]) throws(DatabaseFault) -> PostgresRows {
    guard !values.isEmpty else { return try checked(PQexec(handle, sql)) }
    let texts = values.map { value in value.text.map { strdup($0) } ?? nil }
    defer { for text in texts { free(text) } }
    let pointers = texts.map { UnsafePointer($0) }
    return try checked(
      PQexecParams(handle, sql, Int32(values.count), nil, pointers, nil, nil, 0))
  }

  private func checked(_ result: OpaquePointer?) throws(DatabaseFault) -> PostgresRows {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return PostgresRows(result)
    default:
      let fault = fault(result)
      PQclear(result)
      throw fault
    }
  }

  private func fault(_ result: OpaquePointer?) -> DatabaseFault {
    guard PQstatus(handle) == CONNECTION_OK else { return .gone }
    // PG_DIAG_SQLSTATE
    let state = PQresultErrorField(result, Int32(UInt8(ascii: "C")))
    return DatabaseFault(state: state.map { String(cString: $0) } ?? "?????")
  }

  /// Runs the body in one transaction: all of it is there afterwards, or nothing.
  ///
  /// - Throws: What the body throws, or ``DatabaseFault``.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try query("BEGIN")
    do {
      let result = try body()
      try query("COMMIT")
      return result
    } catch {
      _ = try? query("ROLLBACK")
      throw error
    }
  }
}

// Bulk rows.
extension PostgresConnection {
  /// Appends rows to a table with COPY.
  ///
  /// - Parameters:
  ///   - table: With its schema.
  ///   - columns: In the order of the values.
  ///   - body: Is given what writes a row.
  /// - Returns: How many rows there were.
  /// - Throws: What the body throws, or ``DatabaseFault``.
  @discardableResult
  func copy(
    into table: String, _ columns: [String],
    _ body: (_ row: ([Value]) throws -> Void) throws -> Void
  ) throws -> Int {
    let result = PQexec(
      handle, "COPY \(table) (\(columns.map { "\"\($0)\"" }.joined(separator: ", "))) FROM STDIN")
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COPY_IN else { throw fault(result) }
    var (buffer, count): ([UInt8], Int) = ([], 0)
    buffer.reserveCapacity(Self.bufferSize * 2)
    do {
      try body { values in
        for (index, value) in values.enumerated() {
          if index > 0 { buffer.append(UInt8(ascii: "\t")) }
          value.append(to: &buffer)
        }
        buffer.append(UInt8(ascii: "\n"))
        count += 1
        if buffer.count >= Self.bufferSize { try put(&buffer) }
      }
      try put(&buffer)
    } catch {
      PQputCopyEnd(handle, "given up")
      drain()
      throw error
    }
    guard PQputCopyEnd(handle, nil) == 1 else { throw DatabaseFault.gone }
    try finishCopy()
    return count
  }

  private static let bufferSize = 65_536

  private func put(_ buffer: inout [UInt8]) throws(DatabaseFault) {
    guard !buffer.isEmpty else { return }
    let code = buffer.withUnsafeBytes { bytes in
      PQputCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
    }
    buffer.removeAll(keepingCapacity: true)
    guard code == 1 else { throw .gone }
  }

  private func finishCopy() throws(DatabaseFault) {
    var failure: DatabaseFault?
    while let result = PQgetResult(handle) {
      if PQresultStatus(result) != PGRES_COMMAND_OK { failure = failure ?? fault(result) }
      PQclear(result)
    }
    if let failure { throw failure }
    guard PQstatus(handle) == CONNECTION_OK else { throw .gone }
  }

  private func drain() {
    while let result = PQgetResult(handle) { PQclear(result) }
  }
}

/// A value as the server reads it.
enum Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case null
  case integer(Int64)
  case text(String)
  case bytes(Data)
  case flag(Bool)

  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int64) { self = .integer(number) }

  static func of(_ number: Int) -> Value { .integer(Int64(number)) }
  static func of(_ money: Money) -> Value { .integer(money.fen) }
  static func of(_ day: Day) -> Value { .integer(Int64(day.number)) }
  static func of(_ year: FiscalYear) -> Value { .integer(Int64(year.number)) }
  /// The code's digits are a number that keeps their order.
  static func of(_ code: RegionCode) -> Value { .integer(Int64(code.digits) ?? 0) }
  static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
  static func optional(_ day: Day?) -> Value { day.map(Value.of) ?? .null }
  static func optional(_ number: Int?) -> Value { number.map(Value.of) ?? .null }

  fileprivate var text: String? {
    switch self {
    case .null: String?.none
    case .integer(let number): String(number)
    case .text(let text): text
    case .bytes(let data): "\\x" + hexadecimal(data)
    case .flag(let flag): flag ? "t" : "f"
    }
  }

  /// As COPY reads it: what ends a value or a row has a backslash before it.
  fileprivate func append(to buffer: inout [UInt8]) {
    guard let text else {
      buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "N")])
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): buffer.append(contentsOf: [byte, byte])
      case UInt8(ascii: "\n"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case UInt8(ascii: "\r"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      case UInt8(ascii: "\t"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      default: buffer.append(byte)
      }
    }
  }
}

/// The rows that a query gave.
final class PostgresRows {
  private let result: OpaquePointer?

  fileprivate init(_ result: OpaquePointer?) { self.result = result }

  deinit { PQclear(result) }

  var count: Int { Int(PQntuples(result)) }

  /// Each row through a body.
  func map<Made>(_ body: (Row) throws -> Made) rethrows -> [Made] {
    try (0..<count).map { try body(Row(rows: self, index: Int32($0))) }
  }

  /// The first row; nil where there is none.
  var first: Row? { count > 0 ? Row(rows: self, index: 0) : nil }

  /// One row; a column is read as the table declares it.
  struct Row {
    fileprivate let rows: PostgresRows
    fileprivate let index: Int32

    func optionalText(_ column: Int) -> String? {
      let column = Int32(column)
      guard PQgetisnull(rows.result, index, column) == 0,
        let value = PQgetvalue(rows.result, index, column)
      else { return nil }
      return String(cString: value)
    }

    func text(_ column: Int) -> String { optionalText(column) ?? "" }
    func optionalInteger(_ column: Int) -> Int64? { optionalText(column).flatMap { Int64($0) } }
    func integer(_ column: Int) -> Int64 { optionalInteger(column) ?? 0 }
    func number(_ column: Int) -> Int { Int(integer(column)) }
    func flag(_ column: Int) -> Bool { optionalText(column) == "t" }
    func money(_ column: Int) -> Money { Money(fen: integer(column)) }
    func optionalDay(_ column: Int) -> Day? {
      optionalInteger(column).flatMap { Day(number: Int($0)) }
    }
    func day(_ column: Int) -> Day { optionalDay(column) ?? .earliest }

    /// The bytes of a bytea column; nil for none.
    func optionalBytes(_ column: Int) -> Data? {
      optionalText(column).flatMap { Data(hexadecimal: String($0.dropFirst(2))) }
    }
  }
}
