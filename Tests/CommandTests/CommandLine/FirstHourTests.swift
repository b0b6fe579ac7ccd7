import Foundation
import TestSupport
import Testing

@Suite("财务人员的第一个小时")
struct FirstHourTests {
  /// The commands of the guide's chapters, in their order, one string for each line.
  private static func commands() throws -> [String] {
    try guideChapters().flatMap { chapter in
      try repositoryText(chapter).matches(of: /```sh\n(.*?)```/.dotMatchesNewlines())
        .flatMap { block in block.1.split(separator: "\n").map(String.init) }
    }
  }

  @Test("every command that the guide shows does what it says, in its order")
  func everyCommand() async throws {
    let workplace = try Workplace()
    try workplace.write(BigTable.cases(12, prefix: "去年案"), to: "我的表格/案件.csv")
    try workplace.write("随手记", to: "我的表格/说明.txt")
    let published = "全年办理案件12件，其中民事8件、刑事4件。"
    try workplace.write(published, to: "年报.txt")
    try workplace.write("<p>\(published)</p>", to: "年报.html")
    let commands = try Self.commands().filter { !Self.installs($0) }
    #expect(commands.count >= 50)
    var environment: [String: String?] = [:]
    for command in commands {
      if command.hasPrefix("export ") {
        for match in command.matches(of: /([A-Z_]+)=([^ ]+)/) {
          environment[String(match.1)] = String(match.2)
        }
        continue
      }
      let run = try await Program.shell(command, environment: environment, in: workplace.path)
      // The example is overspent, as the README shows, and reconcile says so with its exit code.
      let expected: Int32 = command == "legalaid reconcile --year 2024" ? 2 : 0
      #expect(run.exitCode == expected, "\(command)\n\(run.stderr)")
      #expect(!run.stderr.contains("错误"), "\(command)\n\(run.stderr)")
    }
    let names = [
      "2024年度报表包", "2025.sqlite", "值班补贴表.docx", "公开段落.docx", "发放表.docx", "发放表.xlsx",
      "备份-20250331.sqlite",
      "备份-20250331.sqlite.manifest.json", "对账表.html", "年度报告.html", "年报.html", "年报.txt",
      "我的表格", "报表.csv", "报表.xlsx", "报送", "核对.html", "示例.sqlite", "两人.sqlite",
      "赵一.密码", "钱二.密码", "县.sqlite", ".县.sqlite-receipts", "报送.密码", "优盘", "省", "示例省",
      "下达.csv", "计算单.docx",
    ].sorted()
    // A restored ledger leaves the one it replaced beside it, under a name with the time.
    let found = try workplace.names().filter {
      !$0.contains(".replaced-") && $0 != ".2025.sqlite-backup"
    }
    #expect(found == names)
    #expect(try workplace.text(of: "对账表.html").contains("红寺堡区司法局 2025 年度"))
    for name in ["公开段落.txt", "对账表.csv", "报表.json"] {
      #expect(
        try workplace.bytes(of: "2024年度报表包/\(name)") == workplace.bytes(of: "报送/2024年度/\(name)"))
    }
    #expect(try workplace.text(of: "报表.csv").contains("红寺堡区司法局 2025 年度"))
    let history = try await workplace.succeed(
      "case", "show", "红援〔2025〕民001号", "--ledger", "2025.sqlite")
    #expect(history.contains("  张三\n"), "\(history)")
    #expect(history.contains("支002"))
  }

  @Test("the output that the README shows is what the demo prints")
  func shownOutput() async throws {
    let workplace = try Workplace()
    let printed = try await workplace.succeed("demo").filter { !$0.isWhitespace }
    let text = try repositoryText("README.md")
    let match = try #require(
      text.firstMatch(of: /What the first one prints(?:.|\n)*?```text\n((?:.|\n)*?)```/))
    for block in String(match.1).split(separator: "\n\n") {
      let shown = block.filter { !$0.isWhitespace }
      #expect(printed.contains(shown), "\(block)")
    }
  }

  @Test("the columns that the guide names are those that the tables know")
  func columns() async throws {
    let workplace = try await Workplace.withLedger()
    let text = try guideChapters().map { try repositoryText($0) }.joined()
    let rows = text.matches(of: /\n\| ([^|]+) \| ([^|]+) \| ([^|]*) ?\|(?=\n)/)
    let start = try #require(rows.firstIndex { $0.1 == "经费指标" })
    let tables = rows[start..<min(start + 10, rows.count)]
    #expect(tables.count == 10)
    for table in tables {
      let required = table.2.split(separator: "、").joined(separator: ",")
      let optional = table.3.split(separator: "、").map { $0.trimmingCharacters(in: .whitespaces) }
      let all = ([required] + optional.filter { !$0.isEmpty }).joined(separator: ",")
      try workplace.write(all + "\n", to: "表.csv")
      let run = try await workplace.legalaid("import", "表.csv", "--dry-run")
      #expect(run.exitCode == 0, "\(table.1)\n\(run.stderr)")
      #expect(run.stderr == "提示：表.csv — 只有表头，没有数据行\n", "\(table.1)")
      // Each column that is named as required is.
      for column in table.2.split(separator: "、") {
        let others = all.split(separator: ",").filter { $0 != column }.joined(separator: ",")
        try workplace.write(others + "\n", to: "缺.csv")
        let missing = try await workplace.legalaid("import", "缺.csv", "--dry-run")
        #expect(missing.exitCode == 1, "\(table.1) \(column)")
      }
    }
  }

  /// Whether a line builds or installs the program, which the tests have built already.
  private static func installs(_ command: String) -> Bool {
    command.hasPrefix("swift ") || command.hasPrefix("sudo ")
  }
}
