import Interchange
import LedgerCore
import Testing

@Suite("一行之内的关系") struct RowRuleTests {
  typealias Rule = (kind: TableKind, changes: [Column: String], problems: [String])

  private static let payments: [Rule] = [
    (.payments, [.caseNumber: ""], ["支出用途是以案定补，案件编号不能为空"]),
    (.payments, [.dutyNumber: "D-1"], ["支出用途是以案定补，不能写值班编号"]),
    (
      .payments, [.caseNumber: "", .dutyNumber: "D-1"],
      ["支出用途是以案定补，案件编号不能为空", "支出用途是以案定补，不能写值班编号"]
    ),
    (.payments, [.use: "值班律师", .caseNumber: "", .dutyNumber: "D-1"], []),
    (.payments, [.use: "值班律师", .caseNumber: ""], ["支出用途是值班律师，值班编号不能为空"]),
    (
      .payments, [.use: "值班律师", .dutyNumber: "D-1"], ["支出用途是值班律师，不能写案件编号"]
    ),
    (.payments, [.use: "法律咨询"], []),
    (.payments, [.use: "代拟文书", .caseNumber: ""], []),
    (.payments, [.use: "办案直接费用", .dutyNumber: "D-1"], ["支出用途是办案直接费用，不能写值班编号"]),
    (.payments, [.use: "其他", .caseNumber: "", .dutyNumber: "D-1"], ["支出用途是其他，不能写值班编号"]),
    (.payments, [.use: "？", .caseNumber: ""], ["支出用途不在允许的范围内"]),
    (.payments, [.reversesVoucher: "V-0", .reversesLine: "2"], []),
    (.payments, [.reversesVoucher: "V-0", .caseNumber: ""], []),
    (.payments, [.reversesVoucher: "V-0", .dutyNumber: "D-1"], ["支出用途是以案定补，不能写值班编号"]),
    (.payments, [.reversesLine: "2"], ["没有冲销凭证号，不能写冲销行号"]),
    (.payments, [.reversesLine: "x"], ["冲销行号应是大于 0 的整数", "没有冲销凭证号，不能写冲销行号"]),
  ]

  private static let others: [Rule] = [
    (.cases, [.closedOn: ""], ["没有结案日期，不能写结案方式"]),
    (.cases, [.closedOn: "", .outcome: ""], []),
    (.cases, [.outcome: ""], []),
    (.cases, [.closedOn: "x"], ["结案日期：日期无法识别"]),
    (.claims, [.approvedOn: ""], ["核发金额和核发日期要一起填写"]),
    (.claims, [.approvedAmount: ""], ["核发日期和核发金额要一起填写"]),
    (.claims, [.approvedOn: "", .approvedAmount: ""], []),
    (.claims, [.approvedOn: "x"], ["核发日期：日期无法识别"]),
    (.claims, [.returnedOn: ""], ["退回原因和退回日期要一起填写"]),
    (.claims, [.returnReason: ""], ["退回日期和退回原因要一起填写"]),
    (.claims, [.returnedOn: "", .returnReason: ""], []),
    (.appropriations, [.originYear: "2024"], []),
    (.appropriations, [.originYear: "2025"], ["结转自年度晚于预算年度 2024"]),
    (.appropriations, [.originYear: ""], []),
    (.appropriations, [.permittedUses: ""], []),
    (.fundChanges, [.changeKind: "收回"], ["收回的金额必须大于 0"]),
    (.fundChanges, [.changeKind: "收回", .amount: "500"], []),
    (.fundChanges, [.amount: "500"], []),
    (.explanations, [.confirmedBy: ""], []),
    (.explanations, [.confirmedBy: "张三"], ["复核人和说明人不能是同一人"]),
    (.explanations, [.confirmedBy: " 张　三"], ["复核人和说明人不能是同一人"]),
    (.explanations, [.digest: "0a0a"], ["摘要应是 64 位十六进制字符"]),
    (.explanations, [.digest: String(repeating: "0A", count: 32)], ["摘要应是 64 位十六进制字符"]),
    (.explanations, [.digest: String(repeating: "0g", count: 32)], ["摘要应是 64 位十六进制字符"]),
  ]

  @Test("cells must agree with one another", arguments: payments + others)
  func rules(_ rule: Rule) throws {
    let imported = try importedRow(rule.kind, rule.changes)
    #expect(imported.problems == rule.problems)
    #expect(imported.records.count == (rule.problems.isEmpty ? 1 : 0))
  }

  @Test("a fault of a column that the file lacks stands at the key")
  func missingColumn() throws {
    let text = "支付日期,支付凭证号,支出用途,指标文号,金额,收款单位\n2024-01-01,V-1,以案定补,文1,1,甲\n"
    let fault = try #require(try Imported(text).faults.first)
    #expect(fault.problem == "支出用途是以案定补，案件编号不能为空")
    #expect(fault.column == 2)
  }

  @Test("a place makes faults of its own")
  func ownFault() throws {
    let place = try #require(try importedRow(.bank, [:]).places.first)
    #expect(place.row == 2 && place.kind == .bank && place.file.hasSuffix("/t.csv"))
    let fault = place.fault(at: .payee, problem: "问题", read: "读到", advice: "怎么办")
    #expect(fault.description == "\(place.file):2:4 — 问题 — 读到 — 怎么办")
    #expect(place.description == "\(place.file):2")
    #expect(place.fault(at: nil, problem: "", read: "", advice: "").column == 1)
    #expect(place.fault(at: .recipient, problem: "", read: "", advice: "").column == 1)
  }
}
