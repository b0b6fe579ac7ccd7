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

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "报送情况：某个月各单位报到没有")

  @Option(help: ArgumentHelp("月份", valueName: "月份"), transform: WordReading.month)
  var month: Month
  @Option(help: ArgumentHelp("看到哪一天为止；不写则为今天", valueName: "日期"), transform: WordReading.day)
  var asOf: Day?
  @Option(help: ArgumentHelp("输出格式", valueName: "格式")) var format: OutputFormat = .text
  @OptionGroup var options: ProvinceOptions

  func run() throws {
    let day = asOf ?? Clock.today()
    let book = try options.holdings().book(
      Period(year: month.year, asOf: day), .journals)
    let rows = book.bureaus.map { own -> [ReportTable.Cell] in
      let filing = book.filings(of: own).first { $0.month == month }
      return [
        .text("\(own.bureau.code)"), .text(own.bureau.name),
        .text(filing?.standing(on: day).rawValue ?? "—"),
        .text(filing?.dueOn?.description ?? ""), .text(filing?.cameOn?.description ?? ""),
        .text(own.ledgers.map { "第 \($0.entry) 号" }.joined(separator: "；")),
      ]
    }
    let table = ReportTable(
      id: "status", title: "\(month) 报送情况（截至 \(day)）",
      columns: [
        .text("code", "代码"), .text("bureau", "单位"), .text("standing", "情况"),
        .text("due_on", "期限"), .text("came_on", "收到"), .text("held", "收到哪里"),
      ], rows: rows)
    Output.result(table.printed(format))
  }
}

struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile", abstract: "跨账本对账：下达与登记、两地重复、报送，和勾稽关系",
    discussion: "退出码：0 没有不符，2 有不符，1 失败。")

  @OptionGroup var options: YearOptions

  func run() throws {
    let (book, holdings) = try options.book()
    let findings = try CrossRuleCatalogue.findings(in: book)
    let identities = try CrossIdentity.all(in: book, holdings)
    options.show([
      ProvinceTables.identities(identities), try ProvinceTables(book).crossFindings(findings),
    ])
    if findings.contains(where: \.isOutstanding) || identities.contains(where: { !$0.holds }) {
      throw ExitCode(2)
    }
  }
}

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "汇总表、追踪表、公开段落",
    subcommands: [Tables.self, Trace.self, Paragraph.self])

  struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tables", abstract: "全年各张汇总表")

    @OptionGroup var options: YearOptions

    func run() throws {
      let (book, _) = try options.book()
      options.show(
        try ProvinceTables(book).all(try CrossRuleCatalogue.findings(in: book)))
    }
  }

  struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trace", abstract: "转移支付下达—登记—支出追踪表；写文号，从下达一直列到每件案件的支付")

    @Option(help: "只看这个文号", transform: WordReading.number) var document: DocumentNumber?
    @OptionGroup var options: YearOptions

    func run() throws {
      let (book, _) = try options.book()
      if let document {
        options.show([try DocumentTrace(document, in: book).table()])
      } else {
        options.show([try ProvinceTables(book).sentMoney()])
      }
    }
  }

  struct Paragraph: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "paragraph", abstract: "全省公开用的一段话")

    @OptionGroup var options: YearOptions

    func run() throws {
      Output.result(try ProvinceParagraph(options.book().book).text())
    }
  }
}

struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure", abstract: "一个单位的一个数字从哪里来：逐笔列出明细")

  @Argument(help: "数字的名称，例如 paid_fen 或 本年支出") var name: String
  @Option(help: ArgumentHelp("单位的行政区划代码", valueName: "代码"), transform: WordReading.regionCode)
  var bureau: RegionCode
  @OptionGroup var options: YearOptions

  func run() throws {
    guard let figure = FigureName(text: name) else {
      throw ValidationError("没有“\(printable(name))”这个数字，可写 paid_fen、以案定补案件支出 等")
    }
    let holdings = try options.province.holdings()
    let own = try holdings.bureau(bureau)
    var hasCome = false
    try holdings.withReplicas(of: own.code) { replica in
      hasCome = true
      Output.result(
        try ReadFacts(replica).origin(of: figure, in: options.period).written(options.format))
    }
    if !hasCome { Output.result("\(own.code) \(printable(own.name))：未收到") }
  }
}

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "十二个虚构的县走一遍：报送、收账、汇总、对账，里面埋了各种不符",
    discussion: "县、人、律所、文号都是虚构的。")

  @Option(help: ArgumentHelp("把示例留在这个文件夹里，供练习", valueName: "文件夹")) var keep: String?
  @Option(help: ArgumentHelp("各县的账放在这个空的数据库里，印出的一字不差", valueName: "地址"))
  var database: String?

  func run() throws {
    let place =
      keep
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("legalaid-province-\(UUID().uuidString)").path
    if keep == nil { try DurableFolder.make(place) }
    defer { if keep == nil { try? FileManager.default.removeItem(atPath: place) } }
    let address = try database.map { try DatabaseAddress($0) }
    let province = try DemonstrateProvince(in: place) { province in
      guard let address else { return province }
      try ProvinceDatabase.prepare(address, for: province)
      return try province.holding(
        in: ProvinceDatabase(address, cache: province.folder.databaseReplicas))
    }()
    let holdings = province.holdings
    let book = try holdings.book(Period(year: DemonstrateProvince.year))
    let findings = try CrossRuleCatalogue.findings(in: book)
    let tables = try ProvinceTables(book).all(findings)
    Output.result(
      """
      甲省 2024 年示例（县、人、律所、文号均为虚构）

      一、公开用的一段话

      \(try ProvinceParagraph(book).text())

      二、各张表

      \(tables.map { $0.printed(.text) }.joined(separator: "\n"))
      三、勾稽关系

      \(ProvinceTables.identities(try CrossIdentity.all(in: book, holdings)).printed(.text))
      四、一个文号从下达到支付

      \(try DocumentTrace(DemonstrateProvince.document, in: book).table().printed(.text))
      """)
    if let keep { Output.result("示例已留在 \(keep)") }
  }
}
