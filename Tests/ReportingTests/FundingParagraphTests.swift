import LedgerCore
import Reconciliation
import ReportTemplates
import Reporting
import Testing

@Suite("公开文字")
struct FundingParagraphTests {
  @Test("the example reads as it was published")
  func example() throws {
    let published = """
      红寺堡区2024年共受理法律援助案件364件，已办结352件，共申报25.5万元；\
      本年度法律援助业务经费拨付26万元，其中：中央及地方转移性支付资金拨付25万元，\
      本级财政拨付1万元，以案定补案件支出25.5万元，值班律师法律帮助补贴支出0.86万元。
      """
    #expect(try SampleBook.hongsibu().document().paragraph(.text) == published + "\n")
  }

  @Test("an empty year prints the standing clauses with zeros")
  func emptyYear() throws {
    let paragraph = try SampleBook().document().paragraph
    #expect(
      paragraph == """
        红寺堡区2024年共受理法律援助案件0件，已办结0件，共申报0万元；\
        本年度法律援助业务经费拨付0万元，其中：中央及地方转移性支付资金拨付0万元，\
        本级财政拨付0万元，以案定补案件支出0万元，值班律师法律帮助补贴支出0万元。
        """)
  }

  /// A change to a book and the clause that it, and only it, brings about.
  struct Clause: Sendable, CustomTestStringConvertible {
    let text: String
    let change: @Sendable (inout SampleBook) throws -> Void
    var testDescription: String { text }

    static let all: [Clause] = [
      Clause(text: "共申报0万元；上年结转2万元，本年度") { $0.open(fen: 2_000_000) },
      Clause(text: "本级财政拨付1万元，彩票公益金拨付3万元，以案") {
        try $0.receive("甲〔2024〕1号", .lotteryFund, fen: 3_000_000)
      },
      Clause(text: "本级财政拨付1万元，捐赠资金拨付0.5万元，以案") {
        try $0.receive("甲〔2024〕1号", .donation, fen: 500_000)
      },
      Clause(text: "本级财政拨付1万元，其他资金拨付0.07万元，以案") {
        try $0.receive("甲〔2024〕1号", .other, fen: 70_000)
      },
      Clause(text: "本级财政拨付1万元，本年收回0.4万元，以案") {
        try $0.recall("本〔2024〕1号", fen: 400_000)
      },
      Clause(text: "补贴支出0万元，法律咨询支出0.1万元。") {
        try $0.spend(.consultation, "付1", fen: 100_000, from: "本〔2024〕1号")
      },
      Clause(text: "补贴支出0万元，代拟法律文书支出0.1万元。") {
        try $0.spend(.drafting, "付1", fen: 100_000, from: "本〔2024〕1号")
      },
      Clause(text: "补贴支出0万元，办案直接费用支出0.1万元。") {
        try $0.spend(.directCosts, "付1", fen: 100_000, from: "本〔2024〕1号")
      },
      Clause(text: "补贴支出0万元，其他支出0.1万元。") {
        try $0.spend(.other, "付1", fen: 100_000, from: "本〔2024〕1号")
      },
      Clause(text: "补贴支出0万元，年末结余3万元。") { $0.open(fen: 2_000_000) },
      Clause(text: "上年结转1.5万元，本年度") {
        try $0.receive("结〔2023〕1号", .cityTransfer, fen: 1_500_000, year: 2024, origin: 2023)
      },
    ]
  }

  @Test("a clause stands only when the book has its money", arguments: Clause.all)
  func clauses(clause: Clause) throws {
    var book = try SampleBook()
    try book.receive("本〔2024〕1号", .localBudget, fen: 1_000_000)
    #expect(try !book.document().paragraph.contains(clause.text))
    try clause.change(&book)
    #expect(try book.document().paragraph.contains(clause.text))
  }

  @Test("a year that ends with nothing left or less has no closing clause")
  func noClosing() throws {
    for paid: Int64 in [1_000_000, 1_000_001] {
      var book = try SampleBook()
      try book.receive("本〔2024〕1号", .localBudget, fen: 900_000)
      book.open(fen: 100_000)
      try book.spend(.other, "付1", fen: paid, from: "本〔2024〕1号")
      #expect(try !book.document().paragraph.contains("结余"))
    }
  }

  @Test("before the year's end the paragraph says up to which day it speaks")
  func interim() throws {
    var book = try SampleBook(asOf: "2024-06-30")
    book.open(fen: 2_000_000)
    let paragraph = try book.document().paragraph
    #expect(paragraph.hasPrefix("截至2024年6月30日，红寺堡区2024年共受理"))
    #expect(paragraph.hasSuffix("，截至当日结余2万元。"))
    #expect(!paragraph.contains("年末"))
    let later = try SampleBook(asOf: "2025-03-31").document().paragraph
    #expect(later.hasPrefix("红寺堡区2024年共受理"))
  }

  @Test("nothing in a name is escaped, read as a template, or breaks the line")
  func namesAreText() throws {
    var book = try SampleBook()
    book.bureau = Bureau(agency: "局", region: "甲&乙<区>{{claimed}}\"\n\u{1B}[31m")
    let paragraph = try book.document().paragraph
    #expect(paragraph.hasPrefix("甲&乙<区>{{claimed}}\" 2024年共受理"))
    #expect(!paragraph.contains("\n") && !paragraph.contains("\u{1B}"))
  }

  @Test("a template that was not compiled in is an error, not an empty text")
  func missingTemplate() {
    #expect(throws: MissingTemplate(name: "notice")) {
      try ReportTemplates.text(of: "notice")
    }
  }

  @Test("printed sources and uses add to the printed totals", arguments: 0..<200)
  func printedPartsAdd(seed: UInt64) throws {
    let book = try SampleBook.odd(seed: seed, opening: seed % 2 == 0)
    let document = try book.document()
    let amounts = try printedAmounts(document.paragraph)
    let sum = { (names: [String]) in names.compactMap { amounts[$0] }.reduce(0, +) }
    let sources = ["转移性支付资金拨付", "本级财政拨付", "彩票公益金拨付", "捐赠资金拨付", "其他资金拨付"]
    #expect(sum(sources) == amounts["业务经费拨付"], "seed \(seed)")
    let uses = [
      "以案定补案件支出", "值班律师法律帮助补贴支出", "法律咨询支出", "代拟法律文书支出", "办案直接费用支出", "其他支出",
    ]
    #expect(sum(uses) == document.figures.wan(.paid)?.hundredths, "seed \(seed)")
    if let closing = amounts["年末结余"] {
      let available = sum(["上年结转", "业务经费拨付"]) - sum(["本年收回"])
      #expect(available - sum(uses) == closing, "seed \(seed)")
    }
  }

  /// The amounts of a paragraph in 0.01 万元, by the words before them.
  private func printedAmounts(_ paragraph: String) throws -> [String: Int64] {
    var amounts: [String: Int64] = [:]
    let names = [
      "转移性支付资金拨付", "本级财政拨付", "彩票公益金拨付", "捐赠资金拨付", "其他资金拨付", "业务经费拨付", "上年结转",
      "本年收回", "年末结余", "以案定补案件支出", "值班律师法律帮助补贴支出", "法律咨询支出", "代拟法律文书支出",
      "办案直接费用支出", "其他支出",
    ]
    for name in names {
      guard let end = paragraph.firstRange(of: name)?.upperBound else { continue }
      let text = paragraph[end...].prefix { $0 != "万" }
      amounts[name] = try Money(yuan: String(text)).fen
    }
    return amounts
  }

  @Test("an overspent year warns with the exact excess, and an even year does not")
  func warnings() throws {
    let warnings = try SampleBook.hongsibu().document().warnings
    #expect(warnings.contains { $0.hasPrefix("本年支出 26.36 万元，比可用资金 26 万元多 3,600.00 元") })
    #expect(warnings.contains { $0.contains("红财〔2024〕3号") && $0.contains("超支 3,600.00 元") })
    #expect(warnings.count == 2)
    #expect(try SampleBook.odd(seed: 7).document().warnings.isEmpty)
  }
}
