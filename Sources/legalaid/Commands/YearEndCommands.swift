import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import Reconciliation
import Reporting
import Wording

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "说明一项不符：查明原因、不用改账的，写明理由",
    discussion: """
      说明和它所依据的账目绑在一起：账目有变动，说明自动失效，要重新说明。
      严重事项要两个人：一人说明，另一人复核（--confirmed-by）。
      """)

  @Argument(help: "规则编号，例如 P05", transform: WordReading.words) var rule: String
  @Argument(help: "对象，照对账表上的写法", transform: WordReading.words) var subject: String
  @Option(help: "理由", transform: WordReading.words) var reason: String
  @Option(help: "复核人；严重事项必须写", transform: WordReading.words) var confirmedBy: String?
  @Option(help: "只说明这一年度的；不写则查所有未结账的年度", transform: WordReading.year)
  var year: FiscalYear?
  @Option(help: "截至日；要和 --year 一起用", transform: WordReading.day) var asOf: Day?
  @OptionGroup var write: WriteOptions

  func validate() throws {
    if asOf != nil, year == nil { throw ValidationError("--as-of 要和 --year 一起用") }
  }

  func run() throws {
    let target = ExplainFinding.Target(
      rule: RuleID(stringLiteral: halfWidth(rule).uppercased()), subject: subject, year: year,
      asOf: asOf)
    let explained = try ExplainFinding(write.session())(
      target, reason: reason, confirmedBy: confirmedBy, on: Clock.today()
    ).recorded
    write.done("已说明 \(target.rule) \(subject)（\(explained.count) 项）")
    for finding in explained { Output.result("  " + printable(finding.message)) }
  }
}

/// Where the report pack goes.
struct PackOptions: ParsableArguments {
  @Option(help: ArgumentHelp("报表包写到这个文件夹；不写则在账本旁边", valueName: "文件夹"))
  var folder: String?

  /// The folder named, or one beside the ledger.
  func folder(_ year: FiscalYear, _ suffix: String, beside ledger: String) -> PackFolder {
    if let folder { return PackFolder(folder) }
    let place = URL(fileURLWithPath: ledger).deletingLastPathComponent()
    return PackFolder(place.appendingPathComponent("\(year)年度报表包\(suffix)").path)
  }

  /// What the folder of a year that was closed more than once ends in.
  static func suffix(_ times: Int) -> String { times > 1 ? "-第\(times)次结账" : "" }
}

struct CloseYearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close-year", abstract: "年终结账：核验、对账、结转下年、封存报表包",
    discussion: """
      有严重或重要的不符没有说明，就不结账，并列出来。结账后不再记入日期在该年度的内容。
      再运行一次不会改变账本，只会把封存的报表包原样再写一遍。
      """)

  @Argument(help: "年度", transform: WordReading.year) var year: FiscalYear
  @OptionGroup var pack: PackOptions
  @OptionGroup var write: WriteOptions

  func run() throws {
    var prepared: PackFolder?
    let outcome: CloseYear.Outcome
    do {
      outcome = try CloseYear(write.session())(year, on: Clock.today()) { outcome, times in
        let files = try Document(of: outcome, in: .commandLine).pack()
        guard !write.dryRun else { return files }
        let folder = folder(times)
        prepared = folder
        try folder.prepare(files)
        return files
      }.recorded
    } catch {
      prepared?.discard()
      throw error
    }
    let isPublished = try !write.dryRun && publish(outcome, isPrepared: prepared != nil)
    report(outcome)
    guard !write.dryRun else { return }
    guard isPublished else { throw PackNotWritten(year: year) }
    Output.result("报表包在 \(folder(outcome.times).path)")
  }

  /// The year is closed, and only the folder is wanting.
  private struct PackNotWritten: OfficerError {
    let year: FiscalYear

    var description: String {
      "账本已经改动：\(year) 年度已结账，报表包已封存在账本里；但没有写成文件夹：请检查文件夹权限和磁盘，"
        + "再运行一次 close-year \(year)"
    }
  }

  private func folder(_ times: Int) -> PackFolder {
    pack.folder(year, PackOptions.suffix(times), beside: write.ledger.path)
  }

  /// Gives the pack its folder; false when the year was closed now and only the folder is wanting.
  private func publish(_ outcome: CloseYear.Outcome, isPrepared: Bool) throws -> Bool {
    let folder = folder(outcome.times)
    if !isPrepared { try folder.prepare(outcome.pack) }
    do {
      try folder.publish(outcome.pack)
      return true
    } catch {
      guard outcome.isNew else { throw error }
      return false
    }
  }

  private func report(_ outcome: CloseYear.Outcome) {
    outcome.warnings.forEach(Output.warning)
    guard outcome.isNew else { return write.done("\(year) 年度早已结账，账本没有改动") }
    write.done("\(year) 年度已结账，结转 \(outcome.carried.count) 个指标")
    for balance in outcome.carried {
      Output.result("  \(balance.from.document)  结转 \(balance.amount.groupedYuanText) 元")
    }
    Output.result("报表包校验码 \(outcome.packDigest)")
  }
}

struct ReopenYearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen-year", abstract: "重新打开最后一个已结账的年度；原因留在账本里")

  @Argument(help: "年度", transform: WordReading.year) var year: FiscalYear
  @Option(help: "原因", transform: WordReading.words) var reason: String
  @OptionGroup var write: WriteOptions

  func run() throws {
    try ReopenYear(write.session())(year, reason: reason, on: Clock.today())
    write.done("\(year) 年度已重新打开；处理完请再次 close-year \(year)")
  }
}
