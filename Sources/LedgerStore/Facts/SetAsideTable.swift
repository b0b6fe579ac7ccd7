import GRDB
package import LedgerCore

// Columns ↔ values of the treasury's lines that are not ours.

extension FactTable {
  static let bankSetAside = FactTable(
    code: 24, name: "bankSetAside", title: "另列流水", naming: "第 {number} 号（流水 {bankReference}）",
    columns: ["number", "bankReference", "kind", "reason", "decidedBy", "decidedOn"],
    accounts: [.named(.bankLine, by: "bankReference")])
}

extension LedgerWriter {
  /// Appends a decision about a bank line under the next number.
  ///
  /// - Throws: ``YearClosed`` when the line is of a closed year.
  package func append(_ decision: BankSetAside) throws {
    if let line = try ledger.treasury.line(decision.reference) {
      try closedYears().check("国库流水日期", on: line.bookedOn)
    }
    try append(
      .bankSetAside,
      [
        .of(try nextNumber(in: .bankSetAside)), .text(decision.reference.key),
        .text(decision.kind.rawValue), .text(decision.reason), .text(decision.by),
        .of(decision.on),
      ])
  }
}

extension TreasuryStatement {
  /// What stands of each bank line that was ever set aside, in order of the decisions; of a void
  /// line nothing.
  package func setAsides() throws -> [BankSetAside] {
    try setAsides(
      """
      number IN (SELECT max(number) FROM bankSetAside GROUP BY bankReference)
        AND \(VoidThings.isStanding(.bankLine, "bankReference"))
      """
    ).map(\.decision)
  }

  /// What stands of one bank line, with the entry it stands under; nil when it was never set aside.
  package func setAside(
    _ reference: BankReference
  ) throws -> (decision: BankSetAside, entry: Int)? {
    try setAsides(
      "number = (SELECT max(number) FROM bankSetAside WHERE bankReference = ?)",
      [.text(reference.key)]
    ).first
  }

  private func setAsides(
    _ condition: String, _ arguments: [FieldValue] = []
  ) throws -> [(decision: BankSetAside, entry: Int)] {
    let row = try PreparedStatement(
      """
      SELECT \(FactTable.bankSetAside.columnList), (SELECT printedBankReference FROM bankLine
        WHERE bankLine.bankReference = bankSetAside.bankReference), entry
      FROM bankSetAside WHERE \(condition) ORDER BY number
      """, in: snapshot.database)
    try row.bind(arguments)
    var decisions: [(decision: BankSetAside, entry: Int)] = []
    while try row.step() {
      var fields = FieldReader(row, of: .bankSetAside)
      _ = try fields.integer()
      let key = try fields.text()
      let kind = try fields.term(BankSetAside.Kind.self)
      let (reason, by) = (try fields.text(), try fields.text())
      let day = try fields.day()
      let printed = try fields.optionalText() ?? key
      decisions.append(
        (
          BankSetAside(
            reference: BankReference(key: key, printed: printed), kind: kind, reason: reason,
            by: by, on: day), try fields.integer()
        ))
    }
    return decisions
  }
}
