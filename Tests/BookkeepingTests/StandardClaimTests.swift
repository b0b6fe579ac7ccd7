import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

extension ClaimDraft {
  /// 申1 for 案1 on 5 March 2024, the amount left to the standard.
  static func drafted(
    _ number: String = "申1", case caseNumber: String = "案1", claimed: String = "2024-03-05",
    amount: String? = nil, reason: String? = nil,
    details: CaseDetails = CaseDetails()
  ) throws -> ClaimDraft {
    ClaimDraft(
      number: try .of(number), caseNumber: try .of(caseNumber), claimedOn: try .of(claimed),
      amount: try amount.map { try .yuan($0) }, submittedBy: "申报人甲", reason: reason,
      details: details)
  }
}

@Suite("按标准申报")
struct StandardClaimTests {
  @Test("an amount left out is the standard's")
  func amountFromStandard() throws {
    let session = try Session.sample(.graded("一类"), under: standardText())
    let submitted = try RecordClaims(session).submit(.drafted())
    #expect(try session.claim("申1") == .sample())
    #expect(try submitted.recorded.claim == .sample())
    #expect(submitted.recorded.price?.citation == "测试标准（标1）")
    #expect(submitted.reminders.isEmpty)
    #expect(try session.lastStamp().kind == "claim submit")
    #expect(try session.lastStamp().reason == nil)
  }

  @Test("what a person adds to the case is priced with it")
  func details() throws {
    let session = try Session.sample(.graded("一类"), under: standardText())
    let draft = try ClaimDraft.drafted(details: .init(flags: ["死刑"]))
    #expect(try RecordClaims(session).submit(draft).recorded.claim.claimedAmount == .yuan("2000"))
  }

  @Test(
    "an amount within the standard needs no reason",
    arguments: [("案1", "1000"), ("案3", "1000"), ("案3", "3000"), ("案3", "1500")])
  func within(number: String, amount: String) throws {
    let session = try Session.sample(.graded("一类", "二类", "三类"), under: standardText())
    try RecordClaims(session).submit(.drafted(case: number, amount: amount))
    #expect(try session.claim("申1")?.claimedAmount == .yuan(amount))
    #expect(try session.lastStamp().reason == nil)
  }

  @Test(
    "another amount is taken only with a reason, which stands in the journal",
    arguments: [
      ("案1", "1000.01"), ("案1", "999.99"), ("案3", "999.99"), ("案3", "3000.01"),
    ])
  func differs(number: String, amount: String) throws {
    let session = try Session.sample(.graded("一类", "二类", "三类"), under: standardText())
    let claims = RecordClaims(session)
    let refusal = try session.refusal {
      _ = try claims.submit(.drafted(case: number, amount: amount))
    }
    #expect(refusal.name == "differsFromStandard")
    _ = try claims.submit(.drafted(case: number, amount: amount, reason: "案情特别复杂"))
    #expect(try session.claim("申1")?.claimedAmount == .yuan(amount))
    #expect(try session.lastStamp().reason == "案情特别复杂")
  }

  @Test("a range names no amount to claim")
  func range() throws {
    let session = try Session.sample(.graded("三类"), under: standardText())
    let refusal = try session.refusal {
      try RecordClaims(session).submit(.drafted(reason: "按标准"))
    }
    #expect(refusal.name == "standardIsRange")
    #expect(refusal.description.contains("案件 案1 的标准是幅度（1,000.00 至 3,000.00 元）"))
  }

  @Test("without a standard an amount is needed, and taken as it is")
  func withoutStandard() throws {
    let session = try Session.sample(.graded("一类"))
    let claims = RecordClaims(session)
    #expect(try session.refusal { _ = try claims.submit(.drafted()) }.name == "amountMissing")
    let submitted = try claims.submit(.drafted(amount: "123.45"))
    #expect(submitted.recorded.price == nil)
    #expect(try session.claim("申1")?.claimedAmount == .yuan("123.45"))
  }

  @Test("a case the standard does not price needs an amount and a reason")
  func notPriced() throws {
    let session = try Session.sample(.graded("四类"), under: standardText())
    let claims = RecordClaims(session)
    for draft in [
      try ClaimDraft.drafted(), try .drafted(amount: "700"), try .drafted(reason: "标准没有规定"),
    ] {
      #expect(try session.words { _ = try claims.submit(draft) }.contains("没有“四类”"))
    }
    let submitted = try claims.submit(.drafted(amount: "700", reason: "标准没有规定"))
    #expect(submitted.recorded.price == nil)
    #expect(try session.claim("申1")?.claimedAmount == .yuan("700"))
    #expect(try session.lastStamp().reason == "标准没有规定")
  }

  @Test("the rules and the register still refuse a claim that the standard prices")
  func rules() throws {
    let session = try Session.sample(.graded("一类", "一类"), under: standardText())
    let claims = RecordClaims(session)
    _ = try claims.submit(.drafted())
    for (draft, name) in [
      (try ClaimDraft.drafted("申2", case: "案9", amount: "1000"), "rules: C01"),
      (try .drafted("申2", claimed: "2024-03-06"), "rules: C03"),
      (try .drafted("申1", case: "案2"), "alreadyRegistered"),
    ] {
      #expect(try session.refusal { _ = try claims.submit(draft) }.name == name)
    }
    let second = try ClaimDraft.drafted("申2", claimed: "2024-03-06")
    _ = try claims.submit(second, override: Override(reason: "两个阶段"))
    #expect(try session.lastStamp().reason == "越过规则 C03：两个阶段")
  }

  @Test("what the rules do not stop a claim for is told")
  func reminders() throws {
    let session = try Session.sample(.graded("一类"), under: standardText())
    let submitted = try RecordClaims(session).submit(.drafted(claimed: "2024-02-29"))
    #expect(submitted.reminders.map(\.rule) == ["C02"])
  }

  // MARK: A quarter's claims

  private func submitBatch(
    _ session: Session, on day: String = "2024-04-10"
  ) throws -> ClaimBatchSummary {
    try RecordClaims(session).submitBatch(
      try #require(Quarter(text: "2024Q1")), on: .of(day), prefix: "申-", by: "申报人甲"
    ).recorded
  }

  /// Those of the quarter are 案1, 案3 (an older claim is returned) and 案8; the others are not.
  private func quarterBook() throws -> InventedBook {
    var book = try InventedBook.graded("一类", "一类", "二类")
    try book.claim("2")
    try book.claim("3", returned: "2024-03-20")
    try book.add("4", closed: nil)
    try book.add("5", outcome: .terminated)
    try book.add("6", outcome: .withdrawn)
    try book.add("7", closed: "2024-04-01")
    try book.add("8", closed: "2024-03-31")
    try book.add("9", closed: "2023-12-31")
    return book
  }

  @Test("a batch claims the finished cases of a quarter that have no claim, numbered in order")
  func batch() throws {
    let session = try Session.sample(quarterBook(), under: standardText(from: "2023-01-01"))
    let summary = try submitBatch(session)
    let claimed = summary.claims.map { claim, legalAidCase, price in
      "\(claim.number) \(legalAidCase.number) \(claim.claimedAmount.yuanText) \(price.line)"
    }
    #expect(
      claimed == [
        "申-001 案1 1000.00 一类", "申-002 案3 800.00 二类", "申-003 案8 1000.00 一类",
      ])
    #expect(summary.skipped.isEmpty)
    #expect(
      summary.leftOut.map { "\($0.0)：\($0.1)" } == [
        "案2：已有申报 申2（2024-03-05）", "案4：还没有结案", "案5：2024-03-01 终止，不成批申报：应当申报的请逐件申报",
        "案6：2024-03-01 撤回，不成批申报：应当申报的请逐件申报", "案9：2023-12-31 已经办结，还没有申报：请按那个季度成批申报",
      ])
    let kept = try #require(try session.claim("申-002"))
    #expect(try kept.claimedOn == .of("2024-04-10"))
    #expect(kept.submittedBy == "申报人甲")
    #expect(try session.lastStamp().kind == "claim batch")
    #expect(try session.refusal { _ = try submitBatch(session) }.name == "nothingToClaim")
  }

  @Test("a case that closes after the day of the claims waits")
  func waits() throws {
    let session = try Session.sample(quarterBook(), under: standardText())
    let summary = try submitBatch(session, on: "2024-03-30")
    #expect(summary.claims.map(\.legalAidCase.number.printed) == ["案1", "案3"])
    #expect(
      summary.leftOut.contains { $0.0.printed == "案8" && $0.1.contains("在申报日期之后") })
  }

  @Test("what the standard does not price exactly is left out with the reason")
  func skips() throws {
    let book = try InventedBook.graded(nil, "一类", "三类", "四类", "二类")
    let session = try Session.sample(book, under: standardText())
    let summary = try submitBatch(session)
    #expect(summary.claims.map(\.claim.number.printed) == ["申-001", "申-002"])
    #expect(summary.claims.map(\.legalAidCase.number.printed) == ["案2", "案5"])
    #expect(summary.skipped.map(\.0.printed) == ["案1", "案3", "案4"])
    for (said, words) in zip(
      summary.skipped.map(\.1), ["等级（一类、二类、三类）", "标准是幅度（1,000.00 至 3,000.00 元）", "没有“四类”"])
    {
      #expect(said.contains(words))
    }
  }

  @Test("with nothing to claim a batch is refused and says why, case by case")
  func nothing() throws {
    let unpriced = try Session.sample(.graded("三类", nil), under: standardText())
    let refusal = try unpriced.refusal { _ = try submitBatch(unpriced) }
    #expect(refusal.name == "nothingToClaim")
    #expect(refusal.description.contains("案件 案1：标准是幅度"))
    #expect(refusal.description.contains("案件 案2："))
    let without = try Session.sample(.graded("一类"))
    let said = try without.refusal { _ = try submitBatch(without) }.description
    #expect(said.contains("案件 案1：没有登记本地区的补贴标准"))
    let empty = try Session.sample(InventedBook(), under: standardText())
    #expect(try empty.refusal { _ = try submitBatch(empty) }.name == "nothingToClaim")
  }

  @Test("a number that is taken refuses the whole batch")
  func allOrNothing() throws {
    var book = try quarterBook()
    book.claims.append(try .sample("申-002", case: "案7"))
    let session = try Session.sample(book, under: standardText())
    let refusal = try session.refusal { _ = try submitBatch(session) }
    #expect(refusal.name == "alreadyRegistered")
    #expect(refusal.description.contains("申-002"))
    #expect(try session.claim("申-001") == nil)
  }

  @Test("a rehearsed batch shows what it would claim and writes nothing")
  func rehearsal() throws {
    let session = try Session.sample(quarterBook(), under: standardText())
    let before = try session.head()
    #expect(try submitBatch(session.rehearsing).claims.count == 3)
    #expect(try session.head() == before)
    #expect(try session.claim("申-001") == nil)
  }
}
