import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "报表：公开用的一段话和各张表",
    subcommands: [
      Paragraph.self, Tables.self, Unpaid.self, Handlers.self, Lottery.self, RosterPaper.self,
      Notice.self, TaxList.self, Pack.self,
    ])

  struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "经费收支、支出用途、案件统计、对账、未付、律所律师等各张表")

    @OptionGroup var span: SpanOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let document = try span.document(of: ledger.open())
      try format.print(document.tables)
    }
  }

  struct Pack: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "年度报表包：对账表、公开段落和各张表",
      discussion: "已结账的年度，写出结账时封存的原件，每次逐字节相同；未结账的，按现在的账写出。")

    @Option(help: "年度", transform: ArgumentReading.year) var year: FiscalYear
    @OptionGroup var pack: PackOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      let outcome = try ReadPack(write.ledger.open())(year) { try Document(of: $0).pack }
      let suffix = outcome.isSealed ? PackOptions.suffix(outcome.times) : "-未结账"
      let folder = pack.folder(year, suffix, beside: write.ledger.path)
      if !write.dryRun {
        try folder.prepare(outcome.files)
        try folder.publish(outcome.files)
      }
      if !outcome.isSealed { Output.note("注意：\(year) 年度还没有结账，报表包按现在的账写出") }
      write.done("报表包在 \(folder.path)：\(outcome.files.count) 个文件")
    }
  }
}
