import GRDB
package import LedgerCore

/// The treasury's statement (国库流水): its lines, and what people decided about them.
package struct TreasuryStatement {
  package let snapshot: LedgerSnapshot

  /// A bank line with what the bank said later of it; nil when it is not recorded, or void.
  package func line(_ reference: BankReference) throws -> BankLine? {
    try snapshot.voided.contains(.bankLine(reference)) ? nil : recordedLine(reference)
  }

  /// The same of a line that may be void.
  func recordedLine(_ reference: BankReference) throws -> BankLine? {
    let rows = try snapshot.all(
      .bankLine, "WHERE bankReference = ?", [.text(reference.key)], BankLine.init)
    guard let line = rows.first else { return nil }
    let supplements = try Row.fetchAll(
      snapshot.database, sql: "SELECT field, value FROM bankSupplement WHERE bankReference = ?",
      arguments: [reference.key])
    return supplements.reduce(line) {
      $0.supplemented(field: $1["field"], value: $1["value"])
    }
  }

  /// The reference of each line as the bank printed it, in no order.
  package func forEachReference(_ body: (String) throws -> Void) throws {
    try snapshot.forEachText("SELECT printedBankReference FROM bankLine", body)
  }

  /// The lines of money that came back, in order of day and reference.
  package func returns() throws -> [BankLine] {
    try snapshot.all(
      .bankLine, "WHERE amount < 0 ORDER BY bookedOn, bankReference", [], BankLine.init
    ).compactMap { try line($0.reference) }
  }

  /// What the bank's lines say, and people decided, of a voucher, each with its journal entry.
  package func mentions(of voucher: VoucherNumber) throws -> [Mention] {
    let lines = try snapshot.all(
      .bankLine, "WHERE voucherNumber = ? ORDER BY bankReference", [.text(voucher.key)]
    ) { (entry: LedgerSnapshot.entry(of: $0), reference: try BankLine($0).reference) }
    let later = try Row.fetchAll(
      snapshot.database,
      sql: """
        SELECT entry, bankReference, value FROM bankSupplement WHERE field = 'voucherNumber'
        ORDER BY bankReference
        """
    ).filter { VoucherNumber($0["value"] as String? ?? "") == voucher }
      .map { row -> (entry: Int, reference: BankReference) in
        let key: String = row["bankReference"]
        return (row["entry"], BankReference(key: key, printed: key))
      }
    let named = try (lines + later).compactMap { entry, reference in
      try line(reference).map { Mention(entry: entry, line: $0, decision: nil) }
    }
    return try named + decisions(on: voucher)
  }

  /// Where a bank line and a voucher come together.
  package struct Mention: Sendable {
    package let entry: Int
    package let line: BankLine
    /// What a person decided; nil for what the bank says.
    package let decision: BankMatch?
  }

  private func decisions(on voucher: VoucherNumber) throws -> [Mention] {
    let rows = try Row.fetchAll(
      snapshot.database,
      sql: """
        SELECT entry, bankReference, kind, reason FROM bankMatch WHERE voucherNumber = ?
        ORDER BY number
        """, arguments: [voucher.key])
    return try rows.compactMap { row in
      let key: String = row["bankReference"]
      guard let line = try line(BankReference(key: key, printed: key)),
        let kind = BankMatch.Kind(rawValue: row["kind"])
      else { return nil }
      return Mention(
        entry: row["entry"], line: line,
        decision: BankMatch(
          reference: line.reference, vouchers: [voucher], kind: kind, reason: row["reason"]))
    }
  }

  /// How many lines the treasury's statement has.
  package func lineCount() throws -> Int {
    let all = try Int.fetchOne(snapshot.database, sql: "SELECT count(*) FROM bankLine") ?? 0
    return try all - snapshot.voided.things().keys(.bankLine).count
  }

  /// What stands of each bank line that was decided about, in the order of the decisions.
  ///
  /// Of a void line nothing stands; when it counts again, so does what was decided of it.
  package func matches() throws -> [BankMatch] {
    try matches(
      """
      number IN (SELECT max(number) FROM bankMatch GROUP BY bankReference)
        AND \(VoidThings.isStanding(.bankLine, "bankReference"))
      """)
  }

  /// What stands of one bank line, void or not; nil when nobody decided about it.
  package func match(of reference: BankReference) throws -> BankMatch? {
    try matches(
      "number = (SELECT max(number) FROM bankMatch WHERE bankReference = ?)",
      [.text(reference.key)]
    ).first
  }

  /// The entry that the last decision about a bank line stands under; nil when there is none.
  package func entryOfMatch(of reference: BankReference) throws -> Int? {
    try Int.fetchOne(
      snapshot.database,
      sql: "SELECT entry FROM bankMatch WHERE bankReference = ? ORDER BY number DESC LIMIT 1",
      arguments: [reference.key])
  }

  /// Every bank line with what the bank said later of it, in order of its reference.
  package func forEachLine(_ body: (BankLine) throws -> Void) throws {
    let void = try snapshot.voided.things()
    let lines = try snapshot.stream(.bankLine, "ORDER BY bankReference", BankLine.init)
    let supplements = try snapshot.stream(.bankSupplement, "ORDER BY bankReference, field") { row in
      (field: row.text(1) ?? "", value: row.text(2) ?? "")
    }
    while let key = lines.key {
      let later = try supplements.take(key)
      for line in try lines.take(key) where !void.contains(.bankLine, key) {
        try body(later.reduce(line) { $0.supplemented(field: $1.field, value: $1.value) })
      }
    }
  }

  /// The bank lines that name one of some vouchers, or none, in order of reference.
  ///
  /// - Complexity: Reads each line once, and decodes those.
  package func forEachLine(
    naming vouchers: Set<UInt64>, _ body: (BankLine) throws -> Void
  ) throws {
    var later: [String: [(field: String, value: String)]] = [:]
    for row in try Row.fetchAll(
      snapshot.database, sql: "SELECT * FROM bankSupplement ORDER BY field")
    {
      later[row["bankReference"], default: []].append((row["field"], row["value"]))
    }
    let rows = try PreparedStatement(
      "SELECT \(FactTable.bankLine.columnList) FROM bankLine ORDER BY bankReference",
      in: snapshot.database)
    let void = try snapshot.voided.things()
    while try rows.step() {
      guard rows.isNull(5) || vouchers.contains(TreasurySketches.mark(of: rows.bytes(5))) else {
        continue
      }
      let line = try BankLine(rows)
      guard !void.contains(.bankLine, line.reference.key) else { continue }
      try body(
        (later[line.reference.key] ?? []).reduce(line) {
          $0.supplemented(field: $1.field, value: $1.value)
        })
    }
  }

  /// Decisions in the order of their numbers, the rows of each put together.
  private func matches(
    _ condition: String, _ arguments: [FieldValue] = []
  ) throws -> [BankMatch] {
    let row = try PreparedStatement(
      """
      SELECT \(FactTable.bankMatch.columnList), (SELECT printedBankReference FROM bankLine
        WHERE bankLine.bankReference = bankMatch.bankReference)
      FROM bankMatch WHERE \(condition) ORDER BY number, voucherNumber
      """, in: snapshot.database)
    try row.bind(arguments)
    var matches: [BankMatch] = []
    var last = 0
    while try row.step() {
      var fields = FieldReader(row, of: .bankMatch)
      let number = try fields.integer()
      let voucher = VoucherNumber(key: try fields.text(), printed: try fields.text())
      let reference = try fields.text()
      let earlier = number == last ? matches.removeLast().vouchers : []
      let kind = try fields.term(BankMatch.Kind.self)
      let reason = try fields.text()
      matches.append(
        BankMatch(
          reference: BankReference(key: reference, printed: try fields.optionalText() ?? reference),
          vouchers: earlier + [voucher], kind: kind, reason: reason))
      last = number
    }
    return matches
  }
}
