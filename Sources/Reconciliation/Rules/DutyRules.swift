import LedgerCore

// Rules D01–D08 of duty shifts (值班). D03 silences D05 and D07 for a line.

/// D01: the subsidy of a shift is its quantity times its rate.
struct DutyAmountWrong: DutyRule {
  let description = RuleDescription(
    id: "D01", severity: .high, title: "值班金额不符",
    holdsWhen: "补贴金额等于数量乘以标准（四舍五入到分）",
    basis: "法律援助法第五十二条；值班补贴按标准计发",
    advice: "核对数量、标准和金额，\(using: .amendByImport)更正并写明原因")

  func findings(in account: DutyView) throws(MoneyOverflow) -> [Finding] {
    guard let shift = account.shift, account.period.owns(shift.servedOn) else { return [] }
    let product = try shift.rate.times(shift.quantity)
    guard shift.amount != product else { return [] }
    let difference = try shift.amount - product
    return [
      description.finding(
        shift.number, difference, on: shift.servedOn, restingOn: [shift.shiftFact],
        """
        值班 \(shift.number) 登记 \(shift.amount.groupedYuanText) 元，\
        \(shift.quantity.text) \(shift.unit.rawValue)按 \(shift.rate.groupedYuanText) 元\
        应为 \(product.groupedYuanText) 元，相差 \(difference.groupedYuanText) 元
        """)
    ]
  }
}

/// D02: a lawyer has at most one day on one day.
struct ServedTwiceInOneDay: LawyerDayRule {
  let description = RuleDescription(
    id: "D02", severity: .high, title: "同日重复值班",
    holdsWhen: "同一律师（姓名和单位）同一天的值班合计不超过 1 天（半天计 0.5 天）",
    basis: "关于完善法律援助补贴标准的指导意见（司发通〔2019〕27号）：值班补贴按工作日计算",
    advice: "核对签到表；重复登记或记错日期、数量的\(using: .amendByImport)更正并写明原因")

  func findings(in day: LawyerDayView) -> [Finding] {
    guard day.period.owns(day.servedOn) else { return [] }
    var findings: [Finding] = []
    var earlier: [DutyShift] = []
    var halfDayTenths: Int64 = 0
    for shift in day.shifts {
      guard let share = shift.halfDayTenths else { continue }
      halfDayTenths += share
      if halfDayTenths > DutyShift.wholeDay {
        findings.append(finding(on: shift, after: earlier))
      }
      earlier.append(shift)
    }
    return findings
  }

  private func finding(on shift: DutyShift, after earlier: [DutyShift]) -> Finding {
    let others = earlier.map(\.number.printed)
    let together =
      others.isEmpty ? "" : "与同一律师当天的值班 \(others.joined(separator: "、")) 合计"
    return description.finding(
      shift.number, shift.amount, on: shift.servedOn, related: others,
      restingOn: (earlier + [shift]).map(\.shiftFact),
      """
      值班 \(shift.number)（\(shift.servedOn)，\(shift.quantity.text) \(shift.unit.rawValue)，\
      \(shift.amount.groupedYuanText) 元）\(together)超过 1 天
      """)
  }
}

extension DutyShift {
  /// One day in tenths of a half day.
  fileprivate static let wholeDay: Int64 = 20

  /// What the shift takes of a day, in tenths of a half day; nil when it is not counted in days.
  ///
  /// Any share above a whole day is cut to a little more than one, so that no sum leaves 64 bits.
  fileprivate var halfDayTenths: Int64? {
    let tenths = min(quantity.tenths, Self.wholeDay + 1)
    return switch unit {
    case .day: tenths * 2
    case .halfDay: tenths
    case .person, .item: nil
    }
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
    let words = account.isInLedger ? "在支付日之前没有值班" : "没有登记"
    return account.lines.filter { account.period.owns($0.paidOn) }.map { line in
      description.finding(
        line.id, line.left, on: line.paidOn, related: [account.dutyNumber.printed],
        restingOn: [line.fact],
        "\(line.words)，所列值班 \(account.dutyNumber) \(words)")
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
    guard let shift = account.shift, account.netPaid > shift.amount else { return [] }
    let excess = try account.overpaid
    let day = try account.lines.dayOfExcess(
      over: shift.amount, in: account.period
    ) { day throws(MoneyOverflow) in try account.seen(on: day).overpaid }
    guard let day else { return [] }
    return [
      description.finding(
        shift.number, excess, on: day,
        related: account.lines.map(\.id.description),
        restingOn: [shift.shiftFact] + account.lines.map(\.fact),
        """
        值班 \(shift.number) 补贴 \(shift.amount.groupedYuanText) 元，\
        净支付 \(account.netPaid.groupedYuanText) 元，多付 \(excess.groupedYuanText) 元
        """)
    ]
  }
}

extension DutyView {
  /// What is paid beyond the subsidy; zero where nothing is, and for a shift that is not
  /// registered.
  fileprivate var overpaid: Money {
    get throws(MoneyOverflow) {
      guard let shift, netPaid > shift.amount else { return .zero }
      return try netPaid - shift.amount
    }
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
          restingOn: [line.fact, shift.shiftFact],
          "\(line.words)，值班 \(shift.number) 的日期是 \(shift.servedOn)")
      }
  }
}

/// D06: a shift that is paid at all is paid in full; an open item.
struct DutyPaidInPart: DutyRule {
  let description = RuleDescription(
    id: "D06", severity: .medium, title: "值班少付",
    holdsWhen: "已付的值班按登记的补贴金额付足",
    basis: "关于完善法律援助补贴标准的指导意见（司发通〔2019〕27号）：及时、足额支付",
    advice: "补付余款；登记有误的更正登记")

  func findings(in account: DutyView) throws(MoneyOverflow) -> [Finding] {
    guard let shift = account.shift, let last = account.lines.last,
      account.netPaid < shift.amount
    else { return [] }
    let rest = try shift.amount - account.netPaid
    return [
      description.finding(
        shift.number, rest, on: last.paidOn, related: account.lines.map(\.id.description),
        restingOn: [shift.shiftFact] + account.lines.map(\.fact),
        """
        值班 \(shift.number) 补贴 \(shift.amount.groupedYuanText) 元，\
        净支付 \(account.netPaid.groupedYuanText) 元，还差 \(rest.groupedYuanText) 元
        """)
    ]
  }
}

/// D07: the payee is the firm of the lawyer who served.
struct DutyPaidToAnotherPayee: DutyRule {
  let description = RuleDescription(
    id: "D07", severity: .high, title: "值班收款单位不符",
    holdsWhen: "收款单位就是值班登记的所属单位",
    basis: "关于完善法律援助补贴标准的指导意见（司发通〔2019〕27号）：补贴支付给所属单位",
    advice: "核对所属单位与收款单位；错付的冲销收回，登记有误的更正登记")

  func findings(in account: DutyView) -> [Finding] {
    guard let shift = account.shift else { return [] }
    let expected = normalized(shift.firm)
    return account.lines
      .filter { account.period.owns($0.paidOn) && normalized($0.payee) != expected }
      .map { line in
        description.finding(
          line.id, line.left, on: line.paidOn, related: [shift.number.printed],
          restingOn: [line.fact, shift.shiftFact],
          """
          \(line.words)，收款单位是“\(maskedPayee(line.payee))”，\
          值班 \(shift.number) 的所属单位是“\(maskedPayee(shift.firm))”
          """)
      }
  }
}

/// D08: the rate of a shift is what the standard grants for its unit on its day.
struct DutyRateOffStandard: DutyRule {
  let description = RuleDescription(
    id: "D08", severity: .high, title: "值班标准不符",
    holdsWhen: "值班登记的标准就是当天生效的补贴标准对这一计量单位的规定（是幅度的，在幅度之内）",
    basis: "法律援助法第五十二条：补贴标准由省级司法行政部门会同财政部门确定",
    advice: """
      核对标准、数量和计量单位，登记有误的\(using: .amendByImport)更正并写明原因；\
      有加价规定的（如跨县值班）写明依据
      """)

  func findings(in account: DutyView) throws(MoneyOverflow) -> [Finding] {
    guard let shift = account.shift, account.period.owns(shift.servedOn),
      let standard = account.settings.dutyRates.rate(of: shift.unit, on: shift.servedOn),
      !standard.granted.contains(shift.rate)
    else { return [] }
    let nearest = standard.granted.nearest(to: shift.rate)
    let excess = try shift.rate > nearest ? shift.rate - nearest : nearest - shift.rate
    let amount = try excess.times(shift.quantity)
    let difference = try shift.rate > nearest ? amount : .zero - amount
    return [
      description.finding(
        shift.number, difference, on: shift.servedOn,
        restingOn: [shift.shiftFact, standard.rateFact],
        """
        值班 \(shift.number) 登记的标准是每\(shift.unit.rawValue) \(shift.rate.groupedYuanText) 元，\
        按\(standard.citation)应为 \(standard.granted.text)，\
        \(shift.quantity.text) \(shift.unit.rawValue)相差 \(difference.groupedYuanText) 元
        """)
    ]
  }
}
