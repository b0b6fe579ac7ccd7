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
      读纯文本、Markdown、HTML、Word（.docx）、OpenDocument（.odt）、Excel 和 PDF（要装 poppler-utils）；
      可以一次写几个文件，写 - 读标准输入。只核对文中写明的数字关系，看不懂的句子不作判断；没有读的表格、图片和页，
      最后一行写明。写 --year，还把经费一段的数字和账本对照（账本由 --ledger 或 LEGALAID_LEDGER 指定）。
      退出码：0 没有发现不一致，2 有不一致的地方，1 有的文件读不了。
      """)

  @Argument(help: ArgumentHelp("要核对的文件；- 是标准输入", valueName: "文件")) var files: [String]
  @Option(help: "和账本的哪个年度对照", transform: WordReading.year) var year: FiscalYear?
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func validate() throws {
    if ledger.ledger != nil, year == nil {
      throw ValidationError("和账本对照，要用 --year 写明年度")
    }
    if files.count(where: { $0 == Self.standardInput }) > 1 {
      throw ValidationError("标准输入（-）只能写一次")
    }
  }

  func run() throws {
    let book = try book()
    var pages: [TextCheckPage] = []
    var faults: [any Error] = []
    for file in files {
      do {
        pages.append(try Self.page(of: file, against: book))
      } catch let fault as PublishedFileFault where files.count > 1 {
        // The other files are checked all the same.
        faults.append(fault)
      }
    }
    let report = TextCheckReport(pages)
    if !pages.isEmpty { try format.print(report.printed) { _ in report.page } }
    if let first = faults.first {
      for fault in faults.dropFirst() { Output.note("\(fault)") }
      throw first
    }
    if report.isOutstanding { throw ExitCode(2) }
  }

  private static func page(of name: String, against book: BookFigures?) throws -> TextCheckPage {
    let file =
      name == standardInput
      ? try PublishedFile(standardInputNamed: "标准输入")
      : try PublishedFile(path: name)
    return TextCheckPage(
      of: name == standardInput ? "标准输入" : name,
      PublishedText(utf8: file.utf8).reading(against: book), unread: file.unread)
  }

  private static let standardInput = "-"

  /// The figures of the ledger for the year that is asked for.
  private func book() throws -> BookFigures? {
    guard let year else { return nil }
    let document = try Document(
      of: ReconcileYear(ledger.open())(Period(year: year)), in: .commandLine)
    return BookFigures(document.figures, of: year)
  }
}
