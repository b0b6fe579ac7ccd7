package import LedgerCore
package import LedgerStore
package import Reconciliation
import Reporting

/// A ledger of a bureau as the rules across ledgers need it: what can be compared, of facts up to
/// the as-of day.
package struct LedgerBook: Sendable {
  package let reach: LedgerReach
  let result: YearResult
  /// With the net that was paid on each.
  let cases: [CasePaid]
  let shifts: [DutyShift]
  let bankLines: [BankLine]
  /// Payments and reversals.
  let lines: [PaymentLine]
  let appropriations: [Appropriation]
  private let changes: [AppropriationChange]

  /// The digest of the ledger's first entry.
  var identity: String { reach.identity }
  /// The entry up to which the ledger is held.
  package var entry: Int { reach.entry }

  /// A case, what was paid on it, and its payment lines.
  struct CasePaid: Sendable {
    let fact: StandingCase
    let netPaid: Money
    let lines: [PaymentLine]
  }

  /// - Parameters:
  ///   - reach: How far the ledger came.
  ///   - standing: What stands in it.
  ///   - result: Its own pass over the year.
  ///   - period: The year, and the last day whose facts are seen.
  /// - Throws: ``MoneyOverflow`` when what was paid on a case leaves 64 bits.
  package init(
    _ reach: LedgerReach, _ standing: StandingFacts, _ result: YearResult, _ period: Period
  ) throws(MoneyOverflow) {
    self.reach = reach
    self.result = result
    var cases: [CasePaid] = []
    for fact in standing.cases where period.sees(fact.acceptedOn) {
      let own = fact.lines.filter { period.sees($0.paidOn) }
      cases.append(CasePaid(fact: fact, netPaid: try own.netTotal(), lines: own))
    }
    self.cases = cases
    shifts = standing.shifts.filter { period.sees($0.servedOn) }
    bankLines = standing.bankLines.filter { period.sees($0.bookedOn) }
    lines = standing.lines.filter { period.sees($0.paidOn) }
    appropriations = standing.appropriations
    changes = standing.changes
  }

  /// Reads a replica, as deep as it is asked for.
  package init(of replica: LedgerStore, _ period: Period, _ depth: BookDepth) throws {
    let (reach, standing) = try replica.read { ledger in
      (
        try LedgerReach(of: ledger),
        depth == .journals ? StandingFacts() : try StandingFacts(of: ledger)
      )
    }
    let result = depth == .journals ? YearResult() : try YearResult(of: replica, period)
    try self.init(reach, standing, result, period)
  }
}

/// How much of the ledgers is read.
package enum BookDepth: Sendable {
  /// Who sent what until when.
  case journals
  /// Figures, findings and facts besides.
  case facts
}

extension LedgerBook {
  /// What an appropriation row brought by the as-of day: its amount with adjustments, less recalls.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  func amount(of row: Appropriation, in period: Period) throws(MoneyOverflow) -> Money {
    var amount = row.amount
    for change in changes where change.appropriation == row.id {
      guard period.sees(change.changedOn) else { continue }
      switch change.kind {
      case .adjustment: try amount += change.amount
      case .recall: try amount -= change.amount
      }
    }
    return amount
  }

  /// The rows of the year's new money that were received by the as-of day.
  func received(in period: Period) -> [Appropriation] {
    appropriations.filter {
      $0.id.fiscalYear == period.year && !$0.isCarriedOver && period.sees($0.receivedOn)
    }
  }

  /// Net paid from a document in the year.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  func paid(from document: DocumentNumber, in period: Period) throws(MoneyOverflow) -> Money {
    try lines.filter { $0.document == document && period.owns($0.paidOn) }.netTotal()
  }
}

extension Appropriation {
  /// Whether the row came by a document: under its own number, or under that of the level above.
  func came(by document: DocumentNumber) -> Bool {
    id.document == document || origin?.superiorDocument == document
  }
}
