import Foundation
import GRDB
import LedgerCore
import Schema
import TestSupport
import Testing

@testable import LedgerStore

@Suite("账本的结构")
struct SchemaTests {
  /// A file with rows in every table, seen through a connection that sets nothing.
  private static func withRawLedger(
    _ body: (Database, [String]) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    try folder.newLedger().appendOfEveryKind()
    try folder.rawConnection().writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try database.execute(
        sql: "INSERT INTO earlierNumber VALUES ('claim', 'caseNumber', 1, 1, '案1')")
      let isRecursive = try Int.fetchOne(database, sql: "PRAGMA recursive_triggers")
      #expect(isRecursive == 0)
      let tables = try tableNames(in: database)
      #expect(tables.count >= 20)
      for table in tables {
        #expect(try database.rowCount(of: table) > 0, "no row in \(table) to try it on")
      }
      try body(database, tables)
    }
  }

  private static func tableNames(in database: Database) throws -> [String] {
    try String.fetchAll(
      database,
      sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
  }

  @Test("every table refuses an update of any of its columns")
  func refusesUpdate() throws {
    try Self.withRawLedger { database, tables in
      for table in tables {
        for column in try database.columns(in: table) {
          expectRefused(database, "UPDATE \(table) SET \"\(column.name)\" = \"\(column.name)\"")
          expectRefused(
            database, "UPDATE OR REPLACE \(table) SET \"\(column.name)\" = \"\(column.name)\"")
        }
      }
    }
  }

  @Test("every table refuses a delete")
  func refusesDelete() throws {
    try Self.withRawLedger { database, tables in
      for table in tables {
        let before = try database.rowCount(of: table)
        expectRefused(database, "DELETE FROM \(table)")
        #expect(try database.rowCount(of: table) == before)
      }
    }
  }

  @Test("every table refuses to replace a row by any of its keys")
  func refusesReplace() throws {
    try Self.withRawLedger { database, tables in
      for table in tables {
        let columns = try database.columns(in: table)
        for key in try database.uniqueKeys(of: table) {
          // All columns outside the key differ, so that this key alone is what collides.
          let values = columns.map { column in
            key.contains(column.name) ? "\"\(column.name)\"" : column.otherValue
          }
          let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
          expectRefused(
            database,
            """
            INSERT OR REPLACE INTO \(table) (\(names))
            SELECT \(values.joined(separator: ", ")) FROM \(table) LIMIT 1
            """)
        }
      }
    }
  }

  @Test("every table of facts is strict")
  func strict() throws {
    try Self.withRawLedger { database, tables in
      let strict = try String.fetchSet(
        database, sql: "SELECT name FROM pragma_table_list WHERE strict AND schema = 'main'")
      #expect(strict == Set(tables))
    }
  }

  @Test("the columns that go into the digest are the columns of the schema")
  func factTables() throws {
    try Self.withRawLedger { database, tables in
      var columns: [String: [String]] = [:]
      // The journal holds no facts, the running totals say nothing that the lines do not, and what
      // numbers were before stands beside facts; a signature is over the digest.
      let others = ["journalEntry", "postedTotal", "earlierNumber", "entrySignature"]
      for table in tables where !others.contains(table) {
        columns[table] = try database.columns(in: table).map(\.name)
          .filter { !["entry", "ordinal"].contains($0) }
      }
      #expect(factTableColumns == columns)
    }
  }

  @Test("every table has a code of its own for good, and every column a Chinese name")
  func names() throws {
    // Marks in ledgers that exist carry these codes.
    #expect(
      Dictionary(uniqueKeysWithValues: FactTable.all.map { ($0.name, $0.code) }) == [
        "bureau": 1, "appropriation": 2, "appropriationChange": 3, "openingBalance": 4,
        "legalAidCase": 5, "claim": 6, "dutyShift": 7, "paymentLine": 8, "paymentSupplement": 9,
        "bankLine": 10, "bankSupplement": 11, "subsidyStandard": 12, "paymentRemark": 13,
        "explanation": 14, "bankMatch": 15, "yearClosing": 16, "carriedBalance": 17,
        "packFile": 18, "appropriationWithdrawal": 19, "paymentApproval": 20, "sealedFinding": 21,
        "voiding": 22, "caseRenumbering": 23, "bankSetAside": 24, "payee": 25,
        "person": 26, "personKey": 27, "proposal": 28, "proposalDecision": 29,
        "tableTerm": 30, "closingManner": 31, "caseDetails": 32, "nameShowing": 34,
        "regionCode": 40, "appropriationOrigin": 41, "publishingKey": 42, "filedReceipt": 43,
        "reportingBureau": 44, "reportingKey": 45, "receivedSegment": 46, "allocation": 47,
      ])
    #expect(Set(FactTable.all.map(\.title)).count == FactTable.all.count)
    for column in FactTable.all.flatMap(\.columns) { #expect(columnTitle(column) != column) }
  }

  @Test("every column of the journal goes into the digest, but the digest itself")
  func journalColumns() throws {
    // The tampering tests change each of these; a new one has to be added to the digest first.
    try Self.withRawLedger { database, _ throws in
      #expect(
        try database.columns(in: "journalEntry").map(\.name) == [
          "number", "recordedAt", "operator", "kind", "reason", "factCount", "digest", "marks",
        ])
    }
  }

  @Test("the file says whose it is and which version it has")
  func identity() throws {
    try Self.withRawLedger { database, _ in
      // "LALG" in ASCII.
      #expect(try Int.fetchOne(database, sql: "PRAGMA application_id") == 0x4C41_4C47)
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version")
      #expect(version == Migrations.scripts.count)
      #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
    }
  }

  @Test("the store's own connection keeps every promise of the design")
  func connection() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    let settings = [
      "foreign_keys": 1, "synchronous": 2, "recursive_triggers": 1, "trusted_schema": 0,
    ]
    for (setting, value) in settings {
      let found = try store.read {
        try Int.fetchOne($0.database, sql: "PRAGMA \(setting)")
      }
      #expect(found == value, "\(setting)")
    }
    let mode = try store.read { try String.fetchOne($0.database, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
  }

  @Test("a fact that points nowhere is refused when it is written")
  func foreignKeys() throws {
    let store = try LedgerStore.sample()
    let head = try store.head()
    #expect(throws: StoreFault.self) {
      try store.append(.sample()) { try $0.append(.adjustment(on: "2024-01-01", "5")) }
    }
    #expect(throws: StoreFault.self) {
      try store.append(.sample()) { try $0.append(lawyer: "甲", of: .of("凭1")) }
    }
    #expect(throws: StoreFault.self) {
      try store.append(.sample()) { try $0.append(.bankReturn, on: .of("凭1/1")) }
    }
    #expect(throws: StoreFault.self) {
      try store.append(.sample()) { writer in
        try writer.append(PaymentLine.sample())
        try writer.append(.reissue(of: .of("凭9/1")), on: .of("凭1/1"))
      }
    }
    #expect(try store.head() == head)
  }

  @Test("only the owner may read the ledger and what SQLite writes beside it")
  func mode() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    try store.append(.sample()) { try $0.append(.sample() as LegalAidCase) }
    let names = try folder.names()
    #expect(names.contains("ledger.sqlite-wal"))
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
    }
  }

  @Test("the bureau is kept and stands alone")
  func bureau() throws {
    let store = try LedgerStore.sample()
    #expect(try store.read { try $0.bureau() } == .sample)
    #expect(throws: StoreFault.self) {
      try store.append(.sample()) { try $0.append(Bureau.sample) }
    }
  }
}

/// Expects that the append-only triggers stop a statement.
private func expectRefused(
  _ database: Database, _ sql: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  do {
    try database.execute(sql: sql)
    Issue.record("not refused: \(sql)", sourceLocation: sourceLocation)
  } catch let error as DatabaseError {
    #expect(
      error.message == "facts are appended, never edited", "\(sql)",
      sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(sql): \(error)", sourceLocation: sourceLocation)
  }
}
