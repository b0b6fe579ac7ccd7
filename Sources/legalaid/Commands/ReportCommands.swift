import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "报表：公开用的一段话和各张表",
    subcommands: [
      Paragraph.self, Tables.self, RosterPaper.self, Notice.self, TaxList.self, Pack.self,
    ])

  struct Paragraph: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "paragraph", abstract: "信息公开用的经费情况一段话")

    @OptionGroup var span: SpanOptions
    @Flag(help: "账不平时拒绝输出") var strict = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let document = try span.document(of: ledger.open())
      for warning in document.warnings { Output.note("注意：" + warning) }
      if strict, !document.warnings.isEmpty { throw NotPublishable() }
      try format.print(document.paragraph)
    }
  }

  struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tables",
      abstract: "经费收支总表、支出用途表、案件统计表、对账表")

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
      commandName: "pack",
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

  /// A paragraph that `--strict` does not let out.
  struct NotPublishable: Error, CustomStringConvertible {
    let description = "账没有平，按 --strict 不输出：请先处理上面列出的问题"
  }
}
