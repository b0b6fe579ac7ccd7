import LedgerCore
import LedgerStore
package import Province
package import Reconciliation
import Reporting

extension ProvinceDatabase {
  /// The year of all bureaus that the user may see.
  ///
  /// To the end of a year it comes from what was worked out when the segments came; to another day,
  /// and for years in which a ledger has nothing, from replicas made of the rows.
  package func book(_ period: Period, _ depth: BookDepth) throws -> ProvinceBook {
    let read = try OwnLedgerRows(connection).read()
    let own = OwnLedger(
      province: read.province, bureaus: try bureaus(), allocations: read.allocations,
      arrivals: read.arrivals)
    let rows = YearRows(connection, period)
    let reaches = try rows.reaches()
    let isKept = period == Period(year: period.year)
    let kept = depth == .facts && isKept ? try rows.standings() : [:]
    let results = depth == .facts && isKept ? try rows.results() : [:]
    return try ProvinceBook(period, own) { bureau in
      try (reaches[bureau.code] ?? []).map { number, reach in
        let key = LedgerKey(code: bureau.code, ledger: number)
        if depth == .journals {
          return try LedgerBook(reach, StandingFacts(), YearResult(), period)
        }
        if let result = results[key] {
          return try LedgerBook(reach, kept[key] ?? StandingFacts(), result, period)
        }
        return try bookFromRows(of: key, period)
      }
    }
  }

  private func bookFromRows(of key: LedgerKey, _ period: Period) throws -> LedgerBook {
    var book: LedgerBook?
    try withReplicas(of: key.code, ledger: key.ledger) {
      book = try LedgerBook(of: $0, period, .facts)
    }
    guard let book else { throw DatabaseFault.damaged(bureau: key.code, ledger: key.ledger) }
    return book
  }
}

/// A ledger of a bureau.
struct LedgerKey: Hashable {
  let code: RegionCode
  let ledger: Int
}

/// What stands of a year in the database.
///
/// Of what is compared across ledgers only that is read which has its like in another one: the
/// server finds it by its key, and the rules judge it.
struct YearRows {
  private let connection: PostgresConnection
  private let period: Period

  init(_ connection: PostgresConnection, _ period: Period) {
    self.connection = connection
    self.period = period
  }

  private func key(_ row: PostgresRows.Row) throws -> LedgerKey {
    guard let code = RegionCode(row.text(0)) else { throw DatabaseFault.other(state: "bureau") }
    return LedgerKey(code: code, ledger: row.number(1))
  }

  private func damaged(_ row: PostgresRows.Row) throws -> DatabaseFault {
    let key = try key(row)
    return .damaged(bureau: key.code, ledger: key.ledger)
  }

  /// How far each ledger came, by bureau and in the order of the ledgers.
  func reaches() throws -> [RegionCode: [(ledger: Int, LedgerReach)]] {
    var ends: [LedgerKey: [Int: Day]] = [:]
    let arrived = try connection.query(
      """
      SELECT DISTINCT ledger.bureau, ledger.ledger, entry, recorded_at
      FROM legalaid.arrival
      JOIN legalaid.ledger ON ledger.bureau = arrival.bureau AND ledger.identity = arrival.identity
      JOIN legalaid.journal_entry ON journal_entry.bureau = ledger.bureau
        AND journal_entry.ledger = ledger.ledger AND entry = last_entry
      """)
    _ = try arrived.map { row in
      ends[try key(row), default: [:]][row.number(2)] = LedgerReach.day(row.text(3))
    }
    var reaches: [RegionCode: [(ledger: Int, LedgerReach)]] = [:]
    let heads = try connection.query(
      """
      SELECT head.bureau, head.ledger, identity, head.entry, stated, recorded_at
      FROM legalaid.head
      JOIN legalaid.ledger ON ledger.bureau = head.bureau AND ledger.ledger = head.ledger
      JOIN (
        SELECT bureau, ledger, sum(fact_count) AS stated FROM legalaid.journal_entry
        GROUP BY bureau, ledger
      ) AS counts ON counts.bureau = head.bureau AND counts.ledger = head.ledger
      JOIN legalaid.journal_entry ON journal_entry.bureau = head.bureau
        AND journal_entry.ledger = head.ledger AND journal_entry.entry = head.entry
      ORDER BY head.bureau, head.ledger
      """)
    _ = try heads.map { row in
      let key = try key(row)
      let reach = LedgerReach(
        identity: row.text(2), entry: row.number(3), lastRecordedOn: LedgerReach.day(row.text(5)),
        statedFactCount: row.number(4), recordedOn: ends[key] ?? [:])
      reaches[key.code, default: []].append((key.ledger, reach))
    }
    return reaches
  }

  /// Figures and findings of the year by ledger.
  func results() throws -> [LedgerKey: YearResult] {
    var results: [LedgerKey: YearResult] = [:]
    let figures = try connection.query(
      "SELECT bureau, ledger, name, is_money, amount FROM legalaid.figure WHERE year = $1",
      .of(period.year))
    _ = try figures.map { row in
      guard let name = FigureName(rawValue: row.text(2)) else { throw try damaged(row) }
      results[try key(row), default: YearResult()].figures[name] =
        row.flag(3) ? .money(row.money(4)) : .count(row.number(4))
    }
    let findings = try connection.query(
      """
      SELECT bureau, ledger, rule, outcome, is_outstanding, subject, amount, day
      FROM legalaid.finding WHERE year = $1 ORDER BY bureau, ledger, place
      """, .of(period.year))
    _ = try findings.map { row in
      guard let outcome = CheckOutcome(rawValue: row.text(3)) else { throw try damaged(row) }
      results[try key(row), default: YearResult()].findings.append(
        YearFinding(
          rule: RuleID(stringLiteral: row.text(2)), outcome: outcome, isOutstanding: row.flag(4),
          subject: row.text(5), amount: row.money(6), date: row.optionalDay(7)))
    }
    return results
  }

  /// What is compared, by ledger.
  func standings() throws -> [LedgerKey: StandingFacts] {
    var standings: [LedgerKey: StandingFacts] = [:]
    try readCases { standings[$0, default: StandingFacts()].cases.append($1) }
    try readShifts { standings[$0, default: StandingFacts()].shifts.append($1) }
    try readBankLines { standings[$0, default: StandingFacts()].bankLines.append($1) }
    try readLines { standings[$0, default: StandingFacts()].lines.append($1) }
    try readAppropriations { standings[$0, default: StandingFacts()].appropriations.append($1) }
    try readChanges { standings[$0, default: StandingFacts()].changes.append($1) }
    for key in standings.keys { standings[key]?.sort() }
    return standings
  }

  /// Of these everything is read: what stands in two of their ledgers is looked for.
  private static let several =
    "bureau IN (SELECT bureau FROM legalaid.ledger GROUP BY bureau HAVING count(*) > 1)"

  /// The values of a column that several bureaus have.
  private static func shared(_ column: String, in table: String, by what: String) -> String {
    """
    \(column) IN (
      SELECT \(column) FROM legalaid.\(table) WHERE \(column) IS NOT NULL
      GROUP BY \(column) HAVING count(DISTINCT \(what)) > 1)
    """
  }

  private static let sharedCases = """
    (\(several) OR \(shared("matter", in: "standing_case", by: "bureau"))
      OR \(shared("number", in: "standing_case", by: "bureau")))
    """

  private func readCases(_ take: (LedgerKey, StandingCase) -> Void) throws {
    var lines: [LedgerKey: [String: [PaymentLine]]] = [:]
    let paid = try connection.query(
      """
      SELECT \(Self.lineColumns), of_case FROM legalaid.standing_line
      WHERE of_case IS NOT NULL AND (bureau, ledger, of_case) IN (
        SELECT bureau, ledger, number FROM legalaid.standing_case WHERE \(Self.sharedCases))
      """)
    _ = try paid.map { row in
      lines[try key(row), default: [:]][row.text(Self.lineColumnCount), default: []]
        .append(try line(row))
    }
    let cases = try connection.query(
      """
      SELECT bureau, ledger, number, printed_number, accepted_on, closed_on, matter
      FROM legalaid.standing_case WHERE accepted_on <= $1 AND \(Self.sharedCases)
      """, .of(period.asOf))
    _ = try cases.map { row in
      let key = try key(row)
      take(
        key,
        StandingCase(
          number: CaseNumber(key: row.text(2), printed: row.text(3)), acceptedOn: row.day(4),
          closedOn: row.optionalDay(5), matter: row.optionalText(6),
          lines: lines[key]?[row.text(2)] ?? []))
    }
  }

  private func readShifts(_ take: (LedgerKey, DutyShift) -> Void) throws {
    let shifts = try connection.query(
      """
      SELECT bureau, ledger, number, printed_number, served_on, site, lawyer, firm,
        quantity_tenths, unit, rate, amount
      FROM legalaid.standing_shift
      WHERE \(Self.several)
        OR year = $1 AND \(Self.shared("shared_key", in: "standing_shift", by: "bureau"))
      """, .of(period.year))
    _ = try shifts.map { row in
      guard let unit = DutyUnit(rawValue: row.text(9)) else { throw try damaged(row) }
      take(
        try key(row),
        DutyShift(
          number: DutyNumber(key: row.text(2), printed: row.text(3)), servedOn: row.day(4),
          site: row.text(5), lawyer: row.text(6), firm: row.text(7),
          quantity: Quantity(tenths: row.integer(8)), unit: unit, rate: row.money(10),
          amount: row.money(11)))
    }
  }

  private func readBankLines(_ take: (LedgerKey, BankLine) -> Void) throws {
    let lines = try connection.query(
      """
      SELECT bureau, ledger, reference, printed_reference, booked_on, amount, payee, voucher,
        printed_voucher, memo
      FROM legalaid.standing_bank_line
      WHERE \(Self.several) OR year = $1
        AND \(Self.shared("shared_key", in: "standing_bank_line", by: "bureau"))
      """, .of(period.year))
    _ = try lines.map { row in
      take(
        try key(row),
        BankLine(
          reference: BankReference(key: row.text(2), printed: row.text(3)), bookedOn: row.day(4),
          amount: row.money(5), payee: row.text(6),
          voucher: row.optionalText(7).map { VoucherNumber(key: $0, printed: row.text(8)) },
          memo: row.optionalText(9)))
    }
  }
}

// Money.
extension YearRows {
  private static let lineColumns = """
    bureau, ledger, voucher, line, printed_voucher, paid_on, purpose, cited_kind, cited,
    printed_cited, document, printed_document, amount, payee, lawyer, approved_by,
    reverses_voucher, reverses_printed_voucher, reverses_line, reverses_paid_on, reverses_kind
    """
  private static let lineColumnCount = 21

  private func line(_ row: PostgresRows.Row) throws -> PaymentLine {
    guard let use = PaymentUse(rawValue: row.text(6)),
      let subject = PaymentSubject(
        kind: row.text(7), key: row.text(8), printed: row.text(9))
    else { throw try damaged(row) }
    var reversed: ReversedLine?
    if let voucher = row.optionalText(16) {
      guard let kind = ReversalKind(rawValue: row.text(20)) else { throw try damaged(row) }
      reversed = ReversedLine(
        id: PaymentLineID(
          voucher: VoucherNumber(key: voucher, printed: row.text(17)), line: row.number(18)),
        paidOn: row.day(19), kind: kind)
    }
    return PaymentLine(
      id: PaymentLineID(
        voucher: VoucherNumber(key: row.text(2), printed: row.text(4)), line: row.number(3)),
      paidOn: row.day(5), use: use, subject: subject,
      document: DocumentNumber(key: row.text(10), printed: row.text(11)), amount: row.money(12),
      payee: row.text(13), lawyer: row.optionalText(14), approvedBy: row.optionalText(15),
      reverses: reversed)
  }

  private func readLines(_ take: (LedgerKey, PaymentLine) -> Void) throws {
    let lines = try connection.query(
      """
      SELECT \(Self.lineColumns) FROM legalaid.standing_line WHERE year = $1 OR \(Self.several)
      """, .of(period.year))
    _ = try lines.map { take(try key($0), try line($0)) }
  }

  private func readAppropriations(_ take: (LedgerKey, Appropriation) -> Void) throws {
    let rows = try connection.query(
      """
      SELECT bureau, ledger, document, printed_document, year, source, received_on, amount,
        permitted_uses, origin_year, note, superior_document, printed_superior_document, issuer,
        project_code
      FROM legalaid.standing_appropriation WHERE year = $1 OR \(Self.several)
      """, .of(period.year))
    _ = try rows.map { row in
      guard let year = FiscalYear(row.number(4)), let source = FundSource(rawValue: row.text(5)),
        let origin = FiscalYear(row.number(9))
      else { throw try damaged(row) }
      let uses = row.text(8).split(separator: ";").compactMap { PaymentUse(rawValue: "\($0)") }
      take(
        try key(row),
        Appropriation(
          id: AppropriationID(
            document: DocumentNumber(key: row.text(2), printed: row.text(3)), fiscalYear: year),
          source: source, receivedOn: row.day(6), amount: row.money(7), permittedUses: Set(uses),
          originYear: origin, note: row.optionalText(10),
          origin: AppropriationOrigin(
            superiorDocument: row.optionalText(11).map {
              DocumentNumber(key: $0, printed: row.text(12))
            }, issuer: row.optionalText(13), projectCode: row.optionalText(14))))
    }
  }

  private func readChanges(_ take: (LedgerKey, AppropriationChange) -> Void) throws {
    let rows = try connection.query(
      """
      SELECT bureau, ledger, document, printed_document, year, kind, changed_on, amount, reason
      FROM legalaid.standing_change WHERE year = $1 OR \(Self.several) ORDER BY place
      """, .of(period.year))
    _ = try rows.map { row in
      guard let year = FiscalYear(row.number(4)),
        let kind = AppropriationChange.Kind(rawValue: row.text(5))
      else { throw try damaged(row) }
      take(
        try key(row),
        AppropriationChange(
          appropriation: AppropriationID(
            document: DocumentNumber(key: row.text(2), printed: row.text(3)), fiscalYear: year),
          kind: kind, changedOn: row.day(6), amount: row.money(7), reason: row.text(8)))
    }
  }
}
