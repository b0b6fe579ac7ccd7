import GRDB
package import LedgerCore

/// The register of cases (案件) with their claims (申报): one by its number, or all as a stream.
///
/// A stream holds one dossier at a time, whatever the size of the book.
package struct CaseRegister {
  package let snapshot: LedgerSnapshot

  /// The present state of a case, under any number it had; nil when it is not registered, or void.
  package func legalAidCase(_ number: CaseNumber) throws -> LegalAidCase? {
    let number = try snapshot.caseNumbers.present(number)
    return try snapshot.voided.contains(.legalAidCase(number)) ? nil : lastSaid(number)
  }

  /// A case as it was said last, with its details.
  private func lastSaid(_ number: CaseNumber) throws -> LegalAidCase? {
    guard var fact = try lastRevision(of: number)?.fact else { return nil }
    fact.details = try details(of: fact.number)
    return fact
  }

  /// The present state of a claim; nil when it is not registered, or void.
  package func claim(_ number: ClaimNumber) throws -> Claim? {
    try snapshot.voided.contains(.claim(number)) ? nil : lastRevision(of: number)?.fact
  }

  /// One case with everything done for it, under any number it had; cited or registered, or both.
  package func dossier(_ number: CaseNumber) throws -> Dossier {
    let renumberings = try snapshot.caseNumbers.renumberings()
    return try dossier(
      numbered: snapshot.caseNumbers.present(number, renumberings), renumberings)
  }

  /// What cites a number that no case has: claims and payments without a case.
  package func dossier(citing number: CaseNumber) throws -> Dossier {
    try dossier(numbered: number, snapshot.caseNumbers.renumberings())
  }

  /// The dossier of the case that has this very number now; empty for a number that was given up.
  func dossier(numbered number: CaseNumber, _ renumberings: CaseRenumberings) throws -> Dossier {
    let isRenumbered = renumberings.keys.contains(number.key)
    let claims = try snapshot.all(
      .claim, "WHERE caseNumber = ? ORDER BY claimNumber, revision", [.text(number.key)],
      ClaimRevision.init)
    let isGone =
      try snapshot.voided.contains(.legalAidCase(number))
      || isRenumbered && snapshot.caseNumbers.isLeft(number, renumberings)
    var lines: [PaymentLine]
    if isRenumbered {
      lines = try renumberings.keys.sorted()
        .flatMap { try snapshot.payments.lines(citing: "case", $0) }
        .filter { $0.subject.caseNumber == number }.sorted { $0.id < $1.id }
    } else {
      lines = try snapshot.payments.lines(citing: "case", number.key)
    }
    let stated = try standing(claims).filter {
      try !snapshot.voided.contains(.claim($0.number))
    }
    return Dossier(
      keyed: number, registered: isGone ? nil : try lastSaid(number),
      claims: stated, lines: lines,
      approvedAlone: try ApprovalHands(snapshot: snapshot).alone(among: stated))
  }

  /// The last statement of each claim that stands under a number or is void there.
  func lastClaims(under number: CaseNumber) throws -> [Revision<Claim>] {
    try snapshot.all(
      .claim,
      """
      WHERE caseNumber = ? AND isMoved = 0 AND revision =
        (SELECT max(revision) FROM claim AS later WHERE later.claimNumber = claim.claimNumber)
      ORDER BY claimNumber
      """, [.text(number.key)]
    ) { try ClaimRevision($0).revision }
  }

  /// The revisions of a case, oldest first, each with its journal entry.
  package func history(of number: CaseNumber) throws -> [(
    entry: Int, revision: Revision<LegalAidCase>
  )] {
    try snapshot.caseNumbers.stretches(of: number).flatMap { stretch in
      try snapshot.all(
        .legalAidCase, "WHERE caseNumber = ? AND entry > ? AND entry <= ? ORDER BY revision",
        [.text(stretch.number.key), .of(stretch.after), .of(stretch.through ?? .max)]
      ) { (LedgerSnapshot.entry(of: $0), try Revision<LegalAidCase>($0)) }
    }
  }

  /// The revisions of a claim, oldest first, each with its journal entry.
  package func history(of number: ClaimNumber) throws -> [(entry: Int, revision: Revision<Claim>)] {
    try snapshot.all(
      .claim, "WHERE claimNumber = ? AND isMoved = 0 ORDER BY revision", [.text(number.key)]
    ) { (LedgerSnapshot.entry(of: $0), try ClaimRevision($0).revision) }
  }

  /// The claims that belong to a case or once did, in order of their numbers.
  package func claimNumbers(everOf number: CaseNumber) throws -> [ClaimNumber] {
    let numbers = try snapshot.caseNumbers.stretches(of: number).flatMap { stretch in
      try snapshot.all(
        .claim,
        "WHERE caseNumber = ? AND entry > ? AND entry <= ? ORDER BY claimNumber, revision",
        [.text(stretch.number.key), .of(stretch.after), .of(stretch.through ?? .max)]
      ) { try ClaimRevision($0).revision.fact.number }
    }
    var seen: Set<ClaimNumber> = []
    return numbers.filter { seen.insert($0).inserted }.sorted()
  }

  /// The number of each registered case as it was first printed, in no order.
  package func forEachNumber(_ body: (String) throws -> Void) throws {
    try snapshot.forEachText("SELECT printedCaseNumber FROM legalAidCase WHERE revision = 1", body)
  }

  /// The number of each registered claim as it was first printed, in no order.
  package func forEachClaimNumber(_ body: (String) throws -> Void) throws {
    try snapshot.forEachText("SELECT printedClaimNumber FROM claim WHERE revision = 1", body)
  }

  /// The firms that a lawyer's cases name now, as first written, in the order of their names.
  ///
  /// - Complexity: Reads the register once, inside SQLite.
  package func firms(of lawyer: String) throws -> [String] {
    let rows = try PreparedStatement(
      """
      SELECT DISTINCT lawyer, firm FROM legalAidCase AS stated
      WHERE lawyer IS NOT NULL AND firm IS NOT NULL AND revision =
        (SELECT max(revision) FROM legalAidCase WHERE caseNumber = stated.caseNumber)
        AND \(VoidThings.isStanding(.legalAidCase, "caseNumber"))
      ORDER BY firm
      """, in: snapshot.database)
    let wanted = normalized(lawyer)
    var firms: [String: String] = [:]
    while try rows.step() {
      guard let name = rows.text(0), let firm = rows.text(1), normalized(name) == wanted else {
        continue
      }
      firms[normalized(firm)] = firms[normalized(firm)] ?? firm
    }
    return firms.values.sorted { $0.precedesByCodePoint($1) }
  }

  /// The cases that carry a judgment number now, in order of their numbers.
  package func carrying(_ judgment: JudgmentNumber) throws -> [LegalAidCase] {
    let rows = try PreparedStatement(
      """
      SELECT \(FactTable.legalAidCase.columnList) FROM legalAidCase AS stated
      WHERE stated.judgmentNumber = ? AND revision =
        (SELECT max(revision) FROM legalAidCase WHERE caseNumber = stated.caseNumber)
        AND \(VoidThings.isStanding(.legalAidCase, "caseNumber"))
        AND \(CaseNumbers.hasNumber("stated.caseNumber"))
      ORDER BY judgmentNumber, caseNumber
      """, in: snapshot.database)
    try rows.bind([.text(judgment.key)])
    var cases: [LegalAidCase] = []
    while try rows.step() { cases.append(try Revision<LegalAidCase>(rows).fact) }
    for index in cases.indices { cases[index].details = try details(of: cases[index].number) }
    return cases
  }

  /// Every case with its claims and the lines that cite it, in case order.
  ///
  /// A claim or line whose case is not registered comes in the same merge.
  ///
  /// - Complexity: Reads each row once; holds one dossier.
  package func forEachDossier(_ body: (Dossier) throws -> Void) throws {
    let renumberings = try snapshot.caseNumbers.renumberings()
    let void = try snapshot.voided.things()
    let alone = try ApprovalHands(snapshot: snapshot).all()
    let details = try allDetails()
    let cases = try snapshot.stream(.legalAidCase, "ORDER BY caseNumber, revision") {
      try Revision<LegalAidCase>($0)
    }
    let claims = try snapshot.stream(
      .claim, "ORDER BY caseNumber, claimNumber, revision", ClaimRevision.init)
    let lines = try snapshot.payments.stream(citing: "case")
    while let key = earliestKey(cases.key, claims.key, lines.key) {
      let number = CaseNumber(key: key, printed: key)
      var registered = try cases.take(key).last?.fact
      if let details = details[key] { registered?.details = details }
      let claims = standing(try claims.take(key)).filter {
        !void.contains(.claim, $0.number.key)
      }
      let lines = try lines.take(key)
      let dossier =
        try renumberings.keys.contains(key)
        ? self.dossier(numbered: number, renumberings)
        : Dossier(
          keyed: number, registered: void.contains(.legalAidCase, key) ? nil : registered,
          claims: claims, lines: lines,
          approvedAlone: Dictionary(
            claims.compactMap { claim in alone[claim.number.key].map { (claim.number, $0) } },
            uniquingKeysWith: { first, _ in first }))
      // A key whose rows are all void, or have left it, is no dossier.
      if !dossier.isEmpty { try body(dossier) }
    }
  }

  /// Every judgment number that more than one case ever carried, with the cases that carry it now,
  /// in order of number.
  ///
  /// - Complexity: Reads the index of judgments once, and the cases of those numbers.
  package func forEachSharedJudgment(
    _ body: (JudgmentNumber, [LegalAidCase]) throws -> Void
  ) throws {
    let shared = try PreparedStatement(
      """
      SELECT judgmentNumber FROM legalAidCase WHERE judgmentNumber IS NOT NULL
      GROUP BY judgmentNumber HAVING min(caseNumber) <> max(caseNumber) ORDER BY judgmentNumber
      """, in: snapshot.database)
    while try shared.step() {
      guard let key = shared.text(0) else {
        throw StoreFault.unreadableRow(table: "legalAidCase", column: "judgmentNumber")
      }
      let cases = try carrying(JudgmentNumber(key: key, printed: key))
      if let judgment = cases.first?.judgmentNumber { try body(judgment, cases) }
    }
  }

  func lastRevision(of number: CaseNumber) throws -> Revision<LegalAidCase>? {
    try snapshot.last(.legalAidCase, "caseNumber = ?", [.text(number.key)], Revision.init)
  }

  func lastRevision(of number: ClaimNumber) throws -> Revision<Claim>? {
    try snapshot.last(.claim, "claimNumber = ?", [.text(number.key)]) {
      try ClaimRevision($0).revision
    }
  }

  /// The claims that still belong to a case, from all its revisions of claims in order.
  private func standing(_ revisions: [ClaimRevision]) -> [Claim] {
    var claims: [Claim] = []
    for (index, row) in revisions.enumerated() {
      let next = index + 1
      let isLast =
        next == revisions.count
        || revisions[next].revision.fact.number != row.revision.fact.number
      if isLast, !row.isMoved { claims.append(row.revision.fact) }
    }
    return claims
  }
}

extension Dossier {
  /// A case under the number as it was first written where it is registered, else as it is cited.
  fileprivate init(
    keyed key: CaseNumber, registered: LegalAidCase?, claims: [Claim], lines: [PaymentLine],
    approvedAlone: [ClaimNumber: Int]
  ) {
    let cited = claims.first?.caseNumber ?? lines.first?.subject.caseNumber
    self.init(
      caseNumber: registered?.number ?? cited ?? key, legalAidCase: registered, claims: claims,
      lines: lines, approvedAlone: approvedAlone)
  }
}
