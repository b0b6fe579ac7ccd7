import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "报表：公开用的一段话和各张表",
    subcommands: [
      Paragraph.self, Tables.self, FigureCommand.self, Unpaid.self, Handlers.self, Lottery.self,
      RosterPaper.self, Notice.self, TaxList.self, DutySheetPaper.self, Pack.self,
    ])

  struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tables",
      abstract: "经费收支、支出用途、案件统计、对账、未付、律所律师等各张表")

    @OptionGroup var span: SpanOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let document = try span.document(of: ledger.openForFigures())
      try format.print(document.tables) { _ in document.tablesPage }
    }
  }

  struct Pack: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pack",
      abstract: "年度报表包：对账表、公开段落和各张表",
      discussion: """
        已结账的年度，写出结账时封存的原件，每次逐字节相同；未结账的，按现在的账写出。
        加 --format html，只打印其中的年度报告：一个网页文件，有图有表，可以打印成 A4。
        """)

    @Option(help: "年度", transform: WordReading.year) var year: FiscalYear
    @Option(help: ArgumentHelp("打印年度报告，不写文件夹", valueName: "格式")) var format: PrintFormat?
    @Option(
      name: .shortAndLong, help: ArgumentHelp("年度报告写到这个文件；不写则输出到屏幕", valueName: "文件"))
    var output: String?
    @OptionGroup var pack: PackOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      let outcome = try ReadPack(write.ledger.openForFigures())(year) {
        try Document(of: $0, in: .commandLine).pack(marking: OpenedLedgers.standing)
      }
      try checkSeal(outcome)
      if !outcome.isSealed { Output.note("注意：\(year) 年度还没有结账，报表包按现在的账写出") }
      if format != nil { return try print(outcome) }
      let suffix = outcome.isSealed ? PackOptions.suffix(outcome.times) : "-未结账"
      let folder = pack.folder(year, suffix, beside: write.ledger.path)
      if !write.dryRun {
        try folder.prepare(outcome.files)
        try folder.publish(outcome.files)
      }
      write.done("报表包在 \(folder.path)：\(outcome.files.count) 个文件")
    }

    func validate() throws {
      if format != nil, pack.folder != nil {
        throw ValidationError("--format 把年度报告打印出来，不写文件夹，不能和 --folder 一起用")
      }
      if output != nil, format == nil {
        throw ValidationError("--output 要和 --format html 一起用；报表包的文件夹用 --folder")
      }
    }

    /// A sealed pack is given out as it was sealed, or not at all.
    private func checkSeal(_ outcome: ReadPack.Outcome) throws {
      guard outcome.isSealed else { return }
      if case .unsound = OpenedLedgers.standing { throw BrokenSeal(year: year) }
      guard outcome.isAsSealed else { throw BrokenSeal(year: year) }
    }

    private struct BrokenSeal: OfficerError {
      let year: FiscalYear

      var description: String {
        "账本核验没有通过，\(year) 年度封存的报表包不能当作原件输出：请运行 legalaid verify 查看，用备份恢复；账本没有改动"
      }
    }

    private func print(_ outcome: ReadPack.Outcome) throws {
      let report = outcome.files.first { $0.name == PackFile.annualReportName }
      guard let report else { throw NotInPack(year: year) }
      try Output.result(report.text, to: output)
    }

    /// In which formats the pack can be printed.
    enum PrintFormat: String, CaseIterable, ExpressibleByArgument {
      case html
    }

    /// A pack that was sealed before there was such a file.
    struct NotInPack: OfficerError {
      let year: FiscalYear

      var description: String {
        "\(year) 年度封存的报表包里没有年度报告：结账时还没有这个文件。"
          + "请不带 --format 运行，写出封存的原件；或用 reconcile、report tables 加 --format html 打印"
      }
    }
  }
}
