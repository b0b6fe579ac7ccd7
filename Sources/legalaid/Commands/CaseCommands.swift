import ArgumentParser
import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import Reporting
import Wording

struct CaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case", abstract: "案件登记：受理、指派、结案、归档、更正、改号、作废",
    subcommands: [
      Accept.self, Assign.self, Close.self, File.self, Reassign.self, Amend.self,
      Renumber.self, Void.self, Show.self, List.self,
    ])

  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "登记受理的案件，已经指派的一起登记")

    @Argument(help: "案件编号", transform: WordReading.newNumber) var number: CaseNumber
    @Option(
      name: [.customLong("type"), .customLong("case-type")], help: "案件类型：民事、刑事、行政",
      transform: WordReading.term)
    var type: CaseType
    @Option(help: "受援人", transform: WordReading.words) var recipient: String
    @Option(
      name: [.customLong("on"), .customLong("accepted-on")], help: "受理日期",
      transform: WordReading.day)
    var acceptedOn: Day
    @Option(help: "受援人类别") var recipientCategories: String?
    @Option(help: "服务形式") var serviceForm: String?
    @Option(help: "办理阶段") var stage: String?
    @Option(help: "案由") var matter: String?
    @Option(help: "承办人；写了就同时登记指派", transform: WordReading.words) var lawyer: String?
    @Option(
      help: "承办单位；不写则按账上这位承办人的其他案件，没有或有几个单位的要写", transform: WordReading.words)
    var firm: String?
    @Option(help: "指派日期；不写则为受理日期", transform: WordReading.day) var assignedOn: Day?
    @OptionGroup var details: DetailOptions
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
      guard lawyer != nil || firm == nil && assignedOn == nil else {
        throw ValidationError("写了 --firm 或 --assigned-on 的，要用 --lawyer 写明承办人")
      }
    }

    func run() throws {
      var accepted = LegalAidCase(
        number: number, type: type, recipient: recipient, acceptedOn: acceptedOn)
      accepted.recipientCategories = recipientCategories
      accepted.serviceForm = serviceForm
      accepted.stage = stage
      accepted.matter = matter
      accepted.details = try details.details
      accepted.lawyer = lawyer
      accepted.firm = firm
      accepted.assignedOn = lawyer == nil ? nil : assignedOn ?? acceptedOn
      let recorded = try RecordCases(write.session())
        .accept(accepted, override: overriding.override).recorded
      let assigned =
        recorded.assignedOn.map { "，已指派（\($0)，\(recorded.firm ?? "")）" } ?? ""
      write.done("已受理案件 \(number)（\(type.rawValue)，\(acceptedOn)）\(assigned)")
    }
  }

  struct Assign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "assign", abstract: "登记指派的承办人和承办单位")

    @Argument(help: "案件编号", transform: WordReading.number) var number: CaseNumber
    @Option(
      name: [.customLong("on"), .customLong("assigned-on")], help: "指派日期",
      transform: WordReading.day)
    var assignedOn: Day
    @Option(help: "承办人", transform: WordReading.words) var lawyer: String
    @Option(
      help: "承办单位；不写则按账上这位承办人的其他案件，没有或有几个单位的要写", transform: WordReading.words)
    var firm: String?
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      let recorded = try RecordCases(write.session()).assign(
        number, on: assignedOn, lawyer: lawyer, firm: firm, override: overriding.override
      ).recorded
      let firm = firm == nil ? "，\(recorded.firm ?? "")" : ""
      write.done("已登记案件 \(number) 的指派（\(assignedOn)\(firm)）")
    }
  }

  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close", abstract: "登记结案，加 --claim 同时申报补贴",
      discussion: "同时申报的，申报编号由程序按案件编号编，金额不写的按补贴标准；有一样办不了，就都不记。")

    @Argument(help: "案件编号", transform: WordReading.number) var number: CaseNumber
    @Option(
      name: [.customLong("on"), .customLong("closed-on")], help: "结案日期",
      transform: WordReading.day)
    var closedOn: Day
    @Option(help: "结案方式：办结、终止、撤回", transform: WordReading.term)
    var outcome: Outcome = .closed
    @Option(help: "等级") var grade: String?
    @Option(help: "裁判文书号", transform: WordReading.number)
    var judgmentNumber: JudgmentNumber?
    @OptionGroup var details: DetailOptions
    @Flag(help: "同时申报补贴") var claim = false
    @Option(help: "申报日期；不写则为今天", transform: WordReading.day) var claimedOn: Day?
    @Option(
      name: [.customLong("amount"), .customLong("claimed-amount")],
      help: "申报金额（元）；不写则按补贴标准计算，与标准不同的要写 --reason", transform: WordReading.amount)
    var amount: Money?
    @Option(help: "申报人；不写则为经办人", transform: WordReading.words) var submittedBy: String?
    @Flag(name: .customLong("override"), help: "规则不允许时仍照记，须同时写 --reason")
    var isOverridden = false
    @Option(help: "与标准不同或越过规则的理由，记入流水", transform: WordReading.words)
    var reason: String?
    @OptionGroup var write: WriteOptions

    func validate() throws {
      _ = try override
      guard claim || claimedOn == nil && amount == nil && submittedBy == nil else {
        throw ValidationError("--claimed-on、--amount、--submitted-by 要和 --claim 一起用")
      }
      guard claim || isOverridden || reason == nil else {
        throw ValidationError("--reason 要和 --override 或 --claim 一起用")
      }
    }

    private var override: Override? {
      get throws { try .said(isOverridden, reason: reason) }
    }

    func run() throws {
      let session = try write.session()
      let closing = LegalAidCase.Closing(on: closedOn, outcome: outcome)
      let closed = "已登记案件 \(number) \(outcome.rawValue)（\(closedOn)）"
      guard claim else {
        try RecordCases(session).close(
          number, closing, grade: grade, judgmentNumber: judgmentNumber,
          details: details.details, override: override)
        return write.done(closed)
      }
      let draft = ClaimDraft(
        caseNumber: number, claimedOn: claimedOn ?? UnderWay.dayLeftOut(), amount: amount,
        submittedBy: submittedBy ?? session.whoAsks, reason: reason,
        details: try details.details)
      let receipt = try RecordCases(session).close(
        closing, grade: grade, judgmentNumber: judgmentNumber, claiming: draft,
        override: override)
      try ClaimCommand.tell(receipt, write, after: closed + "；")
    }
  }

  struct File: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "file", abstract: "登记归档")

    @Argument(help: "案件编号", transform: WordReading.number) var number: CaseNumber
    @Option(
      name: [.customLong("on"), .customLong("filed-on")], help: "归档日期",
      transform: WordReading.day)
    var filedOn: Day
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      try RecordCases(write.session()).file(number, on: filedOn, override: overriding.override)
      write.done("已登记案件 \(number) 归档（\(filedOn)）")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "显示一个案件的全部经过")

    @Argument(help: "案件编号", transform: WordReading.number) var number: CaseNumber
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let events = try CaseHistory(ledger.open())(of: number)
        .map { HistoryTable.Event($0, local: Clock.local) }
      let history = HistoryTable(of: number, events)
      try format.print(history.printed) { _ in history.table.page }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出案件（受援人姓名隐去）",
      discussion: "期间指受理或结案在其中的；姓名、单位要写全，全角半角、空格、括号怎么写都行。")

    @Flag(help: "只列还没有结案的") var open = false
    @Option(
      help: "只列这种状态的：在办、办结、终止、撤回、待申报、待核发、待付、付清", transform: WordReading.term)
    var state: CaseState?
    @Option(help: "只列这位受援人的（输出时隐去姓名）", transform: WordReading.words)
    var recipient: String?
    @OptionGroup var work: WorkListOptions
    @Option(
      help: ArgumentHelp(
        "把这些案件写成可以改了再导入的表（.xlsx 或 .csv，姓名是全名，请妥善保管）", valueName: "文件"))
    var forCorrection: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    /// Writes the rows of the register as an import reads them, names in full.
    private func write(_ rows: [TableRecord], to path: String) throws {
      let isText = path.lowercased().hasSuffix(".csv")
      let data =
        isText
        ? Data(CorrectionTable.text(.cases, rows).utf8)
        : Data(try CorrectionTable.workbook(.cases, rows))
      try OutputFile(path).write(data)
      Output.note("\(rows.count) 件案件已写到 \(path)：改好以后，用 import --amend 原因 导入")
    }

    func validate() throws {
      guard !open || state == nil else { throw ValidationError("--open 就是 --state 在办，只写一个") }
    }

    func run() throws {
      let filter = try work.filter(recipient: recipient)
      let state = open ? .open : state
      if let forCorrection {
        return try write(CasesForCorrection(ledger.open())(filter, in: state), to: forCorrection)
      }
      let store = try ledger.open()
      let register = ListRegister(store)
      let dossiers = try register.cases(filter, in: state)
      try register.tellUnknown(in: filter)
      let table = try RegisterTables.cases(dossiers, naming: PriceCases(store).detailNames())
      try format.print(table.narrowed(filter.isNarrowing || state != nil))
    }
  }
}
