import Foundation
import TestSupport
import Testing

@Suite("文稿命令")
struct ParagraphTests {
  private static let folder = "yunshan-2024"

  @Test(
    "each variant of the example is the committed one, by its English and its Chinese name",
    arguments: [("disclosure", "公开"), ("summary", "工作总结"), ("lottery", "中彩金")])
  func variants(name: String, chinese: String) async throws {
    let workplace = try await LotteryExample.workplace()
    let text = try await workplace.succeed(
      "report", "paragraph", "--year", "2024", "--variant", name)
    expectGolden(text, "\(Self.folder)/paragraph-\(name).txt")
    let other = try await workplace.succeed(
      "report", "paragraph", "--year", "2024", "--variant", chinese)
    #expect(other == text)
    #expect(!text.contains(Secret.recipient) && !text.contains(LotteryExample.lawyer))
    let demo = try Workplace()
    _ = try await demo.legalaid("demo", "--keep", Workplace.ledgerName)
    let published = try await demo.legalaid(
      "report", "paragraph", "--year", "2024", "--variant", name)
    expectGolden(published.stdout, "hongsibu-2024/paragraph-\(name).txt")
    // Whoever publishes what does not add up is told so, or refused, in every variant.
    #expect(published.stderr.contains("3,600.00 元"))
    let strict = try await demo.legalaid(
      "report", "paragraph", "--year", "2024", "--variant", name, "--strict")
    expectNothing(strict)
  }

  @Test("a quarter, a month, some days and an unfinished year speak of themselves")
  func spans() async throws {
    let workplace = try await LotteryExample.workplace()
    var texts = ""
    for span in [
      ["--quarter", "2024Q2"], ["--month", "2024-06"],
      ["--from", "2024-03-15", "--to", "2024-05-20"], ["--year", "2024", "--as-of", "2024-06-30"],
    ] {
      for variant in ["disclosure", "summary", "lottery"] {
        let run = try await workplace.run(["report", "paragraph", "--variant", variant] + span)
        #expect(run.exitCode == 0, "\(run.stderr)")
        texts += "\(variant) \(span.joined(separator: " "))\n\(run.stdout)\n"
      }
    }
    expectGolden(texts, "\(Self.folder)/paragraphs-of-spans.txt")
  }

  private func expectNothing(_ run: Run) {
    #expect(run.exitCode == 1)
    #expect(run.stdout == "")
    #expect(run.stderr.contains("错误：账没有平"))
  }

  @Test("a bureau's own template is read, and what is wrong with it is said before anything else")
  func ownTemplate() async throws {
    let workplace = try await LotteryExample.workplace()
    let command = ["report", "paragraph", "--year", "2024", "--template", "本局.txt"]
    try workplace.write("\u{FEFF}{{地区}}{{时段}}\n支出{{paid}}万元。\n", to: "本局.txt")
    #expect(try await workplace.run(command).stdout == "云山县2024年支出1.34万元。\n")
    let faults: [(Data, String)] = [
      (Data("一\n{{受援人}}".utf8), "“本局.txt”模板第 2 行：没有名为“受援人”的标签"),
      (Data("{{#paid}}".utf8), "“本局.txt”模板第 1 行：{{#paid}} 没有在本段内写完"),
      (Data([0xFF, 0xFE, 0x00]), "不是 UTF-8 文本"), (Data(), "没有内容"),
      (Data(repeating: 0x41, count: 2_000_000), "太大"),
    ]
    for (data, words) in faults {
      try workplace.write(data, to: "本局.txt")
      expectRefused(try await workplace.run(command), saying: [words])
    }
    expectRefused(
      try await workplace.legalaid("report", "paragraph", "--year", "2024", "--template", "没有.txt"),
      saying: ["读不到模板“没有.txt”"])
    let both = try await workplace.legalaid(
      "report", "paragraph", "--year", "2024", "--template", "本局.txt", "--variant", "公开")
    expectRefused(both, code: 64, saying: ["只能用一个"])
    let unknown = try await workplace.legalaid(
      "report", "paragraph", "--year", "2024", "--variant", "诗")
    expectRefused(unknown, code: 64, saying: ["disclosure（公开）", "lottery（中彩金）"])
  }

  @Test("the tags are listed with what they stand for now")
  func tags() async throws {
    let workplace = try await LotteryExample.workplace()
    let tags = try await workplace.succeed(
      "report", "paragraph", "--year", "2024", "--tags", "--format", "csv")
    #expect(tags.contains("\r\n{{casesPaidLottery}},中彩金支付的案件,5\r\n"))
    #expect(tags.contains("\r\n{{paidCaseLottery}},中彩金案件支出,0.66\r\n"))
    #expect(!tags.contains(Secret.recipient))
  }
}

@Suite("清单命令")
struct ListReportTests {
  private static let folder = "yunshan-2024"

  @Test(
    "the lists of the example are the committed ones", arguments: ["unpaid", "firms", "lottery"])
  func lists(name: String) async throws {
    let workplace = try await LotteryExample.workplace()
    let text = try await workplace.succeed("report", name, "--year", "2024")
    // The digest of the ledger holds the hour of recording.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    expectGolden(
      lines.filter { !$0.hasPrefix("账簿校验码") }.joined(separator: "\n"),
      "\(Self.folder)/\(name).txt")
    #expect(!text.contains(Secret.recipient))
    let json = try await workplace.succeed("report", name, "--year", "2024", "--format", "json")
    #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [Any])
  }

  @Test("the masked form of the firms' list names no lawyer; the tables never do")
  func masked() async throws {
    let workplace = try await LotteryExample.workplace()
    let open = try await workplace.succeed("report", "firms", "--year", "2024")
    #expect(open.contains(LotteryExample.lawyer))
    let masked = try await workplace.succeed("report", "firms", "--year", "2024", "--masked")
    let tables = try await workplace.succeed("report", "tables", "--year", "2024")
    for name in [LotteryExample.lawyer, LotteryExample.dutyLawyer, Secret.recipient] {
      #expect(!masked.contains(name) && !tables.contains(name))
    }
    for title in ["未付账龄表", "未付清单", "律所汇总表", "中彩金收支表", "中彩金案件待核表"] {
      #expect(tables.contains(title))
    }
  }
}

@Suite("期间的发放表、公示表和免税申报清单")
struct SpanPapersTests {
  @Test(
    "the papers hold the payments of the span, and no others",
    arguments: [
      (["--month", "2024-06"], ["支7", "支8", "支9"]),
      (["--quarter", "2024Q1"], ["支4"]),
      (["--from", "2024-04-10", "--to", "2024-04-22"], ["支5", "支6", "支值1"]),
      (["--year", "2023"], ["支1", "支2", "支3"]),
      (["--year", "2024", "--voucher", "支8", "--voucher", "支1"], ["支8"]),
      (["--voucher", "支8", "--voucher", "支1"], ["支1", "支8"]),
    ])
  func spans(span: [String], vouchers: [String]) async throws {
    let workplace = try await LotteryExample.workplace()
    let rosters = try await workplace.run(["report", "roster", "--format", "json"] + span)
    let papers = try #require(
      try JSONSerialization.jsonObject(with: Data(rosters.stdout.utf8)) as? [[String: Any]])
    #expect(papers.compactMap { $0["voucher_number"] as? String } == vouchers)
    let sum = papers.compactMap { $0["total_fen"] as? Int }.reduce(0, +)
    for paper in ["notice", "tax-list"] {
      let run = try await workplace.run(["report", paper, "--format", "json"] + span)
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(run.stdout.contains("\(sum)"), "\(paper)")
      #expect(!run.stdout.contains(Secret.recipient))
    }
  }

  @Test("a span is said once, and soundly; papers without any are refused")
  func refusals() async throws {
    let workplace = try await LotteryExample.workplace()
    for paper in ["roster", "notice", "tax-list"] {
      expectRefused(
        try await workplace.legalaid("report", paper), code: 64, saying: ["--voucher 指明范围"])
      expectRefused(
        try await workplace.legalaid("report", paper, "--year", "2024", "--month", "2024-05"),
        code: 64, saying: ["只用一种"])
      expectRefused(
        try await workplace.legalaid("report", paper, "--from", "2024-05-01"), code: 64,
        saying: ["要一起用"])
      expectRefused(
        try await workplace.legalaid(
          "report", paper, "--from", "2023-12-01", "--to", "2024-01-31"),
        code: 64, saying: ["跨了预算年度"])
    }
    expectRefused(
      try await workplace.legalaid("report", "roster", "--month", "2024-01"),
      saying: ["这个范围内没有支付"])
  }
}
