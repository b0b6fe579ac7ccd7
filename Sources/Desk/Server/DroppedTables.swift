import Interchange
import LedgerCore

/// Tables that were dropped on the page of imports and are not entered yet, with what the officer
/// has said of their columns.
struct DroppedTables: Sendable {
  var uploads: [Upload]
  var terms: [TableTerm] = []
  /// Why changed cells are amended; nil where they stop the import.
  var amendReason: String?

  var paths: [String] { uploads.map(\.path) }

  var names: TableNames { TableNames(uploads.map { ($0.path, $0.name) }) }
}

/// What the officer calls the files that lie under names of ours.
struct TableNames: Sendable {
  private let names: [(path: String, name: String)]

  init(_ names: [(path: String, name: String)]) {
    self.names = names
  }

  /// A text in which files have the names that the officer knows.
  func named(_ text: String) -> String {
    names.reduce(text) { $0.replacing($1.path, with: $1.name) }
  }
}

extension TableTerm {
  /// As a form sends it: the parts are encoded, for a page drops what cannot be seen.
  var formValue: String {
    switch self {
    case .column(let header, let means):
      Fields([("column", header), ("means", means ?? "")]).encoded
    case .word(let column, let word, let means):
      Fields([("of", column), ("word", word), ("means", means)]).encoded
    case .sheet(let name): Fields([("sheet", name)]).encoded
    }
  }

  /// Reads what a form sent; nil for what is none.
  init?(formValue: String) {
    guard let parts = Fields(encoded: formValue) else { return nil }
    if let sheet = parts["sheet"] {
      self = .sheet(sheet)
    } else if let header = parts["column"], let means = parts["means"] {
      self = .column(header: header, means: means.isEmpty ? nil : means)
    } else if let column = parts["of"], let word = parts["word"], let means = parts["means"] {
      self = .word(column: column, word: word, means: means)
    } else {
      return nil
    }
    guard flaw == nil else { return nil }
  }
}
