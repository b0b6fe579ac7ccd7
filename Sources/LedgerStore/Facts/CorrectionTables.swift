import GRDB
package import LedgerCore

// Columns ↔ values of what takes back or renames facts: voidings and renumberings.

extension FactTable {
  static let voiding = FactTable(
    code: 22, name: "voiding", title: "作废与恢复",
    naming: "第 {number} 号（{thing} {printedThingNumber}{kind}）",
    columns: [
      "number", "thing", "thingNumber", "printedThingNumber", "fiscalYear", "kind", "reason",
    ],
    accounts: AccountColumns.ofVoidedThing)

  static let caseRenumbering = FactTable(
    code: 23, name: "caseRenumbering", title: "案件改号",
    naming: "第 {number} 号（{printedOldCaseNumber} 改为 {printedNewCaseNumber}）",
    columns: [
      "number", "oldCaseNumber", "printedOldCaseNumber", "newCaseNumber", "printedNewCaseNumber",
      "reason",
    ],
    accounts: [
      .named(.legalAidCase, by: "oldCaseNumber"), .named(.legalAidCase, by: "newCaseNumber"),
    ])
}

extension AccountColumns {
  /// The account of the thing that is void, and the years in which it stands.
  fileprivate static let ofVoidedThing: [AccountColumns] = {
    func number(_ kind: RegisteredThing.Kind) -> String {
      "iif(thing = '\(kind.rawValue)', thingNumber, NULL)"
    }
    /// What the last statement of a thing says in a column.
    func said(_ column: String, _ kind: RegisteredThing.Kind, _ table: String, _ key: String)
      -> String
    {
      let year = kind == .appropriation ? " AND stated.fiscalYear = voiding.fiscalYear" : ""
      let order = kind == .bankLine ? "" : " ORDER BY stated.revision DESC"
      return """
        (SELECT stated.\(column) FROM \(table) AS stated
          WHERE voiding.thing = '\(kind.rawValue)' AND stated.\(key) = voiding.thingNumber\(year)\
        \(order) LIMIT 1)
        """
    }
    let days: [(String, RegisteredThing.Kind, String, String)] =
      ["acceptedOn", "assignedOn", "closedOn", "filedOn"]
      .map { ($0, .legalAidCase, "legalAidCase", "caseNumber") }
      + ["claimedOn", "approvedOn", "returnedOn"].map { ($0, .claim, "claim", "claimNumber") }
      + [
        ("servedOn", .dutyShift, "dutyShift", "dutyNumber"),
        ("receivedOn", .appropriation, "appropriation", "documentNumber"),
        ("bookedOn", .bankLine, "bankLine", "bankReference"),
      ]
    return [
      .named(.legalAidCase, by: number(.legalAidCase)),
      .named(.legalAidCase, by: said("caseNumber", .claim, "claim", "claimNumber")),
      .named(.dutyShift, by: number(.dutyShift)),
      .named(.appropriation, by: number(.appropriation), "fiscalYear"),
      .named(.bankLine, by: number(.bankLine)),
    ] + days.flatMap { AccountColumns.days(said($0, $1, $2, $3)) }
      + AccountColumns.days("iif(thing = '经费指标', fiscalYear * 10000, NULL)")
  }()
}

extension LedgerWriter {
  /// Appends that something registered is void, or that it counts again.
  ///
  /// - Throws: ``YearClosed`` when what was said of it is dated in a closed year.
  package func append(_ voiding: Voiding) throws {
    try ledger.voided.checkOpen(voiding.thing, closedYears())
    try appendDecision(voiding)
  }

  private func appendDecision(_ voiding: Voiding) throws {
    let number = voiding.thing.number
    try append(
      .voiding,
      [
        .of(try nextNumber(in: .voiding)), .text(voiding.thing.kind.rawValue),
        .text(number.key), .text(number.printed), .of(voiding.thing.fiscalYear?.number ?? 0),
        .text(voiding.kind.rawValue), .text(voiding.reason),
      ])
  }

  /// What stands of a thing before it is stated anew; a void one counts again from here on.
  ///
  /// What a void thing said of a closed year does not come back; only what it says anew is held
  /// against the closed years.
  ///
  /// - Returns: The last statement; nil for a thing that was not registered or is void.
  func standingBefore<Fact>(
    _ thing: RegisteredThing, _ last: Revision<Fact>?
  ) throws -> Revision<Fact>? {
    guard last != nil, try ledger.voided.contains(thing) else { return last }
    try appendDecision(Voiding(.restored, thing, reason: "重新登记"))
    return nil
  }

  /// Gives a case another number: the case and its claims are stated again under it, and what is
  /// paid on it follows.
  ///
  /// Nothing that is dated changes, so that a case of a closed year may be renumbered too.
  package func append(_ renumbering: CaseRenumbering) throws {
    let (old, new) = (renumbering.old, renumbering.new)
    guard let last = try ledger.cases.lastRevision(of: old) else { return }
    let earlier = try ledger.cases.lastRevision(of: new)?.number ?? 0
    try append(
      .caseRenumbering,
      [
        .of(try nextNumber(in: .caseRenumbering)), .text(old.key), .text(old.printed),
        .text(new.key), .text(new.printed), .text(renumbering.reason),
      ])
    try append(
      .legalAidCase,
      last.fact.numbered(new).fields(revision: earlier + 1, reason: renumbering.reason))
    for last in try ledger.cases.lastClaims(under: old) {
      var claim = last.fact
      try append(
        .claim,
        claim.fields(revision: last.number + 1, reason: renumbering.reason, isMoved: true))
      claim.caseNumber = new
      try append(
        .claim,
        claim.fields(revision: last.number + 2, reason: renumbering.reason, isMoved: false))
    }
  }
}

extension LegalAidCase {
  /// The same case under another number.
  fileprivate func numbered(_ number: CaseNumber) -> LegalAidCase {
    var other = LegalAidCase(
      number: number, type: type, recipient: recipient, acceptedOn: acceptedOn)
    other.serviceForm = serviceForm
    other.stage = stage
    other.recipientCategories = recipientCategories
    other.assignedOn = assignedOn
    other.lawyer = lawyer
    other.firm = firm
    other.closing = closing
    other.filedOn = filedOn
    other.grade = grade
    other.judgmentNumber = judgmentNumber
    other.matter = matter
    return other
  }
}
