package import LedgerCore

/// The calculation of one subsidy (补贴计算单) as a page: for print, office programs and programs.
package struct PriceSheetPage: Sendable {
  private let explanation: PriceExplanation
  private let heading: [(name: String, value: String)]

  /// - Parameters:
  ///   - explanation: What the standard grants and how.
  ///   - heading: What stands above it, such as a case number: a name and its value.
  package init(_ explanation: PriceExplanation, heading: [(name: String, value: String)] = []) {
    self.explanation = explanation
    self.heading = heading
  }

  /// The sheet in a format.
  package func printed(_ format: OutputFormat) -> String { page.written(format, json: json) }

  /// The sheet before it is written.
  package var page: Page {
    Page(blocks: [
      .title("补贴计算单"), .facts(explanation.facts(below: heading)), .table(steps),
      .facts([("合计", explanation.amount.text), ("合计大写", explanation.capitals)]),
    ])
  }

  private var steps: ReportTable {
    ReportTable(
      id: "steps", title: "计算步骤",
      columns: [
        .number("step", "步骤"), .text("name", "项目"), .text("clause", "条款"),
        .text("words", "算式"), .number("before", "之前"), .number("after", "之后"),
      ],
      rows: explanation.steps.enumerated().map { index, step in
        [
          .count(index + 1), .text(step.name), .text(step.clause), .text(step.words),
          .text(step.before?.text ?? ""), .text(step.after.text),
        ]
      })
  }

  /// Amounts are fen; a range without an upper limit has none.
  private var json: JSONValue {
    let number: String? =
      if case .numbered(let number) = explanation.document { number.printed } else { nil }
    return .members([
      "schema": .string("legalaid.price/1"),
      "heading": .object(heading.map { .init($0.name, .string($0.value)) }),
      "standard": .string(explanation.title),
      "document_number": .string(orNull: number),
      "region": .string(explanation.region),
      "in_force": .string(explanation.inForce.words),
      "version_chosen_by": .string(orNull: explanation.chosenBy?.event.rawValue),
      "version_chosen_on": .string(orNull: explanation.chosenBy?.day.description),
      "flags_recorded": .string(explanation.query.areFlagsSaid ? "yes" : "no"),
      "combination": .string(explanation.combination),
      "line": .string(explanation.line.printed),
      "unit": .string(explanation.unit.rawValue),
      "low_fen": .integer(explanation.amount.low.fen),
      "high_fen": .integer(orNull: explanation.amount.high?.fen),
      "steps": ReportJSON.table(steps),
    ])
  }
}
