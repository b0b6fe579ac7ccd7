import Interchange
import LedgerCore
import TestSupport
import Testing

@Suite("表的样子") struct TableLayoutTests {
  private static let header = "申报编号,案件编号,申报日期,申报金额\n"

  @Test(
    "a header of two rows is one header",
    arguments: [
      "案件编号,案件类型,受援人,受理日期,承办情况,\n,,,,承办人,承办单位\n",
      "序号,案件信息,,受援人信息,,办理情况,\n,案件编号,案件类型,受援人姓名,受理时间,承办律师,承办机构\n",
      "序号,案件,,受援人,,承办,\n,编号,类型,姓名,受理时间,律师,机构\n",
    ])
  func twoRows(header: String) throws {
    let isNumbered = header.hasPrefix("序号")
    let row = (isNumbered ? "1," : "") + "C-1,民事,张三,2025-01-06,王五,某律所\n"
    let imported = try Imported("某局案件台账,,,,\n" + header + row)
    #expect(imported.faults == [])
    #expect(imported.records.first?.text(.lawyer) == "王五")
    #expect(imported.records.first?.text(.firm) == "某律所")
    #expect(imported.notices.filter { $0.text.contains("标题行") }.map(\.row) == [1])
  }

  @Test(
    "the unit of a table holds for its amounts, exactly, and is told",
    arguments: [
      ("单位：万元,,,\n申报编号,案件编号,申报日期,申报金额\n", "0.08", 80_000),
      ("某局申报表（万元）,,,\n申报编号,案件编号,申报日期,申报金额\n", "0.080001", 80_001),
      ("填报单位：某局　单位：元,,,\n申报编号,案件编号,申报日期,申报金额\n", "800", 80_000),
      ("申报编号,案件编号,申报日期,申报金额（万元）\n", "0.08", 80_000),
      ("单位：万元,,,\n申报编号,案件编号,申报日期,申报金额（元）\n", "800", 80_000),
      ("单位：万元,,,\n申报编号,案件编号,申报日期,申报金额\n", "800元", 80_000),
      ("单位：千元,,,\n申报编号,案件编号,申报日期,申报金额\n", "0.8", 80_000),
      ("本年拨付26万元,,,\n申报编号,案件编号,申报日期,申报金额\n", "800", 80_000),
    ])
  func units(head: String, cell: String, fen: Int64) throws {
    let imported = try Imported(head + "S-1,C-1,2025-03-01,\(cell)\n合计,,,\(cell)\n")
    #expect(imported.faults == [])
    #expect(imported.records.first?.money(.claimedAmount) == Money(fen: fen))
    #expect(imported.warnings == [], "the sum is counted in the same unit")
    let isTold = imported.notices.contains { $0.text.contains("已换算成元") }
    let isLarger = head.contains("万元）") || head.hasPrefix("单位：") && !head.contains("（元）")
    #expect(isTold == isLarger)
  }

  @Test(
    "a unit that is not certain, or comes too late, is a fault",
    arguments: [
      "以万元计,,,\n\(header)S-1,C-1,2025-03-01,800\n",
      "单位：万元,,,\n单位：元,,,\n\(header)S-1,C-1,2025-03-01,800\n",
      "\(header)S-1,C-1,2025-03-01,800\n说明：单位：万元,,,\n",
      "\(header)S-1,C-1,2025-03-01,800\n制表人：甲,,,单位：万元\n",
      "单位：万元,,,\n\(header)S-1,C-1,2025-03-01,0.0000001\n",
    ])
  func uncertainUnits(text: String) throws {
    #expect(try Imported(text).faults.count == 1)
  }

  @Test(
    "amounts as offices write them",
    arguments: [
      ("0.08万元", 80_000), ("800元整", 80_000), ("捌佰元整", 80_000), ("人民币800元", 80_000),
      ("1100圆", 110_000),
      ("1，100", 110_000), ("壹仟壹佰元整", 110_000), ("贰万伍仟零叁元伍角", 2_500_350), ("￥800.5", 80_050),
      ("人民币捌佰元整", 80_000), ("1.5亿元", 15_000_000_000),
    ])
  func amounts(text: String, fen: Int64) throws {
    let imported = try importedRow(.claims, [.claimedAmount: text, .approvedAmount: "0"])
    #expect(
      imported.records.first?.money(.claimedAmount) == Money(fen: fen), "\(imported.problems)")
  }

  @Test(
    "amounts that are none, or not exactly one",
    arguments: [
      "1 100", "800.005", "800（含税）", "约800", "800+200", "0.0000001万元", "捌佰", "八百多元", "八百元", "佰捌元整",
      "800整", "--800", "(-800)", "万元",
    ])
  func badAmounts(text: String) throws {
    #expect(try importedRow(.claims, [.claimedAmount: text]).faults.count == 1)
  }

  @Test("an amount below zero in a bank's three spellings")
  func negatives() throws {
    for text in ["-800", "（800.00）", "−800", "-¥800"] {
      #expect(
        try importedRow(.bank, [.amount: text]).records.first?.money(.amount) == Money(fen: -80_000)
      )
    }
  }

  @Test(
    "days as offices write them",
    arguments: [
      "2025年3月5号", "2025 .3. 5", "2025、3、5", "2025，3，5", "二〇二五年三月五日", "2025-03-05 10:20:00",
      "２０２５．３．５", "2025年03月05日 9:05",
    ])
  func days(text: String) throws {
    let day = Day(year: 2025, month: 3, day: 5)
    #expect(try importedRow(.bank, [.bookedOn: text]).records.first?.day(.bookedOn) == day)
  }

  @Test(
    "days that are none",
    arguments: [
      "3月5日", "25.3.5", "2025.3", "2025.02.30", "3/5/2025", "45721", "2025 3 5", "2025-03-05 25:00",
    ])
  func badDays(text: String) throws {
    #expect(try importedRow(.bank, [.bookedOn: text]).faults.count == 1)
  }
}

@Suite("同一行的案件和申报") struct ClaimBesideTests {
  private static let header =
    "案件编号,案件类型,受援人,受理日期,申报编号,申报日期,申报金额,审批日期,核定金额\nC-1,民事,张三,2025-01-06,"

  @Test("a claim beside its case is left out only where nothing of it is written")
  func silence() throws {
    let none = try Imported(Self.header + ",,,,\n")
    #expect(none.faults == [] && none.records.map(\.kind) == [.cases])
    let whole = try Imported(Self.header + "S-1,2025-03-01,800,,\n")
    #expect(whole.faults == [] && whole.records.map(\.kind) == [.cases, .claims])
    let amount = try Imported(Self.header + ",,,,800\n")
    #expect(amount.problems.prefix(3) == ["申报编号不能为空", "申报日期不能为空", "申报金额不能为空"])
  }
}

@Suite("结案情形") struct ClosingMannerTests {
  @Test("the manner in which a case was closed is kept beside its outcome")
  func manner() throws {
    let header = "案件编号,案件类型,受援人,受理日期,结案日期,结案方式"
    for (word, manner) in [("判决", "判决"), ("调解", "调解"), ("办结", nil), ("终止援助", nil), ("", nil)] {
      let imported = try Imported(header + "\nC-1,民事,张三,2025-01-02,2025-02-02,\(word)\n")
      #expect(imported.faults == [])
      #expect(imported.records.first?.text(.closingManner) == manner, "\(word)")
    }
    let own = try Imported(header + ",结案情形\nC-1,民事,张三,2025-01-02,2025-02-02,判决,调解\n")
    #expect(own.records.first?.text(.closingManner) == "调解")
  }
}

@Suite("不是数据的行") struct OtherRowsTests {
  private static let header = "申报编号,案件编号,申报日期,申报金额\n"
  private static let row = "S-1,C-1,2025-03-01,800\n"

  @Test(
    "what is no data is known for what it is",
    arguments: [
      ("3月小计,,,800", "已跳过3月小计行，申报金额与以上各行相符"), ("本页合计,,,800", "已跳过本页合计行，申报金额与以上各行相符"),
      (",累计,,800", "已跳过累计行，申报金额与以上各行相符"), ("第一季度合计,,,800", "已跳过第一季度合计行，申报金额与以上各行相符"),
      ("（3月）小计,,,800", "已跳过3月小计行，申报金额与以上各行相符"), ("共计,,,800", "已跳过共计行，申报金额与以上各行相符"),
      ("制表人：孙某,,审核人：,", "已跳过签字行（制表人、审核人）"), (",制表：张某,,2025年3月31日", "已跳过签字行（制表）"),
      ("单位负责人：,,,", "已跳过签字行（单位负责人）"), ("填表日期：2025.3.31,,,", "已跳过签字行（填表日期）"),
      ("注：以上按标准,,,", "已跳过表下的说明（注）"), ("申报编号,案件编号,申报日期,申报金额", "已跳过重复的表头"),
      ("某局三月申报表,,,", "已跳过重复的标题行"),
    ])
  func known(row: String, text: String) throws {
    let isTitle = row.hasPrefix("某局")
    let head = isTitle ? ",某局三月申报表,,\n" + Self.header : Self.header
    let line = isTitle ? ",某局三月申报表,," : row
    let imported = try Imported(head + Self.row + line + "\nS-2,C-2,2025-03-02,400\n")
    #expect(imported.faults == [] && imported.records.count == 2)
    #expect(imported.notices.map(\.text).contains(text), "\(imported.notices)")
    #expect(!"\(imported.notices)".contains("孙某") && !"\(imported.notices)".contains("张某"))
  }

  @Test("sums of parts may begin at any sum before; sums of all may not")
  func parts() throws {
    func warnings(_ rows: String) throws -> [Int?] {
      try Imported(Self.header + rows).warnings.map(\.row)
    }
    let (one, two) = (Self.row, "S-2,C-2,2025-04-01,400\n")
    #expect(try warnings(one + "3月小计,,,800\n" + two + "4月小计,,,400\n合计,,,1200\n") == [])
    #expect(try warnings(one + "小计,,,800\n" + two + "小计,,,1200\n合计,,,1200\n") == [])
    #expect(try warnings(one + "本页合计,,,800\n累计,,,800\n" + two + "本页合计,,,400\n累计,,,1200\n") == [])
    #expect(try warnings(one + "3月小计,,,800\n" + two + "累计,,,400\n") == [5])
    #expect(try warnings(one + "3月小计,,,801\n" + two + "合计,,,1200\n") == [3])
  }

  @Test("rows that may be no data are one fault for all that follow one another")
  func uncertain() throws {
    let imported = try Imported(Self.header + Self.row + ",,,800\n,随便写的,,\n,再写一行,,\n")
    #expect(imported.records.count == 1 && imported.faults.map(\.row) == [3])
    #expect(imported.problems.first?.hasPrefix("第 3 至 5 行没有申报编号") == true)
  }

  @Test("a word of a signature does not take a row of data away")
  func data() throws {
    let imported = try Imported(Self.header + ",审核,2025-03-01,800\n,制表人：甲,2025-03-01,800\n")
    #expect(imported.records.isEmpty && imported.faults.map(\.row) == [2, 3])
    #expect(imported.notices == [])
  }
}

@Suite("一行两笔") struct WideTableTests {
  private static let claims = "申报编号,申报日期,申报金额,核发日期,核发金额"

  @Test("a row that is a case and its claim is read as both, or as the case alone")
  func both() throws {
    let imported = try Imported(
      """
      案件编号,案件类型,受援人,受理日期,结案日期,\(Self.claims)
      C-1,民事,张三,2025-01-02,2025-02-02,S-1,2025-03-01,800,2025-03-05,800
      C-2,刑事,李四,2025-01-03,,,,,,
      """)
    #expect(imported.faults == [])
    #expect(imported.records.map(\.kind) == [.cases, .claims, .cases])
    #expect(imported.records[1].money(.approvedAmount) == Money(fen: 80_000))
  }

  @Test("a fault of a cell that both read is told once")
  func faults() throws {
    let imported = try Imported(
      "案件编号,案件类型,受援人,受理日期,\(Self.claims)\n,民事,张三,2025-01-02,S-1,2025-03-01,800,,\n")
    #expect(imported.problems == ["案件编号不能为空"])
  }

  @Test("a register's subsidies are its claims when a person says so")
  func register() throws {
    let mapping = ColumnMapping([.column(header: "补贴金额", means: "申报金额")])
    let imported = try Imported(
      """
      案件编号,案件类型,受援人,受理日期,结案日期,归档日期,补贴金额（元）
      C-1,民事,张三,2025-01-02,2025-02-02,2025-02-20,800
      C-2,刑事,李四,2025-01-03,,,
      合计,,,,,,800
      """, mapping: mapping)
    #expect(imported.faults == [] && imported.records.map(\.kind) == [.cases, .claims, .cases])
    #expect(imported.records[1][.claimNumber]?.text == "C-1")
    #expect(imported.records[1].day(.claimedOn) == Day(year: 2025, month: 2, day: 20))
    #expect(imported.notices.map(\.text).contains("已跳过合计行，申报金额与以上各行相符"))
  }
}
