import LedgerCore
internal import Yams

extension Dimension {
  var key: StandardKey {
    switch self {
    case .caseType: .caseType
    case .serviceForm: .serviceForm
    case .stage: .stage
    case .regionBand: .regionBand
    case .grade: .grade
    case .outcome: .outcome
    }
  }
}

extension StandardKey {
  var dimension: Dimension? { Dimension.allCases.first { $0.key == self } }

  static let dimensions = Dimension.allCases.map(\.key)
}

// Terms and the conditions made of them.
extension FieldReader {
  /// The terms and flags that a standard declares.
  mutating func declaredTerms(
    _ field: Field?
  ) -> (terms: [Dimension: [String]], flags: [String]) {
    guard let field,
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line,
        allowed: StandardKey.dimensions + [.flags])
    else { return ([:], []) }
    return (terms(of: fields), texts(fields[.flags]) ?? [])
  }

  /// A condition; all cases where there is none.
  mutating func selection(_ field: Field?) -> Selection? {
    guard let field else { return .all }
    guard
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line,
        allowed: StandardKey.dimensions + [.flags, .excludedFlags])
    else { return nil }
    let faultCount = faults.count
    let selection = Selection(
      terms: terms(of: fields), flags: texts(fields[.flags]) ?? [],
      excludedFlags: texts(fields[.excludedFlags]) ?? [])
    return faults.count == faultCount ? selection : nil
  }

  private mutating func terms(of fields: Fields) -> [Dimension: [String]] {
    var terms: [Dimension: [String]] = [:]
    for dimension in Dimension.allCases {
      if let words = texts(fields[dimension.key]) { terms[dimension] = words }
    }
    return terms
  }

  mutating func quota(_ node: Node, index: Int) -> Quota? {
    let keys: [StandardKey] = [.name, .clause, .counted, .base, .share]
    guard let fields = fields(of: node, "名额", allowed: keys, required: keys) else { return nil }
    places[.quota(index)] = fields.line
    let name = text(fields[.name])
    let clause = text(fields[.clause])
    let counted = selection(fields[.counted])
    let base = selection(fields[.base])
    let share = percentage(fields[.share])
    guard let name, let clause, let counted, let base, let share else { return nil }
    return Quota(name: name, clause: clause, counted: counted, base: base, share: share)
  }
}
