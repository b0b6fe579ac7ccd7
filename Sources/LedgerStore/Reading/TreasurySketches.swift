import GRDB
import LedgerCore

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
  package private(set) var touched: Set<UInt64> = []
  private var texts = TextNumbers()

  /// Everything as sketches.
  ///
  /// - Complexity: Reads each payment and each bank line once; holds 24 bytes of each.
  package init(of ledger: LedgerSnapshot) throws {
    let database = ledger.database
    lines.reserveCapacity(try ledger.treasury.lineCount())
    let booked = try PreparedStatement(
      """
      SELECT voucherNumber, amount, bookedOn, payee FROM bankLine WHERE voucherNumber IS NOT NULL
        AND \(VoidThings.isStanding(.bankLine, "bankReference"))
      """,
      in: database)
    while try booked.step() { lines.append(sketch(booked)) }
    payments.reserveCapacity(
      try Int.fetchOne(database, sql: "SELECT count(*) FROM paymentLine") ?? 0)
    let paid = try PreparedStatement(
      "SELECT voucherNumber, amount, paidOn, payee, reversesVoucher FROM paymentLine", in: database)
    while try paid.step() {
      if paid.isNull(4) {
        payments.append(sketch(paid))
      } else {
        touched.insert(Self.mark(of: paid.bytes(0)))
        touched.insert(Self.mark(of: paid.bytes(4)))
      }
    }
    let decided = try PreparedStatement(
      """
      SELECT voucherNumber FROM bankMatch UNION ALL
      SELECT voucherNumber FROM bankLine WHERE voucherNumber IS NOT NULL
        AND bankReference IN (
          SELECT bankReference FROM bankMatch UNION ALL SELECT bankReference FROM bankSetAside)
      """, in: database)
    while try decided.step() { touched.insert(Self.mark(of: decided.bytes(0))) }
    let later = try PreparedStatement(
      "SELECT value FROM bankSupplement WHERE field = 'voucherNumber'", in: database)
    while try later.step() {
      guard let number = later.text(0).flatMap({ VoucherNumber($0) }) else { continue }
      touched.insert(Self.mark(of: number))
    }
  }

  private static func mark(of number: VoucherNumber) -> UInt64 {
    var key = number.key
    return key.withUTF8 { mark(of: UnsafeRawBufferPointer($0)) }
  }

  /// Seeded anew in each process: nobody can choose numbers that have one mark.
  static func mark(of key: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: key)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// Of a row that begins with the voucher, the amount, the day and the payee.
  private mutating func sketch(_ row: PreparedStatement) -> TreasurySketch {
    let payee = texts.number(of: row.bytes(3))
    return TreasurySketch(
      voucher: Self.mark(of: row.bytes(0)), fen: row.number(1), day: Int32(row.number(2)),
      payee: texts.normalizedNumber(payee))
  }
}
