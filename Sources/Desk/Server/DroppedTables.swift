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
  /// Parts the words of one in a form.
  private static let mark = "\u{1F}"

  /// As a form sends it.
  var formValue: String {
    switch self {
    case .column(let header, let means): Self.joined("column", header, means ?? "")
    case .word(let column, let word, let means): Self.joined("word", column, word, means)
    case .sheet(let name): Self.joined("sheet", name)
    }
  }

  private static func joined(_ parts: String...) -> String { parts.joined(separator: mark) }

  /// Reads what a form sent; nil for what is none.
  init?(formValue: String) {
    let parts = formValue.split(separator: Self.mark, omittingEmptySubsequences: false)
      .map(String.init)
    switch (parts.first, parts.count) {
    case ("column", 3): self = .column(header: parts[1], means: parts[2].isEmpty ? nil : parts[2])
    case ("word", 4): self = .word(column: parts[1], word: parts[2], means: parts[3])
    case ("sheet", 2): self = .sheet(parts[1])
    default: return nil
    }
    guard flaw == nil else { return nil }
  }
}
