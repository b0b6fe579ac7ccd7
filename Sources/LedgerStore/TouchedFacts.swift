import GRDB
package import LedgerCore

/// What was appended since an entry of the journal, by the accounts that are touched by it.
package struct TouchedFacts: Equatable, Sendable {
  package var cases: Set<CaseNumber> = []
  package internal(set) var shifts: Set<DutyNumber> = []
  /// The days of shifts that came, went or changed.
  package internal(set) var dutyDays: Set<Day> = []
  /// The judgment numbers of cases that came or changed, as they were and as they are.
  package internal(set) var judgments: Set<JudgmentNumber> = []
  /// Lines that cite neither case nor duty: new ones, and those that a new reversal takes back.
  package internal(set) var uncited: Set<PaymentLineID> = []
  /// Whether appropriations, their changes, openings, closings or standards changed: what every
  /// account may rest on.
  package internal(set) var isEverything = false
}

extension LedgerReader {
  /// What was appended after an entry.
  ///
  /// - Complexity: Reads the new rows, by the index of entries.
  package func touched(since entry: Int) throws -> TouchedFacts {
    var touched = TouchedFacts()
    let funds: [FactTable] = [
      .appropriation, .appropriationChange, .appropriationWithdrawal, .openingBalance,
      .subsidyStandard, .yearClosing,
    ]
    touched.isEverything = try funds.contains { try count(of: $0, since: entry) > 0 }
    try touchCases(since: entry, &touched)
    try touchDuty(since: entry, &touched)
    for line in try all(
      .paymentLine, "WHERE entry > ? ORDER BY entry, ordinal", [.of(entry)], PaymentLine.init)
    {
      switch line.subject {
      case .legalAidCase(let number): touched.cases.insert(number)
      case .dutyShift(let number): touched.shifts.insert(number)
      case .none: touched.uncited.insert(line.reverses?.id ?? line.id)
      }
    }
    return touched
  }

  private func touchCases(since entry: Int, _ touched: inout TouchedFacts) throws {
    let cases = try keys("caseNumber", of: .legalAidCase, since: entry)
    let claims = try keys("caseNumber", of: .claim, since: entry)
    touched.cases = Set((cases + claims).map { CaseNumber(key: $0, printed: $0) })
    for key in cases {
      let judgments = try String.fetchAll(
        database,
        sql: """
          SELECT DISTINCT judgmentNumber FROM legalAidCase
          WHERE caseNumber = ? AND judgmentNumber IS NOT NULL
          """, arguments: [key])
      for judgment in judgments {
        touched.judgments.insert(JudgmentNumber(key: judgment, printed: judgment))
      }
    }
  }

  private func touchDuty(since entry: Int, _ touched: inout TouchedFacts) throws {
    for key in try keys("dutyNumber", of: .dutyShift, since: entry) {
      let number = DutyNumber(key: key, printed: key)
      touched.shifts.insert(number)
      for shift in [try asOf(entry: entry).dutyShift(number), try dutyShift(number)] {
        if let shift { touched.dutyDays.insert(shift.servedOn) }
      }
    }
  }

  /// The keys of the new rows, each as often as it comes.
  ///
  /// To ask for distinct keys would make SQLite read the whole table in the order of its keys.
  private func keys(_ column: String, of table: FactTable, since entry: Int) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        SELECT \(column) FROM \(table.name) INDEXED BY \(table.name)ByEntry WHERE entry > ?
        """,
      arguments: [entry])
  }

  private func count(of table: FactTable, since entry: Int) throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT count(*) FROM \(table.name) WHERE entry > ?", arguments: [entry])
      ?? 0
  }
}
