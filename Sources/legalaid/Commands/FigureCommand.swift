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
      let period = try span.period
      let (outcome, trace) = try ReadFacts(ledger.openForFigures())(period) { register in
        try FigureTrace(
          of: name, in: period, register: register.funds, settings: register.settings)
      } take: { trace, account in
        switch account {
        case .dossier(let dossier): try trace.observe(dossier)
        case .duty(let account): try trace.observe(account)
        case .uncited(let lines): trace.observe(lines)
        }
      }
      let provenance = try trace.provenance(in: Figures(outcome.result.book))
      let sheet = FigureSheet(
        of: outcome.bureau, provenance, ledgerHead: outcome.ledgerHead)
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
