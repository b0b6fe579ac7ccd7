import Foundation
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@testable import Bookkeeping

@Suite("人员和签名")
struct PeopleTests {
  @Test("a ledger without people asks nobody, and says so")
  func without() throws {
    let session = try Session.sample(InventedBook())
    try RecordCases(session).accept(.sample())
    #expect(try session.store.read { try $0.people.standing() } == .unset)
    #expect(PeopleStanding.unset.words.hasPrefix("未设人员"))
    #expect(try ReadLog(session.store)().allSatisfy { !$0.isSigned })
  }

  @Test("every act asks for a signature, and records the name of who signed, not the environment's")
  func signed() throws {
    let office = try PeopleOffice()
    #expect(throws: PersonRefusal.nobodySignedIn) {
      try RecordCases(office.session(nil)).accept(.sample())
    }
    try RecordCases(office.session(office.first)).accept(.sample())
    let last = try #require(try office.store.read { try $0.journal.lastEntry() })
    #expect(last.stamp.operatorName == "甲")
    #expect(try office.store.read { try $0.people.signer(of: last.number) } == 1)
    #expect(try office.store.read { try $0.people.standing() } == .set(count: 2, since: 2))
    #expect(try office.problems() == [])
  }

  @Test("who has not the role may not, and who is ended or has another key neither")
  func refused() throws {
    let office = try PeopleOffice(second: [.review, .lead])
    let second = RecordCases(office.session(office.second))
    #expect(throws: PersonRefusal.notAllowed(.of("case accept"), [.record])) {
      try second.accept(.sample())
    }
    let stranger = EntrySigner(person: 1, name: "甲", key: OpenKey())
    #expect(throws: PersonRefusal.keyChanged) {
      try RecordCases(office.session(stranger)).accept(.sample())
    }
    let number = try office.proposed { try KeepPeople($0).end("乙", reason: "离岗") }
    #expect(throws: PersonRefusal.self) {
      try KeepPeople(office.session(office.first, confirming: number)).end("乙", reason: "离岗")
    }
    // Who is to be ended may confirm it: they sign until then.
    try KeepPeople(office.session(office.second, confirming: number)).end("乙", reason: "离岗")
    #expect(throws: PersonRefusal.ended) {
      try RecordClaims(office.session(office.second))
        .approve(.of("申1"), on: .of("2024-03-10"), by: "乙")
    }
    #expect(try office.problems() == [])
  }

  @Test("nobody is registered twice, and somebody is left to keep the people")
  func people() throws {
    let office = try PeopleOffice(second: [.record])
    let keep = KeepPeople(office.session(office.first))
    #expect(throws: PeopleRefusal.started) {
      try keep.start("丙", key: PeopleOffice.sealed(OpenKey()))
    }
    #expect(throws: PeopleRefusal.taken(" 甲")) {
      try keep.add(" 甲", roles: [.view], key: PeopleOffice.sealed(OpenKey()))
    }
    #expect(throws: PeopleRefusal.nobodyManages) {
      try keep.setRoles(of: "甲", to: [.record], reason: "分工")
    }
    #expect(throws: PeopleRefusal.unknown("丁")) { try keep.end("丁", reason: "离岗") }
    let session = try Session.sample(InventedBook())
    #expect(throws: PeopleRefusal.notStarted) {
      try KeepPeople(session).end("丁", reason: "离岗")
    }
  }

  @Test("a password opens its own key, another none; unknown and wrong are told alike")
  func passwords() throws {
    let office = try PeopleOffice()
    let signIn = SignIn(office.store)
    let opened = try signIn("甲", password: PeopleOffice.password)
    #expect(opened.key.publicKey == office.first.key.publicKey && opened.person == 1)
    for (name, password) in [("甲", "wrong horse"), ("丙", PeopleOffice.password), ("乙", "")] {
      let words = #expect(throws: SignIn.Wrong.self) { try signIn(name, password: password) }
      #expect(words?.description == "姓名或密码不对：请核对后再登录；账本没有改动")
    }
    let session = office.session(office.first)
    let resealed = try office.first.key.sealed(under: "another horse", cost: PeopleOffice.cost)
    try KeepPeople(session).changePassword(to: resealed)
    #expect(throws: SignIn.Wrong.self) { try signIn("甲", password: PeopleOffice.password) }
    #expect(try signIn("甲", password: "another horse").person == 1)
    #expect(throws: PeopleRefusal.otherKey) {
      try KeepPeople(session).changePassword(to: PeopleOffice.sealed(OpenKey()))
    }
    #expect(try signIn.resume(1, office.first.key)?.name == "甲")
    #expect(try signIn.resume(1, OpenKey()) == nil)
    #expect(try office.problems() == [])
  }

  @Test("in a ledger with people, names of who approves or confirms are not typed")
  func typedNames() throws {
    let office = try PeopleOffice()
    let session = office.session(office.first)
    try RecordCases(session).accept(.sample())
    try RecordCases(session).close(
      .of("案1"), .init(on: .of("2024-03-01"), outcome: .closed))
    try RecordClaims(session).submit(.sample())
    #expect(throws: PersonRefusal.otherName("审核人")) {
      try RecordClaims(office.session(office.second))
        .approve(.of("申1"), on: .of("2024-03-10"), by: "甲")
    }
    try RecordClaims(office.session(office.second))
      .approve(.of("申1"), on: .of("2024-03-10"), by: "乙")
    #expect(throws: PersonRefusal.secondNameTyped) {
      let target = ExplainFinding.Target(rule: "P10", subject: "案1")
      try ExplainFinding(session)(target, reason: "已核实", confirmedBy: "乙", on: .of("2025-01-05"))
    }
    #expect(try office.problems() == [])
  }

  @Test("a grave finding is explained by one and confirmed by another")
  func explained() throws {
    let office = try PeopleOffice()
    let session = office.session(office.first)
    try RecordFunds(session).receive(.sample(amount: "5000"))
    try RecordCases(session).accept(.sample())
    let folder = try TemporaryFolder()
    let table = "支付凭证号,支付日期,支出用途,案件编号,指标文号,金额,收款单位\n凭1,2024-04-01,以案定补,案1,文1,100,甲所\n"
    try table.write(toFile: folder.file("表.csv"), atomically: true, encoding: .utf8)
    try ImportTables(session)([folder.file("表.csv")]) { _ in }
    let explain = { (session: Session) in
      _ = try ExplainFinding(session)(
        ExplainFinding.Target(rule: "P03", subject: "凭1/1"), reason: "已核实",
        on: .of("2025-01-05"))
    }
    let number = try office.proposed { try explain($0) }
    try explain(office.session(office.second, confirming: number))
    let given = try office.store.read { try $0.explanations.all() }
    #expect(given.allSatisfy { $0.by == "甲" && $0.confirmedBy == "乙" } && !given.isEmpty)
    #expect(try office.problems() == [])
  }
}
