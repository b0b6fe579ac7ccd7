package import LedgerCore
package import Reconciliation

/// Gathers the facts that one figure is the sum of, in a pass of its own over the ledger.
///
/// It takes facts, not sums: what it comes to is held against the figure, which the book counted.
package struct FigureTrace: Sendable {
  let name: FigureName
  let period: Period
  let settings: RuleSettings
  let funds: FundAccounts
  var facts: [FigureFact] = []

  /// A trace that has seen the money and nothing else.
  ///
  /// - Parameters:
  ///   - name: The figure.
  ///   - period: The span it is of.
  ///   - register: All appropriations, with what changed them and what years opened with.
  ///   - settings: As the book was reconciled under.
  /// - Throws: ``MoneyOverflow`` when the appropriations together leave 64 bits.
  package init(
    of name: FigureName, in period: Period, register: FundRegister,
    settings: RuleSettings = RuleSettings()
  ) throws(MoneyOverflow) {
    self.name = name
    self.period = period
    self.settings = settings
    funds = try FundAccounts(period: period, register: register)
    let appropriations = register.appropriations
    switch name.origin {
    case .receipts(let sources):
      let rows = appropriations.filter { sources.contains($0.source) }
      facts += receipts(rows) { [period] in period.span.contains($0) }
      facts += moved(.adjustment, of: sources) { [period] in period.counts($0) }
    case .recalls:
      facts += moved(.recall) { [period] in period.counts($0) }
    case .opening:
      facts += opening(register)
      facts += receipts(appropriations, where: isBefore)
      facts += moved(.adjustment, where: isBefore)
      facts += moved(.recall, sign: -1, where: isBefore)
    case .list(let origin): begin(origin, appropriations)
    default: break
    }
  }

  /// Observes one case with its claims and the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ dossier: Dossier) throws(MoneyOverflow) {
    observe(dossier.lines)
    let accepted = dossier.legalAidCase.flatMap { period.sees($0.acceptedOn) ? $0 : nil }
    let closing = accepted?.closing.flatMap { period.sees($0.on) ? $0 : nil }
    let claims = dossier.claims.filter { claim in
      claim.returned.map { !period.sees($0.on) } ?? true
    }
    switch name.origin {
    case .acceptances:
      if let accepted, period.counts(accepted.acceptedOn) {
        facts.append(FigureFact(.acceptance, accepted.number, on: accepted.acceptedOn, 1))
      }
    case .closings(let outcome):
      if let accepted, let closing, closing.outcome == outcome, period.counts(closing.on) {
        facts.append(FigureFact(.closing, accepted.number, on: closing.on, 1))
      }
    case .claims:
      facts += claims.filter { period.counts($0.claimedOn) }
        .map { FigureFact(.claim, $0.number, on: $0.claimedOn, $0.claimedAmount.fen) }
    case .approvals:
      facts += claims.compactMap { claim in
        guard let approval = claim.approval, period.counts(approval.on) else { return nil }
        return FigureFact(.approval, claim.number, on: approval.on, approval.amount.fen)
      }
    case .casesOfEarlierYears, .paymentsForEarlierYears, .remainders, .laterPayments:
      guard let closing else { return }
      try observe(dossier, closedOn: closing.on)
    case .list(let origin): try observe(dossier, accepted, closing, of: origin)
    default: break
    }
  }

  /// Observes one duty shift with the lines that cite it.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func observe(_ account: DutyAccount) throws(MoneyOverflow) {
    observe(account.lines)
    if case .list(let origin) = name.origin { try observe(account, of: origin) }
    guard let shift = account.shift, period.counts(shift.servedOn) else { return }
    switch name.origin {
    case .shifts: facts.append(FigureFact(.duty, shift.number, on: shift.servedOn, 1))
    case .shiftAmounts:
      facts.append(FigureFact(.duty, shift.number, on: shift.servedOn, shift.amount.fen))
    default: break
    }
  }

  /// Observes lines that cite neither case nor duty.
  package mutating func observe(_ lines: [PaymentLine]) {
    switch name.origin {
    case .payments(let uses):
      facts += lines.filter { uses.contains($0.use) && period.counts($0.paidOn) }
        .map { FigureFact($0) }
    case .paymentsWithoutRow:
      facts += lines.filter { line in
        period.counts(line.paidOn)
          && funds.appropriation(of: line) == nil
      }.map { FigureFact($0) }
    case .opening:
      facts += lines.filter { period.sees($0.paidOn) && isBefore($0.paidOn) }
        .map { FigureFact($0, sign: -1) }
    case .list(let origin): observe(lines, of: origin)
    default: break
    }
  }

  /// The facts in order, held against the figures as they were reconciled.
  ///
  /// - Throws: ``FigureDisagreement`` when the facts do not come to the figure.
  package func provenance(in figures: Figures) throws -> FigureProvenance {
    try FigureProvenance(of: name, in: figures, facts.sorted())
  }
}

extension FigureTrace {
  /// What payments in another year than the closing's come to.
  private mutating func observe(
    _ dossier: Dossier, closedOn: Day
  ) throws(MoneyOverflow) {
    let lines = dossier.lines.filter { $0.use == .perCaseSubsidy }
    let isEarlier = closedOn.fiscalYear < period.year
    let number = dossier.legalAidCase?.number ?? dossier.caseNumber
    switch name.origin {
    case .casesOfEarlierYears where isEarlier:
      let paid = try lines.filter { period.counts($0.paidOn) }.netTotal()
      if paid != .zero { facts.append(FigureFact(.casePaid, number, on: closedOn, 1)) }
    case .paymentsForEarlierYears where isEarlier:
      facts += lines.filter { period.counts($0.paidOn) }.map { FigureFact($0) }
    case .laterPayments where period.span.contains(closedOn):
      facts += lines.filter { $0.paidOn > period.year.lastDay }.map { FigureFact($0) }
    case .remainders where period.span.contains(closedOn):
      // Which approvals count is a matter of rule C03 and of what was explained.
      let view = try DossierView(dossier, in: period, funds: funds, settings: settings)
      let open = try view.approved - view.netPaid
      if open > .zero {
        facts.append(FigureFact(.openRemainder, number, on: closedOn, open.fen))
      }
    default: break
    }
  }

  /// Whether a day lies in the year before the span began.
  func isBefore(_ day: Day) -> Bool {
    day.fiscalYear == period.year && day < period.span.firstDay
  }

  /// New money of the year by the day on which it counts, with the day on which it came.
  func receipts(
    _ rows: [Appropriation], where include: (Day) -> Bool
  ) -> [FigureFact] {
    rows.filter { row in
      let counted = min(max(row.receivedOn, period.year.firstDay), period.year.lastDay)
      return period.sees(row.receivedOn) && row.id.fiscalYear == period.year && !row.isCarriedOver
        && include(counted)
    }.map { FigureFact(.appropriation, $0.id.inWords, on: $0.receivedOn, $0.amount.fen) }
  }

  /// Adjustments or recalls of rows of some sources, by the day from which each counts.
  func moved(
    _ kind: AppropriationChange.Kind, of sources: Set<FundSource> = Set(FundSource.allCases),
    sign: Int64 = 1, where include: (Day) -> Bool
  ) -> [FigureFact] {
    funds.changes.filter { counted in
      counted.change.kind == kind && sources.contains(counted.row.source)
        && include(counted.countsFrom)
    }.map { counted in
      FigureFact(
        kind == .adjustment ? .adjustment : .recall, counted.row.id.inWords,
        on: counted.change.changedOn, sign * counted.change.amount.fen)
    }
  }

  /// What the year began with: as stated, else as the last closing carried it, else row by row.
  private func opening(_ register: FundRegister) -> [FigureFact] {
    let stated = register.openings.last { $0.fiscalYear == period.year }
    // A stated opening is a fact of 1 January.
    if let stated, period.sees(period.year.firstDay) {
      return [FigureFact(.opening, period.year, on: nil, stated.amount.fen)]
    }
    if let carried = register.carried[period.year] {
      return [FigureFact(.carriedByClosing, period.year, on: nil, carried.fen)]
    }
    return register.appropriations.filter { row in
      period.sees(row.receivedOn) && row.isCarriedOver && row.id.fiscalYear == period.year
    }.map { FigureFact(.carriedOver, $0.id.inWords, on: $0.receivedOn, $0.amount.fen) }
  }
}

extension AppropriationID {
  var inWords: String { "\(document.printed)（\(fiscalYear)）" }
}
