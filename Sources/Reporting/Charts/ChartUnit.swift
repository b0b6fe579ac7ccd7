import LedgerCore

/// What the numbers of a chart count.
package enum ChartUnit: Sendable {
  case fen
  case cases

  /// What the ticks of a scale are told in, the largest unit of which every tick is a whole number.
  func tickUnit(_ scale: ChartScale) -> TickUnit {
    switch self {
    case .cases: TickUnit(word: "件", size: 1)
    case .fen:
      [TickUnit(word: "亿元", size: 10_000_000_000), TickUnit(word: "万元", size: 1_000_000)]
        .first { scale.step % $0.size == 0 } ?? TickUnit(word: "元", size: 100)
    }
  }

  /// A unit with how many of the chart's numbers it holds.
  struct TickUnit: Equatable, Sendable {
    let word: String
    let size: Int128

    /// `5`, `-10`, `0.02`.
    func text(_ value: Int128) -> String {
      let magnitude = value.magnitude
      let whole = "\(magnitude / size.magnitude)"
      let rest = magnitude % size.magnitude
      // Only yuan have parts: no step is smaller than a fen.
      let decimals = rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)"
      return (value < 0 ? "-" : "") + whole + decimals
    }
  }
}
