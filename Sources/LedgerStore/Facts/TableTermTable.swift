import GRDB
package import LedgerCore

// Columns ↔ values of what a person said of the columns, words and sheets of tables.

extension FactTable {
  static let tableTerm = FactTable(
    code: 30, name: "tableTerm", title: "列名对应", naming: "第 {number} 号",
    columns: ["number", "kind", "columnName", "said", "means"])
}

extension TableTerm {
  private enum Kind: String, CaseIterable {
    case column = "列"
    case word = "词"
    case sheet = "工作表"
  }

  fileprivate func fields(number: Int) -> [FieldValue] {
    switch self {
    case .column(let header, let means):
      [
        .of(number), .text(Kind.column.rawValue), .null, .text(header), .optional(means),
      ]
    case .word(let column, let word, let means):
      [.of(number), .text(Kind.word.rawValue), .text(column), .text(word), .text(means)]
    case .sheet(let name):
      [
        .of(number), .text(Kind.sheet.rawValue), .null, .text(name),
        .null,
      ]
    }
  }

  fileprivate init(_ row: PreparedStatement) throws {
    var fields = FieldReader(row, of: .tableTerm)
    _ = try fields.integer()
    let kind = try fields.term(Kind.self)
    let column = try fields.optionalText()
    let said = try fields.text()
    let means = try fields.optionalText()
    switch kind {
    case .column: self = .column(header: said, means: means)
    case .word: self = .word(column: column ?? "", word: said, means: means ?? "")
    case .sheet: self = .sheet(said)
    }
  }
}

extension LedgerSnapshot {
  /// All that was ever said of the columns, words and sheets of tables, in order; what was said
  /// last of a thing stands.
  package func tableTerms() throws -> [TableTerm] {
    try all(.tableTerm, "ORDER BY number") { try TableTerm($0) }
  }
}

extension LedgerWriter {
  /// Appends what a person says of tables under the next number.
  package func append(_ term: TableTerm) throws {
    try append(.tableTerm, term.fields(number: try nextNumber(in: .tableTerm)))
  }
}
