import GRDB
package import LedgerCore

/// Which entries need a second person, as their facts say: the same question is asked of what an
/// act appends and of the whole journal, so that no way of recording goes round it.
package struct SecondPersonNeeds {
  let snapshot: LedgerSnapshot
  /// The rules whose findings only two people may explain.
  private let severeRules: Set<String>

  package init(in ledger: LedgerSnapshot, severeRules: Set<String>) {
    snapshot = ledger
    self.severeRules = severeRules
  }

  /// How the reason of an entry begins that overrides rules.
  package static let overrideMark = SecondPersonGround.override.rawValue + " "

  /// The grounds of the entry that a writer is about to write, in the order of the table.
  ///
  /// - Parameters:
  ///   - writer: With the facts of the act.
  ///   - reason: What the entry will say of why.
  ///   - signer: The person who will sign it.
  ///   - severeRules: The rules whose findings only two people may explain.
  /// - Returns: None where one person is enough.
  /// - Throws: A fault of the store.
  package static func of(
    _ writer: LedgerWriter, reason: String?, signer: Person, severeRules: Set<String>
  ) throws -> [SecondPersonGround] {
    let needs = SecondPersonNeeds(in: writer.ledger, severeRules: severeRules)
    let entry = writer.nextEntry
    var grounds = try needs.grounds(from: entry, through: entry, signer.number)[entry] ?? []
    if !signer.acts(as: approvers), try !needs.approvals(from: entry, through: entry).isEmpty {
      grounds.insert(.ownApproval)
    }
    if reason?.hasPrefix(overrideMark) ?? false { grounds.insert(.override) }
    return inOrder(grounds)
  }

  /// Who may approve a claim, by whatever act.
  static let approvers = ActKind.of("claim approve").roles

  /// The entries of a range that approve claims, or change what was approved.
  func approvals(from first: Int, through last: Int) throws -> Set<Int> {
    let rows = try snapshot.rows(
      "approvals",
      """
      SELECT claim.entry FROM claim WHERE claim.entry BETWEEN ?1 AND ?2 AND \(Self.approves)
      """)
    try rows.bind([.of(first), .of(last)])
    defer { rows.reset() }
    var entries: Set<Int> = []
    while try rows.step() { entries.insert(Int(rows.number(0))) }
    return entries
  }

  /// Whether a statement of a claim grants what the one before did not, as SQL.
  private static let approves = """
    claim.isMoved = 0 AND claim.approvedOn IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM claim AS before
        WHERE before.claimNumber = claim.claimNumber AND before.revision = claim.revision - 1
          AND before.approvedOn = claim.approvedOn
          AND before.approvedAmount = claim.approvedAmount)
    """

  static func inOrder(_ grounds: Set<SecondPersonGround>) -> [SecondPersonGround] {
    SecondPersonGround.allCases.filter(grounds.contains)
  }

  /// The grounds of the entries of a range, by entry.
  ///
  /// - Parameters:
  ///   - first: The first entry.
  ///   - last: The last.
  ///   - signer: Who signs entries that have no signature yet; 0 for nobody.
  /// - Returns: Nothing for entries that one person is enough for.
  /// - Throws: A fault of the store.
  func grounds(
    from first: Int, through last: Int, _ signer: Int
  ) throws -> [Int: Set<SecondPersonGround>] {
    var found: [Int: Set<SecondPersonGround>] = [:]
    for (index, (ground, sql)) in Self.questions.enumerated() {
      let rows = try snapshot.rows("secondPerson\(index)", sql)
      try rows.bind([.of(first), .of(last), .of(signer)])
      defer { rows.reset() }
      while try rows.step() { found[Int(rows.number(0)), default: []].insert(ground) }
    }
    for entry in try approvedByClaimants(from: first, through: last, signer) {
      found[entry, default: []].insert(.ownApproval)
    }
    let explained = try snapshot.rows(
      "explainedRules", "SELECT entry, rule FROM explanation WHERE entry BETWEEN ?1 AND ?2")
    try explained.bind([.of(first), .of(last)])
    defer { explained.reset() }
    while try explained.step() {
      guard severeRules.contains(explained.text(1) ?? "") else { continue }
      found[Int(explained.number(0)), default: []].insert(.severeExplanation)
    }
    return found
  }

  /// The entries in which a person approves a claim that names them, as names are compared.
  private func approvedByClaimants(
    from first: Int, through last: Int, _ signer: Int
  ) throws -> [Int] {
    // The same few people are named again and again.
    var known: [Int: [String: Bool]] = [:]
    let rows = try snapshot.rows(
      "approvedByClaimants",
      """
      SELECT claim.entry, claim.submittedBy, \(Self.signer("claim.entry")) FROM claim
      WHERE claim.entry BETWEEN ?1 AND ?2 AND claim.submittedBy IS NOT NULL AND \(Self.approves)
      """)
    try rows.bind([.of(first), .of(last), .of(signer)])
    defer { rows.reset() }
    var entries: [Int] = []
    while try rows.step() {
      let (name, number) = (rows.text(1) ?? "", Int(rows.number(2)))
      let isNamed =
        try known[number]?[name] ?? snapshot.people.person(number)?.isCalled(name) ?? false
      known[number, default: [:]][name] = isNamed
      if isNamed { entries.append(Int(rows.number(0))) }
    }
    return entries
  }

  /// Each gives the entries from ?1 through ?2 that have a ground, where ?3 signs the unsigned.
  private static let questions: [(SecondPersonGround, String)] = [
    (
      .override,
      """
      SELECT number FROM journalEntry
      WHERE number BETWEEN ?1 AND ?2 AND substr(reason, 1, 5) = '越过规则 ' AND ?3 = ?3
        AND kind NOT IN ('propose', 'decline')
      """
    ),
    (
      .yearClosing,
      "SELECT entry FROM yearClosing WHERE entry BETWEEN ?1 AND ?2 AND ?3 = ?3"
    ),
    (
      .voiding,
      """
      SELECT entry FROM voiding WHERE entry BETWEEN ?1 AND ?2 AND kind = '作废' AND ?3 = ?3
      """
    ),
    (.people, "SELECT entry FROM person WHERE entry BETWEEN ?1 AND ?2 AND ?3 = ?3"),
    (
      // A changed password is the person's own affair: the same key under another seal.
      .people,
      """
      SELECT key.entry FROM personKey AS key
      WHERE key.entry BETWEEN ?1 AND ?2 AND NOT (
        key.person = \(signer("key.entry"))
        AND key.publicKey = (SELECT earlier.publicKey FROM personKey AS earlier
          WHERE earlier.person = key.person AND earlier.number < key.number
          ORDER BY earlier.number DESC LIMIT 1))
      """
    ),
    (
      // Who stated a claim or its amount, or asked for that, does not approve it.
      .ownApproval,
      """
      SELECT claim.entry FROM claim
      WHERE claim.entry BETWEEN ?1 AND ?2 AND \(approves)
        AND EXISTS (SELECT 1 FROM claim AS stated
          LEFT JOIN claim AS before ON before.claimNumber = stated.claimNumber
            AND before.revision = stated.revision - 1
          WHERE stated.claimNumber = claim.claimNumber AND stated.revision <= claim.revision
            AND before.claimedAmount IS NOT stated.claimedAmount
            AND (stated.entry = claim.entry
              OR \(signer("stated.entry", orElse: "0")) = \(signer("claim.entry"))
              OR (stated.entry, \(signer("claim.entry"))) IN (\(askedFor))))
      """
    ),
  ]

  /// The entries that carry out what somebody asked for, each with who did, as SQL.
  private static let askedFor = """
    SELECT decision.entry, asking.person FROM proposalDecision AS decision
    JOIN proposal AS asked ON asked.number = decision.proposal AND decision.kind = '确认'
    JOIN entrySignature AS asks ON asks.entry = asked.entry
    JOIN personKey AS asking ON asking.number = asks.personKey
    """

  /// The person who signed an entry, as SQL.
  private static func signer(_ entry: String, orElse other: String = "?3") -> String {
    """
    coalesce((SELECT signing.person FROM entrySignature
      JOIN personKey AS signing ON signing.number = entrySignature.personKey
      WHERE entrySignature.entry = \(entry)), \(other))
    """
  }
}
