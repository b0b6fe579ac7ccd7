import Foundation
import TestSupport
import Testing

/// The files of the guide's chapters, in their order.
func guideChapters() throws -> [String] {
  try FileManager.default.contentsOfDirectory(
    atPath: repositoryRoot.appending(path: "db/guide").path
  ).sorted().map { "db/guide/\($0)" }
}

@Suite("指南")
struct GuideTests {
  @Test("without a chapter, the chapters are listed by number and title, and how to read one")
  func list() async throws {
    let workplace = try Workplace()
    let list = try await workplace.succeed("guide")
    let lines = list.split(separator: "\n").compactMap { $0.wholeMatch(of: #/  (\d+)  (\S+)/#) }
    let headings = try guideChapters().map { try repositoryText($0).prefix { $0 != "\n" } }
    #expect(lines.map { String($0.1) } == (1...headings.count).map(String.init))
    for (line, heading) in zip(lines, headings) {
      #expect(heading.hasSuffix("、\(line.2)"), "\(line.2)")
    }
    #expect(list.contains("legalaid guide 年终") && list.contains("legalaid guide 全部"))
    #expect(try workplace.names() == [])
  }

  @Test("a chapter is printed as it stands, by its number, its title or a part of it; or all are")
  func chapter() async throws {
    let workplace = try Workplace()
    let texts = try guideChapters().map { try repositoryText($0) }
    for (index, text) in texts.enumerated() {
      #expect(try await workplace.succeed("guide", "\(index + 1)") == text)
    }
    for (words, number) in [
      ("二", 2), ("新建自己的账本", 2), ("二、新建自己的账本", 2), ("新建 自己的账本", 2), ("３", 3), ("平时", 4),
      ("按标准申报,成批发放", 5), ("备份", 6), ("年终", 7),
    ] {
      #expect(try await workplace.succeed("guide", words) == texts[number - 1], "\(words)")
    }
    #expect(try await workplace.succeed("guide", "全部") == texts.joined(separator: "\n"))
    #expect(try workplace.names() == [])
  }

  @Test("an unknown chapter is told with the list of those there are, and exits 64")
  func unknown() async throws {
    let workplace = try Workplace()
    let titles = try guideChapters().map { path in
      String(try repositoryText(path).prefix { $0 != "\n" }.drop { $0 != "、" }.dropFirst())
    }
    for words in ["0", "\(titles.count + 1)", "第十章", "不存在"] {
      expectRefused(try await workplace.legalaid("guide", words), code: 64, saying: titles)
    }
  }

  @Test("it takes the options that hold for all commands, and asks no ledger")
  func options() async throws {
    let workplace = try Workplace()
    let list = try await workplace.succeed("guide")
    let said = try await workplace.succeed("guide", "--ledger", "别处.sqlite", "--operator", "乙")
    #expect(said == list)
    #expect(try workplace.names() == [])
  }

  @Test("the README leads to every chapter")
  func links() throws {
    let text = try repositoryText("README.md")
    let chapters = try guideChapters()
    #expect(chapters.count >= 8)
    for chapter in chapters { #expect(text.contains("](\(chapter))"), "\(chapter)") }
  }
}
