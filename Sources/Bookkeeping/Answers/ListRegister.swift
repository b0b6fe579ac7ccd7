package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Answers what the registers hold, for lists: present states, in the order of their numbers.
package struct ListRegister {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The appropriations with what was paid from them to date; of one budget year, or all.
  package func appropriations(of year: FiscalYear?) throws -> [AppropriationAccount] {
    try store.read { ledger in
      let rows = try ledger.funds.appropriations()
      // A balance to date sees every fact; the year decides only which amounts count as its own.
      let period = Period(
        year: year ?? rows.map(\.id.fiscalYear).max() ?? Day.latest.fiscalYear, asOf: .latest)
      return try FundAccounts(of: ledger, period).accounts.filter {
        year == nil || $0.appropriation.id.fiscalYear == year
      }
    }
  }

  /// The registered cases with what is approved and paid on them to date.
  ///
  /// - Parameters:
  ///   - year: Accepted or closed in this year; nil for all.
  ///   - onlyOpen: Without those that are closed.
  /// - Returns: In the order of their numbers.
  /// - Throws: A fault of the store.
  package func cases(of year: FiscalYear?, onlyOpen: Bool) throws -> [DossierView] {
    var found: [DossierView] = []
    try store.read { ledger in
      let period = Period(year: year ?? Day.latest.fiscalYear, asOf: .latest)
      let settings = try RuleSettings.forPayments(in: ledger)
      try ledger.cases.forEachDossier { dossier in
        guard let registered = dossier.legalAidCase else { return }
        let years = [registered.acceptedOn, registered.closing?.on].compactMap { $0?.fiscalYear }
        guard year.map(years.contains) ?? true, !onlyOpen || registered.closing == nil else {
          return
        }
        found.append(try DossierView(dossier, in: period, funds: nil, settings: settings))
      }
    }
    return found
  }

  /// The payees as they now stand, in order of registration.
  package func payees() throws -> [Payee] { try store.read { try $0.payees.all() } }

  /// The claims submitted in a year, or all, in the order of their cases.
  package func claims(of year: FiscalYear?) throws -> [Claim] {
    var found: [Claim] = []
    try store.read { ledger in
      try ledger.cases.forEachDossier { dossier in
        found += dossier.claims.filter { year == nil || $0.claimedOn.fiscalYear == year }
      }
    }
    return found
  }

  /// The registered duty shifts of a year, or all, with their payments.
  package func duty(of year: FiscalYear?) throws -> [DutyAccount] {
    var found: [DutyAccount] = []
    try store.read { ledger in
      try ledger.duty.forEachAccount { account in
        guard let shift = account.shift else { return }
        if year == nil || shift.servedOn.fiscalYear == year { found.append(account) }
      }
    }
    return found
  }

  /// The payment lines and reversals of a year, or all, in the order of voucher and line.
  package func payments(of year: FiscalYear?) throws -> [PaymentLine] {
    var found: [PaymentLine] = []
    try store.read { ledger in
      try ledger.payments.forEachLine { line in
        if year == nil || line.paidOn.fiscalYear == year { found.append(line) }
      }
    }
    return found
  }
}
