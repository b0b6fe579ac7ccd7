import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting

/// Which payments a paper covers: vouchers by number, or all of a span.
struct RosterOptions: ParsableArguments {
  @Option(help: "只出这一年支付的", transform: ArgumentReading.year) var year: FiscalYear?
  @Option(help: "只出这一季度支付的，例如 2024Q4", transform: ArgumentReading.quarter)
  var quarter: Quarter?
  @Option(help: "只出这张凭证，可写多次", transform: ArgumentReading.number)
  var voucher: [VoucherNumber] = []
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func validate() throws {
    if year == nil, quarter == nil, voucher.isEmpty {
      throw ValidationError("请用 --year、--quarter 或 --voucher 指明范围")
    }
  }

  /// The rosters that are asked for, and the words of the papers made of them.
  func print(_ paper: (Rosters, [Roster], OutputFormat) throws -> String) throws {
    let store = try ledger.open()
    let wanted = Set(voucher)
    let rosters = try ReadRosters(store)(where: { line in
      (year ?? line.paidOn.fiscalYear) == line.paidOn.fiscalYear
        && quarter?.contains(line.paidOn) ?? true
        && (wanted.isEmpty || wanted.contains(line.id.voucher))
    })
    guard !rosters.isEmpty else { throw NoPayments() }
    let bureau = try store.read { try $0.bureau() }
    try format.print { try paper(Rosters(of: bureau), rosters, $0) }
  }

  struct NoPayments: Error, CustomStringConvertible {
    let description = "这个范围内没有支付：请核对年度、季度或凭证号"
  }
}

extension ReportCommand {
  struct RosterPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "roster", abstract: "发放表：每个收款单位一张，供签字")

    @OptionGroup var options: RosterOptions

    func run() throws { try options.print { try $0.rosters($1, $2) } }
  }

  struct Notice: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "notice", abstract: "公示表：姓名隐去，供公示")

    @OptionGroup var options: RosterOptions

    func run() throws { try options.print { try $0.notice($1, $2) } }
  }

  struct TaxList: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tax-list", abstract: "免税申报清单：每位承办人的补贴，含姓名，只供报税")

    @Option(help: "年度", transform: ArgumentReading.year) var year: FiscalYear
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let store = try ledger.open()
      let incomes = try ListExemptIncome(store)(year)
      let bureau = try store.read { try $0.bureau() }
      try format.print { try Rosters(of: bureau).exemptIncome(incomes, in: year, $0) }
    }
  }
}
