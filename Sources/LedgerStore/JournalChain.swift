import Crypto
package import Foundation
import GRDB
import LedgerCore

/// Who writes, when, and with which command: the head of a journal entry (流水).
package struct EntryStamp: Equatable, Sendable {
  /// The instant in ISO 8601, UTC (`2024-03-05T08:30:00Z`), passed in: the ledger has no clock.
  package let recordedAt: String
  package let operatorName: String
  /// The command: `import`, `pay record`.
  package let kind: String
  /// Why an amendment, an override or a correction was made.
  package let reason: String?

  package init(recordedAt: String, operatorName: String, kind: String, reason: String? = nil) {
    self.recordedAt = recordedAt
    self.operatorName = operatorName
    self.kind = kind
    self.reason = reason
  }
}

/// One entry of the journal as it stands in the ledger.
package struct JournalEntry: Equatable, Sendable {
  /// From 1, without gaps.
  package let number: Int
  package let stamp: EntryStamp
  package let factCount: Int
  /// SHA-256 over the entry's facts and head, chained to the entry before.
  package let digest: Data

  init(number: Int, stamp: EntryStamp, factCount: Int, digest: Data) {
    self.number = number
    self.stamp = stamp
    self.factCount = factCount
    self.digest = digest
  }

  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: Self.table)
    number = try fields.integer()
    stamp = EntryStamp(
      recordedAt: try fields.text(), operatorName: try fields.text(), kind: try fields.text(),
      reason: try fields.optionalText())
    factCount = try fields.integer()
    digest = Data(row.bytes(6))
  }

  private static let table = FactTable(
    name: "journalEntry",
    columns: ["number", "recordedAt", "operator", "kind", "reason", "factCount"])

  static let selection =
    "SELECT number, recordedAt, operator, kind, reason, factCount, digest FROM journalEntry"
}

/// The SHA-256 of a text's UTF-8, in hexadecimal.
package func sha256(_ text: String) -> String {
  hexadecimal(Data(SHA256.hash(data: Data(text.utf8))))
}

/// The digest of one entry, taken fact by fact in the order they are appended.
///
/// It covers the digest of the entry before, each fact (table, place, columns) and the entry's
/// head.
/// Every value is written with its kind and length, so that no two sequences of facts look alike.
struct EntryDigest {
  private var hash = SHA256()
  private var buffer: [UInt8] = []
  /// Where each value of the fact at hand ends in the buffer.
  private var ends: [Int] = []

  init(after previous: Data?) {
    hash.update(data: previous ?? Data(count: 32))
  }

  mutating func add(table: String, ordinal: Int, values: [DatabaseValue]) {
    begin(table, ordinal)
    for value in values { write(value) }
    hash.update(data: buffer)
  }

  /// Takes a fact in and runs the statement that appends it, which reads the same bytes.
  ///
  /// - Throws: A `DatabaseError` when the row cannot be appended.
  mutating func append(
    _ values: [FieldValue], to table: FactTable, entry: Int, ordinal: Int,
    with insertion: PreparedStatement
  ) throws {
    begin(table.name, ordinal)
    ends.removeAll(keepingCapacity: true)
    for value in values {
      write(value)
      ends.append(buffer.count)
    }
    hash.update(data: buffer)
    try insertion.bind(entry, to: 1)
    try insertion.bind(ordinal, to: 2)
    try buffer.withUnsafeBytes { bytes in
      for (index, value) in values.enumerated() {
        switch value {
        case .null: try insertion.bindNull(to: index + 3)
        case .integer(let number): try insertion.bind(Int(number), to: index + 3)
        case .text(let text):
          let end = ends[index]
          let text = UnsafeRawBufferPointer(rebasing: bytes[(end - text.utf8.count)..<end])
          try insertion.bind(staying: text, to: index + 3)
        }
      }
      _ = try insertion.step()
      insertion.reset()
    }
  }

  private mutating func begin(_ table: String, _ ordinal: Int) {
    buffer.removeAll(keepingCapacity: true)
    write(text: table)
    write(integer: Int64(ordinal))
  }

  private mutating func write(_ value: FieldValue) {
    switch value {
    case .null: buffer.append(0)
    case .integer(let number): write(integer: number)
    case .text(let text): write(text: text)
    }
  }

  mutating func finish(number: Int, stamp: EntryStamp, factCount: Int) -> Data {
    buffer.removeAll(keepingCapacity: true)
    write(integer: Int64(number))
    for text in [stamp.recordedAt, stamp.operatorName, stamp.kind] { write(text: text) }
    write(stamp.reason?.databaseValue ?? .null)
    write(integer: Int64(factCount))
    hash.update(data: buffer)
    return Data(hash.finalize())
  }

  private mutating func write(_ value: DatabaseValue) {
    switch value.storage {
    case .null: buffer.append(0)
    case .int64(let number): write(integer: number)
    case .string(let text): write(text: text)
    case .blob(let data): write(tag: 3, bytes: Array(data))
    case .double(let number): write(tag: 4, bytes: Array("\(number)".utf8))
    }
  }

  private mutating func write(integer: Int64) {
    buffer.append(1)
    withUnsafeBytes(of: integer.bigEndian) { buffer.append(contentsOf: $0) }
  }

  private mutating func write(text: String) {
    write(tag: 2, bytes: text.utf8)
  }

  private mutating func write(tag: UInt8, bytes: some Collection<UInt8>) {
    buffer.append(tag)
    withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { buffer.append(contentsOf: $0) }
    buffer.append(contentsOf: bytes)
  }
}
