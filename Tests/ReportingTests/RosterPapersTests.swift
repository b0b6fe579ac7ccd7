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
      "合计（大写）：人民币壹仟贰佰元零伍分", "制表：____________　　复核：____________　　审批：____________",
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

  @Test("a returned payment is negative, in figures and in capitals")
  func negative() throws {
    var line = try Self.rosters()[1].lines[0]
    line = .init(
      line: 1, use: line.use, subject: line.subject, recipient: line.recipient,
      lawyer: line.lawyer, basis: line.basis, document: line.document, amount: try .yuan("-50"))
    let roster = Roster(
      voucher: try .of("退1"), paidOn: try .of("2024-05-01"), payee: "甲律师事务所", lines: [line])
    let text = try papers.rosters([roster], .text)
    #expect(text.contains("-50.00"))
    #expect(text.contains("合计（大写）：人民币负伍拾元整"))
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
