import LedgerCore
import Reconciliation

/// What a published figure is: its Chinese title, its value and the facts it comes from.
///
/// This list is the only place where a figure is computed; everything printed asks ``Figures``.
struct FigureDefinition: Sendable {
  let name: FigureName
  let title: String
  /// The facts summed; DAYS stands for the days of the span that the book sees.
  let source: String
  /// The same for a span of less than a year, where that takes other words.
  var sourceInSpan: String?
  let value: @Sendable (YearTotals) throws(MoneyOverflow) -> Figure.Value?

  static let all =
    cases + casesByKind + recipients + funds + arrival + spending + lottery + acrossYears + unpaid
    + results

  private static let cases: [FigureDefinition] = [
    count(.casesAccepted, "受理案件", "cases: accepted_on in DAYS") { $0.cases(\.accepted) },
    count(.casesClosed, "办结案件", "cases: outcome=办结, closed_on in DAYS") {
      $0.cases(\.closed)
    },
    count(
      .casesClosedFromEarlierYears, "办结案件中上年及以前受理的",
      "cases: outcome=办结, closed_on in DAYS, accepted_on before the year"
    ) { $0.closedFromEarlierYears },
    count(.casesTerminated, "终止案件", "cases: outcome=终止, closed_on in DAYS") {
      $0.cases(\.terminated)
    },
    count(.casesWithdrawn, "撤回案件", "cases: outcome=撤回, closed_on in DAYS") {
      $0.cases(\.withdrawn)
    },
    count(.dutyShifts, "值班记录", "duty: served_on in DAYS") { $0.dutyShiftCount },
    money(.claimed, "申报金额", "claims: claimed_amount, claimed_on in DAYS, not returned") {
      book throws(MoneyOverflow) in try book.cases(\.claimed)
    },
    money(.approved, "核发金额", "claims: approved_amount, approved_on in DAYS, not returned") {
      book throws(MoneyOverflow) in try book.cases(\.approved)
    },
    money(.dutyAmount, "值班补贴登记数", "duty: amount, served_on in DAYS") { $0.dutyAmount },
  ]

  private static let funds: [FigureDefinition] = [
    money(
      .opening, "上年结转",
      "opening balance as stated, else appropriations carried over into the year; null for neither",
      inSpan: "opening of the year, and what moved in it before DAYS"
    ) {
      book throws(MoneyOverflow) in try book.funds.openingOfSpan
    },
    appropriated(.appropriated, "本年拨付", of: "all sources") { _ in true },
    appropriated(.appropriatedTransfer, "中央及地方转移性支付资金拨付", of: "transfers") {
      $0.group == .transfer
    },
    appropriated(.appropriatedCentral, .centralTransfer),
    appropriated(.appropriatedProvincial, .provincialTransfer),
    appropriated(.appropriatedCity, .cityTransfer),
    appropriated(.appropriatedLocal, .localBudget),
    appropriated(.appropriatedOther, "其他来源拨付", of: "彩票公益金, 捐赠, 其他") {
      $0.group == .other
    },
    appropriated(.appropriatedLottery, .lotteryFund),
    appropriated(.appropriatedDonation, .donation),
    appropriated(.appropriatedUnclassified, .other),
    money(.recalled, "本年收回", "appropriation changes: 收回, dated in DAYS") {
      book throws(MoneyOverflow) in try book.funds.recalled()
    },
    money(.available, "可用资金", "opening_fen (0 when null) + appropriated_fen - recalled_fen") {
      book throws(MoneyOverflow) in try book.funds.available()
    },
  ]

  private static let spending: [FigureDefinition] = [
    money(.paid, "本年支出", "payments: all uses, paid_on in DAYS, reversals minus") {
      $0.funds.paid
    },
    paid(.paidCase, "以案定补案件支出", .perCaseSubsidy),
    paid(.paidDuty, "值班律师法律帮助补贴支出", .duty),
    money(
      .paidOther, "其他用途支出",
      "payments: uses other than 以案定补 and 值班律师, paid_on in DAYS, reversals minus"
    ) {
      book throws(MoneyOverflow) in try book.paidOther()
    },
    paid(.paidConsultation, "法律咨询支出", .consultation),
    paid(.paidDrafting, "代拟法律文书支出", .drafting),
    paid(.paidDirectCosts, "办案直接费用支出", .directCosts),
    paid(.paidUnclassified, "其他支出", .other),
    money(
      .paidWithoutRow, "无此指标的支出",
      "payments: document_number not in the register, paid_on in DAYS, reversals minus"
    ) {
      $0.funds.paidWithoutRow
    },
  ]

  private static let acrossYears: [FigureDefinition] = [
    count(
      .casesPaidFromEarlierYears, "本年支付以前年度结案的案件",
      "cases: closed_on before the year, with net case payments in DAYS"
    ) {
      $0.acrossYears.casesForEarlier
    },
    money(
      .paidForEarlierYears, "本年支付以前年度结案案件的金额",
      "payments: use=以案定补, paid_on in DAYS, case closed before the year, reversals minus"
    ) {
      $0.acrossYears.forEarlier
    },
    money(
      .approvedUnpaid, "本年结案案件核发未付",
      "cases closed in the year: approved less paid, where more than 0, by the as-of day"
    ) {
      $0.acrossYears.unpaid
    },
    money(
      .paidAfterYear, "本年结案案件在以后年度支付",
      "payments: use=以案定补, paid_on after the year as recorded by now, case closed in the year"
    ) {
      $0.acrossYears.paidLater
    },
  ]

  private static let results: [FigureDefinition] = [
    money(.balance, "余额", "available_fen - paid_fen") { book throws(MoneyOverflow) in
      try book.balance()
    },
    money(
      .closing, "年末结余",
      "opening_fen + appropriated_fen - recalled_fen - paid_fen; null when opening_fen is null"
    ) {
      book throws(MoneyOverflow) in try book.closing()
    },
    money(.overspent, "多支出", "paid_fen - available_fen; 0 when that is negative") {
      book throws(MoneyOverflow) in try book.overspent()
    },
    rate(.executionRate, "执行率", "paid_fen / available_fen; null when available_fen is 0 or less") {
      book throws(MoneyOverflow) in
      Percent(paid: book.funds.paid, of: try book.funds.available())
    },
  ]
}

extension FigureDefinition {
  /// The facts summed, of the period that is asked.
  func source(in period: Period) -> String {
    let days = "\(period.span.firstDay)..\(period.lastCounted)"
    guard !period.span.isWholeYear else { return source.replacing("DAYS", with: days) }
    return (sourceInSpan ?? source).replacing("closed in the year", with: "closed in DAYS")
      .replacing("DAYS", with: days)
  }

  static func count(
    _ name: FigureName, _ title: String, _ source: String,
    count: @escaping @Sendable (YearTotals) -> Int
  ) -> FigureDefinition {
    FigureDefinition(name: name, title: title, source: source) { .count(count($0)) }
  }

  static func money(
    _ name: FigureName, _ title: String, _ source: String, inSpan: String? = nil,
    amount: @escaping @Sendable (YearTotals) throws(MoneyOverflow) -> Money?
  ) -> FigureDefinition {
    FigureDefinition(name: name, title: title, source: source, sourceInSpan: inSpan) {
      book throws(MoneyOverflow) in try amount(book).map { .money($0) }
    }
  }

  static func rate(
    _ name: FigureName, _ title: String, _ source: String,
    rate: @escaping @Sendable (YearTotals) throws(MoneyOverflow) -> Percent?
  ) -> FigureDefinition {
    FigureDefinition(name: name, title: title, source: source) {
      book throws(MoneyOverflow) in try rate(book).map { .rate($0) }
    }
  }

  static func appropriated(_ name: FigureName, _ source: FundSource) -> FigureDefinition {
    appropriated(name, "\(source.rawValue)拨付", of: source.rawValue) { $0 == source }
  }

  static func appropriated(
    _ name: FigureName, _ title: String, of sources: String,
    where include: @escaping @Sendable (FundSource) -> Bool
  ) -> FigureDefinition {
    money(
      name, title,
      "appropriations of \(sources): received rows of the year, not carried over; "
        + "adjustments in DAYS",
      inSpan: "appropriations of \(sources): rows of the year received in DAYS, not carried over, "
        + "receipts of other years on the year's nearest day; adjustments in DAYS"
    ) {
      book throws(MoneyOverflow) in try book.funds.appropriated(where: include)
    }
  }

  static func paid(
    _ name: FigureName, _ title: String, _ use: PaymentUse
  ) -> FigureDefinition {
    money(name, title, "payments: use=\(use.rawValue), paid_on in DAYS, reversals minus") {
      $0.paid(for: use)
    }
  }
}

extension YearTotals {
  fileprivate func balance() throws(MoneyOverflow) -> Money {
    try funds.available() - funds.paid
  }

  fileprivate func overspent() throws(MoneyOverflow) -> Money {
    let balance = try balance()
    return balance < .zero ? try .zero - balance : .zero
  }
}
