/// What a standard grants for one unit of duty (值班标准).
package struct DutyRate: Equatable, Sendable {
  /// Exact, or between limits.
  package let granted: AmountRange
  /// The days on which the standard holds.
  package let inForce: SubsidyStandard.Period
  /// The standard and its line, as a report cites them.
  package let citation: String

  /// What is granted; of a range the least.
  package var rate: Money { granted.low }
}

/// The rates of duty by the versions of a region's standard.
package struct DutyRates: Equatable, Sendable {
  private var versions: [Version] = []

  private struct Version: Equatable {
    let rates: [DutyUnit: DutyRate]
    /// Whether duty is counted in days alone, and nothing may be granted besides.
    let isPlain: Bool
  }

  /// No standard is known.
  package init() {}

  /// - Parameter register: The standards of a ledger, which has those of one region.
  package init(_ register: StandardRegister) {
    guard let region = register.regions.first, register.regions.count == 1 else { return }
    versions = register.versions(of: region).map { version in
      let lines = DutyUnit.allCases.compactMap { unit in
        version.standard.dutyLine(countedIn: unit).map { (unit, $0) }
      }
      let rates = lines.map { unit, line in
        (
          unit,
          DutyRate(
            granted: line.granted, inForce: version.inForce,
            citation: "\(printable(version.standard.citation))“\(line.line.id)”")
        )
      }
      return Version(
        rates: Dictionary(uniqueKeysWithValues: rates),
        isPlain: version.standard.countsDutyInDaysAlone)
    }
  }

  /// What a unit is granted on a day; nil where no line of duty is in force for it, or where the
  /// line asks for what no register of duty holds.
  package func rate(of unit: DutyUnit, on day: Day) -> DutyRate? {
    versions.lazy.compactMap { $0.rates[unit] }.first { $0.inForce.contains(day) }
  }

  /// What a day of duty is granted on all of some days, where the standard leaves no choice: nil
  /// for a range, for other units or additions beside it, and where versions follow each other.
  package func rate(on days: [Day]) -> DutyRate? {
    versions.lazy.filter(\.isPlain).compactMap { $0.rates[.day] }.first { rate in
      rate.granted.exact.map { $0 > .zero } ?? false
        && !days.isEmpty && days.allSatisfy(rate.inForce.contains)
    }
  }
}

extension SubsidyStandard {
  /// The line of duty that is counted in a unit, and what it grants for one; nil for none.
  ///
  /// By tiers the rate hangs on how much there was: then no rate is granted for one.
  fileprivate func dutyLine(
    countedIn unit: DutyUnit
  ) -> (line: StandardLine, granted: AmountRange)? {
    let query = PricingQuery(
      [.serviceForm: "值班"], unit: SubsidyUnit(rawValue: unit.rawValue),
      quantities: [unit.rawValue: Quantity(tenths: 10)])
    guard let line = try? line(for: query), line.isOfDuty, let price = try? price(query)
    else { return nil }
    if case .tiers = line.amount { return nil }
    return (line, price.amount)
  }

  /// Whether the one line that may be of duty is counted in days, and no modifier can change it.
  fileprivate var countsDutyInDaysAlone: Bool {
    guard let line = try? line(for: PricingQuery([.serviceForm: "值班"])) else { return false }
    return line.unit == .day && !modifiers.contains { $0.canApply(to: line) }
  }
}

extension StandardLine {
  /// Whether a line that selects duty is of it: one that names no form and is counted in 件 is of
  /// cases.
  fileprivate var isOfDuty: Bool { selection.terms[.serviceForm] != nil || unit != .item }
}
