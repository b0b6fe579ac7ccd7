import LedgerCore
import LedgerStore
package import Province
import Schema

/// The tables of a province's database, made from the data of `db/province`.
package enum DatabaseSchema {
  /// Of the tables that are made by this program.
  static let version = 1

  /// How tables are parted.
  package enum Layout: CaseIterable, Sendable {
    /// Those that grow with the days by year: what a single server does best.
    case years
    /// All by bureau, as an engine does that spreads rows over machines.
    case bureaus
  }

  /// A table of facts as it stands in the database.
  struct FactTable {
    let table: ImageTable
    /// With its schema.
    let place: String

    /// Whether its facts have days, and so come by the thousand each year.
    var growsByDay: Bool {
      table.yearColumn.map { table.columns[$0].name != "fiscalYear" } ?? false
    }
  }

  static func factTables() throws -> [FactTable] {
    try ImageTable.all().map { FactTable(table: $0, place: "fact.\"\($0.name)\"") }
  }

  /// Of every reader's: what of the facts nobody's name, number or account stands in.
  static let openFactTables: Set<String> = [
    "appropriation", "appropriationChange", "appropriationOrigin", "dutyShift", "paymentLine",
    "claim", "openingBalance", "carriedBalance", "yearClosing",
  ]
  /// Tables that are the same for every reader.
  static let sharedTables: Set<String> = ["legalaid.province", "legalaid.scope"]

  private static let yearsOwnPart = 2_022...2_031
  private static let bureauParts = 2

  /// What the schema is marked with when all of its tables are there: the version of the tables,
  /// and that of the ledger whose facts they hold.
  private static var mark: String { "\(version)/\(Migrations.scripts.count)" }

  /// The statements that make what is not there yet; each may be run again.
  ///
  /// - Throws: A fault of the store.
  package static func statements(_ layout: Layout) throws -> [String] {
    let byYear = layout == .years ? "PARTITION BY RANGE (year)" : byBureau
    let byNothing = layout == .years ? "" : byBureau
    let kept = ProvinceSchema.scripts.map { script in
      script.replacing(":years", with: byYear).replacing(":bureaus", with: byNothing)
    }
    let facts = try factTables().map { fact in
      let columns = fact.table.columns.map { "\"\($0.name)\" \($0.isInteger ? "bigint" : "text")" }
      return ProvinceSchema.factTable.replacing(":name", with: fact.table.name)
        .replacing(":columns", with: columns.joined(separator: ",\n  "))
        .replacing(":layout", with: fact.growsByDay ? byYear : byNothing)
    }
    return kept + facts
  }

  private static let byBureau = "PARTITION BY HASH (bureau)"

  /// Makes the tables in a database, or those that a newer program knows besides.
  ///
  /// - Throws: ``DatabaseFault``; nothing is made then.
  package static func make(_ address: DatabaseAddress, _ layout: Layout) throws {
    let connection = try PostgresConnection(address)
    try connection.transaction { try prepare(connection, layout) }
  }

  private static func isComplete(_ connection: PostgresConnection) throws -> Bool {
    try connection.query(
      "SELECT obj_description(to_regnamespace('legalaid'), 'pg_namespace')"
    ).first?.optionalText(0) == mark
  }

  /// Makes what is not there yet, and says who may see what.
  static func prepare(_ connection: PostgresConnection, _ layout: Layout) throws {
    if try isComplete(connection) { return }
    for statement in try statements(layout) { try connection.query(statement) }
    let parted = try connection.query(
      """
      SELECT n.nspname, c.relname, p.partstrat FROM pg_partitioned_table p
      JOIN pg_class c ON c.oid = p.partrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('legalaid', 'fact') ORDER BY 1, 2
      """
    ).map { (schema: $0.text(0), name: $0.text(1), isByYear: $0.text(2) == "r") }
    for table in parted {
      let whole = "\(table.schema).\"\(table.name)\""
      func part(_ suffix: String, _ values: String) throws {
        try connection.query(
          """
          CREATE TABLE IF NOT EXISTS \(table.schema)."\(table.name)_\(suffix)"
          PARTITION OF \(whole) \(values)
          """)
      }
      if table.isByYear {
        try part("other", "DEFAULT")
        for year in yearsOwnPart {
          try part("\(year)", "FOR VALUES FROM (\(year)) TO (\(year + 1))")
        }
      } else {
        for number in 0..<bureauParts {
          try part("\(number)", "FOR VALUES WITH (MODULUS \(bureauParts), REMAINDER \(number))")
        }
      }
    }
    for table in try tables(connection) where !sharedTables.contains(table) {
      try connection.query(ProvinceSchema.regionPolicy.replacing(":table", with: table))
    }
    try connection.query("COMMENT ON SCHEMA legalaid IS '\(mark)'")
  }

  /// Every table that is no part of another, with its schema.
  static func tables(_ connection: PostgresConnection) throws -> [String] {
    try connection.query(
      """
      SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('legalaid', 'fact') AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition ORDER BY 1, 2
      """
    ).map { row in
      let name = row.text(1)
      let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
      return "\(row.text(0)).\(isPlain ? name : "\"\(name)\"")"
    }
  }
}

extension ProvinceDatabase {
  /// Makes the tables of a province in a database, and takes over what its own ledger says.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - province: Whose ledgers it shall hold.
  ///   - layout: How the tables are parted.
  /// - Throws: ``DatabaseFault``; nothing is made then.
  package static func prepare(
    _ address: DatabaseAddress, for province: Province, layout: DatabaseSchema.Layout = .years
  ) throws {
    let connection = try PostgresConnection(address)
    try connection.transaction {
      try DatabaseSchema.prepare(connection, layout)
      try OwnLedgerRows(connection).follow(province.store)
    }
  }
}
