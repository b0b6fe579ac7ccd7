import Foundation
import Testing

@Suite("导出再导入")
struct RoundTripTests {
  @Test("the example, exported and imported into a new ledger, is the same book")
  func example() async throws {
    let workplace = try Workplace()
    _ = try await workplace.legalaid("demo", "--keep", Workplace.ledgerName)
    try workplace.layOutExample()
    try await Self.expectSameBook(
      after: workplace, agency: "红寺堡区司法局", region: "红寺堡区", years: ["2023", "2024", "2025"])
    let rows = try await workplace.succeed("export", "再导出", "--dry-run")
    #expect(rows.contains("cases.csv：364 行") && rows.contains("payments.csv：395 行"), "\(rows)")
    #expect(!workplace.exists("再导出"))
  }

  @Test("a messy book of three years, exported and imported into a new ledger, is the same book")
  func messyBook() async throws {
    let workplace = try await Workplace.withLedger()
    try await MessyBook.record(in: workplace)
    // What is compared below must have something to compare.
    for (year, rules) in [
      ("2023", ["C01", "C03", "D03", "F01", "F06", "K01", "P04", "P05", "P09"]),
      ("2024", ["D01", "P05"]),
    ] {
      let run = try await workplace.legalaid("reconcile", "--year", year, "--format", "json")
      let found = Set(try json(run.stdout).countsByRule.keys)
      #expect(found.isSuperset(of: rules), "\(found.sorted())")
    }
    try await Self.expectSameBook(
      after: workplace, agency: "测试区司法局", region: "测试区",
      years: ["2022", "2023", "2024", "2025"])
    let statement = try await workplace.legalaid("reconcile", "--year", "2023").stdout
    #expect(statement.contains("说明：已报批,“附件一”"), "\(statement)")
    #expect(!statement.contains("初步核实"))
    #expect(try workplace.text(of: "导出/explanations.csv").contains("钱七"))
    #expect(try workplace.text(of: "导出/matches.csv").contains("国2,支2、支3,撤销,"))
  }

  @Test("a closed year leaves its explanations and its carried balance to a new ledger")
  func closedYear() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    for line in [
      SmallBook.pay("支1", 1), SmallBook.pay("支2", 2),
      SmallBook.pay("支3", 2, "--amount", "100", "--override", "--reason", "补差旅"),
      ["explain", "P05", "案2", "--reason", "误记", "--confirmed-by", "赵六六", "--operator", "张三"],
      ["close-year", "2024"],
      [
        "pay", "record", "支9", "--document", SmallBook.document, "--on", "2025-02-01", "--use",
        "其他",
        "--amount", "300", "--payee", "甲律师事务所",
      ],
    ] {
      let run = try await workplace.run(line)
      #expect(run.exitCode == 0, "\(run.stderr)")
    }
    try await Self.expectSameBook(
      after: workplace, agency: "测试区司法局", region: "测试区", years: ["2024", "2025", "2026"])
    #expect(
      try workplace.text(of: "导出/openings.csv").hasSuffix("\r\n2025,8300.00,结账结转\r\n"))
    #expect(try workplace.text(of: "导出/explanations.csv").contains("P05,案2,"))
    // The closing itself stays at home: in the new ledger the year can be closed again.
    let closed = try await workplace.succeed(
      "close-year", "2024", "--ledger", "新.sqlite", "--folder", "新的报表包")
    #expect(closed.contains("结转 8,300.00 元"), "\(closed)")
    // An export that comes back brings nothing.
    let state = try await workplace.state()
    let again = try await workplace.legalaid("import", "导出")
    #expect(again.exitCode == 0, "\(again.stderr)")
    #expect(try await workplace.state() == state)
  }

  @Test("an export is for its owner only and never replaces a file")
  func exportKeepsFiles() async throws {
    let workplace = try await Workplace.withLedger()
    try await workplace.succeed("export", "导出")
    let cases = workplace.file("导出/cases.csv")
    let mode = try FileManager.default.attributesOfItem(atPath: cases)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try workplace.write("别人的文件", to: "占用/payments.csv")
    expectRefused(try await workplace.legalaid("export", "占用"), saying: ["payments.csv”已经存在"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.file("占用")).count == 1)
    #expect(try workplace.text(of: "占用/payments.csv") == "别人的文件")
    try workplace.write("文件", to: "不是文件夹")
    expectRefused(try await workplace.legalaid("export", "不是文件夹"), saying: ["不能写入"])
  }

  /// Exports a ledger, imports the tables into a new one, and expects the same statements, reports
  /// and tables of both; only the heads of their journals differ.
  private static func expectSameBook(
    after workplace: Workplace, agency: String, region: String, years: [String]
  ) async throws {
    try await workplace.succeed("export", "导出")
    try await workplace.succeed(
      "init", "--agency", agency, "--region", region, "--ledger", "新.sqlite")
    let imported = try await workplace.legalaid("import", "导出", "--ledger", "新.sqlite")
    #expect(imported.exitCode == 0)
    #expect(!imported.stderr.contains("注意"), "\(imported.stderr)")
    for year in years {
      for rest in [[], ["--as-of", "\(year)-06-30"]] {
        let line = ["reconcile", "--year", year, "--format", "json"] + rest
        let old = try await workplace.run(line)
        let new = try await workplace.run(line + ["--ledger", "新.sqlite"])
        #expect(new.exitCode == old.exitCode)
        var (left, right) = (try json(old.stdout), try json(new.stdout))
        #expect(left["ledger_head"] as? String != right["ledger_head"] as? String)
        left["ledger_head"] = nil
        right["ledger_head"] = nil
        #expect(try canonical(left) == canonical(right), "\(line)")
      }
      let report = ["report", "tables", "--year", year, "--format", "json"]
      let old = try await workplace.run(report)
      #expect(try await workplace.run(report + ["--ledger", "新.sqlite"]).stdout == old.stdout)
    }
    try await workplace.succeed("export", "再", "--ledger", "新.sqlite")
    let files = try FileManager.default.contentsOfDirectory(atPath: workplace.file("导出"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workplace.file("再")).count == files.count)
    for name in files {
      #expect(try workplace.text(of: "再/\(name)") == workplace.text(of: "导出/\(name)"), "\(name)")
    }
    _ = try await workplace.state(of: "新.sqlite")
  }
}
