package import LedgerCore
package import LedgerStore
import Reconciliation

/// Answers what is to be done today (今日工作): the year so far, and what is due.
package struct ReadToday {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The year reconciled up to today, and what waits beside its findings.
  package struct Outcome: Sendable {
    package let reconciled: ReconcileYear.Outcome
    package let due: DueToday
    /// Earlier years with money in them that are not closed.
    package let openYears: [FiscalYear]
    /// The last proven backup; nil when none is known of.
    package fileprivate(set) var backup: BackupState?
    /// How far the ledger was sent to the province; nil where no receipt was filed.
    package let filing: FilingState?
    /// What waits for a second person.
    package let pending: [ReadPending.Item]
  }

  /// The same, where a pass that still holds is not made again; of the backup it is as it is now.
  ///
  /// - Parameters:
  ///   - today: The calendar day; later facts are not seen.
  ///   - held: Keeps the pass.
  /// - Returns: What stands at the end of that day.
  /// - Throws: As ``callAsFunction(_:)``.
  package func callAsFunction(
    _ today: Day, in held: HeldValue<LedgerMoment, Outcome>
  ) throws -> Outcome {
    var outcome = try held.value(LedgerMoment(store, on: today)) { try self(today) }
    outcome.backup = try store.read { try BackupRecord(beside: store)?.state($0.journal) }
    return outcome
  }

  /// Reads one snapshot.
  ///
  /// - Parameter today: The calendar day; later facts are not seen.
  /// - Returns: What stands at the end of that day.
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package func callAsFunction(_ today: Day) throws -> Outcome {
    let backup = BackupRecord(beside: store)
    return try store.read { ledger in
      let items = try DueItems(
        ledger, DueItems.Scope(paidOn: today, seesLaterPayments: false))
      let cases = items.items.filter { $0.use == .perCaseSubsidy }
      let shifts = items.items.filter { $0.use == .duty }
      let closed = try ledger.years.closed()
      return Outcome(
        reconciled: try ReconcileYear.outcome(
          Period(year: today.fiscalYear, asOf: today), ledger, beside: store),
        due: DueToday(
          cases: cases.count, caseAmount: try cases.map(\.amount).total(),
          shifts: shifts.count, shiftAmount: try shifts.map(\.amount).total(),
          payees: items.byPayee.count,
          held: items.skipped.map { "\($0.subject)：\($0.reason)" }),
        openYears: try ledger.years.withMoney().filter {
          $0 < today.fiscalYear && !closed.contains($0)
        },
        backup: try backup?.state(ledger.journal), filing: try Self.filing(ledger),
        pending: try ReadPending.items(in: ledger))
    }
  }

  private static func filing(_ ledger: LedgerSnapshot) throws -> FilingState? {
    let receipts = try ledger.publishing.receipts()
    guard let last = receipts.max(by: { $0.throughEntry < $1.throughEntry }),
      let newest = try ledger.journal.lastEntry()
    else { return nil }
    // That a receipt was filed is nothing that has to be sent soon.
    let filed = newest.stamp.kind == "receipt file" ? 1 : 0
    return FilingState(of: last, entriesSince: newest.number - last.throughEntry - filed)
  }
}
