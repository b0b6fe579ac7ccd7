import Bookkeeping
package import LedgerCore
import LedgerStore
package import Reconciliation
package import Reporting

/// What a province sees of a year: what was sent down, and each bureau's ledgers as far as they
/// came.
package struct ProvinceBook: Sendable {
  /// The year, and the last day whose facts are seen.
  package let period: Period
  package let province: Bureau
  /// The province's own region code; nil where it has none.
  let code: RegionCode?
  /// All that was sent by the as-of day, of the year.
  let allocations: [Allocation]
  /// In order of code.
  package let bureaus: [BureauBook]
  let arrivals: [ProvinceRegister.Arrival]
  let calendar: WorkdayCalendar

  /// Reads the province's ledger and every replica.
  ///
  /// - Throws: A fault of a store, or ``MoneyOverflow`` when sums leave 64 bits.
  package init(of province: Province, _ period: Period) throws {
    self.period = period
    let (bureau, code, allocations, bureaus, arrivals) = try province.store.read { own in
      (
        try own.bureau(), try own.publishing.regionCode(), try own.province.allocations(),
        try own.province.bureaus(), try own.province.arrivals()
      )
    }
    self.province = bureau
    self.code = code
    self.allocations = allocations.filter {
      $0.fiscalYear == period.year && period.sees($0.sentOn)
    }
    self.arrivals = arrivals
    self.bureaus = try bureaus.map { bureau in
      let ledgers = try province.replicas(of: bureau.code).map { try LedgerBook(of: $0, period) }
      return BureauBook(bureau: bureau, ledgers: ledgers, asOf: period.asOf)
    }
    calendar = try RuleSettings.bundledCalendar.get()
  }

  /// The ledgers of all bureaus, in order of code.
  var ledgers: [(bureau: ReportingBureau, ledger: LedgerBook)] {
    bureaus.flatMap { book in book.ledgers.map { (book.bureau, $0) } }
  }

  /// The bureaus that nothing came of up to the as-of day.
  package var unseen: [BureauBook] { bureaus.filter { !$0.isSeen } }
}

/// What came of a bureau: the ledgers that it keeps count together.
package struct BureauBook: Sendable {
  package let bureau: ReportingBureau
  package let ledgers: [LedgerBook]
  /// Whether something was recorded after the as-of day: then nothing up to it is wanting.
  package let isSeen: Bool

  init(bureau: ReportingBureau, ledgers: [LedgerBook], asOf: Day) {
    self.bureau = bureau
    self.ledgers = ledgers
    isSeen = ledgers.contains { $0.lastRecordedOn > asOf }
  }

  /// A figure of the bureau: the sum over its ledgers; nil where none of them knows it.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func money(_ name: FigureName) throws(MoneyOverflow) -> Money? {
    let amounts = ledgers.compactMap { $0.figures[name].money }
    return amounts.isEmpty ? nil : try amounts.total()
  }

  /// A count of the bureau: the sum over its ledgers.
  package func count(_ name: FigureName) -> Int {
    ledgers.reduce(0) { $0 + ($1.figures[name].count ?? 0) }
  }
}

/// A replica as the rules across ledgers need it: what can be compared, of facts up to the as-of
/// day.
package struct LedgerBook: Sendable {
  /// The digest of the ledger's first entry.
  let identity: String
  /// The entry up to which the ledger is held, its digest, and when it was recorded.
  package let entry: Int
  package let head: String
  let lastRecordedOn: Day
  let result: ReconciliationResult
  package let figures: Figures
  let register: FundRegister
  /// With the net that was paid on each, and its live lines in order of day and number.
  let cases: [CasePaid]
  let shifts: [DutyShift]
  let bankLines: [BankLine]
  /// Payments and reversals.
  let lines: [PaymentLine]
  /// The day on which each entry was recorded, by number, for what came late.
  let recordedOn: [Day]
  /// How many facts the entries of the journal say they have.
  let statedFactCount: Int

  /// A case, what was paid on it, and its payment lines.
  struct CasePaid: Sendable {
    let fact: LegalAidCase
    let netPaid: Money
    let lines: [PaymentLine]
  }

  init(of replica: LedgerStore, _ period: Period) throws {
    let outcome = try ReconcileYear(replica)(period)
    result = outcome.result
    head = outcome.ledgerHead
    figures = try Figures(outcome.result.book)
    var (cases, shifts, bankLines, lines): ([CasePaid], [DutyShift], [BankLine], [PaymentLine])
    (cases, shifts, bankLines, lines) = ([], [], [], [])
    var (recordedOn, stated): ([Day], Int) = ([], 0)
    (register, identity) = try replica.read { ledger in
      try ledger.cases.forEachDossier { dossier in
        guard let fact = dossier.legalAidCase, period.sees(fact.acceptedOn) else { return }
        let own = dossier.lines.filter { period.sees($0.paidOn) && $0.use == .perCaseSubsidy }
        cases.append(CasePaid(fact: fact, netPaid: try own.netTotal(), lines: own))
      }
      try ledger.duty.forEachAccount { account in
        if let shift = account.shift, period.sees(shift.servedOn) { shifts.append(shift) }
      }
      try ledger.treasury.forEachLine { if period.sees($0.bookedOn) { bankLines.append($0) } }
      try ledger.payments.forEachLine { if period.sees($0.paidOn) { lines.append($0) } }
      try ledger.journal.forEachEntry { entry in
        recordedOn.append((try? Day(text: String(entry.stamp.recordedAt.prefix(10)))) ?? .earliest)
        stated += entry.factCount
      }
      return (
        try FundRegister(of: ledger),
        try ledger.journal.entry(1).map { hexadecimal($0.digest) } ?? ""
      )
    }
    (self.cases, self.shifts, self.bankLines, self.lines) = (cases, shifts, bankLines, lines)
    self.recordedOn = recordedOn
    entry = recordedOn.count
    lastRecordedOn = recordedOn.last ?? .earliest
    statedFactCount = stated
  }
}

extension LedgerBook {
  /// What an appropriation row brought by the as-of day: its amount with adjustments, less recalls.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  func amount(of row: Appropriation, in period: Period) throws(MoneyOverflow) -> Money {
    var amount = row.amount
    for change in register.changes where change.appropriation == row.id {
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
    register.appropriations.filter {
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
