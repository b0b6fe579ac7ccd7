import Bookkeeping
import LedgerCore
import Reporting
import Standards
import Wording

/// The acts on claims: filed one by one or for a quarter, approved and returned one or many.
enum ClaimForms {
  static let all = [submit, batch, approve, sendBack]

  static let submit = ActForm(
    name: "claim-submit", title: "登记补贴申报", room: .claims,
    fields: [
      Field(name: "case", title: "案件编号", isRequired: true),
      Field(name: "on", title: "申报日期", kind: .day, isRequired: true, usual: "today"),
      Field(name: "number", title: "申报编号", hint: "不写则由程序按案件编号编"),
      Field(name: "amount", title: "申报金额（元）", kind: .amount, hint: "不写则按补贴标准；与标准不同的要写理由"),
      Field(name: "submitter", title: "申报人", hint: "不写则为经办人"),
    ] + DetailFields.all + Field.override
  ) { values, session in
    let draft = ClaimDraft(
      number: try values.optional("number", WordReading.newNumber),
      caseNumber: try values.number("case"),
      claimedOn: try values.required("on", WordReading.day),
      amount: try values.optional("amount", WordReading.amount),
      submittedBy: try values.words("submitter") ?? session.operatorName,
      reason: try values.words("reason"), details: try DetailFields.details(values))
    let receipt = try RecordClaims(session).submit(draft, override: values.override())
    let claim = receipt.recorded.claim
    return DoneAct(
      receipt,
      "登记申报 \(claim.number)：案件 \(claim.caseNumber)，\(claim.claimedAmount.groupedYuanText) 元",
      preview: receipt.recorded.price.map {
        PriceSheet.text($0, heading: [("案件", claim.caseNumber.printed)])
      } ?? "",
      next: [
        Link("核发这份申报", approve.address([("number", claim.number.printed)])),
        CaseRoom.link(to: claim.caseNumber),
      ])
  }

  static let batch = ActForm(
    name: "claim-batch", title: "成批申报一个季度办结的案件", room: .claims,
    hint: "办结了还没有申报的，按补贴标准各申报一份；没有申报的案件和原因列在后面。",
    fields: [
      Field(name: "quarter", title: "结案的季度", isRequired: true, hint: "例如 2024Q4"),
      Field(name: "on", title: "申报日期", kind: .day, isRequired: true, usual: "today"),
      Field(
        name: "prefix", title: "申报编号前缀", isRequired: true, hint: "后面自动加三位序号，例如 申2024Q4-"),
      Field(name: "submitter", title: "申报人", hint: "不写则为经办人"),
    ]
  ) { values, session in
    let quarter = try values.required("quarter", WordReading.quarter)
    let receipt = try RecordClaims(session).submitBatch(
      quarter, on: values.required("on", WordReading.day),
      prefix: values.required("prefix", WordReading.prefix),
      by: try values.words("submitter") ?? session.operatorName)
    let summary = receipt.recorded
    let paper = try ClaimSummary(
      summary.claims.map { ($0.claim, $0.legalAidCase) }, title: "\(quarter)申报汇总表（单位：元）",
      naming: PriceCases(session.store).detailNames(), leftOut: summary.skipped + summary.leftOut)
    return DoneAct(
      receipt, "登记申报 \(summary.claims.count) 份", preview: paper.printed(.text),
      next: [Link("核发", RoomName.claims.address([("state", ClaimState.submitted.rawValue)]))])
  }

  static let approve = ActForm(
    name: "claim-approve", title: "核发", room: .claims,
    hint: """
      不写金额的，核发数按补贴标准；没有生效标准的，或申报数在标准的幅度以内的，按申报数。\
      几份一起核发的，有一份办不了就都不记。
      """,
    fields: [
      Field(name: "number", title: "申报编号或案件编号", kind: .list, isRequired: true),
      Field(name: "on", title: "核发日期", kind: .day, isRequired: true, usual: "today"),
      Field(
        name: "amount", title: "核发金额（元）", kind: .amount, hint: "只用于一份申报，可以是 0；不写则按标准"),
      Field(name: "approver", title: "审核人", hint: "不写则为经办人"),
      Field(name: "override", title: "规则不允许时仍照记（只用于一份申报）", kind: .tick),
      Field(name: "reason", title: "理由", hint: "核发超过申报、与标准不同或越过规则的要写，记入流水"),
    ]
  ) { values, session in
    let numbers: [ClaimNumber] = try values.someNumbers("number")
    let day = try values.required("on", WordReading.day)
    let approver = try values.words("approver") ?? session.operatorName
    let reason = try values.words("reason")
    let amount = try values.optional("amount", WordReading.amountOrZero)
    let override = try values.override()
    if numbers.count == 1 {
      let receipt = try RecordClaims(session).approve(
        numbers[0], on: day, amount: amount, by: approver, reason: reason, override: override)
      let claim = receipt.recorded
      let approved = claim.approval?.amount ?? .zero
      return DoneAct(
        receipt, "登记申报 \(claim.number) 核发 \(approved.groupedYuanText) 元（\(day)）",
        next: [
          Link("付款", PaymentForms.record.address([("case", claim.caseNumber.printed)])),
          CaseRoom.link(to: claim.caseNumber),
        ])
    }
    guard amount == nil else { throw values.fault("amount", "只用于一份申报：几份的请分开核发") }
    guard override == nil else { throw values.fault("override", "只用于一份申报：几份的请分开核发") }
    return try many("核发", next: [Link("成批支付", PaymentForms.batch.path)]) {
      try RecordClaims(session).approve(
        .named(numbers.map { ClaimSelection.Named($0) }), on: day, by: approver, reason: reason)
    }
  }

  static let sendBack = ActForm(
    name: "claim-return", title: "退回申报", room: .claims,
    hint: "几份一起退回的，有一份办不了就都不记。",
    fields: [
      Field(name: "number", title: "申报编号或案件编号", kind: .list, isRequired: true),
      Field(name: "on", title: "退回日期", kind: .day, isRequired: true, usual: "today"),
      Field(name: "reason", title: "退回原因", isRequired: true, hint: "记入流水"),
      Field(name: "override", title: "规则不允许时仍照记（只用于一份申报）", kind: .tick),
    ]
  ) { values, session in
    let numbers: [ClaimNumber] = try values.someNumbers("number")
    let returned = ClaimReturn(
      on: try values.required("on", WordReading.day),
      reason: try values.required("reason", WordReading.words))
    if numbers.count == 1 {
      let receipt = try RecordClaims(session).sendBack(
        numbers[0], returned, override: values.override())
      return DoneAct(
        receipt, "登记申报 \(receipt.recorded.number) 退回（\(returned.on)）",
        next: [CaseRoom.link(to: receipt.recorded.caseNumber)])
    }
    guard try values.override() == nil else {
      throw values.fault("override", "只用于一份申报：几份的请分开退回")
    }
    return try many("退回", next: []) {
      try RecordClaims(session).sendBack(
        .named(numbers.map { ClaimSelection.Named($0) }), returned)
    }
  }

  private static func many(
    _ act: String, next: [Link], _ body: () throws -> Receipt<ManyClaims>
  ) throws -> DoneAct {
    let words = { (claims: ManyClaims) in claims.words(in: .desk) }
    let receipt = try ShownRefusal.showing(words, body)
    return DoneAct(
      receipt, "\(act) \(receipt.recorded.done.count) 份申报", preview: words(receipt.recorded),
      next: next)
  }
}
