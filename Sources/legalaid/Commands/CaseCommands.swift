import ArgumentParser
import Bookkeeping
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
      commandName: "accept", abstract: "登记受理的案件")

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
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      var accepted = LegalAidCase(
        number: number, type: type, recipient: recipient, acceptedOn: acceptedOn)
      accepted.recipientCategories = recipientCategories
      accepted.serviceForm = serviceForm
      accepted.stage = stage
      accepted.matter = matter
      try RecordCases(write.session()).accept(accepted, override: overriding.override)
      write.done("已受理案件 \(number)（\(type.rawValue)，\(acceptedOn)）")
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
    @Option(help: "承办单位", transform: WordReading.words) var firm: String
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      try RecordCases(write.session()).assign(
        number, on: assignedOn, lawyer: lawyer, firm: firm, override: overriding.override)
      write.done("已登记案件 \(number) 的指派（\(assignedOn)）")
    }
  }

  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close", abstract: "登记结案")

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
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      try RecordCases(write.session()).close(
        number, LegalAidCase.Closing(on: closedOn, outcome: outcome), grade: grade,
        judgmentNumber: judgmentNumber, override: overriding.override)
      write.done("已登记案件 \(number) \(outcome.rawValue)（\(closedOn)）")
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
      let events = try CaseHistory(ledger.open())(of: number).map { event in
        HistoryTable.Event(
          recordedAt: event.recordedAt, localTime: Clock.local(event.recordedAt),
          operatorName: event.operatorName, words: event.words, reason: event.reason)
      }
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
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
      guard !open || state == nil else { throw ValidationError("--open 就是 --state 在办，只写一个") }
    }

    func run() throws {
      let filter = try work.filter(recipient: recipient)
      let state = open ? .open : state
      let dossiers = try ListRegister(ledger.open()).cases(filter, in: state)
      try format.print(
        RegisterTables.cases(dossiers).narrowed(filter.isNarrowing || state != nil))
    }
  }
}
