import Interchange
import LedgerCore
import TestSupport
import Testing

@Suite("列名") struct ColumnNamesTests {
  @Test("every file of names can be read, and names columns and terms that there are")
  func files() throws {
    let flaws = try ColumnNamesCheck.flaws()
    #expect(flaws == [])
  }

  @Test(
    "a table is known by the names that offices use",
    arguments: [
      (TableKind.cases, "援助案号,案件类别,受援人姓名,受理时间,承办律师,承办机构,结案时间,案件等级"),
      (.cases, "法律援助案号,案件性质,受援人姓名,决定援助日期,法律援助人员,律师事务所,办结日期,质量等级"),
      (.claims, "申请编号,案号,申请日期,申请金额,审批日期,核定金额,申报人,审批人"),
      (.appropriations, "拨款文号,经费来源,年度,下达时间,下达金额,资金用途,结转自年度,备注"),
      (.duty, "值班编号,日期,地点,姓名,工作单位,天数,补贴标准,补助金额"),
      (.payments, "支付令号,付款日期,款项用途,预算指标,付款金额,户名,案号,承办人"),
      (.bank, "交易流水号,交易日期,交易金额,对方户名,凭证号,附言"),
    ])
  func otherNames(kind: TableKind, header: String) throws {
    let names = header.split(separator: ",")
    let imported = try Imported(
      header + "\n" + names.map { _ in "x" }.joined(separator: ",") + "\n")
    #expect(imported.faults.allSatisfy { $0.row == 2 }, "\(imported.problems)")
    #expect(imported.notices.isEmpty)
    let known = kind.columns.filter { spec in
      imported.faults.contains { $0.problem.hasPrefix(spec.header) }
    }
    #expect(!known.isEmpty, "typed cells are read as such")
  }

  @Test(
    "a name is read with what stands around it",
    arguments: ["*申报金额", "申 报 金 额", "\"申报金额\n（单位：元）\"", "申报金额（必填）", "申报金额：", "申报金额(元)"])
  func marks(header: String) throws {
    let imported = try Imported("申报编号,案件编号,申报日期,\(header)\nS-1,C-1,2025-03-01,800\n")
    #expect(
      imported.faults == [] && imported.records.first?.money(.claimedAmount) == Money(fen: 80_000))
  }

  @Test("words stand for terms, in each column that has terms")
  func terms() throws {
    for (word, type) in [("民事诉讼", "民事"), ("刑事辩护", "刑事"), ("行政复议", "行政")] {
      #expect(try importedRow(.cases, [.caseType: word]).records.first?[.caseType]?.text == type)
    }
    for word in ["判决", "调解", "撤诉", "和解"] {
      let record = try importedRow(.cases, [.outcome: word, .closingManner: ""]).records.first
      #expect(record?[.outcome]?.text == "办结")
    }
    let source = try importedRow(.appropriations, [.fundSource: "中央"])
    #expect(source.records.first?[.fundSource]?.text == "中央转移支付")
    #expect(try importedRow(.payments, [.use: "办案补贴"]).faults == [])
    #expect(try importedRow(.cases, [.caseType: "民商事"]).faults.count == 1)
  }
}

@Suite("待确认的列") struct ProposalTests {
  private static let start = "案件编号,案件类型,受援人,受理日期"
  private static let row = "C-1,民事,张三,2025-01-06"

  @Test(
    "a column that is near one of ours is asked about, never dropped and never guessed",
    arguments: [
      ("承办律师人", "王五", "“承办律师人”列名接近承办人，没有确认"),
      ("实际结案日期", "2025-02-01", "“实际结案日期”列名接近结案日期，没有确认"),
      ("文书号", "民初1号", "“文书号”可能是裁判文书号，没有确认"),
      ("补贴金额（元）", "800", "“补贴金额（元）”可以一并登记为补贴申报：每行一笔，申报编号用案件编号，申报日期用归档日期或结案日期"),
    ])
  func near(header: String, cell: String, problem: String) throws {
    let text = "\(Self.start),\(header)\n\(Self.row),\(cell)\n"
    let imported = try Imported(text)
    #expect(imported.problems == [problem] && imported.records.isEmpty)
    #expect(imported.faults.first?.column == 5 && imported.faults.first?.row == 1)
    let name = header
    #expect(imported.faults.first?.advice.steps.contains(.passOverColumn(name)) == true)
    let declined = try Imported(text, mapping: ColumnMapping([.column(header: name, means: nil)]))
    #expect(declined.faults == [] && declined.records.count == 1)
    #expect(declined.notices.map(\.text) == ["账上不记、没有读取的列：\(header)"])
  }

  @Test("a column far from all of ours is left out, and said so")
  func far() throws {
    let imported = try Imported("\(Self.start),经手情况\n\(Self.row),好\n")
    #expect(imported.faults == [] && imported.records.count == 1)
    #expect(imported.notices.map(\.text) == ["已忽略不认得的列：经手情况"])
  }

  @Test("a missing column is looked for by what stands in the others")
  func content() throws {
    let imported = try Imported("案件编号,案件类型,受援人,何时来的\nC-1,民事,张三,2025-01-06\nC-2,刑事,李四,2025.1.7\n")
    #expect(imported.problems.count == 2 && imported.problems[0].contains("缺少必填列：受理日期"))
    #expect(imported.problems[1] == "“何时来的”内容像是受理日期，没有确认")
    let mapping = ColumnMapping([.column(header: "何时来的", means: "受理日期")])
    let confirmed = try Imported(
      "案件编号,案件类型,受援人,何时来的\nC-1,民事,张三,2025-01-06\n", mapping: mapping)
    #expect(confirmed.faults == [])
    #expect(confirmed.records.first?.day(.acceptedOn) == Day(year: 2025, month: 1, day: 6))
    #expect(confirmed.notices.map(\.text) == ["按已确认的对应，“何时来的”读作受理日期"])
  }

  @Test("two columns for one field are a question; one of them declined, the other is read")
  func two() throws {
    let text = "\(Self.start),结案时间,结案日期\n\(Self.row),2025-02-01,2025-02-02\n"
    #expect(try Imported(text).problems == ["“结案时间”和“结案日期”都可以是结案日期，说不准用哪一列"])
    let mapping = ColumnMapping([.column(header: "结案时间", means: nil)])
    let imported = try Imported(text, mapping: mapping)
    #expect(imported.records.first?.day(.closedOn) == Day(year: 2025, month: 2, day: 2))
  }

  @Test("a word that was confirmed is read in its column and in no other")
  func words() throws {
    let mapping = ColumnMapping([.word(column: "案件类型", word: "民 商事", means: "民事")])
    let imported = try Imported(
      "\(Self.start),服务形式\nC-1,民商事,张三,2025-01-06,民商事\n", mapping: mapping)
    #expect(imported.faults == [] && imported.records.first?[.caseType]?.text == "民事")
    #expect(imported.records.first?.text(.serviceForm) == "民商事")
  }

  @Test("what is said of no column or term of ours is refused")
  func flaws() {
    #expect(TableTerm.column(header: "甲", means: "承办人").flaw == nil)
    #expect(TableTerm.column(header: "甲", means: "lawyer").flaw == nil)
    #expect(TableTerm.column(header: "甲", means: "承保人").flaw == "账上没有“承保人”这一列")
    #expect(TableTerm.word(column: "案件类型", word: "甲", means: "民事").flaw == nil)
    #expect(TableTerm.word(column: "案件类型", word: "甲", means: "商事").flaw == "案件类型里没有“商事”")
  }
}
