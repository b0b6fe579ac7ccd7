import LedgerCore
import Reconciliation

// The figures of the lists: cases by type, recipients by group, the lottery fund, what is unpaid.

extension FigureDefinition {
  static let casesByKind: [FigureDefinition] =
    CaseType.allCases.map { type in
      count(
        .accepted(type), "受理\(type.rawValue)案件",
        "cases: case_type=\(type.rawValue), accepted_on in DAYS"
      ) { $0.casesByType[type]?.accepted ?? 0 }
    }
    + CaseType.allCases.map { type in
      count(
        .closed(type), "办结\(type.rawValue)案件",
        "cases: case_type=\(type.rawValue), outcome=办结, closed_on in DAYS"
      ) { $0.casesByType[type]?.closed ?? 0 }
    }
    + [
      count(
        .casesClosedPerCase, "办结并由以案定补资金支付的案件",
        "cases: outcome=办结, closed_on in DAYS, paid by the as-of day, not from 彩票公益金"
      ) { $0.closedByPot.perCase },
      count(
        .casesClosedLottery, "办结并由中彩金支付的案件",
        "cases: outcome=办结, closed_on in DAYS, paid from 彩票公益金 by the as-of day"
      ) { $0.closedByPot.lottery },
      count(
        .casesClosedUnpaid, "办结尚未支付补贴的案件",
        "cases: outcome=办结, closed_on in DAYS, nothing paid by the as-of day"
      ) { $0.closedByPot.unpaid },
    ]

  static let recipients: [FigureDefinition] = RecipientGroup.allCases.map { group in
    count(
      .recipients(group), group == .other ? "其他受援人" : "受援人中的\(group.rawValue)",
      "cases: recipient_categories names \(group.rawValue), accepted_on in DAYS; groups overlap"
    ) { $0.acceptedByGroup[group] ?? 0 }
  }

  static let lottery: [FigureDefinition] = [
    money(
      .openingLottery, "中彩金上年结转", "appropriations of 彩票公益金 carried over into the year"
    ) { book throws(MoneyOverflow) in try book.movement(of: .lotteryFund).opening },
    money(
      .recalledLottery, "中彩金本年收回", "appropriation changes of 彩票公益金: 收回, dated in DAYS"
    ) { book throws(MoneyOverflow) in try book.movement(of: .lotteryFund).recalled },
    money(
      .paidLottery, "中彩金支出",
      "payments: from 彩票公益金, all uses, paid_on in DAYS, reversals minus"
    ) { book throws(MoneyOverflow) in try book.movement(of: .lotteryFund).paid },
    money(
      .balanceLottery, "中彩金余额",
      "opening_lottery_fen + appropriated_lottery_fen - recalled_lottery_fen - paid_lottery_fen"
    ) { book throws(MoneyOverflow) in try book.movement(of: .lotteryFund).balance },
    money(
      .paidCaseRegular, "以案定补案件支出（不含中彩金）", "paid_case_fen - paid_case_lottery_fen"
    ) { book throws(MoneyOverflow) in
      try book.paid(for: .perCaseSubsidy) - book.lottery.paid()
    },
    money(
      .paidCaseLottery, "中彩金案件支出",
      "payments: use=以案定补, from 彩票公益金, paid_on in DAYS, reversals minus"
    ) { book throws(MoneyOverflow) in try book.lottery.paid() },
    count(
      .casesPaidLottery, "中彩金支付的案件", "cases with net case payments from 彩票公益金 in DAYS"
    ) { $0.lottery.byType.values.reduce(0) { $0 + $1.cases } },
  ]

  static let arrival: [FigureDefinition] = [
    money(
      .registered, "本年登记指标",
      "appropriated_fen + rows of the year in the register that are not received by the as-of day; "
        + "null for less than a year"
    ) { book throws(MoneyOverflow) in try book.registered() },
    rate(
      .arrivalRate, "到位率", "appropriated_fen / registered_fen; null when that is 0 or null"
    ) { book throws(MoneyOverflow) in
      guard let registered = try book.registered() else { return nil }
      return Percent(paid: try book.funds.appropriated(), of: registered)
    },
  ]

  static let unpaid: [FigureDefinition] = [
    count(
      .unpaidCases, "核发未付的案件",
      "cases of all years: approved less paid, where more than 0, by the as-of day"
    ) { $0.unpaidCases },
    money(
      .unpaidCaseAmount, "案件核发未付",
      "cases of all years: approved less paid, where more than 0, by the as-of day"
    ) { $0.openRemainders },
    count(
      .unpaidDutyShifts, "未付的值班",
      "duty of all years: amount less paid, where more than 0, by the as-of day"
    ) { $0.unpaidShifts },
    money(
      .unpaidDutyAmount, "值班未付",
      "duty of all years: amount less paid, where more than 0, by the as-of day"
    ) { $0.unpaidDuty },
    money(.unpaid, "未付合计", "unpaid_case_fen + unpaid_duty_fen") {
      book throws(MoneyOverflow) in try book.openRemainders + book.unpaidDuty
    },
  ]
}

extension FigureName {
  static func accepted(_ type: CaseType) -> FigureName {
    switch type {
    case .civil: .casesAcceptedCivil
    case .criminal: .casesAcceptedCriminal
    case .administrative: .casesAcceptedAdministrative
    }
  }

  static func closed(_ type: CaseType) -> FigureName {
    switch type {
    case .civil: .casesClosedCivil
    case .criminal: .casesClosedCriminal
    case .administrative: .casesClosedAdministrative
    }
  }

  static func recipients(_ group: RecipientGroup) -> FigureName {
    switch group {
    case .migrantWorker: .recipientsMigrantWorkers
    case .disabled: .recipientsDisabled
    case .elderly: .recipientsElderly
    case .woman: .recipientsWomen
    case .minor: .recipientsMinors
    case .soldier: .recipientsSoldiers
    case .farmer: .recipientsFarmers
    case .needy: .recipientsNeedy
    case .other: .recipientsOther
    }
  }

  /// What a count of this name counts.
  var counter: String {
    switch self {
    case .dutyShifts, .unpaidDutyShifts: "次"
    case .recipientsMigrantWorkers, .recipientsDisabled, .recipientsElderly, .recipientsWomen,
      .recipientsMinors, .recipientsSoldiers, .recipientsFarmers, .recipientsNeedy,
      .recipientsOther:
      "人次"
    default: "件"
    }
  }
}

extension LotteryTotals {
  /// Per-case subsidies of the period, less reversals.
  fileprivate func paid() throws(MoneyOverflow) -> Money {
    try byType.values.map(\.amount).total()
  }
}

extension YearTotals {
  /// The year's new money as registered, received or not; nil for less than a year, to which no
  /// money that has not come belongs.
  fileprivate func registered() throws(MoneyOverflow) -> Money? {
    guard period.span.isWholeYear else { return nil }
    var sum = try funds.appropriated()
    for account in funds.accounts where !account.isReceived {
      let row = account.appropriation
      if row.id.fiscalYear == period.year, !row.isCarriedOver { try sum += row.amount }
    }
    return sum
  }

  /// What one kind of money did in the period; nothing where it has no row.
  fileprivate func movement(of source: FundSource) throws(MoneyOverflow) -> FundMovement {
    try FundFigures(self).bySource.first { $0.source == source }?.movement ?? .none
  }
}
