import LedgerCore

// Rules D01 and D03–D05 of duty shifts (值班). D03 silences D05 for a line.

/// D01: the subsidy of a shift is its quantity times its rate.
struct DutyAmountWrong: DutyRule {
  let description = RuleDescription(
    id: "D01", severity: .high, title: "值班金额不符",
    holdsWhen: "补贴金额等于数量乘以标准（四舍五入到分）",
    basis: "法律援助法第五十二条；值班补贴按标准计发",
    advice: "核对数量、标准和金额，用 import --amend 更正并写明原因")

  func findings(in account: DutyView) throws(MoneyOverflow) -> [Finding] {
    guard let shift = account.shift, account.period.owns(shift.servedOn) else { return [] }
    let product = try shift.rate.times(shift.quantity)
    guard shift.amount != product else { return [] }
    let difference = try shift.amount - product
    return [
      description.finding(
        shift.number, difference, on: shift.servedOn,
        """
        值班 \(shift.number) 登记 \(shift.amount.groupedYuanText) 元，\
        \(shift.quantity.text) \(shift.unit.rawValue)按 \(shift.rate.groupedYuanText) 元\
        应为 \(product.groupedYuanText) 元，相差 \(difference.groupedYuanText) 元
        """)
    ]
  }
}

/// D03: the shift a line cites is in the register.
struct PaidForUnknownDuty: DutyRule {
  let description = RuleDescription(
    id: "D03", severity: .block, title: "无值班记录",
    holdsWhen: "支付所列的值班在值班登记中",
    basis: "法律援助法第五十二条；值班补贴凭值班记录支付",
    advice: "核对值班编号；值班漏登的先登记，编号写错的冲销后重记")

  func findings(in account: DutyView) -> [Finding] {
    guard account.shift == nil else { return [] }
    return account.lines.filter { account.period.owns($0.paidOn) }.map { line in
      description.finding(
        line.id, line.left, on: line.paidOn, related: [account.dutyNumber.printed],
        "\(line.words)，所列值班 \(account.dutyNumber) 没有登记")
    }
  }
}

/// D04: no more is paid on a shift than its subsidy.
struct DutyOverpaid: DutyRule {
  let description = RuleDescription(
    id: "D04", severity: .block, title: "值班超付",
    holdsWhen: "值班的净支付不超过登记的补贴金额",
    basis: "法律援助法第五十二条；按登记数支付",
    advice: "冲销多付的部分并收回款项；登记有误的更正登记")

  func findings(in account: DutyView) throws(MoneyOverflow) -> [Finding] {
    guard let shift = account.shift, account.netPaid > shift.amount,
      let line = try account.lines.firstExceeding(shift.amount), account.period.owns(line.paidOn)
    else { return [] }
    let excess = try account.netPaid - shift.amount
    return [
      description.finding(
        shift.number, excess, on: line.paidOn, related: account.lines.map(\.id.description),
        """
        值班 \(shift.number) 补贴 \(shift.amount.groupedYuanText) 元，\
        净支付 \(account.netPaid.groupedYuanText) 元，多付 \(excess.groupedYuanText) 元
        """)
    ]
  }
}

/// D05: nothing is paid for a shift before its day.
struct PaidBeforeDuty: DutyRule {
  let description = RuleDescription(
    id: "D05", severity: .block, title: "值班前支付",
    holdsWhen: "支付日期不早于值班日期",
    basis: "法律援助法第五十二条；先提供服务后支付",
    advice: "核对值班日期和支付日期；确属预付的冲销")

  func findings(in account: DutyView) -> [Finding] {
    guard let shift = account.shift else { return [] }
    return account.lines
      .filter { account.period.owns($0.paidOn) && $0.paidOn < shift.servedOn }
      .map { line in
        description.finding(
          line.id, line.left, on: line.paidOn, related: [shift.number.printed],
          "\(line.words)，值班 \(shift.number) 的日期是 \(shift.servedOn)")
      }
  }
}
