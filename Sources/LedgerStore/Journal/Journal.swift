import Foundation
import GRDB
import LedgerCore

/// The journal (流水): its entries, and the heads that statements print.
package struct Journal {
  let snapshot: LedgerSnapshot

  /// An entry of the journal by its number.
  package func entry(_ number: Int) throws -> JournalEntry? {
    try entry("WHERE number = ?", [.of(number)])
  }

  /// The newest entry of the journal.
  package func lastEntry() throws -> JournalEntry? {
    try entry("ORDER BY number DESC LIMIT 1", [])
  }

  /// The digest of the last entry in hexadecimal: what a statement prints.
  package func head() throws -> String {
    try lastEntry().map { hexadecimal($0.digest) } ?? ""
  }

  /// Whether an entry is there, and its digest in hexadecimal is this one.
  package func has(_ head: String, at entry: Int) throws -> Bool {
    try self.entry(entry).map { hexadecimal($0.digest) } == head
  }

  /// The digest of every entry in order, in hexadecimal.
  package func heads() throws -> [String] {
    try Data.fetchAll(snapshot.database, sql: "SELECT digest FROM journalEntry ORDER BY number")
      .map(hexadecimal)
  }

  /// The numbers of the entries whose digest begins with some hexadecimal digits, at most two.
  package func entries(withHead digits: String) throws -> [Int] {
    try Int.fetchAll(
      snapshot.database,
      sql: """
        SELECT number FROM journalEntry WHERE substr(hex(digest), 1, ?) = ? ORDER BY number LIMIT 2
        """, arguments: [digits.utf8.count, digits.uppercased()])
  }

  /// The entries in their order.
  package func forEachEntry(_ body: (JournalEntry) throws -> Void) throws {
    let rows = try PreparedStatement(
      JournalEntry.selection + " ORDER BY number", in: snapshot.database)
    while try rows.step() { try body(try JournalEntry(rows)) }
  }

  private func entry(_ tail: String, _ arguments: [FieldValue]) throws -> JournalEntry? {
    try snapshot.facts(
      "journalEntry \(tail)", arguments, JournalEntry.init
    ) { "\(JournalEntry.selection) \(tail)" }.first
  }
}
