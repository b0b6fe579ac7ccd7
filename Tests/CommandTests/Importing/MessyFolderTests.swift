import Foundation
import TestSupport
import Testing

/// Six tables as offices really keep them: GB18030, title rows, columns in any order, full-width
/// digits, subtotals and totals.
enum MessyFolder {
  static let tables = [
    "1指标.csv": """
    红寺堡区司法局法律援助经费指标登记表,,,,,
    制表：财务室,,,,2024年12月31日,
    金额（元）,下达日期,预算年度,资金来源,指标文号,经办人电话
    "￥１０，０００．００",2024年1月10日,２０２４,省级转移支付,宁财[2024]1号,０９５１－１
    "5,000",2024.1.12,2024,本级财政,红财（２０２４）2号,
    "15,000.00",,,,合　计,
    """,
    "2案件.csv": """
    ,案件登记表,,,,,,,
    受援人,案件类型,结案日期,受理日期,案件编号,承办单位,承办人,指派日期,备注栏
    买买提·某,民事,２０２４年３月１日,2024-01-05,红援〔2024〕民1号,甲律师事务所,王五,2024/1/6,
    李四,刑事,2024/3/2,20240106,红援(2024)刑2号,乙律师事务所,赵六,2024-1-7 00:00:00,急
    张三,行政,,2024-11-01,红援〔2024〕行3号,,,,
    """,
    "3申报.csv": """
    核发金额,申报编号,申报金额,核发日期,案件编号,申报日期,申报人,审核人
    1500.00,申1,１５００元,2024-03-20,红援（2024）民1号,2024-03-10,王五,钱七
    "2,000",申2,"￥2,000",2024-03-20,红援〔2024〕刑2号,2024-03-10,赵六,钱七
    "3,500.00",合计,"3,500.00",,,,,
    """,
    "4值班.csv": """
    值班表,,,,,,,,
    值班编号,值班日期,值班地点,值班律师,所属单位,数量,计量单位,标准,补贴金额
    值1,2024-02-01,看守所,周八,甲律师事务所,1,天,200,200
    值2,2024-02-02,看守所,周八,甲律师事务所,１．５,半天,２００,３００
    """,
    "5支付.csv": """
    支付凭证号,支付日期,支出用途,案件编号,值班编号,指标文号,金额,收款单位,承办人,冲销凭证号
    支1,2024-04-01,以案定补,红援【2024】民1号,,宁财〔2024〕1号,"1,500.00",甲律师事务所,王五,
    支2,2024-04-01,以案定补,红援〔2024〕刑2号,,宁财〔2024〕1号,2000,乙律师事务所,赵六,
    支3,2024-04-02,值班律师,,值1,红财〔2024〕2号,200,甲律师事务所,,
    小计,,,,,,"3,700.00",,,
    支4,2024-04-03,值班律师,,值2,红财〔2024〕2号,300,甲律师事务所,,
    支5,2024-04-05,值班律师,,值2,红财〔2024〕2号,300,甲律师事务所,,支4
    支6,2024-04-06,值班律师,,值2,红财〔2024〕2号,300.00,甲律师事务所,,
    总计,,,,,,"4,000.00",,,
    """,
    "6国库.csv": """
    流水号,日期,收款人,金额,摘要,支付凭证号
    国1,2024-04-01,甲律师事务所,1500,补贴,支1
    国2,2024-04-01,乙律师事务所,2000,补贴,支2
    国3,2024-04-02,甲律师事务所,200,补贴,支3
    国4,2024-04-03,甲律师事务所,300,补贴,支4
    国5,2024-04-05,甲律师事务所,"-￥300.00",退票,支4
    国6,2024-04-06,甲律师事务所,300,补贴,支6
    """,
  ]

  static func gb18030(_ text: String) throws -> Data {
    let lines = text.replacing("\n", with: "\r\n") + "\r\n"
    guard let data = lines.data(using: String.Encoding(rawValue: 0x8000_0632)) else {
      throw TestFault(description: "not to be written in GB18030")
    }
    return data
  }
}

@Suite("办公室里的表")
struct MessyFolderTests {
  @Test("six tables as an session keeps them are imported, reconciled and reported")
  func wholeYear() async throws {
    let workplace = try await Workplace.withLedger()
    for (name, text) in MessyFolder.tables {
      try workplace.write(try MessyFolder.gb18030(text), to: "表/\(name)")
    }
    let run = try await workplace.legalaid("import", "表")
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(
      run.stdout == """
        导入完成
        经费指标：新增 2，补填 0，更正 0，未变 0
        案件：新增 3，补填 0，更正 0，未变 0
        补贴申报：新增 2，补填 0，更正 0，未变 0
        值班：新增 2，补填 0，更正 0，未变 0
        支付：新增 6，补填 0，更正 0，未变 0
        国库支付明细：新增 6，补填 0，更正 0，未变 0

        """)
    #expect(!run.stderr.contains("注意："), "\(run.stderr)")
    for words in [
      "1指标.csv:1 — 已跳过", "1指标.csv:2 — 已跳过", "1指标.csv:3 — 已忽略不认得的列：经办人电话",
      "2案件.csv:1 — 已跳过", "1指标.csv:6 — ", "3申报.csv:4 — ", "5支付.csv:5 — ", "5支付.csv:9 — ",
    ] {
      #expect(run.stderr.contains("提示：表/" + words), "\(words)\n\(run.stderr)")
    }
    let reconciled = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    let statement = try json(reconciled.stdout)
    #expect(reconciled.exitCode == 0, "\(reconciled.stdout)")
    let totals = try #require(statement["totals"] as? [String: Any])
    for (name, figure) in [
      "cases_accepted": 3, "cases_closed": 2, "claimed_fen": 350_000, "approved_fen": 350_000,
      "appropriated_fen": 1_500_000, "appropriated_transfer_fen": 1_000_000,
      "appropriated_local_fen": 500_000, "paid_case_fen": 350_000, "paid_duty_fen": 50_000,
      "paid_fen": 400_000,
    ] {
      #expect(totals[name] as? Int == figure, "\(name)")
    }
    let paragraph = try await workplace.legalaid("report", "paragraph", "--year", "2024")
    #expect(
      paragraph.stdout == """
        测试区2024年共受理法律援助案件3件，已办结2件，共申报0.35万元；本年度法律援助业务经费拨付1.5万元，\
        其中：中央及地方转移性支付资金拨付1万元，本级财政拨付0.5万元，以案定补案件支出0.35万元，\
        值班律师法律帮助补贴支出0.05万元。

        """)
  }

  @Test("a total that does not agree is told and stops nothing; its year is read again unchanged")
  func wrongTotal() async throws {
    let workplace = try await Workplace.withLedger()
    let table = try #require(MessyFolder.tables["3申报.csv"])
    let wrong = table.replacing("合计,\"3,500.00\"", with: "合计,\"3,600.00\"")
    try workplace.write(try MessyFolder.gb18030(wrong), to: "申报.csv")
    let run = try await workplace.legalaid("import", "申报.csv")
    #expect(run.exitCode == 0)
    #expect(run.stderr.contains("注意：申报.csv:4 — "), "\(run.stderr)")
    #expect(run.stderr.contains("3,600.00") && run.stderr.contains("3,500.00"))
    let again = try await workplace.legalaid("import", "申报.csv")
    #expect(again.stdout == "导入完成\n补贴申报：新增 0，补填 0，更正 0，未变 2\n")
  }
}
