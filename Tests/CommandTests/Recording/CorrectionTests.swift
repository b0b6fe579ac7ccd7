import Foundation
import Testing

@Suite("登记错了怎么办（命令）")
struct CorrectionTests {
  /// The JSON of a year's reconciliation, without the head of the ledger.
  private func said(_ workplace: Workplace, _ ledger: String = Workplace.ledgerName) async throws
    -> String
  {
    let run = try await workplace.legalaid(
      "reconcile", "--year", "2024", "--format", "json", "--ledger", ledger)
    #expect([0, 2].contains(run.exitCode), "\(run.stderr)")
    return run.stdout.replacing(/"ledger_head": ?"[0-9a-f]+"/, with: "")
  }

  @Test("a case, a claim, a shift, money and a bank line are taken back and put back")
  func voidsEach() async throws {
    let workplace = try await SmallBook.workplace()
    let never = try await said(workplace)
    try await workplace.succeed(
      "case", "accept", "案错", "--type", "民事", "--recipient", Secret.recipient, "--on", "2024-05-06")
    // It is reminded that the case is open.
    _ = try await workplace.legalaid(
      "claim", "submit", "申错", "--case", "案错", "--on", "2024-05-07", "--amount", "5")
    try await workplace.succeed(
      "duty", "record", "值错", "--on", "2024-05-06", "--site", "看守所", "--lawyer", "甲", "--firm",
      "甲所",
      "--rate", "200")
    try await workplace.succeed(
      "fund", "receive", "文错", "--fund-source", "本级财政", "--fiscal-year", "2024", "--on",
      "2024-05-06", "--amount", "5")
    try workplace.write("流水号,日期,金额,收款人\n流错,2024-05-06,5,甲所\n", to: "银行.csv")
    try await workplace.succeed("import", "银行.csv")
    let before = try await said(workplace)
    #expect(before != never)
    let things = [
      ["claim", "void", "申错"], ["case", "void", "案错"], ["duty", "void", "值错"],
      ["fund", "void", "文错"], ["bank", "void", "流错"],
    ]
    for thing in things {
      let rehearsed = try await workplace.run(thing + ["--reason", "登记错了", "--dry-run"])
      #expect(rehearsed.stdout.hasPrefix("（试算，未写入）已作废"), "\(rehearsed.stderr)")
      let run = try await workplace.run(thing + ["--reason", "登记错了"])
      #expect(run.exitCode == 0 && run.stdout.hasPrefix("已作废"), "\(run.stderr)")
      expectRefused(
        try await workplace.run(thing + ["--reason", "登记错了"]), saying: ["已经作废", "--undo"])
    }
    #expect(try await said(workplace) == never)
    let shown = try await workplace.succeed("case", "show", "案错")
    #expect(shown.contains("作废；原因：登记错了") && !shown.contains(Secret.recipient))
    let list = try await workplace.succeed("case", "list")
    #expect(!list.contains("案错"))
    try await workplace.succeed("export", "导出")
    let exported = try workplace.text(of: "导出/cases.csv")
    #expect(!exported.contains("案错"))
    for thing in things.reversed() {
      let run = try await workplace.run(thing + ["--undo", "--reason", "没有错"])
      #expect(run.exitCode == 0 && run.stdout.hasPrefix("已恢复"), "\(run.stderr)")
      expectRefused(
        try await workplace.run(thing + ["--undo", "--reason", "没有错"]), saying: ["没有作废"])
    }
    #expect(try await said(workplace) == before)
    _ = try await workplace.state()
  }

  @Test("what something rests on is refused by name, and what does not exist")
  func refused() async throws {
    let workplace = try await SmallBook.workplace()
    _ = try await workplace.run(SmallBook.pay("支1", 1))
    let state = try await workplace.state()
    for (line, words) in [
      (["case", "void", "案1"], ["申1", "claim return"]),
      (["claim", "void", "申1"], ["支1/1", "pay reverse"]),
      (["fund", "void", SmallBook.document], ["支1/1"]),
      (["case", "void", "案9"], ["没有登记"]), (["claim", "void", "申9"], ["没有登记"]),
      (["duty", "void", "值9"], ["没有登记"]), (["fund", "void", "文9"], ["没有登记"]),
      (["bank", "void", "流9"], ["没有登记"]),
      (["case", "amend", "案9", "--等级", "优"], ["没有登记"]),
      (["case", "amend", "案1", "--案由", "赡养"], ["没有变化"]),
      (["case", "renumber", "案9", "案8"], ["没有登记"]),
      (["case", "renumber", "案1", "案1"], ["没有变化"]),
    ] {
      expectRefused(try await workplace.run(line + ["--reason", "登记错了"]), saying: words)
    }
    // What a rule stops is shown before why.
    for (line, words) in [
      (["claim", "amend", "申1", "--核发金额", "799"], ["核发金额：800.00 → 799.00", "P05", "--override"]),
      (["fund", "amend", SmallBook.document, "--amount", "5"], ["金额：10000.00 → 5.00", "F01"]),
      (["case", "amend", "案1", "--closed-on", "2024-01-02"], ["→ 2024-01-02", "K01"]),
    ] {
      let run = try await workplace.run(line + ["--reason", "登记错了"])
      #expect(run.exitCode == 1 && run.stdout == "", "\(run.stderr)")
      for word in words { #expect(run.stderr.contains(word), "\(run.stderr)") }
    }
    #expect(try await workplace.state() == state)
    let void = try await workplace.legalaid("case", "void", "案1")
    expectRefused(void, code: 64, saying: ["缺少 --reason"])
  }

  @Test("fields are corrected by English or Chinese name, old and new side by side")
  func amends() async throws {
    let workplace = try await SmallBook.workplace()
    let line = [
      "case", "amend", "案1", "--受理日期", "2024年1月4日", "--matter", "抚养", "--等级=优", "--指派日期", "",
      "--reason", "照卷宗改",
    ]
    let expected = """
      案件 案1
        受理日期：2024-01-05 → 2024-01-04
        指派日期：2024-01-06 → （空）
        等级：（空） → 优
        案由：赡养 → 抚养

      """
    let state = try await workplace.state()
    let rehearsed = try await workplace.run(line + ["--dry-run"])
    #expect(rehearsed.stdout == expected + "（试算，未写入）已更正案件 案1\n", "\(rehearsed.stderr)")
    #expect(try await workplace.state() == state)
    let run = try await workplace.run(line)
    #expect(run.stdout == expected + "已更正案件 案1\n", "\(run.stderr)")
    let name = try await workplace.legalaid(
      "case", "amend", "案1", "--recipient", "欧阳某甲", "--reason", "写错")
    #expect(name.exitCode == 0 && !name.stdout.contains(Secret.recipient), "\(name.stderr)")
    #expect(!name.stdout.contains("欧阳某甲"))
    let moved = try await workplace.legalaid(
      "case", "reassign", "案1", "--lawyer", "钱七七", "--firm", "乙律师事务所", "--on", "2024-02-01",
      "--reason", "律师生病")
    #expect(moved.stdout.contains("承办单位：甲律师事务所 → 乙律师事务所"), "\(moved.stderr)")
    let shown = try await workplace.succeed("case", "show", "案1")
    #expect(shown.contains("受理日期 2024-01-04（原为 2024-01-05）") && shown.contains("照卷宗改"))
    _ = try await workplace.state()
  }

  @Test("wrong command lines are told in Chinese")
  func usage() async throws {
    let workplace = try Workplace()
    for (line, words) in [
      ("case amend 案1 --reason 甲", "没有写要更正的项目"), ("case amend 案1 --等级 优", "缺少 --reason"),
      ("case amend 案1 --等级 优 --颜色 红 --reason 甲", "没有 --颜色 这个选项"),
      ("case renumber 案1 --reason 甲", "缺少"),
      ("bank amend 流1 --reason 甲", "没有写要更正的项目"),
      ("case reassign 案1 --lawyer 甲 --reason 甲", "缺少 --firm"), ("duty void", "缺少"),
    ] {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      expectRefused(run, code: 64, saying: [words, "\n用法：legalaid"])
    }
  }

  @Test("a renumbered case takes its payment along, and answers to both numbers")
  func renumbers() async throws {
    let workplace = try await SmallBook.workplace()
    _ = try await workplace.run(SmallBook.pay("支1", 1))
    let before = try await said(workplace)
    let line = ["case", "renumber", "案1", "红援〔2024〕民001号", "--reason", "编号写错"]
    let rehearsed = try await workplace.run(line + ["--dry-run"])
    #expect(rehearsed.stdout.hasPrefix("（试算，未写入）案件 案1 已改为"), "\(rehearsed.stderr)")
    let run = try await workplace.run(line)
    #expect(run.exitCode == 0 && run.stdout.contains("申报 1 份、支付和冲销 1 行"), "\(run.stderr)")
    let after = try await said(workplace)
    #expect(after.replacing("红援〔2024〕民001号", with: "案1") == before)
    let shown = try await workplace.succeed("case", "show", "案1")
    let shownAnew = try await workplace.succeed("case", "show", "红援〔2024〕民001号")
    #expect(
      shown.split(separator: "\n").dropFirst() == shownAnew.split(separator: "\n").dropFirst())
    #expect(shown.contains("改号：原编号 案1") && shown.contains("支1/1"))
    let list = try await workplace.succeed("pay", "list")
    #expect(list.contains("红援〔2024〕民001号"))
    // The tables of that time come again, and nothing is new.
    let again = try await workplace.succeed("import", "表")
    #expect(again.contains("案件") && !again.contains("新增 1"), "\(again)")
    try await workplace.succeed("export", "导出")
    try await workplace.newLedger("新.sqlite")
    // Tables without rows are told.
    let imported = try await workplace.legalaid("import", "导出", "--ledger", "新.sqlite")
    #expect(imported.exitCode == 0, "\(imported.stderr)")
    let rebuilt = try await said(workplace, "新.sqlite")
    #expect(try await said(workplace) == rebuilt)
    _ = try await workplace.state()
  }
}
