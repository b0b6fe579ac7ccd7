import Foundation
import GRDB
package import LedgerCore

// Columns ↔ values of people, their keys, and what they ask each other for.

extension FactTable {
  static let person = FactTable(
    code: 26, name: "person", title: "人员", naming: "第 {number} 号第 {revision} 次登记",
    columns: ["number", "revision", "reason", "name", "roles", "isEnded"],
    accounts: [.named(.person, by: "number")])

  static let personKey = FactTable(
    code: 27, name: "personKey", title: "密钥", naming: "第 {number} 号（人员 {person} 号）",
    columns: [
      "number", "person", "algorithm", "publicKey", "sealedKey", "salt", "scryptRounds",
      "scryptBlockSize", "scryptParallelism",
    ], accounts: [.named(.person, by: "person")])

  static let proposal = FactTable(
    code: 28, name: "proposal", title: "待复核事项", naming: "第 {number} 号",
    columns: ["number", "act", "needs", "words", "preview", "reason", "factsDigest"],
    accounts: [.named(.proposal, by: "number")])

  static let proposalDecision = FactTable(
    code: 29, name: "proposalDecision", title: "复核结果", naming: "第 {proposal} 号{kind}",
    columns: ["proposal", "kind", "reason"], accounts: [.named(.proposal, by: "proposal")])
}

extension Revision<Person> {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .person)
    let person = try fields.integer()
    number = try fields.integer()
    reason = try fields.optionalText()
    let name = try fields.text()
    let roles = try fields.text().split(separator: "\n").compactMap { Role(rawValue: String($0)) }
    fact = Person(
      number: person, name: name, roles: Set(roles), isEnded: try fields.integer() == 1)
  }
}

extension PersonKey {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .personKey)
    let (number, person) = (try fields.integer(), try fields.integer())
    _ = try fields.text()
    let publicKey = try fields.text()
    let (sealedKey, salt) = (try fields.text(), try fields.text())
    let cost = ScryptCost(
      rounds: try fields.integer(), blockSize: try fields.integer(),
      parallelism: try fields.integer())
    self.init(
      number: number, person: person,
      key: SealedKey(publicKey: publicKey, sealedKey: sealedKey, salt: salt, cost: cost))
  }
}

extension Proposal {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .proposal)
    _ = try fields.integer()
    let act = try fields.text()
    let grounds = try fields.text().split(separator: "\n").compactMap {
      SecondPersonGround(rawValue: String($0))
    }
    let text = try fields.text()
    guard let words = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
      throw StoreFault.unreadableRow(table: FactTable.proposal.name, column: "words")
    }
    let preview = try fields.text().split(separator: "\n").map(String.init)
    self.init(
      act: act, grounds: grounds, words: words, preview: preview,
      reason: try fields.optionalText(), factsDigest: try fields.text())
  }
}

extension LedgerWriter {
  /// Appends a person as they now stand: their registration, or its next revision.
  package func append(_ person: Person, reason: String? = nil) throws {
    let last = try ledger.people.lastRevision(of: person.number)?.number ?? 0
    let roles = Role.allCases.filter(person.roles.contains).map(\.rawValue)
    try append(
      .person,
      [
        .of(person.number), .of(last + 1), .optional(reason), .text(person.name),
        .text(roles.joined(separator: "\n")), .integer(person.isEnded ? 1 : 0),
      ])
  }

  /// Appends the key that a person signs with from the next entry on; their first from this one.
  package func append(_ key: SealedKey, of person: Int) throws {
    try append(
      .personKey,
      [
        .of(try nextNumber(in: .personKey)), .of(person), .text(SealedKey.algorithm),
        .text(key.publicKey), .text(key.sealedKey), .text(key.salt), .of(key.cost.rounds),
        .of(key.cost.blockSize), .of(key.cost.parallelism),
      ])
  }

  /// Appends what a person asks for, under the next number.
  ///
  /// - Returns: The number.
  package func append(_ proposal: Proposal) throws -> Int {
    let number = try nextNumber(in: .proposal)
    let words = try JSONEncoder().encode(proposal.words)
    try append(
      .proposal,
      [
        .of(number), .text(proposal.act),
        .text(proposal.grounds.map(\.rawValue).joined(separator: "\n")),
        .text(String(decoding: words, as: UTF8.self)),
        .text(proposal.preview.joined(separator: "\n")), .optional(proposal.reason),
        .text(proposal.factsDigest),
      ])
    return number
  }

  /// Appends what became of a proposal.
  package func append(_ decision: ProposalDecision) throws {
    try append(
      .proposalDecision,
      [.of(decision.proposal), .text(decision.kind.rawValue), .optional(decision.reason)])
  }
}
