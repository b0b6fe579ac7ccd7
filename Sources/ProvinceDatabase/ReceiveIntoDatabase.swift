import Bookkeeping
import Foundation
import LedgerCore
package import LedgerStore
import Province

// One segment, one transaction: the head is locked, the replica is given the entries, its new rows
// are copied, what follows from them is worked out anew, and the head is moved.

extension ProvinceDatabase {
  /// Takes a segment in one transaction, with the head locked.
  package func receiving(
    _ segment: Segment, at now: String, _ take: (LedgerStore?, String) throws -> SegmentFit
  ) throws -> SegmentFit {
    guard let cache else { throw DatabaseFault.notPermitted }
    if !DurableFile.isTaken(cache) { try DurableFolder.make(cache) }
    let path = "\(cache)/\(segment.code)-\(segment.identity.prefix(16)).sqlite"
    return try connection.transaction {
      // Whoever else receives of this bureau waits here: its first ledger has no head to lock.
      try connection.query(
        "SELECT bureau FROM legalaid.bureau WHERE bureau = $1 FOR UPDATE", .of(segment.code))
      let held = try lockedLedger(segment)
      try bringReplica(at: path, to: held)
      let fit = try fit(path, isHeld: held != nil, take)
      guard case .taken(let new) = fit, new > 0 else { return fit }
      let replica = try LedgerStore.open(at: path)
      defer { try? replica.close() }
      try append(replica, of: segment, to: held, at: now)
      return fit
    }
  }

  private func fit(
    _ path: String, isHeld: Bool, _ take: (LedgerStore?, String) throws -> SegmentFit
  ) throws -> SegmentFit {
    let replica = isHeld ? try LedgerStore.open(at: path) : nil
    defer { try? replica?.close() }
    return try take(replica, path)
  }

  private func lockedLedger(_ segment: Segment) throws -> HeldLedger? {
    try connection.query(
      """
      SELECT head.ledger, entry, digest FROM legalaid.head JOIN legalaid.ledger
        ON ledger.bureau = head.bureau AND ledger.ledger = head.ledger
      WHERE head.bureau = $1 AND identity = $2 FOR UPDATE OF head
      """, .of(segment.code), .text(segment.identity)
    ).first.map { row in
      HeldLedger(
        code: segment.code, number: row.number(0), identity: segment.identity,
        entry: row.number(1), head: row.text(2))
    }
  }

  /// Brings the replica beside the database to what the database holds: it was left ahead where a
  /// transaction was not finished.
  private func bringReplica(at path: String, to held: HeldLedger?) throws {
    if let held, DurableFile.isTaken(path) {
      let replica = try LedgerStore.open(at: path)
      let head = try replica.read { try $0.journal.head() }
      try replica.close()
      if head == held.head { return }
    }
    DurableFile.removeDatabase(path)
    guard let held else { return }
    try makeReplica(of: held, at: path)
    let replica = try LedgerStore.open(at: path)
    defer { try? replica.close() }
    try check(replica, is: held)
  }

  private func append(
    _ replica: LedgerStore, of segment: Segment, to held: HeldLedger?, at now: String
  ) throws {
    let ledger = try held ?? newLedger(segment)
    let rows = LedgerRows(connection, ledger.code, ledger.number)
    let new = try replica.read { try rows.append($0, after: ledger.entry) }
    try connection.query(
      """
      INSERT INTO legalaid.segment
        (bureau, ledger, first_entry, last_entry, signed_head, file_digest, received_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, .of(ledger.code), .of(ledger.number), .of(segment.after.entry + 1),
      .of(segment.to.entry), .text(segment.head.written), .text(segment.fileDigest), .text(now))
    try DerivedRows(connection, ledger.code, ledger.number).replace(from: replica, new)
    try connection.query(
      """
      INSERT INTO legalaid.head (bureau, ledger, entry, digest, received_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (bureau, ledger) DO UPDATE SET entry = excluded.entry,
        digest = excluded.digest, received_at = excluded.received_at
      """, .of(ledger.code), .of(ledger.number), .of(segment.to.entry), .text(segment.to.head),
      .text(now))
  }

  private func newLedger(_ segment: Segment) throws -> HeldLedger {
    let known = try connection.query(
      "SELECT count(*) FROM legalaid.ledger WHERE bureau = $1", .of(segment.code)
    ).first?.number(0)
    let ledger = HeldLedger(
      code: segment.code, number: (known ?? 0) + 1, identity: segment.identity, entry: 0, head: "")
    try connection.query(
      "INSERT INTO legalaid.ledger (bureau, ledger, identity) VALUES ($1, $2, $3)",
      .of(ledger.code), .of(ledger.number), .text(ledger.identity))
    return ledger
  }

  /// Whether a replica made of rows is the ledger that is held: every mark follows from its fact,
  /// every digest from the marks, and the last digest is the head.
  ///
  /// - Throws: ``DatabaseFault/damaged(bureau:ledger:)``.
  func check(_ replica: LedgerStore, is held: HeldLedger) throws {
    let found = try replica.read { try LedgerCheck.journal.result(in: $0) }
    guard found.problems.isEmpty, found.head == held.head, found.entryCount == held.entry else {
      throw DatabaseFault.damaged(bureau: held.code, ledger: held.number)
    }
  }
}
