import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import Reporting
import Wording

/// Which year, seen up to which day.
struct PeriodOptions: ParsableArguments {
  @Option(help: "年度", transform: WordReading.year) var year: FiscalYear
  @Option(help: "截至日；不写则为该年 12 月 31 日", transform: WordReading.day)
  var asOf: Day?

  var period: Period { Period(year: year, asOf: asOf) }
}

struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile", abstract: "对账：用全部规则检查一个年度，输出对账表",
    discussion: "退出码：0 没有未了事项，2 有未说明的不符事项，1 失败。")

  @OptionGroup var period: PeriodOptions
  @Option(
    help: "每条规则最多列出几项（只影响 text、markdown 和 html）", transform: WordReading.lineNumber)
  var top: Int?
  /// Every reconciliation looks at everything; scripts that ask for it go on working.
  @Flag(help: .hidden) var full = false
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let outcome = try ReconcileYear(ledger.openForFigures())(period.period)
    let statement = try YearStatement(
      of: outcome.bureau, outcome.result, ledgerHead: outcome.ledgerHead,
      people: outcome.people, in: .commandLine)
    try format.print {
      statement.text($0, top: top, emphasis: format.showsColour)
    } page: { _ in
      statement.page(top: top)
    }
    if outcome.result.isOutstanding { throw ExitCode(2) }
  }
}
