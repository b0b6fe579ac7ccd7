package import LedgerCore

/// The rules asked about one payment before it is recorded.
///
/// The account the payment touches is judged as it is and as it would be; what the second finds
/// and the first does not is what the payment would bring about. The words are those of year-end.
package struct EntryCheck: Sendable {
  private let funds: FundAccounts

  /// A check against the accounts as they are paid by now.
  ///
  /// - Parameters:
  ///   - period: The year of the payment, to its last day.
  ///   - appropriations: All rows in the register.
  ///   - changes: All adjustments and recalls.
  ///   - openings: All opening balances.
  ///   - posted: Everything paid so far, summed.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(
    period: Period, appropriations: [Appropriation], changes: [AppropriationChange],
    openings: [OpeningBalance], posted: [PostedSum]
  ) throws(MoneyOverflow) {
    var funds = try FundAccounts(
      period: period, appropriations: appropriations, changes: changes, openings: openings)
    for sum in posted { try funds.post(sum) }
    self.funds = funds
  }

  /// What a payment would bring about that does not agree, gravest first.
  ///
  /// - Parameters:
  ///   - line: The payment, not yet recorded.
  ///   - account: The account it touches, without it.
  /// - Returns: Empty when nothing is against it.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func findings(
    adding line: PaymentLine, to account: PaidAccount
  ) throws(MoneyOverflow) -> [Finding] {
    var fundsAfter = funds
    try fundsAfter.post(line)
    let before = try findings(account, funds)
    let after = try findings(account.adding(line), fundsAfter)
    return after.filter { !before.contains($0) }.sorted()
  }

  /// What a change of an appropriation would bring about: F01 and F03 as they would be.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func findings(
    before: EntryCheck, after: EntryCheck
  ) throws(MoneyOverflow) -> [Finding] {
    let standing = try RuleCatalogue.findings(in: before.funds)
    return try RuleCatalogue.findings(in: after.funds).filter { !standing.contains($0) }.sorted()
  }

  /// What a change of a case or its claims would bring about that does not agree, gravest first.
  ///
  /// It is asked for every year that a date of the dossier lies in.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func findings(
    changing before: Dossier, to after: Dossier
  ) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for year in after.years {
      let period = Period(year: year, asOf: .latest)
      let funds = try FundAccounts(
        period: period, appropriations: [], changes: [], openings: [])
      let standing = try caseFindings(before, in: period, funds)
      findings += try caseFindings(after, in: period, funds).filter { !standing.contains($0) }
    }
    return findings.sorted()
  }

  private static func caseFindings(
    _ dossier: Dossier, in period: Period, _ funds: FundAccounts
  ) throws(MoneyOverflow) -> [Finding] {
    let view = try DossierView(dossier, in: period, funds: funds)
    var findings: [Finding] = []
    for rule in RuleCatalogue.caseRules { findings += try rule.findings(in: view) }
    return findings
  }

  /// What is left of the row that a payment draws on, before it; nil when the row is unknown.
  package func balance(for line: PaymentLine) -> (appropriation: Appropriation, balance: Money)? {
    funds.row(of: line.document, paidIn: line.paidOn.fiscalYear).map {
      (funds.accounts[$0].appropriation, funds.accounts[$0].balance)
    }
  }

  private func findings(
    _ account: PaidAccount, _ funds: FundAccounts
  ) throws(MoneyOverflow) -> [Finding] {
    let period = funds.period
    let ofFunds = try RuleCatalogue.findings(in: funds)
    switch account {
    case .legalAidCase(let dossier):
      let view = try DossierView(dossier, in: period, funds: funds)
      return try ofFunds + RuleCatalogue.findings(in: view)
    case .dutyShift(let account):
      let view = try DutyView(account, in: period, funds: funds)
      return try ofFunds + RuleCatalogue.findings(in: view)
    case .none(let lines):
      let live = try LineView.live(lines, in: period, funds: funds)
      return ofFunds + RuleCatalogue.findings(on: live, in: period)
    }
  }
}

/// The account a payment touches: a case, a duty shift, or neither.
package enum PaidAccount: Sendable {
  case legalAidCase(Dossier)
  case dutyShift(DutyAccount)
  /// The line's own voucher has no account beyond the appropriation.
  case none([PaymentLine])

  /// The lines that stand in the account.
  package var lines: [PaymentLine] {
    switch self {
    case .legalAidCase(let dossier): dossier.lines
    case .dutyShift(let account): account.lines
    case .none(let lines): lines
    }
  }

  fileprivate func adding(_ line: PaymentLine) -> PaidAccount {
    switch self {
    case .legalAidCase(var dossier):
      dossier.lines.append(line)
      return .legalAidCase(dossier)
    case .dutyShift(var account):
      account.lines.append(line)
      return .dutyShift(account)
    case .none(let lines):
      return .none(lines + [line])
    }
  }
}

extension Dossier {
  /// The years that its dates lie in.
  fileprivate var years: Set<FiscalYear> {
    let ofCase = [
      legalAidCase?.acceptedOn, legalAidCase?.assignedOn, legalAidCase?.closing?.on,
      legalAidCase?.filedOn,
    ]
    let ofClaims = claims.flatMap { [$0.claimedOn, $0.approval?.on, $0.returned?.on] }
    return Set((ofCase + ofClaims + lines.map(\.paidOn)).compactMap { $0?.fiscalYear })
  }
}
