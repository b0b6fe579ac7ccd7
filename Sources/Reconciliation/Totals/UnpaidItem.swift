package import LedgerCore

/// A case that is approved, or a duty shift that is served, and not paid in full (未付).
///
/// It stands as of the period's last day, whatever year it comes from.
package struct UnpaidItem: Equatable, Sendable {
  package let kind: Kind
  /// The case or duty number as printed.
  package let number: String
  /// 承办单位 or 所属单位; nil when none is registered.
  package let firm: String?
  /// The first approval of the case, the day of the shift.
  package let since: Day
  /// What was approved, or the shift's subsidy.
  package let amount: Money
  /// Net paid of it; less than the amount.
  package let paid: Money
  package let age: Age

  /// What is to be paid.
  package enum Kind: String, CaseIterable, Sendable {
    case legalAidCase = "案件"
    case dutyShift = "值班"
  }

  /// What is still to be paid; more than zero.
  package var remaining: Money { Money(fen: amount.fen - paid.fen) }

  init(
    _ kind: Kind, _ number: String, firm: String?, since: Day, amount: Money, paid: Money, age: Age
  ) {
    self.kind = kind
    self.number = number
    self.firm = firm
    self.since = since
    self.amount = amount
    self.paid = paid
    self.age = age
  }

  /// How long something has waited.
  package struct Age: Equatable, Sendable {
    package let days: Int
    /// nil when the calendar lacks a year of them.
    package let workdays: Int?
    package let ageClass: AgeClass

    init(days: Int, workdays: Int?, ageClass: AgeClass) {
      self.days = days
      self.workdays = workdays
      self.ageClass = ageClass
    }

    /// - Parameters:
    ///   - since: The day it began to wait, itself not counted.
    ///   - asOf: The last day, counted.
    ///   - calendar: The working days of the years that are known.
    package init(since: Day, asOf: Day, _ calendar: WorkdayCalendar) {
      let days = max(0, asOf.days(since: since))
      // A year on the same calendar day, so that leap years make no difference.
      let isOverAYear = asOf.number > since.number + 10_000
      let workdays = calendar.workdays(after: since, through: asOf)
      self.days = days
      self.workdays = workdays
      ageClass =
        if isOverAYear {
          .overAYear
        } else if days > 90 {
          .over90Days
        } else if days <= AgeClass.workdays {
          // No more working days than days.
          .inTime
        } else {
          workdays.map { $0 > AgeClass.workdays ? .late : .inTime } ?? .unknown
        }
    }
  }

  /// The classes that unpaid items are summed by (账龄), the youngest first.
  package enum AgeClass: String, CaseIterable, Sendable {
    case inTime = "within_20_workdays"
    case late = "over_20_workdays"
    case over90Days = "over_90_days"
    case overAYear = "over_a_year"
    /// Up to 90 days, in a year whose working days are not known.
    case unknown = "workdays_unknown"

    /// Within so many working days a payment is in time, as rule P08 counts them.
    static let workdays = 20

    package var word: String {
      switch self {
      case .inTime: "\(Self.workdays) 个工作日以内"
      case .late: "超过 \(Self.workdays) 个工作日"
      case .over90Days: "超过 90 日"
      case .overAYear: "超过一年"
      case .unknown: "90 日以内，工作日历缺少年度"
      }
    }
  }
}

extension UnpaidItem: Comparable {
  /// The longest waiting first, then by kind and number.
  package static func < (left: UnpaidItem, right: UnpaidItem) -> Bool {
    if left.since != right.since { return left.since < right.since }
    if left.kind != right.kind { return left.kind == .legalAidCase }
    return left.number.precedesByCodePoint(right.number)
  }
}

extension DossierView {
  /// The case as an item to be paid; nil when nothing of it is.
  var unpaid: UnpaidItem? {
    guard netPaid < approved, let since = firstApprovedOn else { return nil }
    return UnpaidItem(
      .legalAidCase, caseNumber.printed, firm: registered?.firm, since: since, amount: approved,
      paid: netPaid, age: .init(since: since, asOf: period.asOf, settings.calendar))
  }
}

extension OutlineView {
  /// Whether nothing of the case waits to be paid.
  var isSettled: Bool { paid.map { $0 >= approved } ?? false }
}

extension DutyView {
  /// The shift as an item to be paid; nil when nothing of it is.
  func unpaid(_ calendar: WorkdayCalendar) -> UnpaidItem? {
    guard let shift, netPaid < shift.amount else { return nil }
    return UnpaidItem(
      .dutyShift, shift.number.printed, firm: shift.firm, since: shift.servedOn,
      amount: shift.amount, paid: netPaid,
      age: .init(since: shift.servedOn, asOf: period.asOf, calendar))
  }
}
