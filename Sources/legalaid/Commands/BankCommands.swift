import ArgumentParser
import Bookkeeping
import LedgerCore
import Reconciliation
import Reporting
import Wording

struct BankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bank", abstract: "国库支付明细：与账上的付款、退回核对，不属本账的另列，列出未达账项",
    subcommands: [Match.self, SetAside.self, Amend.self, Void.self, List.self])

  struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "match",
      abstract: "核对国库流水和账上的付款、退回，登记核对结果",
      discussion: """
        不写流水号时，核对全部流水：写明凭证号的按凭证号，没写的要金额、收款人相同、日期相差不超过 5 天，
        并且双方都没有别的可能，才算核对上；有别的可能的一律留给人定。付款是一张支付凭证的金额减去更正，
        退回是一张冲销凭证上的退票。
        写流水号和 --voucher，由人指定：一笔流水对几张凭证，或几笔流水对一张凭证，收款人和日期不限，
        金额合计要相等。支付凭证号指它的付款；冲销凭证号指它的全部退票，只指其中一张凭证的退票时，
        把被退的凭证号也写上；退回的流水写被退的支付凭证号，指它的全部退票。
        写流水号和 --undo，撤销原来的核对。
        """)

    @Argument(help: "流水号，可写几个；不写则核对全部", transform: WordReading.number)
    var references: [BankReference] = []
    @Option(help: "流水对应的支付凭证或冲销凭证，可写多次", transform: WordReading.number)
    var voucher: [VoucherNumber] = []
    @Flag(help: "撤销这笔流水的核对") var undo = false
    @Option(help: "原因；由人指定或撤销时必须写", transform: WordReading.words)
    var reason: String?
    @OptionGroup var write: WriteOptions

    func validate() throws {
      guard !references.isEmpty else {
        if undo || !voucher.isEmpty || reason != nil {
          throw ValidationError("由人指定或撤销时要写流水号")
        }
        return
      }
      guard undo != !voucher.isEmpty else {
        throw ValidationError("写了流水号，要用 --voucher 指定凭证，或用 --undo 撤销")
      }
      if undo, references.count > 1 {
        let more = references.dropFirst().map(\.printed).joined(separator: "、")
        throw ValidationError("一次撤销一笔流水的核对，多写了：\(more)")
      }
      guard reason != nil else { throw ValidationError("请用 --reason 写明原因") }
    }

    func run() throws {
      let matching = MatchStatement(try write.session())
      guard let first = references.first, let reason else { return try matchAll(matching) }
      if undo {
        let match = try matching.undo(first, reason: reason).recorded
        write.done("已撤销流水 \(match.lineNumbers) 与\(match.movements.words) 的核对")
      } else {
        let match = try matching.match(references, with: voucher, reason: reason).recorded
        write.done("流水 \(match.lineNumbers) 已与\(match.movements.words) 核对")
      }
    }

    private func matchAll(_ matching: MatchStatement) throws {
      let matched = try matching().recorded
      guard let statement = matched.statement else { return Output.result("还没有导入国库支付明细，没有可核对的") }
      let count = { (stage: StatementMatching.Stage) in
        statement.matches.filter { $0.stage == stage }.reduce(0) { $0 + $1.lines.count }
      }
      write.done("新登记 \(matched.posted.count) 笔流水的核对")
      for match in matched.posted {
        Output.result(printable("  " + match.words))
      }
      Output.result(
        """
        写明凭证号的 \(count(.byNumber)) 笔；以前登记的 \(count(.posted)) 笔；\
        没有核对上的流水 \(statement.openLines.count) 笔，\
        付款 \(statement.openMovements.count { !$0.movement.isIncoming }) 笔，\
        退回 \(statement.openMovements.count { $0.movement.isIncoming }) 笔\
        （bank list --unmatched）
        """)
    }
  }

  struct SetAside: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set-aside",
      abstract: "把不属于本账的国库流水另列：不参加核对，不算不符，对账表上单独列出",
      discussion: """
        别的单位、别的经费的流水混在国库明细里的，写明原因另列；写错了用 --undo 撤销，也要写明原因。
        已登记核对的，先用 legalaid bank match 流水号 --undo 撤销核对。
        """)

    @Argument(help: "流水号", transform: WordReading.number) var reference: BankReference
    @Flag(help: "撤销另列") var undo = false
    @Option(help: "原因", transform: WordReading.words) var reason: String
    @OptionGroup var write: WriteOptions

    func run() throws {
      let act = SetAsideLine(try write.session())
      let done =
        undo
        ? try act.undo(reference, reason: reason).recorded
        : try act(reference, reason: reason).recorded
      let amount = done.line.amount.groupedYuanText
      write.done(
        undo
          ? "已撤销另列：流水 \(done.line.reference)，\(amount) 元，重新参加核对"
          : "已另列：流水 \(done.line.reference)，\(amount) 元，不参加核对")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出国库流水、核对结果和未达账项",
      discussion: "期间指流水或付款、退回的日期在其中的；单位指收款人。")

    @Flag(help: "只列没有核对上的") var unmatched = false
    @Option(help: "只列这一种：已核对、未核对", transform: WordReading.term)
    var state: MatchState?
    @OptionGroup var list: ListOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
      guard !unmatched || state == nil else {
        throw ValidationError("--unmatched 就是 --state 未核对，只写一个")
      }
    }

    func run() throws {
      let filter = try list.filter()
      let state = unmatched ? .open : state
      let store = try ledger.open()
      let statement = try ReadStatement(store)()
      try ListRegister(store).tellUnknown(in: filter)
      try format.print {
        try StatementTables.printed(statement, $0, narrowedBy: filter, in: state)
      } page: { _ in
        try StatementTables.page(statement, narrowedBy: filter, in: state)
      }
    }
  }
}
