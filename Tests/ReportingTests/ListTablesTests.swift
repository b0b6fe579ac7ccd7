import LedgerCore
import Reconciliation
import Reporting
import Testing

@Suite("未付、律所和中彩金各表")
struct ListTablesTests {
  /// Two firms written in two ways, unpaid work of both kinds, lottery money.
  private func book() throws -> SampleBook {
    var book = try SampleBook()
    try book.receive("本〔2024〕1号", .localBudget, fen: 5_000_000)
    try book.receive("彩〔2024〕2号", .lotteryFund, fen: 500_000)
    try book.payCase("民1", fen: 100_000, from: "彩〔2024〕2号")
    try book.payCase("民2", fen: 80_000, from: "本〔2024〕1号")
    try book.payCase("民3", fen: 70_000, from: "本〔2024〕1号")
    book.dossiers[1].legalAidCase?.firm = "甲(红寺堡)律师事务所"
    book.dossiers[1].lines[0].payee = "甲（红寺堡） 律师事务所"
    book.dossiers[2].lines = []
    try book.payDuty("值1", fen: 20_000, from: "本〔2024〕1号")
    try book.payDuty("值2", fen: 20_000, from: "本〔2024〕1号")
    book.duties[1].lines = []
    return book
  }

  private func table(_ id: String, _ document: Document) throws -> ReportTable {
    try #require(document.tables.first { $0.id == id }, "\(id)")
  }

  @Test("unpaid items stand with their age, and their classes add to the figures")
  func unpaid() throws {
    let document = try book().document()
    let text = try document.list(.unpaid, .csv)
    #expect(text.contains("案件,民3,宁夏罗山律师事务所,2024-03-10,296,,超过 90 日,700.00,0.00,700.00\r\n"))
    #expect(text.contains("值班,值2,宁夏罗山律师事务所,2024-02-01,334,,超过 90 日,200.00,0.00,200.00\r\n"))
    #expect(text.contains("合计,1,700.00,1,200.00,900.00\r\n"))
    #expect(text.contains("本年结案的案件 700.00 元"))
    #expect(document.figures[.unpaid].money == Money(fen: 90_000))
    #expect(!text.contains("张小明") && !text.contains("马律师"))
  }

  @Test("a firm is one row however its name is written, and its columns add to the figures")
  func firms() throws {
    let document = try book().document()
    let rows = try table("firms", document).rows.map { $0[0] }
    #expect(rows == [.text("宁夏罗山律师事务所"), .text("甲（红寺堡）律师事务所")])
    #expect(!document.tables.contains { $0.id == "lawyers" })
    #expect(try document.list(.handlers(isMasked: false), .text).contains("合计"))
  }

  @Test("lottery tables stand only where there is such money, and name who is to be checked")
  func lottery() throws {
    let document = try book().document()
    let ids = document.tables.map(\.id)
    #expect(
      ids.suffix(4) == ["lottery_funds", "lottery_by_type", "lottery_by_group", "lottery_checks"])
    let text = try document.list(.lottery, .csv)
    #expect(text.contains("中彩金余额,4000.00\r\n"))
    #expect(text.contains("民事,1,1,1000.00\r\n"))
    #expect(text.contains("其他（不属于五类）,1,1,1000.00\r\n"))
    #expect(text.contains("民1,1000.00,受援人不属于五类人员\r\n"))
    var without = try book()
    without.appropriations.removeLast()
    without.dossiers[0].lines = []
    #expect(try !without.document().tables.contains { $0.id.hasPrefix("lottery") })
    #expect(try without.document().list(.lottery, .text).contains("没有需要列出的内容"))
  }

  @Test("the figures of the lists come from facts, and rates from their two terms")
  func provenance() throws {
    let book = try book()
    let figures = try book.document().figures
    let facts = { (name: FigureName) in
      try book.trace(of: name).provenance(in: figures).facts.map { "\($0.kind.word) \($0.key)" }
    }
    #expect(try facts(.casesClosedLottery) == ["结案 民1"])
    #expect(try facts(.casesClosedPerCase) == ["结案 民2"])
    #expect(try facts(.casesClosedUnpaid) == ["结案 民3"])
    #expect(try facts(.casesPaidLottery) == ["有支付的案件 民1"])
    #expect(try facts(.paidCaseLottery) == ["支付 V-民1/1"])
    #expect(try facts(.unpaidCaseAmount) == ["核发未付余额 民3"])
    #expect(try facts(.unpaidDutyShifts) == ["值班未付余额 值2"])
    let rate = try book.trace(of: .executionRate).provenance(in: figures)
    #expect(rate.isRatio && rate.terms.map(\.figure.name) == [.paid, .available])
    let sheet = FigureSheet(of: book.bureau, rate, ledgerHead: "5f3c9a").written(.text)
    #expect(sheet.contains("3.64%") && sheet.contains("分母") && sheet.contains("两项相除"))
  }

  @Test("every format of every list holds the same totals", arguments: OutputFormat.allCases)
  func formats(format: OutputFormat) throws {
    let document = try book().document()
    for list in [Document.List.unpaid, .handlers(isMasked: true), .lottery] {
      let text = try document.list(list, format)
      #expect(!text.isEmpty && !text.contains("张小明"))
    }
    let unpaid = try document.list(.unpaid, format)
    #expect(unpaid.contains(format == .json ? "90000" : "900.00"))
  }
}
