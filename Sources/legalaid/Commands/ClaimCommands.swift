import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting

struct ClaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "补贴申报：申报、核发、退回",
    subcommands: [Submit.self, Approve.self, Return.self, List.self])

  struct Submit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "登记补贴申报")

    @Argument(help: "申报编号", transform: ArgumentReading.number) var number: ClaimNumber
    @Option(
      name: [.customLong("case"), .customLong("case-number")], help: "案件编号",
      transform: ArgumentReading.number)
    var caseNumber: CaseNumber
    @Option(
      name: [.customLong("on"), .customLong("claimed-on")], help: "申报日期",
      transform: ArgumentReading.day)
    var claimedOn: Day
    @Option(
      name: [.customLong("amount"), .customLong("claimed-amount")], help: "申报金额（元）",
      transform: ArgumentReading.amount)
    var amount: Money
    @Option(help: "申报人；不写则为经办人", transform: ArgumentReading.words)
    var submittedBy: String?
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      let claim = Claim(
        number: number, caseNumber: caseNumber, claimedOn: claimedOn, claimedAmount: amount,
        submittedBy: submittedBy ?? write.ledger.whoActs)
      try RecordClaims(write.office()).submit(claim, override: overriding.override)
      write.done("已登记申报 \(number)：案件 \(caseNumber)，\(amount.groupedYuanText) 元")
    }
  }

  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "登记核发")

    @Argument(help: "申报编号", transform: ArgumentReading.number) var number: ClaimNumber
    @Option(
      name: [.customLong("on"), .customLong("approved-on")], help: "核发日期",
      transform: ArgumentReading.day)
    var approvedOn: Day
    @Option(
      name: [.customLong("amount"), .customLong("approved-amount")], help: "核发金额（元），可以是 0",
      transform: ArgumentReading.amountOrZero)
    var amount: Money
    @Option(help: "审核人；不写则为经办人", transform: ArgumentReading.words)
    var approvedBy: String?
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      try RecordClaims(write.office()).approve(
        number, Approval(on: approvedOn, amount: amount),
        by: approvedBy ?? write.ledger.whoActs, override: overriding.override)
      write.done("已登记申报 \(number) 核发 \(amount.groupedYuanText) 元（\(approvedOn)）")
    }
  }

  struct Return: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "登记退回")

    @Argument(help: "申报编号", transform: ArgumentReading.number) var number: ClaimNumber
    @Option(
      name: [.customLong("on"), .customLong("returned-on")], help: "退回日期",
      transform: ArgumentReading.day)
    var returnedOn: Day
    @Option(help: "退回原因", transform: ArgumentReading.words) var reason: String
    @OptionGroup var write: WriteOptions

    func run() throws {
      try RecordClaims(write.office()).sendBack(
        number, ClaimReturn(on: returnedOn, reason: reason))
      write.done("已登记申报 \(number) 退回（\(returnedOn)）")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "列出补贴申报和核发")

    @Option(help: "只列这一年申报的", transform: ArgumentReading.year) var year: FiscalYear?
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let claims = try ListRegister(ledger.open()).claims(of: year)
      Output.result(RegisterTables.claims(claims).printed(format.format))
    }
  }
}
