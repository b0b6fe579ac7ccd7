/// The names that standards give to what a price rests on (计价资料的名称).
package struct DetailNames: Equatable, Sendable {
  private var names: [CaseDetails.Part: [String]] = [:]

  /// No standard names anything.
  package init() {}

  /// What several versions name together.
  package init(_ standards: some Sequence<SubsidyStandard>) {
    for standard in standards {
      let own = standard.detailNames
      for part in CaseDetails.Part.allCases { add(own.known(of: part), to: part) }
    }
  }

  fileprivate mutating func add(_ more: [String], to part: CaseDetails.Part) {
    for name in more where !known(of: part).contains(name) {
      names[part, default: []].append(name)
    }
  }

  /// The names of a part, normalised, in the order of the standards.
  package func known(of part: CaseDetails.Part) -> [String] { names[part] ?? [] }

  /// Whether a name of a part is known; a unit of counting is always a quantity.
  package func knows(_ name: String, as part: CaseDetails.Part) -> Bool {
    let name = normalized(name)
    if part == .quantities, SubsidyUnit(rawValue: name) != nil { return true }
    return known(of: part).contains(name)
  }

  /// Refuses a detail that no standard knows by its name; see ``flaws(in:besides:)``.
  ///
  /// - Throws: The first ``CaseDetailFlaw``.
  package func check(
    _ details: CaseDetails, besides standing: CaseDetails = CaseDetails()
  ) throws(CaseDetailFlaw) {
    if let flaw = flaws(in: details, besides: standing).first { throw flaw }
  }

  /// Each detail that no standard knows by its name, with the nearest that one does.
  ///
  /// What was recorded before, perhaps under other standards, stands: an act that says nothing of
  /// it is not refused for it.
  ///
  /// - Parameters:
  ///   - details: As they would stand.
  ///   - standing: What is recorded of the case already.
  /// - Returns: Part by part, the names of each by code point.
  package func flaws(
    in details: CaseDetails, besides standing: CaseDetails = CaseDetails()
  ) -> [CaseDetailFlaw] {
    func new(_ names: some Sequence<String>, _ known: some Sequence<String>) -> Set<String> {
      Set(names).subtracting(known)
    }
    let bands = [details, standing].map { [$0.regionBand].compactMap(\.self) }
    let flaws =
      flaws(new(bands[0], bands[1]), .regionBand)
      + flaws(new(details.flags ?? [], standing.flags ?? []), .flags)
      + flaws(new(details.quantities.keys, standing.quantities.keys), .quantities)
      + flaws(new(details.costs.keys, standing.costs.keys), .costs)
      + flaws(new(details.discretions.keys, standing.discretions.keys), .discretions)
    // Registers say in many words how a case was closed; only a slip of one letter is told.
    let finer = known(of: .closingManner)
    guard details.closingManner != standing.closingManner,
      let manner = details.closingManner.map({ normalized($0) }), manner.count > 2,
      !finer.contains(manner),
      let meant = finer.first(where: { editDistance(Array($0), Array(manner)) == 1 })
    else { return flaws }
    return flaws + [
      CaseDetailFlaw(
        .closingManner, "补贴标准里没有结案情形“\(printable(manner))”", advice: "是不是“\(meant)”？")
    ]
  }

  private func flaws(_ given: Set<String>, _ part: CaseDetails.Part) -> [CaseDetailFlaw] {
    let known = known(of: part)
    let has = known.isEmpty ? "已登记的标准不看这一项" : "有的是：\(known.joined(separator: "、"))"
    return given.filter { !knows($0, as: part) }.sorted { $0.precedesByCodePoint($1) }.map { name in
      let meant = nearestTerm(to: name, among: known).map { "是不是“\($0)”？" } ?? ""
      return CaseDetailFlaw(
        part, "补贴标准里没有\(part.rawValue)“\(printable(name))”", advice: meant + has)
    }
  }

  /// What standards ask for, in words, a part each: `地域（本地、跨区域）`; empty for none.
  package var words: [String] {
    CaseDetails.Part.allCases.compactMap { part in
      let known = known(of: part)
      return known.isEmpty ? nil : "\(part.rawValue)（\(known.joined(separator: "、"))）"
    }
  }
}

extension SubsidyStandard {
  /// Whether some clause is for one source of money alone.
  package var asksForSource: Bool { selections.contains { $0.terms[.fundSource] != nil } }

  /// The conditions of all clauses and quotas.
  private var selections: [Selection] {
    lines.map(\.selection) + modifiers.map(\.selection)
      + quotas.flatMap { [$0.counted, $0.base] }
  }

  /// What this standard names of the details of a case.
  package var detailNames: DetailNames {
    var names = DetailNames()
    names.add((declaredTerms[.regionBand] ?? []).map { normalized($0) }, to: .regionBand)
    names.add((declaredTerms[.outcome] ?? []).map { normalized($0) }, to: .closingManner)
    names.add(declaredFlags.map { normalized($0) }, to: .flags)
    names.add(selections.flatMap(\.quantities).map(\.name), to: .quantities)
    names.add(lines.compactMap(\.amount.quantity).map { normalized($0) }, to: .quantities)
    if asksForSource {
      names.add(selections.flatMap { $0.terms[.fundSource] ?? [] }, to: .fundSource)
    }
    for line in lines {
      if case .actual(let cost, _, _) = line.amount { names.add([normalized(cost)], to: .costs) }
    }
    for modifier in modifiers {
      switch modifier.action {
      case .addPerUnit(_, let name): names.add([normalized(name)], to: .quantities)
      case .perExtra(let extra): names.add([normalized(extra.quantity)], to: .quantities)
      case .addCost(let name, _): names.add([normalized(name)], to: .costs)
      case .discretion: names.add([normalized(modifier.id.printed)], to: .discretions)
      case .multiply, .add, .addShare, .cap, .floor: break
      }
    }
    return names
  }
}
