import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "操作日志：谁、什么时候、办了什么、为什么，越过了哪些规则",
    discussion: "时间按本机时区；程序读的格式（json）里是世界时。受援人的姓名一律隐去。")

  @Option(help: "只列这个人员（经办人）的", transform: WordReading.words) var person: String?
  @Option(
    help: ArgumentHelp("只列这种事项的，例如 支付、作废、pay", valueName: "act"),
    transform: WordReading.words)
  var kind: String?
  @Option(help: "从这一天起", transform: WordReading.day) var from: Day?
  @Option(help: "到这一天止", transform: WordReading.day) var to: Day?
  @Option(
    name: .customLong("case"), help: "只列与这件案件有关的", transform: WordReading.number)
  var caseNumber: CaseNumber?
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let filter = ReadLog.Filter(person: person, act: kind, caseNumber: caseNumber)
    let lines = try ReadLog(ledger.open())(filter, at: isAsked)
    try format.print(PeopleTables.log(lines.map { LogRow($0, local: Clock.local) }))
  }

  private func isAsked(_ instant: String) -> Bool {
    guard from != nil || to != nil else { return true }
    guard let day = try? Day(text: String(Clock.local(instant).prefix(10))) else { return false }
    return (from ?? day) <= day && day <= (to ?? day)
  }
}
