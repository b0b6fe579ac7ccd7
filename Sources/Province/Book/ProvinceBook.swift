import Bookkeeping
package import LedgerCore
package import LedgerStore
package import Reconciliation
package import Reporting

/// What a province sees of a year: what was sent down, and each bureau's ledgers as far as they
/// came.
package struct ProvinceBook: Sendable {
  /// The year, and the last day whose facts are seen.
  package let period: Period
  package let province: Bureau
  /// All that was sent by the as-of day, of the year.
  let allocations: [Allocation]
  /// In order of code.
  package let bureaus: [BureauBook]
  let arrivals: [ProvinceRegister.Arrival]
  let calendar: WorkdayCalendar

  /// - Parameters:
  ///   - period: The year, and the last day whose facts are seen.
  ///   - own: What the province's own ledger says.
  ///   - ledgers: The ledgers of a bureau, in the order in which their first segments came.
  /// - Throws: What the closure throws.
  package init(
    _ period: Period, _ own: OwnLedger, ledgers: (ReportingBureau) throws -> [LedgerBook]
  ) throws {
    self.period = period
    province = own.province
    allocations = own.allocations.filter {
      $0.fiscalYear == period.year && period.sees($0.sentOn)
    }
    arrivals = own.arrivals
    bureaus = try own.bureaus.map {
      BureauBook(bureau: $0, ledgers: try ledgers($0), asOf: period.asOf)
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

/// What the province's own ledger says: who is expected, what was sent down, what came.
package struct OwnLedger: Sendable {
  package let province: Bureau
  /// In order of code.
  package let bureaus: [ReportingBureau]
  package let allocations: [Allocation]
  package let arrivals: [ProvinceRegister.Arrival]

  package init(
    province: Bureau, bureaus: [ReportingBureau], allocations: [Allocation],
    arrivals: [ProvinceRegister.Arrival]
  ) {
    self.province = province
    self.bureaus = bureaus
    self.allocations = allocations
    self.arrivals = arrivals
  }

  /// Reads the province's own ledger.
  package init(of ledger: LedgerSnapshot) throws {
    self.init(
      province: try ledger.bureau(), bureaus: try ledger.province.bureaus(),
      allocations: try ledger.province.allocations(), arrivals: try ledger.province.arrivals())
  }
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
    isSeen = ledgers.contains { $0.reach.lastRecordedOn > asOf }
  }

  /// A figure of the bureau: the sum over its ledgers; nil where none of them knows it.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func money(_ name: FigureName) throws(MoneyOverflow) -> Money? {
    let amounts = ledgers.compactMap { ledger -> Money? in
      if case .money(let money) = ledger.result.figures[name] { money } else { nil }
    }
    return amounts.isEmpty ? nil : try amounts.total()
  }

  /// A count of the bureau: the sum over its ledgers.
  package func count(_ name: FigureName) -> Int {
    ledgers.reduce(0) { sum, ledger in
      if case .count(let count) = ledger.result.figures[name] { sum + count } else { sum }
    }
  }
}
