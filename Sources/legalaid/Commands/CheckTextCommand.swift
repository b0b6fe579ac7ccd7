import ArgumentParser
import Bookkeeping
import Interchange
import LedgerCore
import Reconciliation
import Reporting
import TextCheck
import Wording

struct CheckTextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-text", abstract: "核对公开文本里的数字：合计、比率、拨付与支出、表格",
    discussion: """
      读纯文本、Markdown 或 HTML（UTF-8 或 GB18030）。只核对文中写明的数字关系，看不懂的句子不作判断。
      写 --year，还把经费一段的数字和账本对照（账本由 --ledger 或 LEGALAID_LEDGER 指定）。
      退出码：0 没有发现不一致，2 有不一致的地方，1 文件读不了。
      """)

  @Argument(help: ArgumentHelp("要核对的文件", valueName: "文件")) var file: String
  @Option(help: "和账本的哪个年度对照", transform: WordReading.year) var year: FiscalYear?
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func validate() throws {
    if ledger.ledger != nil, year == nil {
      throw ValidationError("和账本对照，要用 --year 写明年度")
    }
  }

  func run() throws {
    let text = PublishedText(utf8: try PublishedFile.utf8(path: file))
    let page = TextCheckPage(of: file, text.checks(against: try book()))
    try format.print(page.printed) { _ in page.page }
    if page.isOutstanding { throw ExitCode(2) }
  }

  /// The figures of the ledger for the year that is asked for.
  private func book() throws -> BookFigures? {
    guard let year else { return nil }
    let document = try Document(
      of: ReconcileYear(ledger.open())(Period(year: year)), in: .commandLine)
    return BookFigures(document.figures, of: year)
  }
}
