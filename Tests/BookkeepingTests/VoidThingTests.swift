import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// A case of 2024 with a claim and no payment, a second case without either, a shift, money and a
/// line of the treasury's statement.
private func office() throws -> Session {
  var book = try InventedBook.clean()
  book.lines = []
  book.cases.append(try .sample("案2", recipient: "受援人乙"))
  book.claims = [try .sample()]
  book.shifts = [try .sample()]
  book.appropriations.append(try .sample("文2", source: .localBudget))
  book.bankLines = [try .sample()]
  return try .sample(book)
}

extension Session {
  /// Why a correction is refused, which leaves the ledger as it was.
  func correctionRefusal(
    sourceLocation: SourceLocation = #_sourceLocation, of act: () throws -> Void
  ) throws -> String {
    let before = try head()
    do {
      try act()
      Issue.record("not refused", sourceLocation: sourceLocation)
      return ""
    } catch let error as any OfficerError {
      #expect(try head() == before, "a refused act wrote", sourceLocation: sourceLocation)
      return error.description
    }
  }
}

@Suite("作废")
struct VoidThingTests {
  @Test("what is void is in no look-up and no list, and its history says who, when and why")
  func voids() throws {
    let session = try office()
    let void = VoidThing(session)
    try void.voidClaim(.of("申1"), reason: "重复登记")
    #expect(try session.lastStamp().kind == "claim void")
    #expect(try session.lastStamp().reason == "重复登记")
    try void.voidCase(.of("案1"), reason: "登记错了")
    try void.voidShift(.of("值1"), reason: "没有值班")
    try void.voidAppropriation(.of("文2"), fiscalYear: nil, reason: "文号写错")
    try void.voidBankLine(.of("流1"), reason: "别的单位的流水")
    try session.store.read { ledger in
      let dossier = try ledger.cases.dossier(.of("案1"))
      #expect(dossier.isEmpty)
      #expect(try ledger.cases.claim(.of("申1")) == nil)
      #expect(try ledger.cases.legalAidCase(.of("案1")) == nil)
      #expect(try ledger.duty.shift(.of("值1")) == nil)
      #expect(try ledger.funds.appropriation(.sample("文2")) == nil)
      #expect(try ledger.treasury.line(.of("流1")) == nil)
      #expect(try ledger.treasury.lineCount() == 0)
      #expect(try ledger.funds.appropriations().map(\.id.document.key) == ["文1"])
    }
    let lists = ListRegister(session.store)
    #expect(try lists.cases().map(\.caseNumber.key) == ["案2"])
    #expect(try lists.claims().isEmpty)
    #expect(try lists.duty().isEmpty)
    let events = try CaseHistory(session.store)(of: .of("案1"))
    #expect(events.map(\.words).contains("作废；原因：登记错了"))
    #expect(events.map(\.words).contains("申报 申1：作废；原因：重复登记"))
    #expect(events.allSatisfy { $0.operatorName == "经办人甲" })
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  /// Something that is refused, and the words that say why.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    var change: @Sendable (inout InventedBook) throws -> Void = { _ in }
    let act: @Sendable (Session) throws -> Void

    init(
      _ name: String, _ words: String,
      _ change: @escaping @Sendable (inout InventedBook) throws -> Void = { _ in },
      act: @escaping @Sendable (Session) throws -> Void
    ) {
      testDescription = name
      self.words = words
      self.change = change
      self.act = act
    }
  }

  static let refused: [Row] = [
    Row("an unknown case", "案件 案9 没有登记") {
      try VoidThing($0).voidCase(.of("案9"), reason: "错")
    },
    Row("an unknown claim", "申9 没有登记") { try VoidThing($0).voidClaim(.of("申9"), reason: "错") },
    Row("an unknown shift", "值9 没有登记") { try VoidThing($0).voidShift(.of("值9"), reason: "错") },
    Row("an unknown document", "文9 没有登记") {
      try VoidThing($0).voidAppropriation(.of("文9"), fiscalYear: nil, reason: "错")
    },
    Row("an unknown bank line", "流9 没有登记") {
      try VoidThing($0).voidBankLine(.of("流9"), reason: "错")
    },
    Row("a case with a claim", "案件 案1 有补贴申报 申1，不能作废") {
      try VoidThing($0).voidCase(.of("案1"), reason: "错")
    },
    Row(
      "a case that is paid", "案件 案1 已有支付 凭1/1，不能作废", { $0.claims = [] },
      act: {
        try VoidThing($0).voidCase(.of("案1"), reason: "错")
      }),
    Row(
      "a case whose payment was taken back in the next year", "到以后年度才冲销",
      {
        $0.claims = []
        $0.lines.append(try $0.lines[0].reversed(by: "冲1/1", on: "2025-01-02"))
      }, act: { try VoidThing($0).voidCase(.of("案1"), reason: "错") }),
    Row(
      "a case whose payment was taken back in part", "已有支付 凭1/1",
      {
        $0.claims = []
        $0.lines.append(try $0.lines[0].reversed(by: "冲1/1", on: "2024-05-02", amount: "999"))
      }, act: { try VoidThing($0).voidCase(.of("案1"), reason: "错") }),
    Row("a claim that is paid on", "补贴申报 申1 已有支付 凭1/1，不能作废") {
      try VoidThing($0).voidClaim(.of("申1"), reason: "错", override: Override(reason: "错"))
    },
    Row(
      "a claim that is approved", "已经核发 1,000.00 元（2024-03-10），没有作废", { $0.lines = [] },
      act: {
        try VoidThing($0).voidClaim(.of("申1"), reason: "错")
      }),
    Row(
      "a shift that is paid", "值班 值1 已有支付 凭值/1",
      {
        $0.shifts = [try .sample()]
        $0.lines.append(try .dutySample())
      }, act: { try VoidThing($0).voidShift(.of("值1"), reason: "错") }),
    Row("an appropriation that is drawn on", "经费指标 文1（2024 年度） 已有支付 凭1/1") {
      try VoidThing($0).voidAppropriation(.of("文1"), fiscalYear: nil, reason: "错")
    },
    Row(
      "an appropriation that was adjusted", "登记过调整或收回",
      {
        $0.lines = []
        $0.changes = [try .adjustment(on: "2024-05-01", "500")]
      }, act: { try VoidThing($0).voidAppropriation(.of("文1"), fiscalYear: nil, reason: "错") }),
    Row(
      "an appropriation that is carried on", "已结转到 2025 年度",
      {
        $0.lines = []
        $0.appropriations.append(try .sample(year: 2025, carriedFrom: 2024))
      }, act: { try VoidThing($0).voidAppropriation(.of("文1"), fiscalYear: .of(2024), reason: "错") }
    ),
    Row(
      "one of two rows of a document", "登记在多个预算年度",
      { $0.appropriations.append(try .sample(year: 2023)) },
      act: { try VoidThing($0).voidAppropriation(.of("文1"), fiscalYear: nil, reason: "错") }),
    Row(
      "a bank line that is matched", "流水 流1 已登记与凭证 凭1 核对",
      {
        $0.bankLines = [try .sample()]
        $0.bankMatches = [try .sample()]
      }, act: { try VoidThing($0).voidBankLine(.of("流1"), reason: "错") }),
    Row("what is not void", "案件 案1 没有作废") { try VoidThing($0).restoreCase(.of("案1"), reason: "错") },
    Row("a claim that is not void", "申1 没有作废") {
      try VoidThing($0).restoreClaim(.of("申1"), reason: "错")
    },
    Row("an unknown case put back", "案9 没有登记") {
      try VoidThing($0).restoreCase(.of("案9"), reason: "错")
    },
  ]

  @Test("what does not exist, or something rests on, is refused by name", arguments: refused)
  func refuses(row: Row) throws {
    var book = try InventedBook.clean()
    try row.change(&book)
    let session = try Session.sample(book)
    let words = try session.correctionRefusal { try row.act(session) }
    #expect(words.contains(row.words), "\(words)")
  }

  @Test("what is void cannot be void twice, nor be used; its number may be registered anew")
  func twice() throws {
    let session = try office()
    let void = VoidThing(session)
    try void.voidCase(.of("案2"), reason: "错")
    let acts: [() throws -> Void] = [
      { try void.voidCase(.of("案2"), reason: "错") },
      { try RecordCases(session).file(.of("案2"), on: .of("2024-05-01")) },
    ]
    for act in acts {
      #expect(try session.correctionRefusal(of: act).contains("案件 案2 已经作废"))
    }
    try RecordCases(session).accept(.sample("案2", recipient: "受援人丙"))
    try session.store.read { ledger in
      let stands = try ledger.cases.legalAidCase(.of("案2"))
      #expect(stands?.recipient == "受援人丙")
      #expect(try !ledger.voided.contains(.legalAidCase(.of("案2"))))
      #expect(try ledger.cases.history(of: CaseNumber.of("案2")).map(\.revision.number) == [1, 2])
    }
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  @Test("what is dated in a closed year is neither taken back nor put back")
  func closedYear() throws {
    let session = try office()
    let void = VoidThing(session)
    try void.voidCase(.of("案2"), reason: "错")
    try session.store.append(
      EntryStamp(recordedAt: session.now, operatorName: "甲", kind: "close")
    ) { try $0.append(YearClosing.sample()) }
    let acts: [() throws -> Void] = [
      { try void.voidClaim(.of("申1"), reason: "错") },
      { try void.voidShift(.of("值1"), reason: "错") },
      { try void.voidAppropriation(.of("文1"), fiscalYear: nil, reason: "错") },
      { try void.voidBankLine(.of("流1"), reason: "错") },
      { try void.restoreCase(.of("案2"), reason: "错") },
    ]
    for act in acts {
      let words = try session.correctionRefusal(of: act)
      #expect(words.contains("2024 年度已经结账") && words.contains("重新打开"), "\(words)")
    }
  }

  @Test("an approved claim goes after its return, or at once where that is overridden")
  func approvedClaim() throws {
    for isOverridden in [false, true] {
      var book = try InventedBook.clean()
      book.lines = []
      let session = try Session.sample(book)
      if !isOverridden {
        try RecordClaims(session).sendBack(
          .of("申1"), ClaimReturn(on: .of("2024-03-12"), reason: "核错"))
      }
      try VoidThing(session).voidClaim(
        .of("申1"), reason: "错", override: isOverridden ? Override(reason: "核错") : nil)
      #expect(try session.store.read { try $0.cases.claim(.of("申1")) } == nil)
    }
  }

  @Test("a claim made twice goes though its case is paid: what is paid rests on the other")
  func repeatedClaim() throws {
    var book = try InventedBook.clean()
    book.claims.append(try .sample("申2", claimed: "2024-03-06", approved: "2024-03-11"))
    let session = try Session.sample(book)
    #expect(try session.findings().map(\.rule) == ["C03"])
    try VoidThing(session).voidClaim(.of("申2"), reason: "重复", override: Override(reason: "重复"))
    #expect(try session.findings().isEmpty)
  }

  @Test("a claim whose return is all that lets a payment stand is held by the rules")
  func returnedAfterPayment() throws {
    var book = try InventedBook.clean()
    book.claims = [try .sample(approved: "2024-03-10", returned: "2024-05-01")]
    let session = try Session.sample(book)
    let words = try session.correctionRefusal {
      try VoidThing(session).voidClaim(.of("申1"), reason: "错")
    }
    #expect(words.contains("P04"), "\(words)")
  }

  @Test("returned claims go with their case and come back with it, others do not")
  func claimsGoAlong() throws {
    var book = InventedBook()
    book.cases = [try .sample()]
    book.claims = [
      try .sample("申1", returned: "2024-04-05"), try .sample("申2", returned: "2024-04-06"),
    ]
    let session = try Session.sample(book)
    let void = VoidThing(session)
    try void.voidClaim(.of("申2"), reason: "早先作废")
    let outcome = try void.voidCase(.of("案1"), reason: "错").recorded
    #expect(outcome.claims.map(\.key) == ["申1"])
    // A claim that cites no case would be C01 on a day before its return.
    let early = try ReconcileYear(session.store)(
      Period(year: .of(2024), asOf: .of("2024-04-01"))
    ).result.findings
    #expect(!early.contains { $0.rule == "C01" })
    #expect(try void.restoreCase(.of("案1"), reason: "没有错").recorded == outcome)
    #expect(
      try session.store.read { try $0.cases.dossier(.of("案1")).claims.map(\.number.key) } == ["申1"])
  }

  @Test("a claim put back for a case that is void is stopped by C01, and a second one by C03")
  func restoredAgainstRules() throws {
    let session = try office()
    let void = VoidThing(session)
    try void.voidClaim(.of("申1"), reason: "错")
    try void.voidCase(.of("案1"), reason: "错")
    #expect(
      try session.refusal { try void.restoreClaim(.of("申1"), reason: "没有错") }.name
        == "rules: C01")
    try void.restoreCase(.of("案1"), reason: "没有错")
    try RecordClaims(session).submit(.sample("申2"))
    #expect(
      try session.refusal { try void.restoreClaim(.of("申1"), reason: "没有错") }.name
        == "rules: C03")
  }

  @Test("an import of a void number is a fault that says how to go on, an amending one too")
  func imported() throws {
    let session = try office()
    let void = VoidThing(session)
    try void.voidCase(.of("案2"), reason: "错")
    try void.voidBankLine(.of("流1"), reason: "错")
    let cases = table(.cases, [TableRecord(try LegalAidCase.sample("案2", recipient: "受援人乙"))])
    let lines = table(.bank, [TableRecord(try BankLine.sample())])
    for reason in [nil, "更正"] {
      let faults = try session.faults(importing: cases, lines, amending: reason)
      #expect(faults.map(\.problem) == ["案件 案2 已经作废", "国库流水 流1 已经作废"])
      #expect(faults.allSatisfy { $0.guidance.words.contains("删去这一行") })
    }
  }

  @Test("an act that was previewed before its case became void is refused, and so is a payment")
  func previewed() throws {
    let session = try office()
    let head = try session.head()
    try VoidThing(session).voidClaim(.of("申1"), reason: "错")
    let late = Session(
      store: session.store, operatorName: "乙", now: session.now, today: .latest,
      expectedHead: head)
    #expect(throws: PreviewOutdated.self) {
      try RecordClaims(late).submit(.sample("申2", case: "案1"))
    }
    try RecordClaims(late).submit(.sample("申3", case: "案2"), override: Override(reason: "甲"))
  }

  @Test("a rehearsal writes nothing")
  func rehearsal() throws {
    let session = try office()
    let head = try session.head()
    try VoidThing(session.rehearsing).voidClaim(.of("申1"), reason: "错")
    #expect(try session.head() == head)
    #expect(try session.store.read { try $0.cases.claim(.of("申1")) } != nil)
  }
}
