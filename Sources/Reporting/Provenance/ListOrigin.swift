import LedgerCore
import Reconciliation

/// Which facts the figures of the lists come from.
enum ListOrigin: Sendable {
  case accepted(CaseType)
  case closed(CaseType)
  case closedFrom(Pot)
  case closedFromEarlierYears
  case recipients(RecipientGroup)
  case casesPaidFromLottery
  case paymentsFromLottery(Set<PaymentUse>)
  case openingLottery
  case recallsLottery
  case registered
  /// Cases that are not paid in full, counted or with what is left to pay.
  case openCases(counted: Bool)
  case openShifts(counted: Bool)

  /// The money that pays a closed case.
  enum Pot: Sendable {
    case lottery
    case otherMoney
    case nothing
  }
}

extension FigureTrace {
  /// The facts that are known before any account is seen.
  mutating func begin(
    _ origin: ListOrigin, _ rows: [Appropriation]
  ) {
    let lottery = rows.filter { $0.source == .lotteryFund }
    let ofYear = rows.filter { $0.id.fiscalYear == period.year && !$0.isCarriedOver }
    switch origin {
    case .registered where period.span.isWholeYear:
      facts += receipts(ofYear) { _ in true }
      facts += moved(.adjustment) { [period] in period.counts($0) }
      facts += ofYear.filter { !period.sees($0.receivedOn) }
        .map { FigureFact(.expected, $0.id.inWords, on: $0.receivedOn, $0.amount.fen) }
    case .openingLottery:
      facts += lottery.filter { row in
        period.sees(row.receivedOn) && row.isCarriedOver && row.id.fiscalYear == period.year
      }.map { FigureFact(.carriedOver, $0.id.inWords, on: $0.receivedOn, $0.amount.fen) }
      facts += receipts(lottery, where: isBefore)
      facts += moved(.adjustment, of: [.lotteryFund], where: isBefore)
      facts += moved(.recall, of: [.lotteryFund], sign: -1, where: isBefore)
    case .recallsLottery:
      facts += moved(.recall, of: [.lotteryFund]) { [period] in period.counts($0) }
    default: break
    }
  }

  /// Adds a case; its dates are those that the period sees.
  mutating func observe(
    _ dossier: Dossier, _ accepted: LegalAidCase?, _ closing: LegalAidCase.Closing?,
    of origin: ListOrigin
  ) throws(MoneyOverflow) {
    switch origin {
    case .accepted(let type):
      if let accepted, accepted.type == type { add(acceptanceOf: accepted) }
    case .recipients(let group):
      guard let accepted else { return }
      let groups = RecipientGroup.groups(in: accepted.recipientCategories)
      if groups.contains(group) { add(acceptanceOf: accepted) }
    case .closed(let type):
      if let accepted, accepted.type == type { add(closing, of: accepted) }
    case .closedFrom(let pot):
      if let accepted, try self.pot(of: dossier) == pot { add(closing, of: accepted) }
    case .closedFromEarlierYears:
      if let accepted, accepted.acceptedOn.fiscalYear < period.year { add(closing, of: accepted) }
    case .casesPaidFromLottery:
      let paid = try subsidies(of: dossier).filter { period.counts($0.paidOn) && isLottery($0) }
        .netTotal()
      guard paid > .zero, let last = dossier.lines.map(\.paidOn).max() else { return }
      facts.append(FigureFact(.casePaid, number(of: dossier), on: closing?.on ?? last, 1))
    case .openCases(let isCounted):
      let view = try DossierView(dossier, in: period, funds: funds, settings: settings)
      let open = try view.approved - view.netPaid
      guard open > .zero else { return }
      facts.append(
        FigureFact(
          .openRemainder, number(of: dossier), on: view.firstApprovedOn, isCounted ? 1 : open.fen))
    default: break
    }
  }

  mutating func observe(_ account: DutyAccount, of origin: ListOrigin) throws(MoneyOverflow) {
    guard case .openShifts(let isCounted) = origin else { return }
    let view = try DutyView(account, in: period, funds: funds)
    guard let shift = view.shift, view.netPaid < shift.amount else { return }
    let open = try shift.amount - view.netPaid
    facts.append(
      FigureFact(.openShift, shift.number, on: shift.servedOn, isCounted ? 1 : open.fen))
  }

  mutating func observe(_ lines: [PaymentLine], of origin: ListOrigin) {
    switch origin {
    case .paymentsFromLottery(let uses):
      facts += lines.filter { line in
        uses.contains(line.use) && period.counts(line.paidOn) && isLottery(line)
      }.map { FigureFact($0) }
    case .openingLottery:
      facts += lines.filter { period.sees($0.paidOn) && isBefore($0.paidOn) && isLottery($0) }
        .map { FigureFact($0, sign: -1) }
    default: break
    }
  }

  private mutating func add(acceptanceOf accepted: LegalAidCase) {
    guard period.counts(accepted.acceptedOn) else { return }
    facts.append(FigureFact(.acceptance, accepted.number, on: accepted.acceptedOn, 1))
  }

  private mutating func add(_ closing: LegalAidCase.Closing?, of accepted: LegalAidCase) {
    guard let closing, closing.outcome == .closed, period.counts(closing.on) else { return }
    facts.append(FigureFact(.closing, accepted.number, on: closing.on, 1))
  }

  /// Which money has paid a case by the as-of day.
  private func pot(of dossier: Dossier) throws(MoneyOverflow) -> ListOrigin.Pot {
    let paid = subsidies(of: dossier).filter { period.sees($0.paidOn) }
    if try paid.filter(isLottery).netTotal() > .zero { return .lottery }
    return try paid.netTotal() > .zero ? .otherMoney : .nothing
  }

  private func subsidies(of dossier: Dossier) -> [PaymentLine] {
    dossier.lines.filter { $0.use == .perCaseSubsidy }
  }

  private func isLottery(_ line: PaymentLine) -> Bool {
    funds.appropriation(of: line)?.source == .lotteryFund
  }

  private func number(of dossier: Dossier) -> CaseNumber {
    dossier.legalAidCase?.number ?? dossier.caseNumber
  }
}
