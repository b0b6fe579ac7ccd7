/// One case with everything done for it: its register entry, its claims, its payment lines.
///
/// Claims and lines may cite a case that is not registered; then `legalAidCase` is nil.
package struct Dossier: Equatable, Sendable {
  package let caseNumber: CaseNumber
  package var legalAidCase: LegalAidCase?
  /// In order of their numbers.
  package var claims: [Claim]
  /// Payments and reversals, in order of voucher and line.
  package var lines: [PaymentLine]
  /// The claims that one person alone stated and approved, as the signatures of their entries say,
  /// with the number of that person.
  package var approvedAlone: [ClaimNumber: Int]

  package init(
    caseNumber: CaseNumber, legalAidCase: LegalAidCase? = nil, claims: [Claim] = [],
    lines: [PaymentLine] = [], approvedAlone: [ClaimNumber: Int] = [:]
  ) {
    self.approvedAlone = approvedAlone
    self.caseNumber = caseNumber
    self.legalAidCase = legalAidCase
    self.claims = claims
    self.lines = lines
  }
}

extension Dossier {
  /// Whether nothing is known of the case, not even that something cites it.
  package var isEmpty: Bool { legalAidCase == nil && claims.isEmpty && lines.isEmpty }
}

/// One duty shift with its payment lines.
///
/// Lines may cite a shift that is not registered; then `shift` is nil.
package struct DutyAccount: Equatable, Sendable {
  package let dutyNumber: DutyNumber
  package var shift: DutyShift?
  /// Payments and reversals, in order of voucher and line.
  package var lines: [PaymentLine]

  package init(dutyNumber: DutyNumber, shift: DutyShift? = nil, lines: [PaymentLine] = []) {
    self.dutyNumber = dutyNumber
    self.shift = shift
    self.lines = lines
  }
}

extension DutyAccount {
  /// Whether nothing is known of the shift, not even that something cites it.
  package var isEmpty: Bool { shift == nil && lines.isEmpty }
}
