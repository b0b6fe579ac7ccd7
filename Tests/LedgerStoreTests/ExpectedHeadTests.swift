import LedgerCore
import TestSupport
import Testing

@testable import LedgerStore

@Suite("预览之后再记账")
struct ExpectedHeadTests {
  /// A ledger of two cases with their claims, paid from one appropriation each.
  private func ledger() throws -> LedgerStore {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      for document in ["文1", "文2"] { try writer.append(Appropriation.sample(document)) }
      for number in 1...2 {
        try writer.append(LegalAidCase.sample("案\(number)", closed: "2024-03-01"))
        try writer.append(
          Claim.sample("申\(number)", case: "案\(number)", approved: "2024-03-10"))
      }
    }
    return store
  }

  private func pay(_ number: Int, from document: String) throws -> PaymentLine {
    try .sample("凭\(number)/1", case: "案\(number)", document: document)
  }

  /// What an act since a preview is refused with; nil when it goes through.
  private func outcome(
    of act: (LedgerWriter) throws -> Void, after other: (LedgerWriter) throws -> Void,
    isRehearsal: Bool = false
  ) throws -> [MovedAccount]? {
    let store = try ledger()
    let head = try store.head()
    try store.append(.sample(), other)
    let before = try store.head()
    do {
      try store.append(.sample(), expectedHead: head, isRehearsal: isRehearsal, act)
    } catch PreviewOutdated.moved(let accounts) {
      #expect(try store.head() == before)
      #expect(try store.problems() == [])
      return accounts
    }
    #expect(try (store.head() == before) == isRehearsal)
    return nil
  }

  @Test("an act goes through when nothing was written since its preview")
  func unmoved() throws {
    let store = try ledger()
    try store.append(.sample(), expectedHead: store.head()) {
      try $0.append(pay(1, from: "文1"))
    }
    #expect(try store.read { try $0.payments.lines(of: .of("凭1")).count } == 1)
  }

  @Test("an act is refused when its case moved since its preview, and what moved is named")
  func sameCase() throws {
    let moved = try outcome(
      of: { try $0.append(pay(1, from: "文1")) },
      after: { try $0.append(Claim.sample(claimed: "2024-03-06"), reason: "日期写错") })
    let expected = [MovedAccount(account: LedgerAccount(.legalAidCase, "案1"), entries: [3])]
    #expect(moved == expected)
    let words = PreviewOutdated.moved(expected).description
    #expect(words.contains("案件“案1”（第 3 号流水）") && words.contains("请重新预览"))
  }

  @Test("an act goes through when only other cases and appropriations moved since its preview")
  func otherCase() throws {
    let moved = try outcome(
      of: { try $0.append(pay(1, from: "文1")) }, after: { try $0.append(pay(2, from: "文2")) })
    #expect(moved == nil)
  }

  @Test("an act is refused when the appropriation it draws on moved since its preview")
  func sameAppropriation() throws {
    for isRehearsal in [false, true] {
      let moved = try outcome(
        of: { try $0.append(pay(1, from: "文1")) }, after: { try $0.append(pay(2, from: "文1")) },
        isRehearsal: isRehearsal)
      #expect(moved?.map(\.account) == [LedgerAccount(.appropriation, "文1 2024")])
    }
  }

  @Test("a rehearsal goes through as the act would, and writes nothing")
  func rehearsal() throws {
    let moved = try outcome(
      of: { try $0.append(pay(1, from: "文1")) }, after: { try $0.append(pay(2, from: "文2")) },
      isRehearsal: true)
    #expect(moved == nil)
  }

  @Test("an act is refused when a year that it stands in was closed since its preview")
  func closedYear() throws {
    let year = LedgerAccount(.year, "2024")
    let filed = try LegalAidCase.sample(closed: "2024-03-01", filed: "2025-01-10")
    let moved = try outcome(
      of: { try $0.append(filed) }, after: { try $0.append(YearClosing.sample()) })
    #expect(moved == [MovedAccount(account: year, entries: [3])])
    #expect(throws: YearClosed.self) {
      try outcome(
        of: { try $0.append(pay(1, from: "文1")) }, after: { try $0.append(YearClosing.sample()) })
    }
  }

  @Test("a closing is refused when something of its year was recorded since its preview")
  func closing() throws {
    let moved = try outcome(
      of: { try $0.append(YearClosing.sample()) }, after: { try $0.append(DutyShift.sample()) })
    #expect(moved == [MovedAccount(account: LedgerAccount(.year, "2024"), entries: [3])])
    let ofOtherYear = try outcome(
      of: { try $0.append(YearClosing.sample(2023)) },
      after: { try $0.append(DutyShift.sample()) })
    #expect(ofOtherYear == nil)
  }

  @Test("an act that was previewed of a ledger with another history is refused")
  func unknownHead() throws {
    let store = try ledger()
    let part = String(try store.head().prefix(12))
    for head in [String(repeating: "0", count: 64), "", "不是校验码", part] {
      let before = try store.head()
      #expect(throws: PreviewOutdated.unknownHead(head)) {
        try store.append(.sample(), expectedHead: head) { try $0.append(pay(1, from: "文1")) }
      }
      #expect(try store.head() == before)
    }
  }

  @Test("every table of facts names the accounts of its facts, but those that go with another")
  func declarations() throws {
    let without = FactTable.all.filter(\.accounts.isEmpty).map(\.name)
    #expect(
      without == [
        "allocation", "bureau", "filedReceipt", "packFile", "publishingKey", "receivedSegment",
        "regionCode", "reportingBureau", "reportingKey", "sealedFinding", "tableTerm",
      ])
    let store = try ledger()
    let head = try store.head()
    try store.append(.sample()) { try $0.append(DutyShift.sample("值9")) }
    // A fact of every kind in one act: the statement of each table is one of this schema.
    #expect(throws: PreviewOutdated.self) {
      try store.append(.sample(), expectedHead: head) { writer in
        try writer.append(DutyShift.sample("值9", served: "2024-02-03"), reason: "日期写错")
        try writer.append(AppropriationChange.adjustment(on: "2024-05-01", "500"))
        try writer.append(OpeningBalance(fiscalYear: .of(2024), amount: .yuan("100")))
        try writer.append(pay(1, from: "文1"))
        try writer.append(pay(1, from: "文1").reversed(by: "冲1/1", on: "2024-07-01"))
        try writer.append(.reissue(of: .of("凭1/1")), on: .of("冲1/1"))
        try writer.append(standard: "甲地", text: "名称: 甲地标准\n")
        try writer.append(lawyer: "律师甲", of: .of("凭1/1"))
        try writer.append(approvedBy: "审批人丙", of: .of("凭1/1"))
        try writer.append(BankLine.sample())
        try writer.appendSupplement(to: .of("流1"), voucher: nil, memo: "补贴")
        try writer.append(Explanation.sample())
        try writer.append(BankMatch.sample())
        try writer.append(
          YearClosing.sample(2022),
          carrying: [CarriedBalance(from: .sample("文1", year: 2024), amount: .yuan("5"))])
        try writer.withdraw(.sample("文2", year: 2024), reason: "没有余额")
        try writer.append(Voiding(.voided, .bankLine(.of("流1")), reason: "别人的"))
        try writer.append(CaseRenumbering(from: .of("案2"), to: .of("案3"), reason: "写错"))
      }
    }
  }
}
