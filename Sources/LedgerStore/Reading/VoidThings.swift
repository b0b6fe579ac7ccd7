package import LedgerCore

/// The things that are void now: few, and loaded once by who reads the whole book.
struct VoidThings {
  private var keysOfKind: [RegisteredThing.Kind: Set<String>] = [:]
  private var appropriations: Set<AppropriationID> = []

  init(in snapshot: LedgerSnapshot) throws {
    let rows = try snapshot.rows(
      "voidThings",
      """
      SELECT thing, thingNumber, fiscalYear, kind, max(number) FROM voiding
      GROUP BY thing, thingNumber, fiscalYear
      """)
    defer { rows.reset() }
    while try rows.step() {
      guard rows.text(3) == Voiding.Kind.voided.rawValue else { continue }
      guard let kind = rows.text(0).flatMap(RegisteredThing.Kind.init), let key = rows.text(1)
      else {
        throw StoreFault.unreadableRow(table: FactTable.voiding.name, column: "thing")
      }
      if let year = FiscalYear(Int(rows.number(2))), kind == .appropriation {
        let document = DocumentNumber(key: key, printed: key)
        appropriations.insert(AppropriationID(document: document, fiscalYear: year))
      } else {
        keysOfKind[kind, default: []].insert(key)
      }
    }
  }

  /// The keys of one kind; none of appropriations, whose keys have two parts.
  func keys(_ kind: RegisteredThing.Kind) -> Set<String> { keysOfKind[kind] ?? [] }

  /// Whether the thing under a key is void; an appropriation has no key of one part.
  func contains(_ kind: RegisteredThing.Kind, _ key: String) -> Bool {
    keysOfKind[kind]?.contains(key) ?? false
  }

  func contains(_ id: AppropriationID) -> Bool { appropriations.contains(id) }

  /// The void rows, in order of document and year.
  var appropriationIDs: [AppropriationID] { appropriations.sorted() }

  /// The condition of SQL that what a column names is not void.
  static func isStanding(_ kind: RegisteredThing.Kind, _ column: String) -> String {
    """
    \(column) NOT IN (SELECT thingNumber FROM
      (SELECT thingNumber, kind, max(number) FROM voiding WHERE thing = '\(kind.rawValue)'
       GROUP BY thingNumber) WHERE kind = '\(Voiding.Kind.voided.rawValue)')
    """
  }

  /// The same of the appropriation that columns name.
  static func isStanding(_ document: String, _ year: String) -> String {
    """
    (\(document), \(year)) NOT IN (SELECT thingNumber, fiscalYear FROM
      (SELECT thingNumber, fiscalYear, kind, max(number) FROM voiding
       WHERE thing = '\(RegisteredThing.Kind.appropriation.rawValue)'
       GROUP BY thingNumber, fiscalYear) WHERE kind = '\(Voiding.Kind.voided.rawValue)')
    """
  }
}

/// What was registered in error (作废): the decisions on things, and what is void now.
package struct VoidRegister {
  let snapshot: LedgerSnapshot

  /// Everything that is void now.
  func things() throws -> VoidThings { try VoidThings(in: snapshot) }

  /// Whether something is void: it was registered, and counts for nothing.
  package func contains(_ thing: RegisteredThing) throws -> Bool {
    let last = try snapshot.rows(
      "lastVoiding",
      """
      SELECT kind FROM voiding WHERE thing = ?1 AND thingNumber = ?2 AND fiscalYear = ?3
      ORDER BY number DESC LIMIT 1
      """)
    defer { last.reset() }
    try last.bind([
      .text(thing.kind.rawValue), .text(thing.number.key), .of(thing.fiscalYear?.number ?? 0),
    ])
    return try last.step() && last.text(0) == Voiding.Kind.voided.rawValue
  }

  /// What was decided of a thing, oldest first, each with its journal entry.
  package func decisions(
    on thing: RegisteredThing
  ) throws -> [(entry: Int, voiding: Voiding)] {
    try snapshot.all(
      .voiding, "WHERE thing = ? AND thingNumber = ? AND fiscalYear = ? ORDER BY number",
      [
        .text(thing.kind.rawValue), .text(thing.number.key),
        .of(thing.fiscalYear?.number ?? 0),
      ]
    ) { row in
      guard let kind = row.text(5).flatMap(Voiding.Kind.init), let reason = row.text(6) else {
        throw StoreFault.unreadableRow(table: FactTable.voiding.name, column: "kind")
      }
      return (LedgerSnapshot.entry(of: row), Voiding(kind, thing, reason: reason))
    }
  }

  /// Refuses a decision on a thing that is dated in a closed year.
  ///
  /// - Throws: ``YearClosed`` naming the day.
  func checkOpen(_ thing: RegisteredThing, _ closed: ClosedYears) throws {
    guard !closed.isEmpty else { return }
    switch thing {
    case .legalAidCase(let number):
      let fact = try snapshot.cases.lastRevision(of: number)?.fact
      if let fact { try closed.check(fact, replacing: nil) }
    case .claim(let number):
      let fact = try snapshot.cases.lastRevision(of: number)?.fact
      if let fact { try closed.check(fact, replacing: nil) }
    case .dutyShift(let number):
      let fact = try snapshot.duty.lastRevision(of: number)?.fact
      if let fact { try closed.check(fact, replacing: nil) }
    case .appropriation(let id):
      let fact = try snapshot.funds.lastRevision(of: id)?.fact
      if let fact { try closed.check(fact, replacing: nil) }
    case .bankLine(let reference):
      let line = try snapshot.treasury.recordedLine(reference)
      if let line { try closed.check("国库流水日期", on: line.bookedOn) }
    }
  }

  /// What the register says of a void case; nil for one that is not void.
  package func legalAidCase(_ number: CaseNumber) throws -> LegalAidCase? {
    try contains(.legalAidCase(number)) ? snapshot.cases.lastRevision(of: number)?.fact : nil
  }

  /// What the register says of a void claim; nil for one that is not void.
  package func claim(_ number: ClaimNumber) throws -> Claim? {
    try contains(.claim(number)) ? snapshot.cases.lastRevision(of: number)?.fact : nil
  }

  /// What the register says of a void duty shift; nil for one that is not void.
  package func shift(_ number: DutyNumber) throws -> DutyShift? {
    try contains(.dutyShift(number)) ? snapshot.duty.lastRevision(of: number)?.fact : nil
  }

  /// What the register says of the void appropriations, in order of document and year.
  package func appropriations() throws -> [Appropriation] {
    try things().appropriationIDs.compactMap { try snapshot.funds.lastRevision(of: $0)?.fact }
  }

  /// What the statement says in a void line; nil for one that is not void.
  package func bankLine(_ reference: BankReference) throws -> BankLine? {
    try contains(.bankLine(reference)) ? snapshot.treasury.recordedLine(reference) : nil
  }

  /// The claims that became void in the entry in which their case did.
  package func claims(voidedWith number: CaseNumber) throws -> [Claim] {
    guard try contains(.legalAidCase(number)),
      let entry = try decisions(on: .legalAidCase(number)).last?.entry
    else { return [] }
    return try snapshot.cases.lastClaims(under: number).map(\.fact).filter { claim in
      try contains(.claim(claim.number))
        && decisions(on: .claim(claim.number)).last?.entry == entry
    }
  }
}
