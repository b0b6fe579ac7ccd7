package import Foundation
import GRDB
import LedgerCore

/// A table of facts as another database keeps its rows (影像).
package struct ImageTable: Sendable {
  /// A column besides the entry and the ordinal, which every table has.
  package struct Column: Sendable {
    package let name: String
    /// Whether it holds numbers; otherwise texts.
    package let isInteger: Bool
  }

  package let name: String
  /// In the order of the rows' values.
  package let columns: [Column]
  /// The place of the column that says in which year a fact stands: a budget year, or a day of
  /// eight digits; nil where a fact stands in no year of its own.
  package let yearColumn: Int?

  private static let dayColumns = ["acceptedOn", "claimedOn", "servedOn", "paidOn", "bookedOn"]

  /// Every table of facts that this version knows, in order of name.
  ///
  /// - Throws: A fault of the store.
  package static func all() throws -> [ImageTable] {
    let database = try DatabaseQueue(configuration: LedgerStore.configuration())
    return try database.writeWithoutTransaction { database in
      try LedgerStore.migrate(database)
      return try FactTable.all.map { try ImageTable($0, database) }
    }
  }

  private init(_ table: FactTable, _ database: Database) throws {
    var types: [String: String] = [:]
    for row in try Row.fetchAll(database, sql: "PRAGMA table_info(\(table.name))") {
      types[row["name"]] = row["type"]
    }
    name = table.name
    columns = table.columns.map { Column(name: $0, isInteger: types[$0] == "INTEGER") }
    yearColumn = table.columns.firstIndex { $0 == "fiscalYear" || Self.dayColumns.contains($0) }
  }
}

/// A fact as a row: where it stands in the journal, and its values in the order of the columns.
package struct ImageRow: Sendable {
  /// What SQLite keeps in a column.
  package enum Value: Equatable, Sendable {
    case null
    case integer(Int64)
    case text(String)
  }

  package let entry: Int
  package let ordinal: Int
  package let values: [Value]

  package init(entry: Int, ordinal: Int, values: [Value]) {
    self.entry = entry
    self.ordinal = ordinal
    self.values = values
  }

  /// The year in which the fact stands; nil where it stands in none of its own.
  package func year(in table: ImageTable) -> Int? {
    guard let column = table.yearColumn, case .integer(let number) = values[column] else {
      return nil
    }
    return Int(number > 9_999 ? number / 10_000 : number)
  }
}

/// An entry of the journal as a row, with its marks and its signature.
package struct ImageEntry: Sendable {
  package let number: Int
  package let stamp: EntryStamp
  package let factCount: Int
  package let digest: Data
  /// nil for an entry of an early version.
  package let marks: Data?
  /// The key and the signature of who signed it; nil for an entry without.
  package let signature: (key: Int, text: String)?

  package init(
    number: Int, stamp: EntryStamp, factCount: Int, digest: Data, marks: Data?,
    signature: (key: Int, text: String)?
  ) {
    self.number = number
    self.stamp = stamp
    self.factCount = factCount
    self.digest = digest
    self.marks = marks
    self.signature = signature
  }
}

/// A number that was recorded in another form than it stands in: see ``EarlierNumbers``.
package struct ImageNumber: Equatable, Sendable {
  package let table: String
  package let column: String
  package let entry: Int
  package let ordinal: Int
  package let recorded: String

  package init(table: String, column: String, entry: Int, ordinal: Int, recorded: String) {
    self.table = table
    self.column = column
    self.entry = entry
    self.ordinal = ordinal
    self.recorded = recorded
  }
}

// Reading.
extension LedgerSnapshot {
  /// The facts of a table that were recorded after an entry, in the order of the journal.
  package func forEachRow(
    of table: ImageTable, after entry: Int, _ body: (ImageRow) throws -> Void
  ) throws {
    let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let rows = try PreparedStatement(
      """
      SELECT entry, ordinal, \(columns) FROM \(table.name) WHERE entry > ? ORDER BY entry, ordinal
      """, in: database)
    try rows.bind(entry, to: 1)
    while try rows.step() {
      let values = try table.columns.indices.map { index -> ImageRow.Value in
        switch rows.kind(index + 2) {
        case .null: return .null
        case .integer: return .integer(rows.number(index + 2))
        case .text: return .text(rows.text(index + 2) ?? "")
        case .real, .blob:
          throw StoreFault.unreadableRow(table: table.name, column: table.columns[index].name)
        }
      }
      try body(
        ImageRow(entry: Int(rows.number(0)), ordinal: Int(rows.number(1)), values: values))
    }
  }

  /// The entries of the journal after one, in order.
  package func forEachEntry(
    after entry: Int, _ body: (ImageEntry) throws -> Void
  ) throws {
    let rows = try PreparedStatement(
      """
      SELECT number, recordedAt, operator, kind, reason, factCount, digest, marks, personKey,
        signature
      FROM journalEntry LEFT JOIN entrySignature ON entrySignature.entry = number
      WHERE number > ? ORDER BY number
      """, in: database)
    try rows.bind(entry, to: 1)
    while try rows.step() {
      let own = try JournalEntry(rows)
      try body(
        ImageEntry(
          number: own.number, stamp: own.stamp, factCount: own.factCount, digest: own.digest,
          marks: rows.isNull(7) ? nil : Data(rows.bytes(7)),
          signature: rows.isNull(8) ? nil : (Int(rows.number(8)), rows.text(9) ?? "")))
    }
  }

  /// The numbers after an entry that were recorded in another form.
  package func earlierNumbers(after entry: Int) throws -> [ImageNumber] {
    let rows = try PreparedStatement(
      """
      SELECT tableName, columnName, entry, ordinal, recorded FROM earlierNumber WHERE entry > ?
      ORDER BY entry, ordinal, columnName
      """, in: database)
    try rows.bind(entry, to: 1)
    var numbers: [ImageNumber] = []
    while try rows.step() {
      numbers.append(
        ImageNumber(
          table: rows.text(0) ?? "", column: rows.text(1) ?? "", entry: Int(rows.number(2)),
          ordinal: Int(rows.number(3)), recorded: rows.text(4) ?? ""))
    }
    return numbers
  }
}

/// Appends the rows of an image to a new replica, as they are: whether they hold together is asked
/// of the replica afterwards.
package struct ImageWriter {
  private let ledger: LedgerSnapshot

  init(_ ledger: LedgerSnapshot) { self.ledger = ledger }

  /// Appends a fact.
  ///
  /// - Throws: A fault of the store.
  package func append(_ row: ImageRow, to table: ImageTable) throws {
    guard let own = FactTable.named(table.name) else { throw StoreFault.damaged }
    let insertion = try ledger.insertion(into: own)
    let values = row.values.map { value -> FieldValue in
      switch value {
      case .null: .null
      case .integer(let number): .integer(number)
      case .text(let text): .text(text)
      }
    }
    try insertion.bind([.of(row.entry), .of(row.ordinal)] + values)
    defer { insertion.reset() }
    _ = try insertion.step()
  }

  /// Appends an entry of the journal with its signature.
  ///
  /// - Throws: A fault of the store.
  package func append(_ entry: ImageEntry) throws { try ledger.append(entry) }

  /// Appends a number that was recorded in another form.
  ///
  /// - Throws: A fault of the store.
  package func append(_ number: ImageNumber) throws { try ledger.append(number) }

  /// Works out what the ledger keeps beside its facts.
  func finish() throws { try ledger.payments.appendTotals(from: 1) }
}

extension LedgerSnapshot {
  /// Appends the head of an entry, and its signature where it has one.
  func append(_ entry: ImageEntry) throws {
    let head = try rows("journalEntry new", JournalEntry.insertion)
    try head.bind([
      .of(entry.number), .text(entry.stamp.recordedAt), .text(entry.stamp.operatorName),
      .text(entry.stamp.kind), .optional(entry.stamp.reason), .of(entry.factCount),
    ])
    try head.bind(entry.digest, to: 7)
    if let marks = entry.marks { try head.bind(marks, to: 8) } else { try head.bindNull(to: 8) }
    defer { head.reset() }
    _ = try head.step()
    guard let signature = entry.signature else { return }
    let insertion = try rows("entrySignature new", JournalEntry.signatureInsertion)
    try insertion.bind([.of(entry.number), .of(signature.key), .text(signature.text)])
    defer { insertion.reset() }
    _ = try insertion.step()
  }

  /// Appends a number that was recorded in another form than it stands in.
  func append(_ number: ImageNumber) throws {
    let insertion = try rows(
      "earlierNumber new",
      """
      INSERT INTO earlierNumber (tableName, columnName, entry, ordinal, recorded)
      VALUES (?, ?, ?, ?, ?)
      """)
    try insertion.bind([
      .text(number.table), .text(number.column), .of(number.entry), .of(number.ordinal),
      .text(number.recorded),
    ])
    defer { insertion.reset() }
    _ = try insertion.step()
  }
}
