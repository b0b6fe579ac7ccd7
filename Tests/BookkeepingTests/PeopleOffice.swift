import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@testable import Bookkeeping

/// A ledger in memory with people: 甲 records and keeps the people, 乙 reviews and decides.
struct PeopleOffice {
  let store: LedgerStore
  let first: EntrySigner
  let second: EntrySigner

  static let password = "correct horse"
  /// What tests can afford.
  static let cost = ScryptCost(rounds: 16, blockSize: 1, parallelism: 1)

  init(
    first firstRoles: Set<Role> = [.record, .review, .lead, .manage],
    second secondRoles: Set<Role> = [.record, .review, .lead, .manage]
  ) throws {
    let session = try Session.sample(InventedBook())
    store = session.store
    first = EntrySigner(person: 1, name: "甲", key: OpenKey())
    second = EntrySigner(person: 2, name: "乙", key: OpenKey())
    try KeepPeople(self.session(first)).start("甲", key: Self.sealed(first.key))
    try KeepPeople(self.session(first))
      .add("乙", roles: secondRoles, key: Self.sealed(second.key))
    guard firstRoles != [.record, .review, .lead, .manage] else { return }
    let number = try proposed {
      try KeepPeople($0).setRoles(of: "甲", to: firstRoles, reason: "分工")
    }
    try KeepPeople(self.session(second, confirming: number))
      .setRoles(of: "甲", to: firstRoles, reason: "分工")
  }

  static func sealed(_ key: OpenKey) throws -> SealedKey {
    try key.sealed(under: password, cost: cost)
  }

  /// The office of an act of somebody; nil signs nothing.
  func session(
    _ signer: EntrySigner?, confirming proposal: Int? = nil, request: [String]? = ["again"]
  ) -> Session {
    Session(
      store: store, operatorName: "环境里的名字", now: "2025-01-02T03:04:05Z", today: .latest,
      signer: signer,
      confirmation: proposal.map { Confirmation(proposal: $0, proposer: "甲") }, request: request)
  }

  /// The number under which an act of the first person was recorded as asked for.
  func proposed<Result>(
    as request: [String] = ["again"], sourceLocation: SourceLocation = #_sourceLocation,
    _ act: (Session) throws -> Result
  ) throws -> Int {
    let found = #expect(throws: ActProposed.self, sourceLocation: sourceLocation) {
      try act(session(first, request: request))
    }
    return try #require(found, sourceLocation: sourceLocation).number
  }

  /// Every signature, and what two people must do.
  func problems() throws -> [String] {
    try store.read { ledger in
      try Verification(of: ledger, severeRules: RuleCatalogue.severe).problems.map(\.message)
    }
  }
}
