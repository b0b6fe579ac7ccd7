import ArgumentParser
import LedgerCore
import Schema
import Wording

struct GuideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guide", abstract: "财务人员的指南：列出各章，或打印一章",
    discussion: """
      不写章，列出各章；写章号、标题或标题的一部分，打印那一章（Markdown）；写“全部”，打印所有的章。
      指南里的命令可以照抄。
      """)

  @Argument(
    help: ArgumentHelp("章号、标题或标题的一部分，或者“全部”", valueName: "章"), transform: GuideCommand.text(of:))
  var text: String?
  // Like every command it takes them, though it asks no ledger.
  @OptionGroup var ledger: LedgerOptions

  func run() {
    Output.result(text ?? Self.contents)
  }

  private static let contents = """
    财务人员的第一个小时，共 \(Guide.chapters.count) 章：

    \(list(Guide.chapters))

    看一章：legalaid guide 章号，或标题的一部分，例如 legalaid guide 年终；看所有的章：legalaid guide 全部
    """

  private static func list(_ chapters: [GuideChapter]) -> String {
    chapters.map { "  \($0.number)  \($0.title)" }.joined(separator: "\n")
  }

  /// The text of what the words name: one chapter, or all of them.
  private static func text(of words: String) throws -> String {
    let words = normalized(words)
    if words == "全部" { return Guide.chapters.map(\.text).joined(separator: "\n") }
    let exact = Guide.chapters.first { names(of: $0).contains(words) }
    let named =
      exact.map { [$0] }
      ?? Guide.chapters.filter { !words.isEmpty && normalized($0.title).contains(words) }
    guard let chapter = named.first else {
      throw WordReading.Problem(description: "没有这一章，可选：\n\(list(Guide.chapters))\n  或者 全部")
    }
    guard named.count == 1 else {
      throw WordReading.Problem(description: "不止一章的标题里有这几个字：\n\(list(named))")
    }
    return chapter.text
  }

  /// What a chapter may be called in full: `2`, `二`, or its title with or without the number.
  private static func names(of chapter: GuideChapter) -> [String] {
    let numeral = chapter.heading.prefix { $0 != "、" }
    return ["\(chapter.number)", "\(numeral)"] + [chapter.title, chapter.heading].map(normalized)
  }
}
