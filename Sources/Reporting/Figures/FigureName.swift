import LedgerCore

/// The name of a published figure; the raw value is its key in JSON.
package enum FigureName: String, CaseIterable, Sendable {
  // Cases and claims.
  case casesAccepted = "cases_accepted"
  case casesClosed = "cases_closed"
  case casesTerminated = "cases_terminated"
  case casesWithdrawn = "cases_withdrawn"
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
  case recalled = "recalled_fen"
  case available = "available_fen"
  // What was spent.
  case paid = "paid_fen"
  case paidCase = "paid_case_fen"
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
  // What was left.
  case balance = "balance_fen"
  case closing = "closing_fen"
  case overspent = "overspent_fen"

  /// Whether it is an amount of money rather than a count.
  package var isMoney: Bool { rawValue.hasSuffix("_fen") }
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
