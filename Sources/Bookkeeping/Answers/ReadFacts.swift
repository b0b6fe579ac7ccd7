package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Answers with the facts of a ledger, account by account, beside the year reconciled from them.
///
/// Both come out of one snapshot: what is gathered from the facts can be held against the figures.
package struct ReadFacts {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// What every account rests on.
  package struct Register: Sendable {
    package let funds: FundRegister
    package let settings: RuleSettings
  }

  /// The facts of one case, one shift, or one line that cites neither.
  package enum Account: Sendable {
    case dossier(Dossier)
    case duty(DutyAccount)
    case uncited([PaymentLine])
  }

  /// Reads one snapshot.
  ///
  /// - Parameters:
  ///   - period: What is reconciled.
  ///   - begin: Makes what gathers the facts.
  ///   - take: Gathers one account after the other.
  /// - Returns: The year as reconciled, and what was gathered.
  /// - Throws: A fault of the store, or what the closures throw.
  package func callAsFunction<Gathered>(
    _ period: Period, begin: (Register) throws -> Gathered,
    take: (inout Gathered, Account) throws -> Void
  ) throws -> (outcome: ReconcileYear.Outcome, gathered: Gathered) {
    try store.read { ledger in
      let outcome = try ReconcileYear.outcome(period, ledger)
      var gathered = try begin(
        Register(funds: FundRegister(of: ledger), settings: RuleSettings.complete(in: ledger)))
      try ledger.cases.forEachDossier { try take(&gathered, .dossier($0)) }
      try ledger.duty.forEachAccount { try take(&gathered, .duty($0)) }
      try ledger.payments.forEachUncitedLine { try take(&gathered, .uncited($1)) }
      return (outcome, gathered)
    }
  }
}
