import LedgerCore
import TestSupport

/// Standards of duty drawn from few rates, with the same as the naive checker is told it.
struct DutyStandards {
  private(set) var register = StandardRegister()
  private(set) var rates: [NaiveDutyRate] = []

  /// The standards of a seed: none, one, or two of which the second replaces the first.
  init(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &+ 77)
    let begin = generator.pick("2022-01-01", "2024-01-02")
    let change = generator.pick("2024-03-01", "2024-12-31")
    let eve = change == "2024-03-01" ? "2024-02-29" : "2024-12-30"
    switch generator.number(0...3) {
    case 0: break
    case 1: try add("标1", from: begin, until: .latest, &generator)
    default:
      try add("标1", from: begin, until: .of(eve), &generator)
      try add("标2", from: change, until: .latest, replaces: ["标1"], &generator)
    }
  }

  private mutating func add(
    _ number: String, from: String, until last: Day, replaces: [String] = [],
    _ generator: inout SeededGenerator
  ) throws {
    var duty: [DutyUnit: DutyAmount] = [:]
    for unit in DutyUnit.allCases where !generator.chance(oneIn: 3) {
      let amount = generator.pick(
        from: [
          DutyAmount("200", to: "200"), DutyAmount("33.33", to: "100"),
          DutyAmount("100.05", to: nil),
        ])
      duty[unit] = amount
      guard let amount else { continue }
      rates.append(
        NaiveDutyRate(
          unit, try Money.yuan(amount.low).fen, to: try amount.high.map { try Money.yuan($0).fen },
          from: try .of(from), until: last))
    }
    try register.add(
      StandardPlan("1000", number: number, from: from, replaces: replaces, duty: duty).standard())
  }
}
