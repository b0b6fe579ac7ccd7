import Foundation
import OfficeFiles
import TestSupport
import Testing

@Suite("核对各种文件")
struct CheckFilesTests {
  private static let right = "全年办理案件364件，其中民事200件、刑事164件。"
  private static let wrong = "全年办理案件364件，其中民事200件、刑事146件。"

  private static func word(_ paragraphs: [String]) throws -> Data {
    let name = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    let body = paragraphs.map { "<w:p><w:r><w:t>\($0)</w:t></w:r></w:p>" }.joined()
    let document = "<w:document \(name)><w:body>\(body)</w:body></w:document>"
    return Data(try ZipWriter.archive([("word/document.xml", document)]))
  }

  private static func openDocument(_ paragraphs: [String]) throws -> Data {
    let names = ["office", "text"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }.joined(separator: " ")
    let body = paragraphs.map { "<text:p>\($0)</text:p>" }.joined()
    return Data(
      try ZipWriter.archive([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<office:document-content \(names)>\(body)</office:document-content>"),
      ]))
  }

  @Test("a paragraph of Word or OpenDocument is a line, and its slip is found")
  func documents() async throws {
    let workplace = try Workplace()
    try workplace.write(try Self.word(["标题", Self.wrong]), to: "文.docx")
    try workplace.write(try Self.openDocument(["标题", Self.wrong]), to: "文.odt")
    for name in ["文.docx", "文.odt"] {
      let run = try await workplace.legalaid("check-text", name, "--format", "json")
      #expect(run.exitCode == 2, "\(name): \(run.stderr)")
      let checks = try #require(try json(run.stdout)["checks"] as? [[String: Any]])
      #expect(checks.map { $0["line"] as? Int } == [2])
      #expect(checks.map { $0["stated"] as? String } == ["364"])
    }
  }

  @Test("a workbook's sheet is read as a table")
  func workbook() async throws {
    let workplace = try Workplace()
    var book = HandMadeWorkbook()
    book.add(
      "表",
      [["类型", "件数", "金额"], ["民事", "10", "800"], ["刑事", "5", "400"], ["合计", "15", "1300"]])
    try workplace.write(Data(try ZipWriter.archive(book.parts)), to: "表.xlsx")
    let run = try await workplace.legalaid("check-text", "表.xlsx")
    #expect(run.exitCode == 2)
    #expect(run.stdout.contains("相差 100"))
  }

  @Test("every output of the example, read back, has exactly the 3,600 yuan")
  func ownOutput() async throws {
    let workplace = try Workplace()
    _ = try await workplace.legalaid("demo", "--keep", "示例.sqlite")
    let ledger = ["--ledger", "示例.sqlite", "--year", "2024"]
    let makers = [
      ["report", "paragraph"], ["report", "paragraph", "--variant", "summary"],
      ["report", "tables"],
    ]
    for (index, maker) in makers.enumerated() {
      for format in ["text", "markdown", "html", "docx"] {
        let name = "\(index).\(format)"
        let made = try await workplace.run(
          maker + ledger + ["--format", format, "--output", name])
        try #require(made.exitCode == 0, "\(maker) \(format): \(made.stderr)")
        let run = try await workplace.legalaid("check-text", name, "--format", "json")
        #expect(run.exitCode == 2, "\(maker) \(format)")
        let checks = try #require(try json(run.stdout)["checks"] as? [[String: Any]])
        let odd = checks.filter { $0["outcome"] as? String == "contradiction" }
          .compactMap { $0["message"] as? String }
        #expect(odd.count == 1, "\(maker) \(format): \(odd)")
        #expect(
          odd.first.map { $0.contains("支出多 0.36 万元") || $0.contains("支出多 3600") } ?? false)
      }
    }
  }

  @Test("several files are checked together; one that cannot be read stops none")
  func several() async throws {
    let workplace = try Workplace()
    try workplace.write(Self.right, to: "甲.txt")
    try workplace.write(Self.wrong, to: "乙.txt")
    let both = try await workplace.legalaid("check-text", "甲.txt", "乙.txt", "--format", "json")
    #expect(both.exitCode == 2)
    let object = try json(both.stdout)
    #expect(object["schema"] as? String == "legalaid.text-checks/1")
    let files = try #require(object["files"] as? [[String: Any]])
    #expect(files.map { $0["result"] as? String } == ["clean", "outstanding"])
    let missing = try await workplace.legalaid("check-text", "没有.txt", "乙.txt")
    #expect(missing.exitCode == 1)
    #expect(missing.stdout.contains("乙.txt") && missing.stderr.contains("没有.txt"))
    let table = try await workplace.legalaid("check-text", "甲.txt", "乙.txt", "--format", "csv")
    #expect(table.stdout.contains("甲.txt") && table.stdout.contains("乙.txt"))
  }

  @Test("the last line tells what was not read, and no clean bill is given for it")
  func unread() async throws {
    let workplace = try Workplace()
    try workplace.write("\(Self.right)\n\n类型\t数量\n民事\t10\n刑事\t5\t6\n", to: "表.txt")
    let run = try await workplace.legalaid("check-text", "表.txt")
    #expect(run.exitCode == 0)
    #expect(!run.stdout.contains("结果：没有发现不一致"))
    let last = run.stdout.split(separator: "\n").last
    #expect(last?.contains("没有读的：第 3 行起的表格") == true)
  }

  @Test("a PDF is refused with the name of the package where its reader is not installed")
  func noPoppler() async throws {
    let workplace = try Workplace()
    try workplace.write(Data("%PDF-1.4\n".utf8), to: "报告.pdf")
    let run = try await workplace.run(
      ["check-text", "报告.pdf"], environment: ["PATH": "/nowhere"])
    expectRefused(run, saying: ["poppler-utils", "报告.pdf"])
  }
}
