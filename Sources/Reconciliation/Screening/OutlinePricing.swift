import LedgerCore

/// Prices by what they depend on: the version of the standard and the terms of the register.
struct OutlinePricing: Sendable {
  private let versions: [StandardRegister.Version]
  /// When each version applies: all that is asked of it case by case.
  private let terms: [Term]
  let hasStandards: Bool

  private struct Term {
    let event: SubsidyStandard.Event
    let from: Int32
    /// Without an end, later than any day.
    let to: Int32
  }

  /// What is granted for the cases of one key.
  enum Price: Sendable {
    case notAsked
    case range(AmountRange)
    /// Not to be told without the case.
    case refused
  }

  init(_ register: StandardRegister) {
    hasStandards = !register.regions.isEmpty
    // The ledger holds the standards of one region.
    versions = register.regions.first.map(register.versions) ?? []
    terms = versions.map {
      Term(
        event: $0.standard.selectedBy, from: $0.inForce.from.number,
        to: $0.inForce.to?.number ?? .max)
    }
  }

  /// What the price of a case depends on, as one number; nil when not exactly one version applies.
  func key(_ register: DossierOutline.Register, claimedOn: OutlineDay) -> UInt64? {
    var found: Int?
    for (index, term) in terms.enumerated() {
      let day =
        switch term.event {
        case .assignment: register.assignedOn
        case .closing: register.closedOn
        case .claim: claimedOn
        }
      guard day.isSet, day.number >= term.from, day.number <= term.to else { continue }
      guard found == nil else { return nil }
      found = index
    }
    guard let found, found < 64, register.closedOn.isSet else { return nil }
    var key = UInt64(found + 1) << 52
    key |= UInt64(register.type.place) << 50 | UInt64(register.outcome.place) << 48
    key |= UInt64(register.serviceForm) << 32 | UInt64(register.stage) << 16
    return key | UInt64(register.grade)
  }

  /// What the version of a key grants for the cases of it.
  func price(
    _ register: DossierOutline.Register, key: UInt64, _ texts: TextNumbers
  ) -> Price {
    let none = CaseNumber(key: "", printed: "")
    var like = LegalAidCase(
      number: none, type: register.type, recipient: "", acceptedOn: .earliest)
    like.serviceForm = texts.knownText(register.serviceForm)
    like.stage = texts.knownText(register.stage)
    like.grade = texts.knownText(register.grade)
    like.closing = LegalAidCase.Closing(on: .earliest, outcome: register.outcome)
    let standard = versions[Int(key >> 52) - 1].standard
    guard let price = try? standard.price(PricingQuery(like)) else { return .refused }
    return .range(price.amount)
  }
}
