import GRDB
package import LedgerCore

// The statement and the payments as sketches, and in full only where sketches are not enough.

/// A payment or a line of the treasury's statement as numbers only, under the voucher it names.
///
/// It is for books with a million of them, nearly all of which agree one to one.
package struct TreasurySketch: Sendable {
  /// Stands for the voucher's number: equal numbers have equal ones, others nearly never.
  package let voucher: UInt64
  package let fen: Int64
  /// As ``Day/number`` writes it.
  package let day: Int32
  /// A normalised number of ``TextNumbers``.
  package let payee: Int32
}

/// What was sketched of a ledger.
package struct TreasurySketches {
  /// The lines of the statement that name a voucher.
  package var lines: [TreasurySketch] = []
  package var payments: [TreasurySketch] = []
  /// The vouchers that reversals, decisions or numbers that came later speak of.
  package fileprivate(set) var touched: Set<UInt64> = []
  fileprivate var texts = TextNumbers()
}

extension LedgerReader {
  /// How many lines the treasury's statement has.
  package func bankLineCount() throws -> Int {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM bankLine") ?? 0
  }

  /// Everything as sketches.
  ///
  /// - Complexity: Reads each payment and each bank line once; holds 24 bytes of each.
  package func treasurySketches() throws -> TreasurySketches {
    var sketches = TreasurySketches()
    sketches.lines.reserveCapacity(try bankLineCount())
    let lines = try PreparedStatement(
      "SELECT voucherNumber, amount, bookedOn, payee FROM bankLine WHERE voucherNumber IS NOT NULL",
      in: database)
    while try lines.step() { sketches.lines.append(sketches.sketch(lines)) }
    sketches.payments.reserveCapacity(
      try Int.fetchOne(database, sql: "SELECT count(*) FROM paymentLine") ?? 0)
    let payments = try PreparedStatement(
      "SELECT voucherNumber, amount, paidOn, payee, reversesVoucher FROM paymentLine", in: database)
    while try payments.step() {
      if payments.isNull(4) {
        sketches.payments.append(sketches.sketch(payments))
      } else {
        sketches.touched.insert(Self.mark(of: payments.bytes(0)))
        sketches.touched.insert(Self.mark(of: payments.bytes(4)))
      }
    }
    let touched = try PreparedStatement(
      """
      SELECT voucherNumber FROM bankMatch UNION ALL
      SELECT voucherNumber FROM bankLine WHERE voucherNumber IS NOT NULL
        AND bankReference IN (SELECT bankReference FROM bankMatch)
      """, in: database)
    while try touched.step() { sketches.touched.insert(Self.mark(of: touched.bytes(0))) }
    let later = try PreparedStatement(
      "SELECT value FROM bankSupplement WHERE field = 'voucherNumber'", in: database)
    while try later.step() {
      guard let number = later.text(0).flatMap({ VoucherNumber($0) }) else { continue }
      sketches.touched.insert(Self.mark(of: number))
    }
    return sketches
  }

  /// The bank lines that name one of some vouchers, or none, in order of reference.
  ///
  /// - Complexity: Reads each line once, and decodes those.
  package func forEachBankLine(
    naming vouchers: Set<UInt64>, _ body: (BankLine) throws -> Void
  ) throws {
    var later: [String: [(field: String, value: String)]] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT * FROM bankSupplement ORDER BY field") {
      later[row["bankReference"], default: []].append((row["field"], row["value"]))
    }
    let rows = try PreparedStatement(
      "SELECT \(FactTable.bankLine.columnList) FROM bankLine ORDER BY bankReference",
      in: database)
    while try rows.step() {
      guard rows.isNull(5) || vouchers.contains(Self.mark(of: rows.bytes(5))) else { continue }
      let line = try BankLine(rows)
      try body(
        (later[line.reference.key] ?? []).reduce(line) {
          $0.supplemented(field: $1.field, value: $1.value)
        })
    }
  }

  /// The payments and reversals of some vouchers, in no particular order.
  ///
  /// - Complexity: Reads each line once, and decodes those.
  package func forEachPaymentLine(
    of vouchers: Set<UInt64>, _ body: (PaymentLine) throws -> Void
  ) throws {
    let later = try PaymentSupplements(database)
    let rows = try PreparedStatement(
      "SELECT \(FactTable.paymentLine.columnList) FROM paymentLine", in: database)
    while try rows.step() {
      guard vouchers.contains(Self.mark(of: rows.bytes(2))) else { continue }
      try body(later.added(to: PaymentLine(rows)))
    }
  }

  private static func mark(of number: VoucherNumber) -> UInt64 {
    var key = number.key
    return key.withUTF8 { mark(of: UnsafeRawBufferPointer($0)) }
  }

  /// Seeded anew in each process: nobody can choose numbers that have one mark.
  fileprivate static func mark(of key: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: key)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}

extension TreasurySketches {
  /// Of a row that begins with the voucher, the amount, the day and the payee.
  fileprivate mutating func sketch(_ row: PreparedStatement) -> TreasurySketch {
    let payee = texts.number(of: row.bytes(3))
    return TreasurySketch(
      voucher: LedgerReader.mark(of: row.bytes(0)), fen: row.number(1), day: Int32(row.number(2)),
      payee: texts.normalizedNumber(payee))
  }
}
