import ArgumentParser
import LedgerCore
import LedgerStore
import Province
import ProvinceDatabase
import Reconciliation
import Reporting
import Wording

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "建立省级文件夹：省里自己的账本、签回执的密钥、放各县副本的地方",
    discussion: """
      写 --database 时在那个库里建表，各县的账放在库里，供许多人查；文件夹已经有了的，接着用它，收过的账装进库里。
      程序升级后再运行一次，补上新的表。
      """)

  @Option(help: "单位全称，回执用它，例如 某省司法厅", transform: WordReading.words) var agency: String
  @Option(help: "地区，公开文字以它开头，例如 某省", transform: WordReading.words) var region: String
  @Option(help: "本省（市）的行政区划代码", transform: WordReading.regionCode) var code: RegionCode
  @OptionGroup var write: ProvinceWriteOptions

  func run() throws {
    let folder = ProvinceFolder(write.province.path)
    let address = try write.province.address()
    // Only a database may come to a folder that is there.
    let isThere = address != nil && folder.isThere
    if !write.dryRun, !isThere {
      try folder.create(
        name: agency, region: region, code: code,
        stamp: EntryStamp(
          recordedAt: Clock.now(), operatorName: write.province.whoActs, kind: "init"))
    }
    if !isThere { write.done("已建立 \(folder.path)（\(agency)，\(code)）") }
    if let address { try prepare(address, folder) }
    if !write.dryRun, !isThere {
      Output.result("签回执的密钥 \(try folder.open().keyID)：请打电话告诉各县，并另存一份 province.key")
    }
  }

  /// Makes the tables, and brings what was taken before into them.
  private func prepare(_ address: DatabaseAddress, _ folder: ProvinceFolder) throws {
    if !write.dryRun {
      try ProvinceDatabase.prepare(address, for: folder.open())
      _ = try ReceiveSegments(write.session())([folder.segments])
    }
    write.done("已在数据库里建表（\(address.place)）")
  }
}

struct BureauCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bureau", abstract: "报送单位", subcommands: [Add.self, List.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "登记报送单位，或更改它的名称、所属市、报送月份")

    @Argument(help: "行政区划代码", transform: WordReading.regionCode) var code: RegionCode
    @Option(help: "单位全称", transform: WordReading.words) var name: String
    @Option(help: "所属市，汇总用", transform: WordReading.words) var city: String
    @Option(help: ArgumentHelp("从哪个月起报送", valueName: "月份"), transform: WordReading.month)
    var from: Month
    @Option(help: ArgumentHelp("到哪个月止", valueName: "月份"), transform: WordReading.month)
    var to: Month?
    @OptionGroup var write: ProvinceWriteOptions

    func validate() throws {
      if let to, to < from { throw ValidationError("--to 早于 --from") }
    }

    func run() throws {
      try KeepBureaus(write.session()).add(
        ReportingBureau(
          code: code, name: name, city: city, expectedFrom: from, expectedTo: to))
      write.done("已登记报送单位 \(code) \(name)")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出报送单位和各自收到哪里")

    @Option(help: ArgumentHelp("输出格式", valueName: "格式")) var format: OutputFormat = .text
    @OptionGroup var options: ProvinceOptions

    func run() throws {
      let year = Period(year: FiscalYear(of: Clock.today()))
      var rows: [[ReportTable.Cell]] = []
      for book in try options.holdings().book(year, .journals).bureaus {
        let bureau = book.bureau
        let words = book.ledgers.map { ledger in
          "第 \(ledger.entry) 号（\(ledger.reach.lastRecordedOn)）"
        }
        rows.append([
          .text("\(bureau.code)"), .text(bureau.city), .text(bureau.name),
          .text("\(bureau.expectedFrom)"), .text(bureau.expectedTo?.description ?? ""),
          .text(words.isEmpty ? "未收到" : words.joined(separator: "；")),
        ])
      }
      let table = ReportTable(
        id: "bureaus", title: "报送单位",
        columns: [
          .text("code", "代码"), .text("city", "市"), .text("name", "单位"),
          .text("from", "起"), .text("to", "止"), .text("held", "收到"),
        ], rows: rows)
      Output.result(table.printed(format))
    }
  }
}

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "各单位签名用的公钥", subcommands: [Register.self, End.self])

  struct Register: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "register", abstract: "登记一个单位的公钥（县里 legalaid key show 显示的）")

    @Argument(help: "行政区划代码", transform: WordReading.regionCode) var code: RegionCode
    @Argument(help: "公钥，64 位") var publicKey: String
    @OptionGroup var write: ProvinceWriteOptions

    func run() throws {
      try KeyCommand.say(.registered, of: publicKey, code, write)
      write.done("已登记 \(code) 的密钥 \(SignedText.keyID(of: publicKey))，请打电话核对这 16 位")
    }
  }

  struct End: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end", abstract: "停用一个单位的公钥：以后用它签的不收")

    @Argument(help: "行政区划代码", transform: WordReading.regionCode) var code: RegionCode
    @Argument(help: "公钥，64 位") var publicKey: String
    @OptionGroup var write: ProvinceWriteOptions

    func run() throws {
      try KeyCommand.say(.ended, of: publicKey, code, write)
      write.done("已停用 \(code) 的密钥 \(SignedText.keyID(of: publicKey))")
    }
  }

  private static func say(
    _ kind: ReportingKey.Kind, of publicKey: String, _ code: RegionCode,
    _ write: ProvinceWriteOptions
  ) throws {
    try KeepBureaus(write.session())
      .register(ReportingKey(bureau: code, publicKey: publicKey, kind: kind))
  }
}
