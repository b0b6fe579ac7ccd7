import GRDB

/// A column as SQLite describes it.
struct RawColumn {
  let name: String
  let type: String
  let isNullable: Bool

  /// An SQL expression for a value that the row does not have in this column.
  var otherValue: String {
    switch type {
    case "INTEGER": "coalesce(\"\(name)\", 0) + 1"
    case "BLOB": "zeroblob(32)"
    default: "coalesce(\"\(name)\", '') || '改'"
    }
  }
}

extension Database {
  func columns(in table: String) throws -> [RawColumn] {
    try Row.fetchAll(self, sql: "PRAGMA table_info(\(table))").map { row in
      RawColumn(
        name: row["name"], type: row["type"], isNullable: row["notnull"] == 0 && row["pk"] == 0)
    }
  }

  func rowCount(of table: String) throws -> Int {
    try Int.fetchOne(self, sql: "SELECT count(*) FROM \(table)") ?? 0
  }

  /// The columns of the primary key and of each unique index.
  func uniqueKeys(of table: String) throws -> [Set<String>] {
    let primary = try String.fetchSet(
      self, sql: "SELECT name FROM pragma_table_info(?) WHERE pk > 0", arguments: [table])
    let indexes = try String.fetchAll(
      self, sql: "SELECT name FROM pragma_index_list(?) WHERE \"unique\"", arguments: [table])
    let others = try indexes.map { index in
      try String.fetchSet(
        self, sql: "SELECT name FROM pragma_index_info(?)", arguments: [index])
    }
    return [primary] + others.filter { $0 != primary }
  }

  /// Takes away what stands between a stranger and the rows.
  func dropGuards() throws {
    let triggers = try String.fetchAll(
      self, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for trigger in triggers { try execute(sql: "DROP TRIGGER \(trigger)") }
    try execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
  }
}
