import Foundation
import GRDB
package import LedgerCore

/// Questions to the ledger inside one snapshot: single facts by their number, and short lists.
///
/// What is asked case by case, over the whole book, stands in `DossierCursor.swift`.
package struct LedgerReader {
  let database: Database
  private let statements: StatementCache
  /// Lines that the transaction under way has appended and no total holds yet.
  let pending = PendingTotals()

  init(database: Database, _ statements: StatementCache) {
    self.database = database
    self.statements = statements
  }

  /// The bureau whose ledger this is.
  package func bureau() throws -> Bureau {
    guard let bureau = try all(.bureau, "ORDER BY id", [], Bureau.init).first else {
      throw StoreFault.damaged
    }
    return bureau
  }

  /// The present state of a case; nil when it is not registered.
  package func legalAidCase(_ number: CaseNumber) throws -> LegalAidCase? {
    try lastRevision(of: number)?.fact
  }

  /// The present state of a claim; nil when it is not registered.
  package func claim(_ number: ClaimNumber) throws -> Claim? {
    try lastRevision(of: number)?.fact
  }

  /// The present state of a duty shift; nil when it is not registered.
  package func dutyShift(_ number: DutyNumber) throws -> DutyShift? {
    try lastRevision(of: number)?.fact
  }

  /// The present state of an appropriation row; nil when it is not registered.
  package func appropriation(_ id: AppropriationID) throws -> Appropriation? {
    guard let last = try lastRevision(of: id) else { return nil }
    return try withdrawnRevisions()[id, default: 0] < last.number ? last.fact : nil
  }

  /// The present state of every appropriation, in order of document and budget year.
  package func appropriations() throws -> [Appropriation] {
    let withdrawn = try withdrawnRevisions()
    let revisions = try all(.appropriation, "ORDER BY documentNumber, fiscalYear, revision") {
      try Revision<Appropriation>($0)
    }
    return lastOfEach(revisions.filter { $0.number > withdrawn[$0.fact.id, default: 0] }) { $0.id }
  }

  /// All adjustments and recalls, in order of recording.
  package func appropriationChanges() throws -> [NumberedChange] {
    // Most ledgers have few changes or none, and need not read the documents for them.
    var printed: [String: String]?
    return try all(.appropriationChange, "ORDER BY number") { row in
      let known = try printed ?? printedDocuments()
      printed = known
      let key = row.text(1) ?? ""
      return try NumberedChange(row, printedDocument: known[key] ?? key)
    }
  }

  /// The printed form of each document by its key.
  private func printedDocuments() throws -> [String: String] {
    Dictionary(
      try appropriations().map { ($0.id.document.key, $0.id.document.printed) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The opening balance of each year as it is now stated, in order of year.
  package func openings() throws -> [OpeningBalance] {
    let revisions = try all(.openingBalance, "ORDER BY fiscalYear, revision") {
      try Revision<OpeningBalance>($0)
    }
    return lastOfEach(revisions) { $0.fiscalYear }
  }

  /// A payment line or reversal with its lawyer; nil when it is not recorded.
  package func paymentLine(_ id: PaymentLineID) throws -> PaymentLine? {
    try lines(of: id.voucher).first { $0.id.line == id.line }
  }

  /// The lines of a voucher in order.
  package func lines(of voucher: VoucherNumber) throws -> [PaymentLine] {
    try paymentLines("WHERE voucherNumber = ? ORDER BY line", [.text(voucher.key)])
  }

  /// Whether a voucher has any line.
  package func hasLines(of voucher: VoucherNumber) throws -> Bool {
    let rows = try rows(
      "hasLines", "SELECT 1 FROM paymentLine WHERE voucherNumber = ?1 LIMIT 1")
    defer { rows.reset() }
    try rows.bind([.text(voucher.key)])
    return try rows.step()
  }

  /// Whether a voucher from one number through another has a line.
  func hasLines(from first: VoucherNumber, through last: VoucherNumber) throws -> Bool {
    let rows = try rows(
      "hasLinesBetween", "SELECT 1 FROM paymentLine WHERE voucherNumber BETWEEN ?1 AND ?2 LIMIT 1")
    defer { rows.reset() }
    try rows.bind([.text(first.key), .text(last.key)])
    return try rows.step()
  }

  /// The lines that take back (part of) a line.
  package func reversals(of id: PaymentLineID) throws -> [PaymentLine] {
    try paymentLines(
      "WHERE reversesVoucher = ? AND reversesLine = ?",
      [.text(id.voucher.key), .of(id.line)])
  }

  /// A line that cites neither case nor duty with the reversals that take it back; none when it is
  /// not recorded.
  package func uncitedLine(_ id: PaymentLineID) throws -> [PaymentLine] {
    let line = try paymentLines(
      "WHERE voucherNumber = ? AND line = ?", [.text(id.voucher.key), .of(id.line)])
    return line.isEmpty ? [] : try line + reversals(of: id)
  }

  /// A bank line with what the bank said later of it; nil when it is not recorded.
  package func bankLine(_ reference: BankReference) throws -> BankLine? {
    let rows = try all(
      .bankLine, "WHERE bankReference = ?", [.text(reference.key)], BankLine.init)
    guard let line = rows.first else { return nil }
    let supplements = try Row.fetchAll(
      database, sql: "SELECT field, value FROM bankSupplement WHERE bankReference = ?",
      arguments: [reference.key])
    return supplements.reduce(line) {
      $0.supplemented(field: $1["field"], value: $1["value"])
    }
  }

  /// One case with everything done for it; cited or registered, or both.
  package func dossier(_ number: CaseNumber) throws -> Dossier {
    let claims = try all(
      .claim, "WHERE caseNumber = ? ORDER BY claimNumber, revision", [.text(number.key)],
      ClaimRevision.init)
    return Dossier(
      keyed: number, registered: try legalAidCase(number), claims: standing(claims),
      lines: try paymentLines(
        "WHERE citedKind = 'case' AND citedNumber = ? ORDER BY voucherNumber, line",
        [.text(number.key)]))
  }

  /// One duty shift with the lines that cite it.
  package func dutyAccount(_ number: DutyNumber) throws -> DutyAccount {
    DutyAccount(
      keyed: number, shift: try dutyShift(number),
      lines: try paymentLines(
        "WHERE citedKind = 'duty' AND citedNumber = ? ORDER BY voucherNumber, line",
        [.text(number.key)]))
  }

  /// The revisions of a case, oldest first, each with the entry it stands under.
  package func history(of number: CaseNumber) throws -> [(
    entry: Int, revision: Revision<LegalAidCase>
  )] {
    try all(.legalAidCase, "WHERE caseNumber = ? ORDER BY revision", [.text(number.key)]) {
      (Self.entry(of: $0), try Revision<LegalAidCase>($0))
    }
  }

  /// The revisions of a claim, oldest first, each with the entry it stands under.
  package func history(of number: ClaimNumber) throws -> [(entry: Int, revision: Revision<Claim>)] {
    try all(
      .claim, "WHERE claimNumber = ? AND isMoved = 0 ORDER BY revision", [.text(number.key)]
    ) { (Self.entry(of: $0), try ClaimRevision($0).revision) }
  }

  /// The claims that stand under a case or once stood there, in order of their numbers.
  package func claimNumbers(everOf number: CaseNumber) throws -> [ClaimNumber] {
    let numbers = try all(
      .claim, "WHERE caseNumber = ? ORDER BY claimNumber, revision", [.text(number.key)]
    ) { try ClaimRevision($0).revision.fact.number }
    return numbers.enumerated().filter { $0 == 0 || numbers[$0 - 1] != $1 }.map(\.element)
  }

  /// The lawyer who was named after a line was recorded, and the entry it stands under.
  package func supplement(of id: PaymentLineID) throws -> (entry: Int, lawyer: String)? {
    try all(
      .paymentSupplement, "WHERE voucherNumber = ? AND line = ?",
      [.text(id.voucher.key), .of(id.line)]
    ) { (Self.entry(of: $0), $0.text(2) ?? "") }.first
  }

  /// The entry a payment line was recorded under.
  package func entry(of id: PaymentLineID) throws -> Int? {
    try Int.fetchOne(
      database, sql: "SELECT entry FROM paymentLine WHERE voucherNumber = ? AND line = ?",
      arguments: [id.voucher.key, id.line])
  }

  /// An entry of the journal by its number.
  package func journalEntry(_ number: Int) throws -> JournalEntry? {
    try journalEntry("WHERE number = ?", [.of(number)])
  }

  /// The newest entry of the journal.
  package func lastEntry() throws -> JournalEntry? {
    try journalEntry("ORDER BY number DESC LIMIT 1", [])
  }

  /// The digest of the last entry in hexadecimal: what a statement prints.
  package func head() throws -> String {
    try lastEntry().map { hexadecimal($0.digest) } ?? ""
  }

  /// Whether the ledger kept a year: something was paid in it, or it was closed.
  ///
  /// A case accepted, or an appropriation received, before the ledger's first year stands in it
  /// with its own day: a carried-over case is no year to compare another with.
  package func keeps(_ year: FiscalYear) throws -> Bool {
    try Bool.fetchOne(
      database,
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
      "appropriation WHERE fiscalYear = \(span.year.number)",
      "appropriationChange WHERE changedOn \(days)",
      "legalAidCase WHERE acceptedOn \(days) OR closedOn \(days)",
      "claim WHERE claimedOn \(days) OR approvedOn \(days)",
      "dutyShift WHERE servedOn \(days)", "paymentLine WHERE paidOn \(days)",
    ]
    let found = facts.map { "EXISTS (SELECT 1 FROM \($0))" }.joined(separator: " OR ")
    return try Bool.fetchOne(database, sql: "SELECT " + found) ?? false
  }

  /// The digest of every entry in order, in hexadecimal.
  package func heads() throws -> [String] {
    try Data.fetchAll(database, sql: "SELECT digest FROM journalEntry ORDER BY number")
      .map(hexadecimal)
  }

  /// The number of the newest adjustment or recall; 0 for none.
  package func lastChangeNumber() throws -> Int {
    try Int.fetchOne(database, sql: "SELECT max(number) FROM appropriationChange") ?? 0
  }

  /// An adjustment or recall by its number.
  package func appropriationChange(_ number: Int) throws -> NumberedChange? {
    try appropriationChanges().first { $0.number == number }
  }
}

extension LedgerReader {
  func lastRevision(of number: CaseNumber) throws -> Revision<LegalAidCase>? {
    try last(.legalAidCase, "caseNumber = ?", [.text(number.key)], Revision.init)
  }

  func lastRevision(of number: ClaimNumber) throws -> Revision<Claim>? {
    try last(.claim, "claimNumber = ?", [.text(number.key)]) { try ClaimRevision($0).revision }
  }

  func lastRevision(of number: DutyNumber) throws -> Revision<DutyShift>? {
    try last(.dutyShift, "dutyNumber = ?", [.text(number.key)], Revision.init)
  }

  func lastRevision(of id: AppropriationID) throws -> Revision<Appropriation>? {
    try last(
      .appropriation, "documentNumber = ? AND fiscalYear = ?",
      [.text(id.document.key), .of(id.fiscalYear.number)], Revision.init)
  }

  func lastRevision(ofOpening year: FiscalYear) throws -> Revision<OpeningBalance>? {
    try last(.openingBalance, "fiscalYear = ?", [.of(year.number)], Revision.init)
  }

  /// The claims that stand under a case, from all revisions kept there in order.
  func standing(_ revisions: [ClaimRevision]) -> [Claim] {
    var claims: [Claim] = []
    for (index, row) in revisions.enumerated() {
      let next = index + 1
      let isLast =
        next == revisions.count
        || revisions[next].revision.fact.number != row.revision.fact.number
      if isLast, !row.isMoved { claims.append(row.revision.fact) }
    }
    return claims
  }

  private func last<Fact>(
    _ table: FactTable, _ condition: String, _ arguments: [FieldValue],
    _ decode: (PreparedStatement) throws -> Fact
  ) throws -> Fact? {
    try all(
      table, "WHERE \(condition) ORDER BY revision DESC LIMIT 1", arguments, decode
    ).first
  }

  private func journalEntry(_ tail: String, _ arguments: [FieldValue]) throws -> JournalEntry? {
    try facts(
      "journalEntry \(tail)", arguments, JournalEntry.init
    ) { "\(JournalEntry.selection) \(tail)" }.first
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
  private static func entry(of row: PreparedStatement) -> Int {
    Int(row.number(row.columnCount - 1))
  }

  private func facts<Fact>(
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

  private func paymentLines(
    _ tail: String, _ arguments: [FieldValue]
  ) throws -> [PaymentLine] {
    let lines = try all(.paymentLine, tail, arguments, PaymentLine.init)
    return try lines.map { line in
      var line = line
      if line.lawyer == nil { line.lawyer = try supplement(of: line.id)?.lawyer }
      line.approvedBy = try approver(of: line.id)
      if let reversed = line.reverses, try isBankReturn(line.id) {
        line.reverses = ReversedLine(id: reversed.id, paidOn: reversed.paidOn, kind: .bankReturn)
      }
      return line
    }
  }

  /// Who approved a line; nil where nobody is named.
  private func approver(of id: PaymentLineID) throws -> String? {
    try all(
      .paymentApproval, "WHERE voucherNumber = ? AND line = ?",
      [.text(id.voucher.key), .of(id.line)]
    ) { $0.text(2) ?? "" }.first
  }

  /// The last revision of each fact, from all revisions in order.
  private func lastOfEach<Fact, ID: Equatable>(
    _ revisions: [Revision<Fact>], id: (Fact) -> ID
  ) -> [Fact] {
    var facts: [Fact] = []
    for revision in revisions {
      if let last = facts.last, id(last) == id(revision.fact) { facts.removeLast() }
      facts.append(revision.fact)
    }
    return facts
  }
}
