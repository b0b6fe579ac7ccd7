import Foundation
import TestSupport
import Testing

@Suite("期间与数字出处的命令")
struct SpanTests {
  private static func withExample() async throws -> Workplace {
    let workplace = try Workplace()
    _ = try await workplace.legalaid("demo", "--keep", Workplace.ledgerName)
    return workplace
  }

  @Test("months add to quarters and quarters to the published year, as a person adds them")
  func monthsAdd() async throws {
    let workplace = try await Self.withExample()
    let names = ["cases_accepted", "cases_closed", "claimed_fen", "appropriated_fen", "paid_fen"]
    func figures(_ arguments: String...) async throws -> [String: Int] {
      let run = try await workplace.run(["report", "tables", "--format", "json"] + arguments)
      #expect(run.exitCode == 0, "\(run.stderr)")
      let figures = try json(run.stdout)["figures"] as? [String: [String: Any]] ?? [:]
      return Dictionary(
        uniqueKeysWithValues: names.map { name in
          (name, (figures[name]?["fen"] ?? figures[name]?["count"]) as? Int ?? -1)
        })
    }
    let year = try await figures("--year", "2024")
    #expect(year["paid_fen"] == 26_360_000 && year["cases_accepted"] == 364)
    var quarters: [String: Int] = [:]
    var months: [String: Int] = [:]
    for quarter in 1...4 {
      quarters.merge(try await figures("--quarter", "2024Q\(quarter)"), uniquingKeysWith: +)
    }
    for month in 1...12 {
      months.merge(try await figures("--month", "2024-\(month)"), uniquingKeysWith: +)
    }
    #expect(quarters == year)
    #expect(months == year)
    let days = try await figures("--from", "2024-01-01", "--to", "2024-12-31")
    #expect(days == year)
  }

  @Test("a quarter's papers speak of the quarter")
  func words() async throws {
    let workplace = try await Self.withExample()
    let paragraph = try await workplace.legalaid("report", "paragraph", "--quarter", "2024年第二季度")
    #expect(paragraph.stdout.hasPrefix("红寺堡区2024年第二季度共受理法律援助案件"))
    #expect(paragraph.stdout.contains("本季度法律援助业务经费拨付"))
    let tables = try await workplace.succeed("report", "tables", "--quarter", "2024Q2")
    for words in [
      "2024年第二季度法律援助经费报表", "期间：2024年4月1日至2024年6月30日", "季初结余", "本季度支出", "按月表",
    ] {
      #expect(tables.contains(words), "\(words)\n\(tables)")
    }
    #expect(!tables.contains("与上年同期对比表"))
  }

  @Test(
    "a span that is none is refused with words",
    arguments: [
      ([], "--year、--quarter、--month"),
      (["--year", "2024", "--month", "2024-05"], "只用一种"),
      (["--from", "2024-05-01"], "--from 和 --to 要一起用"),
      (["--from", "2024-05-02", "--to", "2024-05-01"], "请对调"),
      (["--from", "2024-11-01", "--to", "2025-02-28"], "跨了预算年度"),
      (["--month", "2024-13"], "2024-05"),
      (["--quarter", "2024Q3", "--as-of", "2024-06-30"], "还没有这个期间的账"),
    ])
  func refused(arguments: [String], words: String) async throws {
    let workplace = try await Workplace.withLedger()
    for command in [["tables"], ["paragraph"], ["figure", "paid_fen"]] {
      expectRefused(
        try await workplace.run(["report"] + command + arguments), code: 64, saying: [words])
    }
  }

  @Test("figures of the example say where they come from, to the fen, naming nobody")
  func provenance() async throws {
    let workplace = try await Self.withExample()
    let report = try json(
      try await workplace.succeed("report", "tables", "--year", "2024", "--format", "json"))
    let figures = try #require(report["figures"] as? [String: [String: Any]])
    // Each figure has its facts by a property of its own; every sixth goes through the program.
    let some = figures.sorted { $0.key < $1.key }.enumerated().filter {
      $0.offset % 6 == 0 || $0.element.value["rate"] != nil
    }
    for (name, figure) in some.map(\.element) {
      let sheet = try json(
        try await workplace.succeed(
          "report", "figure", name, "--year", "2024", "--format", "json"))
      #expect(sheet["schema"] as? String == "legalaid.figure/1")
      // A rate is printed in percent and traced in hundredths of a percent.
      let rate = (figure["rate"] as? String).flatMap { Int($0.filter(\.isNumber)) }
      let printed = (figure["fen"] ?? figure["count"]) as? Int ?? rate
      #expect(sheet["value"] as? Int == printed, "\(name)")
      #expect(sheet["sum"] as? Int == sheet["value"] as? Int, "\(name)")
      let facts = try #require(sheet["facts"] as? [[String: Any]])
      let sum = facts.reduce(0) { $0 + (($1["amount_fen"] ?? $1["count"]) as? Int ?? 0) }
      if !facts.isEmpty { #expect(sum == sheet["value"] as? Int, "\(name)") }
    }
    let text = try await workplace.succeed("report", "figure", "以案定补案件支出", "--year", "2024")
    #expect(text.contains("合计与报表上的数字相等") && text.contains("255,000.00"))
    let quarter = try await workplace.succeed(
      "report", "figure", "本季度支出", "--quarter", "2024Q4", "--format", "csv")
    #expect(quarter.contains("本季度支出的出处"))
  }

  @Test("a name that is no figure is answered with those that are, the nearest first")
  func unknownFigure() async throws {
    let workplace = try await Workplace.withLedger()
    let run = try await workplace.legalaid("report", "figure", "以案定补支出", "--year", "2024")
    #expect(run.exitCode == 64 && run.stdout == "")
    let names = run.stderr.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(names.first?.contains("paid_case_fen  以案定补案件支出") ?? false, "\(run.stderr)")
  }

  @Test("a year with a year before it is compared with it, the same after going on")
  func comparison() async throws {
    let workplace = try await SmallBook.workplace(cases: 2)
    // The ledger kept the year before: money of it was paid.
    try await workplace.succeed(
      "fund", "receive", "红财〔2023〕1号", "--fund-source", "本级财政", "--fiscal-year", "2023", "--on",
      "2023-01-10", "--amount", "100")
    try await workplace.succeed(
      "pay", "record", "旧支", "--use", "其他", "--document", "红财〔2023〕1号", "--on", "2023-05-10",
      "--amount", "100", "--payee", "甲文印店", "--approved-by", "赵六六")
    try await workplace.succeed(
      "case", "accept", "旧案", "--type", "刑事", "--recipient", Secret.recipient, "--on", "2023-06-01")
    let first = try await workplace.succeed("report", "tables", "--year", "2024")
    #expect(first.contains("与上年同期对比表"))
    #expect(first.contains("受理案件") && first.contains("100.00%"))
    #expect(try await workplace.succeed("report", "tables", "--year", "2024") == first)
    try await workplace.succeed(
      "case", "accept", "旧案2", "--type", "刑事", "--recipient", Secret.recipient, "--on", "2023-07-01"
    )
    let second = try await workplace.succeed("report", "tables", "--year", "2024")
    #expect(second != first && second.contains("0.00%"))
    let half = try await workplace.succeed(
      "report", "tables", "--year", "2024", "--as-of", "2024-06-15")
    #expect(half.contains("上年同期按截至 2023年6月15日的记录计"))
  }
}
