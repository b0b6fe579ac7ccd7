package import Foundation
import GRDB

/// What `verify` found: the journal from the first entry to the head, and SQLite's own checks.
package struct Verification: Equatable, Sendable {
  package let entryCount: Int
  package let factCount: Int
  /// The digest of the last entry in hexadecimal.
  package let head: String
  /// One Chinese sentence for each thing that is not as it was written; empty when all is well.
  package let problems: [String]
}

extension LedgerReader {
  /// Recomputes the chain from the rows and runs SQLite's integrity checks.
  ///
  /// - Complexity: Reads and sorts every row of the ledger once.
  package func verify() throws -> Verification {
    var problems = try sqliteProblems() + postedTotalProblems()
    var streams = try FactTable.all.map { try JournalStream($0, in: database) }
    var previous: Data?
    var entryCount = 0
    var factCount = 0
    let entries = try PreparedStatement(
      JournalEntry.selection + " ORDER BY number", in: database)
    while try entries.step() {
      let entry = try JournalEntry(entries)
      entryCount += 1
      if entry.number != entryCount {
        problems.append("流水号不连续：应为第 \(entryCount) 号，读到第 \(entry.number) 号")
        entryCount = entry.number
      }
      let recomputed = try Self.recompute(entry, after: previous, from: &streams)
      factCount += recomputed.facts
      problems += recomputed.problems
      previous = entry.digest
    }
    for stream in streams where stream.place != nil {
      problems.append("\(stream.table.name) 表有不属于任何流水的记录：\(stream.words)")
    }
    let head = previous.map(hexadecimal) ?? ""
    return Verification(
      entryCount: entryCount, factCount: factCount, head: head, problems: problems)
  }

  /// The digest of an entry from its rows, against the one it was written with.
  private static func recompute(
    _ entry: JournalEntry, after previous: Data?, from streams: inout [JournalStream]
  ) throws -> (facts: Int, problems: [String]) {
    var digest = EntryDigest(after: previous)
    var facts = 0
    var problems: [String] = []
    var tables: Set<String> = []
    let words = "第 \(entry.number) 号流水（\(entry.stamp.recordedAt)，\(entry.stamp.kind)）"
    while let index = nextStream(of: streams, upTo: entry.number) {
      let stream = streams[index]
      guard let place = stream.place else { break }
      facts += 1
      tables.insert(stream.table.name)
      if place.entry != entry.number {
        problems.append("\(words)之前有多出的记录：\(stream.table.name) 表 \(stream.words)")
      } else if place.ordinal != facts {
        problems.append("\(words)的第 \(facts) 条记录缺失或次序被改动")
        facts = place.ordinal
      }
      digest.add(table: stream.table.name, ordinal: place.ordinal, values: stream.values)
      try streams[index].advance()
    }
    if facts != entry.factCount {
      problems.append("\(words)应有 \(entry.factCount) 条记录，现有 \(facts) 条")
    }
    if digest.finish(number: entry.number, stamp: entry.stamp, factCount: entry.factCount)
      != entry.digest
    {
      let places = tables.sorted().joined(separator: "、")
      problems.append("\(words)的摘要不符：记录被改动过，涉及 \(places.isEmpty ? "流水本身" : places)")
    }
    return (facts, problems)
  }

  private static func nextStream(of streams: [JournalStream], upTo entry: Int) -> Int? {
    var best: (index: Int, place: JournalStream.Place)?
    for (index, stream) in streams.enumerated() {
      guard let place = stream.place, place.entry <= entry else { continue }
      if best.map({ place < $0.place }) ?? true { best = (index, place) }
    }
    return best?.index
  }

  private func sqliteProblems() throws -> [String] {
    var problems: [String] = []
    let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
    if integrity != ["ok"] {
      problems.append("SQLite 完整性检查未通过：\(integrity.joined(separator: "；"))")
    }
    let foreignKeys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
    for row in foreignKeys.prefix(20) {
      let table: String = row["table"] ?? "?"
      let parent: String = row["parent"] ?? "?"
      problems.append("\(table) 表有记录指向 \(parent) 表中不存在的记录")
    }
    return problems
  }
}

/// The facts of one table in the order they were appended.
private struct JournalStream {
  let table: FactTable
  private let cursor: RowCursor
  private(set) var place: Place?
  private(set) var values: [DatabaseValue] = []

  struct Place: Comparable {
    let entry: Int
    let ordinal: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.entry, left.ordinal) < (right.entry, right.ordinal)
    }
  }

  /// The key of the row at hand: numbers only, never a name.
  var words: String {
    let keys = zip(table.columns, values).prefix(2)
    return keys.map { "\($0)=\($1.storage.value ?? "")" }.joined(separator: "，")
  }

  init(_ table: FactTable, in database: Database) throws {
    self.table = table
    cursor = try Row.fetchCursor(
      database,
      sql: """
        SELECT entry, ordinal, \(table.columnList) FROM \(table.name) ORDER BY entry, ordinal
        """)
    try advance()
  }

  mutating func advance() throws {
    guard let row = try cursor.next() else {
      place = nil
      return
    }
    let all = Array(row.databaseValues)
    guard case .int64(let entry) = all[0].storage, case .int64(let ordinal) = all[1].storage else {
      throw StoreFault.unreadableRow(table: table.name, column: "entry")
    }
    place = Place(entry: Int(entry), ordinal: Int(ordinal))
    values = Array(all[2...])
  }
}

/// Bytes in hexadecimal, as statements print a digest.
package func hexadecimal(_ data: Data) -> String {
  let digits = Array("0123456789abcdef")
  return String(data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
