import LedgerCore
import Reconciliation
import Reporting
import TestSupport

extension InventedBook {
  /// The book as one pass sees it.
  func reconcile(_ period: Period) throws -> ReconciliationResult {
    var run = try ReconciliationRun(
      period: period,
      register: FundRegister(
        appropriations: appropriations, changes: changes, openings: openings, carried: carried),
      bankMatches: bankMatches, bankSetAsides: bankSetAsides)
    for line in bankLines { run.observe(line) }
    for dossier in dossiers { try run.observe(dossier) }
    for account in dutyAccounts { try run.observe(account) }
    for lines in uncitedLines { try run.observe(uncited: lines[0].id, lines) }
    return try run.finish()
  }

  func figures(_ period: Period) throws -> Figures {
    try Figures(reconcile(period).book)
  }
}

extension RandomBook {
  /// The whole year and as-of day that go with a seed; nil when the year is not seen at all.
  static func yearSeen(seed: UInt64) throws -> Period? {
    let (year, asOf) = try period(seed: seed)
    let period = Period(year: year, asOf: asOf)
    return period.asOf < year.firstDay ? nil : period
  }
}

extension Period {
  /// The parts of the year that are seen, with the same as-of day.
  func parts(_ spans: [Span]) throws -> [Period] {
    try spans.filter { $0.firstDay <= asOf }.map { try Period($0, asOf: asOf) }
  }

  var monthParts: [Period] {
    get throws { try parts(span.months.map(\.days)) }
  }

  var quarterParts: [Period] {
    get throws {
      try parts((1...4).compactMap { Quarter(year: year, number: $0) }.map { Span($0) })
    }
  }
}

extension Figure {
  /// Fen or a count; 0 for what the book does not know.
  var number: Int64 { money?.fen ?? count.map { Int64($0) } ?? 0 }
}

extension FigureName {
  /// The figures that say where the span stands or how parts relate, and counts of cases that may
  /// stand in two parts.
  static let notAdditive: Set<FigureName> = [
    .opening, .available, .balance, .closing, .overspent, .casesPaidFromEarlierYears,
    .casesPaidLottery, .openingLottery, .balanceLottery, .registered, .arrivalRate,
    .executionRate, .unpaidCases, .unpaidCaseAmount, .unpaidDutyShifts, .unpaidDutyAmount,
    .unpaid,
  ]

  static let additive = allCases.filter { !notAdditive.contains($0) }
}
