import LedgerCore
package import LedgerStore
import Province

/// What the province's own ledger says, as rows for readers: who is expected, what was sent down,
/// what came.
///
/// It is recorded there and only taken over here.
struct OwnLedgerRows {
  private let connection: PostgresConnection

  init(_ connection: PostgresConnection) { self.connection = connection }

  /// Takes over what was recorded since; called in a transaction.
  ///
  /// - Throws: ``DatabaseFault/otherProvince(held:)`` where another province's rows stand.
  func follow(_ own: LedgerStore) throws {
    try own.read { ledger in
      guard let last = try ledger.journal.lastEntry(), let first = try ledger.journal.entry(1),
        let code = try ledger.publishing.regionCode()
      else { throw StoreFault.damaged }
      let said = try OwnLedger(of: ledger)
      let (identity, head) = (hexadecimal(first.digest), hexadecimal(last.digest))
      try connection.query(
        """
        INSERT INTO legalaid.province
          (bureau, agency, region, identity, entry, head, schema_version)
        VALUES ($1, $2, $3, $4, 0, '', $5)
        ON CONFLICT (bureau) DO UPDATE
        SET schema_version = greatest(legalaid.province.schema_version, excluded.schema_version)
        """, .of(code), .text(said.province.agency), .text(said.province.region),
        .text(identity), .of(DatabaseSchema.version))
      let held = try connection.query(
        "SELECT identity, entry, agency FROM legalaid.province ORDER BY entry DESC FOR UPDATE")
      guard held.count == 1, let row = held.first, row.text(0) == identity else {
        throw DatabaseFault.otherProvince(held: held.first?.text(2) ?? "")
      }
      guard row.number(1) < last.number else { return }
      try takeOver(said)
      try connection.query(
        "UPDATE legalaid.province SET entry = $2, head = $3 WHERE bureau = $1", .of(code),
        .of(last.number), .text(head))
    }
  }

  private func takeOver(_ said: OwnLedger) throws {
    for bureau in said.bureaus {
      try connection.query(
        """
        INSERT INTO legalaid.bureau (bureau, name, city, expected_from, expected_to)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (bureau) DO UPDATE SET name = excluded.name, city = excluded.city,
          expected_from = excluded.expected_from, expected_to = excluded.expected_to
        WHERE (bureau.name, bureau.city, bureau.expected_from, bureau.expected_to)
          IS DISTINCT FROM
          (excluded.name, excluded.city, excluded.expected_from, excluded.expected_to)
        """, .of(bureau.code), .text(bureau.name), .text(bureau.city), .of(bureau.expectedFrom),
        bureau.expectedTo.map(Value.of) ?? .null)
    }
    let sent = try known("allocation")
    try connection.copy(
      into: "legalaid.allocation",
      [
        "bureau", "number", "year", "document", "printed_document", "from_code", "source",
        "sent_on", "amount", "superior_document", "printed_superior_document",
      ]
    ) { row in
      for (index, own) in said.allocations.enumerated().dropFirst(sent) {
        try row([
          .of(own.to), .of(index + 1), .of(own.fiscalYear), .text(own.document.key),
          .text(own.document.printed), .of(own.from), .text(own.source.rawValue),
          .of(own.sentOn), .of(own.amount), .optional(own.superiorDocument?.key),
          .optional(own.superiorDocument?.printed),
        ])
      }
    }
    let came = try known("arrival")
    try connection.copy(
      into: "legalaid.arrival",
      [
        "bureau", "number", "identity", "first_entry", "last_entry", "head", "outcome",
        "file_digest", "received_at",
      ]
    ) { row in
      for (index, own) in said.arrivals.enumerated().dropFirst(came) {
        let segment = own.segment
        try row([
          .of(segment.bureau), .of(index + 1), .text(segment.identity), .of(segment.firstEntry),
          .of(segment.lastEntry), .text(segment.head), .text(segment.outcome.rawValue),
          .text(segment.fileDigest), .text(own.at),
        ])
      }
    }
  }

  /// How many of a kind stand there: they are numbered from 1 and none is ever taken away.
  private func known(_ table: String) throws -> Int {
    try connection.query("SELECT count(*) FROM legalaid.\(table)").first?.number(0) ?? 0
  }

  /// What the rows say.
  func read() throws -> OwnLedger {
    guard let row = try connection.query("SELECT agency, region FROM legalaid.province").first
    else { throw DatabaseFault.notPrepared }
    return OwnLedger(
      province: Bureau(agency: row.text(0), region: row.text(1)), bureaus: [],
      allocations: try allocations(), arrivals: try arrivals())
  }

  private func allocations() throws -> [Allocation] {
    try connection.query(
      """
      SELECT bureau, year, document, printed_document, from_code, source, sent_on, amount,
        superior_document, printed_superior_document
      FROM legalaid.allocation ORDER BY number
      """
    ).map { row in
      guard let to = RegionCode(row.text(0)), let year = FiscalYear(row.number(1)),
        let from = RegionCode(row.text(4)), let source = FundSource(rawValue: row.text(5))
      else { throw DatabaseFault.other(state: "allocation") }
      return Allocation(
        document: DocumentNumber(key: row.text(2), printed: row.text(3)), from: from, to: to,
        fiscalYear: year, source: source, sentOn: row.day(6), amount: row.money(7),
        superiorDocument: row.optionalText(8).map {
          DocumentNumber(key: $0, printed: row.text(9))
        })
    }
  }

  private func arrivals() throws -> [ProvinceRegister.Arrival] {
    try connection.query(
      """
      SELECT bureau, identity, first_entry, last_entry, head, outcome, file_digest, received_at
      FROM legalaid.arrival ORDER BY number
      """
    ).map { row in
      guard let code = RegionCode(row.text(0)),
        let outcome = ReceivedSegment.Outcome(rawValue: row.text(5))
      else { throw DatabaseFault.other(state: "arrival") }
      let segment = ReceivedSegment(
        bureau: code, identity: row.text(1), firstEntry: row.number(2), lastEntry: row.number(3),
        head: row.text(4), outcome: outcome, fileDigest: row.text(6))
      return (segment, row.text(7))
    }
  }
}

extension Value {
  /// A month as 202401.
  static func of(_ month: Month) -> Value { .of(month.year.number * 100 + month.number) }
}

extension ProvinceDatabase {
  /// Takes over what the province's own ledger says by now, in one transaction.
  package func follow(_ own: LedgerStore) throws {
    try connection.transaction { try OwnLedgerRows(connection).follow(own) }
  }
}
