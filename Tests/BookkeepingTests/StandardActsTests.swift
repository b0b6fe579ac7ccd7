import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("补贴标准的登记和使用")
struct StandardActsTests {
  @Test("loading a standard appends its text as a fact")
  func loads() throws {
    let session = try Session.sample()
    let before = try session.head()
    let standard = try session.load(standardText())
    #expect(try session.head() != before)
    #expect(standard.citation == "测试标准（标1）")
    #expect(try session.versions.map(\.standard) == [standard])
    #expect(try session.lastStamp().kind == "standards load")
    let kept = try session.store.read { try $0.standards.all() }
    #expect(kept.map(\.number) == [1])
    #expect(kept.map(\.name) == ["标准.yaml"])
    #expect(kept.map(\.text) == [standardText()])
  }

  @Test("a standard with faults is refused with all of them, each at its line")
  func faults() throws {
    let session = try Session.sample()
    let text = standardText(amounts: ["-1", "800", "{最低: 3, 最高: 2}"])
    let lines = try session.words { try session.load(text, name: "新.yaml") }
      .split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(lines == ["新.yaml:10", "新.yaml:12"])
    #expect(try session.versions.isEmpty)
  }

  @Test(
    "a standard that does not fit the one that is there is refused",
    arguments: [
      (standardText("标2", from: "2024-06-01"), "重叠"),
      (standardText("标2", from: "2025-02-01"), "中间没有标准"),
      (standardText("标2", from: "2023-01-01", to: "2023-06-30"), "中间没有标准"),
      (standardText("标2"), "都从 2024-01-01 起生效"), (standardText(from: "2025-01-01"), "已经登记过"),
      (standardText("标2", region: "外地", from: "2025-01-01"), "已有测试区的补贴标准，不能再登记外地的"),
    ])
  func doesNotFit(text: String, words: String) throws {
    let session = try Session.sample(InventedBook(), under: standardText(to: "2024-12-31"))
    #expect(try session.words { try session.load(text) }.contains(words))
    #expect(try session.versions.count == 1)
  }

  @Test("a version that follows, or says what it replaces, ends the one before it")
  func follows() throws {
    let session = try Session.sample(
      InventedBook(), under: standardText(to: "2024-12-31"),
      standardText("标2", region: "测试 区", from: "2025-01-01"),
      standardText("标3", from: "2025-07-01", replaces: "标2"))
    #expect(
      try session.versions.map(\.inForce.words) == [
        "2024-01-01 至 2024-12-31", "2025-01-01 至 2025-06-30", "2025-07-01 起",
      ])
  }

  @Test("a rehearsal reads the standard, refuses as the act would, and writes nothing")
  func rehearsal() throws {
    let session = try Session.sample()
    let before = try session.head()
    #expect(try session.rehearsing.load(standardText()).title == "测试标准")
    #expect(try session.head() == before)
    #expect(try session.versions.isEmpty)
    let words = try session.words { try session.rehearsing.load(standardText(amounts: ["-1"])) }
    #expect(words.contains("标准.yaml:10"))
  }

  @Test("a registered case is priced by its grade and what a person adds")
  func pricesCase() throws {
    let session = try Session.sample(.graded("一类", "三类"), under: standardText())
    let price = PriceCases(session.store)
    let explanation = try price(.of("案1"), .init())
    #expect(try explanation.amount.exact == .yuan("1000"))
    #expect(explanation.line.printed == "一类")
    #expect(try price(.of("案1"), .init(flags: ["死刑"])).amount.exact == .yuan("2000"))
    #expect(try price(.of("案2"), .init()).amount.text == "1,000.00 至 3,000.00 元")
  }

  @Test(
    "a registered case is priced by the version its event chooses",
    arguments: [("结案", "1000"), ("指派", "1000"), ("申报", "2000")])
  func pricesByVersion(event: String, amount: String) throws {
    var book = try InventedBook.graded("一类")
    try book.claim("1")
    let session = try Session.sample(
      book, under: standardText(by: event),
      standardText("标2", from: "2024-03-03", by: event, replaces: "标1", amounts: ["2000"]))
    #expect(try PriceCases(session.store)(.of("案1"), .init()).amount.exact == .yuan(amount))
  }

  @Test(
    "a combination is priced by the version of the day",
    arguments: [("2024-12-31", "800"), ("2025-01-01", "900")])
  func pricesCombination(day: String, amount: String) throws {
    let session = try Session.sample(
      InventedBook(), under: standardText(),
      standardText("标2", from: "2025-01-01", replaces: "标1", amounts: ["1000", "900"]))
    let query = PricingQuery([.grade: "二类"])
    #expect(try PriceCases(session.store)(query, on: .of(day)).amount.exact == .yuan(amount))
  }

  @Test(
    "what cannot be priced says by name what is missing",
    arguments: [
      ("案9", nil, "案件 案9 没有登记"), ("案2", nil, "等级（一类、二类、三类）"),
      ("案3", nil, "没有“四类”"), ("案4", nil, "要看结案日期"), ("案5", nil, "本案的日期不在测试区任何一个版本"),
      (nil, "2023-12-31", "测试区在 2023-12-31 没有生效的补贴标准"),
      (nil, "2024-01-01", "等级（一类、二类、三类）"),
    ] as [(String?, String?, String)])
  func notPriced(number: String?, day: String?, words: String) throws {
    var book = try InventedBook.graded("一类", nil, "四类")
    try book.add("4", closed: nil)
    try book.add("5", closed: "2023-12-31")
    let session = try Session.sample(book, under: standardText())
    let price = PriceCases(session.store)
    let said = try session.words {
      if let number { _ = try price(.of(number), .init()) }
      if let day { _ = try price(PricingQuery(), on: .of(day)) }
    }
    #expect(said.contains(words))
  }

  @Test("without a standard nothing is priced")
  func noStandard() throws {
    let session = try Session.sample(.graded("一类"))
    let price = PriceCases(session.store)
    #expect(throws: StandardRegisterRefusal.noStandard(region: "本地区")) {
      try price(.of("案1"), .init())
    }
    #expect(throws: StandardRegisterRefusal.noStandard(region: "本地区")) {
      try price(PricingQuery(), on: .of("2024-01-01"))
    }
  }

  @Test("C05 cannot be tested before a standard is loaded, and speaks once it is")
  func rule() throws {
    var book = try InventedBook.graded("一类", "二类", "三类")
    for name in ["1", "2", "3"] { try book.claim(name, approved: "1000") }
    let session = try Session.sample(book)
    let before = try session.offStandard()
    #expect(before.map(\.outcome) == [.notTestable])
    #expect(before.map(\.subject) == ["2024"])
    try session.load(standardText())
    let after = try session.offStandard()
    #expect(after.map(\.subject) == ["申2"])
    #expect(after.map(\.amount) == [try .yuan("200")])
    #expect(after.map(\.outcome) == [.contradiction])
  }

  @Test(
    "an approval that differs from the standard is recorded with a reminder",
    arguments: [
      ("1", "1000", nil), ("1", "999.99", "-0.01"), ("1", "0", "-1000"), ("3", "3000", nil),
      ("3", "999", "-1"),
    ] as [(String, String, String?)])
  func reminders(name: String, amount: String, difference: String?) throws {
    var book = try InventedBook.graded("一类", "二类", "三类")
    book.claims = [try .sample(case: "案\(name)", amount: "3000")]
    let session = try Session.sample(book, under: standardText())
    let approval = Approval(on: try .of("2024-03-10"), amount: try .yuan(amount))
    if difference != nil {
      #expect(throws: Refusal.self) {
        try RecordClaims(session).approve(.of("申1"), approval, by: "审核人乙")
      }
    }
    let reminders = try RecordClaims(session).approve(
      .of("申1"), approval, by: "审核人乙", reason: difference == nil ? nil : "另有规定"
    ).reminders
    #expect(reminders.map(\.rule) == (difference == nil ? [] : ["C05"]))
    #expect(try reminders.map(\.amount) == [difference].compactMap(\.self).map { try .yuan($0) })
    #expect(try session.claim("申1")?.approval == approval)
  }
}

@Suite("名额和试算")
struct StandardYearTests {
  private func lines(
    _ session: Session, _ year: Int = 2024, approving number: String? = nil
  ) throws -> [StandardQuotas.Line] {
    try StandardQuotas(session.store)(
      .of(year), approving: number.map { try .of($0) })
  }

  /// 案1 一类 approved, 案2 一类 and 案3 二类 claimed, 案4 一类 returned, 案5 一类 not claimed, 案6 一类
  /// approved on a claim of 2023.
  private func quotaOffice(_ share: String) throws -> Session {
    var book = try InventedBook.graded("一类", "一类", "二类", "一类", "一类", "一类")
    try book.claim("1", approved: "1000")
    try book.claim("2")
    try book.claim("3")
    try book.claim("4", approved: "1000", returned: "2024-03-12")
    try book.claim("6", approved: "1000", claimed: "2023-12-31")
    return try Session.sample(book, under: standardText(parts: quotaText(share)))
  }

  @Test("a quota counts what is approved of what is claimed in the year, now and one approval on")
  func quotas() throws {
    let session = try quotaOffice("34%")
    let line = try #require(try lines(session, approving: "案2").first)
    #expect(line.name == "一类案件")
    #expect(line.clause == "第三条")
    #expect([line.now.counted, line.now.base, line.now.allowed] == [1, 3, 1])
    #expect([line.then.counted, line.then.base, line.then.allowed] == [2, 3, 1])
    #expect(line.now.isWithin)
    #expect(!line.then.isWithin)
    #expect(line.words == "名额“一类案件”：已核发 1 件，核发本件后 2 件，已申报 3 件，最多 1 件，超出名额")
  }

  @Test(
    "what is approved already, is of another grade or is not claimed changes no quota",
    arguments: ["案1", "案3", "案4", "案5", "案6", nil])
  func quotaUnchanged(number: String?) throws {
    let line = try #require(try lines(try quotaOffice("67%"), approving: number).first)
    #expect(line.now == line.then)
    #expect(line.words == "名额“一类案件”：已核发 1 件，已申报 3 件，最多 2 件")
  }

  @Test("a year without a claim counts none; one without a quota in force has no line")
  func noQuotas() throws {
    let session = try quotaOffice("50%")
    let line = try #require(try lines(session, 2025).first)
    #expect([line.now.counted, line.now.base] == [0, 0])
    #expect(try lines(session, 2023).isEmpty)
    #expect(try lines(.sample(.graded("一类"), under: standardText())).isEmpty)
    #expect(try lines(.sample(.graded("一类"))).isEmpty)
  }

  /// Three cases that finished in 2024, one of them criminal and paid from 文1, and others that did
  /// not; 3,000 yuan of 文1 and 200 of duty paid.
  private func trialBook() throws -> InventedBook {
    var book = try InventedBook.graded("一类", "二类")
    try book.add("3", grade: "一类", type: .criminal)
    try book.add("4", closed: nil)
    try book.add("5", outcome: .terminated)
    try book.add("6", closed: "2023-12-31")
    try book.claim("1", approved: "700")
    try book.claim("2", approved: "600", returned: "2024-03-12")
    try book.claim("3", approved: "900")
    book.appropriations = [try .sample(amount: "3000")]
    book.shifts = [try .sample()]
    book.lines = [try .sample(amount: "900", case: "案3"), try .dutySample()]
    return book
  }

  private func trial(
    _ text: String, of book: InventedBook? = nil
  ) throws -> TryStandard.Trial {
    let session = try Session.sample(book ?? trialBook())
    let before = try session.head()
    let trial = try TryStandard(session.store)(text, name: "稿.yaml", over: .of(2024))
    #expect(try session.head() == before)
    return trial
  }

  @Test("a draft is summed by type and by source, whatever days it is in force")
  func sums() throws {
    let trial = try trial(standardText(from: "2030-01-01"))
    #expect(trial.title == "测试标准（标1）")
    let rows = trial.rows.map { row in
      "\(row.name) \(row.cases ?? -1) \(row.approved?.yuanText ?? "-") "
        + "\(row.low?.yuanText ?? "-") \(row.high?.yuanText ?? "-")"
    }
    #expect(
      rows.sorted() == [
        "合计 3 1600.00 2800.00 2800.00", "来源：中央转移支付 1 900.00 1000.00 1000.00",
        "来源：未付 2 700.00 1800.00 1800.00", "类型：刑事 1 900.00 1000.00 1000.00",
        "类型：民事 2 700.00 1800.00 1800.00",
      ])
    #expect(rows.last?.hasPrefix("合计") == true)
    #expect(try trial.available == .yuan("3000"))
    #expect(try trial.paidOther == .yuan("200"))
    #expect(trial.notPriced.isEmpty)
  }

  @Test(
    "the year's money covers the draft at its highest, or it says what is short",
    arguments: [
      (["1000", "800"], true, "值班等其他支出 200.00 元：够"),
      (["1000", "800.01"], false, "按最高数还差 0.01 元"),
      (["{最低: 1, 最高: 1000}", "{最低: 1, 最高: 800}"], true, "：够"),
      (["{最低: 1, 最高: 2000}", "800"], false, "按最高数还差 2,000.00 元"),
      (["{最低: 1}", "800"], nil, "有的标准没有上限"),
    ] as [([String], Bool?, String)])
  func covered(amounts: [String], isCovered: Bool?, note: String) throws {
    let quoted = amounts.map { $0.contains(".") ? "\"\($0)\"" : $0 }
    let trial = try trial(standardText(amounts: quoted))
    #expect(try trial.isCovered() == isCovered)
    let notes = try trial.notes()
    #expect(notes.first?.contains(note) == true)
  }

  @Test("cases the draft does not price are named with the reason and not counted")
  func notPriced() throws {
    var book = try trialBook()
    try book.add("7", grade: nil)
    try book.add("8", grade: "四类")
    let trial = try trial(standardText(), of: book)
    #expect(trial.notPriced.map(\.0.printed) == ["案7", "案8"])
    #expect(trial.notPriced.first?.1.contains("等级（一类、二类、三类）") == true)
    #expect(trial.total.cases == 3)
    let notes = try trial.notes()
    #expect(notes.contains("有 2 件按这个标准算不出，没有计入：标准没有规定这种情形 1 件；缺等级 1 件"))
    #expect(notes.first?.hasSuffix("：只就算出的 3 件说，够") == true)
    #expect(notes.contains("终止 1 件不在试算之内"))
    #expect(notes.contains("有 3 件没有登记标记，按没有标记计算"))
    #expect(trial.leftOut.map(\.0.printed) == ["案7", "案8", "案5"])
  }

  @Test("a draft with faults is not tried")
  func draftFaults() throws {
    let session = try Session.sample(trialBook())
    let words = try session.words {
      _ = try TryStandard(session.store)(
        standardText(amounts: ["-1"]), name: "稿.yaml", over: .of(2024))
    }
    #expect(words.hasPrefix("稿.yaml:10 — "))
  }
}
