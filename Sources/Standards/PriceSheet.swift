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
    var named = heading.map { (printable($0.name), printable($0.value)) }
    named.append(("补贴标准", printable(explanation.citation)))
    if case .unnumbered(let reason) = explanation.document {
      named.append(("文号说明", printable(reason)))
    }
    named += [
      ("适用地区", printable(explanation.region)),
      ("有效期", explanation.inForce.words),
    ]
    if let choice = explanation.chosenBy { named.append(("版本依据", choice.words)) }
    if explanation.areFlagsAssumed { named.append(("标记", "没有登记，按没有标记计算")) }
    named += [
      ("情形", explanation.combination),
      ("适用标准", "\(printable(explanation.line.printed))（单位：\(explanation.unit.rawValue)）"),
    ]
    let title = "补贴计算单"
    let names = named.map { ($0.0 + "：").padded(to: 10) + $0.1 }
    return ([title] + names + [""] + table(explanation) + total(explanation.amount))
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

  private static func total(_ amount: AmountRange) -> [String] {
    let total = "合计：".padded(to: 10) + amount.text
    let capitals = "合计大写：".padded(to: 10)
    guard let exact = amount.exact else {
      return [total, capitals + "（标准只定了限额，金额须在限额内核定）"]
    }
    return [total, capitals + exact.capitals]
  }
}
