import Foundation
import TestSupport
import Testing

@Suite("工作台在浏览器里", .ownThreads, .enabled(if: WebDriver.isToBeTested))
struct BrowserTests {
  private static let cases =
    "某区2025年案件台账,,,,,,\n法援案号,案件类别,受援人姓名,受理时间,承办律师,承办机构,结案时间\n"
    + (1...4).map { number in
      "援〔2025〕民00\(number)号,民事,\(Secret.recipient)\(number),2025-0\(number)-10,"
        + "律师\(number),示例律师事务所,2025-0\(number + 2)-20\n"
    }.joined()

  private static let bank = """
    交易流水号,交易日期,交易金额,对方户名,凭证号,附言
    L1,2025-11-05,3200,示例律师事务所,,补贴
    L2,2025-11-08,-3200,示例律师事务所,,退回
    L3,2025-11-12,3200,示例律师事务所,,重付

    """

  @Test("a year is kept by clicks alone, from an empty ledger to the sealed pack")
  func year() async throws {
    try await DeskAtWork.work { desk in
      try desk.workplace.write(Self.cases, to: "台账.csv")
      try desk.workplace.write(Self.bank, to: "国库.csv")
      try await desk.newLedger()
      try await desk.go("/act/fund-receive")
      try await desk.fill(
        ["指标文号": "财〔2025〕1号", "预算年度": "2025", "下达日期": "2025-01-15", "金额": "20000"],
        choosing: ["资金来源": "本级财政"])
      try await desk.drop("台账.csv")
      #expect(try await desk.text().contains("已跳过表头之前的标题行"))
      try await desk.press("入账")
      #expect(try await desk.text().contains("案件：新增 4"))
      for number in 1...4 {
        try await desk.go("/act/claim-submit")
        try await desk.fill([
          "案件编号": "援〔2025〕民00\(number)号", "申报日期": "2025-10-08", "申报金额": "800",
        ])
      }
      try await desk.go("/claims")
      try await desk.click("[data-tick-all]")
      try await desk.press("核发选中的")
      let approved = try await desk.fill(["核发日期": "2025-10-20", "审核人": "审核乙"])
      #expect(approved.contains("合计 4 份，核发 3,200.00 元"))
      try await desk.go("/act/pay-batch")
      let planned = try await desk.fill(["支付日期": "2025-11-05", "凭证号前缀": "支"])
      #expect(planned.contains("支付前 20,000.00 元，支付后 16,800.00 元"))
      try await desk.press("打印发放表，供签字")
      #expect(try await desk.text().contains("人民币叁仟贰佰元整"))
      try await desk.drop("国库.csv")
      try await desk.press("入账")
      try await Self.returnAndPayAgain(desk)
      try await desk.go("/act/bank-match-all")
      try await desk.press("核对")
      try await desk.press("确定")
      try await desk.go("/reconcile?year=2025")
      #expect(try await desk.text().contains("2025 年度没有未了的不符"))
      try await desk.go("/year-end?year=2025")
      try await desk.press("结账")
      try await desk.fill([:])
      try await desk.press("下载报表包")
      #expect(try await desk.text().contains("结账时封存的原件"))
      let state = try await desk.workplace.state(of: "账本.sqlite")
      #expect(state.hasPrefix("账本完好"))
    }
  }

  /// A voucher of four lines comes back from the bank and is paid again.
  private static func returnAndPayAgain(_ desk: DeskAtWork) async throws {
    let (clicks, keys) = (desk.clicks, desk.keys)
    try await desk.go("/payments?voucher=支001")
    try await desk.press("这张凭证退票了")
    try await desk.fill([:])
    try await desk.press("重新付款")
    try await desk.fill(["重付的支付凭证号": "支002", "支付日期": "2025-11-12"])
    let effort = (desk.clicks - clicks, desk.keys - keys)
    #expect(effort.0 <= 8 && effort.1 <= 20, "\(effort)")
  }

  @Test("without scripts every step works as well")
  func withoutScripts() async throws {
    try await DeskAtWork.work(runsScripts: false) { desk in
      try desk.workplace.write(Self.cases, to: "台账.csv")
      try await desk.newLedger()
      try await desk.drop("台账.csv")
      try await desk.press("入账")
      try await desk.go("/cases")
      try await desk.follow("//a[.='援〔2025〕民001号']")
      try await desk.click("//summary[.='别的登记']")
      try await desk.press("登记归档")
      try await desk.fill(["归档日期": "2025-05-01"])
      try await desk.press("看这件案件")
      #expect(try await desk.text().contains("归档日期 2025-05-01"))
    }
  }

  @Test("the keyboard alone is enough: letters lead to rooms, Tab and Enter go through a form")
  func keyboard() async throws {
    try await DeskAtWork.work { desk in
      try await desk.newLedger()
      try await desk.browser.leaving { try await desk.browser.press("f") }
      #expect(try await desk.title() == "经费指标")
      try await desk.go("/act/duty-record")
      try await desk.browser.run("document.getElementById('f-number').focus()")
      let (tab, enter) = ("\u{E004}", "\u{E007}")
      let typed = ["值1", "", "看守所", "律师一", "示例律师事务所", "", "", "200", ""]
      for text in typed {
        try await desk.browser.press(text + tab)
      }
      try await desk.browser.leaving { try await desk.browser.press(tab + tab + enter) }
      #expect(try await desk.title() == "核对：登记值班")
      try await desk.browser.run("document.querySelector('[data-once]').focus()")
      try await desk.browser.leaving { try await desk.browser.press(enter) }
      #expect(try await desk.text().contains("登记值班 值1"))
    }
  }

  @Test("what is typed is shown and runs nothing, whatever it is")
  func hostileText() async throws {
    try await DeskAtWork.work { desk in
      try await desk.newLedger()
      let hostile = "<script>document.title='坏'</script>\"'&<img src=x onerror=alert(1)>"
      try await desk.go("/act/case-accept")
      try await desk.fill(
        ["案件编号": "案1", "受援人": Secret.recipient, "受理日期": "2025-02-01", "案由": hostile],
        choosing: ["案件类型": "民事"])
      for path in ["/case?number=案1", "/cases", "/find?q=script", "/log", "/"] {
        try await desk.go(path)
        let title = try await desk.browser.run("return document.title") as? String ?? ""
        let images = try await desk.browser.run("return document.images.length") as? Int
        #expect(title.hasSuffix("法律援助经费台账") && images == 0, "\(path)")
      }
      try await desk.go("/case?number=案1")
      // The name of the recipient is masked on the page, and with it whatever is like it.
      let shown = try await desk.text()
      #expect(shown.contains("<script>document.title="), "\(shown)")
      #expect(!shown.contains(Secret.recipient))
    }
  }
}
