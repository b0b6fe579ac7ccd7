package import Foundation
import GRDB
package import LedgerCore

extension LedgerReader {
  /// Recomputes the chain from the rows, and checks the file and its schema.
  ///
  /// - Complexity: Reads and sorts every row of the ledger once.
  package func verify() throws -> Verification {
    let schema = try SchemaCheck.problems(database)
    // Without its tables and columns there is nothing to read the journal from.
    let hasTables = try FactTable.all.allSatisfy { try database.tableExists($0.name) }
    guard hasTables, try database.tableExists("journalEntry") else {
      return Verification(entryCount: 0, factCount: 0, head: "", problems: schema)
    }
    let file = try FileCheck.problems(database)
    do {
      let journal = try JournalCheck(database)
      return Verification(
        entryCount: journal.entryCount, factCount: journal.factCount,
        head: journal.head.map(hexadecimal) ?? "",
        problems: try journal.problems + postedTotalProblems() + file + schema)
    } catch let fault as StoreFault {
      let unreadable = IntegrityProblem(.unreadable, fault.description)
      return Verification(
        entryCount: 0, factCount: 0, head: "", problems: [unreadable] + file + schema)
    }
  }

  /// The numbers of the entries whose digest begins with some hexadecimal digits, at most two.
  package func entries(withHead digits: String) throws -> [Int] {
    try Int.fetchAll(
      database,
      sql: """
        SELECT number FROM journalEntry WHERE substr(hex(digest), 1, ?) = ? ORDER BY number LIMIT 2
        """, arguments: [digits.utf8.count, digits.uppercased()])
  }
}

/// Bytes in hexadecimal, as statements print a digest.
package func hexadecimal(_ data: Data) -> String {
  let digits = Array("0123456789abcdef")
  return String(data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
