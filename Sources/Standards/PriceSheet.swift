package import LedgerCore

/// The calculation of one subsidy as text (补贴计算单): printed, and pinned to a voucher.
package enum PriceSheet {
  /// The sheet of one price.
  ///
  /// - Parameters:
  ///   - explanation: What the standard grants and how.
  ///   - heading: Lines above it, such as a case number: a name and its value.
  /// - Returns: Lines aligned for a font of fixed width, without a line break at the end.
  package static func text(
    _ explanation: PriceExplanation, heading: [(name: String, value: String)] = []
  ) -> String {
    let named = explanation.facts(below: heading)
    let title = "补贴计算单"
    let names = named.map { ($0.0 + "：").padded(to: 10) + $0.1 }
    return ([title] + names + [""] + table(explanation) + total(explanation))
      .joined(separator: "\n")
  }

  /// Two lines a step: its place in the standard with the amounts, and how they follow.
  private static func table(_ explanation: PriceExplanation) -> [String] {
    let header = ["步骤", "项目", "条款", "之前", "之后"]
    let rows = explanation.steps.enumerated().map { index, step in
      [
        "\(index + 1)", printable(step.name), printable(step.clause),
        step.before?.text ?? "", step.after.text,
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { displayWidth($0[column]) }.max() ?? 0
    }
    let lines = ([header] + rows).map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        cell.0.padded(to: cell.1, onLeft: column >= 3)
      }
      return cells.joined(separator: "  ")
    }
    let words = explanation.steps.map { "      " + printable($0.words) }
    let rule = String(repeating: "-", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    return [lines[0], rule] + zip(lines.dropFirst(), words).flatMap { [$0, $1] } + [rule]
  }

  private static func total(_ explanation: PriceExplanation) -> [String] {
    [
      "合计：".padded(to: 10) + explanation.amount.text,
      "合计大写：".padded(to: 10) + explanation.capitals,
    ]
  }
}
