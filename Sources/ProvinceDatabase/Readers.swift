import LedgerCore

/// Who may look at what: a role of the database is given a region.
package struct DatabaseReader: Sendable {
  package let role: String
  /// The first two, four or six digits of region codes.
  package let region: String
  /// Whether it may look at facts, in which recipients are named.
  package let seesNames: Bool

  /// A region or a role that cannot be.
  package struct Flaw: OfficerError, Equatable {
    package let description: String
  }

  /// - Throws: ``Flaw``.
  package init(role: String, region: String, seesNames: Bool) throws(Flaw) {
    guard [2, 4, 6].contains(region.utf8.count),
      region.utf8.allSatisfy({ (0x30...0x39).contains($0) }), region.utf8.first != 0x30
    else { throw Flaw(description: "地区不对：写行政区划代码的前 2、4 或 6 位数字，例如 6403；没有改动") }
    guard (1...63).contains(role.utf8.count), !role.utf8.contains(0) else {
      throw Flaw(description: "用户名不对：写数据库里已经建好的用户；没有改动")
    }
    self.role = role
    self.region = region
    self.seesNames = seesNames
  }

  /// The numbers of the bureaus of the region.
  var range: Range<Int> {
    var (first, size) = (Int(region) ?? 0, 1)
    for _ in region.utf8.count..<6 {
      first *= 10
      size *= 10
    }
    return first..<(first + size)
  }
}

extension ProvinceDatabase {
  /// Lets a role of the database look at a region; what was said of it before is replaced.
  ///
  /// - Throws: ``DatabaseFault``, or ``DatabaseReader/Flaw`` where there is no such role.
  package func add(_ reader: DatabaseReader) throws {
    let known = try connection.query(
      "SELECT 1 FROM pg_roles WHERE rolname = $1", .text(reader.role))
    guard known.first != nil else {
      throw DatabaseReader.Flaw(
        description: "数据库里没有用户“\(printable(reader.role))”：请先请管理员建好用户；没有改动")
    }
    let role = "\"\(reader.role.replacing("\"", with: "\"\""))\""
    try connection.transaction {
      try connection.query(
        """
        INSERT INTO legalaid.scope (role, lo, hi, sees_names) VALUES ($1, $2, $3, $4)
        ON CONFLICT (role) DO UPDATE
        SET lo = excluded.lo, hi = excluded.hi, sees_names = excluded.sees_names
        """, .text(reader.role), .of(reader.range.lowerBound), .of(reader.range.upperBound),
        .flag(reader.seesNames))
      for schema in ["legalaid", "fact"] {
        try connection.query("REVOKE ALL ON ALL TABLES IN SCHEMA \(schema) FROM \(role)")
        try connection.query("GRANT USAGE ON SCHEMA \(schema) TO \(role)")
      }
      for table in try DatabaseSchema.tables(connection) where isOpen(table, to: reader) {
        try connection.query("GRANT SELECT ON \(table) TO \(role)")
      }
      try connection.query("GRANT INSERT (bureau, what) ON legalaid.drilldown TO \(role)")
      if !reader.seesNames {
        // The journal without who wrote what and why.
        try connection.query(
          """
          GRANT SELECT (bureau, ledger, entry, recorded_at, fact_count, digest)
          ON legalaid.journal_entry TO \(role)
          """)
      }
    }
  }

  private func isOpen(_ table: String, to reader: DatabaseReader) -> Bool {
    if table == "legalaid.drilldown" { return false }
    if reader.seesNames { return true }
    if table.hasPrefix("fact.") {
      return DatabaseSchema.openFactTables.contains {
        table == "fact.\($0)" || table == "fact.\"\($0)\""
      }
    }
    return !["legalaid.journal_entry", "legalaid.earlier_number"].contains(table)
  }
}
