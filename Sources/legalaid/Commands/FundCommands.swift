import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct FundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fund", abstract: "经费指标：下达、调整、收回、上年结转、更正、作废",
    subcommands: [
      Receive.self, Adjust.self, Recall.self, Opening.self, Amend.self, Void.self, List.self,
    ])

  struct Receive: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "receive", abstract: "登记下达的经费指标")

    @Argument(help: "指标文号", transform: WordReading.newNumber) var document: DocumentNumber
    @Option(name: .customLong("fund-source"), help: "资金来源", transform: WordReading.source)
    var source: FundSource
    @Option(help: "预算年度", transform: WordReading.year) var fiscalYear: FiscalYear
    @Option(
      name: [.customLong("on"), .customLong("received-on")], help: "下达日期",
      transform: WordReading.day)
    var receivedOn: Day
    @Option(help: "金额（元）", transform: WordReading.amount) var amount: Money
    @Option(help: "用途，几种用顿号隔开；不写则不限", transform: WordReading.uses)
    var permittedUses: Set<PaymentUse> = []
    @Option(help: "结转自年度", transform: WordReading.year) var originYear: FiscalYear?
    @Option(help: "备注") var note: String?
    @Option(
      help: ArgumentHelp("上级指标文号：上级下达这笔钱的文号，与本级文号不同时写", valueName: "文号"),
      transform: WordReading.newNumber)
    var superiorDocument: DocumentNumber?
    @Option(help: ArgumentHelp("下达单位", valueName: "单位"), transform: WordReading.words)
    var issuer: String?
    @Option(help: ArgumentHelp("追踪项目代码", valueName: "代码"), transform: WordReading.words)
    var projectCode: String?
    @OptionGroup var write: WriteOptions

    func run() throws {
      let id = AppropriationID(document: document, fiscalYear: fiscalYear)
      try RecordFunds(write.session()).receive(
        Appropriation(
          id: id, source: source, receivedOn: receivedOn, amount: amount,
          permittedUses: permittedUses, originYear: originYear, note: note,
          origin: AppropriationOrigin(
            superiorDocument: superiorDocument, issuer: issuer, projectCode: projectCode)))
      write.done("已登记指标 \(document)（\(source.rawValue)）\(amount.groupedYuanText) 元")
    }
  }

  /// What an adjustment and a recall are given alike.
  struct ChangeOptions: ParsableArguments {
    @Argument(help: "指标文号", transform: WordReading.number) var document: DocumentNumber
    @Option(help: "预算年度；一个文号只有一行指标时可不写", transform: WordReading.year)
    var fiscalYear: FiscalYear?
    @Option(
      name: [.customLong("on"), .customLong("changed-on")], help: "生效日期",
      transform: WordReading.day)
    var changedOn: Day
    @Option(help: "原因", transform: WordReading.words) var reason: String
    @Flag(name: .customLong("override"), help: "余额不足时仍照记，原因记入流水")
    var isOverridden = false
    @OptionGroup var write: WriteOptions

    func record(_ kind: AppropriationChange.Kind, _ amount: Money) throws {
      try RecordFunds(write.session()).change(
        document, fiscalYear: fiscalYear, kind, on: changedOn, amount: amount, reason: reason,
        override: .said(isOverridden, reason: reason))
      write.done("已登记指标 \(document) \(kind.rawValue) \(amount.groupedYuanText) 元")
    }
  }

  struct Adjust: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "adjust", abstract: "登记指标调整：调增为正，调减为负")

    @Option(parsing: .unconditional, help: "金额（元），调减写负数", transform: WordReading.adjustment)
    var amount: Money
    @OptionGroup var change: ChangeOptions

    func run() throws { try change.record(.adjustment, amount) }
  }

  struct Recall: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recall", abstract: "登记指标收回")

    @Option(help: "收回金额（元）", transform: WordReading.amount) var amount: Money
    @OptionGroup var change: ChangeOptions

    func run() throws { try change.record(.recall, amount) }
  }

  struct Opening: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "opening", abstract: "登记某一年度的上年结转")

    @Option(
      name: [.customLong("year"), .customLong("fiscal-year")], help: "年度",
      transform: WordReading.year)
    var year: FiscalYear
    @Option(help: "上年结转金额（元），可以是 0", transform: WordReading.amountOrZero)
    var amount: Money
    @Option(help: "备注") var note: String?
    @Option(help: "更正已登记的结转，或照记与已结转数不同的结转时，写明原因", transform: WordReading.words)
    var reason: String?
    @Flag(name: .customLong("override"), help: "与已结转的数不同时仍照记，原因记入流水")
    var isOverridden = false
    @OptionGroup var write: WriteOptions

    func validate() throws { _ = try override }

    private var override: Override? {
      get throws { try .said(isOverridden, reason: reason) }
    }

    func run() throws {
      try RecordFunds(write.session()).open(
        OpeningBalance(fiscalYear: year, amount: amount, note: note), amending: reason,
        override: override)
      write.done("已登记 \(year) 年度上年结转 \(amount.groupedYuanText) 元")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出经费指标和余额")

    @Option(help: "只列这一预算年度", transform: WordReading.year) var year: FiscalYear?
    @Option(help: "只列这个指标文号", transform: WordReading.number) var document: DocumentNumber?
    @Option(help: "只列这种状态的：有余额、已用完、透支", transform: WordReading.term)
    var state: BalanceState?
    @Option(help: "只列含有这些字的：文号、资金来源、备注", transform: WordReading.searched)
    var search: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let filter = RegisterFilter(document: document, search: search)
      let register = try ListRegister(ledger.openForFigures())
      let accounts = try register.appropriations(of: year, filter, in: state)
      try register.tellUnknown(in: filter)
      let isNarrowed = filter.isNarrowing || state != nil || year != nil
      try format.print(RegisterTables.appropriations(accounts).narrowed(isNarrowed))
    }
  }
}
