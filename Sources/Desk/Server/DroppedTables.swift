import LedgerCore

/// Tables that were dropped on the page of imports and are not entered yet, with what the officer
/// has said of their columns.
struct DroppedTables: Sendable {
  var uploads: [Upload]
  var terms: [TableTerm] = []
  /// Why changed cells are amended; nil where they stop the import.
  var amendReason: String?

  var paths: [String] { uploads.map(\.path) }

  /// A text in which files have the names that the officer knows.
  func named(_ text: String) -> String {
    uploads.reduce(text) { $0.replacing($1.path, with: $1.name) }
  }
}
