import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct DutyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duty", abstract: "值班登记、更正、作废",
    subcommands: [Record.self, Amend.self, Void.self, List.self])

  struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "record", abstract: "登记一次值班")

    @Argument(help: "值班编号", transform: WordReading.newNumber) var number: DutyNumber
    @Option(
      name: [.customLong("on"), .customLong("served-on")], help: "值班日期",
      transform: WordReading.day)
    var servedOn: Day
    @Option(help: "值班地点", transform: WordReading.words) var site: String
    @Option(help: "值班律师", transform: WordReading.words) var lawyer: String
    @Option(help: "所属单位", transform: WordReading.words) var firm: String
    @Option(
      name: [.customLong("quantity"), .customLong("units")], help: "数量",
      transform: WordReading.quantity)
    var quantity = Quantity(tenths: 10)
    @Option(help: "计量单位：天、半天、人次、件", transform: WordReading.term)
    var unit: DutyUnit = .day
    @Option(
      help: "标准（元）；不写则按补贴标准，与补贴标准不同的要写 --reason", transform: WordReading.amount)
    var rate: Money?
    @Option(help: "补贴金额（元）；不写则为数量乘标准", transform: WordReading.amount)
    var amount: Money?
    @Flag(name: .customLong("override"), help: "规则不允许时仍照记，须同时写 --reason")
    var isOverridden = false
    @Option(help: "与补贴标准不同或越过规则的理由，记入流水", transform: WordReading.words)
    var reason: String?
    @OptionGroup var write: WriteOptions

    func validate() throws { _ = try override }

    private var override: Override? {
      get throws { try .said(isOverridden, reason: reason) }
    }

    func run() throws {
      let record = RecordDuty(try write.session())
      let rate = try rate ?? record.rate(of: unit, on: servedOn)
      let amount = try amount ?? rate.times(quantity)
      try record(
        DutyShift(
          number: number, servedOn: servedOn, site: site, lawyer: lawyer, firm: firm,
          quantity: quantity, unit: unit, rate: rate, amount: amount),
        reason: reason, override: override
      ).reminders.map(\.reminder).forEach(Output.note)
      write.done("已登记值班 \(number)（\(servedOn)）\(amount.groupedYuanText) 元")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出值班和已付补贴", discussion: "期间指值班日期在其中的。")

    @Option(help: "只列这种状态的：未付、部分支付、付清", transform: WordReading.term)
    var state: DutyState?
    @OptionGroup var work: WorkListOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let filter = try work.filter()
      let register = try ListRegister(ledger.open())
      let accounts = try register.duty(filter, in: state)
      try register.tellUnknown(in: filter)
      try format.print(
        RegisterTables.duty(accounts).narrowed(filter.isNarrowing || state != nil))
    }
  }
}
