package import LedgerCore
package import LedgerStore

/// Answers what waits for a second person (待复核).
package struct ReadPending {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// What somebody asked for.
  package struct Item: Sendable {
    package let number: Int
    /// The instant, ISO 8601, UTC.
    package let proposedAt: String
    package let proposer: String
    package let proposal: Proposal
    /// Why it was asked for; recipients are masked.
    package let reason: String?

    package var act: ActKind { .of(proposal.act) }

    /// That somebody carries it out.
    package var confirmation: Confirmation {
      Confirmation(proposal: number, proposer: proposer, askedAt: proposedAt)
    }
  }

  /// What nobody has decided yet, in order of number.
  package func callAsFunction() throws -> [Item] {
    try store.read { try Self.items(in: $0) }
  }

  static func items(in ledger: LedgerSnapshot) throws -> [Item] {
    let open = try ledger.proposals.open()
    guard !open.isEmpty else { return [] }
    let recipients = try RecipientMask(of: ledger)
    return try open.map { try item($0, recipients, ledger) }
  }

  /// One of them.
  ///
  /// - Throws: ``PersonRefusal`` when there is no such proposal, or it is decided already.
  package func callAsFunction(_ number: Int) throws -> Item {
    try store.read {
      try Self.item($0.proposals.undecided(number), RecipientMask(of: $0), $0)
    }
  }

  private static func item(
    _ numbered: ProposalRegister.Numbered, _ recipients: RecipientMask, _ ledger: LedgerSnapshot
  ) throws -> Item {
    let stamp = try ledger.journal.entry(numbered.entry)?.stamp
    return Item(
      number: numbered.number, proposedAt: stamp?.recordedAt ?? "",
      proposer: stamp?.operatorName ?? "", proposal: numbered.proposal,
      reason: numbered.proposal.reason.map(recipients.masked))
  }
}
