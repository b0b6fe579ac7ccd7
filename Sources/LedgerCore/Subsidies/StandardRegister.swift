/// The versions of each region's standard in order (补贴标准版本): at most one holds on any day.
package struct StandardRegister: Equatable, Sendable {
  /// A standard and the days on which it holds here, which a later version may have shortened.
  package struct Version: Equatable, Sendable {
    package let standard: SubsidyStandard
    package let inForce: SubsidyStandard.Period
  }

  private var versionsByRegion: [String: [Version]] = [:]

  package init() {}

  /// Adds a version.
  ///
  /// A version may come before or after those that are there. Where two overlap or leave a gap, the
  /// one that begins later must say that it replaces the other, which then ends the day before.
  package mutating func add(_ standard: SubsidyStandard) throws(StandardRegisterRefusal) {
    let key = normalized(standard.region)
    let others = (versionsByRegion[key] ?? []).map(\.standard)
    if let same = others.first(where: { isSame($0, standard) }) {
      throw .alreadyThere(same.citation)
    }
    let ordered = (others + [standard]).sorted { $0.inForce.from < $1.inForce.from }
    var versions: [Version] = []
    for (index, older) in ordered.enumerated() {
      guard index + 1 < ordered.count else {
        versions.append(Version(standard: older, inForce: older.inForce))
        break
      }
      let end = try end(of: older, before: ordered[index + 1])
      versions.append(
        Version(
          standard: older, inForce: SubsidyStandard.Period(from: older.inForce.from, to: end)))
    }
    versionsByRegion[key] = versions
  }

  private func isSame(_ left: SubsidyStandard, _ right: SubsidyStandard) -> Bool {
    if let leftNumber = left.number, let rightNumber = right.number {
      return leftNumber == rightNumber
    }
    return normalized(left.title) == normalized(right.title)
      && left.inForce.from == right.inForce.from
  }

  /// The last day of a version that another one follows.
  private func end(
    of older: SubsidyStandard, before newer: SubsidyStandard
  ) throws(StandardRegisterRefusal) -> Day {
    guard newer.inForce.from > older.inForce.from,
      let dayBefore = newer.inForce.from.adding(days: -1)
    else { throw .sameBeginning(older.citation, newer.citation, newer.inForce.from) }
    if newer.isReplacing(older) || older.inForce.to == dayBefore { return dayBefore }
    guard let end = older.inForce.to, end < dayBefore else {
      throw .overlap(
        older: older.citation, newer: newer.citation, older.inForce, newer.inForce)
    }
    throw .gap(
      older: older.citation, newer: newer.citation, after: end, before: newer.inForce.from)
  }

  /// All regions that have a standard, in the order of their names.
  package var regions: [String] {
    versionsByRegion.values.compactMap { $0.first?.standard.region }
      .sorted { $0.precedesByCodePoint($1) }
  }

  /// The versions of a region, the earliest first.
  package func versions(of region: String) -> [Version] {
    versionsByRegion[normalized(region)] ?? []
  }

  /// The standard that holds in a region on a day.
  package func standard(
    for region: String, on day: Day
  ) throws(StandardRegisterRefusal) -> SubsidyStandard {
    let versions = versions(of: region)
    guard !versions.isEmpty else { throw .noStandard(region: region) }
    guard let version = versions.first(where: { $0.inForce.contains(day) }) else {
      throw .notInForce(region: region, day, versions: versions.map(\.words))
    }
    return version.standard
  }

  /// The standard for a case: of each version its own event is asked.
  ///
  /// - Parameters:
  ///   - region: The region whose standard applies.
  ///   - days: When the case was assigned, closed and claimed, as far as it was.
  /// - Returns: The one version in force on the day of its event.
  /// - Throws: ``StandardRegisterRefusal`` when none or several are, or the day is not known.
  package func standard(
    for region: String, days: EventDays
  ) throws(StandardRegisterRefusal) -> SubsidyStandard {
    let versions = versions(of: region)
    guard !versions.isEmpty else { throw .noStandard(region: region) }
    var found: [SubsidyStandard] = []
    var missing: [SubsidyStandard.Event] = []
    for version in versions {
      let event = version.standard.selectedBy
      if let day = days[event] {
        if version.inForce.contains(day) { found.append(version.standard) }
      } else if !missing.contains(event) {
        missing.append(event)
      }
    }
    if let standard = found.first, found.count == 1 { return standard }
    guard found.isEmpty else { throw .severalByEvent(found.map(\.citation)) }
    guard missing.isEmpty else { throw .eventNotKnown(missing) }
    throw .notInForceForCase(region: region, versions: versions.map(\.words))
  }
}

extension StandardRegister {
  /// What the versions of all regions name of the details of cases.
  package var detailNames: DetailNames {
    DetailNames(regions.flatMap { versions(of: $0) }.map(\.standard))
  }

  /// Whether some tariff is for one source of money alone.
  package var asksForSource: Bool {
    regions.flatMap { versions(of: $0) }.contains { $0.standard.asksForSource }
  }

  /// The price of a case with what is recorded of it, by the version that its days select.
  ///
  /// - Parameters:
  ///   - legalAidCase: As it stands.
  ///   - claimedOn: The day of its claim.
  ///   - sources: What pays the case by now; where nothing does, the recorded source chooses.
  /// - Returns: The price and how it follows.
  /// - Throws: ``StandardRegisterRefusal`` or ``PricingRefusal`` naming what is missing.
  package func price(
    _ legalAidCase: LegalAidCase, claimedOn: Day?, paidFrom sources: Set<FundSource> = []
  ) throws -> PriceExplanation {
    let days = EventDays(legalAidCase, claimedOn: claimedOn)
    // A ledger holds the standards of one region.
    let standard = try standard(for: regions.first ?? "本地区", days: days)
    return try standard.price(
      PricingQuery(legalAidCase, on: days[standard.selectedBy], paidFrom: sources))
  }
}

extension StandardRegister.Version {
  /// In words: title, document number and days.
  package var words: String { "\(standard.citation)，\(inForce.words)" }
}

/// The days of a case that can decide which version prices it.
package struct EventDays: Hashable, Sendable {
  package var assignedOn: Day?
  package var closedOn: Day?
  package var claimedOn: Day?

  package init(assignedOn: Day? = nil, closedOn: Day? = nil, claimedOn: Day? = nil) {
    self.assignedOn = assignedOn
    self.closedOn = closedOn
    self.claimedOn = claimedOn
  }

  package init(_ legalAidCase: LegalAidCase, claimedOn: Day?) {
    self.init(
      assignedOn: legalAidCase.assignedOn, closedOn: legalAidCase.closing?.on,
      claimedOn: claimedOn)
  }

  package subscript(event: SubsidyStandard.Event) -> Day? {
    switch event {
    case .assignment: assignedOn
    case .closing: closedOn
    case .claim: claimedOn
    }
  }
}

/// Why a version is not added, or none is found.
package enum StandardRegisterRefusal: OfficerError, Equatable, Sendable {
  case alreadyThere(String)
  case sameBeginning(String, String, Day)
  case overlap(
    older: String, newer: String, SubsidyStandard.Period, SubsidyStandard.Period)
  case gap(older: String, newer: String, after: Day, before: Day)
  case noStandard(region: String)
  case notInForce(region: String, Day, versions: [String])
  case severalByEvent([String])
  case eventNotKnown([SubsidyStandard.Event])
  case notInForceForCase(region: String, versions: [String])

  package var description: String {
    switch self {
    case .alreadyThere(let standard): "\(standard)已经登记过"
    case .sameBeginning(let first, let second, let day):
      "\(first)与\(second)都从 \(day) 起生效；请核对生效日期"
    case .overlap(let older, let newer, let olderDays, let newerDays):
      "\(newer)（\(newerDays.words)）与\(older)（\(olderDays.words)）的生效日期重叠；"
        + "新标准取代旧标准的，请在新标准里写“取代”"
    case .gap(let older, let newer, let after, let before):
      "\(older)到 \(after) 为止，\(newer)从 \(before) 才起，中间没有标准；"
        + "新标准取代旧标准的，请在新标准里写“取代”"
    case .noStandard(let region): "没有登记\(printable(region))的补贴标准；请先登记"
    case .notInForce(let region, let day, let versions):
      "\(printable(region))在 \(day) 没有生效的补贴标准；已登记：\(versions.joined(separator: "；"))"
    case .severalByEvent(let standards):
      "按各自的依据日期，有几个版本都适用：\(standards.joined(separator: "；"))；请指定用哪一个"
    case .eventNotKnown(let events):
      "要看\(events.map(\.rawValue).joined(separator: "、"))日期才能定用哪个版本，本案没有登记"
    case .notInForceForCase(let region, let versions):
      "本案的日期不在\(printable(region))任何一个版本的有效期内；"
        + "已登记：\(versions.joined(separator: "；"))"
    }
  }
}
