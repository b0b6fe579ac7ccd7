import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Province
import Reconciliation
import Reporting
import Wording

/// Which province, and who acts: the options that hold for all commands.
struct ProvinceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("省级文件夹；也可用环境变量 LEGALAID_PROVINCE", valueName: "文件夹"))
  var folder: String?
  @Option(
    name: .customLong("operator"),
    help: ArgumentHelp("经办人；也可用环境变量 LEGALAID_OPERATOR", valueName: "姓名"))
  var operatorName: String?

  var path: String { folder ?? Self.environment("LEGALAID_PROVINCE") ?? "." }

  var whoActs: String {
    operatorName ?? Self.environment("LEGALAID_OPERATOR") ?? NSUserName()
  }

  func open() throws -> Province { try ProvinceFolder(path).open() }

  private static func environment(_ name: String) -> String? {
    let value = ProcessInfo.processInfo.environment[name] ?? ""
    return value.isEmpty ? nil : value
  }
}

/// What every command that writes takes besides.
struct ProvinceWriteOptions: ParsableArguments {
  @OptionGroup var province: ProvinceOptions
  @Flag(help: "只试算，不写入") var dryRun = false

  func session() throws -> ProvinceSession {
    ProvinceSession(
      try province.open(), operatorName: province.whoActs, now: Clock.now(), isRehearsal: dryRun)
  }

  func done(_ words: String) {
    Output.result(printable(dryRun ? "（试算，未写入）\(words)" : words))
  }
}

/// Which year, up to which day, printed how.
struct YearOptions: ParsableArguments {
  @Option(help: "年度", transform: WordReading.year) var year: FiscalYear
  @Option(help: ArgumentHelp("截至日；不写则为 12 月 31 日", valueName: "日期"), transform: WordReading.day)
  var asOf: Day?
  @Option(help: ArgumentHelp("输出格式", valueName: "格式")) var format: OutputFormat = .text
  @OptionGroup var province: ProvinceOptions

  var period: Period { Period(year: year, asOf: asOf) }

  func book() throws -> (book: ProvinceBook, province: Province) {
    let province = try province.open()
    return (try ProvinceBook(of: province, period), province)
  }

  func show(_ tables: [ReportTable]) {
    Output.result(tables.map { $0.printed(format) }.joined(separator: "\n"))
  }
}

extension OutputFormat: ExpressibleByArgument {}

/// What the program prints: results on standard output, everything else on standard error.
enum Output {
  static func result(_ text: String) {
    let ended = text.hasSuffix("\n") ? text : text + "\n"
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(ended.utf8))
    } catch {
      problem("结果没有写完，已写出的部分不完整，请换个地方重新输出；已登记、已收下的不受影响")
      exit(3)
    }
  }

  static func problem(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { printable(String($0)) }
    try? FileHandle.standardError.write(
      contentsOf: Data(("错误：" + lines.joined(separator: "\n") + "\n").utf8))
  }
}

/// The wall clock, read at the edge only.
enum Clock {
  /// The instant in ISO 8601, UTC, to the second.
  static func now() -> String { ISO8601DateFormatter().string(from: Date()) }

  /// The calendar day by UTC: what comes from the counties is dated so.
  static func today() -> Day { (try? Day(text: String(now().prefix(10)))) ?? .latest }
}
