package import LedgerCore
package import LedgerStore
package import Reconciliation
import Standards

// What rules judge and are told, put together from the ledger.

extension FundRegister {
  /// All appropriations, with what changed them and what years opened with.
  package init(of ledger: LedgerSnapshot) throws {
    let funds = ledger.funds
    self = try FundRegister(
      appropriations: funds.appropriations(), changes: funds.changes().map(\.change),
      openings: funds.openings(), carried: funds.carriedOpenings())
  }
}

extension FundAccounts {
  /// The appropriations with everything that was paid up to the period's last day.
  init(of ledger: LedgerSnapshot, _ period: Period) throws {
    self = try FundAccounts(period: period, register: FundRegister(of: ledger))
    for sum in try ledger.payments.postedSums(upTo: period.asOf) { try post(sum) }
  }
}

extension StandardRegister {
  /// The standards that were loaded, by region and date.
  package init(of ledger: LedgerSnapshot) throws {
    self.init()
    for loaded in try ledger.standards.all() {
      try add(try StandardReader.read(loaded.text, file: loaded.name))
    }
  }
}

extension DetailNames {
  /// What the ledger's standards name of the details of cases; nil while it has none.
  init?(of ledger: LedgerSnapshot) throws {
    let register = try StandardRegister(of: ledger)
    guard !register.regions.isEmpty else { return nil }
    self = register.detailNames
  }
}

extension RuleSettings {
  /// What the rules are told besides the facts: the calendar, the ledger's standards, and what
  /// people explained.
  package static func complete(in ledger: LedgerSnapshot) throws -> RuleSettings {
    let standards = try StandardRegister(of: ledger)
    return RuleSettings(
      calendar: try RuleSettings.bundledCalendar.get(), standards: standards,
      explanations: try ExplanationRegister(of: ledger),
      sources: try DocumentSources(of: ledger, for: standards))
  }

  /// The same without calendar and standards: no rule that a payment can break asks for them.
  package static func forPayments(in ledger: LedgerSnapshot) throws -> RuleSettings {
    RuleSettings(explanations: try ExplanationRegister(of: ledger))
  }

  /// The same with standards: payments and shifts are reminded of what is off them (C05, D08).
  static func forStandingFindings(in ledger: LedgerSnapshot) throws -> RuleSettings {
    let standards = try StandardRegister(of: ledger)
    return RuleSettings(
      standards: standards, explanations: try ExplanationRegister(of: ledger),
      sources: try DocumentSources(of: ledger, for: standards), isForOneAccount: true)
  }
}

extension DocumentSources {
  /// Those of a ledger's documents, where some tariff asks for them.
  init(of ledger: LedgerSnapshot, for standards: StandardRegister) throws {
    self = standards.asksForSource ? DocumentSources(try ledger.funds.appropriations()) : .init()
  }
}

extension ExplanationRegister {
  fileprivate init(of ledger: LedgerSnapshot) throws {
    self.init(try ledger.explanations.all(), digest: sha256)
  }
}
