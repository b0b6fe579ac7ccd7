/// What is known of a case, or asked without one, when its subsidy is priced.
package struct PricingQuery: Hashable, Sendable {
  /// Normalised terms; a dimension that is absent is not known.
  package private(set) var terms: [Dimension: String] = [:]
  /// All flags that hold (无期, 速裁 …); one that is absent does not hold.
  package private(set) var flags: Set<String>
  /// Nil when it is not said; then the standard must have one line for the rest.
  package var unit: SubsidyUnit?
  /// Quantities by name: pages, defendants, days.
  package private(set) var quantities: [String: Quantity] = [:]

  package init(
    _ terms: [Dimension: String] = [:], flags: some Sequence<String> = [],
    unit: SubsidyUnit? = nil, quantities: [String: Quantity] = [:]
  ) {
    self.flags = Set(flags.map { normalized($0) })
    self.unit = unit
    for (dimension, term) in terms { set(dimension, to: term) }
    for (name, quantity) in quantities { set(quantity, of: name) }
  }

  /// What the register says of a case, with what it does not hold.
  package init(
    _ legalAidCase: LegalAidCase, regionBand: String? = nil, flags: some Sequence<String> = [],
    quantities: [String: Quantity] = [:]
  ) {
    self.init(flags: flags, unit: .item, quantities: quantities)
    set(.caseType, to: legalAidCase.type.rawValue)
    set(.serviceForm, to: legalAidCase.serviceForm)
    set(.stage, to: legalAidCase.stage)
    set(.regionBand, to: regionBand)
    set(.grade, to: legalAidCase.grade)
    set(.outcome, to: legalAidCase.closing?.outcome.rawValue)
  }

  /// A shift of a duty lawyer, priced by its unit and quantity.
  package init(_ shift: DutyShift, regionBand: String? = nil, flags: some Sequence<String> = []) {
    self.init(
      flags: flags, unit: SubsidyUnit(rawValue: shift.unit.rawValue),
      quantities: [shift.unit.rawValue: shift.quantity])
    set(.serviceForm, to: "值班")
    set(.regionBand, to: regionBand)
  }

  /// Says one more thing of the case; nil or white space takes it back.
  package mutating func set(_ dimension: Dimension, to term: String?) {
    let term = normalized(term ?? "")
    terms[dimension] = term.isEmpty ? nil : term
  }

  /// Says how much there is of a quantity.
  package mutating func set(_ quantity: Quantity, of name: String) {
    quantities[normalized(name)] = quantity
  }

  /// The quantity of a name, in any width or spacing; nil when it is not known.
  package func quantity(of name: String) -> Quantity? {
    quantities[normalized(name)]
  }

  /// Says that a flag holds.
  package mutating func insert(flag: String) {
    flags.insert(normalized(flag))
  }

  /// The combination in words: `案件类型 民事，办理阶段 一审，标记 速裁`.
  package var words: String {
    var parts = Dimension.allCases.compactMap { dimension in
      terms[dimension].map { "\(dimension.rawValue) \(printable($0))" }
    }
    if !flags.isEmpty {
      parts.append("标记 " + flags.sorted().map(printable).joined(separator: "、"))
    }
    if let unit, unit != .item { parts.append("单位 " + unit.rawValue) }
    return parts.isEmpty ? "没有任何条件" : parts.joined(separator: "，")
  }

  /// ``words`` and the quantities that are known.
  package var wordsWithQuantities: String {
    let counts = quantities.keys.sorted { $0.precedesByCodePoint($1) }
      .map { "\(printable($0)) \(quantities[$0]?.text ?? "")" }
    return ([words] + counts).joined(separator: "，")
  }
}
