import ArgumentParser
import Interchange
import Reporting
import TextCheck

struct CheckTextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-text", abstract: "核对公开文本里的数字：合计、比率、拨付与支出、表格",
    discussion: """
      读纯文本、Markdown 或 HTML（UTF-8 或 GB18030）。只核对文中写明的数字关系，看不懂的句子不作判断。
      退出码：0 没有发现不一致，2 有不一致的地方，1 文件读不了。
      """)

  @Argument(help: ArgumentHelp("要核对的文件", valueName: "文件")) var file: String
  @OptionGroup var format: FormatOptions

  func run() throws {
    let text = PublishedText(utf8: try PublishedFile.utf8(path: file))
    let page = TextCheckPage(of: file, text.checks())
    Output.result(page.printed(format.format))
    if page.isOutstanding { throw ExitCode(2) }
  }
}
