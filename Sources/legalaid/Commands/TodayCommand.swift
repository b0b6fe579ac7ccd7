import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct TodayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "today", abstract: "今日工作：待付、待核对、待说明、逾期，指标还剩多少、够用到哪天")

  @Option(name: .customLong("on"), help: "哪一天；不写则为今天", transform: WordReading.day)
  var day: Day?
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let outcome = try ReadToday(ledger.openForFigures())(day ?? Clock.today())
    let page = MorningPage(of: outcome, in: .commandLine, local: Clock.local)
    try format.print(page.printed) { _ in try page.page() }
  }
}
