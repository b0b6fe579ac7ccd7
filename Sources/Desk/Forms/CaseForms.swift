import Bookkeeping
import LedgerCore
import Wording

/// The acts on cases: accepted, assigned, closed, filed.
enum CaseForms {
  static let all = [accept, assign, close, file]

  private static let number = Field(name: "number", title: "案件编号", isRequired: true)
  private static let firmHint = "不写则按账上这位承办人的其他案件；没有或有几个单位的要写"

  static let accept = ActForm(
    name: "case-accept", title: "登记受理的案件", room: .cases,
    fields: [
      number,
      Field(name: "type", title: "案件类型", kind: Field.terms(CaseType.self), isRequired: true),
      Field(name: "recipient", title: "受援人", isRequired: true),
      Field(name: "on", title: "受理日期", kind: .day, isRequired: true, usual: "today"),
      Field(name: "categories", title: "受援人类别"), Field(name: "service", title: "服务形式"),
      Field(name: "stage", title: "办理阶段"), Field(name: "matter", title: "案由"),
      Field(name: "lawyer", title: "承办人", hint: "写了就同时登记指派"),
      Field(name: "firm", title: "承办单位", hint: firmHint),
      Field(name: "assigned", title: "指派日期", kind: .day, hint: "不写则为受理日期"),
    ] + DetailFields.all + Field.override
  ) { values, session in
    var accepted = LegalAidCase(
      number: try values.newNumber("number"), type: try values.required("type", WordReading.term),
      recipient: try values.required("recipient", WordReading.words),
      acceptedOn: try values.required("on", WordReading.day))
    accepted.recipientCategories = try values.words("categories")
    accepted.serviceForm = try values.words("service")
    accepted.stage = try values.words("stage")
    accepted.matter = try values.words("matter")
    accepted.details = try DetailFields.details(values)
    accepted.lawyer = try values.words("lawyer")
    accepted.firm = try values.words("firm")
    if accepted.lawyer == nil, values.fields["assigned"]?.trimmed.isEmpty == false {
      throw values.fault("lawyer", "写了指派日期的，要写承办人")
    }
    accepted.assignedOn =
      accepted.lawyer == nil ? nil : try values.day("assigned") ?? accepted.acceptedOn
    let receipt = try RecordCases(session).accept(accepted, override: values.override())
    let recorded = receipt.recorded
    let assigned = recorded.assignedOn.map { "，已指派（\($0)，\(recorded.firm ?? "")）" } ?? ""
    return DoneAct(
      receipt,
      "受理案件 \(recorded.number)（\(recorded.type.rawValue)，\(recorded.acceptedOn)）\(assigned)",
      next: onward(recorded.number, session) + [Link("再登记一件", "/act/case-accept")])
  }

  static let assign = ActForm(
    name: "case-assign", title: "登记指派", room: .cases,
    fields: [
      number, Field(name: "on", title: "指派日期", kind: .day, isRequired: true, usual: "today"),
      Field(name: "lawyer", title: "承办人", isRequired: true),
      Field(name: "firm", title: "承办单位", hint: firmHint),
    ] + Field.override
  ) { values, session in
    let number: CaseNumber = try values.number("number")
    let day = try values.required("on", WordReading.day)
    let receipt = try RecordCases(session).assign(
      number, on: day, lawyer: values.required("lawyer", WordReading.words),
      firm: values.words("firm"), override: values.override())
    return DoneAct(
      receipt, "登记案件 \(number) 的指派（\(day)，\(receipt.recorded.firm ?? "")）",
      next: onward(number, session))
  }

  static let close = ActForm(
    name: "case-close", title: "登记结案", room: .cases,
    hint: "同时申报补贴的，申报编号由程序按案件编号编，金额不写的按补贴标准；有一样办不了，就都不记。",
    fields: [
      number, Field(name: "on", title: "结案日期", kind: .day, isRequired: true, usual: "today"),
      Field(
        name: "outcome", title: "结案方式", kind: Field.terms(Outcome.self), isRequired: true,
        usual: Outcome.closed.rawValue),
      Field(name: "grade", title: "等级"), Field(name: "judgment", title: "裁判文书号"),
    ] + DetailFields.all + [
      Field(name: "claim", title: "同时申报补贴", kind: .tick),
      Field(name: "claimed", title: "申报日期", kind: .day, hint: "不写则为今天"),
      Field(name: "amount", title: "申报金额（元）", kind: .amount, hint: "不写则按补贴标准；与标准不同的要写理由"),
      Field(name: "submitter", title: "申报人", hint: "不写则为经办人"),
    ] + Field.override
  ) { values, session in
    let number: CaseNumber = try values.number("number")
    let closing = LegalAidCase.Closing(
      on: try values.required("on", WordReading.day),
      outcome: try values.required("outcome", WordReading.term))
    let judgment: JudgmentNumber? = try values.optional("judgment", WordReading.number)
    let details = try DetailFields.details(values)
    let closed = "登记案件 \(number) \(closing.outcome.rawValue)（\(closing.on)）"
    guard values.isTicked("claim") else {
      let receipt = try RecordCases(session).close(
        number, closing, grade: values.words("grade"), judgmentNumber: judgment,
        details: details, override: values.override())
      return DoneAct(receipt, closed, next: onward(number, session))
    }
    let draft = ClaimDraft(
      caseNumber: number, claimedOn: try values.day("claimed") ?? session.today,
      amount: try values.optional("amount", WordReading.amount),
      submittedBy: try values.words("submitter") ?? session.operatorName,
      reason: try values.words("reason"), details: details)
    let receipt = try RecordCases(session).close(
      closing, grade: values.words("grade"), judgmentNumber: judgment, claiming: draft,
      override: values.override())
    let claim = receipt.recorded.claim
    return DoneAct(
      receipt, "\(closed)，申报补贴 \(claim.number)（\(claim.claimedAmount.groupedYuanText) 元）",
      next: onward(number, session))
  }

  static let file = ActForm(
    name: "case-file", title: "登记归档", room: .cases,
    fields: [
      number, Field(name: "on", title: "归档日期", kind: .day, isRequired: true, usual: "today"),
    ] + Field.override
  ) { values, session in
    let number: CaseNumber = try values.number("number")
    let day = try values.required("on", WordReading.day)
    let receipt = try RecordCases(session).file(number, on: day, override: values.override())
    return DoneAct(receipt, "登记案件 \(number) 归档（\(day)）", next: onward(number, session))
  }

  /// The next act on a case, and the case.
  private static func onward(_ number: CaseNumber, _ session: Session) -> [Link] {
    [CaseRoom.nextAct(on: number, in: session), CaseRoom.link(to: number)].compactMap(\.self)
  }
}

extension Field {
  /// To record what a rule stops all the same.
  static let override = [
    Field(name: "override", title: "规则不允许时仍照记（须写理由）", kind: .tick),
    Field(name: "reason", title: "理由", hint: "记入流水"),
  ]

  /// Why something is corrected.
  static let reason = Field(name: "reason", title: "理由", isRequired: true, hint: "记入流水")
}

extension Values {
  /// The officer's decision to record what a rule stops; nil where there is none.
  func override() throws -> Override? {
    guard isTicked("override") else { return nil }
    return Override(reason: try required("reason", WordReading.words))
  }
}
