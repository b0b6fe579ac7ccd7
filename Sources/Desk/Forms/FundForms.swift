import Bookkeeping
import LedgerCore
import Wording

/// The acts on appropriations: received, adjusted, recalled, brought forward.
enum FundForms {
  static let all = [receive, adjust, recall, opening]

  static let receive = ActForm(
    name: "fund-receive", title: "登记下达的指标", room: .funds,
    fields: [
      Field(name: "document", title: "指标文号", isRequired: true),
      Field(
        name: "source", title: "资金来源", kind: Field.terms(FundSource.self), isRequired: true),
      Field(name: "year", title: "预算年度", isRequired: true),
      Field(name: "on", title: "下达日期", kind: .day, isRequired: true, usual: "today"),
      Field(name: "amount", title: "金额（元）", kind: .amount, isRequired: true),
      Field(
        name: "uses", title: "用途",
        hint: "几种用顿号隔开；不写则不限。可选：\(PaymentUse.allCases.map(\.rawValue).joined(separator: "、"))"),
      Field(name: "origin", title: "结转自年度"), Field(name: "note", title: "备注"),
      Field(name: "superior", title: "上级指标文号", hint: "与本级文号不同时写"),
      Field(name: "issuer", title: "下达单位"), Field(name: "project", title: "追踪项目代码"),
    ]
  ) { values, session in
    let row = Appropriation(
      id: AppropriationID(
        document: try values.newNumber("document"),
        fiscalYear: try values.required("year", WordReading.year)),
      source: try values.required("source", WordReading.source),
      receivedOn: try values.required("on", WordReading.day),
      amount: try values.required("amount", WordReading.amount),
      permittedUses: try values.optional("uses", WordReading.uses) ?? [],
      originYear: try values.optional("origin", WordReading.year), note: try values.words("note"),
      origin: AppropriationOrigin(
        superiorDocument: try values.optional("superior", WordReading.newNumber),
        issuer: try values.words("issuer"), projectCode: try values.words("project")))
    let receipt = try RecordFunds(session).receive(row)
    return DoneAct(
      receipt,
      "登记指标 \(row.id.document)（\(row.source.rawValue)）\(row.amount.groupedYuanText) 元",
      next: [Link("经费指标", RoomName.funds.path)])
  }

  static let adjust = change("fund-adjust", "登记指标调整", .adjustment, "调增写正数，调减写负数")
  static let recall = change("fund-recall", "登记指标收回", .recall, nil)

  private static func change(
    _ name: String, _ title: String, _ kind: AppropriationChange.Kind, _ hint: String?
  ) -> ActForm {
    ActForm(
      name: name, title: title, room: .funds,
      fields: [
        Field(name: "document", title: "指标文号", isRequired: true),
        Field(name: "year", title: "预算年度", hint: "一个文号只有一行指标时可不写"),
        Field(name: "on", title: "生效日期", kind: .day, isRequired: true, usual: "today"),
        Field(name: "amount", title: "金额（元）", kind: .amount, isRequired: true, hint: hint),
        Field.reason, Field(name: "override", title: "余额不足时仍照记", kind: .tick),
      ]
    ) { values, session in
      let document: DocumentNumber = try values.number("document")
      let amount = try values.required(
        "amount", kind == .recall ? WordReading.amount : WordReading.adjustment)
      let receipt = try RecordFunds(session).change(
        document, fiscalYear: values.optional("year", WordReading.year), kind,
        on: values.required("on", WordReading.day), amount: amount,
        reason: values.required("reason", WordReading.words), override: values.override())
      return DoneAct(
        receipt, "登记指标 \(document) \(kind.rawValue) \(amount.groupedYuanText) 元",
        next: [Link("经费指标", RoomName.funds.path)])
    }
  }

  static let opening = ActForm(
    name: "fund-opening", title: "登记上年结转", room: .funds,
    hint: "只在开始使用这个账本的第一年登记；以后由年终结账结转。",
    fields: [
      Field(name: "year", title: "年度", isRequired: true),
      Field(name: "amount", title: "上年结转金额（元）", kind: .amount, isRequired: true, hint: "可以是 0"),
      Field(name: "note", title: "备注"),
      Field(name: "reason", title: "理由", hint: "更正已登记的结转，或与已结转数不同的，要写"),
      Field(name: "override", title: "与已结转的数不同时仍照记", kind: .tick),
    ]
  ) { values, session in
    let balance = OpeningBalance(
      fiscalYear: try values.required("year", WordReading.year),
      amount: try values.required("amount", WordReading.amountOrZero),
      note: try values.words("note"))
    let receipt = try RecordFunds(session).open(
      balance, amending: values.words("reason"), override: values.override())
    return DoneAct(
      receipt, "登记 \(balance.fiscalYear) 年度上年结转 \(balance.amount.groupedYuanText) 元",
      next: [Link("经费指标", RoomName.funds.path)])
  }
}
