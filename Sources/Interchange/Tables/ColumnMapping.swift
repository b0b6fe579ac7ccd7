package import LedgerCore

/// What a person said of the columns, words and sheets of tables (列名对应): what the ledger's own
/// names do not know, said once and kept.
package struct ColumnMapping: Equatable, Sendable {
  /// What a header means, by its compared name: the ledger's name of a column, or nothing.
  package private(set) var columns: [String: Target] = [:]
  /// What a word of a column means: by the ledger's name of the column and the normalised word.
  package private(set) var words: [Word: String] = [:]
  /// Sheets that are no tables of ours, by their normalised names.
  package private(set) var passedOverSheets: Set<String> = []

  /// What stands in each row of a column that a table does not have, by the ledger's name of the
  /// column: it is said of one import and not kept.
  package var fills: [String: String] = [:]

  package init() {}

  /// What a person says of a header.
  package enum Target: Equatable, Hashable, Sendable {
    /// The column of this name: its Chinese header or its alias.
    case column(String)
    /// None: what stands there is left out.
    case passedOver
  }

  /// A word in a column.
  package struct Word: Equatable, Hashable, Sendable {
    /// The column's Chinese header or alias, normalised.
    let column: String
    let word: String
  }

  /// Adds what a person said; a later saying of the same thing goes before an earlier one.
  package mutating func add(_ term: TableTerm) {
    switch term {
    case .column(let header, let means):
      columns[HeaderName(header).key] = means.map(Target.column) ?? .passedOver
    case .word(let column, let word, let means):
      words[Word(column: HeaderName.compared(column), word: normalized(word))] = means
    case .sheet(let name): passedOverSheets.insert(normalized(name))
    }
  }

  package init(_ terms: some Sequence<TableTerm>) {
    for term in terms { add(term) }
  }

  /// What is said to stand in each row, by the columns of a kind.
  func fills(of kind: TableKind) -> [Column: String] {
    fills.reduce(into: [:]) { found, fill in
      if let column = kind.column(named: fill.key) { found[column] = fill.value }
    }
  }
}

extension TableTerm {
  /// Why it says nothing of any table: the ledger has no such column, or no such term.
  package var flaw: String? {
    switch self {
    case .column(_, nil), .sheet: return nil
    case .column(_, let means?):
      let isKnown = TableKind.allCases.contains { $0.column(named: means) != nil }
      return isKnown ? nil : "账上没有“\(printable(means))”这一列"
    case .word(let column, _, let means):
      let specs = TableKind.allCases.flatMap { kind in
        kind.columns.filter { $0.column == kind.column(named: column) }
      }
      guard !specs.isEmpty else { return "账上没有“\(printable(column))”这一列" }
      let isTerm = specs.contains { (try? $0.value(of: means, ColumnWords())) != nil }
      return isTerm ? nil : "\(column)里没有“\(printable(means))”"
    }
  }
}

extension TableKind {
  /// The column of a name: its Chinese header, its alias, or another name that surely means it.
  func column(named name: String) -> Column? {
    guard case .column(let column)? = ColumnNames.bundled(self).meaning(of: HeaderName(name).key)
    else { return nil }
    return column
  }
}
