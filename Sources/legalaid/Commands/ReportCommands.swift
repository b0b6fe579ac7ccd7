import ArgumentParser
import Reporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "报表：公开用的一段话和各张表",
    subcommands: [Paragraph.self, Tables.self, RosterPaper.self, Notice.self, TaxList.self])

  struct Paragraph: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "信息公开用的经费情况一段话")

    @OptionGroup var period: PeriodOptions
    @Flag(help: "账不平时拒绝输出") var strict = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let document = try period.document(of: ledger.open())
      for warning in document.warnings { Output.note("注意：" + warning) }
      if strict, !document.warnings.isEmpty { throw NotPublishable() }
      Output.result(document.paragraph(format.format))
    }
  }

  struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "经费收支总表、支出用途表、案件统计表、对账表")

    @OptionGroup var period: PeriodOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let document = try period.document(of: ledger.open())
      Output.result(document.tables(format.format))
    }
  }

  /// A paragraph that `--strict` does not let out.
  struct NotPublishable: Error, CustomStringConvertible {
    let description = "账没有平，按 --strict 不输出：请先处理上面列出的问题"
  }
}
