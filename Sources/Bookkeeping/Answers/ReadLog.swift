package import LedgerCore
package import LedgerStore

/// Answers who did what, when and why (操作日志).
package struct ReadLog {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// Which entries are asked for; nil narrows nothing.
  package struct Filter: Sendable {
    package var person: String?
    /// A word of the act's name or of what the journal calls it: `支付`, `pay`.
    package var act: String?
    package var caseNumber: CaseNumber?

    package init(person: String? = nil, act: String? = nil, caseNumber: CaseNumber? = nil) {
      self.person = person
      self.act = act
      self.caseNumber = caseNumber
    }

    func holds(_ stamp: EntryStamp) -> Bool {
      if let person, normalized(person) != normalized(stamp.operatorName) { return false }
      guard let act = act.map(normalized) else { return true }
      let kind = ActKind.of(stamp.kind)
      return normalized(kind.title).contains(act) || kind.code.contains(act)
    }
  }

  /// An entry of the journal.
  package struct Line: Sendable {
    package let entry: Int
    /// The instant, ISO 8601, UTC.
    package let recordedAt: String
    package let operatorName: String
    package let act: ActKind
    /// What it is about, by numbers.
    package let subject: String
    package let amount: Money?
    /// Without the rules that were overridden; recipients are masked.
    package let reason: String?
    /// `P03、F01`; nil for none.
    package let overridden: String?
    /// Whether it is signed.
    package let isSigned: Bool
    /// Who asked for what a second person carried out; nil for what one person did.
    package let proposer: String?
  }

  /// The entries in order.
  ///
  /// - Parameters:
  ///   - filter: Which entries.
  ///   - isAsked: Which instants.
  /// - Returns: What stands in the journal, with recipients masked.
  /// - Throws: A fault of the store; ``Refusal/notRegistered(_:number:near:)`` for a case that
  ///   nothing names.
  /// - Complexity: Reads every table once.
  package func callAsFunction(
    _ filter: Filter = Filter(), at isAsked: (String) -> Bool = { _ in true }
  ) throws -> [Line] {
    try store.read { ledger in
      let ofCase = try filter.caseNumber.map { try Self.entries(of: $0, ledger) }
      let last = try ledger.journal.lastEntry()?.number ?? 0
      let facts = try ledger.entryFacts.words(from: 1, through: last, limit: 1)
      let amounts = try ledger.entryFacts.amounts(from: 1, through: last)
      let signed = try ledger.people.signedEntries()
      let proposers = try Self.proposers(in: ledger)
      let recipients = try RecipientMask(of: ledger)
      var lines: [Line] = []
      try ledger.journal.forEachEntry { entry in
        let stamp = entry.stamp
        guard ofCase?.contains(entry.number) ?? true, filter.holds(stamp),
          isAsked(stamp.recordedAt)
        else { return }
        lines.append(
          Line(
            entry, about: facts[entry.number]?.first, amount: amounts[entry.number],
            isSigned: signed.contains(entry.number), proposer: proposers[entry.number],
            masking: recipients))
      }
      return lines
    }
  }

  static func entries(of number: CaseNumber, _ ledger: LedgerSnapshot) throws -> Set<Int> {
    let numbers = try ledger.caseNumbers.stretches(of: number).map(\.number) + [number]
    let entries = try ledger.entryFacts.entries(about: numbers)
    guard !entries.isEmpty else { throw try ledger.notRegistered(.legalAidCase, number) }
    return entries
  }

  /// Who asked for what an entry carried out.
  static func proposers(in ledger: LedgerSnapshot) throws -> [Int: String] {
    var names: [Int: String] = [:]
    for (entry, asked) in try ledger.proposals.carriedOut() {
      names[entry] = try ledger.journal.entry(asked)?.stamp.operatorName
    }
    return names
  }

}

extension ReadLog.Line {
  /// An entry of the journal, with what is gathered beside it.
  init(
    _ entry: JournalEntry, about fact: String?, amount: Money?, isSigned: Bool, proposer: String?,
    masking recipients: RecipientMask
  ) {
    let stamp = entry.stamp
    let (overridden, reason) = Self.parts(of: stamp.reason)
    let more = entry.factCount > 1 ? " 等 \(entry.factCount) 条" : ""
    self.init(
      entry: entry.number, recordedAt: stamp.recordedAt, operatorName: stamp.operatorName,
      act: .of(stamp.kind), subject: (fact ?? "") + more, amount: amount,
      reason: reason.map(recipients.masked), overridden: overridden, isSigned: isSigned,
      proposer: proposer)
  }

  /// The rules that a reason overrides, and the rest of it.
  private static func parts(of reason: String?) -> (overridden: String?, reason: String?) {
    guard let reason, reason.hasPrefix(SecondPersonNeeds.overrideMark),
      let colon = reason.firstIndex(of: "：")
    else { return (nil, reason) }
    let rules = reason[..<colon].dropFirst(SecondPersonNeeds.overrideMark.count)
    return (String(rules), String(reason[reason.index(after: colon)...]))
  }
}
