import GRDB
package import LedgerCore

// Columns ↔ values of payees.

extension FactTable {
  static let payee = FactTable(
    code: 25, name: "payee", title: "收款人登记", naming: "第 {number} 号第 {revision} 次登记",
    columns: ["number", "revision", "reason", "name", "aliases", "bank", "account", "isEnded"],
    accounts: [.named(.payee, by: "number")])
}

extension Payee {
  fileprivate func fields(revision: Int, reason: String?) -> [FieldValue] {
    [
      .of(number), .of(revision), .optional(reason), .text(name),
      .text(aliases.joined(separator: "\n")), .text(account.bank), .text(account.number.digits),
      .integer(isEnded ? 1 : 0),
    ]
  }
}

extension Revision<Payee> {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .payee)
    let payee = try fields.integer()
    number = try fields.integer()
    reason = try fields.optionalText()
    let name = try fields.text()
    let aliases = try fields.text().split(separator: "\n").map(String.init)
    let bank = try fields.text()
    guard let account = try? AccountNumber(try fields.text()) else {
      throw StoreFault.unreadableRow(table: FactTable.payee.name, column: "account")
    }
    fact = Payee(
      number: payee, name: name, aliases: aliases,
      account: BankAccount(bank: bank, number: account), isEnded: try fields.integer() == 1)
  }
}

extension LedgerWriter {
  /// Appends a payee as it now stands: its registration, or its next revision.
  package func append(_ payee: Payee, reason: String? = nil) throws {
    let last = try ledger.payees.lastRevision(of: payee.number)?.number ?? 0
    try append(.payee, payee.fields(revision: last + 1, reason: reason))
  }
}
