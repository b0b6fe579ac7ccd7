import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

extension ReportCommand {
  struct Unpaid: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unpaid",
      abstract: "未付清单：已核发的案件和已值的班，还没有付清的，按账龄")

    @OptionGroup var span: SpanOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let document = try span.document(of: ledger.openForFigures())
      try format.print(.unpaid, of: document)
    }
  }

  struct Handlers: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "firms", abstract: "律所和律师汇总表：办结、申报、核发、支出和值班")

    @OptionGroup var span: SpanOptions
    @Flag(help: "隐去承办人姓名，供公开") var masked = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let store = try ledger.openForFigures()
      let document = try Document(
        of: ReconcileYear(store).namingLawyers(span.period), in: .commandLine)
      try format.print(.handlers(isMasked: masked), of: document)
    }
  }

  struct Lottery: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lottery",
      abstract: "中彩金报表：资金收支，案件按类型和受援人类别，待核案件")

    @OptionGroup var span: SpanOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let document = try span.document(of: ledger.openForFigures())
      try format.print(.lottery, of: document)
    }
  }
}

extension FormatOptions {
  /// Prints a list of its own where it is wanted.
  fileprivate func print(_ list: Document.List, of document: Document) throws {
    try print {
      try document.list(list, $0)
    } page: { _ in
      try document.listPage(list)
    }
  }
}
