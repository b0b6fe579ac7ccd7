import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Standards
import Wording

struct ClaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "补贴申报：申报、核发、退回、更正、作废",
    subcommands: [
      Submit.self, Batch.self, Approve.self, Return.self, Amend.self, Void.self, List.self,
    ])

  struct Submit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "submit", abstract: "登记补贴申报")

    @Argument(help: "申报编号；不写则由程序按案件编号编", transform: WordReading.newNumber)
    var number: ClaimNumber?
    @Option(
      name: [.customLong("case"), .customLong("case-number")], help: "案件编号",
      transform: WordReading.number)
    var caseNumber: CaseNumber
    @Option(
      name: [.customLong("on"), .customLong("claimed-on")], help: "申报日期；不写则为今天",
      transform: WordReading.day)
    var claimedOn: Day?
    @Option(
      name: [.customLong("amount"), .customLong("claimed-amount")],
      help: "申报金额（元）；不写则按补贴标准计算，与标准不同的要写 --reason",
      transform: WordReading.amount)
    var amount: Money?
    @Option(help: "申报人；不写则为经办人", transform: WordReading.words)
    var submittedBy: String?
    @Flag(name: .customLong("override"), help: "规则不允许时仍照记，须同时写 --reason")
    var isOverridden = false
    @Option(help: "与标准不同或越过规则的理由，记入流水", transform: WordReading.words)
    var reason: String?
    @OptionGroup var details: DetailOptions
    @OptionGroup var write: WriteOptions

    func validate() throws { _ = try override }

    private var override: Override? {
      get throws { try .said(isOverridden, reason: reason) }
    }

    func run() throws {
      let session = try write.session()
      let claimedOn = claimedOn ?? UnderWay.dayLeftOut()
      let draft = ClaimDraft(
        number: number, caseNumber: caseNumber, claimedOn: claimedOn, amount: amount,
        submittedBy: submittedBy ?? session.whoAsks, reason: reason,
        details: try details.details)
      let receipt = try RecordClaims(session).submit(draft, override: override)
      try ClaimCommand.tell(receipt, write)
      try Quotas.note(session.store, claimedOn.fiscalYear, approving: caseNumber)
    }
  }

  /// Says what was claimed, and how it was priced.
  static func tell(
    _ receipt: Receipt<PricedClaim>, _ write: WriteOptions, after first: String = ""
  ) throws {
    receipt.reminders.map(\.reminder).forEach(Output.note)
    let claim = receipt.recorded.claim
    let amount = claim.claimedAmount.groupedYuanText
    let sheet = receipt.recorded.price.map {
      PriceSheet.text($0, heading: [("案件", claim.caseNumber.printed)])
    }
    write.done(
      "\(first)已登记申报 \(claim.number)：案件 \(claim.caseNumber)，\(amount) 元", after: sheet ?? "")
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出补贴申报和核发",
      discussion: "期间指申报日期在其中的；受援人、承办人、单位指案件登记的，凭证和指标指这件案子支付用的。")

    @Option(help: "只列这种状态的：待核发、已核发、已退回", transform: WordReading.term)
    var state: ClaimState?
    @Option(help: "只列这位受援人的", transform: WordReading.words)
    var recipient: String?
    @OptionGroup var work: WorkListOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let filter = try work.filter(recipient: recipient)
      let store = try ledger.open()
      let register = ListRegister(store)
      let claims = try register.claims(filter, in: state)
      try register.tellUnknown(in: filter)
      let cases = PriceCases(store)
      let table = try RegisterTables.claims(
        claims, on: cases.details(of: claims), naming: cases.detailNames())
      try format.print(table.narrowed(filter.isNarrowing || state != nil))
    }
  }
}

/// The quotas of the standards in force, told beside a claim.
enum Quotas {
  static func note(
    _ store: LedgerStore, _ year: FiscalYear, approving number: CaseNumber? = nil
  ) throws {
    for line in try StandardQuotas(store)(year, approving: number) { Output.note(line.words) }
  }
}
