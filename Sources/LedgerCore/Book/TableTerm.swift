/// What a person said that something in an office's tables means (列名对应): said once, kept, and
/// used for every table that has it.
package enum TableTerm: Hashable, Sendable {
  /// A header, and the ledger's name of the column that it means; nil where the ledger keeps
  /// nothing of it.
  case column(header: String, means: String?)
  /// A word in a column, by the ledger's name of the column, and the term it stands for.
  case word(column: String, word: String, means: String)
  /// The name of a sheet that is no table of ours.
  case sheet(String)

  /// What it says, in an officer's words.
  package var words: String {
    switch self {
    case .column(let header, let means?): "“\(printable(header))”读作\(means)"
    case .column(let header, nil): "“\(printable(header))”不读"
    case .word(let column, let word, let means): "\(column)“\(printable(word))”读作\(means)"
    case .sheet(let name): "工作表“\(printable(name))”不读"
    }
  }

  /// Whether another says something of the same header, word or sheet.
  package func isAbout(_ other: TableTerm) -> Bool {
    switch (self, other) {
    case (.column(let one, _), .column(let other, _)): normalized(one) == normalized(other)
    case (.word(let column, let word, _), .word(let otherColumn, let otherWord, _)):
      normalized(column) == normalized(otherColumn) && normalized(word) == normalized(otherWord)
    case (.sheet(let one), .sheet(let other)): normalized(one) == normalized(other)
    default: false
    }
  }
}
