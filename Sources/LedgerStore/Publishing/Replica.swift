import Foundation
import GRDB
import LedgerCore

/// What became of a segment that was held against a replica.
package enum SegmentFit: Equatable, Sendable {
  /// The replica reaches the segment's end; so many entries are new.
  case taken(new: Int)
  /// The replica ends before the segment begins, at this entry.
  case gap(held: Int)
  /// The two have another digest at an entry, each in hexadecimal.
  case fork(entry: Int, ours: String, theirs: String)
}

extension LedgerStore {
  /// Makes a replica (副本) of a ledger from the segment that it begins with.
  ///
  /// The file appears under its name only when it is complete.
  ///
  /// - Parameters:
  ///   - path: The file; there must be none.
  ///   - segment: Begins with the first entry, and was found signed.
  ///   - severeRules: The rules whose findings only two people may explain.
  /// - Returns: Whether it fits: a segment that begins later leaves a gap, and no file.
  /// - Throws: ``SegmentFault`` or ``StoreFault``; then there is no file.
  package static func createReplica(
    at path: String, from segment: Segment, severeRules: Set<String>
  ) throws -> SegmentFit {
    // What does not hold together costs no file.
    let entries = try segment.entries()
    return try makeReplica(at: path) { try $0.extend(by: segment, entries, severeRules) }
  }

  /// Makes a replica of a ledger from rows that another database kept; they are taken as they are.
  ///
  /// - Parameters:
  ///   - path: The file; there must be none.
  ///   - fill: Appends every entry and every fact of the ledger.
  /// - Throws: What the body throws, or a ``StoreFault``; then there is no file.
  package static func createReplica(
    at path: String, filledBy fill: (ImageWriter) throws -> Void
  ) throws {
    _ = try makeReplica(at: path) { store in
      try store.writeEntries { writer in
        let image = ImageWriter(writer.ledger)
        try fill(image)
        try image.finish()
      }
      return .taken(new: 0)
    }
  }

  /// The file appears under its name only when it is complete; where there is a gap, none does.
  private static func makeReplica(
    at path: String, _ fill: (LedgerStore) throws -> SegmentFit
  ) throws -> SegmentFit {
    guard !DurableFile.isTaken(path) else { throw StoreFault.exists(path: path) }
    let draft = DraftName(for: path, "new").path
    try DurableFile.create(draft, for: path)
    defer { DurableFile.removeDatabase(draft) }
    let fit = try translatingErrors(path) {
      let queue = try DatabaseQueue(path: draft, configuration: configuration())
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA journal_mode = WAL")
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try migrate(database)
      }
      let store = LedgerStore(access: .one(Connection(queue)), path: path)
      let fit = try fill(store)
      try store.emptyLog()
      try store.close()
      return fit
    }
    guard case .taken = fit else { return fit }
    try DurableFile.publish(draft, as: path)
    return fit
  }

  /// Takes the entries of a segment that a replica does not have, all of them or none.
  ///
  /// - Parameters:
  ///   - segment: Was found signed.
  ///   - severeRules: The rules whose findings only two people may explain.
  /// - Returns: Whether it fits.
  /// - Throws: ``SegmentFault`` when what it says does not hold together; ``StoreFault``.
  package func extend(by segment: Segment, severeRules: Set<String>) throws -> SegmentFit {
    try extend(by: segment, segment.entries(), severeRules)
  }

  private func extend(
    by segment: Segment, _ entries: [SegmentEntry], _ severeRules: Set<String>
  ) throws -> SegmentFit {
    try writeEntries { writer in
      let journal = writer.ledger.journal
      let held = try journal.lastEntry()?.number ?? 0
      guard segment.after.entry <= held else { return .gap(held: held) }
      let theirs =
        [(segment.after.entry, segment.after.head)]
        + entries.map { ($0.number, hexadecimal($0.digest)) }
      for (number, head) in theirs where number > 0 && number <= held {
        let ours = try journal.entry(number).map { hexadecimal($0.digest) } ?? ""
        if ours != head { return .fork(entry: number, ours: ours, theirs: head) }
      }
      let new = entries.filter { $0.number > held }
      try ReplicaWriting(writer.ledger).append(new, of: segment, severeRules)
      return .taken(new: new.count)
    }
  }
}

/// Appends entries of another ledger as they are, each held against its digest.
private struct ReplicaWriting {
  private let ledger: LedgerSnapshot

  init(_ ledger: LedgerSnapshot) { self.ledger = ledger }

  func append(_ entries: [SegmentEntry], of segment: Segment, _ severeRules: Set<String>) throws {
    guard let first = entries.first else { return }
    var previous = try ledger.journal.lastEntry()?.digest
    for entry in entries {
      do {
        previous = try append(entry, after: previous)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        // No ledger of ours would have taken such a row.
        throw SegmentFault.contradictory(entry: entry.number)
      }
    }
    guard previous.map(hexadecimal) == segment.to.head,
      try ledger.journal.has(segment.identity, at: 1)
    else { throw SegmentFault.contradictory(entry: segment.to.entry) }
    try ledger.payments.appendTotals(from: first.number)
    let problems = try SignatureCheck.problems(
      in: ledger, severeRules: severeRules, lastCount: entries.count)
    guard problems.isEmpty else {
      throw SegmentFault.badEntrySignature(problems.prefix(3).map(\.message))
    }
  }

  /// - Returns: The entry's digest.
  private func append(_ entry: SegmentEntry, after previous: Data?) throws -> Data {
    var marks = Data()
    var earlier = EarlierEntryDigest(after: previous)
    for (index, fact) in entry.facts.enumerated() {
      guard let table = FactTable.with(code: fact.code), var values = fact.values(of: table) else {
        throw SegmentFault.contradictory(entry: entry.number)
      }
      fact.bytes.withUnsafeBytes { FactMark(table, encoded: $0).append(to: &marks) }
      if !entry.hasMarks {
        earlier.add(
          table: table.name, ordinal: index + 1, values: values.map(\.databaseValue))
      }
      for settled in entry.settled where settled.ordinal == index + 1 {
        try settle(settled, &values, table, entry.number)
      }
      let insertion = try ledger.insertion(into: table)
      try insertion.bind([.of(entry.number), .of(index + 1)] + values)
      defer { insertion.reset() }
      _ = try insertion.step()
    }
    let digest =
      entry.hasMarks
      ? marks.withUnsafeBytes {
        EntryDigest.of(
          $0, after: previous, number: entry.number, stamp: entry.stamp,
          factCount: entry.facts.count)
      }
      : earlier.finish(
        number: entry.number, stamp: entry.stamp, factCount: entry.facts.count)
    guard digest == entry.digest else { throw SegmentFault.contradictory(entry: entry.number) }
    try ledger.append(
      ImageEntry(
        number: entry.number, stamp: entry.stamp, factCount: entry.facts.count,
        digest: entry.digest, marks: entry.hasMarks ? marks : nil, signature: entry.signature))
    return digest
  }

  /// Gives a number the form it is compared in now, and keeps what was recorded beside it.
  private func settle(
    _ settled: SegmentEntry.Settled, _ values: inout [FieldValue], _ table: FactTable,
    _ entry: Int
  ) throws {
    guard let column = table.columns.firstIndex(of: settled.column),
      case .text(let recorded) = values[column],
      normalizedNumber(recorded).hasBytes(of: settled.present)
    else { throw SegmentFault.contradictory(entry: entry) }
    values[column] = .text(settled.present)
    try ledger.append(
      ImageNumber(
        table: table.name, column: settled.column, entry: entry, ordinal: settled.ordinal,
        recorded: recorded))
  }
}

extension FieldValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .text(let text): text.databaseValue
    }
  }
}
