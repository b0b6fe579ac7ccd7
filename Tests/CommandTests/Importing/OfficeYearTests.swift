import Foundation
import TestSupport
import Testing

/// An invented office's year in three workbooks, each kept in its own way.
@Suite("三本台账的一年") struct OfficeYearTests {
  /// The register: a sheet for each half of the year, a header of two rows, the subsidy in the row.
  private static func register() throws -> Data {
    var book = HandMadeWorkbook()
    for (sheet, months) in [("上半年", 1...6), ("下半年", 7...12)] {
      var rows = [
        ["某县法律援助中心2025年案件台账"], ["填报单位：某县法律援助中心　　单位：元"],
        ["序号", "案件", "", "受援人", "", "办理", "", "", "", "", "补贴（元）", "备注"],
        [
          "", "法律援助案号", "案件性质", "姓名", "证件号码", "受理时间", "承办律师", "承办机构", "结案时间",
          "办理结果", "", "",
        ],
      ]
      for month in months {
        let closed = month == 12 ? "" : "2025.\(month + 1).20"
        rows.append([
          "\(month)", "援（2025）民字第\(month)号", month % 2 == 0 ? "民事诉讼" : "刑事辩护", "受援人\(month)", "x",
          "2025年\(month)月5日", "马力", "云川律师事务所", closed, closed.isEmpty ? "" : "调解",
          closed.isEmpty ? "" : "800元", "",
        ])
        rows.append([
          "\(month)月小计", "", "", "", "", "", "", "", "", "", closed.isEmpty ? "0" : "800", "",
        ])
      }
      rows.append(["制表人：某某", "", "", "审核人：某某"])
      book.add(sheet, rows)
    }
    book.add("说明", [["本表由业务科填写"]])
    return Data(try book.bytes())
  }

  /// Money in 万元 and orders of payment as the treasury's system gives them out.
  private static func money() throws -> Data {
    var book = HandMadeWorkbook()
    book.add(
      "指标",
      [
        ["2025年法律援助经费指标　单位：万元"],
        ["本级指标文号", "资金性质", "年度", "下达时间", "指标金额", "项目名称"],
        ["财行〔2025〕1号", "中央", "2025", "2025/1/10", "1", "法律援助"],
        ["财行〔2025〕2号", "县级财政", "2025", "2025/1/12", "0.2", "法律援助"],
        ["合计", "", "", "", "1.2", ""],
      ])
    let paid = (1...10).map { month in
      [
        "支\(month)", "2025-\(month + 1 < 10 ? "0" : "")\(month + 1)-25", "办案补贴",
        "援〔2025〕民字第\(month)号",
        "财行〔2025〕1号", "800.00", "云川律师事务所", "马力",
      ]
    }
    book.add(
      "支付",
      [["凭证号", "支付时间", "款项用途", "案号", "文号", "支付金额", "收款人全称", "承办人"]] + paid
        + [["本页合计", "", "", "", "", "8000", "", ""]])
    return Data(try book.bytes())
  }

  /// A month of duty, and the bank's lines without numbers.
  private static func dutyAndBank() throws -> Data {
    var book = HandMadeWorkbook()
    let days = (1...31).map(String.init)
    book.add(
      "3月值班",
      [
        ["某县2025年3月值班律师考勤表　值班地点：看守所"], ["序号", "姓名", "律所"] + days + ["天数", "标准"],
        ["1", "马力", "云川律师事务所"] + days.map { ["3", "10"].contains($0) ? "√" : "" } + ["2", "200"],
        ["合计", "", ""],
      ])
    book.add(
      "对账单",
      [["交易日期", "借方金额", "贷方金额", "余额", "对方户名", "摘要"]]
        + (1...10).map { month in
          ["2025\(month + 1 < 10 ? "0" : "")\(month + 1)26", "800.00", "", "", "云川律师事务所", "补贴"]
        })
    return Data(try book.bytes())
  }

  @Test("goes in with at most one confirmed column each, and can be reconciled")
  func year() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(try Self.register(), to: "台账.xlsx")
    try workplace.write(try Self.money(), to: "经费.xlsx")
    try workplace.write(try Self.dutyAndBank(), to: "值班.xlsx")
    let asked = try await workplace.legalaid("import", "台账.xlsx")
    expectStopped(asked, saying: ["可以一并登记为补贴申报", "--map"])
    let both = try await workplace.legalaid("import", "台账.xlsx", "--map", "补贴=申报金额")
    #expect(both.exitCode == 0, "\(both.stderr)")
    #expect(both.stdout.contains("案件：新增 12") && both.stdout.contains("补贴申报：新增 11"))
    #expect(!both.stderr.contains("某某"))
    let money = try await workplace.legalaid("import", "经费.xlsx")
    #expect(money.exitCode == 0, "\(money.stderr)")
    #expect(money.stdout.contains("经费指标：新增 2") && money.stdout.contains("支付：新增 10"))
    #expect(money.stderr.contains("以万元为单位，已换算成元"))
    let funds = try await workplace.succeed("fund", "list", "--year", "2025")
    #expect(funds.contains("10,000.00") && funds.contains("2,000.00"))
    let other = try await workplace.legalaid("import", "值班.xlsx")
    #expect(other.exitCode == 0, "\(other.stderr)")
    #expect(other.stdout.contains("值班：新增 2") && other.stdout.contains("国库支付明细：新增 10"))
    let again = try await workplace.legalaid("import", "值班.xlsx")
    #expect(again.exitCode == 0 && again.stdout.contains("国库支付明细：新增 0"), "\(again.stderr)")
    let run = try await workplace.legalaid("reconcile", "--year", "2025")
    #expect([0, 2].contains(run.exitCode), "\(run.stderr)")
    try await workplace.succeed("verify")
  }
}
