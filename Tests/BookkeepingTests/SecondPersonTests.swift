import Foundation
import Interchange
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@testable import Bookkeeping

/// What needs two people, by every road that an act can take.
@Suite("须两人办的事")
struct SecondPersonTests {
  /// An act that one person must not do alone.
  struct Road: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let ground: SecondPersonGround
    let act: @Sendable (Session) throws -> Void

    init(
      _ what: String, _ ground: SecondPersonGround,
      _ act: @escaping @Sendable (Session) throws -> Void
    ) {
      testDescription = what
      self.ground = ground
      self.act = act
    }
  }

  /// An office with a closed case, a claim that 甲 submitted, and money.
  private static func office() throws -> PeopleOffice {
    let office = try PeopleOffice()
    let session = office.session(office.first)
    try RecordFunds(session).receive(.sample(amount: "5000"))
    let cases = RecordCases(session)
    for number in ["案1", "案2"] { try cases.accept(.sample(number)) }
    try cases.close(.of("案1"), .init(on: .of("2024-03-01"), outcome: .closed))
    try RecordClaims(session).submit(.sample())
    return office
  }

  private static func table(_ text: String, _ session: Session) throws {
    let folder = try TemporaryFolder()
    try Data(text.utf8).write(to: URL(filePath: folder.file("表.csv")))
    try ImportTables(session)([folder.file("表.csv")]) { _ in }
  }

  static let roads = [
    Road("a payment that a rule stops", .override) { session in
      try RecordPayment(session)(
        PaymentOrder(
          voucher: .of("凭1"), paidOn: .of("2024-04-01"), subject: .legalAidCase(.of("案2")),
          document: .of("文1"), amount: .yuan("100"), payee: "甲所"),
        override: Override(reason: "确需"))
    },
    Road("a claim that a rule stops", .override) { session in
      try RecordClaims(session).submit(.sample("申2"), override: Override(reason: "确需"))
    },
    Road("an approval of a claim one submitted", .ownApproval) { session in
      try RecordClaims(session).approve(.of("申1"), on: .of("2024-03-10"), by: "甲")
    },
    Road("an approval of many of them", .ownApproval) { session in
      try RecordClaims(session).approve(
        .waiting(submitted: nil, firm: nil), on: .of("2024-03-10"), by: "甲")
    },
    Road("an approval by an amendment", .ownApproval) { session in
      let cells = [
        AmendedCell(.approvedOn, "2024-03-10"), AmendedCell(.approvedAmount, "1000"),
        AmendedCell(.approvedBy, "乙"),
      ]
      try AmendThing(session, cells, reason: "补记").amendClaim(.of("申1"))
    },
    Road("an approval by an import, of what was submitted before", .ownApproval) { session in
      try table(
        """
        申报编号,案件编号,申报日期,申报金额,核发日期,核发金额,审核人
        申1,案1,2024-03-05,1000,2024-03-10,1000,乙

        """, session)
    },
    Road("a claim imported with its approval", .ownApproval) { session in
      try table(
        """
        申报编号,案件编号,申报日期,申报金额,申报人,核发日期,核发金额,审核人
        申9,案2,2024-03-05,1000,律师丁,2024-03-10,1000,乙

        """, session)
    },
    Road("the closing of a year", .yearClosing) { session in
      try CloseYear(session)(.of(2023), on: .of("2024-01-05")) { _, _ in [] }
    },
    Road("a case taken back", .voiding) { session in
      try VoidThing(session).voidCase(.of("案2"), reason: "登记错了")
    },
    Road("a person added", .people) { session in
      try KeepPeople(session).add("丙", roles: [.record], key: PeopleOffice.sealed(OpenKey()))
    },
    Road("other roles of one's own", .people) { session in
      try KeepPeople(session).setRoles(of: "甲", to: [.manage], reason: "分工")
    },
    Road("the other person ended", .people) { session in
      try KeepPeople(session).end("乙", reason: "离岗")
    },
    Road("a new key for the other person", .people) { session in
      try KeepPeople(session).giveKey(
        PeopleOffice.sealed(OpenKey()), to: "乙", reason: "密码忘了")
    },
  ]

  @Test("no road leads one person round the second", arguments: roads)
  func alone(road: Road) throws {
    let office = try Self.office()
    let before = try office.store.read { try EntriesAndFigures(of: $0) }
    // A front end that cannot ask for it is refused.
    let refusal = #expect(throws: PersonRefusal.self) {
      try road.act(office.session(office.first, request: nil))
    }
    guard case .secondPersonNeeded(_, let grounds) = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(grounds.contains(road.ground))
    #expect(try office.store.read { try EntriesAndFigures(of: $0) } == before)
    // One that can has it recorded as asked for: no figure moves.
    let number = try office.proposed { try road.act($0) }
    let after = try office.store.read { try EntriesAndFigures(of: $0) }
    #expect(after.entries == before.entries + 1 && after.facts == before.facts)
    // Who asked does not confirm, whatever the name in the environment.
    #expect(throws: PersonRefusal.ownProposal(number)) {
      try road.act(office.session(office.first, confirming: number))
    }
    #expect(throws: PersonRefusal.nobodySignedIn) {
      try road.act(office.session(nil, confirming: number))
    }
    #expect(try office.problems() == [])
  }

  @Test("the second person carries it out, once", arguments: roads)
  func confirmed(road: Road) throws {
    let office = try Self.office()
    let number = try office.proposed { try road.act($0) }
    try road.act(office.session(office.second, confirming: number))
    // An approval is whose who makes it, whatever name was typed when it was asked for.
    let approvers = try office.store.read { ledger in
      try ["申1", "申9"].compactMap { try ledger.cases.claim(.of($0))?.approvedBy }
    }
    #expect(Set(approvers).isSubset(of: ["乙"]))
    #expect(try ReadPending(office.store)().isEmpty)
    #expect(throws: PersonRefusal.decided(number, .confirmed)) {
      try DeclineProposal(office.session(office.first))(number, reason: "晚了")
    }
    #expect(try office.problems() == [])
    let last = try #require(try ReadLog(office.store)().last)
    #expect(last.operatorName == "乙" && last.proposer == "甲" && last.isSigned)
  }

  @Test("every ground has a road among these, but the explanation of a grave finding")
  func grounds() {
    let missing = Set(SecondPersonGround.allCases).subtracting(Self.roads.map(\.ground))
    #expect(missing == [.severeExplanation])
  }

  @Test("a second person without the role does not confirm; what is declined is not carried out")
  func roles() throws {
    let office = try PeopleOffice(second: [.record, .view])
    #expect(throws: PersonRefusal.self) {
      // 乙 cannot confirm, so that 甲 alone still keeps the people.
      try DeclineProposal(office.session(office.second))(1, reason: "没有")
    }
    try RecordCases(office.session(office.first)).accept(.sample())
    let void = { try VoidThing($0).voidCase(.of("案1"), reason: "错了") }
    let number = try office.proposed { try void($0) }
    #expect(throws: PersonRefusal.mayNotConfirm([.voiding])) {
      _ = try void(office.session(office.second, confirming: number))
    }
    try DeclineProposal(office.session(office.second))(number, reason: "没有错")
    #expect(throws: PersonRefusal.decided(number, .declined)) {
      _ = try void(office.session(office.first, confirming: number))
    }
    #expect(try office.problems() == [])
  }

  @Test("an act that is confirmed is the one that was asked for, under the ledger as it is then")
  func groundMoved() throws {
    let office = try Self.office()
    let number = try office.proposed {
      try VoidThing($0).voidCase(.of("案2"), reason: "错了")
    }
    #expect(throws: PersonRefusal.otherAct(number)) {
      try VoidThing(office.session(office.second, confirming: number))
        .voidClaim(.of("申1"), reason: "错了")
    }
    // Meanwhile somebody claims for the case, which stands in the way of taking it back.
    try RecordClaims(office.session(office.first)).submit(.sample("申2", case: "案2"))
    #expect(throws: (any Error).self) {
      try VoidThing(office.session(office.second, confirming: number))
        .voidCase(.of("案2"), reason: "错了")
    }
    #expect(try ReadPending(office.store)().map(\.number) == [number])
    #expect(try office.problems() == [])
  }

  @Test("the same act is asked for once, however often it is tried", arguments: roads)
  func askedTwice(road: Road) throws {
    let office = try Self.office()
    let number = try office.proposed { try road.act($0) }
    let entries = try office.store.read { try $0.journal.lastEntry()?.number }
    // In whatever words, and by whomever: what is another's claim the other approves alone.
    let others = road.ground == .ownApproval ? [] : [(office.second, "so")]
    for (signer, words) in [(office.first, "again"), (office.first, "anew")] + others {
      let refusal = #expect(throws: PersonRefusal.self) {
        try road.act(office.session(signer, request: [words]))
      }
      guard case .alreadyProposed(number, _) = refusal else {
        Issue.record("\(String(describing: refusal))")
        continue
      }
      #expect(refusal?.description.contains("第 \(number) 号") ?? false)
    }
    #expect(try office.store.read { try $0.journal.lastEntry()?.number } == entries)
    // Once it is declined it may be asked for anew.
    try DeclineProposal(office.session(office.second))(number, reason: "再议")
    #expect(try office.proposed { try road.act($0) } == number + 1)
  }

  @Test("another act of the same kind is another proposal, and another reason is none")
  func askedForAnother() throws {
    let office = try Self.office()
    func void(_ number: String, _ reason: String) -> (Session) throws -> Void {
      { try VoidThing($0).voidCase(.of(number), reason: reason) }
    }
    try RecordCases(office.session(office.first)).accept(.sample("案3"))
    #expect(try office.proposed(void("案2", "错了")) == 1)
    #expect(try office.proposed(as: ["other"], void("案3", "错了")) == 2)
    #expect(throws: PersonRefusal.alreadyProposed(1, .of("case void"))) {
      try void("案2", "重复")(office.session(office.first, request: ["third"]))
    }
    let approve = { (amount: String, session: Session) in
      _ = try RecordClaims(session).approve(
        .of("申1"), on: .of("2024-03-10"), amount: .yuan(amount), by: "甲")
    }
    #expect(try office.proposed(as: ["900"]) { try approve("900", $0) } == 3)
    #expect(try office.proposed(as: ["800"]) { try approve("800", $0) } == 4)
  }

  @Test("a claim that one asked for stays one's own when another carried it out")
  func claimAskedFor() throws {
    let office = try Self.office()
    let submit = { (session: Session) in
      _ = try RecordClaims(session).submit(.sample("申2"), override: Override(reason: "确需"))
    }
    try submit(office.session(office.second, confirming: office.proposed { try submit($0) }))
    let number = try office.proposed {
      try RecordClaims($0).approve(.of("申2"), on: .of("2024-03-10"), by: "甲")
    }
    let asked = try #require(try ReadPending(office.store)().first { $0.number == number })
    #expect(asked.proposal.grounds == [.ownApproval])
    #expect(try office.problems() == [])
  }

  @Test("a claim in one's own name is one's own, however the name is written")
  func ownName() throws {
    let office = try Self.office()
    var claim = try Claim.sample("申2", case: "案2")
    claim.submittedBy = "\u{3000}甲 "
    try RecordClaims(office.session(office.second)).submit(claim)
    let number = try office.proposed {
      try RecordClaims($0).approve(.of("申2"), on: .of("2024-03-10"), by: "甲")
    }
    #expect(try ReadPending(office.store)(number).proposal.grounds == [.ownApproval])
    #expect(try office.problems() == [])
  }

  @Test("the files of an import that is confirmed are those that were asked for")
  func otherFile() throws {
    let office = try Self.office()
    let rows = { (amount: String) in
      """
      申报编号,案件编号,申报日期,申报金额,核发日期,核发金额
      申9,案2,2024-03-05,\(amount),2024-03-10,\(amount)

      """
    }
    let number = try office.proposed { try Self.table(rows("1000"), $0) }
    #expect(throws: PersonRefusal.groundMoved(number)) {
      try Self.table(rows("2000"), office.session(office.second, confirming: number))
    }
    try Self.table(rows("1000"), office.session(office.second, confirming: number))
    #expect(try office.problems() == [])
  }

  @Test("who is alone brings in the second person alone, and nobody after that")
  func bootstrap() throws {
    let office = try PeopleOffice(second: [.record])
    let add = { (name: String, session: Session) in
      _ = try KeepPeople(session).add(
        name, roles: [.review], key: PeopleOffice.sealed(OpenKey()))
    }
    // Nobody yet could confirm.
    try add("丙", office.session(office.first))
    _ = try office.proposed { try add("丁", $0) }
    #expect(try office.problems() == [])
  }
}

/// What a proposal must leave as it is.
private struct EntriesAndFigures: Equatable {
  let entries: Int
  let facts: [Int]

  init(of ledger: LedgerSnapshot) throws {
    entries = try ledger.journal.lastEntry()?.number ?? 0
    let claims = try ["申1", "申2", "申9"].map {
      try ledger.cases.claim(.of($0))?.approval?.amount.fen ?? 0
    }
    facts =
      try claims.map(Int.init) + [
        ledger.people.all().count, ledger.years.closings().count,
        ledger.voided.contains(.legalAidCase(.of("案2"))) ? 1 : 0,
      ]
  }
}
