import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("案件登记")
struct RecordCasesTests {
  private func registered(_ office: Office) throws -> LegalAidCase {
    try #require(try office.store.read { try $0.legalAidCase(.of("案1")) })
  }

  @Test("a case is accepted, assigned, closed and filed, each as its own entry")
  func wholeLife() throws {
    let office = try Office.sample()
    let cases = RecordCases(office)
    var expected = LegalAidCase(
      number: try .of("案1"), type: .civil, recipient: "受援人甲", acceptedOn: try .of("2024-01-05"))
    try cases.accept(expected)
    #expect(try registered(office) == expected)
    #expect(try office.lastStamp().kind == "case accept")
    try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所")
    expected.assignedOn = try .of("2024-01-06")
    expected.lawyer = "承办人甲"
    expected.firm = "甲所"
    #expect(try registered(office) == expected)
    #expect(try office.lastStamp().kind == "case assign")
    let closing = LegalAidCase.Closing(on: try .of("2024-03-01"), outcome: .terminated)
    try cases.close(.of("案1"), closing, grade: "良好", judgmentNumber: .of("民初1号"))
    expected.closing = closing
    expected.grade = "良好"
    expected.judgmentNumber = try .of("民初1号")
    #expect(try registered(office) == expected)
    #expect(try office.lastStamp().kind == "case close")
    try cases.file(.of("案1"), on: .of("2024-03-20"))
    expected.filedOn = try .of("2024-03-20")
    #expect(try registered(office) == expected)
    #expect(try office.lastStamp().kind == "case file")
    let history = try office.store.read { try $0.history(of: CaseNumber.of("案1")) }
    #expect(history.map(\.revision.number) == [1, 2, 3, 4])
    #expect(history.allSatisfy { $0.revision.reason == nil })
  }

  @Test("an act on a case that is not registered is refused")
  func unknown() throws {
    let office = try Office.sample()
    let cases = RecordCases(office)
    let acts: [() throws -> Void] = [
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "甲", firm: "甲所") },
      { try cases.close(.of("案1"), .init(on: .of("2024-03-01"), outcome: .closed)) },
      { try cases.file(.of("案1"), on: .of("2024-03-01")) },
    ]
    for act in acts {
      let refusal = try office.refusal(of: act)
      #expect(refusal.name == "notRegistered")
      #expect(refusal.description.contains("案件 案1 没有登记"))
    }
  }

  @Test("what stands already is not recorded again")
  func twice() throws {
    let office = try Office.sample(.clean())
    let cases = RecordCases(office)
    let again = try LegalAidCase.sample("　案１ ", recipient: "别人")
    #expect(try office.refusal { try cases.accept(again) }.name == "alreadyRegistered")
    let acts: [() throws -> Void] = [
      { try cases.assign(.of("案1"), on: .of("2024-01-07"), lawyer: "承办人甲", firm: "甲所") },
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人乙", firm: "甲所") },
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "乙所") },
      { try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所") },
      { try cases.close(.of("案1"), .init(on: .of("2024-03-01"), outcome: .closed)) },
      { try cases.file(.of("案1"), on: .of("2024-03-20")) },
    ]
    for (index, act) in acts.enumerated() {
      #expect(try office.refusal(of: act).name == "alreadyDone", "\(index)")
    }
  }

  @Test("an assignment fills in what acceptance left open")
  func partlyAssigned() throws {
    var book = InventedBook()
    book.cases = [try .sample(firm: nil)]
    let office = try Office.sample(book)
    try RecordCases(office).assign(
      .of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所")
    #expect(try registered(office).firm == "甲所")
  }

  @Test("what an import filled in is not overwritten by a closing")
  func gradeStands() throws {
    var accepted = try LegalAidCase.sample()
    accepted.grade = "优秀"
    var book = InventedBook()
    book.cases = [accepted]
    let office = try Office.sample(book)
    try RecordCases(office).close(
      .of("案1"), .init(on: .of("2024-03-01"), outcome: .closed), grade: "良好")
    #expect(try registered(office).grade == "优秀")
  }

  @Test("dates out of order are refused here, with the finding that an import gets")
  func datesOutOfOrder() throws {
    let office = try Office.sample()
    let cases = RecordCases(office)
    try cases.accept(.sample())
    let refusals = [
      try office.refusal {
        try cases.close(.of("案1"), .init(on: .of("2024-01-04"), outcome: .closed))
      },
      try office.refusal { try cases.file(.of("案1"), on: .of("2023-12-31")) },
    ]
    #expect(refusals.map(\.name) == ["rules: K01", "rules: K01"])
    let closing = LegalAidCase.Closing(on: try .of("2024-01-04"), outcome: .closed)
    try cases.close(.of("案1"), closing, override: Override(reason: "先办后补"))
    #expect(try office.lastStamp().reason == "越过规则 K01：先办后补")
    #expect(try office.findings() == refusals[0].findings)
    // The finding stands now: what does not add to it is not stopped, what adds to it is.
    try cases.file(.of("案1"), on: .of("2024-01-05"))
    let assigning = try office.refusal {
      try cases.assign(.of("案1"), on: .of("2024-01-06"), lawyer: "承办人甲", firm: "甲所")
    }
    #expect(assigning.name == "rules: K01")
  }

  @Test("the closing of a case that was paid before is judged with its payments")
  func closingAfterPayment() throws {
    var book = try InventedBook.clean()
    book.cases = [try .sample()]
    let office = try Office.sample(book)
    #expect(try office.findings().map(\.rule) == ["P03"])
    try RecordCases(office).close(
      .of("案1"), .init(on: .of("2024-03-01"), outcome: .closed))
    #expect(try office.findings().isEmpty)
  }

  @Test("a late closing is recorded: that the payment came before it was found already")
  func lateClosing() throws {
    var book = try InventedBook.clean()
    book.cases = [try .sample()]
    book.lines = [try .sample(paid: "2024-03-15")]
    let office = try Office.sample(book)
    #expect(try office.findings().map(\.rule) == ["P03"])
    try RecordCases(office).close(
      .of("案1"), .init(on: .of("2024-03-20"), outcome: .closed))
    #expect(try office.findings().map(\.rule) == ["P03"])
    #expect(try office.findings().first?.message.contains("在 2024-03-20 才结案") == true)
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let office = try Office.sample()
    let head = try office.head()
    try RecordCases(office.rehearsing).accept(.sample())
    #expect(try office.head() == head)
    #expect(try office.store.read { try $0.legalAidCase(.of("案1")) } == nil)
  }
}

@Suite("补贴申报与核发")
struct RecordClaimsTests {
  private func office() throws -> Office {
    var book = InventedBook()
    book.cases = [try .sample(closed: "2024-03-01")]
    return try .sample(book)
  }

  private func claim(_ office: Office) throws -> Claim? {
    try office.store.read { try $0.claim(.of("申1")) }
  }

  @Test("a claim is submitted, approved or returned")
  func wholeLife() throws {
    let office = try office()
    let claims = RecordClaims(office)
    var expected = try Claim.sample()
    try claims.submit(expected)
    #expect(try claim(office) == expected)
    #expect(try office.lastStamp().kind == "claim submit")
    let approval = Approval(on: try .of("2024-03-10"), amount: .zero)
    try claims.approve(.of("申1"), approval, by: "审核人乙")
    expected.approval = approval
    expected.approvedBy = "审核人乙"
    #expect(try claim(office) == expected)
    #expect(try office.lastStamp().kind == "claim approve")
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "缺材料")
    try claims.sendBack(.of("申1"), returned)
    expected.returned = returned
    #expect(try claim(office) == expected)
    #expect(try office.lastStamp().kind == "claim return")
  }

  @Test("what is unknown, taken or done already is refused")
  func refusals() throws {
    let office = try office()
    let claims = RecordClaims(office)
    let approval = Approval(on: try .of("2024-03-10"), amount: try .yuan("5"))
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "缺材料")
    func refused(_ act: () throws -> Void) throws -> String { try office.refusal(of: act).name }
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
    let office = try office()
    let claims = RecordClaims(office)
    try claims.submit(.sample())
    #expect(
      try office.refusal { try claims.submit(.sample("申2")) }.name == "rules: C03")
    try claims.sendBack(.of("申1"), ClaimReturn(on: .of("2024-03-05"), reason: "缺材料"))
    try claims.submit(.sample("申2"))
    #expect(try office.findings().isEmpty)
  }

  @Test("a claim on which money was paid cannot be sent back unseen")
  func returnAfterPayment() throws {
    let office = try Office.sample(.clean())
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "缺材料")
    let claims = RecordClaims(office)
    let refusal = try office.refusal { try claims.sendBack(.of("申1"), returned) }
    #expect(refusal.name == "rules: P04 P05")
    #expect(try claim(office)?.returned == nil)
    try claims.sendBack(.of("申1"), returned, override: Override(reason: "核查"))
    #expect(try office.findings() == refusal.findings)
    #expect(try claim(office)?.returned == returned)
    #expect(try office.lastStamp().reason == "越过规则 P04、P05：核查")
  }

  @Test("an override that no rule asks for leaves no word of a rule in the journal")
  func needlessOverride() throws {
    let office = try office()
    let claims = RecordClaims(office)
    try claims.submit(.sample())
    let returned = ClaimReturn(on: try .of("2024-03-05"), reason: "缺材料")
    try claims.sendBack(.of("申1"), returned, override: Override(reason: "缺材料"))
    #expect(try claim(office)?.returned == returned)
    #expect(try office.lastStamp().reason?.contains("越过规则") != true)
  }

  @Test("a late approval is recorded, as the advice of P04 says")
  func lateApproval() throws {
    var book = try InventedBook.clean()
    book.claims = [try .sample()]
    let office = try Office.sample(book)
    #expect(try office.findings().map(\.rule) == ["P04"])
    try RecordClaims(office).approve(
      .of("申1"), Approval(on: .of("2024-05-01"), amount: .yuan("1000")), by: "审核人乙")
    #expect(try office.findings().map(\.rule) == ["P04"])
    let tooLittle = Approval(on: try .of("2024-05-01"), amount: try .yuan("900"))
    let other = try Office.sample(book)
    let refusal = try other.refusal {
      try RecordClaims(other).approve(.of("申1"), tooLittle, by: "审核人乙")
    }
    #expect(refusal.name == "rules: P05")
  }

  @Test("of three claims for a case the first may be sent back, and then the next")
  func threeClaims() throws {
    let office = try office()
    var book = InventedBook()
    book.claims = [try .sample("申1"), try .sample("申2"), try .sample("申3")]
    try office.hold(book)
    #expect(try office.findings().map(\.subject) == ["申2", "申3"])
    let returned = ClaimReturn(on: try .of("2024-03-12"), reason: "重复")
    try RecordClaims(office).sendBack(.of("申1"), returned)
    #expect(try office.findings().map(\.subject) == ["申3"])
    try RecordClaims(office).sendBack(.of("申2"), returned)
    #expect(try office.findings().isEmpty)
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let office = try office()
    let head = try office.head()
    try RecordClaims(office.rehearsing).submit(.sample())
    #expect(try office.head() == head)
  }
}

@Suite("值班登记")
struct RecordDutyTests {
  @Test("a shift is registered once")
  func once() throws {
    let office = try Office.sample()
    try RecordDuty(office)(.sample())
    #expect(try office.store.read { try $0.dutyShift(.of("值1")) } == .sample())
    #expect(try office.lastStamp().kind == "duty record")
    let again = try office.refusal { try RecordDuty(office)(.sample("值 １", rate: "300")) }
    #expect(again.name == "alreadyRegistered")
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let office = try Office.sample()
    let head = try office.head()
    try RecordDuty(office.rehearsing)(.sample())
    #expect(try office.head() == head)
  }
}
