import GRDB
import LedgerCore
import LedgerStore
import Schema
import TestSupport
import Testing

@Suite("旧版本的账本")
struct MigrationTests {
  private static let tablesQuery =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"

  /// A ledger file as the program of an earlier version left it, with facts of its every kind.
  private func oldLedger(_ version: Int, in folder: TemporaryFolder) throws -> RichBook {
    let rich = try RichBook(seed: UInt64(version))
    try fill("new.sqlite", with: rich, version, in: folder)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.file(), configuration: configuration)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = 0x4C414C47")
      for script in Migrations.scripts.prefix(version) { try database.execute(sql: script) }
      try database.execute(sql: "PRAGMA user_version = \(version)")
      try database.execute(
        sql: "ATTACH DATABASE ? AS made", arguments: [folder.file("new.sqlite")])
      for table in try String.fetchAll(database, sql: Self.tablesQuery) {
        try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM made.\(table)")
      }
    }
    try queue.close()
    return rich
  }

  /// The store is closed when this returns.
  private func fill(
    _ name: String, with rich: RichBook, _ version: Int, in folder: TemporaryFolder
  ) throws {
    let store = try folder.newLedger(name)
    try store.append(.sample()) { try $0.append(rich.book) }
    try store.append(.sample("bank")) { writer in
      for line in rich.bankLines { try writer.append(line) }
    }
    guard version >= 3 else { return }
    try store.append(.sample("later")) { try $0.appendStandardsAndRemarks(of: rich) }
  }

  @Test(
    "a ledger of an earlier version opens whole, with all its facts, and takes new ones",
    arguments: 2..<Migrations.scripts.count)
  func migrates(version: Int) throws {
    let folder = try TemporaryFolder()
    let rich = try oldLedger(version, in: folder)
    let made = try LedgerStore.open(at: folder.file("new.sqlite")).read { try $0.verify() }
    let store = try LedgerStore.open(at: folder.file())
    #expect(try store.read { try $0.verify() } == made)
    #expect(made.problems == [] && made.factCount > 50)
    try store.read { reader in
      for fact in rich.book.cases { expectExact(try reader.legalAidCase(fact.number), fact) }
      for fact in rich.book.claims { expectExact(try reader.claim(fact.number), fact) }
      for line in rich.bankLines { expectExact(try reader.bankLine(line.reference), line) }
      #expect(
        try reader.appropriations() == rich.book.appropriations.sorted { $0.id < $1.id })
      #expect(try reader.explanations().isEmpty && reader.closings().isEmpty)
    }
    try store.append(.sample("close")) { try $0.appendYearEnds(of: rich) }
    #expect(try store.problems() == [])
    let again = try LedgerStore.open(at: folder.file())
    #expect(try again.head() == store.head())
    #expect(try again.read { try $0.explanations() } == rich.explanations)
  }

  @Test("a migrated file has the schema of a new one", arguments: 1..<Migrations.scripts.count)
  func schema(version: Int) throws {
    let folder = try TemporaryFolder()
    _ = try oldLedger(version, in: folder)
    _ = try LedgerStore.open(at: folder.file()).head()
    let schemas = try ["ledger.sqlite", "new.sqlite"].map { name in
      try folder.rawConnection(name).read { database in
        try String.fetchSet(
          database,
          sql: "SELECT type || name || sql FROM sqlite_schema WHERE sql IS NOT NULL")
      }
    }
    #expect(schemas[0] == schemas[1] && schemas[0].count > 40)
    let version = try folder.rawConnection().read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(version == Migrations.scripts.count)
  }
}
