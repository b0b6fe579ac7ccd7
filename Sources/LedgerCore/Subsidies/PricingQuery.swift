/// What is known of a case, or asked without one, when its subsidy is priced.
package struct PricingQuery: Hashable, Sendable {
  /// Normalised terms; a dimension that is absent is not known.
  package private(set) var terms: [Dimension: String] = [:]
  /// All flags that hold (无期, 速裁 …); one that is absent does not hold.
  package private(set) var flags: Set<String>
  /// Nil when it is not said; then the standard must have one line for the rest.
  package var unit: SubsidyUnit?
  /// Quantities by name: pages, defendants, days.
  package private(set) var quantities: [String: Rational] = [:]
  /// Actual costs by name.
  package private(set) var costs: [String: Money] = [:]
  /// What was decided within a clause's range, by the clause's number.
  package private(set) var discretions: [String: Rational] = [:]
  /// The finer manner under the outcome; it takes the outcome's place where a standard names it.
  package private(set) var closingManner: String?
  /// Whether it was said which flags hold, be it none.
  package private(set) var areFlagsSaid = true
  /// The sources that pay a case together; then no tariff of one source is its own.
  package private(set) var severalSources: [FundSource] = []
  /// The day that chose the version; tables of reference amounts are asked for it.
  package var day: Day?

  package init(
    _ terms: [Dimension: String] = [:], flags: some Sequence<String> = [],
    unit: SubsidyUnit? = nil, quantities: [String: Quantity] = [:]
  ) {
    self.flags = Set(flags.map { normalized($0) })
    self.unit = unit
    for (dimension, term) in terms { set(dimension, to: term) }
    for (name, quantity) in quantities { set(quantity, of: name) }
  }

  /// What the register says of a case, and the details that are recorded with it.
  ///
  /// - Parameters:
  ///   - legalAidCase: As it stands.
  ///   - day: The day that chose the version; nil where nothing is asked for it.
  ///   - sources: What pays the case by now: it goes before what is recorded.
  package init(
    _ legalAidCase: LegalAidCase, on day: Day? = nil, paidFrom sources: Set<FundSource> = []
  ) {
    let details = legalAidCase.details
    self.init(details, unit: .item)
    self.day = day
    set(.caseType, to: legalAidCase.type.rawValue)
    set(.serviceForm, to: legalAidCase.serviceForm)
    set(.stage, to: legalAidCase.stage)
    set(.grade, to: legalAidCase.grade)
    set(.outcome, to: legalAidCase.closing?.outcome.rawValue)
    if let source = sources.first {
      set(.fundSource, to: sources.count == 1 ? source.rawValue : nil)
      severalSources = sources.count == 1 ? [] : FundSource.allCases.filter(sources.contains)
    }
  }

  /// What details say, without a case.
  package init(_ details: CaseDetails, unit: SubsidyUnit? = nil) {
    self.init(flags: details.flags ?? [], unit: unit)
    areFlagsSaid = details.flags != nil
    quantities = details.quantities
    costs = details.costs
    discretions = details.discretions.mapValues(\.share)
    closingManner = details.closingManner.map { normalized($0) }
    set(.regionBand, to: details.regionBand)
    set(.fundSource, to: details.fundSource?.rawValue)
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
    quantities[normalized(name)] = Rational(quantity)
  }

  /// The quantity of a name, in any width or spacing; nil when it is not known.
  package func quantity(of name: String) -> Rational? {
    quantities[normalized(name)]
  }

  /// The actual costs of a name; nil when they are not known.
  package func cost(of name: String) -> Money? { costs[normalized(name)] }

  /// The share that was decided on under a clause; nil when none was.
  package func discretion(of name: String) -> Rational? { discretions[normalized(name)] }

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
    let paid = costs.keys.sorted { $0.precedesByCodePoint($1) }
      .map { "\(printable($0)) \(costs[$0]?.groupedYuanText ?? "") 元" }
    let decided = discretions.keys.sorted { $0.precedesByCodePoint($1) }
      .map { "\(printable($0)) \(discretions[$0]?.percentText ?? "")" }
    return ([words] + counts + paid + decided).joined(separator: "，")
  }
}
