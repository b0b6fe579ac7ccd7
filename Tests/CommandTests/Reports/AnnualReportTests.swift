import Foundation
import TestSupport
import Testing

@Suite("年度报告")
struct AnnualReportTests {
  private static let name = "年度报告.html"

  private static func withExample() async throws -> Workplace {
    let workplace = try Workplace()
    _ = try await workplace.legalaid("demo", "--keep", Workplace.ledgerName)
    return workplace
  }

  @Test("the report of the example is the committed one, and says that the year is open")
  func golden() async throws {
    let workplace = try await Self.withExample()
    let run = try await workplace.legalaid("report", "pack", "--year", "2024", "--format", "html")
    #expect(run.exitCode == 0)
    #expect(run.stderr == "注意：2024 年度还没有结账，报表包按现在的账写出\n")
    expectGolden(run.stdout, "hongsibu-2024/annual-report.html")
    #expect(try workplace.names() == [Workplace.ledgerName])
  }

  @Test("the report stands in the pack, on the screen and in a file with the same bytes")
  func sameBytes() async throws {
    let workplace = try await Self.withExample()
    let printed = try await workplace.legalaid(
      "report", "pack", "--year", "2024", "--format", "html")
    let written = try await workplace.legalaid(
      "report", "pack", "--year", "2024", "--format", "html", "--output", "报告.html")
    #expect(written.exitCode == 0 && written.stdout == "")
    _ = try await workplace.legalaid("report", "pack", "--year", "2024", "--folder", "包")
    #expect(try workplace.text(of: "报告.html") == printed.stdout)
    #expect(try workplace.text(of: "包/\(Self.name)") == printed.stdout)
  }

  @Test("of a closed year the sealed report is printed, whatever is recorded later")
  func sealed() async throws {
    let workplace = try await Self.withExample()
    for line in [
      "explain F01 红财指标〔2024〕示例3号 --reason 上年结转漏登 --confirmed-by 赵六",
      "explain F03 2024 --reason 上年结转漏登", "close-year 2024 --folder 封存",
    ] {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      #expect(run.exitCode == 0, "\(run.stderr)")
    }
    try await workplace.succeed(
      "case", "accept", "红援〔2025〕民001号", "--type", "民事", "--recipient", "李四", "--on", "2025-01-06")
    let printed = try await workplace.succeed(
      "report", "pack", "--year", "2024", "--format", "html")
    #expect(printed == (try workplace.text(of: "封存/\(Self.name)")))
    #expect(printed.contains("上年结转漏登"))
  }

  @Test("no recipient of a messy book is named in its report")
  func names() async throws {
    let workplace = try await Workplace.withLedger()
    try await MessyBook.record(in: workplace)
    for year in ["2023", "2024"] {
      let run = try await workplace.legalaid("report", "pack", "--year", year, "--format", "html")
      #expect(run.exitCode == 0 && run.stdout.hasSuffix("</html>\n"))
      // The others bear the names of officers who explained something.
      for name in ["欧阳", "翠花", "孙九", "周,十", "吴\"十一\"", "吴&quot;"] {
        #expect(!run.stdout.contains(name), "\(name)")
      }
    }
  }

  @Test(
    "a pack that is printed goes into no folder, and a folder is not printed",
    arguments: ["--format html --folder 包", "--output 报告.html", "--format text"])
  func usage(options: String) async throws {
    let workplace = try await Self.withExample()
    let arguments =
      ["report", "pack", "--year", "2024"] + options.split(separator: " ").map(String.init)
    let run = try await workplace.run(arguments)
    #expect(run.exitCode == 64)
    #expect(run.stdout == "")
    #expect(try workplace.names() == [Workplace.ledgerName])
  }
}
