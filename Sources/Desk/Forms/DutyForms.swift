import Bookkeeping
import LedgerCore
import Wording

/// The acts on duty shifts.
enum DutyForms {
  static let all = [record]

  static let record = ActForm(
    name: "duty-record", title: "登记值班", room: .duty,
    hint: "一个月的值班表可以在“导入表格”里一次放进来。",
    fields: [
      Field(name: "number", title: "值班编号", isRequired: true),
      Field(name: "on", title: "值班日期", kind: .day, isRequired: true, usual: "today"),
      Field(name: "site", title: "值班地点", isRequired: true),
      Field(name: "lawyer", title: "值班律师", isRequired: true),
      Field(name: "firm", title: "所属单位", isRequired: true),
      Field(name: "quantity", title: "数量", isRequired: true, usual: "1"),
      Field(
        name: "unit", title: "计量单位", kind: Field.terms(DutyUnit.self), isRequired: true,
        usual: DutyUnit.day.rawValue),
      Field(name: "rate", title: "标准（元）", kind: .amount, hint: "不写则按补贴标准；与它不同的要写理由"),
      Field(name: "amount", title: "补贴金额（元）", kind: .amount, hint: "不写则为数量乘标准"),
    ] + Field.override
  ) { values, session in
    let quantity = try values.required("quantity", WordReading.quantity)
    let day = try values.required("on", WordReading.day)
    let unit: DutyUnit = try values.required("unit", WordReading.term)
    let record = RecordDuty(session)
    let rate =
      try values.optional("rate", WordReading.amount) ?? record.rate(of: unit, on: day)
    let amount = try values.optional("amount", WordReading.amount) ?? rate.times(quantity)
    let shift = DutyShift(
      number: try values.newNumber("number"), servedOn: day,
      site: try values.required("site", WordReading.words),
      lawyer: try values.required("lawyer", WordReading.words),
      firm: try values.required("firm", WordReading.words), quantity: quantity,
      unit: unit, rate: rate, amount: amount)
    let receipt = try record(
      shift, reason: values.words("reason"), override: values.override())
    return DoneAct(
      receipt, "登记值班 \(shift.number)（\(shift.servedOn)）\(amount.groupedYuanText) 元",
      next: [
        Link("付款", PaymentForms.record.address([("duty", shift.number.printed)])),
        Link("再登记一次", "/act/duty-record"),
      ])
  }
}
