package import LedgerCore

/// What a draft standard would have cost (试算), under which assumptions, and for which cases it does
/// not say.
package struct TrialPage: Sendable {
  private let sums: ReportTable
  private let leftOut: ReportTable

  /// - Parameters:
  ///   - sums: By type and source.
  ///   - leftOut: Cases that are not in the sums, or only by an assumption, and why.
  package init(_ sums: ReportTable, leftOut: [(number: CaseNumber, reason: String)]) {
    self.sums = sums
    self.leftOut = ReportTable(
      id: "left_out", title: "没有算出和按假定计入的案件",
      columns: [.text("case_number", "案件编号"), .text("reason", "原因")],
      rows: leftOut.map { [.text($0.number.printed), .text($0.reason)] },
      totals: [.text("合计"), .text("\(leftOut.count) 件")])
  }

  /// All of it in a format; in JSON the sums with the cases left out and the notes as members.
  package func printed(_ format: OutputFormat) -> String {
    var members = [JSONValue.Member("notes", .array(sums.notes.map { .string($0) }))]
    if case .object(let own) = ReportJSON.table(sums, with: [leftOut]) { members = own + members }
    return page.written(format, json: .object(members))
  }

  /// All of it as a page.
  package var page: Page {
    Page(blocks: [.table(sums)] + (leftOut.rows.isEmpty ? [] : [.table(leftOut)]))
  }
}
