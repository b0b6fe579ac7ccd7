import Foundation
import Testing

@Suite("坏表格")
struct BadTableTests {
  @Test(
    "a bad table is refused at its place, imports nothing and shows no secret",
    arguments: BadTables.all)
  func refused(_ table: BadTable) async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    try workplace.write(table.data, to: "表.csv")
    // A good table beside it: all or nothing.
    try workplace.write(BadTables.caseHeader + BadTables.caseRow(number: "好1"), to: "好.csv")
    let run = try await workplace.legalaid("import", "好.csv", "表.csv")
    let problems = try Self.withoutNotices(run)
    expectRefused(problems, saying: table.words + ["没有导入任何一行"])
    for secret in Secret.all { #expect(!run.stderr.contains(secret), "\(run.stderr)") }
    #expect(run.stderr.utf8.count < 4_000)
    #expect(try await workplace.state() == before)
  }

  @Test("a row of which cells have slipped shows no name in another column")
  func slippedCells() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      "案件编号,案件类型,受援人,受理日期\n案1,\(Secret.recipient),2024-03-01\n案2,民事,民事,\(Secret.recipient)\n",
      to: "表.csv")
    let run = try await workplace.legalaid("import", "表.csv")
    expectRefused(run, saying: ["表.csv:2:2", "表.csv:3:4"])
    #expect(!run.stderr.contains(Secret.recipient))
  }

  @Test("every fault of every file is listed once, in the order of files and rows")
  func allFaults() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      BadTables.caseHeader + BadTables.caseRow(accepted: "2024-02-30")
        + BadTables.caseRow(number: "案2", closed: "昨天"), to: "表/甲.csv")
    try workplace.write(BadTables.fundHeader + "文1,天上,2024,2024-01-01,-5,\n", to: "表/乙.csv")
    try workplace.write("", to: "表/丙.csv")
    let run = try await workplace.legalaid("import", "表")
    expectRefused(try Self.withoutNotices(run), saying: ["共 5 处问题"])
    let places = run.stderr.matches(of: #/表/(.\.csv:[0-9]+:[0-9]+) — /#).map { String($0.1) }
    #expect(places == ["丙.csv:1:1", "乙.csv:2:2", "乙.csv:2:5", "甲.csv:2:4", "甲.csv:3:5"])
  }

  @Test("a path that does not exist, an empty folder and a device are refused")
  func badPaths() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    try FileManager.default.createDirectory(
      atPath: workplace.file("空"), withIntermediateDirectories: false)
    try workplace.write("甲", to: "别的/说明.txt")
    for (path, words) in [
      ("没有.csv", "没有.csv — 没有这个文件或文件夹"), ("空", "空 — 文件夹里没有 CSV 或 Excel 文件"),
      ("别的", "别的 — 文件夹里没有 CSV 或 Excel 文件"), ("/dev/null", "/dev/null — 这不是普通文件"),
    ] {
      expectRefused(try await workplace.legalaid("import", path), saying: [words])
    }
    #expect(try await workplace.state() == before)
  }

  @Test("a table of only a header is taken, and told")
  func headerOnly() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try await workplace.state()
    try workplace.write(BadTables.fundHeader, to: "表.csv")
    let run = try await workplace.legalaid("import", "表.csv")
    #expect(run.exitCode == 0)
    #expect(run.stdout == "导入完成\n")
    #expect(run.stderr == "提示：表.csv — 只有表头，没有数据行\n")
    #expect(try await workplace.state() == before)
  }

  @Test("a closing before acceptance is imported as it happened, and K01 names it")
  func closedBeforeAcceptance() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      BadTables.caseHeader + BadTables.caseRow(closed: "2024-02-01", outcome: "办结"), to: "表.csv")
    let run = try await workplace.legalaid("import", "表.csv")
    #expect(run.exitCode == 0)
    #expect(run.stdout == "导入完成\n案件：新增 1，补填 0，更正 0，未变 0\n")
    #expect(run.stderr == "提示：表.csv:1 — 账上不记、没有读取的列：身份证号\n")
    let statement = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    #expect(statement.exitCode == 2)
    let all = try #require(try json(statement.stdout)["findings"] as? [[String: Any]])
    // That nobody claimed for the case is found besides, as it should be.
    let findings = all.filter { $0["severity"] as? String == "high" }
    #expect(findings.count == 1)
    #expect(findings.first?["rule"] as? String == "K01")
    #expect(findings.first?["subject"] as? String == "案1")
    #expect(!statement.stdout.contains(Secret.recipient))
  }

  @Test("case close refuses with the rule what an import takes, unless it is overridden")
  func closeBeforeAcceptance() async throws {
    let workplace = try await Workplace.withLedger()
    try await workplace.succeed(
      "case", "accept", "案1", "--type", "民事", "--recipient", Secret.recipient, "--on",
      "2024-03-01")
    let before = try await workplace.state()
    let close = ["case", "close", "案1", "--on", "2024-02-01"]
    let refused = try await workplace.run(close)
    expectRefused(refused, saying: ["K01 日期倒置", "2024-03-01", "2024-02-01", "--override"])
    #expect(!refused.stderr.contains(Secret.recipient))
    #expect(try await workplace.state() == before)
    let overridden = try await workplace.run(close + ["--override", "--reason", "补录"])
    #expect(overridden.exitCode == 0, "\(overridden.stderr)")
    #expect(try await workplace.state() != before)
  }

  @Test("an import that changes what stands stops, shows both sides, and is amended with a reason")
  func conflict() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(BadTables.caseHeader + BadTables.caseRow(), to: "一月.csv")
    try workplace.write(
      BadTables.caseHeader + BadTables.caseRow(accepted: "2024-03-02", closed: "2024-05-06"),
      to: "十二月.csv")
    _ = try await workplace.legalaid("import", "一月.csv")
    let before = try await workplace.state()
    let run = try await workplace.legalaid("import", "十二月.csv")
    expectRefused(
      try Self.withoutNotices(run), saying: ["十二月.csv:2:4", "账上“2024-03-01”，表里“2024-03-02”"])
    #expect(try await workplace.state() == before)
    let amended = try await workplace.legalaid("import", "十二月.csv", "--amend", "受理日期录错")
    #expect(amended.exitCode == 0)
    #expect(amended.stdout == "导入完成\n案件：新增 0，补填 0，更正 1，未变 0\n")
    let history = try await workplace.succeed("case", "show", "案1")
    for words in ["2024-03-01", "2024-03-02", "2024-05-06", "更正原因：受理日期录错"] {
      #expect(history.contains(words), "\(history)")
    }
    let again = try await workplace.legalaid("import", "十二月.csv")
    #expect(again.stdout == "导入完成\n案件：新增 0，补填 0，更正 0，未变 1\n")
  }

  /// The run with the notices of an import taken away, which stand before its problems.
  private static func withoutNotices(_ run: Run) throws -> Run {
    let start = try #require(run.stderr.firstRange(of: "错误：")?.lowerBound)
    let notices = run.stderr[..<start].split(separator: "\n")
    #expect(notices.allSatisfy { $0.hasPrefix("提示：") || $0.hasPrefix("注意：") })
    return Run(
      stdout: run.stdout, stderr: String(run.stderr[start...]), exitCode: run.exitCode,
      isKilled: run.isKilled)
  }
}
