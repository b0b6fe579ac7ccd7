import GRDB
package import LedgerCore

/// The ledger as one transaction sees it: the registers that are read, all in the same state.
///
/// A register is a plain value over the snapshot. What registers share, to read rows, stands at the
/// end.
package struct LedgerSnapshot {
  let database: Database
  private let statements: StatementCache
  /// Lines that the transaction under way has appended and no total holds yet.
  let pending = PendingTotals()

  init(database: Database, _ statements: StatementCache) {
    self.database = database
    self.statements = statements
  }

  /// Cases with their claims.
  package var cases: CaseRegister { CaseRegister(snapshot: self) }
  /// Duty shifts.
  package var duty: DutyRegister { DutyRegister(snapshot: self) }
  /// Appropriations, their changes, and the openings of years.
  package var funds: AppropriationRegister { AppropriationRegister(snapshot: self) }
  /// Payments and reversals.
  package var payments: PaymentRegister { PaymentRegister(snapshot: self) }
  /// Payees and their accounts at banks.
  package var payees: PayeeRegister { PayeeRegister(snapshot: self) }
  /// People, their keys and what they signed.
  package var people: PeopleRegister { PeopleRegister(snapshot: self) }
  /// What people ask each other for.
  package var proposals: ProposalRegister { ProposalRegister(snapshot: self) }
  /// What is kept for the province: code, key, receipts.
  package var publishing: PublishingRegister { PublishingRegister(snapshot: self) }
  /// What the province's own ledger keeps.
  package var province: ProvinceRegister { ProvinceRegister(snapshot: self) }
  /// The treasury's statement.
  package var treasury: TreasuryStatement { TreasuryStatement(snapshot: self) }
  /// What was registered in error.
  package var voided: VoidRegister { VoidRegister(snapshot: self) }
  /// The numbers that cases had and have.
  package var caseNumbers: CaseNumbers { CaseNumbers(snapshot: self) }
  /// The subsidy standards.
  package var standards: LoadedStandards { LoadedStandards(snapshot: self) }
  /// What people explained.
  package var explanations: GivenExplanations { GivenExplanations(snapshot: self) }
  /// Years and their closings.
  package var years: YearRegister { YearRegister(snapshot: self) }
  /// The facts of entries, by what finds them.
  package var entryFacts: EntryFacts { EntryFacts(snapshot: self) }
  /// Entries and heads.
  package var journal: Journal { Journal(snapshot: self) }

  /// The bureau whose ledger this is.
  package func bureau() throws -> Bureau {
    guard let bureau = try all(.bureau, "ORDER BY id", [], Bureau.init).first else {
      throw StoreFault.damaged
    }
    return bureau
  }

  /// The size of the ledger in bytes, without its log.
  package func byteCount() throws -> Int {
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    return pages * size
  }

  // MARK: - What registers read rows with

  /// The last revision of the fact that a condition names; nil for none.
  func last<Fact>(
    _ table: FactTable, _ condition: String, _ arguments: [FieldValue],
    _ decode: (PreparedStatement) throws -> Fact
  ) throws -> Fact? {
    try all(
      table, "WHERE \(condition) ORDER BY revision DESC LIMIT 1", arguments, decode
    ).first
  }

  /// Rows with the table's columns first and `entry` last, decoded one at a time.
  func all<Fact>(
    _ table: FactTable, _ tail: String, _ arguments: [FieldValue] = [],
    _ decode: (PreparedStatement) throws -> Fact
  ) throws -> [Fact] {
    try facts("\(table.name) \(tail)", arguments, decode) {
      "SELECT \(table.columnList), entry FROM \(table.name) \(tail)"
    }
  }

  /// The journal entry of a row that ``all(_:_:_:_:)`` gave.
  static func entry(of row: PreparedStatement) -> Int {
    Int(row.number(row.columnCount - 1))
  }

  /// Rows of a statement under a short name; what is known to have none is not asked again.
  func facts<Fact>(
    _ name: String, _ arguments: [FieldValue],
    _ decode: (PreparedStatement) throws -> Fact, _ sql: () -> String
  ) throws -> [Fact] {
    if statements.isKnownEmpty(name, arguments) { return [] }
    let rows = try statements.statement(name, in: database, sql)
    defer { rows.reset() }
    try rows.bind(arguments)
    var facts: [Fact] = []
    while try rows.step() { facts.append(try decode(rows)) }
    if facts.isEmpty { statements.remember(empty: name, arguments) }
    return facts
  }

  /// The rows of a table in the order of a key, one key at a time; `entry` is last in each.
  func stream<Fact>(
    _ table: FactTable, _ tail: String, keyColumn: Int = 0,
    _ decode: @escaping (PreparedStatement) throws -> Fact
  ) throws -> KeyedStream<Fact> {
    let rows = try PreparedStatement(
      "SELECT \(table.columnList), entry FROM \(table.name) \(tail)", in: database)
    return try KeyedStream(rows, table: table, keyColumn: keyColumn, decode)
  }

  /// The texts of a column, row by row.
  func forEachText(_ sql: String, _ body: (String) throws -> Void) throws {
    let rows = try PreparedStatement(sql, in: database)
    while try rows.step() { try body(rows.text(0) ?? "") }
  }

  /// A statement under a short name, prepared once.
  func rows(_ name: String, _ sql: @autoclosure () -> String) throws -> PreparedStatement {
    try statements.statement(name, in: database, sql)
  }

  /// The statement that appends a row to a table; what was not there may be there then.
  func insertion(into table: FactTable) throws -> PreparedStatement {
    statements.forgetEmpty()
    return try statements.statement(table.name, in: database) { table.insertion() }
  }

  /// The statement that appends as many rows at once as ``NewFacts`` hold.
  func insertion(intoMany table: FactTable) throws -> PreparedStatement {
    statements.forgetEmpty()
    return try statements.statement(table.title, in: database) {
      table.insertion(of: NewFacts.countMax)
    }
  }
}
