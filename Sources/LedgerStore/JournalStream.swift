import Foundation
import GRDB
import LedgerCore

/// The facts of one table in the order they were appended.
struct JournalStream {
  let table: FactTable
  private let cursor: RowCursor
  private(set) var place: Place?
  private(set) var values: [DatabaseValue] = []

  /// Where a fact stands: its entry and its place within it, from 1.
  struct Place: Comparable, Hashable {
    let entry: Int
    let ordinal: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.entry, left.ordinal) < (right.entry, right.ordinal)
    }
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

/// A fact as it was met on the way through the journal.
struct MetFact {
  let table: FactTable
  let place: JournalStream.Place
  let values: [DatabaseValue]
  let mark: FactMark

  /// The table and what finds the fact in it.
  var words: String { "\(table.title) \(key)" }
  var key: String { table.words(for: values) }
}

/// All facts of a ledger, in the order of the journal.
struct JournalFacts {
  private var streams: [JournalStream]
  private var buffer = ValueBytes()

  init(_ database: Database) throws {
    streams = try FactTable.all.map { try JournalStream($0, in: database) }
  }

  /// The next fact of an entry or an earlier one; nil when there is none.
  mutating func next(upTo entry: Int) throws -> MetFact? {
    var best: (index: Int, place: JournalStream.Place)?
    for (index, stream) in streams.enumerated() {
      guard let place = stream.place, place.entry <= entry else { continue }
      if best.map({ place < $0.place }) ?? true { best = (index, place) }
    }
    guard let best else { return nil }
    let stream = streams[best.index]
    try streams[best.index].advance()
    return MetFact(
      table: stream.table, place: best.place, values: stream.values,
      mark: FactMark(stream.table, stream.values, &buffer))
  }
}
