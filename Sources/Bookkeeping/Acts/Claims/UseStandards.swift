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

  /// What a person knows of a case beside the register.
  package struct Details: Sendable {
    package let regionBand: String?
    package let flags: [String]
    package let quantities: [String: Quantity]

    package init(
      regionBand: String? = nil, flags: [String] = [], quantities: [String: Quantity] = [:]
    ) {
      self.regionBand = regionBand
      self.flags = flags
      self.quantities = quantities
    }
  }

  /// The versions in the ledger, the earliest first.
  package func versions() throws -> [StandardRegister.Version] {
    let register = try store.read { try StandardRegister(of: $0) }
    return register.regions.flatMap { register.versions(of: $0) }
  }

  /// The price of a registered case, explained.
  ///
  /// - Throws: ``Refusal`` when the case is unknown; ``StandardRegisterRefusal`` or
  ///   ``PricingRefusal`` naming what is missing.
  package func callAsFunction(
    _ number: CaseNumber, _ details: Details
  ) throws -> PriceExplanation {
    try store.read { ledger in
      let dossier = try ledger.cases.dossier(number)
      guard let registered = dossier.legalAidCase else {
        throw try ledger.notRegistered(.legalAidCase, number)
      }
      return try StandardRegister(of: ledger).price(
        registered, claimedOn: dossier.claims.first?.claimedOn, details)
    }
  }

  /// The price of a combination without a case, on a day.
  ///
  /// - Throws: ``StandardRegisterRefusal`` or ``PricingRefusal`` naming what is missing.
  package func callAsFunction(_ query: PricingQuery, on day: Day) throws -> PriceExplanation {
    let register = try store.read { try StandardRegister(of: $0) }
    return try register.standard(for: register.regions.first ?? "本地区", on: day).price(query)
  }
}

extension StandardRegister {
  /// The price of a case by the version its dates select.
  func price(
    _ legalAidCase: LegalAidCase, claimedOn: Day?, _ details: PriceCases.Details
  ) throws -> PriceExplanation {
    let standard = try standard(
      for: regions.first ?? "本地区", days: EventDays(legalAidCase, claimedOn: claimedOn))
    return try standard.price(
      PricingQuery(
        legalAidCase, regionBand: details.regionBand, flags: details.flags,
        quantities: details.quantities))
  }
}
