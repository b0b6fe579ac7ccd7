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

  /// The payments that are asked for, and who makes papers of them.
  func rosters() throws -> (papers: Rosters, [Roster]) {
    let store = try ledger.open()
    let wanted = Set(voucher)
    let rosters = try ReadRosters(store)(where: { line in
      (year ?? line.paidOn.fiscalYear) == line.paidOn.fiscalYear
        && quarter?.contains(line.paidOn) ?? true
        && (wanted.isEmpty || wanted.contains(line.id.voucher))
    })
    guard !rosters.isEmpty else { throw NoPayments() }
    return (Rosters(of: try store.read { try $0.bureau() }), rosters)
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

    func run() throws {
      let (papers, rosters) = try options.rosters()
      try options.format.print {
        try papers.rosters(rosters, $0)
      } page: { _ in
        try papers.rostersPage(rosters)
      }
    }
  }

  struct Notice: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "notice", abstract: "公示表：姓名隐去，供公示")

    @OptionGroup var options: RosterOptions

    func run() throws {
      let (papers, rosters) = try options.rosters()
      try options.format.print(papers.noticeTable(rosters))
    }
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
      try format.print(Rosters(of: bureau).exemptIncomeTable(incomes, in: year))
    }
  }
}
