import ArgumentParser
import Bookkeeping
import LedgerCore
import Reconciliation
import Reporting
import Wording

extension ReportCommand {
  struct FigureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "figure", abstract: "一个数字从哪里来：逐笔列出明细，合计与报表核对",
      discussion: """
        数字的名称用报表 JSON 里的键（paid_case_fen）或中文名称（以案定补案件支出）。
        由别的数字得出的（可用资金、余额），列出各项和加减。
        """)

    @Argument(help: "数字的名称", transform: WordReading.figure) var name: FigureName
    @OptionGroup var span: SpanOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let sheet = try ReadFacts(ledger.openForFigures()).origin(of: name, in: span.period)
      try format.print(sheet.written) { _ in sheet.page }
    }
  }
}

extension WordReading {
  static func figure(_ text: String) throws -> FigureName {
    if let name = FigureName(text: text) { return name }
    let names = FigureName.nearest(to: text).map { "  \($0.rawValue)  \($0.title)" }
    throw Problem(
      description: "没有“\(printable(text))”这个数字；可用的名称，最接近的在前：\n"
        + names.joined(separator: "\n"))
  }
}
