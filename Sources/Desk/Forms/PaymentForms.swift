import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Wording

/// The acts on payments: one, a batch, a whole voucher taken back, returned, paid again, recharged.
enum PaymentForms {
  static let all = [record, batch, reverse, bankReturn, again, recharge]

  private static let paidOn = Field(
    name: "on", title: "支付日期", kind: .day, isRequired: true, usual: "today")
  private static let paid = Field(
    name: "paid", title: "支付凭证号", isRequired: true, hint: "只指其中一行的，写成 凭证号/行号")

  static let record = ActForm(
    name: "pay-record", title: "记一笔支付", room: .payments,
    hint: "案件和值班只填一个，别的支出都不填。金额、收款单位、承办人不写的，按核发数、承办单位、承办人。",
    fields: [
      Field(name: "voucher", title: "支付凭证号", isRequired: true), paidOn,
      Field(name: "case", title: "案件编号"), Field(name: "duty", title: "值班编号"),
      Field(name: "document", title: "指标文号", kind: .fund, isRequired: true),
      Field(name: "use", title: "支出用途", kind: Field.terms(PaymentUse.self), hint: "不写则按案件或值班"),
      Field(name: "amount", title: "金额（元）", kind: .amount, hint: "不写则为未付的核发数或值班补贴"),
      Field(name: "payee", title: "收款单位", hint: "不写则为承办单位或值班律师所属单位"),
      Field(name: "lawyer", title: "承办人"),
      Field(name: "approver", title: "审批人", hint: "以案定补和值班律师以外的支出都要写"),
      Field(name: "line", title: "行号", hint: "凭证上已有别的行时必须写"),
      Field(name: "reissues", title: "退票后重付", hint: "第一次支付的凭证号和行号，写成 凭证号/行号"),
    ] + Field.override
  ) { values, session in
    let caseNumber: CaseNumber? = try values.optional("case", WordReading.number)
    let dutyNumber: DutyNumber? = try values.optional("duty", WordReading.number)
    guard caseNumber == nil || dutyNumber == nil else {
      throw values.fault("duty", "案件编号和值班编号只能写一个")
    }
    let order = PaymentOrder(
      voucher: try values.newNumber("voucher"),
      line: try values.optional("line", WordReading.lineNumber),
      paidOn: try values.required("on", WordReading.day), use: try values.term("use"),
      subject: caseNumber.map { .legalAidCase($0) } ?? dutyNumber.map { .dutyShift($0) } ?? .none,
      document: try values.number("document"),
      amount: try values.optional("amount", WordReading.amount),
      payee: try values.words("payee"), lawyer: try values.words("lawyer"),
      approvedBy: try values.words("approver"),
      reissues: try values.optional("reissues", WordReading.lineID))
    let receipt = try ShownRefusal.showing(\PaymentPreview.description) {
      try RecordPayment(session)(order, override: values.override())
    }
    return DoneAct(
      receipt, "记账：支付凭证 \(order.voucher)", preview: receipt.recorded.description,
      next: [voucher(order.voucher), roster([order.voucher])]
        + [caseNumber.map(CaseRoom.link(to:)), Link("再记一笔", "/act/pay-record")].compactMap(\.self))
  }

  static let batch = ActForm(
    name: "pay-batch", title: "成批支付", room: .payments,
    hint: "已核发未付的案件和未付的值班，每个收款单位、每个指标一张凭证；全部记账或全部不记。几种选法都写的，都要符合。",
    fields: [
      paidOn,
      Field(
        name: "prefix", title: "凭证号前缀", hint: "例如 支2024Q4-，后面加 001、002……；不写则用“支”和支付日期"),
      Field(name: "closed", title: "只付这一季度结案的案件和这一季度的值班", hint: "例如 2024Q4"),
      Field(name: "approved", title: "只付这一季度核发的案件和这一季度的值班"),
      Field(name: "firm", title: "只付这家承办单位的"),
      Field(name: "case", title: "只付这些案件", kind: .list),
    ]
  ) { values, session in
    let day = try values.required("on", WordReading.day)
    let cases: [CaseNumber] = try values.numbers("case")
    let order = BatchOrder(
      paidOn: day, voucherPrefix: try values.optional("prefix", WordReading.prefix),
      choice: BatchChoice(
        closedIn: try values.optional("closed", WordReading.quarter),
        approvedIn: try values.optional("approved", WordReading.quarter),
        firm: try values.words("firm"), cases: cases.isEmpty ? nil : Set(cases)),
      policy: try .bundled(on: day))
    let words = { (plan: BatchPlan) in plan.words(in: .desk) }
    let receipt = try ShownRefusal.showing(words) { try PayBatch(session)(order) }
    let plan = receipt.recorded.plan
    let numbers = Set(plan.lines.map(\.id.voucher)).sorted { $0.printed < $1.printed }
    return DoneAct(
      receipt, "记账：\(plan.voucherCount) 张支付凭证（\(plan.numbers)），\(plan.lines.count) 行",
      preview: words(plan),
      next: [roster(numbers)]
        + (numbers.count == 1 ? numbers.map(voucher) : [Link("支付", RoomName.payments.path)]))
  }

  static let reverse = reversal(
    "pay-reverse", "更正：冲销一张凭证", .correction,
    "账上记错了、款没有付出去的。不指明行的，整张凭证里还没有冲销的都冲销。")
  static let bankReturn = reversal(
    "pay-return", "登记银行退票", .bankReturn,
    "款项已经由银行退回的。不指明行的，整张凭证退回；日期不写的，用国库流水里退回的那一笔的日期。")

  private static func reversal(
    _ name: String, _ title: String, _ kind: ReversalKind, _ hint: String
  ) -> ActForm {
    ActForm(
      name: name, title: title, room: .payments, hint: hint,
      fields: [
        paid,
        Field(
          name: "reason", title: "原因", isRequired: true,
          usual: kind == .bankReturn ? "银行退票" : nil),
        Field(name: "on", title: "日期", kind: .day, hint: "不写则为今天"),
        Field(name: "amount", title: "金额（元）", kind: .amount, hint: "只用于一行；不写则全部"),
        Field(name: "voucher", title: "冲销凭证自己的凭证号", hint: "不写则由程序编"),
        Field(name: "line", title: "冲销凭证上的行号", hint: "凭证上已有别的行时必须写"),
      ]
    ) { values, session in
      let order = ReversalOrder(
        of: try reference(values), amount: try values.optional("amount", WordReading.amount),
        voucher: try values.optional("voucher", WordReading.newNumber),
        firstLine: try values.optional("line", WordReading.lineNumber),
        on: try values.day("on"), reason: try values.required("reason", WordReading.words),
        kind: kind)
      let receipt = try ReversePayment(session)(order)
      let reversal = receipt.recorded.lines.first?.id.voucher
      var next = [voucher(receipt.recorded.paid)]
      if kind == .bankReturn, let reversal {
        next.insert(
          Link("重新付款", again.address([("returned", reversal.printed)])), at: 0)
      }
      return DoneAct(receipt, receipt.recorded.description, next: next)
    }
  }

  static let again = ActForm(
    name: "pay-again", title: "退票后重付", room: .payments,
    hint: "把一张退票凭证退回的各行一次重付，案件、用途、金额、指标不变。",
    fields: [
      Field(name: "returned", title: "退票的冲销凭证号", isRequired: true),
      Field(name: "voucher", title: "重付的支付凭证号", isRequired: true), paidOn,
      Field(name: "payee", title: "改正后的收款单位", hint: "不写则和原来相同"),
    ] + Field.override
  ) { values, session in
    let order = PayAgainOrder(
      try values.number("returned"), as: try values.newNumber("voucher"),
      on: try values.required("on", WordReading.day), payee: try values.words("payee"))
    let receipt = try ShownRefusal.showing(\VoucherPreview.description) {
      try PayAgain(session)(order, override: values.override())
    }
    return DoneAct(
      receipt, "重付：支付凭证 \(order.voucher)，\(receipt.recorded.lines.count) 行",
      preview: receipt.recorded.description, next: [voucher(order.voucher)])
  }

  static let recharge = ActForm(
    name: "pay-recharge", title: "改列：付错了指标或用途", room: .payments,
    hint: "在原凭证内更正，凭证的金额、日期、收款单位都不变，国库流水照样对得上。",
    fields: [
      paid, Field(name: "document", title: "改正后的指标文号", kind: .fund, hint: "不写则不变"),
      Field(name: "use", title: "改正后的支出用途", kind: Field.terms(PaymentUse.self), hint: "不写则不变"),
      Field(name: "approver", title: "审批人", hint: "不写则不变"), Field.reason,
      Field(name: "override", title: "规则不允许时仍照记", kind: .tick),
    ]
  ) { values, session in
    let document: DocumentNumber? = try values.optional("document", WordReading.number)
    let use: PaymentUse? = try values.term("use")
    guard document != nil || use != nil else {
      throw values.fault("document", "指标文号和支出用途，至少写一个")
    }
    let order = RechargeOrder(
      of: try reference(values), document: document, use: use,
      approvedBy: try values.words("approver"),
      reason: try values.required("reason", WordReading.words))
    let receipt = try ShownRefusal.showing(\VoucherPreview.description) {
      try RechargeVoucher(session)(order, isForced: values.isTicked("override"))
    }
    return DoneAct(
      receipt, "改列：支付凭证 \(order.paid.voucher)，\(receipt.recorded.lines.count / 2) 行",
      preview: receipt.recorded.description, next: [voucher(order.paid.voucher)])
  }

  private static func reference(_ values: Values) throws -> VoucherReference {
    try values.required("paid") { text in
      VoucherReference(try WordReading.number(text), orLine: WordReading.lineOfVoucher(text))
    }
  }

  /// The list that is signed by those who are paid.
  private static func roster(_ vouchers: [VoucherNumber]) -> Link {
    Link(
      "打印发放表，供签字",
      Fields([("kind", "roster")] + vouchers.map { ("voucher", $0.printed) })
        .address(at: "/reports/paper"))
  }

  private static func voucher(_ number: VoucherNumber) -> Link {
    Link("看这张凭证", RoomName.payments.address([("voucher", number.printed)]))
  }
}
