import Foundation
import TestSupport
import Testing

@Suite("核对公开文本")
struct CheckTextTests {
  private static let sample = "年报.txt"

  private static func workplace() throws -> Workplace {
    let workplace = try Workplace()
    try workplace.write(
      try repositoryText("db/examples/texts/hongsibu-2024-annual-report.txt"), to: sample)
    return workplace
  }

  @Test(
    "the published report gives the committed findings in each format, and code 2",
    arguments: ["text", "markdown", "csv", "html", "json"])
  func golden(format: String) async throws {
    let workplace = try Self.workplace()
    let run = try await workplace.legalaid("check-text", Self.sample, "--format", format)
    #expect(run.exitCode == 2)
    #expect(run.stderr == "")
    let ending = ["text": "txt", "markdown": "md"][format] ?? format
    expectGolden(run.stdout, "hongsibu-2024/check-text.\(ending)")
  }

  @Test("the JSON keeps its contract")
  func contract() async throws {
    let workplace = try Self.workplace()
    let run = try await workplace.legalaid("check-text", Self.sample, "--format", "json")
    let object = try json(run.stdout)
    #expect(object["schema"] as? String == "legalaid.text-check/1")
    #expect(object["file"] as? String == Self.sample)
    #expect(object["result"] as? String == "outstanding")
    let checks = try #require(object["checks"] as? [[String: Any]])
    let keys = [
      "id", "kind", "quote", "line", "parts", "stated", "computed", "unit", "outcome", "message",
    ]
    for check in checks { #expect(Set(check.keys) == Set(keys)) }
    #expect(Set(checks.compactMap { $0["id"] as? String }).count == checks.count)
    let funds = try #require(checks.first { $0["kind"] as? String == "funds" })
    #expect(funds["parts"] as? [String] == ["25.5", "0.86"])
    #expect(funds["computed"] as? String == "26.36")
    #expect(funds["outcome"] as? String == "contradiction")
  }

  @Test("GB18030 and UTF-8, with a mark or without, CRLF or LF, are read alike")
  func encodings() async throws {
    let workplace = try Workplace()
    let text = "全年办理案件364件，其中民事200件、刑事164件。\n"
    let gb18030 = String.Encoding(rawValue: 0x8000_0632)
    try workplace.write(text, to: "甲.txt")
    try workplace.write(try #require(text.data(using: gb18030)), to: "乙.txt")
    try workplace.write("\u{FEFF}" + text.replacing("\n", with: "\r\n"), to: "丙.txt")
    for name in ["甲.txt", "乙.txt", "丙.txt"] {
      let run = try await workplace.legalaid("check-text", name, "--format", "json")
      #expect(run.exitCode == 0, "\(name)")
      let object = try json(run.stdout)
      #expect(object["result"] as? String == "clean")
      #expect((object["checks"] as? [Any])?.count == 1, "\(name)")
    }
  }

  @Test("what is no text is refused by name, with code 1 and nothing on standard output")
  func refusals() async throws {
    let workplace = try Workplace()
    try workplace.write(Data([0x50, 0x4B, 0x03, 0x04, 0, 1, 2]), to: "表.docx")
    try workplace.write("{\\rtf1\\ansi 共10件，其中民事4件、刑事7件}", to: "旧.rtf")
    try workplace.write(
      "From: <某>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n共10件", to: "网.mht")
    try workplace.write("", to: "空.txt")
    try workplace.write(" \n\t\n", to: "空白.txt")
    try workplace.write(Data([0xFF, 0xFE, 0x31, 0x00]), to: "宽.txt")
    try workplace.write(Data("甲\n".utf8) + Data([0xFF, 0x41, 0xFF]), to: "坏.txt")
    let rows = [
      ("表.docx", "已损坏"), ("旧.rtf", "另存为"), ("网.mht", "另存为"), ("空.txt", "没有文字"),
      ("空白.txt", "没有文字"), ("宽.txt", "UTF-16"), ("没有.txt", "没有这个文件"), (".", "不是普通文件"),
    ]
    for (name, words) in rows {
      expectRefused(try await workplace.legalaid("check-text", name), saying: [words, name])
    }
    #expect(try await workplace.legalaid("check-text", "坏.txt").exitCode == 1)
  }

  @Test("a command line that is not whole is refused with code 64")
  func usage() async throws {
    let workplace = try Self.workplace()
    expectRefused(try await workplace.legalaid("check-text"), code: 64)
    expectRefused(
      try await workplace.run(["check-text", Self.sample, "--ledger", "示例.sqlite"]), code: 64,
      saying: ["--year"])
    expectRefused(
      try await workplace.legalaid("check-text", Self.sample, "--format", "pdf"), code: 64)
  }

  @Test("with a ledger each figure of the paragraph is compared with the book")
  func ledger() async throws {
    let workplace = try Self.workplace()
    _ = try await workplace.legalaid("demo", "--keep", "示例.sqlite")
    let arguments = ["--ledger", "示例.sqlite", "--year", "2024", "--format", "json"]
    let run = try await workplace.run(["check-text", Self.sample] + arguments)
    let words = try Self.bookMessages(run)
    #expect(words.count == 8)
    #expect(words.allSatisfy { $0.hasSuffix("，一致。") })
    let text = try workplace.text(of: Self.sample).replacing("已办结352件", with: "已办结353件")
    try workplace.write(text, to: "改.txt")
    let changed = try await workplace.run(["check-text", "改.txt"] + arguments)
    #expect(changed.exitCode == 2)
    let odd = try Self.bookMessages(changed).filter { !$0.hasSuffix("，一致。") }
    #expect(odd == ["文中办结案件 353 件，账上 2024 年度 352 件，不一致，请核对。"])
  }

  private static func bookMessages(_ run: Run) throws -> [String] {
    let checks = try #require(try json(run.stdout)["checks"] as? [[String: Any]])
    return checks.compactMap { $0["message"] as? String }.filter { $0.contains("账上") }
  }

  @Test("a text of one endless line, list or number is read to its end")
  func bigTexts() async throws {
    let workplace = try Workplace()
    let line = "全年办理案件364件，其中民事200件、刑事164件，群众满意，工作扎实推进。"
    try workplace.write(String(repeating: line, count: 4_000), to: "一行.txt")
    try workplace.write("共10件：" + String(repeating: "甲1件、", count: 60_000), to: "长列.txt")
    try workplace.write(String(repeating: "1", count: 1_000_000), to: "数字.txt")
    for name in ["一行.txt", "长列.txt", "数字.txt"] {
      let run = try await workplace.legalaid("check-text", name, "--format", "csv")
      #expect([0, 2].contains(run.exitCode), "\(name)")
    }
  }
}
