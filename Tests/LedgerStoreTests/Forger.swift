import Foundation
import GRDB
import LedgerCore

@testable import LedgerStore

/// A clerk who knows how the ledger is made: changes what he likes, makes all marks and the whole
/// chain anew, and signs what he has keys for.
struct Forger {
  let database: Database
  /// The entries he signs anew, and with which key; the key's number stays what it was.
  var signs: (_ entry: Int, _ person: Int) -> OpenKey?

  /// Makes every mark and digest what the facts now give.
  func recompute() throws {
    let statements = StatementCache()
    let ledger = LedgerSnapshot(database: database, statements)
    let numbers = try EarlierNumbers(database)
    var marks: [Int: [(ordinal: Int, mark: FactMark)]] = [:]
    for table in FactTable.all {
      let scan = try FactScan(table, in: database, "", numbers)
      while try scan.next() {
        marks[scan.place.entry, default: []].append((scan.place.ordinal, scan.mark()))
      }
    }
    var entries: [JournalEntry] = []
    try ledger.journal.forEachEntry { entries.append($0) }
    var previous: Data?
    for entry in entries {
      var bytes = Data()
      let own = (marks[entry.number] ?? []).sorted { $0.ordinal < $1.ordinal }
      for (_, mark) in own { mark.append(to: &bytes) }
      let digest = bytes.withUnsafeBytes {
        EntryDigest.of(
          $0, after: previous, number: entry.number, stamp: entry.stamp, factCount: own.count)
      }
      try database.execute(
        sql: "UPDATE journalEntry SET marks = ?, digest = ?, factCount = ? WHERE number = ?",
        arguments: [bytes, digest, own.count, entry.number])
      if let person = try ledger.people.signer(of: entry.number),
        let key = signs(entry.number, person)
      {
        let signature = try EntrySigner(person: person, name: "", key: key).signature(of: digest)
        try database.execute(
          sql: "UPDATE entrySignature SET signature = ? WHERE entry = ?",
          arguments: [signature, entry.number])
      }
      previous = digest
    }
    statements.removeAll()
  }
}
