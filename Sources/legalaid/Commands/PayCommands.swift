import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct PayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pay", abstract: "支付：记账、成批支付、冲销、退票后重付、改列",
    subcommands: [
      Record.self, Batch.self, Reverse.self, Again.self, Recharge.self, List.self,
    ])

  struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "record",
      abstract: "记一笔支付：先显示预览，规则不允许的不记")

    @Argument(help: "支付凭证号", transform: WordReading.newNumber) var voucher: VoucherNumber
    @Option(
      name: [.customLong("on"), .customLong("paid-on")], help: "支付日期；不写则为今天",
      transform: WordReading.day)
    var paidOn: Day?
    @Option(
      name: [.customLong("case"), .customLong("case-number")], help: "案件编号",
      transform: WordReading.number)
    var caseNumber: CaseNumber?
    @Option(
      name: [.customLong("duty"), .customLong("duty-number")], help: "值班编号",
      transform: WordReading.number)
    var dutyNumber: DutyNumber?
    @Option(
      name: [.customLong("document"), .customLong("document-number")], help: "指标文号",
      transform: WordReading.number)
    var document: DocumentNumber
    @Option(help: "支出用途；不写则按案件或值班", transform: WordReading.term)
    var use: PaymentUse?
    @Option(help: "金额（元）；不写则为未付的核发数或值班补贴", transform: WordReading.amount)
    var amount: Money?
    @Option(help: "收款单位；不写则为承办单位或值班律师所属单位", transform: WordReading.words)
    var payee: String?
    @Option(help: "承办人", transform: WordReading.words) var lawyer: String?
    @Option(
      help: "审批人；以案定补和值班律师以外的支出都要写（可以以后补填）", transform: WordReading.words)
    var approvedBy: String?
    @Option(help: "行号；凭证上已有别的行时必须写", transform: WordReading.lineNumber)
    var line: Int?
    @Option(help: "退票后重付：第一次支付的凭证号和行号，写成 凭证号/行号", transform: WordReading.lineID)
    var reissues: PaymentLineID?
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
      if caseNumber != nil, dutyNumber != nil {
        throw ValidationError("案件编号（--case）和值班编号（--duty）只能写一个")
      }
    }

    func run() throws {
      let subject: PaymentSubject =
        caseNumber.map { .legalAidCase($0) } ?? dutyNumber.map { .dutyShift($0) } ?? .none
      let order = PaymentOrder(
        voucher: voucher, line: line, paidOn: paidOn ?? UnderWay.dayLeftOut(), use: use,
        subject: subject, document: document, amount: amount, payee: payee, lawyer: lawyer,
        approvedBy: approvedBy, reissues: reissues)
      let receipt = try Output.showingRefused(\PaymentPreview.description) {
        try RecordPayment(write.session())(order, override: overriding.override)
      }
      write.done("已记账：支付凭证 \(voucher)", after: receipt.recorded.description)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出支付和冲销",
      discussion: "期间指支付（冲销）日期在其中的；受援人指所付案件的，单位指收款单位。")

    @Option(help: "只列这一种：支付、更正、退票", transform: WordReading.term)
    var state: PaymentState?
    @Option(help: "只列这位受援人的案件的", transform: WordReading.words)
    var recipient: String?
    @OptionGroup var work: WorkListOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let filter = try work.filter(recipient: recipient)
      let register = try ListRegister(ledger.open())
      let lines = try register.payments(filter, in: state)
      try register.tellUnknown(in: filter)
      try format.print(
        RegisterTables.payments(lines).narrowed(filter.isNarrowing || state != nil))
    }
  }
}
