import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// A standard that asks for everything a case can say of itself.
///
/// 本地 1,000 and 跨市 1,500 yuan; 跨省 adds 1,000, 速裁 is a half of the whole; 2 yuan a page; actual
/// travel costs up to 500; and a quality factor of 80 to 120 per cent at discretion.
private let detailed = """
  名称: 计价标准
  文号: 标1
  地区: 测试区
  生效: {自: 2024-01-01}
  版本依据: 结案
  来源: 测试
  取整: {时点: 结果, 单位: 分, 方式: 四舍五入}
  用语: {地域: [本地, 跨市], 标记: [跨省, 速裁], 结案方式: [庭前撤诉]}
  标准:
    - {编号: 本地, 条款: 第一条, 适用: {地域: 本地, 结案方式: 办结}, 金额: 1000}
    - {编号: 跨市, 条款: 第一条, 适用: {地域: 跨市, 结案方式: 办结}, 金额: 1500}
    - {编号: 庭前撤诉, 条款: 第一条, 适用: {结案方式: 庭前撤诉}, 金额: 600}
  调整:
    - {编号: 跨省, 条款: 第二条, 适用: {标记: 跨省}, 增加: 1000}
    - {编号: 速裁, 条款: 第二条, 适用: {标记: 速裁}, 倍数: 0.5}
    - {编号: 页数, 条款: 第三条, 标准: [本地, 跨市], 增加: {每单位: 2, 数量: 页数}}
    - {编号: 差旅, 条款: 第四条, 标准: [本地, 跨市], 增加: {实际费用: 差旅费, 最高: 500}}
    - {编号: 质量, 条款: 第五条, 标准: [本地, 跨市], 裁量: {最低: 80%, 最高: 120%}}
  """

extension CaseDetails {
  /// The details that a test writes: `地域 本地; 标记 跨省、速裁; 计价数量 页数=3`.
  fileprivate init(_ words: String) throws {
    self.init()
    for item in words.split(separator: ";").map({ $0.trimmed }) where !item.isEmpty {
      let sides = item.split(separator: " ", maxSplits: 1).map(String.init)
      try say(try #require(Part(rawValue: sides[0]), "\(words)"), sides[1])
    }
  }

  /// Everything that the standard asks for, in a random way, with the price in fen worked out here
  /// by plain arithmetic.
  fileprivate static func random(
    _ generator: inout SeededGenerator
  ) throws -> (details: CaseDetails, fen: Int64) {
    let isNear = generator.number(0...1) == 0
    let isFar = generator.number(0...1) == 0
    let isFast = generator.number(0...3) == 0
    let pages = generator.number(0...4_000)  // hundredths
    let travel = generator.number(0...90_000)  // fen
    let share = generator.number(80...120)
    var flags = isFar ? ["跨省"] : []
    if isFast { flags.append("速裁") }
    let details = try CaseDetails(
      """
      地域 \(isNear ? "本地" : "跨市"); 标记 \(flags.isEmpty ? "无" : flags.joined(separator: "、"));
      计价数量 页数=\(pages / 100).\(String(pages % 100 + 100).dropFirst());
      实际费用 差旅费=\(travel / 100).\(String(travel % 100 + 100).dropFirst());
      裁量 质量=\(share)%（评查）
      """.replacing("\n", with: " "))
    // In two-hundredths of a fen.
    var amount: Int64 = isNear ? 100_000 : 150_000
    if isFar { amount += 100_000 }
    amount *= 200
    if isFast { amount /= 2 }
    amount += Int64(pages) * 2 * 200
    amount += Int64(min(travel, 50_000)) * 200
    amount *= Int64(share)
    return (details, (amount + 10_000) / 20_000)
  }
}

@Suite("计价资料")
struct CaseDetailTests {
  /// A case closed on 1 March 2024, with details.
  private func book(_ details: String...) throws -> InventedBook {
    var book = InventedBook()
    for (index, words) in details.enumerated() {
      var added = try LegalAidCase.sample("案\(index + 1)", closed: "2024-03-01")
      added.details = try CaseDetails(words)
      book.cases.append(added)
    }
    return book
  }

  private static let whole =
    "地域 本地; 标记 跨省; 计价数量 页数=10; 实际费用 差旅费=80.50; 裁量 质量=100%（评查）"

  @Test("what was recorded is read, and stays when other things of the case change")
  func recorded() throws {
    let session = try Session.sample(book(Self.whole), under: detailed)
    try RecordCases(session).file(.of("案1"), on: .of("2024-03-09"))
    let stands = try session.store.read { try $0.cases.legalAidCase(.of("案1")) }
    #expect(try stands?.details == CaseDetails(Self.whole))
    #expect(stands?.filedOn != nil)
  }

  @Test(
    "a name that no standard has is refused with the nearest, and nothing is written",
    arguments: [
      ("地域 跨布", "地域“跨布”：是不是“跨市”？"), ("标记 跨盛", "标记“跨盛”：是不是“跨省”？"),
      ("计价数量 页 数量=3", "计价数量“页数量”：是不是“页数”？"),
      ("实际费用 差旅=3", "实际费用“差旅”：是不是“差旅费”？"),
      ("裁量 质亮=90%（评查）", "裁量“质亮”：是不是“质量”？"),
      ("结案情形 庭前撒诉", "结案情形“庭前撒诉”：是不是“庭前撤诉”？"),
    ])
  func unknownNames(words: String, told: String) throws {
    let session = try Session.sample(book(""), under: detailed)
    let claims = RecordClaims(session)
    let said = try session.words {
      _ = try claims.submit(.drafted(amount: "1", reason: "试", details: CaseDetails(words)))
    }
    #expect(said.contains(told), "\(said)")
    let cells = try CaseDetails.Part.allCases.compactMap { part in
      try CaseDetails(words).text(of: part).map { text in (part, text) }
    }.map { part, text in
      AmendedCell(
        try #require(Column.allCases.first { $0.detail == part }), text)
    }
    let amended = try session.words {
      _ = try AmendThing(session, cells, reason: "更正").amendCase(.of("案1"))
    }
    #expect(amended.contains(told), "\(amended)")
  }

  @Test(
    "a detail that is needed and missing is named, and there is no price",
    arguments: [
      ("标记 无; 计价数量 页数=1; 实际费用 差旅费=0", "地域（本地、跨市）"),
      ("地域 本地; 标记 无; 实际费用 差旅费=0", "没有给出页数"),
      ("地域 本地; 标记 无; 计价数量 页数=1", "实际费用“差旅费”计算，本案没有登记"),
    ])
  func missing(words: String, told: String) throws {
    let session = try Session.sample(book(words, Self.whole), under: detailed)
    let refused = try session.words { _ = try PriceCases(session.store)(.of("案1")) }
    #expect(refused.contains(told), "\(refused)")
    let batch = try RecordClaims(session).submitBatch(
      try #require(Quarter(year: .of(2024), number: 1)), on: .of("2024-03-05"), prefix: "申",
      by: "申报人甲"
    ).recorded
    #expect(batch.claims.map { $0.legalAidCase.number.printed } == ["案2"])
    #expect(batch.skipped.count == 1 && batch.skipped[0].1.contains(told))
  }

  @Test("C05 takes the details of a case, and is not tested where one is missing")
  func offStandard() throws {
    var book = try book(Self.whole, "地域 本地; 标记 跨省")
    try book.claim("1", approved: "2100.50", claimed: "2024-03-05")
    try book.claim("2", approved: "2000", claimed: "2024-03-05")
    let session = try Session.sample(book, under: detailed)
    let found = try session.offStandard()
    #expect(found.map(\.outcome) == [.notTestable])
    #expect(found[0].message.contains("案件 案2") && found[0].message.contains("页数"))
  }

  @Test("what a claim says of its case is recorded with the case, and contradicts nothing")
  func claimed() throws {
    let session = try Session.sample(book("地域 本地"), under: detailed)
    let claims = RecordClaims(session)
    let other = try session.words {
      _ = try claims.submit(.drafted(details: CaseDetails("地域 跨市")))
    }
    #expect(other.contains("地域与案件登记的（本地）不同"), "\(other)")
    let rest = "标记 跨省; 计价数量 页数=10; 实际费用 差旅费=80.50; 裁量 质量=100%（评查）"
    let priced = try claims.submit(.drafted(details: CaseDetails(rest))).recorded
    #expect(try priced.claim.claimedAmount == .yuan("2100.50"))
    let stands = try session.store.read { try $0.cases.legalAidCase(.of("案1"))?.details }
    #expect(try stands == CaseDetails(Self.whole))
  }

  @Test("once details are recorded, C05 stops a payment; before, it reminds")
  func stops() throws {
    var book = try book(Self.whole)
    try book.claim("1", approved: "1000", claimed: "2024-03-05")
    book.appropriations = [try .sample()]
    let session = try Session.sample(book, under: detailed)
    let dossier = try session.store.read { try $0.cases.dossier(.of("案1")) }
    func standing(_ dossier: Dossier) throws -> StandingFindings {
      try session.store.read { ledger in
        try StandingFindings(
          on: .legalAidCase(dossier), among: .init(), settings: .complete(in: ledger))
      }
    }
    #expect(try standing(dossier).stopping.map(\.rule).contains("C05"))
    #expect(try !standing(dossier).reminding.map(\.rule).contains("C05"))
    let plain = try Session.sample(.graded("一类"), under: standardText())
    try RecordClaims(plain).submit(.drafted(amount: "900", reason: "协商"))
    try RecordClaims(plain).approve(
      .of("申1"), on: .of("2024-03-10"), amount: .yuan("900"), by: "审核人乙", reason: "协商")
    let reminded = try plain.store.read { ledger in
      try StandingFindings(
        on: .legalAidCase(ledger.cases.dossier(.of("案1"))), among: .init(),
        settings: .complete(in: ledger))
    }
    #expect(reminded.reminding.map(\.rule).contains("C05"))
  }

  @Test("details follow a case to its new number, and are told in its history")
  func renumbered() throws {
    let session = try Session.sample(book(Self.whole), under: detailed)
    try RenumberCase(session)(.of("案1"), to: .of("案9"), reason: "写错")
    #expect(
      try session.store.read { try $0.cases.legalAidCase(.of("案9"))?.details }
        == CaseDetails(Self.whole))
    let told = try CaseHistory(session.store)(of: .of("案9")).map(\.words)
    #expect(told.contains { $0.hasPrefix("计价资料：地域 本地，标记 跨省") }, "\(told)")
  }

  @Test("C05 is silent on 1,000 claims that the standard priced, and names the first fen off")
  func thousand() throws {
    let seed: UInt64 = 19
    var generator = SeededGenerator(seed: seed)
    var book = InventedBook()
    for index in 1...1_000 {
      let (details, fen) = try CaseDetails.random(&generator)
      var added = try LegalAidCase.sample("案\(index)", closed: "2024-03-01")
      added.details = details
      book.cases.append(added)
      try book.claim(
        "\(index)", approved: Money(fen: fen + (index == 500 ? 1 : 0)).yuanText,
        claimed: "2024-03-05")
    }
    let session = try Session.sample(book, under: detailed)
    let found = try session.offStandard()
    #expect(found.map(\.subject) == ["申500"], "seed \(seed): \(found.first?.message ?? "")")
    #expect(found.first?.amount.fen == 1)
  }

  @Test("export and import keep every detail", arguments: [1, 2, 3])
  func exported(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var book = InventedBook()
    for index in 1...20 {
      var added = try LegalAidCase.sample("案\(index)", closed: "2024-03-01")
      if index % 5 != 0 { added.details = try CaseDetails.random(&generator).details }
      if index % 3 == 0 { added.details.closingManner = "庭前撤诉" }
      book.cases.append(added)
    }
    let folder = try TemporaryFolder()
    let session = try Session.sample(book, under: detailed)
    _ = try ExportTables(session.store)(into: folder.file("out"))
    let other = try Session.sample()
    _ = try ImportTables(other)([folder.file("out")]) { _ in }
    for expected in book.cases {
      let stands = try other.store.read { try $0.cases.legalAidCase(expected.number) }
      #expect(stands?.details == expected.details, "seed \(seed) \(expected.number)")
    }
  }

  @Test("what-if over a book with a fifth of its details missing says so")
  func whatIf() throws {
    var generator = SeededGenerator(seed: 5)
    var book = InventedBook()
    var expected: Int64 = 0
    for index in 1...100 {
      var added = try LegalAidCase.sample("案\(index)", closed: "2024-03-01")
      var (details, fen) = try CaseDetails.random(&generator)
      if index % 5 == 0 {
        details.quantities = [:]
        fen = 0
      }
      added.details = details
      expected += fen
      book.cases.append(added)
    }
    let session = try Session.sample(book, under: detailed)
    let trial = try TryStandard(session.store)(detailed, name: "稿.yaml", over: .of(2024))
    #expect(trial.total.cases == 80 && trial.total.low.fen == expected)
    #expect(trial.notPriced.count == 20)
    let notes = try trial.notes()
    #expect(notes.contains("有 20 件按这个标准算不出，没有计入：缺数量“页数” 20 件"), "\(notes)")
    #expect(notes[0].contains("只就算出的 80 件说"), "\(notes)")
  }

  @Test("a price asked of the ledger alone is the one recorded with the claim", arguments: [7, 8])
  func recomputed(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var book = InventedBook()
    var all: [CaseDetails] = []
    for index in 1...25 {
      book.cases.append(try .sample("案\(index)", closed: "2024-03-01"))
      all.append(try CaseDetails.random(&generator).details)
    }
    let session = try Session.sample(book, under: detailed)
    for (index, details) in all.enumerated() {
      let draft = try ClaimDraft.drafted(
        "申\(index + 1)", case: "案\(index + 1)", details: details)
      let claimed = try RecordClaims(session).submit(draft).recorded.claim
      #expect(
        try PriceCases(session.store)(claimed.caseNumber).amount.exact == claimed.claimedAmount,
        "seed \(seed)")
    }
  }
}

@Suite("导入计价资料")
struct DetailImportTests {
  private func imported(_ cells: String, header: String, under text: String?) throws -> Session {
    let session = try Session.sample()
    if let text { try session.load(text) }
    let folder = try TemporaryFolder()
    let table = """
      案件编号,案件类型,受援人,受理日期,结案日期,\(header)
      案1,民事,甲某,2024-01-05,2024-03-01,\(cells)
      """
    try table.write(toFile: folder.file("cases.csv"), atomically: true, encoding: .utf8)
    _ = try ImportTables(session)([folder.file("cases.csv")]) { _ in }
    return session
  }

  @Test("columns of the register are the details, in any of their forms")
  func columns() throws {
    let session = try imported(
      "跨市,\"速裁，跨省\",页数：３.50；,差旅费=¥80.5", header: "地域,标记,计价数量,实际费用", under: detailed)
    let details = try session.store.read { try $0.cases.legalAidCase(.of("案1"))?.details }
    #expect(
      try details == CaseDetails("地域 跨市; 标记 跨省、速裁; 计价数量 页数=3.5; 实际费用 差旅费=80.50"))
  }

  @Test(
    "a detail that cannot be read, or that no standard has, stops the import at its cell",
    arguments: [
      ("跨布", "地域", "是不是“跨市”？"), ("跨盛", "标记", "是不是“跨省”？"),
      ("页数", "计价数量", "没有写成“名称=数”"), ("页数=-3", "计价数量", "不是 0 或正数"),
      ("页数=3、页数=4", "计价数量", "写了两次"), ("差旅费=1.234", "实际费用", "不是 0 或正数"),
      ("质量=110%", "裁量", "没有写成“条款=百分比（理由）”"), ("无、跨省", "标记", "写了“无”，又写了别的"),
      ("彩票", "补贴资金来源", "不在允许的范围内"),
    ])
  func faults(cell: String, column: String, told: String) throws {
    #expect {
      _ = try imported(cell, header: column, under: detailed)
    } throws: { error in
      let words = "\(error)"
      return words.contains(told) && words.contains(":2:")
    }
  }

  @Test("every name of a row that no standard has is told at once")
  func everyFault() throws {
    #expect {
      _ = try imported("跨布,跨盛、跨生", header: "地域,标记", under: detailed)
    } throws: { error in
      let words = "\(error)"
      return ["跨布", "跨盛", "跨生"].allSatisfy { words.contains("“\($0)”") }
    }
  }

  @Test("without a standard nothing is held against names")
  func withoutStandard() throws {
    let session = try imported("某地,某标记", header: "地域,标记", under: nil)
    let details = try session.store.read { try $0.cases.legalAidCase(.of("案1"))?.details }
    #expect(details?.regionBand == "某地" && details?.flags == ["某标记"])
  }
}
