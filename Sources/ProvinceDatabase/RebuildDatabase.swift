package import LedgerCore
import LedgerStore
import Province

extension ProvinceDatabase {
  /// Works everything that is derived out anew from the rows of the facts, ledger by ledger, each
  /// in one transaction.
  ///
  /// - Returns: How many ledgers there are.
  /// - Throws: ``DatabaseFault/damaged(bureau:ledger:)`` where the rows are no whole ledger; those
  ///   before it are done then, it and those after it are as they were.
  package func rebuild() throws -> Int {
    var count = 0
    for bureau in try bureaus() {
      for number in try heldLedgers(of: bureau.code).map(\.number) {
        try connection.transaction {
          try connection.query(
            "SELECT entry FROM legalaid.head WHERE bureau = $1 AND ledger = $2 FOR UPDATE",
            .of(bureau.code), .of(number))
          guard let held = try heldLedgers(of: bureau.code).first(where: { $0.number == number })
          else { throw DatabaseFault.damaged(bureau: bureau.code, ledger: number) }
          try withReplica(of: held) { replica in
            try check(replica, is: held)
            try DerivedRows(connection, held.code, number).replace(from: replica, .all)
          }
        }
        count += 1
      }
    }
    return count
  }

  /// A problem of what is held in the database.
  package struct Problem: OfficerError {
    package let description: String
  }

  /// What is wrong with the database beyond what verifying each ledger shows: heads that are not
  /// the journal's, or not those that were signed.
  ///
  /// - Parameter code: Whose ledgers; nil for all.
  /// - Returns: The problems, bureau by bureau.
  /// - Throws: ``DatabaseFault``.
  package func problems(of code: RegionCode? = nil) throws -> [Problem] {
    let codes = try code.map { [$0] } ?? bureaus().map(\.code)
    var problems: [Problem] = []
    for held in try codes.flatMap(heldLedgers) {
      let key: [Value] = [.of(held.code), .of(held.number)]
      let last = try connection.query(
        """
        SELECT entry, digest FROM legalaid.journal_entry WHERE bureau = $1 AND ledger = $2
        ORDER BY entry DESC LIMIT 1
        """, key
      ).first
      let digest = last?.optionalBytes(1).map(hexadecimal)
      if last?.number(0) != held.entry || digest != held.head {
        problems.append(Problem(description: "\(held.code) 的流水没有到登记的第 \(held.entry) 号"))
      }
      let segments = try connection.query(
        """
        SELECT segment.last_entry, signed_head, digest
        FROM legalaid.segment LEFT JOIN legalaid.journal_entry ON
          journal_entry.bureau = segment.bureau AND journal_entry.ledger = segment.ledger
          AND entry = last_entry
        WHERE segment.bureau = $1 AND segment.ledger = $2 ORDER BY last_entry
        """, key)
      _ = segments.map { row in
        let line = "\nto \(row.number(0)) \(row.optionalBytes(2).map(hexadecimal) ?? "")\n"
        if !row.text(1).contains(line) {
          problems.append(
            Problem(description: "\(held.code) 第 \(row.number(0)) 号流水与县里签名的不同"))
        }
      }
    }
    return problems
  }
}
