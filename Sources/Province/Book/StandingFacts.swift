import Bookkeeping
import Crypto
import Foundation
package import LedgerCore
package import LedgerStore
package import Reconciliation
package import Reporting

/// How far a ledger came: what its journal alone says.
package struct LedgerReach: Equatable, Sendable {
  /// The digest of the ledger's first entry.
  package let identity: String
  /// The entry up to which the ledger is held.
  package let entry: Int
  package let lastRecordedOn: Day
  /// How many facts the entries of the journal say they have.
  package let statedFactCount: Int
  /// The day on which entries were recorded, by number: at least of those at which a segment ended.
  private let recordedOn: [Int: Day]

  package init(
    identity: String, entry: Int, lastRecordedOn: Day, statedFactCount: Int,
    recordedOn: [Int: Day]
  ) {
    self.identity = identity
    self.entry = entry
    self.lastRecordedOn = lastRecordedOn
    self.statedFactCount = statedFactCount
    self.recordedOn = recordedOn
  }

  /// Reads the journal of a replica.
  init(of ledger: LedgerSnapshot) throws {
    var (days, stated, last): ([Int: Day], Int, Int) = ([:], 0, 0)
    try ledger.journal.forEachEntry { entry in
      last = entry.number
      days[last] = Self.day(entry.stamp.recordedAt)
      stated += entry.factCount
    }
    self.init(
      identity: try ledger.journal.entry(1).map { hexadecimal($0.digest) } ?? "", entry: last,
      lastRecordedOn: days[last] ?? .earliest, statedFactCount: stated, recordedOn: days)
  }

  /// The day on which an entry was recorded at which a segment ended; nil for one not held.
  func day(of entry: Int) -> Day? { recordedOn[entry] }

  /// The day of an instant in ISO 8601, by UTC.
  package static func day(_ instant: String) -> Day {
    (try? Day(text: String(instant.prefix(10)))) ?? .earliest
  }
}

/// What stands in a ledger, of all its years, as the rules across ledgers compare it; each in the
/// order of its numbers.
package struct StandingFacts: Equatable, Sendable {
  package var cases: [StandingCase] = []
  package var shifts: [DutyShift] = []
  package var bankLines: [BankLine] = []
  /// Payments and reversals.
  package var lines: [PaymentLine] = []
  package var appropriations: [Appropriation] = []
  /// In the order in which they were recorded.
  package var changes: [AppropriationChange] = []

  package init() {}

  /// Reads a replica.
  package init(of ledger: LedgerSnapshot) throws {
    try ledger.cases.forEachDossier { dossier in
      guard let fact = dossier.legalAidCase else { return }
      cases.append(
        StandingCase(
          number: fact.number, acceptedOn: fact.acceptedOn, closedOn: fact.closing?.on,
          matter: StandingCase.matter(of: fact),
          lines: dossier.lines.filter { $0.use == .perCaseSubsidy }))
    }
    try ledger.duty.forEachAccount { if let shift = $0.shift { shifts.append(shift) } }
    try ledger.treasury.forEachLine { bankLines.append($0) }
    try ledger.payments.forEachLine { lines.append($0) }
    let register = try FundRegister(of: ledger)
    (appropriations, changes) = (register.appropriations, register.changes)
    sort()
  }

  /// Puts everything in the order of its numbers, wherever it was read from.
  package mutating func sort() {
    cases.sort { $0.number < $1.number }
    shifts.sort { $0.number < $1.number }
    bankLines.sort { $0.reference < $1.reference }
    lines.sort { $0.id < $1.id }
    appropriations.sort { $0.id < $1.id }
  }

  /// The years in which something stands.
  package var years: Set<FiscalYear> {
    Set(appropriations.flatMap { [$0.id.fiscalYear, $0.receivedOn.fiscalYear] })
      .union(changes.map(\.changedOn.fiscalYear)).union(lines.map(\.paidOn.fiscalYear))
      .union(bankLines.map(\.bookedOn.fiscalYear)).union(shifts.map(\.servedOn.fiscalYear))
      .union(cases.flatMap { [$0.acceptedOn, $0.closedOn].compactMap { $0?.fiscalYear } })
  }
}

/// A case as it is compared with those of other bureaus: nobody's name stands in it.
package struct StandingCase: Equatable, Sendable {
  package let number: CaseNumber
  package let acceptedOn: Day
  package let closedOn: Day?
  /// The digest of recipient and judgment; nil without a judgment.
  ///
  /// Who knows both can work it out.
  package let matter: String?
  /// What was paid for it and taken back.
  package let lines: [PaymentLine]

  package init(
    number: CaseNumber, acceptedOn: Day, closedOn: Day?, matter: String?, lines: [PaymentLine]
  ) {
    self.number = number
    self.acceptedOn = acceptedOn
    self.closedOn = closedOn
    self.matter = matter
    self.lines = lines.sorted { $0.id < $1.id }
  }

  fileprivate static func matter(of fact: LegalAidCase) -> String? {
    fact.judgmentNumber.map { SharedKey.of(normalized(fact.recipient), $0.key) }
  }
}

/// What two ledgers have in common when they have the same words, without saying them.
private enum SharedKey {
  static func of(_ words: String...) -> String {
    hexadecimal(Data(SHA256.hash(data: Data(words.joined(separator: "\n").utf8))))
  }
}

extension DutyShift {
  /// The same for all shifts of a lawyer of a firm on a day.
  package var sharedKey: String {
    SharedKey.of(normalized(lawyer), normalized(firm), "\(servedOn)")
  }
}

extension BankLine {
  /// The same for all lines of the same reference, day, amount and payee.
  package var sharedKey: String {
    SharedKey.of(reference.key, "\(bookedOn)", "\(amount.fen)", normalized(payee))
  }
}

/// What a ledger's own pass over a year came to.
package struct YearResult: Equatable, Sendable {
  /// Amounts and counts; what the book does not know is left out.
  package var figures: [FigureName: Figure.Value]
  package var findings: [YearFinding]

  package init(figures: [FigureName: Figure.Value] = [:], findings: [YearFinding] = []) {
    self.figures = figures
    self.findings = findings
  }

  /// Reconciles a year of a replica.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when sums leave 64 bits.
  package init(of replica: LedgerStore, _ period: Period) throws {
    let result = try ReconcileYear(replica)(period).result
    let figures = try Figures(result.book)
    var values: [FigureName: Figure.Value] = [:]
    for name in FigureName.allCases {
      let figure = figures[name]
      if figure.money != nil || figure.count != nil { values[name] = figure.value }
    }
    self.init(
      figures: values,
      findings: result.findings.map { finding in
        YearFinding(
          rule: finding.rule, outcome: finding.outcome, isOutstanding: finding.isOutstanding,
          subject: finding.subject, amount: finding.amount, date: finding.date)
      })
  }
}

/// A finding of a ledger's own pass, as the province adds it up.
package struct YearFinding: Equatable, Sendable {
  package let rule: RuleID
  package let outcome: CheckOutcome
  package let isOutstanding: Bool
  package let subject: String
  package let amount: Money
  package let date: Day?

  package init(
    rule: RuleID, outcome: CheckOutcome, isOutstanding: Bool, subject: String, amount: Money,
    date: Day?
  ) {
    self.rule = rule
    self.outcome = outcome
    self.isOutstanding = isOutstanding
    self.subject = subject
    self.amount = amount
    self.date = date
  }
}
