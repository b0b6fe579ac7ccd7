import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Province
import ProvinceDatabase
import Reconciliation
import Reporting
import Wording

/// Which province, and who acts: the options that hold for all commands.
struct ProvinceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("省级文件夹；也可用环境变量 LEGALAID_PROVINCE", valueName: "文件夹"))
  var folder: String?
  @Option(
    help: ArgumentHelp(
      "数据库地址 postgresql://用户@主机/库名；也可用环境变量 LEGALAID_DATABASE；密码放在 PGPASSWORD 或 ~/.pgpass",
      valueName: "地址"))
  var database: String?
  @Option(
    name: .customLong("operator"),
    help: ArgumentHelp("经办人；也可用环境变量 LEGALAID_OPERATOR", valueName: "姓名"))
  var operatorName: String?

  var path: String { folder ?? Self.environment("LEGALAID_PROVINCE") ?? "." }

  var whoActs: String {
    operatorName ?? Self.environment("LEGALAID_OPERATOR") ?? NSUserName()
  }

  /// The address of the database; nil where the ledgers are held in the folder.
  func address() throws -> DatabaseAddress? {
    try (database ?? Self.environment("LEGALAID_DATABASE")).map { try DatabaseAddress($0) }
  }

  /// The province's folder, with its counties' ledgers where they are held.
  func open() throws -> Province {
    let province = try ProvinceFolder(path).open()
    guard let address = try address() else { return province }
    return try province.holding(
      in: ProvinceDatabase(address, cache: province.folder.databaseReplicas))
  }

  /// Where the ledgers are held, to read from: of a database the folder is not needed.
  func holdings() throws -> any Holdings {
    if let address = try address() { return try ProvinceDatabase(address) }
    return try open().holdings
  }

  /// The database; for what there is only there.
  func openDatabase() throws -> ProvinceDatabase {
    guard let address = try address() else {
      throw ValidationError("请用 --database 写数据库地址")
    }
    return try ProvinceDatabase(address)
  }

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

  func book() throws -> (book: ProvinceBook, holdings: any Holdings) {
    let holdings = try province.holdings()
    return (try holdings.book(period), holdings)
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
