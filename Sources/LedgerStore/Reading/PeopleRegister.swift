import GRDB
package import LedgerCore

/// The people of a ledger, their keys, and who signed what (人员).
package struct PeopleRegister {
  let snapshot: LedgerSnapshot

  /// Whether the ledger has people: every entry is signed then.
  package func isSet() throws -> Bool { try startEntry() != nil }

  /// The entry from which on every one is signed; nil for a ledger without people.
  package func startEntry() throws -> Int? {
    try snapshot.all(.person, "WHERE number = 1 AND revision = 1") {
      LedgerSnapshot.entry(of: $0)
    }.first
  }

  /// Every person as they now stand, in order of number; those who act no more among them.
  package func all() throws -> [Person] {
    var people: [Person] = []
    for (_, revision) in try revisions() {
      people.removeAll { $0.number == revision.fact.number }
      people.append(revision.fact)
    }
    return people.sorted { $0.number < $1.number }
  }

  /// A person by their number; nil for none.
  package func person(_ number: Int) throws -> Person? {
    try lastRevision(of: number)?.fact
  }

  /// The person who acts under a name, as names are compared; nil for none.
  package func acting(called name: String) throws -> Person? {
    try all().first { !$0.isEnded && $0.isCalled(name) }
  }

  /// The key that a person signs with; nil for none.
  package func key(of person: Int) throws -> PersonKey? {
    try snapshot.all(
      .personKey, "WHERE person = ? ORDER BY number DESC LIMIT 1", [.of(person)],
      PersonKey.init
    ).first
  }

  /// The number of the key that a person signs an entry with: the newest one of the entries before.
  ///
  /// - Parameters:
  ///   - person: The person's number.
  ///   - entry: nil for the key that stands by now.
  /// - Returns: nil for none.
  /// - Throws: A fault of the store.
  func key(of person: Int, before entry: Int?) throws -> Int? {
    let rows = try snapshot.rows(
      "signingKey", "SELECT max(number) FROM personKey WHERE person = ? AND entry < ?")
    try rows.bind([.of(person), .of(entry ?? .max)])
    defer { rows.reset() }
    return try rows.step() && !rows.isNull(0) ? Int(rows.number(0)) : nil
  }

  /// Whether the ledger has people, in words for a statement.
  package func standing() throws -> PeopleStanding {
    guard let since = try startEntry() else { return .unset }
    return .set(count: try all().count { !$0.isEnded }, since: since)
  }

  /// The number of the person who signed an entry; nil for an entry without a signature.
  package func signer(of entry: Int) throws -> Int? {
    let rows = try snapshot.rows(
      "entrySigner",
      """
      SELECT person FROM entrySignature JOIN personKey ON personKey.number = personKey
      WHERE entrySignature.entry = ?
      """)
    try rows.bind([.of(entry)])
    defer { rows.reset() }
    return try rows.step() ? Int(rows.number(0)) : nil
  }

  /// The number of the person who signed each entry, at the place of its number; 0 for nobody.
  func signers() throws -> [Int32] {
    let rows = try PreparedStatement(
      """
      SELECT entrySignature.entry, person
      FROM entrySignature JOIN personKey ON personKey.number = personKey
      ORDER BY entrySignature.entry
      """, in: snapshot.database)
    var signers: [Int32] = []
    while try rows.step() {
      let entry = max(Int(rows.number(0)), signers.count)
      signers.append(contentsOf: repeatElement(0, count: entry - signers.count))
      signers.append(Int32(truncatingIfNeeded: rows.number(1)))
    }
    return signers
  }

  /// The entries that have a signature.
  package func signedEntries() throws -> Set<Int> {
    try Int.fetchSet(snapshot.database, sql: "SELECT entry FROM entrySignature")
  }

  /// Those of some entries that carry a signature.
  package func signedEntries(among entries: [Int]) throws -> Set<Int> {
    let list = entries.map(String.init).joined(separator: ", ")
    return try Int.fetchSet(
      snapshot.database, sql: "SELECT entry FROM entrySignature WHERE entry IN (\(list))")
  }

  func lastRevision(of number: Int) throws -> Revision<Person>? {
    try snapshot.last(.person, "number = ?", [.of(number)]) { try Revision<Person>($0) }
  }

  /// Every statement of every person in the order of the journal.
  func revisions() throws -> [(entry: Int, revision: Revision<Person>)] {
    try snapshot.all(.person, "ORDER BY entry, ordinal") {
      (LedgerSnapshot.entry(of: $0), try Revision<Person>($0))
    }
  }

  /// Every key in the order of the journal.
  func keys() throws -> [(entry: Int, key: PersonKey)] {
    try snapshot.all(.personKey, "ORDER BY entry, ordinal") {
      (LedgerSnapshot.entry(of: $0), try PersonKey($0))
    }
  }
}

/// What people ask each other for (待复核事项).
package struct ProposalRegister {
  let snapshot: LedgerSnapshot

  /// A proposal with its number and entry, and what became of it.
  package struct Numbered: Sendable {
    package let number: Int
    package let entry: Int
    package let proposal: Proposal
    package let decision: ProposalDecision.Kind?
  }

  /// The proposals that nobody has decided, in order of number.
  package func open() throws -> [Numbered] {
    try numbered("WHERE number NOT IN (SELECT proposal FROM proposalDecision) ORDER BY number")
  }

  /// The first that nobody has decided and that asks for the same act; nil for none.
  package func open(askingTheSameAs proposal: Proposal) throws -> Numbered? {
    try open().first { $0.proposal.asksTheSame(as: proposal) }
  }

  /// A proposal by its number; nil for none.
  package func proposal(_ number: Int) throws -> Numbered? {
    try numbered("WHERE number = ?", [.of(number)]).first
  }

  /// All proposals, in order of number.
  package func all() throws -> [Numbered] { try numbered("ORDER BY number") }

  /// Which proposals were confirmed, and under which entry each was carried out.
  func confirmations() throws -> [(proposal: Int, entry: Int)] {
    try snapshot.all(.proposalDecision, "WHERE kind = '确认' ORDER BY proposal") {
      (Int($0.number(0)), LedgerSnapshot.entry(of: $0))
    }
  }

  /// The number of the person who asked for what an entry carried out; nil for an entry that
  /// nobody asked for.
  func proposer(of entry: Int) throws -> Int? {
    let rows = try snapshot.rows(
      "entryProposer",
      """
      SELECT asked.entry FROM proposalDecision AS decision
      JOIN proposal AS asked ON asked.number = decision.proposal
      WHERE decision.entry = ? AND decision.kind = '确认'
      """)
    try rows.bind([.of(entry)])
    defer { rows.reset() }
    return try rows.step() ? snapshot.people.signer(of: Int(rows.number(0))) : nil
  }

  /// For each entry that carried out a proposal, the entry in which it was asked for.
  package func carriedOut() throws -> [Int: Int] {
    let asked = Dictionary(uniqueKeysWithValues: try all().map { ($0.number, $0.entry) })
    return Dictionary(
      try confirmations().compactMap { proposal, entry in asked[proposal].map { (entry, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The entry that carried out a proposal; nil where none did.
  package func carriedOut(_ number: Int) throws -> Int? {
    try confirmations().first { $0.0 == number }?.1
  }

  private func numbered(
    _ tail: String, _ arguments: [FieldValue] = []
  ) throws -> [Numbered] {
    let found = try snapshot.all(.proposal, tail, arguments) {
      (Int($0.number(0)), LedgerSnapshot.entry(of: $0), try Proposal($0))
    }
    return try found.map { number, entry, proposal in
      let kind =
        try snapshot.all(
          .proposalDecision, "WHERE proposal = ?", [.of(number)]
        ) { $0.text(1).flatMap { ProposalDecision.Kind(rawValue: $0) } }.first ?? nil
      return Numbered(number: number, entry: entry, proposal: proposal, decision: kind)
    }
  }
}
