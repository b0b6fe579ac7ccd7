import Foundation
import Testing

@Suite("年终")
struct YearEndTests {
  /// 2024 with two cases that are paid, the second by 100 yuan too much.
  private static func workplace() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    for line in [
      SmallBook.pay("支1", 1), SmallBook.pay("支2", 2),
      SmallBook.pay("支3", 2, "--amount", "100", "--override", "--reason", "补差旅"),
    ] {
      let run = try await workplace.run(line)
      #expect(run.exitCode == 0, "\(run.stderr)")
    }
    return workplace
  }

  private static func explain(_ workplace: Workplace) async throws {
    let said = try await workplace.succeed(
      "explain", "p05", "案2", "--reason", "差旅费误记，已批准", "--confirmed-by", "赵六六",
      "--operator", "张三三")
    #expect(said.hasPrefix("已说明 P05 案2（1 项）\n"), "\(said)")
  }

  /// The files of a folder with their bytes.
  private static func files(
    of folder: String, in workplace: Workplace
  ) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: workplace.file(folder))
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try workplace.bytes(of: "\(folder)/\($0)")) })
  }

  @Test("from the first refusal to the sealed pack, and open again: a year's end as it goes")
  func wholeLife() async throws {
    let workplace = try await Self.workplace()
    let state = try await workplace.state()
    let names = try workplace.names()
    let refused = try await workplace.legalaid("close-year", "2024")
    expectRefused(refused, saying: ["有 1 项没有解决或说明", "\n  P05 超核发支付 案2：", "explain"])
    #expect(try await workplace.state() == state)
    #expect(try workplace.names() == names)
    try await Self.explain(workplace)
    let closed = try await workplace.succeed("close-year", "2024")
    #expect(closed.hasPrefix("2024 年度已结账，结转 1 个指标\n"), "\(closed)")
    #expect(closed.contains("  \(SmallBook.document)  结转 8,300.00 元\n"))
    #expect(closed.contains("报表包在 \(workplace.file("2024年度报表包"))\n"))
    let pack = try Self.files(of: "2024年度报表包", in: workplace)
    #expect(
      Set(pack.keys).isSuperset(of: [
        "公开段落.txt", "对账表.txt", "对账表.csv", "对账表.json", "报表.txt", "报表.csv", "报表.json",
      ]))
    #expect(pack.values.allSatisfy { !$0.isEmpty })
    let statement = try workplace.text(of: "2024年度报表包/对账表.txt")
    #expect(statement.contains("说明：差旅费误记，已批准（张三三 "), "\(statement)")
    #expect(statement.contains("赵六六 复核"))
    for (name, bytes) in pack {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(Secret.recipient), "\(name)")
    }
    // Closed twice, nothing changes.
    let sealed = try await workplace.state()
    let again = try await workplace.succeed("close-year", "2024")
    #expect(again.hasPrefix("2024 年度早已结账，账本没有改动\n报表包在 "), "\(again)")
    #expect(try await workplace.state() == sealed)
    try await Self.expectNextYear(workplace, pack)
    try await Self.expectReopened(workplace, pack)
  }

  /// The next year goes on with what was carried; the pack of the closed one stays what it was.
  private static func expectNextYear(
    _ workplace: Workplace, _ pack: [String: Data]
  ) async throws {
    try await workplace.succeed(
      "pay", "record", "支9", "--document", SmallBook.document, "--on", "2025-02-01", "--use", "其他",
      "--amount", "300", "--payee", "甲律师事务所")
    let run = try await workplace.legalaid("reconcile", "--year", "2025", "--format", "json")
    let totals = try json(run.stdout)["totals"] as? [String: Any]
    #expect(totals?["opening_fen"] as? Int == 830_000)
    #expect(totals?["appropriated_fen"] as? Int == 0)
    #expect(totals?["paid_fen"] as? Int == 30_000)
    try await workplace.succeed("report", "pack", "--year", "2024", "--folder", "再出")
    #expect(try files(of: "再出", in: workplace) == pack)
    // Into the folder that is there it is written as it stands, or not at all.
    try await workplace.succeed("report", "pack", "--year", "2024")
    #expect(try files(of: "2024年度报表包", in: workplace) == pack)
    try workplace.write("批注", to: "2024年度报表包/我的.txt")
    for line in [["report", "pack", "--year", "2024"], ["close-year", "2024"]] {
      expectRefused(try await workplace.run(line), saying: ["内容不同"])
    }
    try FileManager.default.removeItem(atPath: workplace.file("2024年度报表包/我的.txt"))
    let open = try await workplace.legalaid("report", "pack", "--year", "2025")
    #expect(open.exitCode == 0)
    #expect(open.stderr == "注意：2025 年度还没有结账，报表包按现在的账写出\n")
    #expect(workplace.exists("2025年度报表包-未结账/报表.csv"))
  }

  private static func expectReopened(
    _ workplace: Workplace, _ pack: [String: Data]
  ) async throws {
    let opened = try await workplace.succeed("reopen-year", "2024", "--reason", "漏记一笔")
    #expect(opened == "2024 年度已重新打开；处理完请再次 close-year 2024\n")
    try await workplace.succeed(
      "pay", "reverse", "支3", "--as", "支4", "--on", "2024-12-30", "--reason", "退回")
    let closed = try await workplace.succeed("close-year", "2024")
    #expect(closed.contains("结转 8,400.00 元"), "\(closed)")
    #expect(closed.contains("2024年度报表包-第2次结账\n"))
    #expect(try files(of: "2024年度报表包-第2次结账", in: workplace).keys == pack.keys)
    #expect(try files(of: "2024年度报表包", in: workplace) == pack)
    let left = try workplace.names().filter { $0.hasPrefix(".") }
    #expect(left == [])
    _ = try await workplace.state()
  }

  @Test("an explanation is in the statement's JSON until the facts change under it")
  func explanation() async throws {
    let workplace = try await Self.workplace()
    func finding() async throws -> [String: Any] {
      let run = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
      let findings = try json(run.stdout)["findings"] as? [[String: Any]] ?? []
      return try #require(findings.first { $0["rule"] as? String == "P05" })
    }
    #expect(try await finding()["explanation"] is NSNull)
    try await Self.explain(workplace)
    let explained = try await finding()
    #expect(explained["outcome"] as? String == "explained")
    let words = try #require(explained["explanation"] as? [String: Any])
    #expect(words["by"] as? String == "张三三" && words["reason"] as? String == "差旅费误记，已批准")
    #expect((words["on"] as? String)?.utf8.count == 10)
    try await workplace.succeed(
      "pay", "reverse", "支3", "--as", "支4", "--on", "2024-12-30", "--amount", "1", "--reason", "退回")
    let lapsed = try await finding()
    #expect(lapsed["outcome"] as? String == "contradiction")
    #expect(lapsed["explanation"] is NSNull)
    let refused = try await workplace.legalaid("close-year", "2024")
    expectRefused(refused, saying: ["（原有说明因账目变动已失效）"])
  }

  @Test("what an explanation needs is asked for, and nothing is written")
  func refusedExplanations() async throws {
    let workplace = try await Self.workplace()
    let state = try await workplace.state()
    let lines: [(line: [String], words: [String])] = [
      (["P05", "案2"], ["--confirmed-by"]),
      (["P05", "案2", "--confirmed-by", "张 三三"], ["不能是同一人"]),
      (["P05", "案7", "--confirmed-by", "赵六六"], ["现有的对象是 案2"]),
      (["X01", "案2"], ["没有规则 X01", "F01、F02"]),
      (["C05", "2024"], ["无法核验"]),
    ]
    for (line, words) in lines {
      let run = try await workplace.run(
        ["explain"] + line + ["--reason", "已核实", "--operator", "张三三"])
      expectRefused(run, saying: words)
      #expect(try await workplace.state() == state)
    }
  }

  @Test("nothing that is dated in a closed year is recorded or imported, and it is said where")
  func closedYear() async throws {
    let workplace = try await Self.workplace()
    try await Self.explain(workplace)
    try await workplace.succeed("close-year", "2024")
    let before = try workplace.bytes(of: Workplace.ledgerName)
    for line in [
      "case accept 新1 --type 民事 --recipient 李四 --on 2024-12-31",
      "case file 案1 --on 2024-04-06",
      "pay record 支8 --document \(SmallBook.document) --on 2024-12-31 --use 其他 --amount 5"
        + " --payee 甲所",
      "duty record 值1 --on 2024-12-31 --site 甲 --lawyer 乙 --firm 丙 --rate 5",
      "pay reverse 支1 --as 支8 --on 2024-12-31 --reason 退票",
      "fund adjust \(SmallBook.document) --fiscal-year 2024 --amount 5 --on 2024-12-31 --reason 追加",
      "fund receive 新文 --fund-source 捐赠 --fiscal-year 2024 --on 2025-01-01 --amount 5",
      "fund opening --year 2024 --amount 5",
      "explain P05 案2 --year 2024 --reason 再说 --confirmed-by 赵六六",
    ] {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      #expect(run.exitCode == 1, "\(line)")
      #expect(run.stderr.contains("错误：2024 年度已经结账，不再记入该年度及以前的内容（"), "\(run.stderr)")
      #expect(run.stderr.contains("reopen-year 2024"))
    }
    try workplace.write(
      "案件编号,案件类型,受援人,受理日期\n新1,民事,\(Secret.recipient),2025-01-05\n"
        + "新2,民事,\(Secret.recipient),2024-12-31\n", to: "表/案件.csv")
    let imported = try await workplace.legalaid("import", "表/案件.csv")
    expectRefused(
      imported, saying: ["表/案件.csv:3:1 — 2024 年度已经结账 — 受理日期 2024-12-31 — ", "共 1 处问题"])
    #expect(!imported.stderr.contains(Secret.recipient))
    #expect(try workplace.bytes(of: Workplace.ledgerName) == before)
    try await workplace.succeed(
      "case", "accept", "新1", "--type", "民事", "--recipient", "李四", "--on", "2025-01-05")
  }

  @Test("a year-end's rehearsals leave neither a byte nor a folder")
  func rehearsals() async throws {
    let workplace = try await Self.workplace()
    func expectNothing(_ line: String) async throws {
      let before = try workplace.bytes(of: Workplace.ledgerName)
      let names = try workplace.names()
      let run = try await workplace.run(line.split(separator: " ").map(String.init) + ["--dry-run"])
      #expect(run.exitCode == 0, "\(line)\n\(run.stderr)")
      #expect(run.stdout.hasPrefix("（试算，未写入）"), "\(run.stdout)")
      #expect(try workplace.bytes(of: Workplace.ledgerName) == before, "\(line)")
      #expect(try workplace.names() == names, "\(line)")
    }
    try await expectNothing("explain P05 案2 --reason 已核实 --confirmed-by 赵六六")
    let names = try workplace.names()
    expectRefused(
      try await workplace.legalaid("close-year", "2024", "--dry-run"), saying: ["P05 超核发支付 案2"])
    #expect(try workplace.names() == names)
    try await Self.explain(workplace)
    try await expectNothing("close-year 2024")
    try await workplace.succeed("close-year", "2024")
    try await expectNothing("reopen-year 2024 --reason 漏记")
    try await expectNothing("report pack --year 2024 --folder 别处")
  }

  @Test("a folder that is taken keeps the year open, a ledger that was changed by hand as well")
  func obstacles() async throws {
    let workplace = try await Self.workplace()
    try await Self.explain(workplace)
    let state = try await workplace.state()
    try workplace.write("别的", to: "2024年度报表包/对账表.txt")
    expectRefused(
      try await workplace.legalaid("close-year", "2024"), saying: ["2024年度报表包”已经存在，内容不同"])
    expectRefused(
      try await workplace.legalaid("close-year", "2024", "--folder", "表/指标.csv/包"),
      saying: ["不能把报表包写到"])
    #expect(try await workplace.state() == state)
    #expect(try workplace.names().filter { $0.hasPrefix(".") } == [])
    var bytes = try workplace.bytes(of: Workplace.ledgerName)
    let word = try #require(bytes.firstRange(of: Data("赡养".utf8)))
    bytes.replaceSubrange(word, with: Data("抚养".utf8))
    try workplace.write(bytes, to: "改.sqlite")
    let damaged = try await workplace.legalaid(
      "close-year", "2024", "--ledger", "改.sqlite", "--folder", "包")
    expectRefused(damaged, saying: ["账本核验没有通过，不能结账", "案件 案2"])
    #expect(!workplace.exists("包"))
  }

  @Test("two officers who close the year at once close it once, and both find the whole pack")
  func atOnce() async throws {
    let workplace = try await Self.workplace()
    try await Self.explain(workplace)
    let runs = try (1...4).map { _ in try workplace.start(["close-year", "2024"]) }
    var words: [String] = []
    for run in runs {
      let ended = try await run.finish()
      #expect(ended.exitCode == 0, "\(ended.stderr)")
      words.append(ended.stdout)
    }
    #expect(words.count { $0.hasPrefix("2024 年度已结账") } == 1)
    #expect(words.count { $0.hasPrefix("2024 年度早已结账") } == 3)
    #expect(try workplace.names().filter { $0.contains("报表包") } == ["2024年度报表包"])
    try await workplace.succeed("report", "pack", "--year", "2024", "--folder", "再出")
    #expect(
      try Self.files(of: "再出", in: workplace) == Self.files(of: "2024年度报表包", in: workplace))
    _ = try await workplace.state()
  }

  @Test("a folder that is named takes the pack, beside any ledger")
  func folder() async throws {
    let workplace = try await Self.workplace()
    try await Self.explain(workplace)
    let said = try await workplace.succeed("close-year", "2024", "--folder", "归档/2024 年/包")
    #expect(said.contains("归档/2024 年/包\n"), "\(said)")
    #expect(workplace.exists("归档/2024 年/包/对账表.csv"))
    #expect(!workplace.exists("2024年度报表包"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workplace.file("归档/2024 年")) == ["包"])
  }
}
