package import LedgerCore
package import LedgerStore
import Reconciliation

/// Verifies a ledger (核验): the file, its journal, its facts, and what closings carried.
package struct VerifyLedger {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// What was found, and where a head that was asked for stood.
  package struct Outcome: Sendable {
    /// nil when the file is too damaged to say whose it is.
    package let bureau: Bureau?
    package let verification: Verification
    package let askedHead: AskedHead?
    /// nil when the file is too damaged to say.
    package let people: PeopleStanding?
  }

  /// A digest that was printed on an earlier paper, looked up in the chain.
  package struct AskedHead: Equatable, Sendable {
    package let digits: String
    /// The entry after which it was the head; nil when it is not in the chain.
    package let entry: Int?
    package let recordedAt: String?
    /// Entries written since.
    package let entriesSince: Int
  }

  /// A beginning of a head that more than one entry has.
  package struct AmbiguousHead: OfficerError {
    package let description = "有不止一笔流水的校验码以这几位开头：请照原件多写几位"
  }

  /// Reads one snapshot and checks all of it.
  ///
  /// - Parameter head: The digest on an earlier paper, or at least its first eight digits.
  /// - Returns: What was found; a damaged ledger is a result, no error.
  /// - Throws: ``AmbiguousHead``, or a fault of the store.
  package func callAsFunction(head: String? = nil) throws -> Outcome {
    try store.read { ledger in
      var verification = try LedgerChecks(ledger).run(ledger, beside: store)
      let asked = try head.map { try AskedHead($0, in: ledger.journal) }
      if let asked, asked.entry == nil {
        verification.problems.append(
          IntegrityProblem(
            .head,
            "校验码 \(asked.digits) 不在账本里：尾部被截去、账被改写，或不是这个账本的校验码"))
      }
      let receipts = try ReceiptRecord(of: ledger, beside: store)
      verification.problems += try receipts.problems(ledger.journal)
      verification.notes += receipts.settlements
      if let record = BackupRecord(beside: store) {
        verification.problems += try record.problems(ledger.journal)
        verification.notes += record.settlements
      }
      return Outcome(
        bureau: try? ledger.bureau(), verification: verification, askedHead: asked,
        people: try? ledger.people.standing())
    }
  }

  /// How many bytes of a ledger are verified in a second on a slow office computer; a measured one
  /// does two to three times as much (Tests/ledger-bench/README.md).
  package static let bytesPerSecond = 30_000_000

  /// How many signatures are worked out before something is printed: it must not take long, and the
  /// newest ones speak for all that stands before them.
  private static let signaturesBeforePrinting = 1_000

  /// How far the ledger can be relied on, before something is printed of it.
  ///
  /// Whether it is verified depends on its size alone, so that the same ledger always prints the
  /// same: it must take less than a second at ``bytesPerSecond``.
  package func standing() throws -> LedgerStanding {
    try store.read { ledger in
      guard try ledger.byteCount() <= Self.bytesPerSecond else { return .unverified }
      var problems = try Verification(
        of: ledger, severeRules: RuleCatalogue.severe, signatures: Self.signaturesBeforePrinting
      ).problems
      problems += try LedgerCheck.consistency.result(in: ledger).problems
      problems += try BackupRecord(beside: store)?.problems(ledger.journal) ?? []
      problems += try ReceiptRecord(of: ledger, beside: store).problems(ledger.journal)
      return problems.isEmpty ? .sound : .unsound(problems: problems.count)
    }
  }
}

extension VerifyLedger.AskedHead {
  fileprivate init(_ head: String, in journal: Journal) throws {
    let found = try journal.entries(withHead: head)
    guard found.count <= 1 else { throw VerifyLedger.AmbiguousHead() }
    let entry = found.first
    self.init(
      digits: head.lowercased(), entry: entry,
      recordedAt: try entry.flatMap { try journal.entry($0)?.stamp.recordedAt },
      entriesSince: try entry.map { (try journal.lastEntry()?.number ?? $0) - $0 } ?? 0)
  }
}
