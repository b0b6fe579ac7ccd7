import Foundation
import Testing

@Suite("到处查找")
struct FindTests {
  /// A small book, with a bank line whose memo names the recipient and an override that does.
  private static func workplace() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    try await workplace.succeed(SmallBook.pay("支1", 1))
    try workplace.write(
      "流水号,日期,金额,收款人,支付凭证号,摘要\n流1,2024-04-02,800,甲律师事务所,支1,付\(Secret.recipient)案\n",
      to: "表/国库.csv")
    try await workplace.succeed("import", "表/国库.csv")
    let again = try await workplace.legalaid(
      "claim", "submit", "申9", "--case", "案1", "--on", "2024-03-06", "--amount", "5", "--override",
      "--reason", "\(Secret.recipient)的案件补报")
    #expect(again.exitCode == 0, "\(again.stderr)")
    return workplace
  }

  /// What is looked for, and the kinds and keys that hold it.
  struct Looked: CustomTestStringConvertible, Sendable {
    let word: String
    let found: [String]
    var testDescription: String { word }

    init(_ word: String, _ found: String...) {
      self.word = word
      self.found = found
    }
  }

  @Test("whatever holds the words is found by its kind and number, with the command that shows it")
  func everywhere() async throws {
    let workplace = try await Self.workplace()
    for looked in [
      Looked("赡养", "案件 案1", "案件 案2"),
      Looked("王五五", "案件 案1", "案件 案2", "补贴申报 申1", "补贴申报 申2", "支付 支1/1"),
      Looked("赵六六", "补贴申报 申1", "补贴申报 申2"), Looked("支１", "支付 支1/1", "国库流水 流1"),
      Looked("红财(2024)", "支付 支1/1", "经费指标 红财〔2024〕1号"), Looked("补报", "记账流水 5"),
      Looked(
        Secret.recipient, "案件 案1", "案件 案2", "国库流水 流1", "记账流水 5"),
      Looked("没有的"),
    ] {
      let text = try await workplace.succeed("find", looked.word)
      #expect(!text.contains(Secret.recipient), "\(text)")
      #expect(text.contains("没有找到") == looked.found.isEmpty, "\(text)")
      let object = try json(try await workplace.succeed("find", looked.word, "--format", "json"))
      let rows = try #require(object["rows"] as? [[Any]])
      let keys = rows.map { "\($0[0]) \($0[1])" }
      #expect(keys == looked.found, "\(looked.word)")
      for row in rows {
        let command = try #require(row[5] as? String)
        guard !command.isEmpty else { continue }
        let shown = try await Program.shell(command, in: workplace.path)
        #expect(shown.exitCode == 0 && !shown.stdout.contains("没有符合条件的"), "\(command)")
      }
    }
  }

  @Test("what matched is printed with people masked, in every format, and counted beyond the cut")
  func printed() async throws {
    let workplace = try await Self.workplace()
    for format in ["text", "json", "csv", "markdown", "html"] {
      let printed = try await workplace.succeed(
        "find", Secret.recipient, "--format", format)
      #expect(!printed.contains(Secret.recipient) && !printed.contains("王五五"), "\(format)")
      for word in ["受援人 欧阳某某", "摘要 付欧阳某某案", "4 处"] {
        #expect(printed.contains(word), "\(format) \(printed)")
      }
    }
    let cut = try await workplace.succeed("find", Secret.recipient, "--top", "1")
    #expect(cut.contains("4 处") && cut.contains("另有 3 处没有列出"), "\(cut)")
  }

  @Test("a case's course is told in local time, each reason with what was done for it")
  func course() async throws {
    let workplace = try await Self.workplace()
    let shown = try await workplace.succeed("case", "show", "案1", "--format", "json")
    let rows = try #require(try json(shown)["rows"] as? [[String]])
    let last = try #require(rows.first { $0[2].contains("申9") })
    #expect(last[3].contains("越过规则 C03：欧阳某某的案件补报"))
    let instant = try #require(ISO8601DateFormatter().date(from: last[0]))
    let local = DateFormatter()
    local.timeZone = TimeZone(identifier: "Asia/Shanghai")
    local.dateFormat = "yyyy-MM-dd HH:mm"
    let run = try await workplace.legalaid(
      "case", "show", "案1", environment: ["TZ": "Asia/Shanghai"])
    #expect(run.stdout.contains("\(local.string(from: instant))  测试经办\n"), "\(run.stdout)")
    #expect(run.stdout.contains("理由：越过规则 C03：欧阳某某的案件补报"), "\(run.stdout)")
    #expect(!run.stdout.contains(Secret.recipient))
  }

  @Test("an unknown number is answered with the one that was probably meant")
  func nearest() async throws {
    let workplace = try await Workplace.withLedger()
    for number in ["红援〔2024〕民0123号", "红援〔2024〕刑0007号"] {
      try await workplace.succeed(
        "case", "accept", number, "--type", "民事", "--recipient", Secret.recipient, "--on",
        "2024-01-05")
    }
    for (typed, meant) in [
      ("红援〔2024〕民123号", "民0123号"), ("红援[2024]刑007号", "刑0007号"), ("红援〔2024〕民0132号", "民0123号"),
    ] {
      expectRefused(
        try await workplace.legalaid("case", "file", typed, "--on", "2024-02-01"),
        saying: ["没有登记", "是不是 红援〔2024〕\(meant)？"])
    }
    let far = try await workplace.legalaid("case", "show", "完全不同的编号")
    #expect(far.exitCode == 1 && !far.stderr.contains("是不是"))
  }

  @Test("dashes that an input method made long or full-width are read as hyphens")
  func dashes() async throws {
    let workplace = try await SmallBook.workplace()
    let expected = try await workplace.succeed("case", "list", "--year", "2024")
    for option in [
      ["——year", "2024"], ["－－year", "2024"], ["–year", "2024"], ["—year＝2024"], ["--year＝2024"],
    ] {
      #expect(try await workplace.succeed(["case", "list"] + option) == expected, "\(option)")
    }
    let value = try await workplace.succeed(
      "case", "accept", "案8", "--type", "民事", "--recipient", "李四", "--on", "2024-01-06", "--matter",
      "——")
    #expect(value.hasPrefix("已受理案件 案8"))
  }
}
