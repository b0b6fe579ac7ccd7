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

extension LedgerCheck {
  /// Makes the check.
  ///
  /// - Returns: What it found; the journal's alone says how much there is, and the head.
  package func result(in ledger: LedgerSnapshot) throws -> Verification {
    do {
      switch self {
      case .journal:
        let journal = try JournalCheck(ledger.database)
        return Verification(
          entryCount: journal.entryCount, factCount: journal.factCount,
          head: journal.head.map(hexadecimal) ?? "", problems: journal.problems,
          notes: journal.notes)
      case .pages: return Verification(try FileCheck.pageProblems(ledger.database))
      case .references: return Verification(try FileCheck.referenceProblems(ledger.database))
      case .totals: return Verification(try ledger.payments.postedTotalProblems())
      case .consistency: return Verification(try ConsistencyCheck.problems(in: ledger))
      }
    } catch let fault as StoreFault {
      return Verification([IntegrityProblem(.unreadable, fault.description)])
    }
  }
}

extension Verification {
  /// Recomputes the chain from the rows, and checks the file, its schema and the signatures.
  ///
  /// - Parameters:
  ///   - ledger: The ledger.
  ///   - severeRules: The rules whose findings only two people may explain.
  ///   - signatures: How many of the newest signatures are worked out; nil for all.
  /// - Throws: A `DatabaseError` when the file cannot be read at all.
  /// - Complexity: Reads every row of the ledger a few times.
  package init(
    of ledger: LedgerSnapshot, severeRules: Set<String> = [], signatures: Int? = nil
  ) throws {
    let schema = try SchemaCheck.problems(in: ledger)
    guard try SchemaCheck.hasTables(in: ledger) else {
      self.init(schema)
      return
    }
    self = try LedgerCheck.journal.result(in: ledger)
    for check in [LedgerCheck.totals, .pages, .references] {
      problems += try check.result(in: ledger).problems
    }
    do {
      problems += try SignatureCheck.problems(
        in: ledger, severeRules: severeRules, lastCount: signatures)
    } catch let fault as StoreFault {
      problems.append(IntegrityProblem(.unreadable, fault.description))
    }
    problems += schema
  }

  fileprivate init(_ problems: [IntegrityProblem]) {
    self.init(entryCount: 0, factCount: 0, head: "", problems: problems)
  }
}

/// Bytes in hexadecimal, as statements print a digest.
package func hexadecimal(_ data: Data) -> String {
  func digit(_ half: UInt8) -> UInt8 {
    half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10
  }
  return String(unsafeUninitializedCapacity: 2 * data.count) { text in
    for (index, byte) in data.enumerated() {
      text[2 * index] = digit(byte >> 4)
      text[2 * index + 1] = digit(byte & 15)
    }
    return 2 * data.count
  }
}
