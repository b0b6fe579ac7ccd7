import LedgerCore
import Reconciliation
import Reporting
import Testing

@Suite("文稿样式")
struct ParagraphVariantTests {
  private func text(_ variant: ParagraphVariant, _ book: SampleBook) throws -> String {
    try ParagraphTemplate(variant).text(book.document().values)
  }

  /// A book with lottery money: two cases paid from it, one from the bureau's own, one unpaid.
  private func lotteryBook() throws -> SampleBook {
    var book = try SampleBook()
    try book.receive("本〔2024〕1号", .localBudget, fen: 1_000_000)
    try book.receive("彩〔2024〕2号", .lotteryFund, fen: 500_000)
    try book.payCase("民1", fen: 134_150, from: "彩〔2024〕2号")
    try book.payCase("民2", fen: 134_150, from: "彩〔2024〕2号")
    try book.payCase("民3", fen: 174_600, from: "本〔2024〕1号")
    try book.payCase("民4", fen: 80_000, from: "本〔2024〕1号")
    book.dossiers[3].lines = []
    book.dossiers[0].legalAidCase?.recipientCategories = "妇女、农民工"
    book.dossiers[2].legalAidCase?.type = .criminal
    return book
  }

  @Test("the summary speaks of types, groups, sources, uses and rates")
  func summary() throws {
    #expect(
      try text(.summary, lotteryBook()) == """
        红寺堡区司法局2024年共受理法律援助案件4件，其中民事案件3件、刑事案件1件；\
        办结4件，其中民事案件3件、刑事案件1件。受援人按类别统计，同一人属于几类的分别计入：\
        农民工1人次、妇女1人次、其他人员3人次。共申报办案补贴0.52万元，核发0.52万元。
        本年度法律援助业务经费拨付1.5万元，其中本级财政1万元、彩票公益金0.5万元，经费到位率100.00%。\
        本年度支出0.44万元，其中以案定补0.44万元，经费执行率29.53%。\
        截至2024年12月31日，已核发或已值班、尚未支付的补贴0.08万元，其中案件0.08万元。
        """)
  }

  @Test("the lottery variant parts closed cases and their money by pot")
  func lottery() throws {
    #expect(
      try text(.lottery, lotteryBook()) == """
        红寺堡区2024年共受理法律援助案件4件，已办结4件，其中以案定补案件1件、中彩金案件2件、\
        尚未支付补贴的案件1件，共申报0.52万元；本年度法律援助业务经费拨付1.5万元，\
        其中：中央及地方转移性支付资金拨付0万元，本级财政拨付1万元，彩票公益金拨付0.5万元；\
        案件补贴支出0.44万元，其中以案定补案件支出0.17万元、中彩金案件支出0.27万元（2件），\
        值班律师法律帮助补贴支出0万元。
        """)
  }

  @Test("an empty year has no clause of parts, rates or comparison in any variant")
  func emptyYear() throws {
    for variant in ParagraphVariant.allCases {
      let text = try text(variant, SampleBook())
      for word in ["民事", "人次", "执行率", "到位率", "同比", "尚未支付", "结余", "中彩金"] {
        #expect(!text.contains(word), "\(variant): \(text)")
      }
      #expect(!text.contains("，，") && !text.contains("，。") && !text.contains("；。"))
    }
  }

  @Test("printed parts add to the printed totals in every variant", arguments: 0..<120)
  func partsAdd(seed: UInt64) throws {
    let book = try SampleBook.odd(seed: seed, opening: seed % 2 == 0)
    let figures = try book.document().figures
    let text = try text(.summary, book)
    for (total, next) in [("经费拨付", "经费到位率"), ("本年度支出", "经费执行率")] {
      let start = try #require(text.firstRange(of: total)).upperBound
      let clause = text[start...].prefix { $0 != "。" }
      let end = try #require(clause.firstRange(of: "，" + next)).lowerBound
      let amounts = try clause[..<end].matches(of: /([0-9.]+)万元/).map {
        try Money(yuan: String($0.1)).fen
      }
      #expect(amounts.dropFirst().reduce(0, +) == amounts.first, "seed \(seed): \(clause)")
    }
    let wan = { (name: FigureName) in figures.wan(name)?.hundredths ?? 0 }
    #expect(wan(.paidCase) == wan(.paidCaseRegular) + wan(.paidCaseLottery), "seed \(seed)")
    #expect(wan(.unpaid) == wan(.unpaidCaseAmount) + wan(.unpaidDutyAmount), "seed \(seed)")
  }

  @Test("the year before is compared where it has something, in percent")
  func comparison() throws {
    let now = try lotteryBook().document()
    var before = try SampleBook()
    try before.receive("本〔2024〕1号", .localBudget, fen: 2_000_000)
    for index in 1...4 { try before.payCase("旧\(index)", fen: 50_000, from: "本〔2024〕1号") }
    try before.accept("旧5")
    let values = ParagraphValues(
      now.figures, previous: try before.document().figures, of: before.bureau, in: before.period)
    let text = try ParagraphTemplate(.summary).text(values)
    #expect(text.contains("共受理法律援助案件4件，同比下降20.00%，其中民事"))
    #expect(text.contains("办结4件，与上年同期持平，其中民事"))
    #expect(text.contains("经费拨付1.5万元，同比下降25.00%，其中"))
    #expect(text.contains("本年度支出0.44万元，同比增长121.45%，其中"))
    let empty = ParagraphValues(
      now.figures, previous: try SampleBook().document().figures, of: before.bureau,
      in: before.period)
    #expect(try !ParagraphTemplate(.summary).text(empty).contains("同比"))
  }

  @Test("money that is registered and has not come lowers the rate of arrival")
  func arrival() throws {
    var book = try SampleBook(asOf: "2024-06-30")
    try book.receive("本〔2024〕1号", .localBudget, fen: 1_000_000)
    book.appropriations.append(
      Appropriation(
        id: AppropriationID(document: try number("本〔2024〕2号"), fiscalYear: book.period.year),
        source: .localBudget, receivedOn: try Day(text: "2024-09-01"), amount: Money(fen: 500_000)))
    let figures = try book.document().figures
    #expect(figures[.registered].money == Money(fen: 1_500_000))
    #expect(figures[.arrivalRate].rate?.text == "66.67%")
    #expect(try text(.summary, book).contains("经费到位率66.67%"))
    #expect(try text(.summary, book).hasPrefix("截至2024年6月30日，红寺堡区司法局2024年共"))
  }
}
