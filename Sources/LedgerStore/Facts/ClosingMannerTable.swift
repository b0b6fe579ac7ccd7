import GRDB
package import LedgerCore

// Columns ↔ values of the manner in which cases were closed.

extension FactTable {
  static let closingManner = FactTable(
    code: 31, name: "closingManner", title: "结案情形", naming: "第 {number} 号（案件 {caseNumber}）",
    columns: ["number", "caseNumber", "manner"],
    accounts: [.named(.legalAidCase, by: "caseNumber")])
}

extension LedgerWriter {
  /// Appends in what manner a case was closed (结案情形): 判决, 调解, 撤诉; what was said last stands.
  package func append(closingManner manner: String, of number: CaseNumber) throws {
    let number = try ledger.caseNumbers.present(number)
    guard try ledger.cases.closingManner(of: number) != manner else { return }
    try append(
      .closingManner,
      [.of(try nextNumber(in: .closingManner)), .text(number.key), .text(manner)])
  }
}

extension CaseRegister {
  /// In what manner a case was closed, as it was said last under any number it had; nil when it was
  /// never said.
  package func closingManner(of number: CaseNumber) throws -> String? {
    try closingManners(of: number).last?.manner
  }

  /// All that was said of the manner in which a case was closed, each with its journal entry.
  package func closingManners(
    of number: CaseNumber
  ) throws -> [(entry: Int, manner: String)] {
    try snapshot.caseNumbers.stretches(of: number).flatMap { stretch in
      try snapshot.all(
        .closingManner, "WHERE caseNumber = ? AND entry > ? AND entry <= ? ORDER BY number",
        [.text(stretch.number.key), .of(stretch.after), .of(stretch.through ?? .max)]
      ) { row in (LedgerSnapshot.entry(of: row), try Self.manner(row)) }
    }
  }

  /// The manner of each case of which it was said, by the key of its present number.
  package func closingManners() throws -> [String: String] {
    let renumberings = try snapshot.caseNumbers.renumberings()
    let said = try snapshot.all(.closingManner, "ORDER BY number") { row in
      var fields = FieldReader(row, of: .closingManner)
      _ = try fields.integer()
      let number = CaseNumber(key: try fields.text(), printed: "")
      return (
        number: renumberings.present(number, citedIn: LedgerSnapshot.entry(of: row)).key,
        manner: try fields.text()
      )
    }
    return Dictionary(said.map { ($0.number, $0.manner) }, uniquingKeysWith: { $1 })
  }

  private static func manner(_ row: PreparedStatement) throws -> String {
    var fields = FieldReader(row, of: .closingManner)
    _ = try fields.integer()
    _ = try fields.text()
    return try fields.text()
  }
}
