import Bookkeeping
import LedgerCore
import Wording

/// The acts on the register of payees (收款单位).
enum PayeeForms {
  static let all = [add, amend, end]

  private static let name = Field(
    name: "name", title: "名称", isRequired: true, hint: "登记的名称或别名")
  private static let account = Field(
    name: "account", title: "账号", isRequired: true, hint: "8 至 32 位数字，可以有空格和短横")
  private static let next = [Link("收款单位", RoomName.payees.path)]

  static let add = ActForm(
    name: "payee-add", title: "登记收款单位", room: .payees,
    hint: "账号只印在发放表上；别处只显示末四位。",
    fields: [
      Field(name: "name", title: "名称", isRequired: true, hint: "照银行开户的写法"),
      Field(name: "bank", title: "开户行", isRequired: true), account,
      Field(name: "alias", title: "别名", kind: .list, hint: "凭证上也这样写的名称，一行一个"),
    ]
  ) { values, session in
    let receipt = try KeepPayees(session).add(
      values.required("name", WordReading.words), aliases: values.list("alias"),
      account: BankAccount(
        bank: values.required("bank", WordReading.words),
        number: values.required("account") { try AccountNumber($0) }))
    return DoneAct(receipt, "登记收款单位 \(receipt.recorded.inWords)", next: next)
  }

  static let amend = ActForm(
    name: "payee-amend", title: "更正收款单位", room: .payees,
    hint: "只写要改的；原来的留在账本里。",
    fields: [
      name, Field(name: "new-name", title: "新名称"), Field(name: "bank", title: "新开户行"),
      Field(name: "account", title: "新账号"),
      Field(name: "alias", title: "添的别名", kind: .list, hint: "一行一个"),
      Field(name: "drop-alias", title: "去掉的别名", kind: .list, hint: "一行一个"), Field.reason,
    ]
  ) { values, session in
    let change = PayeeChange(
      name: try values.words("new-name"), addedAliases: values.list("alias"),
      droppedAliases: values.list("drop-alias"), bank: try values.words("bank"),
      account: try values.optional("account") { try AccountNumber($0) })
    let receipt = try KeepPayees(session).amend(
      values.required("name", WordReading.words), change,
      reason: values.required("reason", WordReading.words))
    return DoneAct(receipt, "更正收款单位 \(receipt.recorded.inWords)", next: next)
  }

  static let end = ActForm(
    name: "payee-end", title: "停用收款单位", room: .payees, hint: "停用以后，发放表不再印它的账号。",
    fields: [name, Field.reason]
  ) { values, session in
    let receipt = try KeepPayees(session).end(
      values.required("name", WordReading.words),
      reason: values.required("reason", WordReading.words))
    return DoneAct(receipt, "停用收款单位 \(maskedPayee(receipt.recorded.name))", next: next)
  }
}
