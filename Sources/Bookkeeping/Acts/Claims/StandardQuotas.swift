package import LedgerCore
package import LedgerStore
import Reconciliation

/// Counts the quotas (名额) of the standards in force against the claims of a year.
package struct StandardQuotas {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// A quota with what is used of it, and what would be once one case more is approved.
  package struct Line: Sendable {
    package let name: String
    package let clause: String
    package internal(set) var now: Quota.Use
    package internal(set) var then: Quota.Use
  }

  /// The quotas over the cases that were claimed in a year.
  ///
  /// The base are all of them (已申报); what uses a quota up are those that are approved (已核发).
  ///
  /// - Parameters:
  ///   - year: Of the claims.
  ///   - number: The case that might be approved next.
  /// - Returns: One line for each quota of the standards in force in the year.
  /// - Throws: A fault of the store.
  package func callAsFunction(
    _ year: FiscalYear, approving number: CaseNumber? = nil
  ) throws -> [Line] {
    try store.read { ledger in
      let register = try StandardRegister(of: ledger)
      let quotas = register.regions.flatMap { register.versions(of: $0) }
        .filter { $0.inForce.from <= year.lastDay && $0.inForce.to ?? .latest >= year.firstDay }
        .flatMap { version in
          version.standard.quotas.map { (standard: version.standard, quota: $0) }
        }
      guard !quotas.isEmpty else { return [] }
      var uses = quotas.map { _, quota in
        let none = Quota.Use(counted: 0, base: 0, share: quota.share)
        return (now: none, then: none)
      }
      let period = Period(year: year, asOf: .latest)
      let settings = try RuleSettings.forStandingFindings(in: ledger)
      try ledger.cases.forEachDossier { dossier in
        let view = try DossierView(dossier, in: period, funds: nil, settings: settings)
        guard let registered = view.registered,
          view.claims.contains(where: { $0.claimedOn.fiscalYear == year })
        else { return }
        let query = PricingQuery(registered, paidFrom: view.payingSources)
        let wouldBe = view.isApproved || registered.number == number
        for (index, (standard, quota)) in quotas.enumerated() {
          let resolved = standard.resolved(query)
          let counts = quota.counts(resolved)
          let isBase = quota.isBase(resolved)
          uses[index].now.count(isCounted: view.isApproved && counts, isBase: isBase)
          uses[index].then.count(isCounted: wouldBe && counts, isBase: isBase)
        }
      }
      return zip(quotas, uses).map {
        Line(name: $0.quota.name, clause: $0.quota.clause, now: $1.now, then: $1.then)
      }
    }
  }
}

extension StandardQuotas.Line {
  /// In words: how many are approved, of how many claimed, and how many may be.
  package var words: String {
    let change = now.counted == then.counted ? "" : "，核发本件后 \(then.counted) 件"
    let state = then.isWithin ? "" : "，超出名额"
    return "名额“\(name)”：已核发 \(now.counted) 件\(change)，"
      + "已申报 \(then.base) 件，最多 \(then.allowed) 件\(state)"
  }
}
