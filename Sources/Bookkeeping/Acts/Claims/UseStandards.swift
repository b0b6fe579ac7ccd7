package import LedgerCore
package import LedgerStore
import Reconciliation
import Standards

/// Loads a subsidy standard (补贴标准) into the ledger, as a dated fact.
package struct LoadStandard {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Reads the text of a standard, holds it against those that are there, and appends it.
  ///
  /// - Parameters:
  ///   - text: YAML as `db/standards/README.md` describes it.
  ///   - name: The file's name, for faults and for the list.
  /// - Returns: With the standard as read.
  /// - Throws: ``StandardFaults`` with all that is wrong in the text; ``Refusal`` or
  ///   ``StandardRegisterRefusal`` when it does not fit the versions that are there.
  @discardableResult
  package func callAsFunction(_ text: String, name: String) throws -> Receipt<SubsidyStandard> {
    try session.append("standards load") { try $0.load(text, name: name) }
  }
}

extension LedgerWriter {
  /// Appends a standard, once it is sound and fits the versions that are there.
  func load(_ text: String, name: String) throws -> SubsidyStandard {
    let standard = try StandardReader.read(text, file: name)
    var register = try StandardRegister(of: ledger)
    if let region = register.regions.first, normalized(region) != normalized(standard.region) {
      throw Refusal.otherRegion(standard.region, holds: region)
    }
    try register.add(standard)
    try append(standard: name, text: text)
    return standard
  }
}

/// Prices cases by the standards of the ledger.
package struct PriceCases {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The versions in the ledger, the earliest first.
  package func versions() throws -> [StandardRegister.Version] {
    let register = try store.read { try StandardRegister(of: $0) }
    return register.regions.flatMap { register.versions(of: $0) }
  }

  /// What they name of what prices rest on; nothing without standards.
  package func detailNames() throws -> DetailNames {
    try store.read { try DetailNames(of: $0) ?? DetailNames() }
  }

  /// What is recorded with the cases of some claims that their prices rest on.
  package func details(of claims: [Claim]) throws -> [CaseNumber: CaseDetails] {
    try store.read { ledger in
      var details: [CaseNumber: CaseDetails] = [:]
      for claim in claims where details[claim.caseNumber] == nil {
        details[claim.caseNumber] = try ledger.cases.details(of: claim.caseNumber)
      }
      return details
    }
  }

  /// The price of a registered case, explained.
  ///
  /// - Parameters:
  ///   - number: The case.
  ///   - details: What is tried beside what is recorded with it; nothing is written.
  /// - Returns: The price and how it follows.
  /// - Throws: ``CaseDetailFlaw`` where another thing is recorded; ``Refusal`` when the case is
  ///   unknown; ``StandardRegisterRefusal`` or ``PricingRefusal`` naming what is missing.
  package func callAsFunction(
    _ number: CaseNumber, _ details: CaseDetails = CaseDetails()
  ) throws -> PriceExplanation {
    try store.read { ledger in
      let dossier = try ledger.cases.dossier(number)
      guard var registered = dossier.legalAidCase else {
        throw try ledger.notRegistered(.legalAidCase, number)
      }
      registered.details = try registered.details.adding(details)
      return try RuleSettings.forStandingFindings(in: ledger).price(
        registered, in: dossier, claimedOn: dossier.claims.first?.claimedOn)
    }
  }

  /// The price of a combination without a case, on a day.
  ///
  /// - Throws: ``StandardRegisterRefusal`` or ``PricingRefusal`` naming what is missing.
  package func callAsFunction(_ query: PricingQuery, on day: Day) throws -> PriceExplanation {
    let register = try store.read { try StandardRegister(of: $0) }
    var query = query
    query.day = day
    return try register.standard(for: register.regions.first ?? "本地区", on: day).price(query)
  }
}
