import LedgerCore
import Reconciliation
import TestSupport
import Testing

@testable import Bookkeeping
@testable import LedgerStore

@Suite("显示姓名")
struct ShowNamesTests {
  @Test("whoever may read may ask; it is signed, stands in the log, and one person is enough")
  func recorded() throws {
    for role in Role.allCases {
      let office = try PeopleOffice(second: [role])
      try RecordCases(office.session(office.first)).accept(.sample())
      let show = ShowNames(office.session(office.second))
      let list = try show(on: .caseList)
      let one = try show(on: .legalAidCase(.of("案1")))
      #expect(one.entry == list.entry.map { $0 + 1 } && one.reminders.isEmpty)
      let lines = try ReadLog(office.store)(ReadLog.Filter(act: "显示姓名"))
      #expect(lines.map(\.operatorName) == ["乙", "乙"] && lines.allSatisfy(\.isSigned))
      #expect(lines.map(\.subject) == ["显示姓名 第 1 次（案件列表 ）", "显示姓名 第 2 次（案件 案1）"])
      #expect(lines.allSatisfy { $0.amount == nil })
      // The log of the case has who looked at its names.
      let ofCase = try ReadLog(office.store)(ReadLog.Filter(caseNumber: .of("案1")))
      #expect(ofCase.map(\.act.title) == ["受理", "显示姓名"], "\(role)")
      #expect(try office.problems() == [])
    }
  }

  @Test("nobody signed in, no such case, a ledger that is only read: refused in Chinese")
  func refused() throws {
    let office = try PeopleOffice()
    #expect(throws: PersonRefusal.nobodySignedIn) {
      try ShowNames(office.session(nil))(on: .caseList)
    }
    #expect(throws: Refusal.self) {
      try ShowNames(office.session(office.first))(on: .legalAidCase(.of("案没有")))
    }
    let folder = try TemporaryFolder()
    let path = folder.file("账.sqlite")
    try LedgerStore.create(
      at: path, bureau: Bureau(agency: "测试区司法局", region: "测试区"),
      stamp: EntryStamp(recordedAt: "2025-01-02T03:04:05Z", operatorName: "甲", kind: "init"))
    let session = Session(
      store: try LedgerStore.open(ReadOnlyLedger(reading: path), at: path), operatorName: "甲",
      now: "2025-01-02T03:04:05Z", today: .latest)
    let fault = #expect(throws: StoreFault.readOnly) { try ShowNames(session)(on: .caseList) }
    #expect(fault?.description.contains("只") == true)
  }

  @Test("it moves nothing: an act that was previewed before it is done, and figures stay")
  func movesNothing() throws {
    let session = try Session.sample(.clean().unpaid)
    let asSeen = session.expecting(try session.head())
    let before = try ListRegister(session.store).case(.of("案1"))?.netPaid
    try ShowNames(session)(on: .legalAidCase(.of("案1")))
    try ShowNames(session)(on: .caseList)
    #expect(try ListRegister(session.store).case(.of("案1"))?.netPaid == before)
    #expect(try RecordPayment(asSeen)(.sample()).entry != nil)
  }
}
