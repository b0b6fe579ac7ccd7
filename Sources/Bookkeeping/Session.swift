package import LedgerCore
package import LedgerStore
import Reconciliation

/// Where an act takes place: the ledger, who acts, and when.
package struct Session: Sendable {
  package let store: LedgerStore
  package let operatorName: String
  /// The instant of the act in ISO 8601, UTC; passed in, for the ledger has no clock.
  package let now: String
  /// The calendar day of the act: a fact of a later day has not happened.
  package let today: Day
  /// Go through the whole act and write nothing.
  package let isRehearsal: Bool
  /// The head of the ledger that the act's preview was made from; nil where nobody saw one.
  package let expectedHead: String?

  /// - Parameters:
  ///   - store: The ledger.
  ///   - operatorName: Who acts.
  ///   - now: The instant of the act.
  ///   - today: Its calendar day where the officer sits; the last day there is bounds nothing.
  ///   - isRehearsal: Write nothing.
  ///   - expectedHead: The head that the act's preview was made from: the act is refused when
  ///     something that it touches has moved since.
  package init(
    store: LedgerStore, operatorName: String, now: String, today: Day, isRehearsal: Bool = false,
    expectedHead: String? = nil
  ) {
    self.store = store
    self.operatorName = operatorName
    self.now = now
    self.today = today
    self.isRehearsal = isRehearsal
    self.expectedHead = expectedHead
  }

  /// Refuses a fact of a day that has not come.
  ///
  /// - Throws: ``Refusal/notYetHappened(_:_:today:)``.
  func checkHappened(_ what: String, on day: Day?) throws(Refusal) {
    guard let day, day > today else { return }
    throw .notYetHappened(what, day, today: today)
  }

  /// Appends the facts of one act in one transaction.
  ///
  /// - Parameters:
  ///   - kind: What the journal calls the act.
  ///   - reason: What the journal keeps of why.
  ///   - isLarge: Whether the act appends without end.
  ///   - body: Appends, and says what it came to and what the rules remind of.
  /// - Returns: What was recorded, and under which entry.
  /// - Throws: What the body throws, ``PreviewOutdated``, or a fault of the store; then nothing is
  ///   written.
  func append<Recorded>(
    _ kind: String, reason: String? = nil, isLarge: Bool = false,
    _ body: (LedgerWriter, inout [Finding]) throws -> Recorded
  ) throws -> Receipt<Recorded> {
    let stamp = EntryStamp(
      recordedAt: now, operatorName: operatorName, kind: kind, reason: reason)
    var reminders: [Finding] = []
    var entry: Int?
    let recorded = try store.append(
      stamp, expectedHead: expectedHead, isRehearsal: isRehearsal, isLarge: isLarge
    ) { writer in
      let recorded = try body(writer, &reminders)
      if writer.appendedCount > 0, !isRehearsal { entry = writer.nextEntry }
      return recorded
    }
    return Receipt(recorded: recorded, entry: entry, reminders: reminders)
  }

  /// The same of an act that the rules remind of nothing.
  func append<Recorded>(
    _ kind: String, reason: String? = nil, isLarge: Bool = false,
    _ body: (LedgerWriter) throws -> Recorded
  ) throws -> Receipt<Recorded> {
    try append(kind, reason: reason, isLarge: isLarge) { writer, _ in try body(writer) }
  }
}
