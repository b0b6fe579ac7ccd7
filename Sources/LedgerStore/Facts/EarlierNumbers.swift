import GRDB
import LedgerCore

/// The numbers of facts that earlier versions recorded in a form that is no longer compared.
///
/// A number was stored as it was compared then; one with a compatibility character or with
/// something in it that shows nothing would not be found by its present form. So the migration
/// gives such facts the present form, and keeps what was recorded beside them: the marks of the
/// journal were taken with it. Nearly every ledger has none.
struct EarlierNumbers {
  /// By the column's place in the table, for each place of a fact.
  private var recorded: [Int: [Place: String]] = [:]
  private var places: Set<Place> = []
  private struct Place: Hashable {
    let table: UInt8
    let at: FactPlace
  }

  /// What the migration kept; nothing that would make another number of it.
  init(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT tableName, columnName, entry, ordinal, recorded FROM earlierNumber")
    for row in rows {
      guard let table = FactTable.named(row["tableName"]),
        let column = table.columns.firstIndex(of: row["columnName"])
      else { continue }
      let place = Place(
        table: table.code, at: FactPlace(entry: row["entry"], ordinal: row["ordinal"]))
      recorded[column, default: [:]][place] = row["recorded"]
      places.insert(place)
    }
  }

  /// Whether a number of a fact was recorded in another form.
  func concern(_ table: FactTable, at place: FactPlace) -> Bool {
    !places.isEmpty && places.contains(Place(table: table.code, at: place))
  }

  /// The values of a fact as they were recorded.
  ///
  /// What is kept is put back only where it is another form of the number that stands.
  func values(_ values: [DatabaseValue], of table: FactTable, at place: FactPlace)
    -> [DatabaseValue]
  {
    guard !recorded.isEmpty else { return values }
    var values = values
    for (column, byPlace) in recorded {
      guard let text = byPlace[Place(table: table.code, at: place)],
        case .string(let number) = values[column].storage,
        normalizedNumber(text).hasBytes(of: number)
      else { continue }
      values[column] = text.databaseValue
    }
    return values
  }
}

extension EarlierNumbers {
  /// The columns in which things of one kind are named; under those of the first table and column
  /// they are registered.
  private struct Kind {
    let registered: (table: String, column: String)?
    let cited: [Column]

    var places: [Column] { cited + (registered.map { [($0.table, $0.column, "")] } ?? []) }
  }

  /// A column of numbers, of those rows of its table that meet a condition.
  private typealias Column = (table: String, column: String, condition: String)

  private static let kinds: [Kind] = [
    Kind(
      registered: ("legalAidCase", "caseNumber"),
      cited: [("claim", "caseNumber", ""), ("paymentLine", "citedNumber", "citedKind = 'case'")]),
    Kind(registered: ("claim", "claimNumber"), cited: []),
    Kind(
      registered: ("dutyShift", "dutyNumber"),
      cited: [("paymentLine", "citedNumber", "citedKind = 'duty'")]),
    Kind(
      registered: ("appropriation", "documentNumber"),
      cited: [
        ("appropriationChange", "documentNumber", ""), ("paymentLine", "documentNumber", ""),
        ("appropriationWithdrawal", "documentNumber", ""), ("carriedBalance", "documentNumber", ""),
        ("postedTotal", "documentNumber", ""),
      ]),
    Kind(
      registered: ("paymentLine", "voucherNumber"),
      cited: [
        ("paymentLine", "reversesVoucher", ""), ("paymentSupplement", "voucherNumber", ""),
        ("paymentApproval", "voucherNumber", ""), ("paymentRemark", "voucherNumber", ""),
        ("paymentRemark", "firstVoucher", ""), ("bankLine", "voucherNumber", ""),
        ("bankMatch", "voucherNumber", ""),
      ]),
    Kind(
      registered: ("bankLine", "bankReference"),
      cited: [
        ("bankSupplement", "bankReference", ""), ("bankMatch", "bankReference", ""),
        ("bankSetAside", "bankReference", ""),
      ]),
    // A judgment is registered nowhere: every case only cites it.
    Kind(registered: nil, cited: [("legalAidCase", "judgmentNumber", "")]),
  ]

  /// The version of the ledger whose numbers have the present form from the start.
  static let settledSince = 9

  /// Gives every number of a ledger the form in which numbers are compared now.
  ///
  /// Of two things that were registered under numbers that are one by now, the one whose number has
  /// the present form keeps it, and the other keeps its own: two things are never made one.
  ///
  /// - Throws: A `DatabaseError`; the migration is then rolled back as a whole.
  static func settle(_ database: Database) throws {
    var guards: [(name: String, sql: String)] = []
    for kind in kinds {
      let changes = try changes(of: kind, in: database)
      guard !changes.isEmpty else { continue }
      // The tables refuse every update; they do so again when the migration is done.
      if guards.isEmpty { guards = try dropGuards(database) }
      for (before, now) in changes {
        for place in kind.places { try rewrite(place, before, now, database) }
      }
    }
    for trigger in guards { try database.execute(sql: trigger.sql) }
  }

  /// The numbers that are compared in another form now, with that form.
  private static func changes(
    of kind: Kind, in database: Database
  ) throws -> [(before: String, now: String)] {
    var changes: [(String, String)] = []
    var known: Set<String> = []
    if let (table, column) = kind.registered {
      known = try odd((table, column, ""), database)
      var taken: Set<String> = []
      for number in known.sorted(by: { $0.precedesByCodePoint($1) }) {
        let now = normalizedNumber(number)
        if try !isThere(now, in: (table, column, ""), database), taken.insert(now).inserted {
          changes.append((number, now))
        }
      }
    }
    for place in kind.cited {
      for number in try odd(place, database).sorted(by: { $0.precedesByCodePoint($1) })
      where known.insert(number).inserted {
        let now = normalizedNumber(number)
        // Two documents that were paid from apart have totals apart.
        let isTotalled =
          try place.column == "documentNumber"
          && isThere(now, in: ("postedTotal", "documentNumber", ""), database)
        if !isTotalled { changes.append((number, now)) }
      }
    }
    return changes.filter { !$0.1.isEmpty }
  }

  private static func isThere(
    _ number: String, in place: Column, _ database: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: "SELECT EXISTS (SELECT 1 FROM \(place.table) WHERE \(place.column) = ?)",
      arguments: [number]) ?? false
  }

  /// The numbers of a column whose present form is another.
  private static func odd(_ place: Column, _ database: Database) throws -> Set<String> {
    // Plain signs, common ideographs and brackets are left alone by every form; SQLite sees to
    // them.
    let numbers = try String.fetchSet(
      database,
      sql: """
        SELECT \(place.column) FROM \(place.table)
        WHERE \(place.column) GLOB '*[^!-~一-鿿〔〕]*'\(clause(place.condition))
        """)
    return numbers.filter { !normalizedNumber($0).hasBytes(of: $0) }
  }

  private static func dropGuards(_ database: Database) throws -> [(name: String, sql: String)] {
    let rows = try Row.fetchAll(
      database,
      sql:
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%RefusesUpdate'")
    let guards = rows.map { (name: $0["name"] as String, sql: $0["sql"] as String) }
    for trigger in guards { try database.execute(sql: "DROP TRIGGER \(trigger.name)") }
    return guards
  }

  private static func rewrite(
    _ place: Column, _ before: String, _ now: String, _ database: Database
  ) throws {
    // The running totals are no facts and have no mark.
    if FactTable.named(place.table) != nil {
      try database.execute(
        sql: """
          INSERT INTO earlierNumber (tableName, columnName, entry, ordinal, recorded)
          SELECT ?, ?, entry, ordinal, \(place.column) FROM \(place.table)
          WHERE \(place.column) = ?\(clause(place.condition))
          """, arguments: [place.table, place.column, before])
    }
    try database.execute(
      sql:
        """
        UPDATE \(place.table) SET \(place.column) = ?
        WHERE \(place.column) = ?\(clause(place.condition))
        """,
      arguments: [now, before])
  }

  private static func clause(_ condition: String) -> String {
    condition.isEmpty ? "" : " AND " + condition
  }
}
