import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("更正与历史")
struct RevisionTests {
  @Test(
    "the last revision stands, and the history keeps all of them with their reasons",
    arguments: UInt64(1)...6)
  func revisions(seed: UInt64) throws {
    var rich = try RichBook(seed: seed, size: 3)
    let store = try LedgerStore.sample()
    let number: CaseNumber = try rich.newNumber()
    let claimNumber: ClaimNumber = try rich.newNumber()
    let dutyNumber: DutyNumber = try rich.newNumber()
    let id = try AppropriationID.sample("文\(seed)")
    var cases: [LegalAidCase] = []
    var claims: [Claim] = []
    for revision in 1...4 {
      let reason = revision == 1 ? nil : "第\(revision)次"
      let newCase = try rich.legalAidCase(number)
      let newClaim = try rich.claim(claimNumber)
      let shift = try rich.shift(dutyNumber)
      let row = try rich.appropriation(id)
      let opening = OpeningBalance(
        fiscalYear: try .of(2024), amount: Money(fen: Int64(revision)), note: reason)
      try store.append(.sample()) { writer in
        try writer.append(newCase, reason: reason)
        try writer.append(newClaim, reason: reason)
        try writer.append(shift, reason: reason)
        try writer.append(row, reason: reason)
        try writer.append(opening, reason: reason)
      }
      cases.append(newCase)
      claims.append(newClaim)
      try store.read { ledger in
        expectExact(try ledger.cases.legalAidCase(number), newCase)
        expectExact(try ledger.cases.claim(claimNumber), newClaim)
        expectExact(try ledger.duty.shift(dutyNumber), shift)
        expectExact(try ledger.funds.appropriation(id), row)
        expectExact(try ledger.funds.openings(), [opening])
        #expect(try ledger.funds.appropriations() == [row])
      }
    }
    try store.read { ledger in
      let reasons = [nil, "第2次", "第3次", "第4次"]
      let caseHistory = try ledger.cases.history(of: number)
      expectExact(caseHistory.map(\.revision.fact), cases)
      #expect(caseHistory.map(\.revision.number) == [1, 2, 3, 4])
      #expect(caseHistory.map(\.revision.reason) == reasons)
      #expect(caseHistory.map(\.entry) == [2, 3, 4, 5])
      let claimHistory = try ledger.cases.history(of: claimNumber)
      expectExact(claimHistory.map(\.revision.fact), claims)
      #expect(claimHistory.map(\.revision.reason) == reasons)
      #expect(claimHistory.map(\.entry) == [2, 3, 4, 5])
    }
  }

  @Test("a claim that is moved leaves the old dossier and stands in the new one")
  func moved() throws {
    let store = try LedgerStore.sample()
    let first = try Claim.sample(case: "案1")
    let second = try Claim.sample(case: "案2", approved: "2024-04-01")
    try store.append(.sample()) { writer in
      try writer.append(LegalAidCase.sample())
      try writer.append(first)
      try writer.append(Claim.sample("申2"))
    }
    try store.append(.sample()) { try $0.append(second, reason: "案件写错") }
    let dossiers = try store.dossiers()
    #expect(dossiers.map(\.caseNumber.key) == ["案1", "案2"])
    #expect(dossiers.map { $0.claims.map(\.number.key) } == [["申2"], ["申1"]])
    #expect(dossiers[1].claims == [second])
    let single = try store.read { ledger in
      [try ledger.cases.dossier(.of("案1")), try ledger.cases.dossier(.of("案2"))]
    }
    #expect(single == dossiers)
    let history = try store.read { try $0.cases.history(of: first.number) }
    #expect(history.map(\.revision.fact) == [first, second])
    #expect(try store.problems() == [])
  }

  @Test("a claim may come back to the case it left, and go again")
  func movedBack() throws {
    let store = try LedgerStore.sample()
    for caseNumber in ["案1", "案2", "案1", "案1", "案2"] {
      try store.append(.sample()) { try $0.append(Claim.sample(case: caseNumber)) }
      let expected = [
        Dossier(
          caseNumber: try .of(caseNumber), claims: [try .sample(case: caseNumber)])
      ]
      // A case that only a moved claim once named is no dossier.
      #expect(try store.dossiers() == expected)
      #expect(try store.read { try $0.cases.claim(.of("申1"))?.caseNumber.key } == caseNumber)
    }
    #expect(
      try store.read { try $0.cases.history(of: ClaimNumber.of("申1")).map(\.entry) } == [
        2, 3, 4, 5, 6,
      ])
    #expect(try store.problems() == [])
  }

  @Test("within one entry a later fact sees the earlier")
  func oneEntry() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      try writer.append(LegalAidCase.sample())
      #expect(try writer.ledger.cases.legalAidCase(.of("案1")) == .sample())
      try writer.append(LegalAidCase.sample(closed: "2024-03-01"))
      #expect(try writer.ledger.cases.legalAidCase(.of("案1"))?.closing != nil)
      #expect(writer.appendedCount == 2)
    }
    #expect(
      try store.read { try $0.cases.history(of: CaseNumber.of("案1")).map(\.revision.number) } == [
        1, 2,
      ])
  }

  @Test("changes are numbered on from the highest, also after one with a number of its own")
  func changeNumbers() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      try writer.append(Appropriation.sample())
      try writer.append(.adjustment(on: "2024-02-01", "1"), number: 7)
      try writer.append(.adjustment(on: "2024-02-02", "2"))
      try writer.append(.adjustment(on: "2024-02-03", "3"), number: 2)
    }
    let changes = try store.read { try $0.funds.changes() }
    #expect(changes.map(\.number) == [2, 7, 8])
    #expect(changes.map(\.change.amount.fen) == [300, 100, 200])
  }
}

extension LedgerStore {
  func dossiers() throws -> [Dossier] {
    var dossiers: [Dossier] = []
    try read { try $0.cases.forEachDossier { dossiers.append($0) } }
    return dossiers
  }
}
