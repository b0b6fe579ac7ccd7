import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import Reporting
import Schema
import Standards
import Wording

struct StandardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standards", abstract: "补贴标准：登记、查看、计算、试算",
    subcommands: [Load.self, List.self, Price.self, WhatIf.self])

  struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "load",
      abstract: "登记一个补贴标准（YAML 文件，或自带标准的名称）")

    @Argument(help: "文件，或自带标准的名称（见 legalaid standards list --bundled）") var file: String
    @OptionGroup var write: WriteOptions

    func run() throws {
      let (name, text) = try StandardText.named(file)
      let standard = try LoadStandard(write.session())(text, name: name).recorded
      write.done("已登记补贴标准：\(standard.citation)（\(standard.region)，\(standard.inForce.words)）")
      let needs = standard.detailNames.words
      if !needs.isEmpty {
        Output.note("这个标准还要看案件的这些资料，缺了算不出：\(needs.joined(separator: "；"))")
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出账本里的补贴标准")

    @Flag(help: "改为列出程序自带的标准") var bundled = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let rows: [(name: String, standard: SubsidyStandard, period: SubsidyStandard.Period)]
      if bundled {
        rows = try BundledStandards.all.map {
          let standard = try StandardReader.read($0.text, file: $0.name)
          return ($0.name, standard, standard.inForce)
        }
      } else {
        rows = try PriceCases(ledger.open()).versions()
          .map { ($0.standard.title, $0.standard, $0.inForce) }
      }
      try format.print(RegisterTables.standards(rows))
    }
  }

  struct Price: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "price",
      abstract: "按标准计算补贴，逐步说明（可附在凭证后面）")

    @Argument(help: "案件编号；不写则按下面的条件计算", transform: WordReading.number)
    var number: CaseNumber?
    @Option(help: "案件类型", transform: WordReading.words) var type: String?
    @Option(help: "服务形式", transform: WordReading.words) var serviceForm: String?
    @Option(help: "办理阶段", transform: WordReading.words) var stage: String?
    @Option(help: "等级", transform: WordReading.words) var grade: String?
    @Option(help: "结案方式", transform: WordReading.words) var outcome: String?
    @Option(help: "计量单位", transform: WordReading.term) var unit: SubsidyUnit?
    @Option(
      name: [.customLong("on")], help: "按哪一天的标准；不按案件计算时必须写",
      transform: WordReading.day)
    var day: Day?
    @OptionGroup var details: DetailOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
      if number == nil, day == nil { throw ValidationError("不写案件编号时，请用 --on 写明日期") }
    }

    func run() throws {
      let price = PriceCases(try ledger.open())
      if let number {
        return try print(price(number, try details.details), [("案件", number.printed)])
      }
      var query = PricingQuery(try details.details, unit: unit)
      query.set(.caseType, to: type)
      query.set(.serviceForm, to: serviceForm)
      query.set(.stage, to: stage)
      query.set(.grade, to: grade)
      query.set(.outcome, to: outcome)
      try print(price(query, on: day ?? .latest), [])
    }

    private func print(
      _ explanation: PriceExplanation, _ heading: [(name: String, value: String)]
    ) throws {
      let sheet = PriceSheetPage(explanation, heading: heading)
      try format.print {
        $0 == .text ? PriceSheet.text(explanation, heading: heading) : sheet.printed($0)
      } page: { _ in
        sheet.page
      }
    }
  }

  struct WhatIf: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "what-if", abstract: "用草拟的标准试算某一年办结的案件：要多少钱，够不够")

    @Argument(help: "草拟的标准（YAML 文件，或自带标准的名称）") var file: String
    @Option(help: "年度", transform: WordReading.year) var year: FiscalYear
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let (name, text) = try StandardText.named(file)
      let trial = try TryStandard(ledger.open())(text, name: name, over: year)
      let table = try RegisterTables.trial(
        trial.rows, title: "\(trial.title)试算 \(year) 年办结案件（单位：元）", notes: trial.notes())
      let page = TrialPage(table, leftOut: trial.listed)
      try format.print(page.printed) { _ in page.page }
    }
  }
}

/// The text of a standard: a bundled one by its name, else a file's.
enum StandardText {
  struct Unreadable: OfficerError {
    let description: String
  }

  /// A standard is a page or two; a megabyte is no standard.
  private static let largest = 1_048_576

  static func named(_ file: String) throws -> (name: String, text: String) {
    if let bundled = BundledStandards.all.first(where: { $0.name == file }) { return bundled }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Unreadable(description: "没有找到标准文件“\(file)”，也没有这个名称的自带标准（standards list --bundled）")
    }
    guard data.count <= largest, let text = String(data: data, encoding: .utf8) else {
      throw Unreadable(description: "“\(file)”不是 UTF-8 文本的标准文件，或文件过大")
    }
    return ((file as NSString).lastPathComponent, text)
  }
}
