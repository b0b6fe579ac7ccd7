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
  package private(set) var isRehearsal: Bool
  /// The head of the ledger that the act's preview was made from; nil where nobody saw one.
  package var expectedHead: String?
  /// Who signs; asked for in a ledger with people.
  package let signer: EntrySigner?
  /// That the act is somebody's whom this one confirms.
  package let confirmation: Confirmation?
  /// How the front end carries the act out again, for the second person; nil where it cannot.
  package var request: [String]?

  /// - Parameters:
  ///   - store: The ledger.
  ///   - operatorName: Who acts; in a ledger with people the signer's name counts.
  ///   - now: The instant of the act.
  ///   - today: Its calendar day where the officer sits; the last day there is bounds nothing.
  ///   - isRehearsal: Write nothing.
  ///   - expectedHead: The head that the act's preview was made from: the act is refused when
  ///     something that it touches has moved since.
  ///   - signer: Who signs.
  ///   - confirmation: That the act is somebody's whom this one confirms.
  ///   - request: How the front end carries the act out again.
  package init(
    store: LedgerStore, operatorName: String, now: String, today: Day, isRehearsal: Bool = false,
    expectedHead: String? = nil, signer: EntrySigner? = nil, confirmation: Confirmation? = nil,
    request: [String]? = nil
  ) {
    self.store = store
    self.operatorName = signer?.name ?? operatorName
    self.now = now
    self.today = today
    self.isRehearsal = isRehearsal
    self.expectedHead = expectedHead
    self.signer = signer
    self.confirmation = confirmation
    self.request = request
  }

  /// The same, going through an act without writing.
  package var rehearsing: Session {
    var session = self
    session.isRehearsal = true
    return session
  }

  /// Whose act it is: who asked for it where another carries it out, else who acts.
  package var whoAsks: String { confirmation?.proposer ?? operatorName }

  /// The same, after a preview that was made when the ledger had this head.
  package func expecting(_ head: String) -> Session {
    var session = self
    session.expectedHead = head
    return session
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
  /// - Throws: What the body throws, ``PreviewOutdated``, ``PersonRefusal`` in a ledger with
  ///   people, or a fault of the store; then nothing is written. ``ActProposed`` when the act needs
  ///   a second person: it is recorded as asked for, and nothing else is.
  func append<Recorded>(
    _ kind: String, reason: String? = nil, isLarge: Bool = false,
    _ body: (LedgerWriter, inout [Finding]) throws -> Recorded
  ) throws -> Receipt<Recorded> {
    var reminders: [Finding] = []
    var entry: Int?
    let recorded: Recorded
    do {
      recorded = try store.append(
        stamp(kind, reason), expectedHead: expectedHead, isRehearsal: isRehearsal,
        isLarge: isLarge, signer: signer
      ) { writer in
        let license = try ActLicense(self, kind, in: writer.ledger)
        let recorded = try writer.ledger.proposing { try body(writer, &reminders) }
        try license.settle(writer, recorded, reason: writer.reason ?? reason)
        if writer.appendedCount > 0, !isRehearsal { entry = writer.nextEntry }
        return recorded
      }
    } catch let needed as SecondPersonNeeded {
      throw try propose(kind, needed, reminders)
    }
    return Receipt(recorded: recorded, entry: entry, reminders: reminders)
  }

  private func stamp(_ kind: String, _ reason: String?) -> EntryStamp {
    EntryStamp(recordedAt: now, operatorName: operatorName, kind: kind, reason: reason)
  }

  /// Records an act as asked for, since one person is not enough for it.
  private func propose(
    _ kind: String, _ needed: SecondPersonNeeded, _ reminders: [Finding]
  ) throws -> any Error {
    let act = ActKind.of(kind)
    guard let request else { return PersonRefusal.secondPersonNeeded(act, needed.grounds) }
    let preview = needed.preview + reminders.map { printable($0.message) }
    let number = try store.append(stamp("propose", needed.reason), signer: signer) { writer in
      _ = try ActLicense(self, "propose", in: writer.ledger)
      let proposal = Proposal(
        act: kind, grounds: needed.grounds, words: request, preview: preview,
        reason: needed.reason, factsDigest: needed.factsDigest)
      if let open = try writer.ledger.proposals.open(askingTheSameAs: proposal) {
        throw PersonRefusal.alreadyProposed(open.number, act)
      }
      return try writer.append(proposal)
    }
    return ActProposed(number: number, act: act, grounds: needed.grounds, preview: preview)
  }

  /// Whose name an act records where one is typed: in a ledger with people it is the signer's.
  ///
  /// - Throws: ``PersonRefusal/otherName(_:)``.
  func name(_ typed: String, as what: String) throws -> String {
    guard let signer else { return typed }
    // Who asked typed their own name; who carries it out signs in theirs.
    guard [signer.name, whoAsks].contains(where: { normalized($0) == normalized(typed) }) else {
      throw PersonRefusal.otherName(what)
    }
    return signer.name
  }

  /// Refuses what writes no entry and is not everybody's all the same.
  ///
  /// - Throws: ``PersonRefusal`` in a ledger with people.
  func check(_ what: String, isOf roles: Set<Role>) throws {
    guard !isRehearsal else { return }
    try store.read { ledger in
      guard try ledger.people.isSet() else { return }
      guard try ledger.people.acting(signer).acts(as: roles) else {
        throw PersonRefusal.notAllowed(.named(what, roles), roles)
      }
    }
  }

  /// The same of an act that the rules remind of nothing.
  func append<Recorded>(
    _ kind: String, reason: String? = nil, isLarge: Bool = false,
    _ body: (LedgerWriter) throws -> Recorded
  ) throws -> Receipt<Recorded> {
    try append(kind, reason: reason, isLarge: isLarge) { writer, _ in try body(writer) }
  }
}
