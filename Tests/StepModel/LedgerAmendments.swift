import Bookkeeping
import Interchange
import LedgerCore
import TestSupport

extension LedgerUnderTest {
  /// Corrects a field, gives a case to others, or ends and claims one.
  func actOnWhatStands(_ step: Step) throws -> String {
    func amending(_ isForced: Bool, _ cells: AmendedCell...) -> AmendThing {
      AmendThing(session, cells, reason: "写错", override: override(isForced))
    }
    switch step {
    case .closeAndClaim(let number, let on, let claimedOn, let fen, let by):
      let draft = ClaimDraft(
        caseNumber: try .of(number), claimedOn: try .of(claimedOn),
        amount: fen.map { Money(fen: $0) }, submittedBy: by)
      let claim = try RecordCases(session).close(
        .init(on: .of(on), outcome: .closed), claiming: draft
      ).recorded.claim
      return fen == nil ? "\(claim.claimedAmount.fen)" : ""
    case .reassign(let number, let on, let firm, let isForced):
      try amending(
        isForced, AmendedCell(.lawyer, "承办人丁"), AmendedCell(.firm, firm),
        AmendedCell(.assignedOn, "\(try Day.of(on))")
      ).reassignCase(.of(number))
    case .amend(let field, let number, let year, let isForced):
      let (column, text) = try field.cell
      let act = amending(isForced, AmendedCell(column, text))
      do {
        switch field {
        case .accepted, .filed, .recipient, .flags, .detail: try act.amendCase(.of(number))
        case .claimed, .claimedFen, .approvedFen, .ofCase: try act.amendClaim(.of(number))
        case .dutyFen: try act.amendShift(.of(number))
        case .received, .fundFen:
          try act.amendAppropriation(.of(number), fiscalYear: try year.map { try .of($0) })
        }
      } catch is AmendmentFlaw {
        throw Refused("flaw")
      } catch is CaseDetailFlaw {
        throw Refused("unknownDetail")
      }
    default: break
    }
    return ""
  }
}

extension LedgerUnderTest {
  func void(_ thing: Corrected, _ number: String, _ year: Int?, _ isForced: Bool) throws {
    let act = VoidThing(session)
    switch thing {
    case .ofCase: try act.voidCase(.of(number), reason: "作废")
    case .claim:
      try act.voidClaim(.of(number), reason: "作废", override: override(isForced))
    case .duty: try act.voidShift(.of(number), reason: "作废")
    case .fund:
      try act.voidAppropriation(
        .of(number), fiscalYear: try year.map { try .of($0) }, reason: "作废",
        override: override(isForced))
    case .bank: try act.voidBankLine(.of(number), reason: "作废")
    }
  }

  func restore(
    _ thing: Corrected, _ number: String, _ year: Int?, _ isForced: Bool
  ) throws {
    let act = VoidThing(session)
    let override = override(isForced)
    switch thing {
    case .ofCase: try act.restoreCase(.of(number), reason: "恢复", override: override)
    case .claim: try act.restoreClaim(.of(number), reason: "恢复", override: override)
    case .duty: try act.restoreShift(.of(number), reason: "恢复", override: override)
    case .fund:
      try act.restoreAppropriation(
        .of(number), fiscalYear: try year.map { try .of($0) }, reason: "恢复", override: override)
    case .bank: try act.restoreBankLine(.of(number), reason: "恢复")
    }
  }

  private func override(_ isForced: Bool) -> Override? {
    isForced ? Override(reason: "领导批准") : nil
  }
}

extension Amended {
  /// The column, and what it says now, as an officer writes it.
  var cell: (column: Column, text: String) {
    get throws {
      switch self {
      case .accepted(let on): (.acceptedOn, "\(try Day.of(on))")
      case .filed(let on): (.filedOn, "\(try Day.of(on))")
      case .recipient(let name): (.recipient, name)
      case .flags(let words): (.flags, words)
      case .detail(.region, let words): (.regionBand, words)
      case .detail(.quantities, let words): (.quantities, words)
      case .detail(.costs, let words): (.costs, words)
      case .detail(.manner, let words): (.closingManner, words)
      case .claimed(let on): (.claimedOn, "\(try Day.of(on))")
      case .claimedFen(let fen): (.claimedAmount, Money(fen: fen).yuanText)
      case .approvedFen(let fen): (.approvedAmount, Money(fen: fen).yuanText)
      case .ofCase(let number): (.caseNumber, number)
      case .dutyFen(let fen): (.amount, Money(fen: fen).yuanText)
      case .received(let on): (.receivedOn, "\(try Day.of(on))")
      case .fundFen(let fen): (.amount, Money(fen: fen).yuanText)
      }
    }
  }
}
