/// What a day of duty is granted (值班标准), where a standard leaves no choice.
package struct DutyRate: Equatable, Sendable {
  package let rate: Money
  /// The days on which the standard holds.
  package let inForce: SubsidyStandard.Period
  /// The standard and its line, as a report cites them.
  package let citation: String
}

/// The rates of a day of duty by the versions of a region's standard.
package struct DutyRates: Equatable, Sendable {
  private var rates: [DutyRate] = []

  /// No standard is known.
  package init() {}

  /// - Parameter register: The standards of a ledger, which has those of one region.
  package init(_ register: StandardRegister) {
    guard let region = register.regions.first, register.regions.count == 1 else { return }
    rates = register.versions(of: region).compactMap { version in
      guard let (line, rate) = version.standard.dayOfDuty else { return nil }
      return DutyRate(
        rate: rate, inForce: version.inForce,
        citation: "\(printable(version.standard.citation))“\(line.id)”")
    }
  }

  /// The rate that holds on all of some days; nil where a version has none, or two follow each
  /// other.
  package func rate(on days: [Day]) -> DutyRate? {
    rates.first { rate in !days.isEmpty && days.allSatisfy(rate.inForce.contains) }
  }
}

extension SubsidyStandard {
  /// The line of duty and what it grants for a day.
  ///
  /// - Returns: nil where duty has no line, or several, is not counted in days, is granted by a
  ///   range or may be granted more.
  fileprivate var dayOfDuty: (line: StandardLine, rate: Money)? {
    let query = PricingQuery(
      [.serviceForm: "值班"], quantities: [SubsidyUnit.day.rawValue: Quantity(tenths: 10)])
    guard let line = try? line(for: query), line.unit == .day,
      !modifiers.contains(where: { $0.canApply(to: line) }),
      let rate = try? price(query).amount.exact, rate > .zero
    else { return nil }
    return (line, rate)
  }
}
