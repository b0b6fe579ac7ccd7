package import LedgerCore

/// The summary of claims (申报汇总表) by type and grade, its cases, and who is not among them.
package struct ClaimSummary: Sendable {
  private let tables: [ReportTable]

  /// - Parameters:
  ///   - claims: With their cases, in the order of the claims' numbers.
  ///   - title: Of the summary.
  ///   - names: What the standards name of what prices rest on.
  ///   - leftOut: Cases that are not among them, and why.
  ///   - notes: What is to be said under the summary.
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package init(
    _ claims: [(claim: Claim, legalAidCase: LegalAidCase)], title: String,
    naming names: DetailNames = DetailNames(),
    leftOut: [(number: CaseNumber, reason: String)] = [], notes: [String] = []
  ) throws(MoneyOverflow) {
    var tables = [try Self.summary(claims, title, notes), try Self.cases(claims, names)]
    if !leftOut.isEmpty { tables.append(Self.leftOut(leftOut)) }
    self.tables = tables
  }

  /// All of it in a format; in JSON the summary with its cases and those left out as members.
  package func printed(_ format: OutputFormat) -> String {
    page.written(format, json: ReportJSON.table(tables[0], with: Array(tables.dropFirst())))
  }

  /// All of it as a page.
  package var page: Page { Page(blocks: tables.map { .table($0) }) }

  /// Type and grade, count and amount.
  private static func summary(
    _ claims: [(claim: Claim, legalAidCase: LegalAidCase)], _ title: String, _ notes: [String]
  ) throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for type in CaseType.allCases {
      let ofType = claims.filter { $0.legalAidCase.type == type }
      let grades = Set(ofType.map { $0.legalAidCase.grade ?? "" })
      for grade in grades.sorted(by: { $0.precedesByCodePoint($1) }) {
        let group = ofType.filter { ($0.legalAidCase.grade ?? "") == grade }
        rows.append([
          .text(type.rawValue), .text(grade), .count(group.count),
          .money(try group.map(\.claim.claimedAmount).total()),
        ])
      }
    }
    let total = try claims.map(\.claim.claimedAmount).total()
    return ReportTable(
      id: "claim_summary", title: title,
      columns: [
        .text("case_type", "案件类型"), .text("grade", "等级"), .number("claims", "件数"),
        .number("claimed_fen", "申报金额"),
      ], rows: rows,
      totals: [.text("合计"), .text(""), .count(claims.count), .money(total)],
      notes: ["合计（大写）：人民币\(total.capitals)"] + notes)
  }

  private static func cases(
    _ claims: [(claim: Claim, legalAidCase: LegalAidCase)], _ names: DetailNames
  ) throws(MoneyOverflow) -> ReportTable {
    let details = DetailColumns(claims.map(\.legalAidCase.details), named: names)
    return try ReportTable(
      id: "cases", title: "申报的案件",
      columns: [
        .text("claim_number", "申报编号"), .text("case_number", "案件编号"),
        .text("case_type", "案件类型"), .text("grade", "等级"), .text("firm", "承办单位"),
        .text("closed_on", "结案日期"), .number("claimed_fen", "申报金额"),
      ] + details.columns,
      rows: claims.map { claim, legalAidCase in
        [
          .text(claim.number.printed), .text(legalAidCase.number.printed),
          .text(legalAidCase.type.rawValue), .text(legalAidCase.grade ?? ""),
          .text(legalAidCase.firm.map(maskedPayee) ?? ""),
          .text(legalAidCase.closing?.on.description ?? ""), .money(claim.claimedAmount),
        ] + details.cells(legalAidCase.details)
      }
    ).totalled("件", summing: "claimed_fen")
  }

  private static func leftOut(_ cases: [(number: CaseNumber, reason: String)]) -> ReportTable {
    ReportTable(
      id: "left_out", title: "没有申报的案件",
      columns: [.text("case_number", "案件编号"), .text("reason", "原因")],
      rows: cases.map { [.text($0.number.printed), .text($0.reason)] },
      totals: [.text("合计"), .text("\(cases.count) 件")])
  }
}
