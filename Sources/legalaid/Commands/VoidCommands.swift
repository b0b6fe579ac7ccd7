import ArgumentParser
import Bookkeeping
import LedgerCore
import Reconciliation
import Wording

/// What every command is given that takes back what was registered in error.
struct VoidOptions: ParsableArguments {
  @Flag(help: "恢复：撤销以前的作废") var undo = false
  @Option(help: "原因，记入流水", transform: WordReading.words) var reason: String
  @OptionGroup var write: WriteOptions

  /// Does it one way or the other, and says what was done.
  func run(
    void: (VoidThing) throws -> Receipt<VoidThing.Outcome>,
    restore: (VoidThing) throws -> Receipt<VoidThing.Outcome>
  ) throws {
    let act = VoidThing(try write.session())
    let receipt = try undo ? restore(act) : void(act)
    receipt.reminders.map(\.reminder).forEach(Output.note)
    let outcome = receipt.recorded
    let claims = outcome.claims.map(\.printed).joined(separator: "、")
    write.done(
      (undo ? "已恢复" : "已作废") + outcome.thing.words
        + (claims.isEmpty ? "" : "，连同已退回的申报 \(claims)"))
  }
}

/// The officer's decision to go on against a rule, for acts that have a reason anyway.
struct OverrideFlag: ParsableArguments {
  @Flag(name: .customLong("override"), help: "规则不允许时仍照记，原因记入流水")
  var isOverridden = false

  func override(because reason: String) -> Override? {
    isOverridden ? Override(reason: reason) : nil
  }
}

extension CaseCommand {
  struct Void: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "void", abstract: "作废登记错的案件，或恢复作废的案件",
      discussion: """
        作废的案件留在经过里（legalaid case show），不再进入任何数字、名册、文字和对账。
        还有申报或支付的案件不能作废：先退回或作废申报，冲销支付。已退回的申报随案件一起作废、一起恢复。
        """)

    @Argument(help: "案件编号", transform: WordReading.number) var number: CaseNumber
    @OptionGroup var overriding: OverrideFlag
    @OptionGroup var options: VoidOptions

    func run() throws {
      let override = overriding.override(because: options.reason)
      try options.run(
        void: { try $0.voidCase(number, reason: options.reason) },
        restore: { try $0.restoreCase(number, reason: options.reason, override: override) })
    }
  }
}

extension ClaimCommand {
  struct Void: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "void", abstract: "作废登记错的申报，或恢复作废的申报",
      discussion: """
        已核发的申报先退回（legalaid claim return）再作废；核发也登记错了、要一起作废的，加 --override。
        核发已经付了款的不能作废，先冲销支付。
        """)

    @Argument(help: "申报编号", transform: WordReading.number) var number: ClaimNumber
    @OptionGroup var overriding: OverrideFlag
    @OptionGroup var options: VoidOptions

    func run() throws {
      let override = overriding.override(because: options.reason)
      try options.run(
        void: { try $0.voidClaim(number, reason: options.reason, override: override) },
        restore: { try $0.restoreClaim(number, reason: options.reason, override: override) })
    }
  }
}

extension DutyCommand {
  struct Void: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "void", abstract: "作废登记错的值班，或恢复作废的值班")

    @Argument(help: "值班编号", transform: WordReading.number) var number: DutyNumber
    @OptionGroup var overriding: OverrideFlag
    @OptionGroup var options: VoidOptions

    func run() throws {
      let override = overriding.override(because: options.reason)
      try options.run(
        void: { try $0.voidShift(number, reason: options.reason) },
        restore: { try $0.restoreShift(number, reason: options.reason, override: override) })
    }
  }
}

extension FundCommand {
  struct Void: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "void", abstract: "作废登记错的指标，或恢复作废的指标",
      discussion: "有支付、有调整或收回、已经结转或由结账结转来的指标不能作废。")

    @Argument(help: "指标文号", transform: WordReading.number) var document: DocumentNumber
    @Option(help: "预算年度；一个文号只有一行指标时可不写", transform: WordReading.year)
    var fiscalYear: FiscalYear?
    @OptionGroup var overriding: OverrideFlag
    @OptionGroup var options: VoidOptions

    func run() throws {
      let override = overriding.override(because: options.reason)
      try options.run(
        void: {
          try $0.voidAppropriation(
            document, fiscalYear: fiscalYear, reason: options.reason, override: override)
        },
        restore: {
          try $0.restoreAppropriation(
            document, fiscalYear: fiscalYear, reason: options.reason, override: override)
        })
    }
  }
}

extension BankCommand {
  struct Void: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "void", abstract: "作废导入错的国库流水，或恢复作废的流水",
      discussion: "登记过核对的流水先撤销核对（legalaid bank match 流水号 --undo --reason 原因），再作废。")

    @Argument(help: "流水号", transform: WordReading.number) var reference: BankReference
    @OptionGroup var options: VoidOptions

    func run() throws {
      try options.run(
        void: { try $0.voidBankLine(reference, reason: options.reason) },
        restore: { try $0.restoreBankLine(reference, reason: options.reason) })
    }
  }
}
