import LedgerCore
import Reporting
import TestSupport
import Testing

@Suite("发放表、公示表、免税申报清单")
struct RosterPapersTests {
  private let papers = Rosters(of: Bureau(agency: "测试区司法局", region: "测试区"))

  private static func rosters() throws -> [Roster] {
    [
      Roster(
        voucher: try .of("支-001"), paidOn: try .of("2024-04-01"), payee: "甲律师事务所",
        lines: [
          .init(
            line: 1, use: .perCaseSubsidy, subject: "测援〔2024〕1号", recipient: "马小明",
            firm: "甲律师事务所", lawyer: "欧阳建国", basis: "一类，核发 1,000.00 元", document: try .of("文1"),
            amount: try .yuan("1000")),
          .init(
            line: 2, use: .duty, subject: "值1", recipient: nil, firm: "乙所", lawyer: "王律",
            basis: "1 天 × 200.00 元", document: try .of("本1"), amount: try .yuan("200.05")),
        ]),
      Roster(
        voucher: try .of("支-002"), paidOn: try .of("2024-04-02"), payee: "李四",
        lines: [
          .init(
            line: 1, use: .perCaseSubsidy, subject: "测援〔2024〕2号", recipient: "张三丰",
            firm: "王小二（6222020200112233445）", lawyer: "李四", basis: "核发 50.00 元",
            document: try .of("文1"),
            amount: try .yuan("50"))
        ]),
    ]
  }

  @Test("a roster in text: heading, lines, 合计, 合计大写, the three who sign")
  func roster() throws {
    let text = try papers.rosters([Self.rosters()[0]], .text)
    for words in [
      "测试区司法局法律援助补贴发放表", "收款单位：甲律师事务所", "支付凭证：支-001", "支付日期：2024-04-01",
      "明细（金额单位：元）", "测援〔2024〕1号", "一类，核发 1,000.00 元", "欧阳建国", "1,200.05",
      "合计（大写）：人民币壹仟贰佰元零伍分", "签领", "开户行：______", "账号：______", "领款单位（盖章）：____________",
      "经办人（签字）：____________　　日期：____________", "制表：____________　　复核：____________　　审批：____________",
    ] {
      #expect(text.contains(words), "\(words) is not in\n\(text)")
    }
    #expect(text.contains("\n合计"))
  }

  @Test("each voucher has a roster of its own with its own total")
  func several() throws {
    let text = try papers.rosters(Self.rosters(), .text)
    #expect(text.components(of: "法律援助补贴发放表") == 2)
    #expect(text.components(of: "合计（大写）") == 2)
    #expect(text.contains("人民币伍拾元整"))
  }

  @Test(
    "recipients are masked in every format of every paper but the tax list",
    arguments: OutputFormat.allCases)
  func masked(format: OutputFormat) throws {
    let rosters = try Self.rosters()
    let roster = try papers.rosters(rosters, format)
    let notice = try papers.noticeTable(rosters).printed(format)
    for text in [roster, notice] {
      #expect(!text.contains("马小明") && !text.contains("张三丰"))
      #expect(text.contains("马某某") && text.contains("张某某"))
    }
    // Lawyers sign the roster; the notice masks them too, and a firm that is a person.
    #expect(roster.contains("欧阳建国"))
    #expect(!notice.contains("欧阳建国") && notice.contains("欧阳某某"))
    #expect(!notice.contains("李四") && notice.contains("李某某"))
    #expect(!notice.contains("小二") && !notice.contains("6222"))
    #expect(notice.contains("甲律师事务所"))
  }

  @Test("the notice runs through all vouchers with one total, each case with its firm and no payee")
  func notice() throws {
    let csv = try papers.noticeTable(Self.rosters()).printed(.csv)
    #expect(csv.contains("1,测援〔2024〕1号,马某某,甲律师事务所,欧阳某某,以案定补,2024-04-01,1000.00"))
    #expect(csv.contains("2,值1,,乙所,王某某,值班律师,2024-04-01,200.05"))
    #expect(csv.contains("3,测援〔2024〕2号,张某某,王某某,李某某,以案定补,2024-04-02,50.00"))
    #expect(csv.contains("1250.05"))
  }

  /// What became of a line of 50 yuan, and what closes its sheet.
  struct Closing: Sendable {
    let amounts: [(String, ReversalKind?)]
    let words: String
  }

  @Test(
    "a sheet with nothing to receive says what came back in figures, without capitals or a receipt",
    arguments: [
      Closing(amounts: [("-50", .bankReturn)], words: "退回：50.00 元"),
      Closing(amounts: [("-50", .correction)], words: "已冲销：50.00 元"),
      Closing(amounts: [("-50", .bankReturn), ("-1", .correction)], words: "已冲销：51.00 元"),
      Closing(amounts: [("50", nil), ("-50", .correction)], words: "已冲销：0.00 元"),
      Closing(amounts: [("50", nil), ("-50.01", .bankReturn)], words: "退回：0.01 元"),
      Closing(amounts: [("50", nil), ("-49.99", .bankReturn)], words: "合计（大写）：人民币壹分"),
    ])
  func nothingToReceive(closing: Closing) throws {
    let lines = try closing.amounts.enumerated().map { index, line in
      Roster.Line(
        line: index + 1, use: .perCaseSubsidy, subject: "案1", recipient: nil, lawyer: "李四",
        basis: "", document: try .of("文1"), amount: try .yuan(line.0), reversal: line.1)
    }
    let roster = Roster(
      voucher: try .of("退1"), paidOn: try .of("2024-05-01"), payee: "甲律师事务所", lines: lines)
    let text = try papers.rosters([roster], .text)
    #expect(text.contains(closing.words), "\(text)")
    let isReceived = closing.words.contains("大写")
    for words in ["大写", "盖章", "账号"] { #expect(text.contains(words) == isReceived, "\(words)") }
    #expect(!text.contains("负") && text.contains("制表"))
  }

  @Test(
    "a registered payee stands in full with its account, on paper only",
    arguments: OutputFormat.allCases)
  func account(format: OutputFormat) throws {
    let payee = Payee(
      number: 1, name: "甲律师事务所", aliases: ["李四"],
      account: BankAccount(bank: "中国银行某支行", number: try AccountNumber("6222020200112233")))
    let rosters = try Self.rosters().map {
      Roster(
        voucher: $0.voucher, paidOn: $0.paidOn, payee: $0.payee, registered: payee, lines: $0.lines)
    }
    let paper = try papers.rosters(rosters, format)
    let isPaper = format != .json
    #expect(paper.contains("6222 0202 0011 2233") == isPaper, "\(paper)")
    #expect(paper.contains("中国银行某支行") == isPaper)
    #expect(!paper.contains("6222020200112233"))
    // The voucher writes the name of the second otherwise.
    #expect(paper.contains("甲律师事务所（凭证上写作：李某某）") == isPaper)
    let screen = try papers.rosters(rosters, format, showsAccounts: false)
    #expect(!screen.contains("0011") && screen.contains("2233") == isPaper)
    #expect(!(try papers.noticeTable(rosters).printed(format)).contains("2233"))
  }

  @Test("the notice lists no return and nothing taken back; of what was in part, what is left")
  func noticeWithoutReturns() throws {
    let template = try Self.rosters()[0].lines[0]
    func line(_ subject: String, _ amount: String, left: String?, _ kind: ReversalKind? = nil)
      throws
      -> Roster.Line
    {
      Roster.Line(
        line: 1, use: .perCaseSubsidy, subject: subject, recipient: template.recipient,
        firm: template.firm, lawyer: template.lawyer, basis: "", document: template.document,
        amount: try .yuan(amount), reversal: kind, left: try left.map { try .yuan($0) })
    }
    let roster = Roster(
      voucher: try .of("支-003"), paidOn: try .of("2024-04-03"), payee: "甲律师事务所",
      lines: [
        try line("案全额", "100", left: nil), try line("案退完", "100", left: "0"),
        try line("案退半", "100", left: "40.5"), try line("退票", "-100", left: nil, .bankReturn),
        try line("更正", "-59.5", left: nil, .correction),
      ])
    let csv = try papers.noticeTable([roster]).printed(.csv)
    for words in ["1,案全额,", ",100.00\r\n", "2,案退半,", ",40.50\r\n", "140.50"] {
      #expect(csv.contains(words), "\(words) is not in\n\(csv)")
    }
    for words in ["案退完", "退票", "更正"] { #expect(!csv.contains(words)) }
    #expect(!csv.contains(",-"))
  }

  @Test("JSON names voucher, day, payee and total in fen")
  func json() throws {
    let json = try papers.rosters(Self.rosters(), .json)
    for words in [
      "\"voucher_number\": \"支-001\"", "\"paid_on\": \"2024-04-01\"", "\"payee\": \"甲律师事务所\"",
      "\"total_fen\": 120005", "\"id\": \"roster\"",
    ] {
      #expect(json.contains(words), "\(words) is not in\n\(json)")
    }
  }

  @Test("the tax list carries full names, no tax, its basis and a warning")
  func taxList() throws {
    let incomes: [ExemptIncome] = [
      .init(lawyer: "欧阳建国", payee: "甲律师事务所", caseCount: 2, amount: try .yuan("1800")),
      .init(lawyer: nil, payee: "乙所", caseCount: 1, amount: try .yuan("0.05")),
    ]
    let text = try papers.exemptIncomeTable(incomes, in: Span(.of(2024))).printed(.text)
    for words in [
      "测试区司法局 2024 年度法律援助补贴免税申报清单", "欧阳建国", "（没有登记承办人）", "1,800.05", "应扣税额",
      "法律援助法第五十二条", "2022年第25号", "不得公开",
    ] {
      #expect(text.contains(words), "\(words) is not in\n\(text)")
    }
    let csv = try papers.exemptIncomeTable(incomes, in: Span(.of(2024))).printed(.csv)
    #expect(csv.contains("甲律师事务所,欧阳建国,2,1800.00,0.00"))
    #expect(csv.contains("合计,,3,1800.05,0.00"))
  }

  @Test("a total that leaves 64 bits is refused")
  func overflow() throws {
    let line = try Self.rosters()[1].lines[0]
    let huge = Roster.Line(
      line: 1, use: line.use, subject: "", recipient: nil, lawyer: nil, basis: "",
      document: line.document, amount: Money(fen: .max))
    let roster = Roster(
      voucher: try .of("支"), paidOn: try .of("2024-05-01"), payee: "甲所", lines: [huge, line])
    #expect(throws: MoneyOverflow.self) { try papers.rosters([roster], .text) }
    #expect(throws: MoneyOverflow.self) { try papers.noticeTable([roster]).printed(.csv) }
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}
