import LedgerCore
import LedgerStore
import Reconciliation

/// The rules asked about one payment after another; the ledger's sums are read once.
struct PaymentChecks {
  private var reader: LedgerReader
  private var rests: (register: FundRegister, settings: RuleSettings)?
  private var checks: [Period: EntryCheck] = [:]
  private var made: [PaymentLine] = []

  init(_ reader: LedgerReader) {
    self.reader = reader
  }

  /// What stands unexplained on an account, whatever the payment.
  func standing(on account: PaidAccount) throws -> StandingFindings {
    try StandingFindings(
      on: account, among: reader.kin(of: account), settings: reader.standingSettings())
  }

  /// What a payment would bring about, in its own year and in every other one that the account has
  /// to do with.
  ///
  /// A payment that is dated back may make a later year's payments too many, and what was too much
  /// in an earlier year is that year's when it grows: those years are asked as well, with
  /// everything that is recorded by now; and so is that in which the money of a row comes that is
  /// paid from before.
  mutating func findings(
    adding lines: [PaymentLine], to account: PaidAccount
  ) throws -> [Finding] {
    guard let own = lines.first?.paidOn.fiscalYear else { return [] }
    let rows = try lines.compactMap { try balance(for: $0)?.appropriation }
    let receipts = rows.map(\.receivedOn.fiscalYear).filter { $0 > own }
    let others = account.years.union(receipts).subtracting([own]).sorted()
    let periods =
      [Period(year: own)] + ([own] + others).map { Period(year: $0, asOf: .latest) }
    var found: [Finding] = []
    for period in periods {
      for finding in try check(period).findings(adding: lines, to: account)
      where !found.contains(where: { $0.rule == finding.rule && $0.subject == finding.subject }) {
        found.append(finding)
      }
    }
    return found.sorted()
  }

  /// What is left of the row that a payment draws on by now, before it; nil for an unknown row.
  mutating func balance(
    for line: PaymentLine
  ) throws -> (appropriation: Appropriation, balance: Money)? {
    try check(Period(year: line.paidOn.fiscalYear, asOf: .latest)).balance(for: line)
  }

  /// Counts a payment as made before the next one is asked about.
  mutating func make(_ lines: [PaymentLine]) throws {
    made += lines
    for period in checks.keys {
      for line in lines { try checks[period]?.post(line) }
    }
  }

  private mutating func check(_ period: Period) throws -> EntryCheck {
    if let check = checks[period] { return check }
    let rests = try rests ?? (reader.fundRegister(), reader.paymentSettings())
    self.rests = rests
    var check = try EntryCheck(
      period: period, register: rests.register, posted: reader.postedSums(upTo: period.asOf),
      settings: rests.settings)
    for line in made { try check.post(line) }
    checks[period] = check
    return check
  }
}

extension LedgerReader {
  /// What the rules compare a case or shift with.
  fileprivate func kin(of account: PaidAccount) throws -> StandingFindings.Kin {
    switch account {
    case .legalAidCase(let dossier): try StandingFindings.Kin(judgment: judgmentKin(of: dossier))
    case .dutyShift(let account):
      try StandingFindings.Kin(sameDay: account.shift.map { try dutyShifts(on: $0.servedOn) } ?? [])
    case .none: StandingFindings.Kin()
    }
  }

  /// The cases that carry the judgment number of a case; none where it has no number.
  func judgmentKin(of dossier: Dossier) throws -> [LegalAidCase] {
    try dossier.legalAidCase?.judgmentNumber.map { try cases(of: $0) } ?? []
  }
}
