/// What a region's rules say of deadlines, payees and the order of sources: dated data, never code.
package struct RegionPolicy: Equatable, Sendable {
  package let title: String
  /// The region whose bureaus follow it: 宁夏回族自治区.
  package let region: String
  /// In force from this day.
  package let from: Day
  /// In force to this day; nil while nothing has replaced it.
  package let to: Day?
  /// Where its sentences were found.
  package let source: String
  /// What the source does not say, one sentence each.
  package let unknown: [String]
  /// Who is paid for a lawyer's work.
  package let payee: Payee
  package let deadlines: [Deadline]
  /// What duty shifts may be counted in (值班单位); empty permits any.
  package let dutyUnits: [DutyUnit]
  /// What one voucher of a batch may draw on.
  package let voucherScope: VoucherScope
  /// For each use the sources that may pay it, the one to draw first first.
  package let sourceOrder: [PaymentUse: [FundSource]]

  /// Who receives the money.
  package enum Payee: String, CaseIterable, Sendable {
    /// 所属单位.
    case firm = "单位"
    /// 承办人本人.
    case person = "个人"
  }

  /// How many appropriations one voucher may draw on (凭证指标).
  package enum VoucherScope: String, CaseIterable, Sendable {
    /// One, as the treasury's orders are.
    case oneAppropriation = "单一"
    case any = "不限"
  }

  /// A time within which something must be done.
  package struct Deadline: Equatable, Sendable {
    package let step: Step
    /// Counted from the day after the event.
    package let days: Int
    package let calendar: Calendar

    /// What a deadline is set for.
    package enum Step: String, CaseIterable, Sendable {
      case filingAfterClosing = "结案到归档"
      case paymentAfterApproval = "核发到支付"
      case handoverAfterPayment = "单位转付承办人"
    }

    /// What days a deadline is counted in.
    package enum Calendar: String, CaseIterable, Sendable {
      case calendarDays = "日历日"
      case workdays = "工作日"
    }

    package init(step: Step, days: Int, calendar: Calendar) {
      self.step = step
      self.days = days
      self.calendar = calendar
    }
  }

  package init(
    title: String, region: String, from: Day, to: Day?, source: String, unknown: [String],
    payee: Payee, deadlines: [Deadline], dutyUnits: [DutyUnit] = [],
    voucherScope: VoucherScope = .oneAppropriation, sourceOrder: [PaymentUse: [FundSource]]
  ) {
    self.dutyUnits = dutyUnits
    self.voucherScope = voucherScope
    self.title = title
    self.region = region
    self.from = from
    self.to = to
    self.source = source
    self.unknown = unknown
    self.payee = payee
    self.deadlines = deadlines
    self.sourceOrder = sourceOrder
  }

  /// Whether it holds on a day: from its first to its last.
  package func isInForce(on day: Day) -> Bool {
    from <= day && to.map { day <= $0 } ?? true
  }

  /// The sources that may pay a use, in drawing order; all of them where the policy is silent.
  package func sources(for use: PaymentUse) -> [FundSource] {
    sourceOrder[use] ?? FundSource.allCases
  }
}
