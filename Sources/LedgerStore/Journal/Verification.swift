package import Foundation
import GRDB
package import LedgerCore

/// One of the checks that verifying is made of; two may be at work at once, each on a connection.
package enum LedgerCheck: CaseIterable, Sendable {
  /// Marks and chain: every fact is read once.
  case journal
  /// SQLite's own check of pages and indexes.
  case pages
  /// What points to what.
  case references
  /// The running totals of payments, worked out anew.
  case totals
  /// What facts owe to one another.
  case consistency
}

extension LedgerReader {
  /// Recomputes the chain from the rows, and checks the file and its schema.
  ///
  /// - Complexity: Reads every row of the ledger a few times.
  package func verify() throws -> Verification {
    guard let schema = try schemaToVerify() else {
      return Verification(
        entryCount: 0, factCount: 0, head: "", problems: try SchemaCheck.problems(database))
    }
    var found = try result(of: .journal)
    for check in [LedgerCheck.totals, .pages, .references] {
      found.problems += try result(of: check).problems
    }
    found.problems += schema
    return found
  }

  /// What is wrong with the schema; nil when tables are wanting, so that nothing can be read.
  package func schemaToVerify() throws -> [IntegrityProblem]? {
    let names = FactTable.all.map(\.name) + ["journalEntry", "postedTotal"]
    guard try names.allSatisfy({ try database.tableExists($0) }) else { return nil }
    return try SchemaCheck.problems(database)
  }

  /// What is wrong with a schema that lacks tables.
  package func schemaProblems() throws -> [IntegrityProblem] {
    try SchemaCheck.problems(database)
  }

  /// Makes one check.
  ///
  /// - Returns: What it found; the journal's alone says how much there is, and the head.
  package func result(of check: LedgerCheck) throws -> Verification {
    do {
      switch check {
      case .journal:
        let journal = try JournalCheck(database)
        return Verification(
          entryCount: journal.entryCount, factCount: journal.factCount,
          head: journal.head.map(hexadecimal) ?? "", problems: journal.problems,
          notes: journal.notes)
      case .pages: return Verification(try FileCheck.pageProblems(database))
      case .references: return Verification(try FileCheck.referenceProblems(database))
      case .totals: return Verification(try postedTotalProblems())
      case .consistency: return Verification(try consistencyProblems())
      }
    } catch let fault as StoreFault {
      return Verification([IntegrityProblem(.unreadable, fault.description)])
    }
  }

  /// The size of the ledger in bytes, without its log.
  package func byteCount() throws -> Int {
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    return pages * size
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

extension Verification {
  fileprivate init(_ problems: [IntegrityProblem]) {
    self.init(entryCount: 0, factCount: 0, head: "", problems: problems)
  }
}

/// Bytes in hexadecimal, as statements print a digest.
package func hexadecimal(_ data: Data) -> String {
  let digits = Array("0123456789abcdef")
  return String(data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
