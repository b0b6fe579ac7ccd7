import LedgerCore

// Rules F01–F07 of the appropriations (经费指标).

/// F01: no more is paid from an appropriation row than it holds.
///
/// It is told in the budget year of the row, in the years of live lines from it, and in those of
/// recalls and negative adjustments of it.
struct AppropriationExceeded: FundRule {
  let description = RuleDescription(
    id: "F01", severity: .block, title: "指标超支",
    holdsWhen: "一个指标的净支付不超过它的金额（加减调整，扣除收回）",
    basis: "预算法第十三条：没有预算，不得支出",
    advice: "核对是否有指标、调整或上年结转没有登记，或支付记错了指标；记错的先冲销再重记")

  func findings(in funds: FundAccounts) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for index in try funds.exceededRows() {
      let account = funds.accounts[index]
      let id = account.appropriation.id
      let limit = try account.limit
      let excess = try account.netPaid - limit
      let received = account.isReceived ? "" : "（截至日尚未下达，按 0 元计）"
      findings.append(
        description.finding(
          id.document, excess, on: nil,
          restingOn: [
            account.appropriation.rowFact,
            fact("paid", limit.fen, account.netPaid.fen),
          ] + [funds.lineFacts.ofRow(index)].compactMap(\.self),
          """
          指标 \(id.document)（\(account.appropriation.source.rawValue)，\(id.fiscalYear) 年度）\
          可支付 \(limit.groupedYuanText) 元\(received)，\
          已净支付 \(account.netPaid.groupedYuanText) 元，超支 \(excess.groupedYuanText) 元
          """))
    }
    return findings
  }
}

/// F02: nothing is paid from an appropriation before it was received.
struct PaidBeforeReceived: LineRule {
  let description = RuleDescription(
    id: "F02", severity: .high, title: "未下达先支付",
    holdsWhen: "支付日期不早于所用指标的下达日期",
    basis: "预算法第十三条；本级财政在预算批准前可依法先行支出（预算法第五十四条），只作提示",
    advice: "核对下达日期和所用指标；用错指标的冲销后重记")

  static func isSilent(on line: OutlineView.Line) -> Bool {
    line.row.map { line.paidOn.number >= $0.receivedOn.number } ?? true
  }

  func finding(on line: LineView, in period: Period) -> Finding? {
    guard period.owns(line.paidOn), let row = line.appropriation, line.paidOn < row.receivedOn
    else { return nil }
    return description.finding(
      line.id, line.left, on: line.paidOn,
      severity: row.source == .localBudget ? .info : .high,
      related: [row.id.document.printed], restingOn: [line.fact, row.rowFact],
      "\(line.words)，而指标 \(row.id.document) 在 \(row.receivedOn) 才下达")
  }
}

/// F03: no more is paid in a year than the year had.
struct PaidOverAvailable: FundRule {
  let description = RuleDescription(
    id: "F03", severity: .high, title: "支出超过可用资金",
    holdsWhen: "本年净支出不超过上年结转加本年拨付减本年收回",
    basis: "预算法第十三条、第五十八条（收付实现制）",
    advice: "查明多支出的钱从哪里来：登记上年结转\(aside: .stateOpening)、补登指标，或改正支付")

  func findings(in funds: FundAccounts) throws(MoneyOverflow) -> [Finding] {
    guard let excess = try funds.excessOfYear() else { return [] }
    let money = funds.ofYear
    let available = try money.available
    let explanation =
      funds.opening == nil
      ? "账上没有登记上年结转：如果有未登记的上年结转，把它登记后即可解释；"
        + "也可能是有指标没有登记，或有支出应由其他资金承担"
      : "可能是有指标没有登记，或有支出应由其他资金承担"
    return [
      description.finding(
        funds.period.year, excess, on: nil,
        restingOn: [
          fact("available", funds.opening?.fen, money.appropriated.fen, money.recalled.fen)
        ] + [funds.lineFacts.linesOfYear].compactMap(\.self),
        """
        \(funds.period.year) 年净支出 \(money.paid.groupedYuanText) 元\
        （\(money.paid.exactWanText) 万元），可用资金只有 \(available.groupedYuanText) 元\
        （\(available.exactWanText) 万元），多支出 \(excess.groupedYuanText) 元。\(explanation)
        """)
    ]
  }
}

/// F04: an appropriation pays only for its permitted uses.
struct UseNotPermitted: LineRule {
  let description = RuleDescription(
    id: "F04", severity: .block, title: "用途不符",
    holdsWhen: "支出用途在指标允许的用途之内；彩票公益金只用于以案定补",
    basis: "预算法第六十三条：不得擅自改变预算支出的用途",
    advice: "冲销这一行，改用允许该用途的指标重记")

  static func isSilent(on line: OutlineView.Line) -> Bool {
    line.row.map { $0.permits(line.use) } ?? true
  }

  func finding(on line: LineView, in period: Period) -> Finding? {
    guard let row = line.appropriation, !row.permits(line.use) else { return nil }
    // The row's uses are known from its receipt.
    let known = Swift.max(line.paidOn, row.receivedOn)
    guard period.owns(known) else { return nil }
    return description.finding(
      line.id, line.left, on: known, related: [row.id.document.printed],
      restingOn: [line.fact, row.rowFact],
      "\(line.words)，用途是\(line.use.rawValue)，指标 \(row.id.document) 不允许这一用途")
  }
}

/// F05: money is not kept beyond the year after the one it came from.
///
/// The balance is that of 31 December, whatever became of it later.
struct KeptTooLong: FundRule {
  private static let exempt: Set<FundSource> = [.donation, .lotteryFund]

  let description = RuleDescription(
    id: "F05", severity: .high, title: "结转超期",
    holdsWhen: "结转到本年的上年资金，到 12 月 31 日没有余额（捐赠和彩票公益金除外）",
    basis: "预算法第四十二条；预算法实施条例第五十条：结转资金连续两年未用完的作为结余资金管理",
    advice: "按规定由财政收回\(aside: .recallMoney)；已收回的补登")

  func findings(in funds: FundAccounts) -> [Finding] {
    let year = funds.period.year
    guard funds.period.asOf >= year.lastDay, let lastYear = year.previous else { return [] }
    return funds.accounts.compactMap { account in
      let row = account.appropriation
      let balance = account.yearEndBalance
      guard row.id.fiscalYear <= year, row.originYear <= lastYear,
        !Self.exempt.contains(row.source), balance > .zero
      else { return nil }
      return description.finding(
        row.id.document, balance, on: year.lastDay,
        restingOn: [row.rowFact, fact("kept", row.originYear, balance.fen)],
        """
        指标 \(row.id.document)（\(row.source.rawValue)，\(row.id.fiscalYear) 年度，\
        \(row.originYear) 年的资金）到 \(year.lastDay) 还有余额 \(balance.groupedYuanText) 元
        """)
    }
  }
}

/// F06: the cited document is in the register.
struct UnknownAppropriation: LineRule {
  let description = RuleDescription(
    id: "F06", severity: .block, title: "无此指标",
    holdsWhen: "支付所用的指标文号已经登记",
    basis: "预算法第十三条：没有预算，不得支出",
    advice: "核对文号；指标漏登的先登记指标，文号写错的冲销后重记")

  static func isSilent(on line: OutlineView.Line) -> Bool { line.row != nil }

  func finding(on line: LineView, in period: Period) -> Finding? {
    guard period.owns(line.paidOn), line.appropriation == nil else { return nil }
    return description.finding(
      line.id, line.left, on: line.paidOn, related: [line.document.printed],
      restingOn: [line.fact],
      "\(line.words)，所用指标 \(line.document) 没有登记")
  }
}

/// F07: a year opens with what the year before left.
///
/// It holds two years together: money that is in neither, or in both, shows nowhere else. A deficit
/// is not carried; it stands here until it is covered or explained.
struct OpeningDiffers: FundRule {
  let description = RuleDescription(
    id: "F07", severity: .high, title: "结转不符",
    holdsWhen: "本年的上年结转等于上年留下的钱：登记的上年结转、结转的指标、上年结账结转和上年年末结余一致",
    basis: "预算法第四十二条（结转资金）；年末结余和次年的上年结转是同一笔钱",
    advice: "核对上年结账数、本年登记的上年结转\(aside: .stateOpening)和结转指标；上年有透支的，补足或查明原因后说明")

  func findings(in funds: FundAccounts) throws(MoneyOverflow) -> [Finding] {
    let year = funds.period.year
    let differences = try funds.openingDifferences()
    guard var worst = differences.first else { return [] }
    for next in differences where next.amount.fen.magnitude > worst.amount.fen.magnitude {
      worst = next
    }
    guard worst.amount != .zero else { return [] }
    return [
      description.finding(
        year, worst.amount, on: nil,
        restingOn: differences.map { fact("opening", $0.left.fen, $0.right.fen) },
        """
        \(year) 年度\(worst.words.left) \(worst.left.groupedYuanText) 元，\
        \(worst.words.right) \(worst.right.groupedYuanText) 元，\
        相差 \(worst.amount.groupedYuanText) 元
        """)
    ]
  }
}

/// What a year opens with beside what the year before left, as two places of the book say it.
private struct OpeningDifference {
  let words: (left: String, right: String)
  let left: Money
  let right: Money
  /// Left − right.
  let amount: Money

  init(_ words: (left: String, right: String), _ left: Money, _ right: Money) throws(MoneyOverflow)
  {
    self.words = words
    self.left = left
    self.right = right
    amount = try left - right
  }
}

extension FundAccounts {
  /// What can be compared of the year's opening and what the year before left, equal or not.
  fileprivate func openingDifferences() throws(MoneyOverflow) -> [OpeningDifference] {
    let opening = ofYear.opening
    var differences: [OpeningDifference] = []
    if let stated = opening.stated, let rows = opening.rows {
      differences.append(
        try OpeningDifference(("登记的上年结转是", "而结转到本年度的指标合计"), stated, rows))
    }
    guard let before = ofYearBefore, let closing = try before.closing else { return differences }
    let year = before.year
    if let carried = opening.carried {
      differences.append(
        try OpeningDifference(
          ("由 \(year) 年度结账结转了", "而按现在的账，\(year) 年末结余是"), carried, closing))
    } else if let amount = opening.amount {
      differences.append(
        try OpeningDifference(
          ("的上年结转是", "而 \(year) 年度还没有结账，按现在的账年末结余是"), amount, closing))
    }
    return differences
  }
}
