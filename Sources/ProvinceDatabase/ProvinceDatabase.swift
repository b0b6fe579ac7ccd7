import Foundation
package import LedgerCore
package import LedgerStore
package import Province
import Reconciliation

/// A province's ledgers in PostgreSQL, for many readers.
///
/// The rows are what the replicas of the counties' ledgers say, table by table; figures, findings
/// and what is compared across ledgers are worked out on a replica by the program and stand beside.
package final class ProvinceDatabase: Holdings {
  let connection: PostgresConnection
  /// Where replicas are kept between two receipts; nil for who only reads.
  let cache: String?
  private let access: Access

  /// What the user of the connection may see.
  private enum Access {
    /// Receives, and sees everything.
    case all
    /// Bureaus from one number up to another.
    case region(Range<Int>, seesNames: Bool)
  }

  /// Connects to a database that was prepared.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - cache: The folder in which who receives keeps replicas; nil to read only.
  /// - Throws: ``DatabaseFault``.
  package init(_ address: DatabaseAddress, cache: String? = nil) throws {
    connection = try PostgresConnection(address)
    self.cache = cache
    let version: Int?
    do throws(DatabaseFault) {
      version = try connection.query("SELECT schema_version FROM legalaid.province").first?
        .number(0)
    } catch .notPermitted {
      throw DatabaseFault.noRegion
    }
    guard let version else { throw DatabaseFault.notPrepared }
    guard version <= DatabaseSchema.version else {
      throw DatabaseFault.newerSchema(found: version, known: DatabaseSchema.version)
    }
    access = try Self.access(connection)
  }

  private static func access(_ connection: PostgresConnection) throws -> Access {
    let mayWrite = try connection.query(
      "SELECT has_table_privilege('legalaid.head', 'INSERT')"
    ).first?.flag(0)
    if mayWrite == true { return .all }
    let scope = try connection.query(
      "SELECT lo, hi, sees_names FROM legalaid.scope WHERE role = current_user")
    guard let row = scope.first, row.number(0) < row.number(1) else {
      throw DatabaseFault.noRegion
    }
    return .region(row.number(0)..<row.number(1), seesNames: row.flag(2))
  }

  /// The bureaus that the user may see, in order of code.
  package func bureaus() throws -> [ReportingBureau] {
    try connection.query(
      "SELECT bureau, name, city, expected_from, expected_to FROM legalaid.bureau ORDER BY bureau"
    ).map { row in
      guard let code = RegionCode(row.text(0)), let from = Month(text: row.text(3)) else {
        throw DatabaseFault.other(state: "bureau")
      }
      return ReportingBureau(
        code: code, name: row.text(1), city: row.text(2), expectedFrom: from,
        expectedTo: row.optionalText(4).flatMap(Month.init(text:)))
    }
  }

  /// A bureau; one beyond the region of the user is refused as such.
  package func bureau(_ code: RegionCode) throws -> ReportingBureau {
    try checkRegion(code)
    guard let bureau = try bureaus().first(where: { $0.code == code }) else {
      throw BureauRefusal.unknown(code)
    }
    return bureau
  }

  private func checkRegion(_ code: RegionCode) throws {
    guard case .region(let range, _) = access else { return }
    guard let number = Int(code.digits), range.contains(number) else {
      throw DatabaseFault.beyondRegion(code: code)
    }
  }

  /// The replicas are made of the rows, each time anew; who does not receive leaves a note of it.
  package func withReplicas(
    of code: RegionCode, _ body: (LedgerStore) throws -> Void
  ) throws {
    try withReplicas(of: code, ledger: nil, body)
  }

  /// The same of one of its ledgers.
  func withReplicas(
    of code: RegionCode, ledger: Int?, _ body: (LedgerStore) throws -> Void
  ) throws {
    try checkRegion(code)
    if case .region(_, let seesNames) = access {
      guard seesNames else { throw DatabaseFault.namesNeeded }
      try connection.query(
        "INSERT INTO legalaid.drilldown (bureau, what) VALUES ($1, $2)", .of(code), "明细")
    }
    for held in try heldLedgers(of: code) where ledger == nil || held.number == ledger {
      try withReplica(of: held, body)
    }
  }

  /// A ledger of a bureau as it is held.
  struct HeldLedger {
    let code: RegionCode
    /// From 1, in the order in which they came.
    let number: Int
    let identity: String
    let entry: Int
    let head: String
  }

  func heldLedgers(of code: RegionCode) throws -> [HeldLedger] {
    try connection.query(
      """
      SELECT ledger, identity, entry, digest FROM legalaid.ledger
      JOIN legalaid.head USING (bureau, ledger) WHERE bureau = $1 ORDER BY ledger
      """, .of(code)
    ).map { row in
      HeldLedger(
        code: code, number: row.number(0), identity: row.text(1), entry: row.number(2),
        head: row.text(3))
    }
  }

  /// Calls the body with a replica made of the rows of a ledger, in a folder of its own.
  func withReplica<Result>(
    of ledger: HeldLedger, _ body: (LedgerStore) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("legalaid-replica-\(UUID().uuidString)").path
    try DurableFolder.make(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/\(ledger.code).sqlite"
    try makeReplica(of: ledger, at: path)
    let replica = try LedgerStore.open(at: path)
    defer { try? replica.close() }
    return try body(replica)
  }

  /// The sum over the payments themselves, worked out by the server.
  package func netPaid(in book: ProvinceBook) throws -> Money {
    let row = try connection.query(
      """
      SELECT coalesce(sum(CASE WHEN "reversesVoucher" IS NULL THEN amount ELSE -amount END), 0)
      FROM fact."paymentLine" WHERE year = $1 AND "paidOn" <= $2
      """, .of(book.period.year), .of(book.period.asOf)
    ).first
    guard let fen = row?.optionalInteger(0) else { throw MoneyOverflow() }
    return Money(fen: fen)
  }

  /// Counts the rows of every table of facts.
  package func factCount() throws -> Int {
    let parts = try DatabaseSchema.factTables().map { "SELECT count(*) AS n FROM \($0.place)" }
    let row = try connection.query(
      "SELECT sum(n) FROM (\(parts.joined(separator: " UNION ALL "))) AS counts"
    ).first
    return row?.number(0) ?? 0
  }
}
