import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Wording

/// Which payments a paper covers: vouchers by number or batch, all of a span, those for what a
/// quarter closed; all that is said holds at once.
struct RosterOptions: ParsableArguments {
  @OptionGroup var choice: SpanChoice
  @Option(help: "只出这张凭证，可写多次", transform: WordReading.number)
  var voucher: [VoucherNumber] = []
  @Option(
    help: ArgumentHelp("只出这一批：成批支付时写的凭证号前缀", valueName: "前缀"), transform: WordReading.prefix)
  var batch: String?
  @Option(help: "只出这一季度结案的案件（这一季度的值班），例如 2024Q4", transform: WordReading.quarter)
  var closedQuarter: Quarter?
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func validate() throws {
    if try payments.isEmpty {
      throw ValidationError(
        "请用 --year、--quarter、--month、--from 加 --to（支付日期）、--closed-quarter（结案季度）、"
          + "--batch 或 --voucher 指明范围")
    }
  }

  /// The payments that are asked for.
  var payments: RosterChoice {
    get throws {
      RosterChoice(
        paidIn: try choice.span, vouchers: Set(voucher), batch: batch, closedIn: closedQuarter)
    }
  }

  /// The payments that are asked for, and who makes papers of them.
  func rosters() throws -> (papers: Rosters, [Roster]) {
    let store = try ledger.openForFigures()
    let read = ReadRosters(store)
    let rosters = try read(where: read.taken(by: payments))
    guard !rosters.isEmpty else { throw NoPayments() }
    return (Rosters(of: try store.read { try $0.bureau() }), rosters)
  }

  struct NoPayments: OfficerError {
    let description = "这个范围内没有支付：请核对期间、批次或凭证号"
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

    @OptionGroup var options: RosterOptions

    func run() throws {
      let store = try options.ledger.openForFigures()
      let incomes = try ListExemptIncome(store)(
        where: ReadRosters(store).taken(by: options.payments))
      let bureau = try store.read { try $0.bureau() }
      let span = try options.choice.span
      try options.format.print(Rosters(of: bureau).exemptIncomeTable(incomes, in: span))
    }
  }
}
