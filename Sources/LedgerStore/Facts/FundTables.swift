import GRDB
package import LedgerCore

// Columns ↔ values of the bureau, appropriations, their changes and opening balances.

extension FactTable {
  static let bureau = FactTable(
    code: 1, name: "bureau", title: "单位", naming: "",
    columns: ["id", "agency", "region"])

  static let appropriation = FactTable(
    code: 2, name: "appropriation", title: "经费指标",
    naming: "{printedDocumentNumber}（{fiscalYear} 年度）第 {revision} 次登记",
    columns: [
      "documentNumber", "fiscalYear", "revision", "reason", "printedDocumentNumber", "source",
      "receivedOn", "amount", "permittedUses", "originYear", "note",
    ],
    accounts: [.named(.appropriation, by: "documentNumber", "fiscalYear"), .budgetYear]
      + AccountColumns.days("receivedOn"))

  static let appropriationChange = FactTable(
    code: 3, name: "appropriationChange", title: "指标变动", naming: "第 {number} 号（{documentNumber}）",
    columns: [
      "number", "documentNumber", "fiscalYear", "firstRevision", "kind", "changedOn", "amount",
      "reason",
    ],
    accounts: [.named(.appropriation, by: "documentNumber", "fiscalYear"), .budgetYear]
      + AccountColumns.days("changedOn"))

  static let openingBalance = FactTable(
    code: 4, name: "openingBalance", title: "上年结转", naming: "{fiscalYear} 年度第 {revision} 次登记",
    columns: ["fiscalYear", "revision", "reason", "amount", "note"],
    accounts: [.named(.opening, by: "fiscalYear"), .budgetYear])
}

extension Bureau {
  var fields: [FieldValue] { [.integer(1), .text(agency), .text(region)] }

  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .bureau)
    _ = try fields.integer()
    self.init(agency: try fields.text(), region: try fields.text())
  }
}

extension Appropriation {
  func fields(revision: Int, reason: String?) -> [FieldValue] {
    let uses = PaymentUse.allCases.filter(permittedUses.contains).map(\.rawValue)
    return [
      .text(id.document.key), .of(id.fiscalYear.number), .of(revision), .optional(reason),
      .text(id.document.printed), .text(source.rawValue), .of(receivedOn), .of(amount),
      .text(uses.joined(separator: "、")), .of(originYear.number), .optional(note),
    ]
  }
}

extension Revision<Appropriation> {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .appropriation)
    let key = try fields.text()
    let fiscalYear = try fields.year()
    number = try fields.integer()
    reason = try fields.optionalText()
    let document = DocumentNumber(key: key, printed: try fields.text())
    let source = try fields.term(FundSource.self)
    let receivedOn = try fields.day()
    let amount = try fields.money()
    let uses = try fields.text().split(separator: "、")
      .compactMap { PaymentUse(rawValue: String($0)) }
    fact = Appropriation(
      id: AppropriationID(document: document, fiscalYear: fiscalYear), source: source,
      receivedOn: receivedOn, amount: amount, permittedUses: Set(uses),
      originYear: try fields.year(), note: try fields.optionalText())
  }
}

/// A stored change of an appropriation with its number.
package struct NumberedChange: Equatable, Sendable {
  /// From 1, in order of recording.
  package let number: Int
  package let change: AppropriationChange

  package init(number: Int, change: AppropriationChange) {
    self.number = number
    self.change = change
  }

  var fields: [FieldValue] {
    [
      .of(number), .text(change.appropriation.document.key),
      .of(change.appropriation.fiscalYear.number), .integer(1), .text(change.kind.rawValue),
      .of(change.changedOn), .of(change.amount), .text(change.reason),
    ]
  }

  /// Reads a change; the printed form of its document comes from the appropriation it changes.
  init(_ row: PreparedStatement, printedDocument: String) throws {
    var fields = FieldReader(row, of: .appropriationChange)
    number = try fields.integer()
    let document = DocumentNumber(key: try fields.text(), printed: printedDocument)
    let id = AppropriationID(document: document, fiscalYear: try fields.year())
    _ = try fields.integer()
    change = AppropriationChange(
      appropriation: id, kind: try fields.term(AppropriationChange.Kind.self),
      changedOn: try fields.day(), amount: try fields.money(), reason: try fields.text())
  }
}

extension OpeningBalance {
  func fields(revision: Int, reason: String?) -> [FieldValue] {
    [.of(fiscalYear.number), .of(revision), .optional(reason), .of(amount), .optional(note)]
  }
}

extension Revision<OpeningBalance> {
  init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .openingBalance)
    let year = try fields.year()
    number = try fields.integer()
    reason = try fields.optionalText()
    fact = OpeningBalance(
      fiscalYear: year, amount: try fields.money(), note: try fields.optionalText())
  }
}
