package import LedgerCore

/// Which of what is due a batch takes; all that is said must hold.
package struct BatchChoice: Sendable {
  /// Cases closed and duty served in this quarter.
  package var closedIn: Quarter?
  /// Claims approved and duty served in this quarter.
  package var approvedIn: Quarter?
  /// Cases and duty of this firm.
  package var firm: String?
  /// These cases and no duty.
  package var cases: Set<CaseNumber>?

  package init(
    closedIn: Quarter? = nil, approvedIn: Quarter? = nil, firm: String? = nil,
    cases: Set<CaseNumber>? = nil
  ) {
    self.closedIn = closedIn
    self.approvedIn = approvedIn
    self.firm = firm
    self.cases = cases
  }

  /// Whether a case is taken whose approvals have these days.
  func takes(_ dossier: Dossier, approvedOn days: [Day]) -> Bool {
    let closedOn = dossier.legalAidCase?.closing?.on
    return isOf(firm: dossier.legalAidCase?.firm)
      && closedIn.map { quarter in closedOn.map(quarter.contains) ?? false } ?? true
      && approvedIn.map { days.contains(where: $0.contains) } ?? true
      && cases?.contains(dossier.caseNumber) ?? true
  }

  func takes(_ shift: DutyShift) -> Bool {
    isOf(firm: shift.firm) && cases == nil
      && [closedIn, approvedIn].allSatisfy { $0?.contains(shift.servedOn) ?? true }
  }

  private func isOf(firm other: String?) -> Bool {
    firm.map { normalized($0) == normalized(other ?? "") } ?? true
  }
}
