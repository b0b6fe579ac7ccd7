import LedgerCore
import LedgerStore
import Reconciliation

/// The rules asked about one payment after another; the ledger's sums are read once.
struct PaymentChecks {
  private var ledger: LedgerSnapshot
  private var rests: (register: FundRegister, settings: RuleSettings, posted: [PostedSum])?
  private var checks: [Period: EntryCheck] = [:]
  private var made: [PaymentLine] = []

  init(_ ledger: LedgerSnapshot) {
    self.ledger = ledger
  }

  /// What stands unexplained on an account that is to be paid by some lines.
  func standing(
    on account: PaidAccount, paying lines: [PaymentLine]
  ) throws -> StandingFindings {
    try StandingFindings(
      on: account, paying: lines, among: StandingFindings.Kin(of: account, in: ledger),
      settings: RuleSettings.forStandingFindings(in: ledger))
  }

  /// The account that lines of one case or shift touch, as it stands; of lines that cite neither,
  /// the lines that they take back.
  func account(of lines: [PaymentLine]) throws -> PaidAccount {
    let subject = lines.first?.subject ?? .none
    guard subject == .none else { return try PaidAccount(of: subject, in: ledger) }
    return .none(try lines.compactMap(\.reverses?.id).flatMap(ledger.payments.uncitedLine))
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
    try periods(of: lines, account).flatMap {
      try check($0).findings(adding: lines, to: account)
    }.tellingOnce()
  }

  /// The same of lines by which no money goes out: only what is worse than what stood in the year.
  mutating func findings(
    correcting lines: [PaymentLine], in account: PaidAccount
  ) throws -> [Finding] {
    try periods(of: lines, account).flatMap { period in
      let check = try check(period)
      return try check.findings(adding: lines, to: account)
        .worse(than: check.findings(standingOn: account))
    }.tellingOnce()
  }

  private mutating func periods(
    of lines: [PaymentLine], _ account: PaidAccount
  ) throws -> [Period] {
    guard let own = lines.first?.paidOn.fiscalYear else { return [] }
    let rows = try lines.compactMap { try balance(for: $0)?.appropriation }
    let receipts = rows.map(\.receivedOn.fiscalYear).filter { $0 > own }
    let others = account.years.union(receipts).subtracting([own]).sorted()
    return [Period(year: own)] + ([own] + others).map { Period(year: $0, asOf: .latest) }
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
    let rests =
      try rests ?? (
        FundRegister(of: ledger), RuleSettings.forPayments(in: ledger),
        ledger.payments.postedSums(upTo: .latest)
      )
    self.rests = rests
    // Every period here ends with a year.
    let posted = rests.posted.filter { $0.group.paidIn <= period.asOf.fiscalYear }
    var check = try EntryCheck(
      period: period, register: rests.register, posted: posted, settings: rests.settings)
    for line in made { try check.post(line) }
    checks[period] = check
    return check
  }
}

extension [Finding] {
  /// Keeps the last that a rule says of a subject: a sum grows from payment to payment.
  mutating func note(_ new: [Finding]) {
    for finding in new {
      removeAll { $0.rule == finding.rule && $0.subject == finding.subject }
      append(finding)
    }
  }

  /// The first that each rule says of a subject, gravest first.
  fileprivate func tellingOnce() -> [Finding] {
    var found: [Finding] = []
    for finding in self
    where !found.contains(where: { $0.rule == finding.rule && $0.subject == finding.subject }) {
      found.append(finding)
    }
    return found.sorted()
  }
}

extension StandingFindings.Kin {
  /// What the rules compare a case or shift with: the cases that carry the same judgment number, or
  /// the shifts of the same day.
  init(of account: PaidAccount, in ledger: LedgerSnapshot) throws {
    switch account {
    case .legalAidCase(let dossier):
      let judgment = dossier.legalAidCase?.judgmentNumber
      self.init(judgment: try judgment.map { try ledger.cases.carrying($0) } ?? [])
    case .dutyShift(let account):
      let day = account.shift?.servedOn
      self.init(sameDay: try day.map { try ledger.duty.shifts(on: $0) } ?? [])
    case .none:
      self.init()
    }
  }
}
