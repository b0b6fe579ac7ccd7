import LedgerCore

/// Which facts a figure is the sum of, or which other figures: said once more, apart from the
/// counting of the book, so that the two can be held against each other.
enum FigureOrigin: Sendable {
  case acceptances
  case closings(Outcome)
  case claims
  case approvals
  case shifts
  case shiftAmounts
  case opening
  case receipts(Set<FundSource>)
  case recalls
  case payments(Set<PaymentUse>)
  case paymentsWithoutRow
  /// Cases closed in earlier years that the span paid on.
  case casesOfEarlierYears
  case paymentsForEarlierYears
  /// What is approved and not paid, case by case.
  case remainders
  case laterPayments
  /// What the lists count: by type, by recipient group, by kind of money, or what is unpaid.
  case list(ListOrigin)
  /// One figure as a part of another.
  case ratio(FigureName, of: FigureName)
  /// A sum of other figures, or zero where that is less and the figure is never negative.
  case terms([FigureTerm], atLeastZero: Bool = false)
}

/// A figure that another adds or takes away.
struct FigureTerm: Sendable {
  let sign: Int64
  let name: FigureName

  static func plus(_ name: FigureName) -> FigureTerm { FigureTerm(sign: 1, name: name) }
  static func minus(_ name: FigureName) -> FigureTerm { FigureTerm(sign: -1, name: name) }
}

extension FigureName {
  /// Where the figure comes from.
  var origin: FigureOrigin {
    switch self {
    case .casesAccepted: .acceptances
    case .casesClosed: .closings(.closed)
    case .casesClosedFromEarlierYears: .list(.closedFromEarlierYears)
    case .casesTerminated: .closings(.terminated)
    case .casesWithdrawn: .closings(.withdrawn)
    case .dutyShifts: .shifts
    case .claimed: .claims
    case .approved: .approvals
    case .dutyAmount: .shiftAmounts
    case .opening: .opening
    case .appropriated: .receipts(Set(FundSource.allCases))
    case .appropriatedTransfer: .receipts([.centralTransfer, .provincialTransfer, .cityTransfer])
    case .appropriatedCentral: .receipts([.centralTransfer])
    case .appropriatedProvincial: .receipts([.provincialTransfer])
    case .appropriatedCity: .receipts([.cityTransfer])
    case .appropriatedLocal: .receipts([.localBudget])
    case .appropriatedOther: .receipts([.lotteryFund, .donation, .other])
    case .appropriatedLottery: .receipts([.lotteryFund])
    case .appropriatedDonation: .receipts([.donation])
    case .appropriatedUnclassified: .receipts([.other])
    case .recalled: .recalls
    case .paid: .payments(Set(PaymentUse.allCases))
    case .paidCase: .payments([.perCaseSubsidy])
    case .paidDuty: .payments([.duty])
    case .paidOther: .payments([.consultation, .drafting, .directCosts, .other])
    case .paidConsultation: .payments([.consultation])
    case .paidDrafting: .payments([.drafting])
    case .paidDirectCosts: .payments([.directCosts])
    case .paidUnclassified: .payments([.other])
    case .paidWithoutRow: .paymentsWithoutRow
    case .casesPaidFromEarlierYears: .casesOfEarlierYears
    case .paidForEarlierYears: .paymentsForEarlierYears
    case .approvedUnpaid: .remainders
    case .paidAfterYear: .laterPayments
    case .casesAcceptedCivil: .list(.accepted(.civil))
    case .casesAcceptedCriminal: .list(.accepted(.criminal))
    case .casesAcceptedAdministrative: .list(.accepted(.administrative))
    case .casesClosedCivil: .list(.closed(.civil))
    case .casesClosedCriminal: .list(.closed(.criminal))
    case .casesClosedAdministrative: .list(.closed(.administrative))
    case .casesClosedPerCase: .list(.closedFrom(.otherMoney))
    case .casesClosedLottery: .list(.closedFrom(.lottery))
    case .casesClosedUnpaid: .list(.closedFrom(.nothing))
    case .casesPaidLottery: .list(.casesPaidFromLottery)
    case .recipientsMigrantWorkers: .list(.recipients(.migrantWorker))
    case .recipientsDisabled: .list(.recipients(.disabled))
    case .recipientsElderly: .list(.recipients(.elderly))
    case .recipientsWomen: .list(.recipients(.woman))
    case .recipientsMinors: .list(.recipients(.minor))
    case .recipientsSoldiers: .list(.recipients(.soldier))
    case .recipientsFarmers: .list(.recipients(.farmer))
    case .recipientsNeedy: .list(.recipients(.needy))
    case .recipientsOther: .list(.recipients(.other))
    case .registered: .list(.registered)
    case .openingLottery: .list(.openingLottery)
    case .recalledLottery: .list(.recallsLottery)
    case .paidLottery: .list(.paymentsFromLottery(Set(PaymentUse.allCases)))
    case .paidCaseLottery: .list(.paymentsFromLottery([.perCaseSubsidy]))
    case .paidCaseRegular: .terms([.plus(.paidCase), .minus(.paidCaseLottery)])
    case .balanceLottery:
      .terms([
        .plus(.openingLottery), .plus(.appropriatedLottery), .minus(.recalledLottery),
        .minus(.paidLottery),
      ])
    case .unpaidCases: .list(.openCases(counted: true))
    case .unpaidCaseAmount: .list(.openCases(counted: false))
    case .unpaidDutyShifts: .list(.openShifts(counted: true))
    case .unpaidDutyAmount: .list(.openShifts(counted: false))
    case .unpaid: .terms([.plus(.unpaidCaseAmount), .plus(.unpaidDutyAmount)])
    case .executionRate: .ratio(.paid, of: .available)
    case .arrivalRate: .ratio(.appropriated, of: .registered)
    case .available: .terms([.plus(.opening), .plus(.appropriated), .minus(.recalled)])
    case .balance: .terms([.plus(.available), .minus(.paid)])
    case .closing:
      .terms([.plus(.opening), .plus(.appropriated), .minus(.recalled), .minus(.paid)])
    case .overspent: .terms([.plus(.paid), .minus(.available)], atLeastZero: true)
    }
  }
}
