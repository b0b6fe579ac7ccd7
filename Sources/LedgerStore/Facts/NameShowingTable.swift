package import LedgerCore

// Columns ↔ values of the pages on which names were shown.

extension FactTable {
  static let nameShowing = FactTable(
    code: 34, name: "nameShowing", title: "显示姓名", naming: "第 {number} 次（{page} {caseNumber}）",
    columns: ["number", "page", "caseNumber"], accounts: [.told(.legalAidCase, by: "caseNumber")])
}

extension LedgerWriter {
  /// Appends that the names of recipients are shown on a page.
  package func append(_ page: NamedPage) throws {
    let (word, number): (String, CaseNumber?) =
      switch page {
      case .caseList: ("案件列表", nil)
      case .legalAidCase(let number): ("案件", number)
      }
    try append(
      .nameShowing,
      [.of(try nextNumber(in: .nameShowing)), .text(word), .optional(number?.key)])
  }
}
