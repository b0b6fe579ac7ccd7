import ArgumentParser
import Bookkeeping
import Interchange
import LedgerCore
import Reconciliation
import Wording

/// What every correction is given besides the fields.
struct AmendOptions: ParsableArguments {
  @Option(help: "更正原因，记入流水", transform: WordReading.words) var reason: String
  @Flag(name: .customLong("override"), help: "规则不允许时仍照记，原因记入流水")
  var isOverridden = false
  @OptionGroup var write: WriteOptions

  /// Does an act, and shows the old and the new before what was done, or why it was not.
  func run(
    _ cells: [AmendedCell], _ words: String = "已更正",
    _ act: (AmendThing) throws -> Receipt<AmendThing.Outcome>
  ) throws {
    let override = isOverridden ? Override(reason: reason) : nil
    let amend = AmendThing(try write.session(), cells, reason: reason, override: override)
    let receipt = try Output.showingRefused(Self.preview) { try act(amend) }
    receipt.reminders.map(\.reminder).forEach(Output.note)
    write.done(
      words + receipt.recorded.thing.words, after: Self.preview(receipt.recorded))
  }

  /// The old and the new of each field.
  private static func preview(_ outcome: AmendThing.Outcome) -> String {
    ([outcome.thing.words] + outcome.changes.map { "  " + $0.words }).joined(separator: "\n")
  }
}

/// The options of fields: each under the English name of its column and under the Chinese one.
protocol AmendedFields: ParsableArguments {
  /// What each field is to say; nil for a field that is not named.
  var texts: [(Column, String?)] { get }
}

extension AmendedFields {
  var cells: [AmendedCell] {
    texts.compactMap { column, text in text.map { AmendedCell(column, $0) } }
  }

  func validate() throws {
    if cells.isEmpty { throw ValidationError("没有写要更正的项目：例如 --受理日期 2024-03-05（各项见 --help）") }
  }
}

/// The names of the option of a field.
private func field(_ column: Column, _ header: String) -> NameSpecification {
  [.customLong(column.rawValue.replacing("_", with: "-")), .customLong(header)]
}

extension CaseCommand {
  struct Amend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "amend", abstract: "更正案件登记的某几项",
      discussion: """
        写明要改的项目和新的内容，原来的和改后的对照着显示；可以一次改几项，内容写 '' 是清空。
        原来的内容留在经过里（legalaid case show）。编号登记错了用 legalaid case renumber。
        """)

    struct Fields: AmendedFields {
      @Option(name: field(.caseType, "案件类型"), help: "案件类型") var caseType: String?
      @Option(name: field(.serviceForm, "服务形式"), help: "服务形式") var serviceForm: String?
      @Option(name: field(.stage, "办理阶段"), help: "办理阶段") var stage: String?
      @Option(name: field(.recipient, "受援人"), help: "受援人") var recipient: String?
      @Option(name: field(.recipientCategories, "受援人类别"), help: "受援人类别")
      var recipientCategories: String?
      @Option(name: field(.acceptedOn, "受理日期"), help: "受理日期") var acceptedOn: String?
      @Option(name: field(.assignedOn, "指派日期"), help: "指派日期") var assignedOn: String?
      @Option(name: field(.lawyer, "承办人"), help: "承办人") var lawyer: String?
      @Option(name: field(.firm, "承办单位"), help: "承办单位") var firm: String?
      @Option(name: field(.closedOn, "结案日期"), help: "结案日期") var closedOn: String?
      @Option(name: field(.outcome, "结案方式"), help: "结案方式") var outcome: String?
      @Option(name: field(.filedOn, "归档日期"), help: "归档日期") var filedOn: String?
      @Option(name: field(.grade, "等级"), help: "等级") var grade: String?
      @Option(name: field(.judgmentNumber, "裁判文书号"), help: "裁判文书号")
      var judgmentNumber: String?
      @Option(name: field(.matter, "案由"), help: "案由") var matter: String?
      @Option(name: field(.closingManner, "结案情形"), help: "结案情形") var closingManner: String?
      @Option(name: field(.regionBand, "地域"), help: "地域") var regionBand: String?
      @Option(name: field(.flags, "标记"), help: "全部标记，用顿号隔开；没有的写 无") var flags: String?
      @Option(name: field(.quantities, "计价数量"), help: "全部计价数量，例如 卷宗页数=300、天数=2")
      var quantities: String?
      @Option(name: field(.costs, "实际费用"), help: "全部实际费用，例如 差旅费=1234.50")
      var costs: String?
      @Option(name: field(.discretions, "裁量"), help: "全部裁量，例如 质量浮动=110%（案情复杂）")
      var discretions: String?
      @Option(name: field(.subsidySource, "补贴资金来源"), help: "补贴资金来源")
      var subsidySource: String?

      var texts: [(Column, String?)] {
        [
          (.caseType, caseType), (.serviceForm, serviceForm), (.stage, stage),
          (.recipient, recipient), (.recipientCategories, recipientCategories),
          (.acceptedOn, acceptedOn), (.assignedOn, assignedOn), (.lawyer, lawyer),
          (.firm, firm), (.closedOn, closedOn), (.outcome, outcome), (.filedOn, filedOn),
          (.grade, grade), (.judgmentNumber, judgmentNumber), (.matter, matter),
          (.closingManner, closingManner), (.regionBand, regionBand), (.flags, flags),
          (.quantities, quantities), (.costs, costs), (.discretions, discretions),
          (.subsidySource, subsidySource),
        ]
      }
    }

    @Argument(help: "案件编号", transform: WordReading.number) var number: CaseNumber
    @OptionGroup var fields: Fields
    @OptionGroup var options: AmendOptions

    func run() throws { try options.run(fields.cells) { try $0.amendCase(number) } }
  }

  struct Reassign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reassign", abstract: "登记改派：换承办人和承办单位")

    @Argument(help: "案件编号", transform: WordReading.number) var number: CaseNumber
    @Option(help: "新的承办人", transform: WordReading.words) var lawyer: String
    @Option(help: "新的承办单位", transform: WordReading.words) var firm: String
    @Option(
      name: [.customLong("on"), .customLong("assigned-on")], help: "改派日期",
      transform: WordReading.day)
    var assignedOn: Day
    @OptionGroup var options: AmendOptions

    func run() throws {
      let cells = [
        AmendedCell(.lawyer, lawyer), AmendedCell(.firm, firm),
        AmendedCell(.assignedOn, assignedOn.description),
      ]
      try options.run(cells, "已改派") { try $0.reassignCase(number) }
    }
  }

  struct Renumber: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "renumber", abstract: "案件编号登记错了，改成正确的编号",
      discussion: """
        申报、支付、说明和核对都跟着改到新编号，以后用原编号也找得到（legalaid case show）；原编号留在经过里。
        新编号不能已经登记了别的案件。已结账年度的案件也可以改号：变的只是编号。
        """)

    @Argument(help: "原编号", transform: WordReading.number) var old: CaseNumber
    @Argument(help: "新编号", transform: WordReading.newNumber) var new: CaseNumber
    @Option(help: "改号原因，记入流水", transform: WordReading.words) var reason: String
    @OptionGroup var overriding: OverrideFlag
    @OptionGroup var write: WriteOptions

    func run() throws {
      let receipt = try RenumberCase(write.session())(
        old, to: new, reason: reason, override: overriding.override(because: reason))
      receipt.reminders.map(\.reminder).forEach(Output.note)
      let outcome = receipt.recorded
      write.done(
        """
        案件 \(outcome.old) 已改为 \(outcome.new)：跟着改的申报 \(outcome.claims.count) 份、\
        支付和冲销 \(outcome.lines.count) 行、说明 \(outcome.explanationCount) 条
        """)
    }
  }
}

extension ClaimCommand {
  struct Amend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "amend", abstract: "更正申报、核发或退回登记的某几项",
      discussion: """
        写明要改的项目和新的内容，原来的和改后的对照着显示；可以一次改几项，内容写 '' 是清空。
        核发日期和核发金额、退回日期和退回原因要一起写、一起清空。
        """)

    struct Fields: AmendedFields {
      @Option(name: field(.caseNumber, "案件编号"), help: "案件编号") var caseNumber: String?
      @Option(name: field(.claimedOn, "申报日期"), help: "申报日期") var claimedOn: String?
      @Option(name: field(.claimedAmount, "申报金额"), help: "申报金额（元）") var claimedAmount: String?
      @Option(name: field(.approvedOn, "核发日期"), help: "核发日期") var approvedOn: String?
      @Option(name: field(.approvedAmount, "核发金额"), help: "核发金额（元）")
      var approvedAmount: String?
      @Option(name: field(.submittedBy, "申报人"), help: "申报人") var submittedBy: String?
      @Option(name: field(.approvedBy, "审核人"), help: "审核人") var approvedBy: String?
      @Option(name: field(.returnedOn, "退回日期"), help: "退回日期") var returnedOn: String?
      @Option(name: field(.returnReason, "退回原因"), help: "退回原因") var returnReason: String?

      var texts: [(Column, String?)] {
        [
          (.caseNumber, caseNumber), (.claimedOn, claimedOn), (.claimedAmount, claimedAmount),
          (.approvedOn, approvedOn), (.approvedAmount, approvedAmount),
          (.submittedBy, submittedBy), (.approvedBy, approvedBy), (.returnedOn, returnedOn),
          (.returnReason, returnReason),
        ]
      }
    }

    @Argument(help: "申报编号", transform: WordReading.number) var number: ClaimNumber
    @OptionGroup var fields: Fields
    @OptionGroup var options: AmendOptions

    func run() throws { try options.run(fields.cells) { try $0.amendClaim(number) } }
  }
}

extension DutyCommand {
  struct Amend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "amend", abstract: "更正值班登记的某几项",
      discussion: "改了数量或标准的，补贴金额也要写。")

    struct Fields: AmendedFields {
      @Option(name: field(.servedOn, "值班日期"), help: "值班日期") var servedOn: String?
      @Option(name: field(.site, "值班地点"), help: "值班地点") var site: String?
      @Option(name: field(.lawyer, "值班律师"), help: "值班律师") var lawyer: String?
      @Option(name: field(.firm, "所属单位"), help: "所属单位") var firm: String?
      @Option(name: field(.units, "数量"), help: "数量") var units: String?
      @Option(name: field(.unit, "计量单位"), help: "计量单位") var unit: String?
      @Option(name: field(.rate, "标准"), help: "标准（元）") var rate: String?
      @Option(name: field(.amount, "补贴金额"), help: "补贴金额（元）") var amount: String?

      var texts: [(Column, String?)] {
        [
          (.servedOn, servedOn), (.site, site), (.lawyer, lawyer), (.firm, firm),
          (.units, units), (.unit, unit), (.rate, rate), (.amount, amount),
        ]
      }
    }

    @Argument(help: "值班编号", transform: WordReading.number) var number: DutyNumber
    @OptionGroup var fields: Fields
    @OptionGroup var options: AmendOptions

    func run() throws { try options.run(fields.cells) { try $0.amendShift(number) } }
  }
}

extension FundCommand {
  struct Amend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "amend", abstract: "更正指标登记的某几项",
      discussion: "下达后又追加、调减的用 legalaid fund adjust，收回的用 legalaid fund recall；这里只改登记错了的。")

    struct Fields: AmendedFields {
      @Option(name: field(.fundSource, "资金来源"), help: "资金来源") var fundSource: String?
      @Option(name: field(.receivedOn, "下达日期"), help: "下达日期") var receivedOn: String?
      @Option(name: field(.amount, "金额"), help: "金额（元）") var amount: String?
      @Option(name: field(.permittedUses, "用途"), help: "用途，几种用顿号隔开") var permittedUses: String?
      @Option(name: field(.originYear, "结转自年度"), help: "结转自年度") var originYear: String?
      @Option(name: field(.note, "备注"), help: "备注") var note: String?
      @Option(name: field(.superiorDocument, "上级指标文号"), help: "上级指标文号")
      var superiorDocument: String?
      @Option(name: field(.issuer, "下达单位"), help: "下达单位") var issuer: String?
      @Option(name: field(.projectCode, "追踪项目代码"), help: "追踪项目代码")
      var projectCode: String?

      var texts: [(Column, String?)] {
        [
          (.fundSource, fundSource), (.receivedOn, receivedOn), (.amount, amount),
          (.permittedUses, permittedUses), (.originYear, originYear), (.note, note),
          (.superiorDocument, superiorDocument), (.issuer, issuer), (.projectCode, projectCode),
        ]
      }
    }

    @Argument(help: "指标文号", transform: WordReading.number) var document: DocumentNumber
    @Option(
      name: [.customLong("fiscal-year"), .customLong("预算年度")],
      help: "预算年度；一个文号只有一行指标时可不写", transform: WordReading.year)
    var fiscalYear: FiscalYear?
    @OptionGroup var fields: Fields
    @OptionGroup var options: AmendOptions

    func run() throws {
      try options.run(fields.cells) {
        try $0.amendAppropriation(document, fiscalYear: fiscalYear)
      }
    }
  }
}

extension BankCommand {
  struct Amend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "amend", abstract: "补填国库流水空着的支付凭证号和摘要",
      discussion: "银行已经给出的内容不能更正；导入错的流水作废（legalaid bank void）后重新导入。")

    struct Fields: AmendedFields {
      @Option(name: field(.bookedOn, "日期"), help: "日期") var bookedOn: String?
      @Option(name: field(.amount, "金额"), help: "金额（元）") var amount: String?
      @Option(name: field(.payee, "收款人"), help: "收款人") var payee: String?
      @Option(name: field(.voucherNumber, "支付凭证号"), help: "支付凭证号") var voucherNumber: String?
      @Option(name: field(.memo, "摘要"), help: "摘要") var memo: String?

      var texts: [(Column, String?)] {
        [
          (.bookedOn, bookedOn), (.amount, amount), (.payee, payee),
          (.voucherNumber, voucherNumber), (.memo, memo),
        ]
      }
    }

    @Argument(help: "流水号", transform: WordReading.number) var reference: BankReference
    @OptionGroup var fields: Fields
    @OptionGroup var options: AmendOptions

    func run() throws { try options.run(fields.cells) { try $0.amendBankLine(reference) } }
  }
}
