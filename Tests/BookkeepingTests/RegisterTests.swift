import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("案件登记")
struct RecordCasesTests {
  private func registered(_ session: Session) throws -> LegalAidCase {
    try #require(try session.store.read { try $0.cases.legalAidCase(.of("案1")) })
  }

  @Test("a case is accepted, assigned, closed and filed, each as its own entry")
  func wholeLife() throws {
    let session = try Session.sample()
    let cases = RecordCases(session)
    var expected = LegalAidCase(
      number: try .of("案1"), type: .civil, recipient: "受援人甲", acceptedOn: try .of("2024-01-05"))
    try cases.accept(expected)
    #expect(try registered(session) == expected)
    #expect(try session.lastStamp().kind == "case accept")
    try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所")
    expected.assignedOn = try .of("2024-01-06")
    expected.lawyer = "承办人甲"
    expected.firm = "甲所"
    #expect(try registered(session) == expected)
    #expect(try session.lastStamp().kind == "case assign")
    let closing = LegalAidCase.Closing(on: try .of("2024-03-01"), outcome: .terminated)
    try cases.close(.of("案1"), closing, grade: "良好", judgmentNumber: .of("民初1号"))
    expected.closing = closing
    expected.grade = "良好"
    expected.judgmentNumber = try .of("民初1号")
    #expect(try registered(session) == expected)
    #expect(try session.lastStamp().kind == "case close")
    try cases.file(.of("案1"), on: .of("2024-03-20"))
    expected.filedOn = try .of("2024-03-20")
    #expect(try registered(session) == expected)
    #expect(try session.lastStamp().kind == "case file")
    let history = try session.store.read { try $0.cases.history(of: CaseNumber.of("案1")) }
    #expect(history.map(\.revision.number) == [1, 2, 3, 4])
    #expect(history.allSatisfy { $0.revision.reason == nil })
  }

  @Test("an act on a case that is not registered is refused")
  func unknown() throws {
    let session = try Session.sample()
    let cases = RecordCases(session)
    let acts: [() throws -> Void] = [
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "甲", firm: "甲所") },
      { try cases.close(.of("案1"), .init(on: .of("2024-03-01"), outcome: .closed)) },
      { try cases.file(.of("案1"), on: .of("2024-03-01")) },
    ]
    for act in acts {
      let refusal = try session.refusal(of: act)
      #expect(refusal.name == "notRegistered")
      #expect(refusal.description.contains("案件 案1 没有登记"))
    }
  }

  @Test("what stands already is not recorded again")
  func twice() throws {
    let session = try Session.sample(.clean())
    let cases = RecordCases(session)
    let again = try LegalAidCase.sample("　案１ ", recipient: "别人")
    #expect(try session.refusal { try cases.accept(again) }.name == "alreadyRegistered")
    let acts: [() throws -> Void] = [
      { try cases.assign(.of("案1"), on: .of("2024-01-07"), lawyer: "承办人甲", firm: "甲所") },
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人乙", firm: "甲所") },
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "乙所") },
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所") },
      { try cases.close(.of("案1"), .init(on: .of("2024-03-01"), outcome: .closed)) },
      { try cases.file(.of("案1"), on: .of("2024-03-20")) },
    ]
    for (index, act) in acts.enumerated() {
      #expect(try session.refusal(of: act).name == "alreadyDone", "\(index)")
    }
  }

  @Test("an assignment fills in what acceptance left open")
  func partlyAssigned() throws {
    var book = InventedBook()
    book.cases = [try .sample(firm: nil)]
    let session = try Session.sample(book)
    try RecordCases(session).assign(
      .of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所")
    #expect(try registered(session).firm == "甲所")
  }

  @Test("what an import filled in is not overwritten by a closing")
  func gradeStands() throws {
    var accepted = try LegalAidCase.sample()
    accepted.grade = "优秀"
    var book = InventedBook()
    book.cases = [accepted]
    let session = try Session.sample(book)
    try RecordCases(session).close(
      .of("案1"), .init(on: .of("2024-03-01"), outcome: .closed), grade: "良好")
    #expect(try registered(session).grade == "优秀")
  }

  @Test("dates out of order are refused here, with the finding that an import gets")
  func datesOutOfOrder() throws {
    let session = try Session.sample()
    let cases = RecordCases(session)
    try cases.accept(.sample())
    let refusals = [
      try session.refusal {
        try cases.close(.of("案1"), .init(on: .of("2024-01-04"), outcome: .closed))
      },
      try session.refusal { try cases.file(.of("案1"), on: .of("2023-12-31")) },
    ]
    #expect(refusals.map(\.name) == ["rules: K01", "rules: K01"])
    let closing = LegalAidCase.Closing(on: try .of("2024-01-04"), outcome: .closed)
    try cases.close(.of("案1"), closing, override: Override(reason: "先办后补"))
    #expect(try session.lastStamp().reason == "越过规则 K01：先办后补")
    #expect(try session.findings() == refusals[0].findings)
    // The finding stands now: what does not add to it is not stopped, what adds to it is.
    try cases.file(.of("案1"), on: .of("2024-01-05"))
    let assigning = try session.refusal {
      try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所")
    }
    #expect(assigning.name == "rules: K01")
  }

  @Test("the closing of a case that was paid before is judged with its payments")
  func closingAfterPayment() throws {
    var book = try InventedBook.clean()
    book.cases = [try .sample()]
    let session = try Session.sample(book)
    #expect(try session.findings().map(\.rule) == ["P03"])
    try RecordCases(session).close(
      .of("案1"), .init(on: .of("2024-03-01"), outcome: .closed))
    #expect(try session.findings().isEmpty)
  }

  @Test("a late closing is recorded: that the payment came before it was found already")
  func lateClosing() throws {
    var book = try InventedBook.clean()
    book.cases = [try .sample()]
    book.lines = [try .sample(paid: "2024-03-15")]
    let session = try Session.sample(book)
    #expect(try session.findings().map(\.rule) == ["P03"])
    try RecordCases(session).close(
      .of("案1"), .init(on: .of("2024-03-20"), outcome: .closed))
    #expect(try session.findings().map(\.rule) == ["P03"])
    #expect(try session.findings().first?.message.contains("在 2024-03-20 才结案") == true)
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try Session.sample()
    let head = try session.head()
    try RecordCases(session.rehearsing).accept(.sample())
    #expect(try session.head() == head)
    #expect(try session.store.read { try $0.cases.legalAidCase(.of("案1")) } == nil)
  }
}

@Suite("补贴申报与核发")
struct RecordClaimsTests {
  private func session() throws -> Session {
    var book = InventedBook()
    book.cases = [try .sample(closed: "2024-03-01")]
    return try .sample(book)
  }

  private func claim(_ session: Session) throws -> Claim? {
    try session.store.read { try $0.cases.claim(.of("申1")) }
  }

  @Test("a claim is submitted, approved or returned")
  func wholeLife() throws {
    let session = try session()
    let claims = RecordClaims(session)
    var expected = try Claim.sample()
    try claims.submit(expected)
    #expect(try claim(session) == expected)
    #expect(try session.lastStamp().kind == "claim submit")
    let approval = Approval(on: try .of("2024-03-10"), amount: .zero)
    try claims.approve(.of("申1"), approval, by: "审核人乙")
    expected.approval = approval
    expected.approvedBy = "审核人乙"
    #expect(try claim(session) == expected)
    #expect(try session.lastStamp().kind == "claim approve")
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "缺材料")
    try claims.sendBack(.of("申1"), returned)
    expected.returned = returned
    #expect(try claim(session) == expected)
    #expect(try session.lastStamp().kind == "claim return")
  }

  @Test("what is unknown, taken or done already is refused")
  func refusals() throws {
    let session = try session()
    let claims = RecordClaims(session)
    let approval = Approval(on: try .of("2024-03-10"), amount: try .yuan("5"))
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "缺材料")
    func refused(_ act: () throws -> Void) throws -> String { try session.refusal(of: act).name }
    #expect(try refused { try claims.approve(.of("申1"), approval, by: "审核人乙") } == "notRegistered")
    #expect(try refused { try claims.sendBack(.of("申1"), returned) } == "notRegistered")
    try claims.submit(.sample())
    #expect(try refused { try claims.submit(.sample(" 申１")) } == "alreadyRegistered")
    try claims.approve(.of("申1"), approval, by: "审核人乙")
    #expect(try refused { try claims.approve(.of("申1"), approval, by: "甲") } == "alreadyDone")
    try claims.sendBack(.of("申1"), returned)
    #expect(try refused { try claims.sendBack(.of("申1"), returned) } == "alreadyDone")
    #expect(try refused { try claims.approve(.of("申1"), approval, by: "甲") } == "claimReturned")
  }

  @Test("after a return another claim for the case may be submitted")
  func afterReturn() throws {
    let session = try session()
    let claims = RecordClaims(session)
    try claims.submit(.sample())
    #expect(
      try session.refusal { try claims.submit(.sample("申2")) }.name == "rules: C03")
    try claims.sendBack(.of("申1"), ClaimReturn(on: .of("2024-03-05"), reason: "缺材料"))
    try claims.submit(.sample("申2"))
    #expect(try session.findings().isEmpty)
  }

  @Test("a claim on which money was paid cannot be sent back unseen")
  func returnAfterPayment() throws {
    let session = try Session.sample(.clean())
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "缺材料")
    let claims = RecordClaims(session)
    let refusal = try session.refusal { try claims.sendBack(.of("申1"), returned) }
    #expect(refusal.name == "rules: P04 P05")
    #expect(try claim(session)?.returned == nil)
    try claims.sendBack(.of("申1"), returned, override: Override(reason: "核查"))
    #expect(try session.findings() == refusal.findings)
    #expect(try claim(session)?.returned == returned)
    #expect(try session.lastStamp().reason == "越过规则 P04、P05：核查")
  }

  @Test("an override that no rule asks for leaves no word of a rule in the journal")
  func needlessOverride() throws {
    let session = try session()
    let claims = RecordClaims(session)
    try claims.submit(.sample())
    let returned = ClaimReturn(on: try .of("2024-03-05"), reason: "缺材料")
    try claims.sendBack(.of("申1"), returned, override: Override(reason: "缺材料"))
    #expect(try claim(session)?.returned == returned)
    #expect(try session.lastStamp().reason?.contains("越过规则") != true)
  }

  @Test("a late approval is recorded, as the advice of P04 says")
  func lateApproval() throws {
    var book = try InventedBook.clean()
    book.claims = [try .sample()]
    let session = try Session.sample(book)
    #expect(try session.findings().map(\.rule) == ["P04"])
    try RecordClaims(session).approve(
      .of("申1"), Approval(on: .of("2024-05-01"), amount: .yuan("1000")), by: "审核人乙")
    #expect(try session.findings().map(\.rule) == ["P04"])
    let tooLittle = Approval(on: try .of("2024-05-01"), amount: try .yuan("900"))
    let other = try Session.sample(book)
    let refusal = try other.refusal {
      try RecordClaims(other).approve(.of("申1"), tooLittle, by: "审核人乙")
    }
    #expect(refusal.name == "rules: P05")
  }

  @Test("of three claims for a case the first may be sent back, and then the next")
  func threeClaims() throws {
    let session = try session()
    var book = InventedBook()
    book.claims = [try .sample("申1"), try .sample("申2"), try .sample("申3")]
    try session.hold(book)
    #expect(try session.findings().map(\.subject) == ["申2", "申3"])
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "重复")
    try RecordClaims(session).sendBack(.of("申1"), returned)
    #expect(try session.findings().map(\.subject) == ["申3"])
    try RecordClaims(session).sendBack(.of("申2"), returned)
    #expect(try session.findings().isEmpty)
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try session()
    let head = try session.head()
    try RecordClaims(session.rehearsing).submit(.sample())
    #expect(try session.head() == head)
  }
}

@Suite("值班登记")
struct RecordDutyTests {
  @Test("a shift is registered once")
  func once() throws {
    let session = try Session.sample()
    try RecordDuty(session)(.sample())
    #expect(try session.store.read { try $0.duty.shift(.of("值1")) } == .sample())
    #expect(try session.lastStamp().kind == "duty record")
    let again = try session.refusal { try RecordDuty(session)(.sample("值 １", rate: "300")) }
    #expect(again.name == "alreadyRegistered")
  }

  @Test("a rate off the standard needs a reason, which is kept, and its payment is reminded of it")
  func offStandard() throws {
    let session = try Session.sample(.cleanDuty().unpaid, under: dutyStandardText())
    #expect(try session.findings(judging: ["D08"]).map(\.subject) == ["值1"])
    let shift = try DutyShift.sample("值2", served: "2024-02-03")
    let refused = try session.refusal { try RecordDuty(session)(shift) }
    #expect(refused.name == "rateNeedsReason" && "\(refused)".contains("D08"))
    let new = try RecordDuty(session)(shift, reason: "节假日另定")
    #expect(new.reminders.map(\.rule) == ["D08"])
    #expect(try session.lastStamp().reason == "节假日另定")
    #expect(try RecordDuty(session)(.sample("值3", served: "2023-12-31")).reminders.isEmpty)
    let own = try DutyShift.sample("值4", served: "2024-02-04", rate: "385", amount: "385")
    #expect(try RecordDuty(session)(own).reminders.isEmpty)
    let paid = try session.pay(.sample(case: nil, duty: "值2"))
    #expect(paid.findings.map(\.rule) == ["D08"])
    #expect(try session.findings(judging: ["D08"]).map(\.subject) == ["值1", "值2"])
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try Session.sample()
    let head = try session.head()
    try RecordDuty(session.rehearsing)(.sample())
    #expect(try session.head() == head)
  }
}
