import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Wording

/// Which claims are approved or returned: by their numbers, by a list, or all that wait.
struct ClaimChoice: ParsableArguments {
  @Argument(help: "申报编号或案件编号，可写几个", transform: WordReading.number)
  var numbers: [ClaimNumber] = []
  @Flag(help: "全部已申报、没有核发也没有退回的；办不了的留下，列出原因") var all = false
  @Option(help: "只要这个承办单位的，和 --all 一起用", transform: WordReading.words)
  var firm: String?
  @OptionGroup var submitted: SpanChoice
  @Option(
    help: ArgumentHelp("列出申报编号的文件：一行一个，或有“申报编号”一列的表", valueName: "文件"))
  var file: String?

  func validate() throws {
    guard [!numbers.isEmpty, all, file != nil].count(where: \.self) == 1 else {
      throw ValidationError("请写申报编号，或用 --file 写明文件，或用 --all 全部办理，只用一种")
    }
    guard try all || firm == nil && submitted.span == nil else {
      throw ValidationError("--firm 和期间（--year、--quarter、--month、--from、--to）要和 --all 一起用")
    }
  }

  /// The only claim that is named; nil where there may be several.
  var onlyNumber: ClaimNumber? { numbers.count == 1 ? numbers.first : nil }

  func selection() throws -> ClaimSelection {
    if let file { return try .listed(in: file) }
    if all { return .waiting(submitted: try submitted.span, firm: firm) }
    return .named(numbers.map { ClaimSelection.Named($0) })
  }
}

extension ClaimCommand {
  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "approve", abstract: "登记核发：一份，或成批核发",
      discussion: """
        不写金额的，核发数按补贴标准；没有生效标准的，或申报数在标准的幅度以内的，按申报数。
        成批核发先列出预览，确认以后一次记账。写明编号或用文件列出的，有一份办不了就整批不记；
        用 --all 的，办不了的（超过申报、与标准不同又没有写理由的也算）留下不办，逐份写明原因。
        """)

    @OptionGroup var choice: ClaimChoice
    @Option(
      name: [.customLong("on"), .customLong("approved-on")], help: "核发日期；不写则为今天",
      transform: WordReading.day)
    var approvedOn: Day?
    @Option(
      name: [.customLong("amount"), .customLong("approved-amount")],
      help: "核发金额（元），可以是 0；只用于一份申报", transform: WordReading.amountOrZero)
    var amount: Money?
    @Option(
      name: [.customLong("approved-by"), .customLong("by")], help: "审核人；不写则为经办人",
      transform: WordReading.words)
    var approvedBy: String?
    @Flag(name: .customLong("override"), help: "规则不允许时仍照记，须同时写 --reason；只用于一份申报")
    var isOverridden = false
    @Option(
      help: "核发超过申报、与标准不同或越过规则的理由，记入流水", transform: WordReading.words)
    var reason: String?
    @OptionGroup var confirm: ConfirmOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
      _ = try override
      guard choice.onlyNumber != nil || amount == nil && !isOverridden else {
        throw ValidationError("--amount 和 --override 只用于一份申报：几份各有金额的，用 --file 列出")
      }
    }

    private var override: Override? {
      get throws { try .said(isOverridden, reason: reason) }
    }

    func run() throws {
      if let number = choice.onlyNumber { return try approve(number) }
      let day = approvedOn ?? UnderWay.dayLeftOut()
      let selection = try choice.selection()
      let approved = try confirm.act(write, on: selection) {
        try RecordClaims($0).approve(
          $1, on: day, by: approvedBy ?? $0.operatorName, reason: reason
        ).recorded
      }
      write.done(
        "已核发 \(approved.done.count) 份申报", after: approved.words(in: .commandLine))
      let store = try write.ledger.open()
      for year in Set(approved.done.map(\.claim.claimedOn.fiscalYear)).sorted() {
        try Quotas.note(store, year)
      }
    }

    private func approve(_ number: ClaimNumber) throws {
      let session = try write.session()
      if let claim = try RecordClaims(session).claim(meantBy: number) {
        try Quotas.note(session.store, claim.claimedOn.fiscalYear, approving: claim.caseNumber)
      }
      let day = approvedOn ?? UnderWay.dayLeftOut()
      let receipt = try RecordClaims(session).approve(
        number, on: day, amount: amount, by: approvedBy ?? session.operatorName, reason: reason,
        override: override)
      receipt.reminders.map(\.reminder).forEach(Output.note)
      let claim = receipt.recorded
      let approved = claim.approval?.amount ?? .zero
      write.done("已登记申报 \(claim.number) 核发 \(approved.groupedYuanText) 元（\(day)）")
    }
  }

  struct Return: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "return", abstract: "登记退回：一份，或以同一原因成批退回",
      discussion: """
        成批退回先列出预览，确认以后一次记账。写明编号或用文件列出的，有一份办不了就整批不记；
        用 --all 的，是全部已申报、没有核发的，办不了的留下，逐份写明原因。
        """)

    @OptionGroup var choice: ClaimChoice
    @Option(
      name: [.customLong("on"), .customLong("returned-on")], help: "退回日期；不写则为今天",
      transform: WordReading.day)
    var returnedOn: Day?
    @Option(help: "退回原因", transform: WordReading.words) var reason: String
    @Flag(name: .customLong("override"), help: "规则不允许时仍照记，退回原因记入流水；只用于一份申报")
    var isOverridden = false
    @OptionGroup var confirm: ConfirmOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
      guard choice.onlyNumber != nil || !isOverridden else {
        throw ValidationError("--override 只用于一份申报")
      }
    }

    func run() throws {
      let returned = ClaimReturn(on: returnedOn ?? UnderWay.dayLeftOut(), reason: reason)
      if let number = choice.onlyNumber {
        let claim = try RecordClaims(write.session()).sendBack(
          number, returned, override: .said(isOverridden, reason: reason)
        ).recorded
        return write.done("已登记申报 \(claim.number) 退回（\(returned.on)）")
      }
      let selection = try choice.selection()
      let sent = try confirm.act(write, on: selection) {
        try RecordClaims($0).sendBack($1, returned).recorded
      }
      write.done("已退回 \(sent.done.count) 份申报", after: sent.words(in: .commandLine))
    }
  }
}
