import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

extension AmendedCell {
  /// A cell of a column that is named by its alias or header, as in `受理日期 2024-03-05`.
  fileprivate static func of(_ column: Column, _ text: String) -> AmendedCell {
    AmendedCell(column, text)
  }
}

@Suite("更正")
struct AmendThingTests {
  private func amend(
    _ session: Session, _ cells: AmendedCell..., override: Override? = nil
  ) -> AmendThing {
    AmendThing(session, cells, reason: "登记写错", override: override)
  }

  @Test(
    "several fields of a case are said anew, the old beside the new, and the history keeps both")
  func amendsCase() throws {
    let session = try Session.sample(.clean())
    let outcome = try amend(
      session, .of(.acceptedOn, "2024年1月4日"), .of(.grade, "优秀"), .of(.lawyer, ""),
      .of(.recipient, "欧阳某")
    ).amendCase(.of("案1")).recorded
    #expect(
      outcome.changes.map { "\($0.title) \($0.old ?? "空") \($0.new ?? "空")" } == [
        "受援人 受某某 欧阳某某", "受理日期 2024-01-05 2024-01-04", "承办人 承某某 空", "等级 空 优秀",
      ])
    let stands = try #require(try session.store.read { try $0.cases.legalAidCase(.of("案1")) })
    #expect(stands.acceptedOn.description == "2024-01-04" && stands.lawyer == nil)
    #expect(stands.grade == "优秀" && stands.recipient == "欧阳某")
    #expect(try session.lastStamp().kind == "case amend")
    #expect(try session.lastStamp().reason == "登记写错")
    let last = try #require(
      try CaseHistory(session.store)(of: .of("案1")).last { $0.words.contains("更正") })
    #expect(last.words.contains("受理日期 2024-01-04（原为 2024-01-05）"))
    #expect(last.words.contains("承办人 已清空") && last.words.contains("更正原因：登记写错"))
  }

  @Test("two names that look alike once masked are said to differ")
  func maskedNames() throws {
    let session = try Session.sample(.clean())
    let outcome = try amend(session, .of(.recipient, "受援人乙")).amendCase(.of("案1")).recorded
    #expect(outcome.changes.map(\.new) == ["受某某（隐去的部分不同）"])
  }

  @Test("a claim, a shift, an appropriation and what the bank left open are amended")
  func amendsOthers() throws {
    var book = try InventedBook.clean()
    book.shifts = [try .sample()]
    book.bankLines = [try .sample()]
    let session = try Session.sample(book)
    try amend(session, .of(.approvedBy, "审核人丙")).amendClaim(.of("申1"))
    try amend(session, .of(.units, "1.5"), .of(.amount, "300")).amendShift(.of("值1"))
    try amend(session, .of(.amount, "90000"), .of(.note, "追加文件")).amendAppropriation(
      .of("文1"), fiscalYear: nil)
    try amend(session, .of(.memo, "补贴"), .of(.voucherNumber, "凭1")).amendBankLine(.of("流1"))
    try session.store.read { ledger in
      #expect(try ledger.cases.claim(.of("申1"))?.approvedBy == "审核人丙")
      #expect(try ledger.duty.shift(.of("值1"))?.amount == .yuan("300"))
      #expect(try ledger.funds.appropriation(.sample())?.amount == .yuan("90000"))
      let line = try ledger.treasury.line(.of("流1"))
      #expect(line?.memo == "补贴" && line?.voucher?.key == "凭1")
    }
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  /// A correction that is refused, and the words that say why.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let cells: [AmendedCell]
    let act: @Sendable (AmendThing) throws -> Void

    init(
      _ name: String, _ words: String, _ cells: AmendedCell...,
      act: @escaping @Sendable (AmendThing) throws -> Void = { try $0.amendCase(.of("案1")) }
    ) {
      testDescription = name
      self.words = words
      self.cells = cells
      self.act = act
    }
  }

  static let refused: [Row] = [
    Row("an unknown case", "案9 没有登记", .of(.grade, "优")) { try $0.amendCase(.of("案9")) },
    Row("an unknown claim", "申9 没有登记", .of(.approvedBy, "甲")) { try $0.amendClaim(.of("申9")) },
    Row("an unknown shift", "值9 没有登记", .of(.site, "甲")) { try $0.amendShift(.of("值9")) },
    Row("an unknown bank line", "流9 没有登记", .of(.memo, "甲")) { try $0.amendBankLine(.of("流9")) },
    Row("an unknown document", "文9 没有登记", .of(.note, "甲")) {
      try $0.amendAppropriation(.of("文9"), fiscalYear: nil)
    },
    Row("the same value", "没有变化", .of(.acceptedOn, "2024/1/5")),
    Row("the number", "是编号，不能更正", .of(.caseNumber, "案2")),
    Row("a day of no calendar", "没有这一天", .of(.acceptedOn, "2024-02-30")),
    Row("a word out of the list", "不在允许的范围内", .of(.caseType, "商事")),
    Row("a required field emptied", "受援人不能为空", .of(.recipient, " ")),
    Row("a masked name", "隐去了的姓名", .of(.recipient, "李某某")),
    Row("an outcome without a closing", "没有结案日期", .of(.closedOn, ""), .of(.outcome, "终止")),
    Row("dates out of order", "K01", .of(.acceptedOn, "2024-03-02")),
    Row("a closing after the payment", "P03", .of(.closedOn, "2024-04-02")),
    Row("an approval after the payment", "P04", .of(.approvedOn, "2024-04-02")) {
      try $0.amendClaim(.of("申1"))
    },
    Row("an approval below what is paid", "P05", .of(.approvedAmount, "999")) {
      try $0.amendClaim(.of("申1"))
    },
    Row("an amount without its day", "核发日期", .of(.approvedOn, "")) { try $0.amendClaim(.of("申1")) },
    Row("a claim moved from a case that is paid", "P04", .of(.caseNumber, "案2")) {
      try $0.amendClaim(.of("申1"))
    },
    Row("a claim moved to no case", "C01", .of(.caseNumber, "案8")) { try $0.amendClaim(.of("申2")) },
    Row("an amount below what is paid", "F01", .of(.amount, "999")) {
      try $0.amendAppropriation(.of("文1"), fiscalYear: nil)
    },
    Row("uses that do not cover what is paid", "F04", .of(.permittedUses, "法律咨询")) {
      try $0.amendAppropriation(.of("文1"), fiscalYear: nil)
    },
    Row("an origin after the year", "晚于预算年度", .of(.originYear, "2025")) {
      try $0.amendAppropriation(.of("文1"), fiscalYear: nil)
    },
    Row("less than is paid on a shift", "D04", .of(.rate, "100"), .of(.amount, "100")) {
      try $0.amendShift(.of("值1"))
    },
    Row("what the bank said", "流水 流1 的金额是银行给的", .of(.amount, "5")) {
      try $0.amendBankLine(.of("流1"))
    },
    Row("what the bank said of the voucher", "支付凭证号是银行给的", .of(.voucherNumber, "凭9")) {
      try $0.amendBankLine(.of("流2"))
    },
  ]

  @Test("what cannot stand is refused with what to do", arguments: refused)
  func refuses(row: Row) throws {
    var book = try InventedBook.clean()
    book.cases.append(try .sample("案2", closed: "2024-03-01", recipient: "受援人乙"))
    book.claims.append(try .sample("申2", case: "案2"))
    book.shifts = [try .sample()]
    book.lines.append(try .dutySample())
    book.bankLines = [try .sample(), try .sample("流2", amount: "7", voucher: "凭7")]
    let session = try Session.sample(book)
    let words = try session.correctionRefusal {
      try row.act(AmendThing(session, row.cells, reason: "写错"))
    }
    #expect(words.contains(row.words), "\(words)")
  }

  @Test("a day that has not come is refused; so is a void thing")
  func future() throws {
    let session = try Session.sample(.clean())
    let early = Session(
      store: session.store, operatorName: "甲", now: session.now, today: try .of("2024-06-01"))
    let words = try session.correctionRefusal {
      try amend(early, .of(.filedOn, "2024-06-02")).amendCase(.of("案1"))
    }
    #expect(words.contains("还没有发生"))
    try RecordCases(session).accept(.sample("案2", recipient: "受援人乙"))
    try VoidThing(session).voidCase(.of("案2"), reason: "错")
    let void = try session.correctionRefusal {
      try amend(session, .of(.grade, "优")).amendCase(.of("案2"))
    }
    #expect(void.contains("案2 已经作废"))
  }

  @Test("a day of a closed year neither goes nor comes")
  func closedYear() throws {
    var book = try InventedBook.clean()
    book.cases.append(try .sample("案2", accepted: "2025-01-05", recipient: "受援人乙"))
    let session = try Session.sample(book)
    try session.store.append(
      EntryStamp(recordedAt: session.now, operatorName: "甲", kind: "close")
    ) { try $0.append(YearClosing.sample()) }
    let acts: [() throws -> Void] = [
      { try amend(session, .of(.acceptedOn, "2024-01-04")).amendCase(.of("案1")) },
      { try amend(session, .of(.acceptedOn, "2024-12-31")).amendCase(.of("案2")) },
      { try amend(session, .of(.approvedBy, "丙")).amendClaim(.of("申1")) },
    ]
    for act in acts {
      let words = try session.correctionRefusal(of: act)
      #expect(words.contains("2024 年度已经结账"), "\(words)")
    }
    try amend(session, .of(.acceptedOn, "2025-01-06")).amendCase(.of("案2"))
  }

  @Test("what a rule stops is recorded with an override, and the preview is told when it is not")
  func overridden() throws {
    let session = try Session.sample(.clean())
    let cell = AmendedCell.of(.approvedAmount, "999")
    let refused = #expect(throws: RefusedAct<AmendThing.Outcome>.self) {
      try amend(session, cell).amendClaim(.of("申1"))
    }
    #expect(refused?.preview.changes.map(\.title) == ["核发金额"])
    try amend(session, cell, override: Override(reason: "照记")).amendClaim(.of("申1"))
    #expect(try session.lastStamp().reason == "越过规则 P05：照记")
  }

  @Test("a case is given to another lawyer and firm; one that was given to nobody is not")
  func reassigned() throws {
    var book = try InventedBook.clean()
    book.lines = []
    var fresh = try LegalAidCase.sample("案2", firm: nil, recipient: "受援人乙")
    fresh.lawyer = nil
    book.cases.append(fresh)
    let session = try Session.sample(book)
    let cells: [AmendedCell] = [
      .of(.lawyer, "承办人丁"), .of(.firm, "丁所"), .of(.assignedOn, "2024-02-01"),
    ]
    try AmendThing(session, cells, reason: "律师生病").reassignCase(.of("案1"))
    let stands = try #require(try session.store.read { try $0.cases.legalAidCase(.of("案1")) })
    #expect(stands.lawyer == "承办人丁" && stands.firm == "丁所")
    #expect(try session.lastStamp().kind == "case reassign")
    let words = try session.correctionRefusal {
      try AmendThing(session, cells, reason: "律师生病").reassignCase(.of("案2"))
    }
    #expect(words.contains("还没有指派"))
  }
}
