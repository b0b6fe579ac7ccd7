package import LedgerCore

// The dossiers of a range of case numbers as outlines: the first look of the reconciling pass.

/// What is kept from range to range of one snapshot while outlines are read: what is void or
/// renumbered, and the texts and days that came up.
package struct OutlineReading {
  /// The texts that the outlines name by number.
  package private(set) var texts = TextNumbers()
  private var days = OutlineDays()
  private(set) var outline = DossierOutline()
  private var terms: [Term?] = []
  private(set) var key: [UInt8] = []
  /// The number of the claim whose row was read last.
  private var claimNumber: [UInt8] = []
  /// The cases read so far that may be alike.
  package private(set) var twins = LikelyTwins()
  /// Stands for the recipient of the case whose row was read last.
  private var likeness = 0
  fileprivate let renumberings: CaseRenumberings
  fileprivate let corrected: CorrectedKeys

  package init(of ledger: LedgerSnapshot) throws {
    renumberings = try ledger.caseNumbers.renumberings()
    corrected = try CorrectedKeys(ledger, renumberings)
  }

  /// What a text means in a column of terms.
  private struct Term {
    let type: CaseType?
    let outcome: Outcome?
    let use: PaymentUse?
  }

  /// The term that a text names.
  private mutating func term(_ text: UnsafeRawBufferPointer) -> Term {
    let number = Int(texts.number(of: text))
    if terms.indices.contains(number), let known = terms[number] { return known }
    let name = String(decoding: text, as: UTF8.self)
    let term = Term(
      type: CaseType(rawValue: name), outcome: Outcome(rawValue: name),
      use: PaymentUse(rawValue: name))
    // A text that has no number of its own is asked anew each time.
    guard number >= 0 else { return term }
    while terms.count <= number { terms.append(nil) }
    terms[number] = term
    return term
  }
}

/// A range of case numbers, of which the first is not part and the last is.
package struct CaseRange: Sendable {
  /// Empty for a range that begins with the first case.
  package let after: String
  /// nil for a range that goes to the last case.
  package let through: String?

  /// All cases.
  package static let all = CaseRange(after: "", through: nil)
}

extension CaseRegister {
  /// The range of about so many registered cases that follows a case number.
  ///
  /// - Complexity: Steps over the cases of the range without reading them.
  package func caseRange(after number: String, count: Int) throws -> CaseRange {
    let next = try snapshot.rows(
      "outlineRange",
      """
      SELECT caseNumber FROM legalAidCase WHERE caseNumber > ?1
      ORDER BY caseNumber LIMIT 1 OFFSET ?2
      """)
    try next.bind([.text(number), .of(count)])
    defer { next.reset() }
    return CaseRange(after: number, through: try next.step() ? next.text(0) : nil)
  }

  /// How many registrations of cases there are, later ones of the same case included: what ranges
  /// are measured in.
  package func registrationCount() throws -> Int {
    let rows = try snapshot.rows("registrationCount", "SELECT count(*) FROM legalAidCase")
    defer { rows.reset() }
    return try rows.step() ? Int(rows.number(0)) : 0
  }

  /// Every dossier of a range in case order, as an outline first.
  ///
  /// - Parameters:
  ///   - range: Of case numbers.
  ///   - reading: Of this snapshot, with what earlier ranges left; each thread has its own.
  ///   - settle: Whether the outline is enough; asked only of one that is clear.
  ///   - body: Given the whole dossier where the outline is not enough.
  /// - Throws: A fault of the store, or what the closures throw.
  /// - Complexity: Reads each row once; holds one outline.
  package func forEachDossier(
    in range: CaseRange, _ reading: inout OutlineReading,
    settledBy settle: (DossierOutline, TextNumbers) throws -> Bool,
    _ body: (Dossier) throws -> Void
  ) throws {
    let streams = try OutlineStreams(snapshot, range)
    defer { streams.reset() }
    while try streams.next(&reading) {
      if reading.outline.isClear, try settle(reading.outline, reading.texts) { continue }
      let key = String(decoding: reading.key, as: UTF8.self)
      let dossier = try dossier(
        numbered: CaseNumber(key: key, printed: key), reading.renumberings)
      // A key whose rows are all void, or have left it, is no dossier.
      if !dossier.isEmpty { try body(dossier) }
    }
  }
}

/// The rows of a range from the three tables, merged by case number.
private struct OutlineStreams {
  private let cases: KeyedRows
  private let claims: KeyedRows
  private let lines: KeyedRows

  init(_ ledger: LedgerSnapshot, _ range: CaseRange) throws {
    func rows(_ name: String, _ select: String, key: String, order: String) throws -> KeyedRows {
      let end = range.through == nil ? "" : " AND \(key) <= ?2"
      let rows = try ledger.rows(
        name + (range.through == nil ? "ToEnd" : ""),
        "\(select) \(key) > ?1\(end) ORDER BY \(key)\(order)")
      try rows.bind([.text(range.after)] + (range.through.map { [.text($0)] } ?? []))
      return try KeyedRows(rows)
    }
    cases = try rows(
      "outlineCases",
      """
      SELECT caseNumber, type, acceptedOn, assignedOn, firm, closedOn, outcome, filedOn,
        serviceForm, stage, grade, recipientCategories, recipient FROM legalAidCase WHERE
      """, key: "caseNumber", order: ", revision")
    claims = try rows(
      "outlineClaims",
      """
      SELECT caseNumber, claimNumber, isMoved, claimedOn, claimedAmount, submittedBy, approvedOn,
        approvedAmount, approvedBy, returnedOn FROM claim WHERE
      """, key: "caseNumber", order: ", claimNumber, revision")
    lines = try rows(
      "outlineLines",
      """
      SELECT citedNumber, paidOn, "use", documentNumber, amount, payee, reversesLine
      FROM paymentLine WHERE citedKind = 'case' AND
      """, key: "citedNumber", order: ", voucherNumber, line")
  }

  func reset() {
    cases.reset()
    claims.reset()
    lines.reset()
  }

  /// Reads the dossier of the next case number; false at the end.
  func next(_ reading: inout OutlineReading) throws -> Bool {
    guard let first = earliest() else { return false }
    reading.begin(first)
    // What is void or renumbered is rare enough to be looked at in full.
    if reading.corrected.hasCase(reading.key) { reading.blur() }
    while cases.has(reading.key) {
      reading.takeCase(cases.row)
      try cases.advance()
    }
    if !reading.corrected.isGone(reading.key) { reading.noteTwin() }
    var isRevision = false
    while claims.has(reading.key) {
      reading.takeClaim(claims.row, mayRevise: isRevision)
      isRevision = true
      try claims.advance()
    }
    while lines.has(reading.key) {
      reading.takeLine(lines.row)
      try lines.advance()
    }
    return true
  }

  private func earliest() -> UnsafeRawBufferPointer? {
    var first = cases.key
    if let next = claims.key, first.map({ next.precedes($0) }) ?? true { first = next }
    if let next = lines.key, first.map({ next.precedes($0) }) ?? true { first = next }
    return first
  }
}

/// The keys of what is void or renumbered; mostly there are none.
private struct CorrectedKeys: Sendable {
  private let cases: Set<[UInt8]>
  private let claims: Set<[UInt8]>
  /// Of cases that are void, or have another number by now.
  private let gone: Set<[UInt8]>

  init(_ ledger: LedgerSnapshot, _ renumberings: CaseRenumberings) throws {
    let void = try ledger.voided.things()
    let left = try renumberings.keys.filter {
      try ledger.caseNumbers.isLeft(CaseNumber(key: $0, printed: $0), renumberings)
    }
    func bytes(_ keys: Set<String>) -> Set<[UInt8]> { Set(keys.map { Array($0.utf8) }) }
    gone = bytes(void.keys(.legalAidCase).union(left))
    cases = gone.union(bytes(renumberings.keys))
      .union(bytes(try ledger.cases.keysWithDetails()))
    // Who approved a claim that he stated is told of with the whole dossier.
    let alone = try ApprovalHands(snapshot: ledger).all().keys
    claims = bytes(void.keys(.claim).union(alone))
  }

  func hasCase(_ key: [UInt8]) -> Bool { !cases.isEmpty && cases.contains(key) }

  func hasClaim(_ key: UnsafeRawBufferPointer) -> Bool {
    !claims.isEmpty && claims.contains(Array(key))
  }

  func isGone(_ key: [UInt8]) -> Bool { !gone.isEmpty && gone.contains(key) }
}

/// Rows in the order of the key in their first column, with the key of the row at hand.
private final class KeyedRows {
  let row: PreparedStatement
  /// Until the next step; nil at the end.
  private(set) var key: UnsafeRawBufferPointer?

  init(_ row: PreparedStatement) throws {
    self.row = row
    try advance()
  }

  func advance() throws { key = try row.step() ? row.bytes(0) : nil }

  func has(_ key: [UInt8]) -> Bool {
    guard let own = self.key, own.count == key.count else { return false }
    return key.withUnsafeBytes { $0.isEqual(to: own) }
  }

  func reset() {
    key = nil
    row.reset()
  }
}

extension OutlineReading {
  /// Says that there is more under the case number than an outline can say.
  fileprivate mutating func blur() { outline.blur() }

  /// Begins the outline of a case number.
  fileprivate mutating func begin(_ number: UnsafeRawBufferPointer) {
    key.removeAll(keepingCapacity: true)
    key.append(contentsOf: number)
    outline.clear()
  }

  fileprivate mutating func takeCase(_ row: PreparedStatement) {
    // A later revision says the whole fact anew.
    outline.register = nil
    guard let type = term(row.bytes(1)).type, let accepted = days.day(row.number(2)),
      let assigned = optionalDay(row, 3), let closed = optionalDay(row, 5),
      let filed = optionalDay(row, 7)
    else { return outline.blur() }
    var outcome = Outcome.closed
    if closed.isSet {
      guard let said = term(row.bytes(6)).outcome else { return outline.blur() }
      outcome = said
    }
    likeness = LikelyTwins.likeness(of: row.bytes(12), type)
    let firm = number(row, 4)
    let (form, stage, grade) = (number(row, 8), number(row, 9), number(row, 10))
    let categories = number(row, 11)
    if min(firm, form, stage, grade, categories) == TextNumbers.unknown { outline.blur() }
    outline.register = DossierOutline.Register(
      type: type, acceptedOn: accepted, assignedOn: assigned, closedOn: closed, outcome: outcome,
      filedOn: filed, firm: firm, serviceForm: form, stage: stage, grade: grade,
      recipientCategories: categories)
  }

  /// Notes the registered case, as it stands after its last revision, for who looks for its twin.
  fileprivate mutating func noteTwin() {
    guard let register = outline.register else { return }
    twins.add(key, likeness: likeness, acceptedOn: register.acceptedOn)
  }

  /// Reads a claim, or a later revision of the one before, which says the whole fact anew.
  fileprivate mutating func takeClaim(_ row: PreparedStatement, mayRevise: Bool) {
    let number = row.bytes(1)
    if mayRevise, claimNumber.withUnsafeBytes({ $0.isEqual(to: number) }) {
      outline.claims.removeLast()
    }
    claimNumber.removeAll(keepingCapacity: true)
    claimNumber.append(contentsOf: number)
    if corrected.hasClaim(number) { outline.blur() }
    // Claims that went to another case are rare enough to be looked at in full.
    guard outline.isClear, row.number(2) == 0, let claimed = days.day(row.number(3)),
      let approved = optionalDay(row, 6), let returned = optionalDay(row, 9)
    else {
      outline.blur()
      return outline.claims.append(.nothing)
    }
    let (submitter, approver) = (self.number(row, 5), self.number(row, 8))
    if min(submitter, approver) == TextNumbers.unknown { outline.blur() }
    outline.claims.append(
      DossierOutline.Claim(
        claimedOn: claimed, claimed: Money(fen: row.number(4)), approvedOn: approved,
        approved: Money(fen: row.number(7)), returnedOn: returned, submittedBy: submitter,
        approvedBy: approver))
  }

  fileprivate mutating func takeLine(_ row: PreparedStatement) {
    guard row.isNull(6), let paidOn = days.day(row.number(1)), let use = term(row.bytes(2)).use
    else { return outline.blur() }
    let (document, payee) = (number(row, 3), number(row, 5))
    if min(document, payee) == TextNumbers.unknown { outline.blur() }
    outline.lines.append(
      DossierOutline.Line(
        paidOn: paidOn, use: use, document: document, amount: Money(fen: row.number(4)),
        payee: payee))
  }

  private mutating func number(_ row: PreparedStatement, _ column: Int) -> Int32 {
    let text = row.bytes(column)
    // A text of no length has no bytes either, and is a text all the same.
    return text.baseAddress == nil && row.isNull(column)
      ? TextNumbers.none : texts.number(of: text)
  }

  /// nil for a number that is no day; ``OutlineDay/none`` for nothing.
  private mutating func optionalDay(_ row: PreparedStatement, _ column: Int) -> OutlineDay? {
    let number = row.number(column)
    return number == 0 && row.isNull(column) ? OutlineDay.none : days.day(number)
  }
}
