import GRDB
package import LedgerCore

/// The years of the book: which there are, which are closed (年终结账), and what each closing carried
/// and sealed.
package struct YearRegister {
  let snapshot: LedgerSnapshot

  /// All closings and reopenings, in the order they were done.
  package func closings() throws -> [NumberedClosing] {
    try snapshot.all(.yearClosing, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .yearClosing)
      return NumberedClosing(
        number: try fields.integer(),
        closing: YearClosing(
          fiscalYear: try fields.year(), kind: try fields.term(YearClosing.Kind.self),
          on: try fields.day(), packDigest: try fields.optionalText(),
          reason: try fields.optionalText()))
    }
  }

  /// The closing that stands of each closed year, in order of year.
  package func standingClosings() throws -> [NumberedClosing] {
    var newest: [FiscalYear: NumberedClosing] = [:]
    for closing in try closings() { newest[closing.closing.fiscalYear] = closing }
    return newest.values.filter { $0.closing.kind == .closed }
      .sorted { $0.closing.fiscalYear < $1.closing.fiscalYear }
  }

  /// The journal entry of a closing.
  package func entry(ofClosing number: Int) throws -> Int? {
    try Int.fetchOne(
      snapshot.database, sql: "SELECT entry FROM yearClosing WHERE number = ?",
      arguments: [number])
  }

  /// How often a year has been closed by now.
  package func timesClosed(_ year: FiscalYear) throws -> Int {
    try closings().count { $0.closing.fiscalYear == year && $0.closing.kind == .closed }
  }

  /// The years that take no fact dated in them.
  package func closed() throws -> ClosedYears {
    ClosedYears(try standingClosings().map(\.closing.fiscalYear))
  }

  /// What a closing carried forward, in order of document and budget year.
  package func carriedBalances(of closing: Int) throws -> [CarriedBalance] {
    try snapshot.all(
      .carriedBalance, "WHERE closing = ? ORDER BY documentNumber, fiscalYear", [.of(closing)]
    ) { row in
      var fields = FieldReader(row, of: .carriedBalance)
      _ = try fields.integer()
      let key = try fields.text()
      let year = try fields.year()
      _ = try fields.integer()
      let document = DocumentNumber(key: key, printed: try fields.text())
      return CarriedBalance(
        from: AppropriationID(document: document, fiscalYear: year), amount: try fields.money())
    }
  }

  /// The files that a closing sealed, in order of name.
  package func packFiles(of closing: Int) throws -> [PackFile] {
    try snapshot.all(.packFile, "WHERE closing = ? ORDER BY name", [.of(closing)]) { row in
      var fields = FieldReader(row, of: .packFile)
      _ = try fields.integer()
      return PackFile(name: try fields.text(), text: try fields.text())
    }
  }

  /// The findings that the statement of a closing told, in its order.
  package func sealedFindings(of closing: Int) throws -> [SealedFinding] {
    try snapshot.all(.sealedFinding, "WHERE closing = ? ORDER BY position", [.of(closing)]) { row in
      var fields = FieldReader(row, of: .sealedFinding)
      _ = try fields.integer()
      _ = try fields.integer()
      let rule = try fields.text()
      let subject = try fields.text()
      return SealedFinding(
        rule: rule, subject: subject, amount: try fields.money(),
        facts: try fields.text().split(separator: " ").map(String.init))
    }
  }

  /// The years that any fact is dated in, in order.
  package func dated() throws -> [FiscalYear] {
    try years(
      """
      SELECT acceptedOn / 10000 FROM legalAidCase UNION SELECT closedOn / 10000 FROM legalAidCase
      UNION SELECT assignedOn / 10000 FROM legalAidCase
      UNION SELECT filedOn / 10000 FROM legalAidCase
      UNION SELECT claimedOn / 10000 FROM claim UNION SELECT approvedOn / 10000 FROM claim
      UNION SELECT returnedOn / 10000 FROM claim
      UNION SELECT servedOn / 10000 FROM dutyShift
      UNION SELECT changedOn / 10000 FROM appropriationChange
      """)
  }

  /// The years in which money was received, brought in, paid or booked, in order.
  package func withMoney() throws -> [FiscalYear] {
    try years("SELECT fiscalYear FROM openingBalance")
  }

  /// Whether the ledger kept a year: something was paid in it, or it was closed.
  ///
  /// A case accepted, or an appropriation received, before the ledger's first year stands in it
  /// with its own day: a carried-over case is no year to compare another with.
  package func keeps(_ year: FiscalYear) throws -> Bool {
    try Bool.fetchOne(
      snapshot.database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM postedTotal WHERE paidIn = ?1)
          OR EXISTS (SELECT 1 FROM yearClosing WHERE fiscalYear = ?1)
        """, arguments: [year.number]) ?? false
  }

  /// Whether any fact that figures count was ever recorded with a day of a span, or money of its
  /// year.
  ///
  /// - Complexity: Reads the dates of each row once, inside SQLite, until one is found.
  package func hasFacts(in span: Span) throws -> Bool {
    let days = "BETWEEN \(span.firstDay.number) AND \(span.lastDay.number)"
    let facts = [
      "appropriation WHERE fiscalYear = \(span.year.number)"
        + " AND \(VoidThings.isStanding("documentNumber", "fiscalYear"))",
      "appropriationChange WHERE changedOn \(days)",
      "legalAidCase WHERE (acceptedOn \(days) OR closedOn \(days))"
        + " AND \(VoidThings.isStanding(.legalAidCase, "caseNumber"))"
        + " AND \(CaseNumbers.hasNumber("legalAidCase.caseNumber"))",
      "claim WHERE (claimedOn \(days) OR approvedOn \(days))"
        + " AND \(VoidThings.isStanding(.claim, "claimNumber"))",
      "dutyShift WHERE servedOn \(days) AND \(VoidThings.isStanding(.dutyShift, "dutyNumber"))",
      "paymentLine WHERE paidOn \(days)",
    ]
    let found = facts.map { "EXISTS (SELECT 1 FROM \($0))" }.joined(separator: " OR ")
    return try Bool.fetchOne(snapshot.database, sql: "SELECT " + found) ?? false
  }

  /// The years of money and of further columns.
  private func years(_ further: String) throws -> [FiscalYear] {
    let rows = try Row.fetchAll(
      snapshot.database,
      sql: """
        \(further) UNION SELECT fiscalYear FROM appropriation
          WHERE \(VoidThings.isStanding("documentNumber", "fiscalYear"))
        UNION SELECT fiscalYear FROM openingBalance UNION SELECT paidOn / 10000 FROM paymentLine
        UNION SELECT bookedOn / 10000 FROM bankLine
          WHERE \(VoidThings.isStanding(.bankLine, "bankReference"))
        """)
    return rows.compactMap { (row: Row) -> FiscalYear? in
      let number: Int? = row[0]
      return number.flatMap { FiscalYear($0) }
    }.sorted()
  }
}
