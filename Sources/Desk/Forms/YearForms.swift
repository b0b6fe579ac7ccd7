import Bookkeeping
import Foundation
import LedgerCore
import Reconciliation
import Reporting
import Wording

/// The acts at the end of a year: findings explained, the year closed and opened again.
enum YearForms {
  static let all = [explain, close, reopen]

  static let explain = ActForm(
    name: "explain", title: "说明一项不符", room: .reconcile,
    hint: "查明原因、不用改账的，写明理由。说明和它所依据的账目绑在一起：账目有变动，说明自动失效，要重新说明。",
    fields: [
      Field(name: "rule", title: "规则编号", isRequired: true, hint: "例如 P05"),
      Field(name: "subject", title: "对象", isRequired: true, hint: "照对账表上的写法"),
      Field(name: "year", title: "年度", hint: "不写则查所有未结账的年度"),
      Field.reason,
      Field(name: "second", title: "复核人", hint: "严重事项要写；已设人员的账本不写，由另一人在待复核里确认"),
    ]
  ) { values, session in
    let target = ExplainFinding.Target(
      rule: RuleID(
        stringLiteral: halfWidth(try values.required("rule", WordReading.words)).uppercased()),
      subject: try values.required("subject", WordReading.words),
      year: try values.optional("year", WordReading.year))
    let receipt = try ExplainFinding(session)(
      target, reason: values.required("reason", WordReading.words),
      confirmedBy: values.words("second"), on: session.today)
    return DoneAct(
      receipt, "说明 \(target.rule) \(target.subject)（\(receipt.recorded.count) 项）",
      preview: receipt.recorded.map(\.message).joined(separator: "\n"),
      next: [Link("对账与说明", RoomName.reconcile.path)])
  }

  static let close = ActForm(
    name: "close-year", title: "年终结账", room: .yearEnd,
    hint: "核验、对账、结转下年、封存报表包，全部办成或全部不办。结账后不再记入日期在该年度的内容。",
    fields: [Field(name: "year", title: "年度", isRequired: true)]
  ) { values, session in
    let year = try values.required("year", WordReading.year)
    let receipt = try CloseYear(session)(year, on: session.today) { outcome, _ in
      try Document(of: outcome, in: .commandLine).pack()
    }
    let outcome = receipt.recorded
    let carried = outcome.carried.map { balance in
      "\(balance.from.document)  结转 \(balance.amount.groupedYuanText) 元"
    }
    let warnings = outcome.warnings.map { "注意：" + $0.words(in: .desk) }
    guard outcome.isNew else {
      return DoneAct(
        receipt, "\(year) 年度早已结账，账本没有改动", next: [pack(year)])
    }
    return DoneAct(
      receipt, "\(year) 年度结账，结转 \(outcome.carried.count) 个指标",
      preview: (carried + warnings).joined(separator: "\n"),
      next: [pack(year), Link("备份", RoomName.safety.path)])
  }

  static let reopen = ActForm(
    name: "reopen-year", title: "重新打开年度", room: .yearEnd,
    hint: "只能打开最后一个已结账的年度；原因留在账本里。处理完请再次结账。",
    fields: [Field(name: "year", title: "年度", isRequired: true), Field.reason]
  ) { values, session in
    let year = try values.required("year", WordReading.year)
    let receipt = try ReopenYear(session)(
      year, reason: values.required("reason", WordReading.words), on: session.today)
    return DoneAct(
      receipt, "\(year) 年度重新打开", next: [Link("年终结账", RoomName.yearEnd.path)])
  }

  private static func pack(_ year: FiscalYear) -> Link {
    Link("下载报表包", YearEndRoom.pack(year))
  }
}
