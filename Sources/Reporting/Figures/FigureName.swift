import LedgerCore

/// What kind of value a figure has; the raw value is the key of the value in JSON.
package enum FigureKind: String, Sendable {
  case money = "fen"
  case count
  case rate
}

/// The name of a published figure; the raw value is its key in JSON.
package enum FigureName: String, CaseIterable, Sendable {
  // Cases and claims.
  case casesAccepted = "cases_accepted"
  case casesClosed = "cases_closed"
  case casesClosedFromEarlierYears = "cases_closed_from_earlier_years"
  case casesTerminated = "cases_terminated"
  case casesWithdrawn = "cases_withdrawn"
  case casesAcceptedCivil = "cases_accepted_civil"
  case casesAcceptedCriminal = "cases_accepted_criminal"
  case casesAcceptedAdministrative = "cases_accepted_administrative"
  case casesClosedCivil = "cases_closed_civil"
  case casesClosedCriminal = "cases_closed_criminal"
  case casesClosedAdministrative = "cases_closed_administrative"
  case casesClosedPerCase = "cases_closed_per_case"
  case casesClosedLottery = "cases_closed_lottery"
  case casesClosedUnpaid = "cases_closed_unpaid"
  case casesPaidLottery = "cases_paid_lottery"
  // Recipients of the accepted cases, by group: tags, not a partition.
  case recipientsMigrantWorkers = "recipients_migrant_workers"
  case recipientsDisabled = "recipients_disabled"
  case recipientsElderly = "recipients_elderly"
  case recipientsWomen = "recipients_women"
  case recipientsMinors = "recipients_minors"
  case recipientsSoldiers = "recipients_soldiers"
  case recipientsFarmers = "recipients_farmers"
  case recipientsNeedy = "recipients_needy"
  case recipientsOther = "recipients_other"
  case dutyShifts = "duty_shifts"
  case claimed = "claimed_fen"
  case approved = "approved_fen"
  case dutyAmount = "duty_amount_fen"
  // What there was to spend.
  case opening = "opening_fen"
  case appropriated = "appropriated_fen"
  case appropriatedTransfer = "appropriated_transfer_fen"
  case appropriatedCentral = "appropriated_central_fen"
  case appropriatedProvincial = "appropriated_provincial_fen"
  case appropriatedCity = "appropriated_city_fen"
  case appropriatedLocal = "appropriated_local_fen"
  case appropriatedOther = "appropriated_other_fen"
  case appropriatedLottery = "appropriated_lottery_fen"
  case appropriatedDonation = "appropriated_donation_fen"
  case appropriatedUnclassified = "appropriated_unclassified_fen"
  case registered = "registered_fen"
  case arrivalRate = "arrival_rate"
  case recalled = "recalled_fen"
  case openingLottery = "opening_lottery_fen"
  case recalledLottery = "recalled_lottery_fen"
  case available = "available_fen"
  // What was spent.
  case paid = "paid_fen"
  case paidCase = "paid_case_fen"
  case paidCaseRegular = "paid_case_regular_fen"
  case paidCaseLottery = "paid_case_lottery_fen"
  case paidLottery = "paid_lottery_fen"
  case paidDuty = "paid_duty_fen"
  case paidOther = "paid_other_fen"
  case paidConsultation = "paid_consultation_fen"
  case paidDrafting = "paid_drafting_fen"
  case paidDirectCosts = "paid_direct_costs_fen"
  case paidUnclassified = "paid_unclassified_fen"
  case paidWithoutRow = "paid_without_row_fen"
  // What was paid in another year than the case was closed in.
  case casesPaidFromEarlierYears = "cases_paid_from_earlier_years"
  case paidForEarlierYears = "paid_for_earlier_years_fen"
  case approvedUnpaid = "approved_unpaid_fen"
  case paidAfterYear = "paid_after_year_fen"
  // What is approved or served and not paid, of all years.
  case unpaidCases = "unpaid_cases"
  case unpaidCaseAmount = "unpaid_case_fen"
  case unpaidDutyShifts = "unpaid_duty_shifts"
  case unpaidDutyAmount = "unpaid_duty_fen"
  case unpaid = "unpaid_fen"
  // What was left.
  case balance = "balance_fen"
  case balanceLottery = "balance_lottery_fen"
  case closing = "closing_fen"
  case overspent = "overspent_fen"
  case executionRate = "execution_rate"
}

extension FigureName {
  /// Whether a list of all figures has it when it is 0: a part is listed where there is one.
  private var isListedAtZero: Bool { self != .casesClosedFromEarlierYears }

  /// The figures that a list of all of them has.
  static func listed(of figures: Figures) -> [FigureName] {
    allCases.filter { $0.isListedAtZero || figures[$0].count != 0 }
  }

  /// Whether it is an amount of money rather than a count or a rate.
  package var isMoney: Bool { kind == .money }

  /// What kind of value the figure has, known or not.
  package var kind: FigureKind {
    if rawValue.hasSuffix("_fen") { return .money }
    return rawValue.hasSuffix("_rate") ? .rate : .count
  }

  /// The name in a template: `paidCase` for `paid_case_fen`.
  package var tag: String {
    let words = rawValue.split(separator: "_").filter { $0 != "fen" }
    return words.dropFirst().reduce(String(words[0])) { $0 + $1.capitalizedFirst }
  }
}

extension Substring {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension FundSource {
  /// The figure of what it brought.
  var appropriatedName: FigureName {
    switch self {
    case .centralTransfer: .appropriatedCentral
    case .provincialTransfer: .appropriatedProvincial
    case .cityTransfer: .appropriatedCity
    case .localBudget: .appropriatedLocal
    case .lotteryFund: .appropriatedLottery
    case .donation: .appropriatedDonation
    case .other: .appropriatedUnclassified
    }
  }
}

extension PaymentUse {
  /// The figure of what was paid for it.
  var paidName: FigureName {
    switch self {
    case .perCaseSubsidy: .paidCase
    case .duty: .paidDuty
    case .consultation: .paidConsultation
    case .drafting: .paidDrafting
    case .directCosts: .paidDirectCosts
    case .other: .paidUnclassified
    }
  }
}
