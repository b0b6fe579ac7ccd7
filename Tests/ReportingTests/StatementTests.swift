import LedgerCore
import Reconciliation
import Reporting
import Testing

@Suite("对账表")
struct StatementTests {
  @Test("an overspent year says so in a frame before everything else")
  func banner() throws {
    let text = try SampleBook.hongsibu().document().statement(.text)
    let frame = try #require(text.firstRange(of: String(repeating: "=", count: 80)))
    let heading = try #require(text.firstRange(of: "一、本年合计"))
    #expect(frame.lowerBound < heading.lowerBound)
    #expect(
      text.contains(
        """
        【注意】本年支出 263,600.00 元（26.36 万元），可用资金 260,000.00 元（26 万元），
                多支出 3,600.00 元（0.36 万元）。

        """))
    for cause in ["未登记的上年结转", "未登记的指标", "应由其他资金承担的支出", "误记"] {
      #expect(text.contains(cause))
    }
  }

  @Test("a year within its means has no frame, in any format", arguments: OutputFormat.allCases)
  func noBanner(format: OutputFormat) throws {
    let calm = try SampleBook.odd(seed: 7).document().statement(format)
    #expect(!calm.contains("【注意】") && !calm.contains("多支出"))
    if format != .json {
      #expect(try SampleBook.hongsibu().document().statement(format).contains("【注意】"))
    }
  }

  @Test("colour stands only where it is asked for, and only on the frame")
  func emphasis() throws {
    let document = try SampleBook.hongsibu().document()
    let plain = document.statement(.text)
    let emphasised = document.statement(.text, emphasis: true)
    #expect(!plain.contains("\u{1B}"))
    #expect(emphasised.contains("\u{1B}[1;31m【注意】本年支出 263,600.00 元"))
    let stripped = emphasised.replacing("\u{1B}[1;31m", with: "").replacing("\u{1B}[0m", with: "")
    #expect(stripped == plain)
    #expect(emphasised.split(separator: "\n").filter { $0.contains("\u{1B}") }.count == 4)
  }

  @Test("a stated opening that covers the excess takes the frame away and leaves the row's excess")
  func openingExplains() throws {
    var book = try SampleBook.hongsibu()
    book.open(fen: 359_999)
    let short = try book.document().statement(.text)
    #expect(short.contains("多支出 0.01 元") && short.contains("账上登记 3,599.99 元"))
    book.openings = []
    book.open(fen: 360_000)
    let document = try book.document()
    #expect(!document.statement(.text).contains("【注意】"))
    // No row holds what was stated (I08), and more is paid from one than it has.
    #expect(document.warnings.count == 2)
    #expect(document.statement(.text).hasSuffix("\n结果：有 1 项不符（严重 1 项）；勾稽关系有 1 项不平\n"))
  }

  @Test("an adjustment that covers the excess makes the year agree")
  func adjustmentCovers() throws {
    var book = try SampleBook.hongsibu()
    book.changes = [
      AppropriationChange(
        appropriation: book.appropriations[2].id, kind: .adjustment,
        changedOn: try Day(text: "2024-06-01"), amount: Money(fen: 360_000), reason: "追加")
    ]
    let document = try book.document()
    #expect(!document.result.isOutstanding)
    #expect(document.warnings.isEmpty)
    #expect(document.statement(.text).hasSuffix("\n结果：对账相符\n"))
  }

  @Test("the verdict counts what does not agree, by severity")
  func verdict() throws {
    let document = try SampleBook.hongsibu().document()
    #expect(document.result.isOutstanding)
    let line = "结果：有 2 项不符（严重 1 项，重要 1 项）\n"
    #expect(document.statement(.text).hasSuffix(line))
    #expect(document.statement(.markdown).hasSuffix("## " + line))
  }

  @Test("a finding that is only information is said beside the verdict, not in it")
  func information() throws {
    var book = try SampleBook()
    try book.receive("本〔2024〕1号", .localBudget, fen: 1_000_000)
    book.appropriations[0].receivedOn = try Day(text: "2024-06-01")
    try book.spend(.other, "付1", fen: 1_000, from: "本〔2024〕1号")
    let document = try book.document()
    #expect(!document.result.isOutstanding)
    #expect(document.statement(.text).hasSuffix("\n结果：对账相符；另有提示 1 项\n"))
    #expect(document.statement(.text).contains("【提示】F02 未下达先支付（1 项）"))
  }

  @Test("what cannot be tested is said beside the verdict, not in it")
  func notTestable() throws {
    var book = try SampleBook.odd(seed: 7)
    book.standards = StandardRegister()
    let document = try book.document()
    #expect(document.result.findings.map(\.rule) == ["C05"])
    #expect(!document.result.isOutstanding)
    let line = "结果：对账相符；另有无法核验 1 项\n"
    #expect(document.statement(.text).hasSuffix("\n" + line))
    #expect(document.statement(.markdown).hasSuffix("## " + line))
    #expect(document.statement(.csv).contains("\r\n提示,C05,与标准不符,无法核验,2024,"))
    book = try SampleBook.hongsibu()
    book.standards = StandardRegister()
    let both = "结果：有 2 项不符（严重 1 项，重要 1 项）；另有无法核验 1 项\n"
    #expect(try book.document().statement(.text).hasSuffix(both))
  }

  @Test("what is printed may be capped, what is counted never")
  func top() throws {
    var book = try SampleBook()
    for index in 1...5 {
      try book.spend(.other, "付\(index)", fen: 1_000, from: "无〔2024〕9号")
    }
    let document = try book.document()
    for format in [OutputFormat.text, .markdown, .html] {
      let capped = document.statement(format, top: 2)
      #expect(capped.contains("F06 无此指标（5 项）") && capped.contains("另有 3 项没有列出"))
      #expect(capped.contains("付2/1") && !capped.contains("付3/1"))
      #expect(document.statement(format).contains("付5/1"))
      #expect(!document.statement(format).contains("没有列出"))
      #expect(document.statement(format, top: -1).contains("另有 5 项没有列出"))
    }
    for format in [OutputFormat.csv, .json] {
      #expect(document.statement(format, top: 2) == document.statement(format))
    }
  }

  @Test("each finding stands with its rule, day, amount, sentence, basis and advice")
  func findingInFull() throws {
    var book = try SampleBook()
    try book.spend(.other, "付1", fen: 123_400, from: "无〔2024〕9号")
    let finding = try #require(try book.result().findings.first { $0.rule == "F06" })
    let rule = try #require(RuleCatalogue.description(of: "F06"))
    let document = try book.document()
    let text = document.statement(.text).replacing("\n     ", with: "").replacing(
      "\n        ", with: "")
    let csv = document.statement(.csv)
    for part in [rule.title, rule.basis, rule.advice.words, finding.message, finding.subject] {
      #expect(text.contains(part), "\(part)")
      #expect(csv.contains(part), "\(part)")
    }
    #expect(text.contains("付1/1  2024-05-20  1,234.00 元"))
    #expect(csv.contains("\r\n严重,F06,无此指标,不符,付1/1,1234.00,2024-05-20,"))
  }

  @Test("no person's name leaves the session on any page", arguments: OutputFormat.allCases)
  func noNames(format: OutputFormat) throws {
    var book = try SampleBook.hongsibu()
    book.dossiers[0].legalAidCase?.firm = "王大力"
    book.dossiers[0].legalAidCase?.lawyer = "李承办"
    let document = try book.document()
    #expect(document.result.findings.contains { $0.rule == "P09" })
    for page in [document.statement(format), document.tables(format), document.paragraph(format)] {
      for name in ["张小明", "马律师", "王大力", "李承办"] { #expect(!page.contains(name)) }
    }
  }

  @Test("what was looked at stands at the end")
  func scope() throws {
    let text = try SampleBook.hongsibu().document().statement(.text)
    #expect(text.contains("案件卷宗：364 宗\n值班记录：86 次\n"))
    #expect(text.contains("支付明细（含冲销）：92 行，金额 263,600.00 元\n"))
  }

  @Test("a subject from a file cannot reach the terminal raw")
  func hostileSubject() throws {
    var book = try SampleBook()
    try book.spend(.other, "付\u{1B}[2J1|=", fen: 1_000, from: "=无\u{202E}9号")
    let document = try book.document()
    for format in [OutputFormat.text, .markdown, .csv, .html] {
      let page = document.statement(format)
      #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}"))
    }
    #expect(document.statement(.csv).contains(",'=无9号,"))
    #expect(!document.statement(.json).contains("\u{1B}"))
  }
}
