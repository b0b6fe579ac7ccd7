extension SubsidyStandard {
  /// The most lines that a standard may have: each pair of them is compared.
  package static let linesMax = 500

  /// All that makes this standard unfit to price by; empty for a sound one.
  ///
  /// In a sound standard no case is selected by two lines, every reference has its line, and the
  /// amounts that lines refer to each other for can be computed.
  package var flaws: [StandardFlaw] {
    guard !lines.isEmpty else { return [.noLines] }
    guard lines.count <= Self.linesMax else { return [.tooManyLines(lines.count)] }
    var flaws: [StandardFlaw] = []
    if let to = inForce.to, to < inForce.from { flaws.append(.periodTurnedRound(inForce)) }
    flaws += repeatedNames
    for (index, line) in lines.enumerated() {
      flaws += selectionFlaws(line.selection, .lineSelection(index))
      flaws += amountFlaws(line, index: index)
    }
    for (index, modifier) in modifiers.enumerated() {
      flaws += selectionFlaws(modifier.selection, .modifierSelection(index))
      flaws += modifierFlaws(modifier, index: index)
    }
    for (index, quota) in quotas.enumerated() {
      flaws += selectionFlaws(quota.counted, .quota(index))
      flaws += selectionFlaws(quota.base, .quota(index))
    }
    for (name, table) in references.sorted(by: { $0.key < $1.key })
    where zip(table, table.dropFirst()).contains(where: { $0.from >= $1.from }) {
      flaws.append(.referenceDaysOutOfOrder(name, .references))
    }
    if needsFlags, declaredFlags.isEmpty { flaws.append(.noFlagsToSay) }
    return flaws + overlaps + limitConflicts + circles
  }

  private var repeatedNames: [StandardFlaw] {
    var flaws: [StandardFlaw] = []
    var lineIDs: Set<LineID> = []
    for (index, line) in lines.enumerated() where !lineIDs.insert(line.id).inserted {
      flaws.append(.sameLineID(line.id, index: index))
    }
    var modifierIDs: Set<ModifierID> = []
    for (index, modifier) in modifiers.enumerated() where !modifierIDs.insert(modifier.id).inserted
    {
      flaws.append(.sameModifierID(modifier.id, index: index))
    }
    var quotaNames: Set<String> = []
    for (index, quota) in quotas.enumerated() where !quotaNames.insert(quota.name).inserted {
      flaws.append(.sameQuotaName(quota.name, index: index))
    }
    return flaws
  }

  private func selectionFlaws(_ selection: Selection, _ place: StandardPlace) -> [StandardFlaw] {
    var flaws: [StandardFlaw] = []
    for dimension in Dimension.allCases {
      let known = knownTerms(of: dimension)
      let normal = Set(known.map { normalized($0) })
      for term in selection.terms[dimension] ?? [] where !normal.contains(term) {
        flaws.append(.unknownTerm(term, dimension, known: known, place))
      }
    }
    let normal = Set(declaredFlags.map { normalized($0) })
    for flag in selection.flags + selection.excludedFlags where !normal.contains(flag) {
      flaws.append(.unknownFlag(flag, known: declaredFlags, place))
    }
    for range in selection.quantities where range.isEmpty {
      flaws.append(.emptyRange(range.words, place))
    }
    if !selection.flags.isEmpty, selection.flags.allSatisfy(selection.excludedFlags.contains) {
      flaws.append(.impossibleFlags(selection.flags, place))
    }
    return flaws
  }

  private func amountFlaws(_ line: StandardLine, index: Int) -> [StandardFlaw] {
    let place = StandardPlace.lineAmount(index)
    var flaws: [StandardFlaw] = []
    switch line.amount {
    case .stated(let amount): flaws = rangeFlaws(amount, place)
    case .perUnit(let rate, _): flaws = rangeFlaws(rate, place)
    case .directAndLabour(let direct, let labour):
      flaws = rangeFlaws(direct, place) + rangeFlaws(labour, place)
    case .wage(let daily, let days, let direct):
      flaws = rangeFlaws(daily, place) + rangeFlaws(direct, place)
      if case .stated(let low, let high) = days, low > high {
        flaws.append(.daysTurnedRound(low: low, high: high, place))
      }
    case .tiers(let table): flaws = tierFlaws(table, index: index)
    case .share(let share, let id):
      flaws = shareFlaws(share, place) + referenceFlaws([id], place)
    case .shareAs(let share, let terms):
      flaws =
        shareFlaws(share, place)
        + selectionFlaws(Selection(terms: terms.mapValues { [$0] }), place)
    case .extreme(_, let ids):
      if ids.count < 2 { flaws.append(.tooFewLines(count: ids.count, place)) }
      flaws += referenceFlaws(ids, place)
    case .actual(_, let cap, let labour):
      flaws = rangeFlaws(AmountRange(cap ?? .zero), place) + rangeFlaws(labour, place)
    case .reference(let name, let factor, _):
      flaws = shareFlaws(factor, place)
      if references[name] == nil {
        flaws.append(.missingReference(name, known: references.keys.sorted(), place))
      }
    }
    if line.unit != .item, line.amount.quantity == nil {
      flaws.append(.unitWithoutQuantity(line.id, line.unit, index: index))
    }
    return flaws
  }

  /// References to lines that are not there.
  private func referenceFlaws(_ ids: [LineID], _ place: StandardPlace) -> [StandardFlaw] {
    ids.filter { id in !lines.contains { $0.id == id } }
      .map { .missingLine($0, known: lines.map(\.id.printed), place) }
  }

  private func rangeFlaws(_ range: AmountRange, _ place: StandardPlace) -> [StandardFlaw] {
    if let negative = [range.low, range.high ?? .zero].first(where: { $0 < .zero }) {
      return [.negativeAmount(negative, place)]
    }
    return range.high.map { $0 < range.low } ?? false ? [.rangeTurnedRound(range, place)] : []
  }

  private func shareFlaws(_ share: Rational, _ place: StandardPlace) -> [StandardFlaw] {
    share < .zero ? [.negativeShare(share, place)] : []
  }

  private func tierFlaws(_ table: TierTable, index: Int) -> [StandardFlaw] {
    let needed = table.kind == .interpolated ? 2 : 1
    guard table.tiers.count >= needed else {
      return [.tooFewTiers(table.kind, count: table.tiers.count, index: index)]
    }
    var flaws: [StandardFlaw] = []
    for (number, tier) in table.tiers.enumerated() {
      let place = StandardPlace.tier(line: index, number)
      for amount in [tier.amount, tier.rate] where amount < .zero {
        flaws.append(.negativeAmount(amount, place))
      }
      if table.kind != .perUnitAbove, tier.rate != .zero {
        flaws.append(.rateOutsideItsKind(table.kind, place))
      }
      guard number > 0 else { continue }
      let before = table.tiers[number - 1].start
      if tier.start == before {
        flaws.append(.sameTierStart(before, place))
      } else if tier.start < before {
        flaws.append(.tiersOutOfOrder(before: before, after: tier.start, place))
      }
    }
    return flaws
  }

  private func modifierFlaws(_ modifier: Modifier, index: Int) -> [StandardFlaw] {
    let place = StandardPlace.modifierAction(index)
    var flaws: [StandardFlaw] = []
    flaws += referenceFlaws(modifier.lines ?? [], .modifierLines(index))
    switch modifier.action {
    case .add(let amount), .addPerUnit(let amount, _):
      if amount < .zero { flaws.append(.negativeAmount(amount, place)) }
    case .addShare(let share, let id):
      flaws += shareFlaws(share, place) + referenceFlaws([id], place)
    case .addCost(_, let cap): flaws += rangeFlaws(AmountRange(cap ?? .zero), place)
    case .discretion(let low, let high):
      if low > high {
        flaws.append(.emptyRange("\(low.percentText) 至 \(high.percentText)", place))
      }
    case .cap(let limit), .floor(let limit):
      if limit < .zero {
        flaws.append(.negativeAmount(limit, place))
      } else if !rounding.keeps(limit) {
        flaws.append(.limitBetweenSteps(limit, rounding.unit, place))
      }
    case .perExtra(let extra):
      for part in [extra.each, extra.most].compactMap(\.self) {
        switch part {
        case .amount(let amount):
          if amount < .zero { flaws.append(.negativeAmount(amount, place)) }
        case .share(let share): flaws += shareFlaws(share, place)
        }
      }
    case .multiply(let factor): flaws += shareFlaws(factor, place)
    }
    if flaws.isEmpty, !lines.contains(where: modifier.canApply) {
      flaws.append(.neverApplies(modifier.id, index: index))
    }
    return flaws
  }
}

// What lines and modifiers do to each other.
extension SubsidyStandard {
  private var overlaps: [StandardFlaw] {
    var flaws: [StandardFlaw] = []
    for (index, line) in lines.enumerated() {
      guard let other = lines[..<index].first(where: { $0.overlaps(line) }) else { continue }
      flaws.append(.overlappingLines(other.id, line.id, unit: line.unit, index: index))
    }
    return flaws
  }

  /// Floors above caps that can hold for the same case: one of them would not hold.
  private var limitConflicts: [StandardFlaw] {
    var flaws: [StandardFlaw] = []
    for (index, modifier) in modifiers.enumerated() {
      guard case .floor(let floor) = modifier.action else { continue }
      for other in modifiers {
        guard case .cap(let cap) = other.action, floor > cap,
          modifier.selection.overlaps(other.selection),
          lines.contains(where: { modifier.canApply(to: $0) && other.canApply(to: $0) })
        else { continue }
        flaws.append(.floorAboveCap(floor: modifier.id, cap: other.id, index: index))
      }
    }
    return flaws
  }

  /// Circles among lines that are shares of each other, by their amount or by a modifier.
  ///
  /// A share is of what the other line states, so a circle of modifiers could be computed; but it
  /// says nothing that a multiplier would not say better, and is far more likely a slip.
  private var circles: [StandardFlaw] {
    var edges: [LineID: [(to: LineID, place: StandardPlace)]] = [:]
    for (index, line) in lines.enumerated() {
      for id in referred(by: line) {
        edges[line.id, default: []].append((id, .lineAmount(index)))
      }
    }
    for (index, modifier) in modifiers.enumerated() {
      guard case .addShare(_, let id) = modifier.action else { continue }
      for line in modifier.lines ?? lines.filter(modifier.canApply).map(\.id) {
        edges[line, default: []].append((id, .modifierAction(index)))
      }
    }
    var flaws: [StandardFlaw] = []
    var reported: Set<LineID> = []
    for line in lines where !reported.contains(line.id) {
      guard let first = edges[line.id]?.first, let circle = circle(from: line.id, edges) else {
        continue
      }
      reported.formUnion(circle)
      flaws.append(.circularLines(circle, first.place))
    }
    return flaws
  }

  /// The lines that the amount of a line may ask for.
  private func referred(by line: StandardLine) -> [LineID] {
    switch line.amount {
    case .share(_, let id): return [id]
    case .extreme(_, let ids): return ids
    case .shareAs(_, let terms):
      let asked = line.selection.replacing(terms)
      return lines.filter { !$0.isBasis && $0.unit == line.unit && asked.overlaps($0.selection) }
        .map(\.id)
    case .stated, .directAndLabour, .wage, .perUnit, .tiers, .actual, .reference: return []
    }
  }

  /// The shortest way from a line back to itself; nil when there is none.
  private func circle(
    from start: LineID, _ edges: [LineID: [(to: LineID, place: StandardPlace)]]
  ) -> [LineID]? {
    var cameFrom: [LineID: LineID] = [:]
    var front = [start]
    while !front.isEmpty {
      var next: [LineID] = []
      for line in front {
        for edge in edges[line] ?? [] {
          if edge.to == start { return path(to: line, from: start, cameFrom) + [start] }
          guard cameFrom[edge.to] == nil else { continue }
          cameFrom[edge.to] = line
          next.append(edge.to)
        }
      }
      front = next
    }
    return nil
  }

  private func path(
    to end: LineID, from start: LineID, _ cameFrom: [LineID: LineID]
  ) -> [LineID] {
    var path = [end]
    while let last = path.last, last != start, let before = cameFrom[last] { path.append(before) }
    return path.reversed()
  }
}
