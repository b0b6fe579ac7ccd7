import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("成批核发和退回")
struct ManyClaimsTests {
  /// 申1 to 申3 wait, of 一类, 二类 and 三类 (a range that holds the claim); 申4 is approved, 申5 was
  /// returned, 申6 came a month later.
  private static func book() throws -> InventedBook {
    var book = try InventedBook.graded("一类", "二类", "三类", "一类", "一类", "二类")
    try book.claim("1")
    try book.claim("2")
    book.claims[1].claimedAmount = try .yuan("800")
    try book.claim("3")
    try book.claim("4", approved: "1000")
    try book.claim("5", returned: "2024-03-06")
    try book.claim("6", claimed: "2024-04-05")
    book.claims[5].claimedAmount = try .yuan("800")
    book.cases[1].firm = "乙 所"
    return book
  }

  private static let day = "2024-03-20"

  private func named(_ numbers: String...) throws -> ClaimSelection {
    .named(try numbers.map { ClaimSelection.Named(try .of($0)) })
  }

  @discardableResult
  private func approve(
    _ session: Session, _ selection: ClaimSelection, on day: String = day, reason: String? = nil
  ) throws -> ManyClaims {
    try RecordClaims(session).approve(selection, on: .of(day), by: "审核人乙", reason: reason)
      .recorded
  }

  private func words(_ many: ManyClaims) -> [String] {
    many.done.map { item in
      let amount = item.claim.approval?.amount.yuanText ?? "-"
      return "\(item.claim.number) \(amount) \(item.basis?.rawValue ?? "-")"
    }
  }

  @Test("all that wait are approved in one entry, at the standard's amount or the claim within it")
  func all() throws {
    let session = try Session.sample(Self.book(), under: standardText())
    let entry = try #require(try session.store.read { try $0.journal.lastEntry() }).number
    let many = try approve(session, .waiting(submitted: nil, firm: nil))
    #expect(words(many) == ["申1 1000.00 标准", "申2 800.00 标准", "申3 1000.00 申报数"])
    #expect(many.leftOut.isEmpty)
    #expect(try many.total() == .yuan("2800"))
    let last = try #require(try session.store.read { try $0.journal.lastEntry() })
    #expect(last.number == entry + 1 && last.factCount == 3)
    #expect(last.stamp.kind == "claim approve")
    let kept = try #require(try session.claim("申2"))
    #expect(try kept.approval == Approval(on: .of(Self.day), amount: .yuan("800")))
    #expect(kept.approvedBy == "审核人乙")
    #expect(try session.claim("申6")?.approval == nil)
    let nothing = try session.refusal {
      try approve(session, .waiting(submitted: nil, firm: nil))
    }
    #expect(nothing.name == "noClaims")
  }

  @Test("without a standard in force each is approved as it was claimed")
  func withoutStandard() throws {
    let session = try Session.sample(Self.book())
    let many = try approve(session, .waiting(submitted: nil, firm: nil))
    #expect(words(many) == ["申1 1000.00 申报数", "申2 800.00 申报数", "申3 1000.00 申报数"])
    let later = try Session.sample(Self.book(), under: standardText(from: "2024-03-02"))
    #expect(
      words(try approve(later, .waiting(submitted: nil, firm: nil))).allSatisfy {
        $0.hasSuffix("申报数")
      })
  }

  @Test("a firm, however it is written, and a span narrow what waits")
  func narrowed() throws {
    let session = try Session.sample(Self.book(), under: standardText())
    #expect(
      try approve(session.rehearsing, .waiting(submitted: nil, firm: "乙所")).done
        .map(\.claim.number.printed) == ["申2"])
    let april = Span(try #require(Month(text: "2024-04")))
    #expect(
      words(try approve(session, .waiting(submitted: april, firm: nil), on: "2024-04-30"))
        == ["申6 800.00 标准"])
  }

  @Test("what asks for a reason is left out of all that wait, and done once a reason is given")
  func leftOut() throws {
    var book = try Self.book()
    book.claims[0].claimedAmount = try .yuan("900")
    book.claims[2].claimedAmount = try .yuan("5000")
    book.cases[5].grade = nil
    let session = try Session.sample(book, under: standardText())
    let many = try approve(
      session.rehearsing, .waiting(submitted: nil, firm: nil), on: "2024-04-30")
    #expect(words(many) == ["申2 800.00 标准"])
    #expect(many.leftOut.map(\.number.printed) == ["申1", "申3", "申6"])
    let said = many.words(in: .plain)
    for word in [
      "核发（2024-04-30）：", "合计 1 份，核发 800.00 元（人民币捌佰元整）", "不核发的 3 份：", "C04",
      "标准是幅度（1,000.00 至 3,000.00 元）", "标准算不出金额",
    ] {
      #expect(said.contains(word), "\(said)")
    }
    let reasoned = try approve(session, .waiting(submitted: nil, firm: nil), reason: "补差")
    #expect(words(reasoned) == ["申1 1000.00 标准", "申2 800.00 标准"])
    #expect(try session.lastStamp().reason == "补差")
  }

  @Test("one that is named and cannot be approved stops the whole, and every such one is told")
  func named() throws {
    let session = try Session.sample(Self.book(), under: standardText())
    let refusal = try session.refusal {
      try approve(session, try named("申1", "申4", "申5", "申９", " 申１", "申2"))
    }
    #expect(refusal.name == "claimsStopped")
    for word in ["有 4 份申报办不了，整批都没有记账", "已有核发", "已经退回", "没有登记", "写了不止一次"] {
      #expect(refusal.description.contains(word), "\(refusal)")
    }
    #expect(words(try approve(session, try named("申2", "申1"))).count == 2)
  }

  @Test("a list says which, and of which amount; what stands wrong in it is told by its line")
  func list() throws {
    let folder = try TemporaryFolder()
    let session = try Session.sample(Self.book(), under: standardText())
    let table = try folder.write(
      "三月核发\n序号,申报编号,案件编号,核发金额（元）\n1,申1,案1,\"1,000.00\"\n2,申２,案2,\n合计,,,1000\n", to: "核.csv")
    #expect(
      words(try approve(session.rehearsing, .listed(in: table)))
        == ["申1 1000.00 写明的金额", "申2 800.00 标准"])
    let lines = try folder.write("申1\n申3,1500\n\n", to: "单.txt")
    #expect(
      words(try approve(session.rehearsing, .listed(in: lines), reason: "批示"))
        == ["申1 1000.00 标准", "申3 1500.00 写明的金额"])
    let half = try folder.write("申1\n申4\n申1,800\n", to: "半.txt")
    let refusal = try session.refusal { try approve(session, .listed(in: half)) }
    #expect(refusal.description.contains("半.txt:2 — 申报 申4："))
    #expect(refusal.description.contains("半.txt:3 — 申报 申1：写了不止一次"))
  }

  /// A list that cannot be read, and the words about it.
  struct BadList: CustomTestStringConvertible, Sendable {
    let text: String
    let words: [String]
    var testDescription: String { text }
  }

  @Test(
    "of a list of which a row cannot be read nothing is done",
    arguments: [
      BadList(
        text: "申1,八百\n申2,-5\n申3,1.234\n",
        words: [".csv:1:2 — ", ".csv:2:2 — 核发金额不能小于 0", ".csv:3:2 — ", "共 3 处问题，一份也没有记账"]),
      BadList(text: "申报编号,核发金额\n申1,500\n合计,600\n", words: [":3:2 — 合计与上面各行相加不符"]),
      BadList(text: "申报编号,核发金额\n", words: ["没有列出申报编号"]),
      BadList(text: "\"申1\"甲\n", words: ["引号之后还有文字"]),
      BadList(text: "", words: ["空"]),
    ])
  func badLists(_ list: BadList) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(list.text, to: "单.csv")
    let refused = #expect(throws: ClaimListRefused.self) { try ClaimSelection.listed(in: path) }
    let said = try #require(refused).description
    for word in list.words { #expect(said.contains(word), "\(said)") }
  }

  @Test("a list that is not there is told so")
  func missingList() throws {
    let refused = #expect(throws: ClaimListRefused.self) {
      try ClaimSelection.listed(in: "没有.csv")
    }
    #expect(try #require(refused).description.contains("没有这个文件"))
  }

  @Test("many are sent back with one reason; one that was paid on stops those that are named")
  func sendBack() throws {
    var book = try Self.book()
    book.appropriations = [try .sample()]
    book.lines = [try .sample("凭1/1", case: "案4")]
    let session = try Session.sample(book)
    let returned = ClaimReturn(on: try .of(Self.day), reason: "缺材料")
    let refusal = try session.refusal {
      try RecordClaims(session).sendBack(try named("申1", "申4", "申5"), returned)
    }
    #expect(!refusal.description.contains("申报 申1："))
    #expect(refusal.description.contains("P04") && refusal.description.contains("已有退回"))
    let many = try RecordClaims(session).sendBack(
      .waiting(submitted: nil, firm: nil), returned
    ).recorded
    #expect(many.done.map(\.claim.number.printed) == ["申1", "申2", "申3"])
    #expect(try session.claim("申2")?.returned == returned)
    #expect(try session.lastStamp().kind == "claim return")
    #expect(many.words(in: .plain).contains("合计 3 份，申报 2,800.00 元"))
  }

  @Test("a day that has not come, and what the preview no longer fits, record nothing")
  func otherwiseRefused() throws {
    let session = try Session.sample(Self.book())
    let today = Session(
      store: session.store, operatorName: "经办人甲", now: session.now, today: try .of("2024-03-19"))
    #expect(
      try session.refusal { try approve(today, .waiting(submitted: nil, firm: nil)) }.name
        == "notYetHappened")
    let preview = try approve(session.rehearsing, .waiting(submitted: nil, firm: nil))
    #expect(preview.done.map(\.claim.number.printed) == ["申1", "申2", "申3"])
    let head = try session.head()
    try RecordClaims(session).approve(
      .of("申1"), on: .of(Self.day), amount: .yuan("1000"), by: "审核人乙")
    try RecordClaims(session).submit(try .sample("申7", case: "案5"))
    let late = Session(
      store: session.store, operatorName: "经办人甲", now: session.now, today: .latest,
      expectedHead: head)
    #expect(
      try session.refusal { try approve(late, preview.selection) }.description.contains("申1"))
    #expect(try session.claim("申2")?.approval == nil)
  }

  @Test("one approval without an amount takes the standard's, else what was claimed")
  func one() throws {
    let session = try Session.sample(Self.book(), under: standardText())
    let claims = RecordClaims(session)
    #expect(
      try claims.approve(.of("申2"), on: .of(Self.day), by: "审核人乙").recorded.approval?.amount
        == .yuan("800"))
    let free = RecordClaims(try Session.sample(Self.book()))
    #expect(
      try free.approve(.of("申3"), on: .of(Self.day), by: "审核人乙").recorded.approval?.amount
        == .yuan("1000"))
  }
}
