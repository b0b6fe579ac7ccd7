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
    var fields = FieldReader(row, of: .journalEntry)
    number = try fields.integer()
    stamp = EntryStamp(
      recordedAt: try fields.text(), operatorName: try fields.text(), kind: try fields.text(),
      reason: try fields.optionalText())
    factCount = try fields.integer()
    digest = Data(row.bytes(6))
  }

  /// Without the marks, which may be long and only verifying asks for.
  static let selection =
    "SELECT number, recordedAt, operator, kind, reason, factCount, digest FROM journalEntry"

  /// The statement that appends an entry, and the one that appends its signature.
  static let insertion = """
    INSERT INTO journalEntry
      (number, recordedAt, operator, kind, reason, factCount, digest, marks)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """
  static let signatureInsertion =
    "INSERT INTO entrySignature (entry, personKey, signature) VALUES (?, ?, ?)"
}

extension FactTable {
  /// The journal itself, which holds no facts: its columns but for the digest and the marks.
  static let journalEntry = FactTable(
    code: 0, name: "journalEntry", title: "流水", naming: "第 {number} 号",
    columns: ["number", "recordedAt", "operator", "kind", "reason", "factCount"])
}

/// The SHA-256 of a text's UTF-8, in hexadecimal.
package func sha256(_ text: String) -> String {
  hexadecimal(Data(SHA256.hash(data: Data(text.utf8))))
}

extension [PackFile] {
  /// The digest of a report pack: over the names and texts of its files in their order.
  package var digest: String {
    sha256(map { "\($0.name)\n\($0.text.utf8.count)\n\($0.text)" }.joined(separator: "\n"))
  }
}

/// The digest of one entry: over the digest of the entry before, the marks of its facts and its
/// head.
enum EntryDigest {
  /// The digest; nil for the entry before stands for none.
  static func of(
    _ marks: UnsafeRawBufferPointer, after previous: Data?, number: Int, stamp: EntryStamp,
    factCount: Int
  ) -> Data {
    var hash = SHA256()
    hash.update(data: previous ?? Data(count: 32))
    // The marks of a large entry are not copied for it.
    var bytes = ValueBytes()
    bytes.write(headOfBytes: marks.count)
    hash.update(data: bytes.bytes)
    hash.update(bufferPointer: marks)
    bytes.clear()
    bytes.write(number: number, stamp: stamp, factCount: factCount)
    hash.update(data: bytes.bytes)
    return Data(hash.finalize())
  }
}

/// The digest of an entry of schema version 4 or earlier: taken over the facts themselves.
struct EarlierEntryDigest {
  private var hash = SHA256()
  private var buffer = ValueBytes()

  init(after previous: Data?) {
    hash.update(data: previous ?? Data(count: 32))
  }

  mutating func add(table: String, ordinal: Int, values: [DatabaseValue]) {
    buffer.clear()
    buffer.write(text: table)
    buffer.write(integer: Int64(ordinal))
    for value in values { buffer.write(value) }
    hash.update(data: buffer.bytes)
  }

  func finish(number: Int, stamp: EntryStamp, factCount: Int) -> Data {
    var (hash, bytes) = (hash, ValueBytes())
    bytes.write(number: number, stamp: stamp, factCount: factCount)
    hash.update(data: bytes.bytes)
    return Data(hash.finalize())
  }
}

/// The mark of one fact (记录指纹): its table's code and the first 15 bytes of the SHA-256 of its
/// table's name and values.
struct FactMark: Hashable {
  /// Bytes of a mark in the journal.
  static let size = 16

  private let high: UInt64
  private let low: UInt64

  init(_ table: FactTable, _ values: [DatabaseValue], _ buffer: inout ValueBytes) {
    buffer.clear()
    buffer.write(text: table.name)
    for value in values { buffer.write(value) }
    self.init(table, encoded: buffer)
  }

  /// The mark of a table's name and the values of a fact, written as bytes already.
  init(_ table: FactTable, encoded buffer: ValueBytes) {
    self = buffer.bytes.withUnsafeBytes { FactMark(table, encoded: $0) }
  }

  init(_ table: FactTable, encoded: UnsafeRawBufferPointer) {
    var hash = SHA256()
    hash.update(bufferPointer: encoded)
    let words = hash.finalize().withUnsafeBytes { bytes in
      [0, 7].map { UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)) }
    }
    high = UInt64(table.code) << 56 | words[0] >> 8
    low = words[1]
  }

  /// A mark of the journal, by its place from 0.
  init(_ place: Int, of marks: UnsafeRawBufferPointer) {
    let offset = place * Self.size
    high = UInt64(bigEndian: marks.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    low = UInt64(bigEndian: marks.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
  }

  /// The table of the fact; nil for one that this version does not know.
  var table: FactTable? { FactTable.with(code: UInt8(high >> 56)) }

  /// The codes of the tables of all facts that have these marks.
  static func tableCodes(of marks: UnsafeRawBufferPointer) -> Set<UInt8> {
    Set(stride(from: 0, to: marks.count, by: size).map { marks[$0] })
  }

  func append(to marks: inout Data) {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { marks.append(contentsOf: $0) }
  }
}

/// Reads the values of a fact that ``ValueBytes`` has written, one after the other.
struct ValueReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  enum Value {
    case null
    case integer(Int64)
    case text(UnsafeRawBufferPointer)
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The next value; nil at the end.
  mutating func next() -> Value? {
    guard position < bytes.count else { return nil }
    let tag = bytes[position]
    position += 1
    switch tag {
    case 1:
      position += 8
      return .integer(
        Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: position - 8, as: Int64.self)))
    case 2:
      let length = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
      position += 4 + Int(length)
      return .text(UnsafeRawBufferPointer(rebasing: bytes[(position - Int(length))..<position]))
    default: return .null
    }
  }
}

/// Values as bytes, each with its kind and length, so that no two sequences of values look alike.
struct ValueBytes {
  private(set) var bytes: [UInt8] = []

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ other: ValueBytes) { bytes += other.bytes }

  mutating func write(_ value: DatabaseValue) {
    switch value.storage {
    case .null: bytes.append(0)
    case .int64(let number): write(integer: number)
    case .string(let text): write(text: text)
    case .blob(let data): write(bytes: data)
    case .double(let number):
      var text = "\(number)"
      text.withUTF8 { write(tag: 4, UnsafeRawBufferPointer($0)) }
    }
  }

  /// Writes the values of a fact, and tells where each of them ends.
  mutating func write(_ values: [FieldValue]) -> [Int] {
    values.map { value in
      switch value {
      case .null: bytes.append(0)
      case .integer(let number): write(integer: number)
      case .text(let text): write(text: text)
      }
      return bytes.count
    }
  }

  mutating func write(number: Int, stamp: EntryStamp, factCount: Int) {
    write(integer: Int64(number))
    for text in [stamp.recordedAt, stamp.operatorName, stamp.kind] { write(text: text) }
    write(stamp.reason?.databaseValue ?? .null)
    write(integer: Int64(factCount))
  }

  mutating func write(integer: Int64) {
    bytes.append(1)
    withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(text: String) {
    var text = text
    text.withUTF8 { write(tag: 2, UnsafeRawBufferPointer($0)) }
  }

  mutating func write(bytes data: Data) { data.withUnsafeBytes { write(tag: 3, $0) } }

  /// What stands before bytes that are not written here.
  mutating func write(headOfBytes count: Int) {
    bytes.append(3)
    withUnsafeBytes(of: UInt32(count).bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  private mutating func write(tag: UInt8, _ content: UnsafeRawBufferPointer) {
    bytes.append(tag)
    withUnsafeBytes(of: UInt32(content.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: content)
  }
}
