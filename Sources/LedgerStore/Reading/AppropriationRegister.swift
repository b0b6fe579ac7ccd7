import GRDB
package import LedgerCore

/// The register of appropriations (经费指标): the rows, their changes, and the openings of years.
package struct AppropriationRegister {
  package let snapshot: LedgerSnapshot

  /// The present state of an appropriation row; nil when it is not registered, or void.
  package func appropriation(_ id: AppropriationID) throws -> Appropriation? {
    guard let last = try lastRevision(of: id), try !snapshot.voided.contains(.appropriation(id))
    else { return nil }
    guard try withdrawnRevisions()[id, default: 0] < last.number else { return nil }
    var row = last.fact
    row.origin = try snapshot.publishing.origin(of: id)
    return row
  }

  /// The present state of every appropriation, in order of document and budget year.
  package func appropriations() throws -> [Appropriation] {
    let withdrawn = try withdrawnRevisions()
    let void = try snapshot.voided.things()
    let revisions = try snapshot.all(
      .appropriation, "ORDER BY documentNumber, fiscalYear, revision"
    ) {
      try Revision<Appropriation>($0)
    }
    let origins = try snapshot.publishing.origins()
    return lastOfEach(
      revisions.filter {
        $0.number > withdrawn[$0.fact.id, default: 0] && !void.contains($0.fact.id)
      }
    ) { $0.id }.map { row in
      var row = row
      row.origin = origins[row.id]
      return row
    }
  }

  /// All adjustments and recalls, in order of recording.
  package func changes() throws -> [NumberedChange] {
    // Most ledgers have few changes or none, and need not read the documents for them.
    var printed: [String: String]?
    return try snapshot.all(.appropriationChange, "ORDER BY number") { row in
      let known = try printed ?? printedDocuments()
      printed = known
      let key = row.text(1) ?? ""
      return try NumberedChange(row, printedDocument: known[key] ?? key)
    }
  }

  /// An adjustment or recall by its number.
  package func change(_ number: Int) throws -> NumberedChange? {
    try changes().first { $0.number == number }
  }

  /// The number of the newest adjustment or recall; 0 for none.
  package func lastChangeNumber() throws -> Int {
    try Int.fetchOne(snapshot.database, sql: "SELECT max(number) FROM appropriationChange") ?? 0
  }

  /// The opening balance of each year as it is now stated, in order of year.
  package func openings() throws -> [OpeningBalance] {
    let revisions = try snapshot.all(.openingBalance, "ORDER BY fiscalYear, revision") {
      try Revision<OpeningBalance>($0)
    }
    return lastOfEach(revisions) { $0.fiscalYear }
  }

  /// What standing closings carried into each year: its opening where none is stated.
  package func carriedOpenings() throws -> [FiscalYear: Money] {
    var openings: [FiscalYear: Money] = [:]
    for closing in try snapshot.years.standingClosings() {
      guard let next = closing.closing.fiscalYear.next else { continue }
      openings[next] = try snapshot.years.carriedBalances(of: closing.number).map(\.amount).total()
    }
    return openings
  }

  /// The opening of each year as stated, else what the closing of the year before carried into it.
  package func knownOpenings() throws -> [OpeningBalance] {
    let stated = try openings()
    let years = Set(stated.map(\.fiscalYear))
    let carried = try carriedOpenings().filter { !years.contains($0.key) }
      .map { OpeningBalance(fiscalYear: $0.key, amount: $0.value, note: "结账结转") }
    return (stated + carried).sorted { $0.fiscalYear < $1.fiscalYear }
  }

  func lastRevision(of id: AppropriationID) throws -> Revision<Appropriation>? {
    try snapshot.last(
      .appropriation, "documentNumber = ? AND fiscalYear = ?",
      [.text(id.document.key), .of(id.fiscalYear.number)], Revision.init)
  }

  func lastRevision(ofOpening year: FiscalYear) throws -> Revision<OpeningBalance>? {
    try snapshot.last(.openingBalance, "fiscalYear = ?", [.of(year.number)], Revision.init)
  }

  /// The revision up to which a row was withdrawn; 0 for a row that never was.
  private func withdrawnRevisions() throws -> [AppropriationID: Int] {
    var withdrawn: [AppropriationID: Int] = [:]
    let rows = try snapshot.all(.appropriationWithdrawal, "ORDER BY revision") { row in
      var fields = FieldReader(row, of: .appropriationWithdrawal)
      let key = try fields.text()
      let id = AppropriationID(
        document: DocumentNumber(key: key, printed: key), fiscalYear: try fields.year())
      return (id, try fields.integer())
    }
    for (id, revision) in rows { withdrawn[id] = revision }
    return withdrawn
  }

  /// The printed form of each document by its key.
  private func printedDocuments() throws -> [String: String] {
    Dictionary(
      try appropriations().map { ($0.id.document.key, $0.id.document.printed) },
      uniquingKeysWith: { first, _ in first })
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
