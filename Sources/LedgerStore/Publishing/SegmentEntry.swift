import Foundation
import GRDB
import LedgerCore

/// One entry of the journal as a segment carries it.
struct SegmentEntry {
  let number: Int
  let stamp: EntryStamp
  let digest: Data
  /// Whether each of its facts has a mark; an entry of an early version has none.
  let hasMarks: Bool
  /// In their order.
  let facts: [Fact]
  /// The key and the signature of who signed it; nil for an entry without.
  let signature: (key: Int, text: String)?
  /// Numbers that stand in another form than they were recorded in: see ``EarlierNumbers``.
  let settled: [Settled]

  /// A fact: its table's name and its values, as the mark is taken of them.
  struct Fact {
    let code: UInt8
    let bytes: [UInt8]
  }

  /// The present form of a number of a fact.
  struct Settled {
    let ordinal: Int
    let column: String
    let present: String
  }
}

// Reading.
extension SegmentEntry {
  init(_ reader: inout SegmentReader) throws(SegmentFault) {
    number = try reader.integer()
    stamp = EntryStamp(
      recordedAt: try reader.text(), operatorName: try reader.text(), kind: try reader.text(),
      reason: try reader.optionalText())
    let count = try reader.integer()
    digest = Data(try reader.bytes())
    hasMarks = try reader.integer() == 1
    var facts: [Fact] = []
    while facts.count < count {
      guard let code = UInt8(exactly: try reader.integer()) else {
        throw .contradictory(entry: number)
      }
      facts.append(Fact(code: code, bytes: try reader.bytes()))
    }
    self.facts = facts
    let key = try reader.integer()
    signature = key == 0 ? nil : (key, try reader.text())
    var settled: [Settled] = []
    let settledCount = try reader.integer()
    while settled.count < settledCount {
      settled.append(
        Settled(
          ordinal: try reader.integer(), column: try reader.text(), present: try reader.text()))
    }
    self.settled = settled
  }
}

extension SegmentEntry.Fact {
  /// The values of the columns of a table; nil for bytes that no fact of the table has.
  func values(of table: FactTable) -> [FieldValue]? {
    var reader = SegmentReader(bytes)
    guard (try? reader.text()) == table.name else { return nil }
    var values: [FieldValue] = []
    while !reader.isAtEnd {
      guard let value = try? reader.value() else { return nil }
      values.append(value)
    }
    return values.count == table.columns.count ? values : nil
  }
}

// Writing.
extension SegmentEntry {
  /// Writes the entries of a ledger after one and up to another, each with its facts.
  ///
  /// - Returns: How many facts there were.
  /// - Throws: A fault of the store.
  static func write(
    from ledger: LedgerSnapshot, after first: Int, through last: Int,
    into bytes: inout ValueBytes
  ) throws -> Int {
    let database = ledger.database
    var facts = try FactsInOrder(
      database, after: first, through: last, try EarlierNumbers(database))
    let rows = try PreparedStatement(
      """
      SELECT number, recordedAt, operator, kind, reason, factCount, digest, marks IS NOT NULL,
        personKey, signature
      FROM journalEntry LEFT JOIN entrySignature ON entrySignature.entry = number
      WHERE number > ? AND number <= ? ORDER BY number
      """, in: database)
    try rows.bind([.of(first), .of(last)])
    var count = 0
    while try rows.step() {
      let entry = try JournalEntry(rows)
      bytes.write(number: entry.number, stamp: entry.stamp, factCount: entry.factCount)
      bytes.write(bytes: entry.digest)
      bytes.write(integer: rows.number(7))
      var settled: [Settled] = []
      while let fact = try facts.next(of: entry.number) {
        bytes.write(integer: Int64(fact.table.code))
        bytes.write(bytes: Data(try fact.recordedBytes()))
        settled += fact.settled
        count += 1
      }
      bytes.write(integer: rows.number(8))
      if !rows.isNull(8) { bytes.write(text: rows.text(9) ?? "") }
      bytes.write(integer: Int64(settled.count))
      for number in settled {
        bytes.write(integer: Int64(number.ordinal))
        bytes.write(text: number.column)
        bytes.write(text: number.present)
      }
    }
    return count
  }
}

extension MetFact {
  /// The bytes that the fact's mark is taken of.
  fileprivate func recordedBytes() throws -> [UInt8] {
    var bytes = ValueBytes()
    bytes.write(text: table.name)
    for value in recorded {
      switch value.storage {
      case .null, .int64, .string: bytes.write(value)
      case .double, .blob: throw StoreFault.unreadableRow(table: table.name, column: "?")
      }
    }
    return bytes.bytes
  }

  /// The numbers that stand in another form by now.
  fileprivate var settled: [SegmentEntry.Settled] {
    table.columns.indices.compactMap { index in
      guard values[index] != recorded[index], case .string(let present) = values[index].storage
      else { return nil }
      return SegmentEntry.Settled(
        ordinal: place.ordinal, column: table.columns[index], present: present)
    }
  }
}

/// Reads values that came from outside: whatever the bytes, it stays within them.
struct SegmentReader {
  private let content: [UInt8]
  private var position = 0

  init(_ content: [UInt8]) { self.content = content }

  var isAtEnd: Bool { position == content.count }

  private static let cut = SegmentFault.malformed("内容不完整")

  private mutating func take(_ count: Int) throws(SegmentFault) -> ArraySlice<UInt8> {
    guard count >= 0, count <= content.count - position else { throw Self.cut }
    position += count
    return content[(position - count)..<position]
  }

  private mutating func number(_ count: Int) throws(SegmentFault) -> UInt64 {
    try take(count).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func tag() throws(SegmentFault) -> UInt8 { UInt8(try number(1)) }

  private mutating func content(tagged expected: UInt8) throws(SegmentFault) -> [UInt8] {
    guard try tag() == expected else { throw Self.cut }
    return Array(try take(Int(try number(4))))
  }

  mutating func integer() throws(SegmentFault) -> Int {
    guard try tag() == 1 else { throw Self.cut }
    return Int(Int64(bitPattern: try number(8)))
  }

  mutating func bytes() throws(SegmentFault) -> [UInt8] { try content(tagged: 3) }

  mutating func text() throws(SegmentFault) -> String {
    guard let text = String(validating: try content(tagged: 2), as: UTF8.self) else {
      throw Self.cut
    }
    return text
  }

  mutating func optionalText() throws(SegmentFault) -> String? {
    guard position < content.count, content[position] == 0 else { return try text() }
    position += 1
    return nil
  }

  /// A value of a fact.
  mutating func value() throws(SegmentFault) -> FieldValue {
    guard position < content.count else { throw Self.cut }
    switch content[position] {
    case 1: return .integer(Int64(try integer()))
    case 2: return .text(try text())
    case 0:
      position += 1
      return .null
    default: throw Self.cut
    }
  }
}
