import GRDB
package import LedgerCore
import Schema

/// Holds tables, indexes and triggers against those that the migrations make.
package enum SchemaCheck {
  /// Whether every table is there; without them nothing can be read.
  package static func hasTables(in ledger: LedgerSnapshot) throws -> Bool {
    let names = FactTable.all.map(\.name) + ["journalEntry", "postedTotal", "entrySignature"]
    return try names.allSatisfy { try ledger.database.tableExists($0) }
  }

  /// What is wrong with the schema.
  package static func problems(in ledger: LedgerSnapshot) throws -> [IntegrityProblem] {
    try problems(ledger.database)
  }

  static func problems(_ database: Database) throws -> [IntegrityProblem] {
    let expected = try made()
    let found = try objects(of: database)
    var problems: [IntegrityProblem] = []
    for (name, object) in expected.sorted(by: { $0.key < $1.key }) {
      let title = FactTable.named(object.table)?.title ?? "流水"
      let words = "\(object.word) \(name)（\(title)）"
      guard let now = found[name] else {
        problems.append(problem(title, name, "缺少\(words)：\(object.loss)"))
        continue
      }
      if now.sql != object.sql || now.type != object.type {
        problems.append(problem(title, name, "\(words)被改动：与程序建立的不同"))
      }
    }
    for (name, object) in found.sorted(by: { $0.key < $1.key }) where expected[name] == nil {
      problems.append(
        problem(nil, name, "多出\(object.word) \(printable(String(name.prefix(60))))：不是程序建立的"))
    }
    return problems
  }

  private static func problem(_ table: String?, _ key: String, _ words: String) -> IntegrityProblem
  {
    IntegrityProblem(.schema, table: table, key: printable(String(key.prefix(60))), words)
  }

  /// What stands in the schema under a name.
  private struct Object {
    let type: String
    let table: String
    let sql: String

    var word: String {
      switch type {
      case "table": "表"
      case "index": "索引"
      case "trigger": "触发器"
      default: "视图"
      }
    }

    /// What its loss means.
    var loss: String {
      switch type {
      case "trigger": "它不让已记的内容被改写或删除，有人可能在没有它的时候改过账"
      case "index": "它保证编号不重复、查询快"
      default: "其中的记录都不在了"
      }
    }
  }

  private static func made() throws -> [String: Object] {
    let queue = try DatabaseQueue()
    return try queue.writeWithoutTransaction { database in
      for script in Migrations.scripts { try database.execute(sql: script) }
      return try objects(of: database)
    }
  }

  /// What SQLite makes for itself is left out.
  private static func objects(of database: Database) throws -> [String: Object] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT type, name, tbl_name, sql FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        """)
    return Dictionary(
      rows.map { row in
        (row["name"], Object(type: row["type"], table: row["tbl_name"], sql: row["sql"]))
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// SQLite's own checks: the file's pages and indexes, and what points to what.
enum FileCheck {
  private static let limit = 20

  static func pageProblems(_ database: Database) throws -> [IntegrityProblem] {
    let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(\(limit))")
    guard found != ["ok"] else { return [] }
    return found.map { line in
      IntegrityProblem(.file, "SQLite 完整性检查未通过：\(words(for: line))")
    }
  }

  static func referenceProblems(_ database: Database) throws -> [IntegrityProblem] {
    try FactTable.all.flatMap { try dangling($0, database) }
  }

  private static func words(for line: String) -> String {
    if let match = line.firstMatch(of: /^CHECK constraint failed in (\w+)$/) {
      return "\(title(String(match.1)))表有不合规定的内容"
    }
    if let match = line.firstMatch(of: /^NULL value in (\w+)\.(\w+)$/) {
      return "\(title(String(match.1)))表有必填的\(columnTitle(String(match.2)))是空的"
    }
    if let match = line.firstMatch(of: /^row \d+ missing from index (\w+)$/) {
      return "索引 \(match.1) 里缺记录"
    }
    if let match = line.firstMatch(of: /^wrong # of entries in index (\w+)$/) {
      return "索引 \(match.1) 与表的条数不同"
    }
    if let match = line.firstMatch(of: /^non-unique entry in index (\w+)$/) {
      return "索引 \(match.1) 里有重复的编号"
    }
    if let match = line.firstMatch(of: /Page (\d+): unable to get the page/) {
      return "文件的第 \(match.1) 页读不出来"
    }
    return printable(line)
  }

  private static func title(_ table: String) -> String {
    FactTable.named(table)?.title ?? (table == "journalEntry" ? "流水" : table)
  }

  /// The facts of a table that name what is not there, by each of its foreign keys.
  private static func dangling(
    _ table: FactTable, _ database: Database
  ) throws -> [IntegrityProblem] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq
        """, arguments: [table.name])
    var problems: [IntegrityProblem] = []
    for (_, key) in Dictionary(grouping: rows, by: { $0["id"] as Int }).sorted(by: {
      $0.key < $1.key
    }) {
      // What points to no entry is told by the check of the journal.
      guard let parent: String = key[0]["table"], FactTable.named(parent) != nil else { continue }
      let pairs = key.map { (from: $0["from"] as String, to: $0["to"] as String) }
      let own = pairs.map { "child.\"\($0.from)\" IS NOT NULL" }.joined(separator: " AND ")
      let same = pairs.map { "parent.\"\($0.to)\" = child.\"\($0.from)\"" }
        .joined(separator: " AND ")
      let found = try Row.fetchAll(
        database,
        sql: """
          SELECT \(table.columnList), entry FROM \(table.name) AS child
          WHERE \(own) AND NOT EXISTS (SELECT 1 FROM \(parent) AS parent WHERE \(same))
          LIMIT \(limit)
          """)
      problems += found.map { row in
        let values = Array(row.databaseValues.prefix(table.columns.count))
        let key = table.words(for: values)
        let target = pairs.map { pair in
          "\(columnTitle(pair.from)) "
            + printable("\((row[pair.from] as DatabaseValue).storage.value ?? "")")
        }
        return IntegrityProblem(
          .reference, entry: row["entry"], table: table.title, key: key,
          "\(table.title) \(key)指向不存在的\(title(parent))：\(target.joined(separator: "，"))")
      }
    }
    return problems
  }
}
