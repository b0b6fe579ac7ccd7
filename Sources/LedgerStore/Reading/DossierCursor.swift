import GRDB
package import LedgerCore

// The book as streams: one account at a time, in the order of its key, whatever the book's size.

extension LedgerReader {
  /// Every case with its claims and the lines that cite it, in case order.
  ///
  /// A claim or line whose case is not registered comes in the same merge.
  ///
  /// - Complexity: Reads each row once; holds one dossier.
  package func forEachDossier(_ body: (Dossier) throws -> Void) throws {
    let cases = try stream(.legalAidCase, "ORDER BY caseNumber, revision") {
      try Revision<LegalAidCase>($0)
    }
    let claims = try stream(
      .claim, "ORDER BY caseNumber, claimNumber, revision", ClaimRevision.init)
    let lines = try lineStream(citing: "case")
    while let key = earliest(cases.key, claims.key, lines.key) {
      let registered = try cases.take(key).last?.fact
      let claims = standing(try claims.take(key))
      let lines = try lines.take(key)
      let dossier = Dossier(
        keyed: CaseNumber(key: key, printed: key), registered: registered, claims: claims,
        lines: lines)
      // A key whose only rows are of claims that have left the case is no dossier.
      if !dossier.isEmpty { try body(dossier) }
    }
  }

  /// Every duty shift with the lines that cite it, in order of its number.
  ///
  /// - Complexity: Reads each row once; holds one account.
  package func forEachDutyAccount(_ body: (DutyAccount) throws -> Void) throws {
    let shifts = try stream(.dutyShift, "ORDER BY dutyNumber, revision") {
      try Revision<DutyShift>($0)
    }
    let lines = try lineStream(citing: "duty")
    while let key = earliest(shifts.key, lines.key) {
      let shift = try shifts.take(key).last?.fact
      let lines = try lines.take(key)
      try body(
        DutyAccount(keyed: DutyNumber(key: key, printed: key), shift: shift, lines: lines))
    }
  }

  /// The duty shifts up to a day, day by day, those of a day in order of their numbers.
  ///
  /// - Complexity: Sorts the shifts inside SQLite; holds one day.
  package func forEachDutyDay(
    through last: Day, _ body: (Day, [DutyShift]) throws -> Void
  ) throws {
    let rows = try dutyShiftCursor(from: .earliest, to: last)
    var day: [DutyShift] = []
    while try rows.step() {
      let shift = try Revision<DutyShift>(rows).fact
      if let first = day.first, first.servedOn != shift.servedOn {
        try body(first.servedOn, day)
        day = []
      }
      day.append(shift)
    }
    if let first = day.first { try body(first.servedOn, day) }
  }

  /// The duty shifts of a day, in order of their numbers.
  ///
  /// - Complexity: Reads every shift once, inside SQLite.
  package func dutyShifts(on day: Day) throws -> [DutyShift] {
    let rows = try dutyShiftCursor(from: day, to: day)
    var shifts: [DutyShift] = []
    while try rows.step() { shifts.append(try Revision<DutyShift>(rows).fact) }
    return shifts
  }

  /// Every judgment number that more than one case ever carried, with the cases that carry it now,
  /// in order of number.
  ///
  /// - Complexity: Reads the index of judgments once, and the cases of those numbers.
  package func forEachSharedJudgment(
    _ body: (JudgmentNumber, [LegalAidCase]) throws -> Void
  ) throws {
    let shared = try PreparedStatement(
      """
      SELECT judgmentNumber FROM legalAidCase WHERE judgmentNumber IS NOT NULL
      GROUP BY judgmentNumber HAVING min(caseNumber) <> max(caseNumber) ORDER BY judgmentNumber
      """, in: database)
    while try shared.step() {
      guard let key = shared.text(0) else {
        throw StoreFault.unreadableRow(table: "legalAidCase", column: "judgmentNumber")
      }
      let cases = try cases(of: JudgmentNumber(key: key, printed: key))
      if let judgment = cases.first?.judgmentNumber { try body(judgment, cases) }
    }
  }

  /// The cases that carry a judgment number now, in order of their numbers.
  package func cases(of judgment: JudgmentNumber) throws -> [LegalAidCase] {
    let rows = try judgmentCursor("stated.judgmentNumber = ?", [.text(judgment.key)])
    var cases: [LegalAidCase] = []
    while try rows.step() { cases.append(try Revision<LegalAidCase>(rows).fact) }
    return cases
  }

  private func judgmentCursor(
    _ condition: String, _ arguments: [FieldValue] = []
  ) throws -> PreparedStatement {
    let rows = try PreparedStatement(
      """
      SELECT \(FactTable.legalAidCase.columnList) FROM legalAidCase AS stated
      WHERE \(condition) AND revision =
        (SELECT max(revision) FROM legalAidCase WHERE caseNumber = stated.caseNumber)
      ORDER BY judgmentNumber, caseNumber
      """, in: database)
    try rows.bind(arguments)
    return rows
  }

  /// Every line that cites neither case nor duty, with the reversals that take it back.
  ///
  /// - Complexity: Reads each row once and its reversals by index.
  package func forEachUncitedLine(
    _ body: (PaymentLineID, [PaymentLine]) throws -> Void
  ) throws {
    let lines = try lineStream(citing: "none")
    while let key = lines.key {
      for line in try lines.take(key, upTo: 1) where !line.isReversal {
        try body(line.id, [line] + reversals(of: line.id))
      }
    }
  }

  /// Every payment line and reversal, in order of voucher and line.
  package func forEachPaymentLine(_ body: (PaymentLine) throws -> Void) throws {
    let lines = try stream(
      .paymentLine, "ORDER BY voucherNumber, line", keyColumn: 2, PaymentLine.init)
    let supplements = try PaymentSupplements(database)
    while let key = lines.key {
      for line in try lines.take(key) { try body(supplements.added(to: line)) }
    }
  }

  /// Every bank line with what the bank said later of it, in order of its reference.
  package func forEachBankLine(_ body: (BankLine) throws -> Void) throws {
    let lines = try stream(.bankLine, "ORDER BY bankReference", BankLine.init)
    let supplements = try stream(.bankSupplement, "ORDER BY bankReference, field") { row in
      (field: row.text(1) ?? "", value: row.text(2) ?? "")
    }
    while let key = lines.key {
      let later = try supplements.take(key)
      for line in try lines.take(key) {
        try body(later.reduce(line) { $0.supplemented(field: $1.field, value: $1.value) })
      }
    }
  }

  /// The present state of the shifts served between two days, by day and number.
  private func dutyShiftCursor(from first: Day, to last: Day) throws -> PreparedStatement {
    let rows = try PreparedStatement(
      """
      SELECT \(FactTable.dutyShift.columnList) FROM dutyShift AS shift
      WHERE servedOn BETWEEN ? AND ? AND revision =
        (SELECT max(revision) FROM dutyShift WHERE dutyNumber = shift.dutyNumber)
      ORDER BY servedOn, dutyNumber
      """, in: database)
    try rows.bind([.of(first), .of(last)])
    return rows
  }

  private func lineStream(citing kind: String) throws -> KeyedStream<PaymentLine> {
    let supplements = try PaymentSupplements(database)
    return try stream(
      .paymentLine, "WHERE citedKind = '\(kind)' ORDER BY citedNumber, voucherNumber, line",
      keyColumn: 1
    ) { supplements.added(to: try PaymentLine($0)) }
  }

  private func stream<Fact>(
    _ table: FactTable, _ tail: String, keyColumn: Int = 0,
    _ decode: @escaping (PreparedStatement) throws -> Fact
  ) throws -> KeyedStream<Fact> {
    let rows = try PreparedStatement(
      "SELECT \(table.columnList) FROM \(table.name) \(tail)", in: database)
    return try KeyedStream(rows, table: table, keyColumn: keyColumn, decode)
  }

  private func earliest(_ keys: String?...) -> String? {
    keys.compactMap(\.self).min { $0.precedesByCodePoint($1) }
  }
}

extension Dossier {
  /// A case under the number as it was first written where it is registered, else as it is cited.
  init(keyed key: CaseNumber, registered: LegalAidCase?, claims: [Claim], lines: [PaymentLine]) {
    let cited = claims.first?.caseNumber ?? lines.first?.subject.caseNumber
    self.init(
      caseNumber: registered?.number ?? cited ?? key, legalAidCase: registered, claims: claims,
      lines: lines)
  }
}

extension DutyAccount {
  /// A shift under the number as it was first written where it is registered, else as it is cited.
  init(keyed key: DutyNumber, shift: DutyShift?, lines: [PaymentLine]) {
    self.init(
      dutyNumber: shift?.number ?? lines.first?.subject.dutyNumber ?? key, shift: shift,
      lines: lines)
  }
}

/// What was said of payment lines besides the lines themselves: lawyers named later, approvers, and
/// which reversals are bank returns (退票).
struct PaymentSupplements {
  private let lawyers: [PaymentLineID: String]
  private let approvers: [PaymentLineID: String]
  private let returns: Set<PaymentLineID>

  init(_ database: Database) throws {
    lawyers = try Self.names("SELECT voucherNumber, line, lawyer FROM paymentSupplement", database)
    approvers = try Self.names(
      "SELECT voucherNumber, line, approvedBy FROM paymentApproval", database)
    returns = Set(
      try Self.names(
        "SELECT voucherNumber, line, kind FROM paymentRemark WHERE kind = '退票'", database
      ).keys)
  }

  private static func names(
    _ sql: String, _ database: Database
  ) throws -> [PaymentLineID: String] {
    let rows = try Row.fetchAll(database, sql: sql)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let key: String = row[0]
        let voucher = VoucherNumber(key: key, printed: key)
        return (PaymentLineID(voucher: voucher, line: row[1]), row[2])
      })
  }

  func added(to line: PaymentLine) -> PaymentLine {
    guard !lawyers.isEmpty || !approvers.isEmpty || !returns.isEmpty else { return line }
    var line = line
    line.lawyer = line.lawyer ?? lawyers[line.id]
    line.approvedBy = approvers[line.id]
    if let reversed = line.reverses, returns.contains(line.id) {
      line.reverses = ReversedLine(id: reversed.id, paidOn: reversed.paidOn, kind: .bankReturn)
    }
    return line
  }
}

/// Rows in the order of a key, taken key by key.
private final class KeyedStream<Fact> {
  /// The key of the row at hand; nil at the end.
  private(set) var key: String?
  private let rows: PreparedStatement
  private let table: FactTable
  private let keyColumn: Int
  private let decode: (PreparedStatement) throws -> Fact

  init(
    _ rows: PreparedStatement, table: FactTable, keyColumn: Int,
    _ decode: @escaping (PreparedStatement) throws -> Fact
  ) throws {
    self.rows = rows
    self.table = table
    self.keyColumn = keyColumn
    self.decode = decode
    try advance()
  }

  /// The facts of a key, when the row at hand has it; none otherwise.
  func take(_ key: String, upTo limit: Int = .max) throws -> [Fact] {
    var facts: [Fact] = []
    while facts.count < limit, let own = self.key, own.hasBytes(of: key) {
      facts.append(try decode(rows))
      try advance()
    }
    return facts
  }

  private func advance() throws {
    guard try rows.step() else {
      key = nil
      return
    }
    guard let text = rows.text(keyColumn) else {
      throw StoreFault.unreadableRow(table: table.name, column: table.columns[keyColumn])
    }
    key = text
  }
}
