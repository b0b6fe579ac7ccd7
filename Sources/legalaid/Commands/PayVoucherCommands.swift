import ArgumentParser
import Bookkeeping
import LedgerCore
import Wording

/// A voucher, or a line of it, as it is named on the command line.
struct PaidVoucher: ParsableArguments {
  @Argument(help: "支付凭证号；只指其中一行的，写成 凭证号/行号，或用 --line", transform: WordReading.words)
  var paid: String
  @Option(help: "只指这一行；不写则为整张凭证", transform: WordReading.lineNumber) var line: Int?

  func validate() throws {
    _ = try reference
  }

  var reference: VoucherReference {
    get throws {
      try VoucherReference(
        WordReading.number(paid), line: line, orLine: WordReading.lineOfVoucher(paid))
    }
  }
}

extension PayCommand {
  struct Reverse: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reverse",
      abstract: "冲销一张凭证或其中一行（全部或部分）：更正，或登记银行退票",
      discussion: """
        不指明行的，整张凭证里还没有冲销的都冲销，冲销凭证上的行号和原来的相同；
        指明一行的只冲这一行，--amount 只冲一部分。冲销凭证号不写的，由程序编一个没有用过的。
        """)

    @OptionGroup var paid: PaidVoucher
    @Option(
      name: [.customLong("as"), .customLong("voucher-number")],
      help: "冲销凭证自己的凭证号；不写则按被冲销的凭证号编", transform: WordReading.newNumber)
    var reversal: VoucherNumber?
    @Option(
      help: "冲销凭证上的行号，几行的从它往后排；凭证上已有别的行时必须写", transform: WordReading.lineNumber)
    var asLine: Int?
    @Option(
      name: [.customLong("on"), .customLong("paid-on")],
      help: "冲销日期；不写则为今天，退票的先找国库流水里退回的那一笔，用它的日期", transform: WordReading.day)
    var reversedOn: Day?
    @Option(help: "冲销金额（元），只用于一行；不写则全部冲销", transform: WordReading.amount)
    var amount: Money?
    @Option(help: "冲销原因", transform: WordReading.words) var reason: String
    @Flag(help: "银行退票：款项已经退回；不写则为更正：账上改正，没有退款") var bankReturn = false
    @OptionGroup var write: WriteOptions

    func run() throws {
      let order = ReversalOrder(
        of: try paid.reference, amount: amount, voucher: reversal, firstLine: asLine,
        on: reversedOn, reason: reason, kind: bankReturn ? .bankReturn : .correction)
      write.done(try ReversePayment(write.session())(order).recorded.description)
    }
  }

  struct Again: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "again",
      abstract: "退票后重付：把一张退票凭证退回的各行一次重付，案件、用途、金额、指标不变")

    @Argument(help: "退票的冲销凭证号", transform: WordReading.number) var returned: VoucherNumber
    @Option(
      name: [.customLong("as"), .customLong("voucher-number")], help: "重付的支付凭证号",
      transform: WordReading.newNumber)
    var voucher: VoucherNumber
    @Option(
      name: [.customLong("on"), .customLong("paid-on")], help: "支付日期；不写则为今天",
      transform: WordReading.day)
    var paidOn: Day?
    @Option(help: "改正后的收款单位；不写则和原来相同", transform: WordReading.words)
    var payee: String?
    @OptionGroup var overriding: OverrideOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
      let order = PayAgainOrder(
        returned, as: voucher, on: paidOn ?? UnderWay.dayLeftOut(), payee: payee)
      let receipt = try Output.showingRefused(\VoucherPreview.description) {
        try PayAgain(write.session())(order, override: overriding.override)
      }
      write.done(
        "已重付：支付凭证 \(voucher)，\(receipt.recorded.lines.count) 行",
        after: receipt.recorded.description)
    }
  }

  struct Recharge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recharge",
      abstract: "改列：付错了指标或用途的，在原凭证内更正，一次办完",
      discussion: """
        在同一张凭证号、同一天记一笔更正和一笔改正后的支付，凭证的金额、日期、收款单位都不变，
        国库流水照样对得上；另编凭证改，国库就像付了两次。
        """)

    @OptionGroup var paid: PaidVoucher
    @Option(
      name: [.customLong("document"), .customLong("document-number")], help: "改正后的指标文号；不写则不变",
      transform: WordReading.number)
    var document: DocumentNumber?
    @Option(help: "改正后的支出用途；不写则不变", transform: WordReading.term)
    var use: PaymentUse?
    @Option(help: "审批人；不写则不变", transform: WordReading.words) var approvedBy: String?
    @Option(help: "改列原因", transform: WordReading.words) var reason: String
    @Flag(name: .customLong("override"), help: "规则不允许时仍照记，理由是改列原因")
    var isOverridden = false
    @OptionGroup var write: WriteOptions

    func validate() throws {
      guard document != nil || use != nil else {
        throw ValidationError("请用 --document 写明改正后的指标文号，或用 --use 写明改正后的支出用途")
      }
    }

    func run() throws {
      let order = RechargeOrder(
        of: try paid.reference, document: document, use: use, approvedBy: approvedBy,
        reason: reason)
      let receipt = try Output.showingRefused(\VoucherPreview.description) {
        try RechargeVoucher(write.session())(order, isForced: isOverridden)
      }
      write.done(
        "已改列：支付凭证 \(receipt.recorded.lines[0].id.voucher)，\(receipt.recorded.lines.count / 2) 行",
        after: receipt.recorded.description)
    }
  }
}
