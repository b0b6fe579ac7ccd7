import Foundation
import Testing

@Suite("国库核对和今日工作")
struct BankTests {
  /// Three cases paid on 1 April and a person paid beside them, with their lines of the treasury:
  /// 流1 names 支1, 流2 can only be 支2, 流3 and 流4 tie over 支3, 流5 is nobody's.
  private static func workplace() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 4)
    for number in 1...3 {
      // The cases are alike: the amounts must not be.
      let amount = "\(number)00"
      let run = try await workplace.run(
        SmallBook.pay("支\(number)", number, "--amount", amount))
      #expect(run.exitCode == 0, "\(run.stderr)")
    }
    try workplace.write(
      """
      流水号,日期,金额,收款人,支付凭证号
      流1,2024-04-01,100,甲律师事务所,支1
      流2,2024-04-02,200,甲律师事务所,
      流3,2024-04-02,300,甲律师事务所,
      流4,2024-04-03,300,甲律师事务所,
      流5,2024-04-09,55,\(Secret.recipient),

      """, to: "国库.csv")
    let run = try await workplace.legalaid("import", "国库.csv")
    #expect(run.exitCode == 0, "\(run.stderr)")
    return workplace
  }

  private static let formats = ["text", "markdown", "csv", "html", "json"]
  private static let names = [Secret.recipient, "王五五", "赵六六"]

  @Test("bank match posts what is certain, says why, and does nothing the second time")
  func match() async throws {
    let workplace = try await Self.workplace()
    let first = try await workplace.succeed("bank", "match")
    #expect(
      first == """
        新登记 1 笔流水的核对
          流水 流2  200.00 元  支付凭证 支2：金额、收款人相同，日期相差 1 天，双方都没有别的可能
        写明凭证号的 1 笔；以前登记的 0 笔；没有核对上的流水 3 笔，付款 1 笔，退回 0 笔（bank list --unmatched）

        """)
    let state = try await workplace.state()
    let second = try await workplace.succeed("bank", "match")
    #expect(
      second == """
        新登记 0 笔流水的核对
        写明凭证号的 1 笔；以前登记的 1 笔；没有核对上的流水 3 笔，付款 1 笔，退回 0 笔（bank list --unmatched）

        """)
    #expect(try await workplace.state() == state)
  }

  @Test(
    "a line that is not ours is set aside with its reason, shown apart, and taken back the same way"
  )
  func setAside() async throws {
    let workplace = try await Self.workplace()
    let state = try await workplace.state()
    let words = ["bank", "set-aside", "流5", "--reason", "水务局的款", "--operator", "钱七七"]
    #expect(
      try await workplace.run(words + ["--dry-run"]).stdout == "（试算，未写入）已另列：流水 流5，55.00 元，不参加核对\n")
    #expect(try await workplace.state() == state)
    #expect(try await workplace.run(words).stdout == "已另列：流水 流5，55.00 元，不参加核对\n")
    for command in [
      ["bank", "list"], ["bank", "list", "--unmatched"], ["reconcile", "--year", "2024"],
    ] {
      for format in Self.formats {
        let run = try await workplace.run(command + ["--format", format])
        for word in ["流5", "水务局的款", "钱七七"] {
          #expect(run.stdout.contains(word), "\(command) \(format) \(word)")
        }
        #expect(!run.stdout.contains(Secret.recipient))
      }
    }
    let reconciled = try await workplace.run(["reconcile", "--year", "2024", "--format", "json"])
    let printed = try json(reconciled.stdout)
    #expect(printed.countsByRule["S02"] == nil)
    let apart = try #require(printed["set_aside"] as? [[String: Any]])
    #expect(apart.map { $0["bank_reference"] as? String } == ["流5"])
    #expect(apart[0]["by"] as? String == "钱七七" && apart[0]["amount_fen"] as? Int == 5_500)
    let text = try await workplace.run(["reconcile", "--year", "2024"])
    #expect(text.stdout.contains("减：另列的国库流水（不属本账）"), "\(text.stdout)")
    let again = try await workplace.run(words)
    expectRefused(again, saying: ["流5 已由 钱七七 于", "水务局的款", "号流水", "没有再登记"])
    expectRefused(
      try await workplace.legalaid("bank", "set-aside", "流9", "--reason", "甲"), saying: ["流9 没有登记"])
    let undone = try await workplace.succeed(
      "bank", "set-aside", "流5", "--undo", "--reason", "看错了")
    #expect(undone == "已撤销另列：流水 流5，55.00 元，重新参加核对\n")
    expectRefused(
      try await workplace.legalaid("bank", "set-aside", "流5", "--undo", "--reason", "看错了"),
      saying: ["没有另列", "号流水"])
    #expect(try await workplace.succeed("bank", "list", "--unmatched").contains("流5"))
    try await workplace.succeed("verify")
  }

  @Test("a rehearsal says what it would post and writes nothing")
  func rehearsal() async throws {
    let workplace = try await Self.workplace()
    let state = try await workplace.state()
    let all = try await workplace.succeed("bank", "match", "--dry-run")
    #expect(all.hasPrefix("（试算，未写入）新登记 1 笔流水的核对\n  流水 流2  200.00 元"))
    let one = try await workplace.succeed(
      "bank", "match", "流3", "--voucher", "支3", "--reason", "回单", "--dry-run")
    #expect(one == "（试算，未写入）流水 流3 已与支付凭证 支3 核对\n")
    let undone = try await workplace.succeed(
      "bank", "match", "流1", "--undo", "--reason", "写错", "--dry-run")
    #expect(undone == "（试算，未写入）已撤销流水 流1 与支付凭证 支1 的核对\n")
    #expect(try await workplace.state() == state)
  }

  @Test("a person settles a tie, takes it back, and settles it the other way")
  func byHand() async throws {
    let workplace = try await Self.workplace()
    let settled = try await workplace.succeed(
      "bank", "match", "流3", "--voucher", "支3", "--reason", "看了回单")
    #expect(settled == "流水 流3 已与支付凭证 支3 核对\n")
    let list = try await workplace.succeed("bank", "list", "--format", "csv")
    #expect(list.contains("\r\n流3,2024-04-02,300.00,甲律师事务所,支3,已登记,登记的核对：看了回单\r\n"))
    let taken = try await workplace.legalaid(
      "bank", "match", "流4", "--voucher", "支3", "--reason", "回单")
    expectRefused(taken, saying: ["支付凭证 支3 已与流水 流3 核对，没有登记"])
    let undone = try await workplace.succeed("bank", "match", "流3", "--undo", "--reason", "看错")
    #expect(undone == "已撤销流水 流3 与支付凭证 支3 的核对\n")
    let again = try await workplace.succeed(
      "bank", "match", "流4", "--voucher", "支3", "--reason", "回单")
    #expect(again == "流水 流4 已与支付凭证 支3 核对\n")
  }

  @Test("what cannot be matched or taken back is refused in Chinese, and nothing is written")
  func refusals() async throws {
    let workplace = try await Self.workplace()
    let state = try await workplace.state()
    for (line, words) in [
      ("流8 --voucher 支3 --reason 甲", "国库流水 流8 没有登记"), ("流8 --undo --reason 甲", "国库流水 流8 没有登记"),
      ("流3 --undo --reason 甲", "流水 流3 没有与任何凭证核对，不用撤销"),
      ("流3 --voucher 支2 --reason 甲", "流水合计 300.00 元，凭证合计 200.00 元，金额不等"),
      ("流3 --voucher 支9 --reason 甲", "账上没有凭证 支9"),
      ("流3 流4 --voucher 支2 --voucher 支3 --reason 甲", "2 笔流水对 2 笔付款或退回"),
      ("流2 --voucher 支1 --reason 甲", "流水合计 200.00 元，凭证合计 100.00 元，金额不等"),
    ] {
      let run = try await workplace.run(
        ["bank", "match"] + line.split(separator: " ").map(String.init))
      expectRefused(run, saying: [words])
      for name in Self.names { #expect(!run.stderr.contains(name)) }
    }
    #expect(try await workplace.state() == state)
  }

  @Test("bank list --unmatched lists what is left on both sides, and nobody's name")
  func unmatched() async throws {
    let workplace = try await Self.workplace()
    try await workplace.succeed("bank", "match")
    let csv = try await workplace.succeed("bank", "list", "--unmatched", "--format", "csv")
    let first = csv.components(separatedBy: "\r\n").compactMap { $0.split(separator: ",").first }
    #expect(first.filter { $0.hasPrefix("支") && $0 != "支付凭证" } == ["支3"])
    #expect(first.filter { $0.hasPrefix("流") && $0 != "流水号" } == ["流3", "流4", "流5"])
    #expect(csv.contains("\r\n流5,2024-04-09,55.00,欧阳某某,"), "\(csv)")
    for format in Self.formats {
      for words in [["--unmatched"], [], ["--year", "2023"]] {
        let run = try await workplace.run(["bank", "list", "--format", format] + words)
        #expect(run.exitCode == 0 && run.stderr == "")
        #expect(run.stdout.contains("支3") == (words != ["--year", "2023"]))
        for name in Self.names { #expect(!run.stdout.contains(name), "\(format) \(name)") }
      }
    }
  }

  @Test("without a bank line, matching and listing say so")
  func noLine() async throws {
    let workplace = try await Workplace.withLedger()
    let matched = try await workplace.succeed("bank", "match")
    #expect(matched == "还没有导入国库支付明细，没有可核对的\n")
    let list = try await workplace.succeed("bank", "list", "--unmatched")
    #expect(list.hasSuffix("\n还没有导入国库支付明细\n"))
  }

  @Test("today tells a day's work in each format, and nobody's name", arguments: formats)
  func today(format: String) async throws {
    let workplace = try await Self.workplace()
    let state = try await workplace.state()
    let page = try await workplace.succeed("today", "--on", "2024-04-10", "--format", format)
    for words in ["测试区司法局", SmallBook.document, "S02", "to_explain"]
    where format == "json" || words != "to_explain" {
      #expect(page.contains(words), "\(words)\n\(page)")
    }
    for name in Self.names { #expect(!page.contains(name), "\(name)") }
    #expect(try await workplace.succeed("today", "--on", "2024-04-10", "--format", format) == page)
    #expect(try await workplace.state() == state)
  }

  @Test("today counts what is due, unmatched and left as of the day that is asked for")
  func todayFigures() async throws {
    let workplace = try await Self.workplace()
    func page(_ day: String) async throws -> [String: Any] {
      try json(try await workplace.succeed("today", "--on", day, "--format", "json"))
    }
    let after = try await page("2024-04-10")
    #expect(after["schema"] as? String == "legalaid.today/1")
    #expect(after["today"] as? String == "2024-04-10")
    // Four cases of 800, of which 100, 200 and 300 are paid.
    let due = try #require(after["due"] as? [String: Any])
    #expect(due["cases"] as? Int == 4 && due["case_fen"] as? Int == 260_000)
    #expect(due["payees"] as? Int == 1)
    #expect(
      after["unmatched"] as? [String: Int]
        == [
          "vouchers": 1, "voucher_fen": 30_000, "returns": 0, "return_fen": 0, "bank_lines": 3,
          "bank_fen": 65_500,
        ])
    let before = try await page("2024-03-31")
    #expect((before["due"] as? [String: Any])?["case_fen"] as? Int == 320_000)
    #expect(before["unmatched"] is NSNull)
    #expect((try await page("2024-03-09")["due"] as? [String: Any])?["cases"] as? Int == 0)
    #expect(try await page("2025-01-02")["open_years"] as? [Int] == [2024])
  }

  @Test("today has a page for an empty ledger, and without --on it is of the day")
  func emptyToday() async throws {
    let workplace = try await Workplace.withLedger()
    for format in Self.formats {
      let page = try await workplace.succeed("today", "--on", "2024-04-10", "--format", format)
      #expect(page.contains("测试区司法局"), "\(format)")
    }
    let text = try await workplace.succeed("today", "--on", "2024-04-10")
    #expect(text.hasPrefix("测试区司法局 今日工作\n\n日期：2024年4月10日\n距年末：265 天\n备份：还没有备份："))
    #expect(text.contains("\n还没有导入国库支付明细\n"))
    #expect(try await workplace.succeed("today").contains("\n距年末："))
  }
}
