extension SubsidyStandard {
  /// The amount that this standard grants for a case, explained step by step.
  ///
  /// - Throws: ``PricingRefusal`` when not exactly one line selects the case, when something that
  ///   the standard asks for is not known, or when the amount is out of bounds.
  package func price(_ query: PricingQuery) throws(PricingRefusal) -> PriceExplanation {
    let query = resolved(query)
    try checkNames(of: query)
    let line = try line(for: query)
    let pricing = LinePricing(standard: self, query: query, line: line)
    var steps = PriceSteps(line: line, base: try pricing.base(), rounding: rounding)
    try steps.round(after: .each)
    for modifier in modifiers where modifier.changes(line) {
      guard try applies(modifier, to: query) else { continue }
      let change = try pricing.change(modifier, of: steps.amount)
      steps.append(
        .modifier, name: modifier.id.printed, clause: modifier.clause, words: change.words,
        after: change.amount)
      try steps.round(after: .each)
    }
    try steps.round(after: .result)
    guard let amount = steps.amount.money, (amount.high ?? amount.low) <= .largestFact,
      amount.low <= .largestFact
    else { throw .tooLarge(line: line.id) }
    return PriceExplanation(
      title: title, document: document, citation: citation, region: region, inForce: inForce,
      query: query, line: line.id, unit: line.unit, steps: steps.steps, amount: amount,
      chosenBy: query.day.map { PriceExplanation.Choice(event: selectedBy, day: $0) },
      areFlagsAssumed: !query.areFlagsSaid && flagsMatter(to: line))
  }

  /// A query in the words of this standard: the manner of the closing in place of the outcome where
  /// it is one of its terms.
  package func resolved(_ query: PricingQuery) -> PricingQuery {
    guard let manner = query.closingManner,
      knownTerms(of: .outcome).contains(where: { normalized($0) == manner })
    else { return query }
    var resolved = query
    resolved.set(.outcome, to: manner)
    return resolved
  }

  /// Refuses by name what this standard does not know: a price never passes over a detail.
  private func checkNames(of query: PricingQuery) throws(PricingRefusal) {
    for name in query.quantities.keys.sorted() {
      if let quantity = query.quantity(of: name), quantity < .zero {
        throw .negativeQuantity(name, quantity)
      }
    }
    let names = detailNames
    let bands = query.terms[.regionBand].map { [$0] } ?? []
    let given: [(CaseDetails.Part, [String])] = [
      (.regionBand, bands), (.flags, query.flags.sorted()),
      (.quantities, query.quantities.keys.sorted()), (.costs, query.costs.keys.sorted()),
      (.discretions, query.discretions.keys.sorted()),
    ]
    for (part, given) in given {
      if let name = given.first(where: { !names.knows($0, as: part) }) {
        throw .unknownName(part, name, known: names.known(of: part), standard: title)
      }
    }
    if needsFlags, !query.areFlagsSaid {
      throw .flagsNotSaid(flags: declaredFlags, standard: title)
    }
  }

  /// The one line that selects a case.
  package func line(for query: PricingQuery) throws(PricingRefusal) -> StandardLine {
    var selected: [StandardLine] = []
    var undecided: [(line: StandardLine, unknown: [Dimension])] = []
    var missing: (name: String, line: LineID)?
    for line in lines where !line.isBasis && (query.unit == nil || query.unit == line.unit) {
      switch line.selection.match(query) {
      case .yes: selected.append(line)
      case .no: break
      case .unknown(let unknown, let quantities):
        undecided.append((line, unknown))
        missing = missing ?? quantities.first.map { ($0, line.id) }
      }
    }
    if let line = selected.first, selected.count == 1 { return line }
    guard selected.isEmpty else {
      let units = SubsidyUnit.allCases.filter { unit in selected.contains { $0.unit == unit } }
      guard query.unit == nil, units.count == selected.count else {
        throw .severalLines(selected.map(\.id), combination: query.words, standard: title)
      }
      throw .unitNotSaid(units: units, standard: title)
    }
    if let missing, undecided.allSatisfy({ $0.unknown.isEmpty }) {
      throw .missingQuantity(missing.name, neededBy: missing.line.printed, standard: title)
    }
    guard undecided.isEmpty else {
      let refusal = notKnown(undecided.map(\.unknown), of: query)
      throw refusal ?? notKnown(undecided)
    }
    throw .noLine(combination: query.words, hint: hint(for: query), standard: title)
  }

  /// Whether a flag could give a case of a line another price.
  private func flagsMatter(to line: StandardLine) -> Bool {
    let selections = [line.selection] + modifiers.filter { $0.changes(line) }.map(\.selection)
    return selections.contains { !$0.flags.isEmpty || !$0.excludedFlags.isEmpty }
  }

  /// That the source is not one, where it alone is not known.
  private func notKnown(_ unknown: [[Dimension]], of query: PricingQuery) -> PricingRefusal? {
    guard !query.severalSources.isEmpty, unknown.allSatisfy({ $0 == [.fundSource] }) else {
      return nil
    }
    return .severalSources(query.severalSources, standard: title)
  }

  private func notKnown(
    _ undecided: [(line: StandardLine, unknown: [Dimension])]
  ) -> PricingRefusal {
    let dimensions = Dimension.allCases.filter { dimension in
      undecided.contains { $0.unknown.contains(dimension) }
    }
    let needed = dimensions.map { dimension in
      var seen: Set<String> = []
      let terms = undecided.flatMap { $0.line.selection.terms[dimension] ?? [] }
        .filter { seen.insert($0).inserted }
      return "\(dimension.rawValue)（\(terms.joined(separator: "、"))）"
    }
    return .notKnown(dimensions, needed: needed, standard: title)
  }

  /// The first term of a case that no line names, with those that they do name.
  private func hint(for query: PricingQuery) -> String? {
    for dimension in Dimension.allCases {
      let named = namedTerms(of: dimension)
      guard let term = query.terms[dimension], !named.isEmpty, !named.contains(term),
        lines.allSatisfy({ $0.selection.terms[dimension] != nil })
      else { continue }
      return "\(dimension.rawValue)只规定了\(named.joined(separator: "、"))，"
        + "没有“\(printable(term))”"
    }
    return nil
  }

  private func applies(
    _ modifier: Modifier, to query: PricingQuery
  ) throws(PricingRefusal) -> Bool {
    switch modifier.selection.match(query) {
    case .yes: return true
    case .no: return false
    case .unknown(let dimensions, let quantities):
      if dimensions.isEmpty, let name = quantities.first {
        throw .missingQuantity(name, neededBy: modifier.id.printed, standard: title)
      }
      if let refusal = notKnown([dimensions], of: query) { throw refusal }
      let needed = dimensions.map { dimension in
        let terms = modifier.selection.terms[dimension] ?? []
        return "\(dimension.rawValue)（是否\(terms.joined(separator: "、"))）"
      }
      throw .notKnown(dimensions, needed: needed, standard: title)
    }
  }
}

/// The steps so far, and the rounding between them.
private struct PriceSteps {
  private(set) var steps: [PriceExplanation.Step]
  private(set) var amount: ExactRange
  private let line: LineID
  private let rounding: Rounding

  init(line: StandardLine, base: LinePricing.Priced, rounding: Rounding) {
    steps = [
      PriceExplanation.Step(
        kind: .line, name: line.id.printed, clause: line.clause, words: base.words, before: nil,
        after: base.amount)
    ]
    amount = base.amount
    self.line = line.id
    self.rounding = rounding
  }

  mutating func append(
    _ kind: PriceExplanation.Kind, name: String, clause: String, words: String, after: ExactRange
  ) {
    steps.append(
      .init(kind: kind, name: name, clause: clause, words: words, before: amount, after: after))
    amount = after
  }

  /// Rounds if the standard rounds here; a rounding that changes nothing is no step.
  mutating func round(after step: Rounding.Step) throws(PricingRefusal) {
    guard rounding.step == step else { return }
    guard
      let rounded = try? amount.mapped({ end throws(RationalOverflow) in
        try rounding.rounded(end)
      })
    else { throw .tooLarge(line: line) }
    guard rounded != amount else { return }
    append(.rounding, name: "取整", clause: "", words: rounding.words, after: rounded)
  }
}
