/// Something that is registered under a number, and may turn out to be registered in error.
package enum RegisteredThing: Hashable, Sendable {
  case legalAidCase(CaseNumber)
  case claim(ClaimNumber)
  case dutyShift(DutyNumber)
  case appropriation(AppropriationID)
  case bankLine(BankReference)

  /// What kind of thing it is, by its Chinese name.
  package enum Kind: String, CaseIterable, Sendable {
    case legalAidCase = "案件"
    case claim = "补贴申报"
    case dutyShift = "值班"
    case appropriation = "经费指标"
    case bankLine = "国库流水"
  }

  package var kind: Kind {
    switch self {
    case .legalAidCase: .legalAidCase
    case .claim: .claim
    case .dutyShift: .dutyShift
    case .appropriation: .appropriation
    case .bankLine: .bankLine
    }
  }

  /// The number as it is compared, and as it was written.
  package var number: (key: String, printed: String) {
    switch self {
    case .legalAidCase(let number): (number.key, number.printed)
    case .claim(let number): (number.key, number.printed)
    case .dutyShift(let number): (number.key, number.printed)
    case .appropriation(let id): (id.document.key, id.document.printed)
    case .bankLine(let reference): (reference.key, reference.printed)
    }
  }

  /// The budget year of an appropriation; nil for everything else.
  package var fiscalYear: FiscalYear? {
    if case .appropriation(let id) = self { id.fiscalYear } else { nil }
  }

  /// The kind and the number, as an officer finds it: `案件 红援〔2024〕民001号`.
  package var words: String {
    let year = fiscalYear.map { "（\($0) 年度）" } ?? ""
    return "\(kind.rawValue) \(printable(number.printed))\(year)"
  }
}

/// That something was registered in error and counts for nothing (作废), or counts again (恢复).
///
/// What was said of it stays in the history; of one thing the last decision is what stands.
package struct Voiding: Equatable, Sendable {
  /// Which way it was decided, by its Chinese name.
  package enum Kind: String, Sendable {
    case voided = "作废"
    case restored = "恢复"
  }

  package let thing: RegisteredThing
  package let kind: Kind
  /// Never empty.
  package let reason: String

  package init(_ kind: Kind, _ thing: RegisteredThing, reason: String) {
    self.thing = thing
    self.kind = kind
    self.reason = reason
  }
}
