import Foundation
import GRDB
import LedgerCore
import TestSupport
import Testing

@testable import LedgerStore

@Suite("篡改必被发现")
struct TamperingTests {
  /// A ledger file without its guards, of which each test takes copies.
  private let folder: TemporaryFolder
  private let head: String
  private let names: [String]
  /// The guards, to be put back when the deed is done.
  private let guards: [String]

  init() throws {
    folder = try TemporaryFolder()
    head = try Self.fillLedger(in: folder)
    let raw = try folder.rawConnection()
    (names, guards) = try raw.writeWithoutTransaction { database in
      let guards = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      try database.dropGuards()
      // The whole file in one piece, so that a copy is a copy.
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
      let names = try String.fetchAll(
        database,
        sql: """
          SELECT name FROM sqlite_schema
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'earlierNumber'
          """)
      return (names, guards)
    }
    try raw.close()
  }

  /// The store is closed when this returns; an open one would not let the journal mode change.
  private static func fillLedger(in folder: TemporaryFolder) throws -> String {
    let store = try folder.newLedger()
    try store.appendOfEveryKind()
    return try store.head()
  }

  /// Tampers with a copy, puts the guards back and asks the store what it says to it.
  private func verification(
    without missing: String? = nil, after tamper: (Database) throws -> Void
  ) throws -> Verification {
    let copy = UUID().uuidString
    try FileManager.default.copyItem(atPath: folder.file(), toPath: folder.file(copy))
    let raw = try folder.rawConnection(copy)
    try raw.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try tamper(database)
      for trigger in guards where trigger != missing { try database.execute(sql: trigger) }
    }
    try raw.close()
    return try LedgerStore.open(at: folder.file(copy)).read { try Verification(of: $0) }
  }

  /// Expects that a deed is seen, and that one of the problems names it.
  private func expectSeen(
    _ sql: String, _ kinds: Set<IntegrityProblem.Kind> = Set(IntegrityProblem.Kind.allCases),
    in table: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try verification { database in
      try database.execute(sql: sql)
      let changes = database.changesCount
      #expect(changes > 0, "nothing was changed: \(sql)", sourceLocation: sourceLocation)
    }
    let title = table.map { FactTable.named($0)?.title ?? "流水" }
    let isNamed = found.problems.contains { problem in
      kinds.contains(problem.kind) && (title == nil || problem.table == title)
    }
    #expect(
      isNamed, "not named: \(sql) \(found.problems.map(\.message))", sourceLocation: sourceLocation)
  }

  @Test("a ledger that was not touched is whole")
  func untouched() throws {
    let found = try verification { _ in }
    #expect(found.problems == [])
    #expect(found.head == head)
    #expect(names.count == factTableColumns.count + 3)
  }

  /// What a change of a column is told as: the place of a fact, the journal, or the fact itself.
  private static func kinds(of column: String, in table: String) -> Set<IntegrityProblem.Kind> {
    if table == "journalEntry" { return [.journal] }
    if table == "postedTotal" { return [.consistency] }
    if table == "entrySignature" { return [.signature] }
    return switch column {
    case "entry": [.moved]
    case "ordinal": [.reordered]
    default: [.changed]
    }
  }

  @Test(
    "a change of any column of a table is named",
    arguments: factTableColumns.keys.sorted() + ["journalEntry", "postedTotal", "entrySignature"])
  func anyColumn(table: String) throws {
    let named = table == "postedTotal" ? nil : table
    let columns = try folder.rawConnection().read { try $0.columns(in: table) }
    for column in columns {
      // A total one higher may be another total's place.
      let isTotal = table == "postedTotal" && column.type == "INTEGER"
      let other = isTotal ? "\"\(column.name)\" + 7" : column.otherValue
      try expectSeen(
        "UPDATE \(table) SET \"\(column.name)\" = \(other) WHERE \(lastRow(of: table))",
        Self.kinds(of: column.name, in: table), in: named)
    }
    for column in columns where column.isNullable {
      let isSet = "\"\(column.name)\" IS NOT NULL"
      let count = try folder.rawConnection().read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table) WHERE \(isSet)") ?? 0
      }
      if count > 0 {
        try expectSeen(
          "UPDATE \(table) SET \"\(column.name)\" = NULL WHERE \(isSet)",
          Self.kinds(of: column.name, in: table), in: named)
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
    case "postedTotal", "entrySignature": "entry"
    default: "entry, ordinal"
    }
  }

  /// What a row that is gone is told as.
  private static func kindOfLoss(_ table: String) -> Set<IntegrityProblem.Kind> {
    switch table {
    case "journalEntry": [.added]
    case "postedTotal": [.consistency]
    case "entrySignature": [.signature]
    default: [.missing]
    }
  }

  /// What a row that is more is told as.
  private static func kindOfGain(_ table: String) -> Set<IntegrityProblem.Kind> {
    switch table {
    case "postedTotal": [.consistency]
    case "entrySignature": [.signature]
    default: [.added]
    }
  }

  @Test("a row taken out of any table, the first or the last")
  func deleted() throws {
    for table in names {
      try expectSeen(
        "DELETE FROM \(table) WHERE \(lastRow(of: table))", Self.kindOfLoss(table),
        in: factTableColumns[table] == nil ? nil : table)
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
    // An entry has one signature, or none.
    for table in names
    where table != "journalEntry" && (table != "entrySignature" || entry != 4) {
      let columns = try folder.rawConnection().read { try $0.columns(in: table) }
      let values = columns.map { column in
        switch column.name {
        case "entry": "\(entry)"
        case "ordinal": "1000"
        case "line", "revision", "number", "id", "position", "proposal":
          "\"\(column.name)\" + 1000"
        default: column.type == "INTEGER" ? "\"\(column.name)\"" : column.otherValue
        }
      }
      try expectSeen(
        """
        INSERT INTO \(table) (\(columns.map { "\"\($0.name)\"" }.joined(separator: ", ")))
        SELECT \(values.joined(separator: ", ")) FROM \(table) LIMIT 1
        """, Self.kindOfGain(table), in: factTableColumns[table] == nil ? nil : table)
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
    #expect(found.problems.count == 2 && found.problems.allSatisfy { $0.kind == .reordered })
    #expect(found.problems.allSatisfy { $0.message.contains("次序被改动：应为第") })
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
    let words = found.problems.map(\.message)
    #expect(words.contains { $0.hasPrefix("第 4 号流水的承办人补填") && $0.hasSuffix("被移到第 3 号流水") })
    #expect(found.problems.contains { $0.kind == .journal && $0.entry == 3 })
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
        #expect(found.problems.allSatisfy { $0.entry == 4 && $0.kind == .missing })
        #expect(found.problems.contains { $0.table == "国库支付明细补填" })
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

  @Test("a row under no entry is told by where it came from")
  func strayRow() throws {
    let found = try verification {
      try $0.execute(sql: "UPDATE bankLine SET entry = 9, ordinal = 1 WHERE bankReference = '流2'")
    }
    #expect(found.problems.map(\.message) == ["第 2 号流水的国库支付明细 流2被移到第 9 号流水"])
  }

  @Test(
    "where one value was changed, its old one is found and said",
    arguments: [
      (
        "UPDATE paymentLine SET amount = 90100 WHERE voucherNumber = '凭1'",
        "第 2 号流水的支付明细 凭1 第 1 行内容被改动：与记账时的指纹不符；被改的是金额，原为 1,000.00 元，现为 901.00 元"
      ),
      (
        "UPDATE paymentLine SET paidOn = 20240331 WHERE voucherNumber = '凭2'",
        "；被改的是支付日期，原为2024-04-01，现为2024-03-31"
      ),
      (
        "UPDATE legalAidCase SET outcome = '办结' WHERE revision = 2",
        "；被改的是结案方式，原为“终止”，现为“办结”"
      ),
      (
        "UPDATE appropriation SET originYear = 2023 WHERE revision = 2",
        "；被改的是来源年度，原为 2024，现为 2023"
      ),
      (
        "UPDATE claim SET approvedBy = '某某' WHERE approvedBy IS NULL AND revision = 1",
        "；被改的是审核人，原为空，现为别的内容"
      ),
    ])
  func oldValue(sql: String, words: String) throws {
    let found = try verification { try $0.execute(sql: sql) }
    #expect(
      found.problems.contains { $0.message.hasSuffix(words) }, "\(found.problems.map(\.message))")
  }

  @Test("a digest that was changed is told from the content it belongs to")
  func digestOnly() throws {
    let found = try verification {
      try $0.execute(sql: "UPDATE journalEntry SET digest = zeroblob(32) WHERE number = 2")
    }
    #expect(found.problems.map(\.message) == ["第 2 号流水的摘要栏被改动；它的内容没有变"])
  }

  @Test("marks made to fit a changed row do not hide it")
  func forgedMarks() throws {
    let found = try verification {
      try $0.execute(
        sql: """
          UPDATE paymentLine SET amount = 1 WHERE voucherNumber = '凭1';
          UPDATE journalEntry SET marks = zeroblob(length(marks)) WHERE number = 2;
          """)
    }
    #expect(found.problems.contains { $0.kind == .journal && $0.message.contains("只供参考") })
  }

  @Test("a number whose printed form is another is told as well")
  func numbers() throws {
    let found = try verification {
      try $0.execute(
        sql: "UPDATE paymentLine SET printedVoucherNumber = '凭8' WHERE voucherNumber = '凭2'")
    }
    #expect(found.problems.contains { $0.kind == .consistency && $0.key == "凭8 第 1 行" })
    #expect(found.problems.contains { $0.kind == .changed })
  }

  @Test("every trigger, index and table that is gone or changed is named")
  func schema() throws {
    let objects = try folder.rawConnection().read {
      try Row.fetchAll(
        $0,
        sql: """
          SELECT type, name FROM sqlite_schema
          WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
          """)
    }
    #expect(objects.count > 25 && guards.count > 50)
    for trigger in guards {
      let found = try verification(without: trigger) { _ in }
      let name = try #require(trigger.split(separator: " ").dropFirst(2).first)
      #expect(found.problems.map(\.key) == [String(name)] && found.problems[0].kind == .schema)
    }
    for object in objects {
      let (type, name): (String, String) = (object["type"], object["name"])
      // The tables stay, for the guards to be put back onto; a stranger beside them is found.
      let sql =
        type == "table"
        ? "CREATE TABLE other\(name) (x)" : "DROP \(type.uppercased()) \(name)"
      let found = try verification { try $0.execute(sql: sql) }
      let key = type == "table" ? "other\(name)" : name
      #expect(found.problems.contains { $0.kind == .schema && $0.key == key }, "\(name)")
    }
    let folder = try TemporaryFolder()
    try folder.newLedger().appendOfEveryKind()
    for (name, sql) in [
      ("claimRefusesUpdate", "DROP TRIGGER claimRefusesUpdate"),
      ("packFile", "DROP TRIGGER packFileRefusesDelete; DROP TABLE packFile"),
    ] {
      try folder.rawConnection().writeWithoutTransaction { try $0.execute(sql: sql) }
      let problems = try LedgerStore.open(at: folder.file()).read {
        try Verification(of: $0).problems
      }
      #expect(problems.contains { $0.kind == .schema && $0.key == name }, "\(name)")
    }
  }

  @Test("what verify says names places and numbers, never people")
  func words() throws {
    let found = try verification { database in
      try database.execute(sql: "UPDATE legalAidCase SET recipient = '赵某某丁' WHERE entry = 3")
      try database.execute(sql: "DELETE FROM bankLine")
      try database.execute(sql: "UPDATE paymentLine SET entry = 99, payee = '赵某某丁'")
    }
    let words = found.problems.map(\.message).joined(separator: "\n")
    #expect(words.contains("第 3 号流水") && words.contains("案件 案1"))
    for name in ["赵某某丁", "受援人甲", "承办人甲", "律师乙", "甲所"] {
      #expect(!words.contains(name))
    }
  }
}
