import Bookkeeping
import LedgerCore
import Reconciliation
import Wording

/// The acts on the treasury's lines: matched by the program or by hand, taken back, set aside.
enum BankForms {
  static let all = [matchAll, match, undo, setAside, takeBack]

  private static let line = Field(name: "line", title: "流水号", isRequired: true)

  static let matchAll = ActForm(
    name: "bank-match-all", title: "核对全部流水", room: .bank,
    hint: "写明凭证号的按凭证号；没写的要金额、收款人相同、日期相差不超过 5 天，并且双方都没有别的可能。有别的可能的一律留给人定。",
    fields: []
  ) { _, session in
    let receipt = try MatchStatement(session)()
    return DoneAct(
      receipt, "登记 \(receipt.recorded.posted.count) 笔流水的核对",
      preview: receipt.recorded.posted.map(\.words).joined(separator: "\n"),
      next: [Link("国库核对", RoomName.bank.path)])
  }

  static let match = ActForm(
    name: "bank-match", title: "由人核对", room: .bank,
    hint: """
      一笔流水对几张凭证，或几笔流水对一张凭证；收款人和日期不限，金额合计要相等。\
      支付凭证号指它的付款；退回的流水写冲销凭证号，或被退的支付凭证号。
      """,
    fields: [
      Field(name: "line", title: "流水号", kind: .list, isRequired: true),
      Field(name: "voucher", title: "凭证号", kind: .list, isRequired: true), Field.reason,
    ]
  ) { values, session in
    let lines: [BankReference] = try values.someNumbers("line")
    let vouchers: [VoucherNumber] = try values.someNumbers("voucher")
    let receipt = try MatchStatement(session).match(
      lines, with: vouchers, reason: values.required("reason", WordReading.words))
    let match = receipt.recorded
    return DoneAct(
      receipt, "流水 \(match.lineNumbers) 与\(match.movements.words) 核对",
      next: [Link("国库核对", RoomName.bank.path)])
  }

  static let undo = ActForm(
    name: "bank-undo", title: "撤销核对", room: .bank, fields: [line, Field.reason]
  ) { values, session in
    let receipt = try MatchStatement(session).undo(
      values.number("line"), reason: values.required("reason", WordReading.words))
    let match = receipt.recorded
    return DoneAct(
      receipt, "撤销流水 \(match.lineNumbers) 与\(match.movements.words) 的核对",
      next: [Link("国库核对", RoomName.bank.path)])
  }

  static let setAside = ActForm(
    name: "bank-set-aside", title: "不属本账的流水另列", room: .bank,
    hint: "别的单位、别的经费的流水混在国库明细里的：不参加核对，不算不符，对账表上单独列出。",
    fields: [line, Field.reason]
  ) { values, session in
    let receipt = try SetAsideLine(session)(
      values.number("line"), reason: values.required("reason", WordReading.words))
    let done = receipt.recorded.line
    return DoneAct(
      receipt, "另列：流水 \(done.reference)，\(done.amount.groupedYuanText) 元，不参加核对",
      next: [Link("国库核对", RoomName.bank.path)])
  }

  static let takeBack = ActForm(
    name: "bank-take-back", title: "撤销另列", room: .bank, fields: [line, Field.reason]
  ) { values, session in
    let receipt = try SetAsideLine(session).undo(
      values.number("line"), reason: values.required("reason", WordReading.words))
    let done = receipt.recorded.line
    return DoneAct(
      receipt, "撤销另列：流水 \(done.reference)，\(done.amount.groupedYuanText) 元，重新参加核对",
      next: [Link("国库核对", RoomName.bank.path)])
  }
}
