import Foundation
import GRDB
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("篡改必被发现")
struct TamperingTests {
  /// A ledger file without its guards, of which each test takes copies.
  private let folder: TemporaryFolder
  private let head: String
  private let names: [String]

  init() throws {
    folder = try TemporaryFolder()
    head = try Self.fillLedger(in: folder)
    let raw = try folder.rawConnection()
    names = try raw.writeWithoutTransaction { database in
      try database.dropGuards()
      // The whole file in one piece, so that a copy is a copy.
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
      return try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    }
    try raw.close()
  }

  /// The store is closed when this returns; an open one would not let the journal mode change.
  private static func fillLedger(in folder: TemporaryFolder) throws -> String {
    let store = try folder.newLedger()
    try store.appendOfEveryKind()
    return try store.head()
  }

  /// Tampers with a copy and asks the store what it says to it.
  private func verification(after tamper: (Database) throws -> Void) throws -> Verification {
    let copy = UUID().uuidString
    try FileManager.default.copyItem(atPath: folder.file(), toPath: folder.file(copy))
    let raw = try folder.rawConnection(copy)
    try raw.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try tamper(database)
    }
    try raw.close()
    return try LedgerStore.open(at: folder.file(copy)).read { try $0.verify() }
  }

  private func expectSeen(
    _ sql: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try verification { database in
      try database.execute(sql: sql)
      let changes = database.changesCount
      #expect(changes > 0, "nothing was changed: \(sql)", sourceLocation: sourceLocation)
    }
    #expect(!found.problems.isEmpty, "not seen: \(sql)", sourceLocation: sourceLocation)
  }

  @Test("a ledger without its guards is still whole")
  func untouched() throws {
    let found = try verification { _ in }
    #expect(found.problems == [])
    #expect(found.head == head)
    #expect(names.count == factTableColumns.count + 2)
  }

  @Test("a change of any column of any table")
  func anyColumn() throws {
    for table in names {
      let columns = try folder.rawConnection().read { try $0.columns(in: table) }
      for column in columns {
        try expectSeen(
          """
          UPDATE \(table) SET "\(column.name)" = \(column.otherValue)
          WHERE entryOf(\(table))
          """.replacing("entryOf(\(table))", with: lastRow(of: table)))
      }
      for column in columns where column.isNullable {
        let isSet = "\"\(column.name)\" IS NOT NULL"
        let count = try folder.rawConnection().read {
          try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table) WHERE \(isSet)") ?? 0
        }
        if count > 0 {
          try expectSeen("UPDATE \(table) SET \"\(column.name)\" = NULL WHERE \(isSet)")
        }
      }
    }
  }

  /// The condition that is true for one row of a table, its last.
  private func lastRow(of table: String) -> String {
    let place = place(in: table)
    let order = place.split(separator: ", ").map { $0 + " DESC" }.joined(separator: ", ")
    return "(\(place)) = (SELECT \(place) FROM \(table) ORDER BY \(order) LIMIT 1)"
  }

  /// What names the place of a row in the journal; the journal and the totals have less of it.
  private func place(in table: String) -> String {
    switch table {
    case "journalEntry": "number"
    case "postedTotal": "entry"
    default: "entry, ordinal"
    }
  }

  @Test("a row taken out of any table, the first or the last")
  func deleted() throws {
    for table in names {
      try expectSeen("DELETE FROM \(table) WHERE \(lastRow(of: table))")
      let place = place(in: table)
      try expectSeen(
        """
        DELETE FROM \(table) WHERE (\(place)) =
          (SELECT \(place) FROM \(table) ORDER BY \(place) LIMIT 1)
        """)
      try expectSeen("DELETE FROM \(table)")
    }
  }

  @Test("a row put into any table, in a past entry, in the last or in none", arguments: [2, 4, 5])
  func added(entry: Int) throws {
    for table in names where table != "journalEntry" {
      let columns = try folder.rawConnection().read { try $0.columns(in: table) }
      let values = columns.map { column in
        switch column.name {
        case "entry": "\(entry)"
        case "ordinal": "1000"
        case "line", "revision", "number", "id": "\"\(column.name)\" + 1000"
        default: column.type == "INTEGER" ? "\"\(column.name)\"" : column.otherValue
        }
      }
      try expectSeen(
        """
        INSERT INTO \(table) (\(columns.map { "\"\($0.name)\"" }.joined(separator: ", ")))
        SELECT \(values.joined(separator: ", ")) FROM \(table) LIMIT 1
        """)
    }
  }

  @Test(
    "rows of one entry in another order",
    arguments: ["paymentLine", "bankLine", "legalAidCase", "claim"])
  func swapped(table: String) throws {
    let found = try verification { database in
      let places = try Row.fetchAll(
        database,
        sql: """
          SELECT entry, ordinal FROM \(table) UNION ALL SELECT entry, ordinal FROM openingBalance
          ORDER BY entry, ordinal
          """)
      let pair = zip(places, places.dropFirst()).first { $0["entry"] as Int == $1["entry"] as Int }
      let (first, second) = try #require(pair)
      let (low, high): (Int, Int) = (first["ordinal"], second["ordinal"])
      for name in [table, "openingBalance"] {
        try database.execute(
          sql: "UPDATE \(name) SET ordinal = ? - ordinal WHERE entry = ? AND ordinal IN (?, ?)",
          arguments: [low + high, first["entry"] as Int, low, high])
      }
    }
    #expect(!found.problems.isEmpty)
  }

  @Test("a row moved to another entry with the counts made to fit")
  func moved() throws {
    let found = try verification { database in
      try database.execute(
        sql: """
          UPDATE paymentSupplement SET entry = 3,
            ordinal = (SELECT factCount FROM journalEntry WHERE number = 3) + 1
          WHERE entry = 4;
          UPDATE journalEntry SET factCount = factCount + 1 WHERE number = 3;
          UPDATE journalEntry SET factCount = factCount - 1 WHERE number = 4;
          """)
    }
    #expect(!found.problems.isEmpty)
  }

  @Test("the facts of the last entry taken away from under it")
  func lastFacts() throws {
    for keepsJournal in [true, false] {
      let found = try verification { database in
        for table in names where table != "journalEntry" {
          try database.execute(sql: "DELETE FROM \(table) WHERE entry = 4")
        }
        if !keepsJournal { try database.execute(sql: "DELETE FROM journalEntry WHERE number = 4") }
      }
      // With its journal row gone too the chain is whole, only shorter: the head that was printed
      // on a statement is what tells.
      #expect(found.problems.isEmpty == !keepsJournal)
      #expect((found.head != head) == !keepsJournal)
      #expect(found.entryCount == (keepsJournal ? 4 : 3))
      if keepsJournal {
        #expect(found.problems.contains { $0.contains("第 4 号流水") && $0.contains("现有 0 条") })
      }
    }
  }

  @Test("an entry put behind the last one, or one taken out of the middle")
  func journalRows() throws {
    try expectSeen(
      """
      INSERT INTO journalEntry (number, recordedAt, operator, kind, factCount, digest)
      SELECT 5, recordedAt, operator, kind, 1, digest FROM journalEntry WHERE number = 4
      """)
    try expectSeen("DELETE FROM journalEntry WHERE number = 3")
    try expectSeen("UPDATE journalEntry SET number = number + 1 WHERE number = 4")
    try expectSeen("UPDATE journalEntry SET operator = '别人' WHERE number = 1")
  }

  @Test("rows under no entry are told as such, beside SQLite's own word")
  func strayRow() throws {
    let found = try verification {
      try $0.execute(sql: "UPDATE bankLine SET entry = 9, ordinal = 1 WHERE bankReference = '流2'")
    }
    #expect(
      found.problems.contains { $0.hasPrefix("bankLine 表有不属于任何流水的记录：bankReference=流2") })
    #expect(found.problems.contains { $0.contains("指向 journalEntry 表中不存在的记录") })
  }

  @Test("what verify says names places and numbers, never people")
  func words() throws {
    let found = try verification { database in
      try database.execute(sql: "UPDATE legalAidCase SET recipient = '赵某某丁' WHERE entry = 3")
      try database.execute(sql: "DELETE FROM bankLine")
      try database.execute(sql: "UPDATE paymentLine SET entry = 99, payee = '赵某某丁'")
    }
    let words = found.problems.joined(separator: "\n")
    #expect(words.contains("第 3 号流水") && words.contains("legalAidCase"))
    for name in ["赵某某丁", "受援人甲", "承办人甲", "律师乙", "甲所"] {
      #expect(!words.contains(name))
    }
  }
}
