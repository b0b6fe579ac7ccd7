import Foundation
import LedgerCore
package import LedgerStore
import Synchronization

/// Answers with pages of the journal, the newest entry first, as ``ReadLog`` tells them, at the
/// cost of a page.
///
/// What is held of an entry is held by its digest, which no other entry has.
package final class HeldLog: Sendable {
  /// An entry with fewer facts is added up anew each time.
  private static let heldFrom = 1_000

  private let state = Mutex(State())

  private struct State {
    /// Of large entries, by their digests.
    var amounts: [Data: Money?] = [:]
    /// Up to an entry and its digest.
    var recipients: (entry: Int, digest: Data, mask: RecipientMask)?
  }

  package init() {}

  /// Some lines of the log, with how many there are.
  ///
  /// - Parameters:
  ///   - store: The ledger.
  ///   - filter: Which entries.
  ///   - isAsked: Which instants; nil for all.
  ///   - rows: Which of them, by how many there are.
  /// - Returns: The lines, with recipients masked.
  /// - Throws: A fault of the store; ``Refusal/notRegistered(_:number:near:)`` for a case that
  ///   nothing names.
  package func page(
    in store: LedgerStore, _ filter: ReadLog.Filter, at isAsked: ((String) -> Bool)? = nil,
    rows: (Int) -> Range<Int>
  ) throws -> [ReadLog.Line] {
    try store.read { ledger in
      let numbers = try Self.numbers(filter, isAsked, in: ledger)
      let shown = rows(numbers.count)
      let entries = try Array(numbers.reversed())[shown].compactMap { try ledger.journal.entry($0) }
      guard !entries.isEmpty else { return [] }
      let facts = try ledger.entryFacts.firstWords(of: entries.map(\.number))
      let signed = try ledger.people.signedEntries(among: entries.map(\.number))
      let proposers = try ReadLog.proposers(in: ledger)
      let amounts = try amounts(of: entries, in: ledger)
      let mask =
        entries.contains { $0.stamp.reason != nil } ? try recipients(of: ledger) : RecipientMask()
      return entries.map { entry in
        ReadLog.Line(
          entry, about: facts[entry.number], amount: amounts[entry.number],
          isSigned: signed.contains(entry.number), proposer: proposers[entry.number],
          masking: mask)
      }
    }
  }

  /// The entries asked for, in order.
  private static func numbers(
    _ filter: ReadLog.Filter, _ isAsked: ((String) -> Bool)?, in ledger: LedgerSnapshot
  ) throws -> [Int] {
    let last = try ledger.journal.lastEntry()?.number ?? 0
    let isNarrowed = filter.person != nil || filter.act != nil || filter.caseNumber != nil
    guard isNarrowed || isAsked != nil else {
      return last > 0 ? Array(1...last) : []
    }
    let ofCase = try filter.caseNumber.map { try ReadLog.entries(of: $0, ledger) }
    var numbers: [Int] = []
    try ledger.journal.forEachEntry { entry in
      if ofCase?.contains(entry.number) ?? true, filter.holds(entry.stamp),
        isAsked?(entry.stamp.recordedAt) ?? true
      {
        numbers.append(entry.number)
      }
    }
    return numbers
  }

  private func amounts(
    of entries: [JournalEntry], in ledger: LedgerSnapshot
  ) throws -> [Int: Money] {
    let held = state.withLock(\.amounts)
    let asked = entries.filter { held[$0.digest] == nil }
    var amounts = try ledger.entryFacts.amounts(of: asked.map(\.number))
    state.withLock { state in
      for entry in asked where entry.factCount >= Self.heldFrom {
        state.amounts[entry.digest] = .some(amounts[entry.number])
      }
    }
    for entry in entries { amounts[entry.number] = held[entry.digest] ?? amounts[entry.number] }
    return amounts
  }

  /// Every recipient; those of entries since the last time are added.
  private func recipients(of ledger: LedgerSnapshot) throws -> RecipientMask {
    guard let last = try ledger.journal.lastEntry() else { return RecipientMask() }
    return try state.withLock { state in
      var known: (entry: Int, mask: RecipientMask) = (0, RecipientMask())
      if let held = state.recipients,
        try ledger.journal.entry(held.entry)?.digest == held.digest
      {
        known = (held.entry, held.mask)
      }
      state.recipients = nil
      try ledger.entryFacts.forEachRecipient(after: known.entry) { known.mask.add($0) }
      state.recipients = (last.number, last.digest, known.mask)
      return known.mask
    }
  }
}
