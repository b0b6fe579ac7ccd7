import GRDB
package import LedgerCore

/// The payments (支付) and reversals, with what was remarked of them later.
package struct PaymentRegister {
  package let snapshot: LedgerSnapshot

  /// A payment line or reversal with its lawyer; nil when it is not recorded.
  package func line(_ id: PaymentLineID) throws -> PaymentLine? {
    try lines(of: id.voucher).first { $0.id.line == id.line }
  }

  /// The lines of a voucher in order.
  package func lines(of voucher: VoucherNumber) throws -> [PaymentLine] {
    try decodedLines("WHERE voucherNumber = ? ORDER BY line", [.text(voucher.key)])
  }

  /// The number of each voucher as it was first printed, in no order.
  package func forEachVoucher(_ body: (String) throws -> Void) throws {
    try snapshot.forEachText("SELECT DISTINCT printedVoucherNumber FROM paymentLine", body)
  }

  /// Whether a voucher has any line.
  package func hasLines(of voucher: VoucherNumber) throws -> Bool {
    let rows = try snapshot.rows(
      "hasLines", "SELECT 1 FROM paymentLine WHERE voucherNumber = ?1 LIMIT 1")
    defer { rows.reset() }
    try rows.bind([.text(voucher.key)])
    return try rows.step()
  }

  /// Whether a voucher from one number through another has a line.
  func hasLines(from first: VoucherNumber, through last: VoucherNumber) throws -> Bool {
    let rows = try snapshot.rows(
      "hasLinesBetween", "SELECT 1 FROM paymentLine WHERE voucherNumber BETWEEN ?1 AND ?2 LIMIT 1")
    defer { rows.reset() }
    try rows.bind([.text(first.key), .text(last.key)])
    return try rows.step()
  }

  /// The lines that cite a case or a duty shift by its key, in order of voucher and line.
  func lines(citing kind: String, _ key: String) throws -> [PaymentLine] {
    try decodedLines(
      "WHERE citedKind = '\(kind)' AND citedNumber = ? ORDER BY voucherNumber, line",
      [.text(key)])
  }

  /// The lines that take back (part of) a line.
  package func reversals(of id: PaymentLineID) throws -> [PaymentLine] {
    try decodedLines(
      "WHERE reversesVoucher = ? AND reversesLine = ?",
      [.text(id.voucher.key), .of(id.line)])
  }

  /// A line that cites neither case nor duty with the reversals that take it back; none when it is
  /// not recorded.
  package func uncitedLine(_ id: PaymentLineID) throws -> [PaymentLine] {
    let line = try decodedLines(
      "WHERE voucherNumber = ? AND line = ?", [.text(id.voucher.key), .of(id.line)])
    return line.isEmpty ? [] : try line + reversals(of: id)
  }

  /// The lawyer who was named after a line was recorded, and the entry that names him.
  package func supplement(of id: PaymentLineID) throws -> (entry: Int, lawyer: String)? {
    try snapshot.all(
      .paymentSupplement, "WHERE voucherNumber = ? AND line = ?",
      [.text(id.voucher.key), .of(id.line)]
    ) { (LedgerSnapshot.entry(of: $0), $0.text(2) ?? "") }.first
  }

  /// The entry a payment line was recorded under.
  package func entry(of id: PaymentLineID) throws -> Int? {
    try Int.fetchOne(
      snapshot.database, sql: "SELECT entry FROM paymentLine WHERE voucherNumber = ? AND line = ?",
      arguments: [id.voucher.key, id.line])
  }

  /// What is remarked of a line.
  package func remarks(on id: PaymentLineID) throws -> [PaymentRemark] {
    let rows = try Row.fetchAll(
      snapshot.database,
      sql: """
        SELECT kind, firstVoucher, firstLine FROM paymentRemark
        WHERE voucherNumber = ? AND line = ? ORDER BY kind
        """, arguments: [id.voucher.key, id.line])
    return rows.map { row in
      guard let key: String = row["firstVoucher"], let line: Int = row["firstLine"] else {
        return .bankReturn
      }
      let voucher = VoucherNumber(key: key, printed: key)
      return .reissue(of: PaymentLineID(voucher: voucher, line: line))
    }
  }

  /// The returned line that a line pays again; nil for none.
  package func reissued(by id: PaymentLineID) throws -> PaymentLineID? {
    for case .reissue(let first) in try remarks(on: id) { return first }
    return nil
  }

  /// Every line that pays a returned one again, with that one.
  package func reissues() throws -> [PaymentLineID: PaymentLineID] {
    let rows = try Row.fetchAll(
      snapshot.database,
      sql: """
        SELECT voucherNumber, line, firstLine,
          (SELECT printedVoucherNumber FROM paymentLine AS first
           WHERE first.voucherNumber = firstVoucher AND first.line = firstLine) AS printed,
          firstVoucher FROM paymentRemark WHERE kind = '重付'
        """)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let (own, key): (String, String) = (row["voucherNumber"], row["firstVoucher"])
        let printed: String? = row["printed"]
        return (
          PaymentLineID(voucher: VoucherNumber(key: own, printed: own), line: row["line"]),
          PaymentLineID(
            voucher: VoucherNumber(key: key, printed: printed ?? key), line: row["firstLine"])
        )
      })
  }

  /// The lines that made a returned payment again, in the order of their numbers.
  package func reissues(of first: PaymentLineID) throws -> [PaymentLineID] {
    let rows = try Row.fetchAll(
      snapshot.database,
      sql: """
        SELECT voucherNumber, line FROM paymentRemark
        WHERE kind = '重付' AND firstVoucher = ? AND firstLine = ? ORDER BY 1, 2
        """, arguments: [first.voucher.key, first.line])
    return rows.map { row in
      let key: String = row["voucherNumber"]
      return PaymentLineID(voucher: VoucherNumber(key: key, printed: key), line: row["line"])
    }
  }

  /// Every payment line and reversal, in order of voucher and line.
  package func forEachLine(_ body: (PaymentLine) throws -> Void) throws {
    let supplements = try PaymentSupplements(snapshot)
    let lines = try snapshot.stream(
      .paymentLine, "ORDER BY voucherNumber, line", keyColumn: 2, supplements.line)
    while let key = lines.key {
      for line in try lines.take(key) { try body(line) }
    }
  }

  /// The payments and reversals of some vouchers, in no particular order.
  ///
  /// - Complexity: Reads each line once, and decodes those.
  package func forEachLine(
    of vouchers: Set<UInt64>, _ body: (PaymentLine) throws -> Void
  ) throws {
    let later = try PaymentSupplements(snapshot)
    let rows = try PreparedStatement(
      "SELECT \(FactTable.paymentLine.columnList), entry FROM paymentLine", in: snapshot.database)
    while try rows.step() {
      guard vouchers.contains(TreasurySketches.mark(of: rows.bytes(2))) else { continue }
      try body(later.line(rows))
    }
  }

  /// Every line that cites neither case nor duty, with the reversals that take it back.
  ///
  /// - Complexity: Reads each row once and its reversals by index.
  package func forEachUncitedLine(
    _ body: (PaymentLineID, [PaymentLine]) throws -> Void
  ) throws {
    let lines = try stream(citing: "none")
    while let key = lines.key {
      for line in try lines.take(key, upTo: 1) where !line.isReversal {
        try body(line.id, [line] + reversals(of: line.id))
      }
    }
  }

  /// The lines that cite a kind of thing, in the order of what they cite.
  func stream(citing kind: String) throws -> KeyedStream<PaymentLine> {
    try snapshot.stream(
      .paymentLine, "WHERE citedKind = '\(kind)' ORDER BY citedNumber, voucherNumber, line",
      keyColumn: 1, PaymentSupplements(snapshot).line)
  }

  /// Lines with everything that was said of them later.
  private func decodedLines(
    _ tail: String, _ arguments: [FieldValue]
  ) throws -> [PaymentLine] {
    let renumberings = try snapshot.caseNumbers.renumberings()
    let lines = try snapshot.all(.paymentLine, tail, arguments) {
      try PaymentLine($0).renumbered(by: renumberings, in: LedgerSnapshot.entry(of: $0))
    }
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
    try snapshot.all(
      .paymentApproval, "WHERE voucherNumber = ? AND line = ?",
      [.text(id.voucher.key), .of(id.line)]
    ) { $0.text(2) ?? "" }.first
  }

  /// Whether a reversal is the bank's return of a payment (退票).
  private func isBankReturn(_ reversal: PaymentLineID) throws -> Bool {
    try remarks(on: reversal).contains(.bankReturn)
  }
}

/// What was said of payment lines besides the lines themselves: lawyers named later, approvers,
/// which reversals are bank returns (退票), and what number a case has by now.
private struct PaymentSupplements {
  private let lawyers: [PaymentLineID: String]
  private let approvers: [PaymentLineID: String]
  private let returns: Set<PaymentLineID>
  private let renumberings: CaseRenumberings

  init(_ ledger: LedgerSnapshot) throws {
    let database = ledger.database
    renumberings = try ledger.caseNumbers.renumberings()
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

  /// The line of a row that has its entry last.
  func line(_ row: PreparedStatement) throws -> PaymentLine {
    let line = try PaymentLine(row)
    return added(
      to: renumberings.isEmpty
        ? line : line.renumbered(by: renumberings, in: LedgerSnapshot.entry(of: row)))
  }

  private func added(to line: PaymentLine) -> PaymentLine {
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
