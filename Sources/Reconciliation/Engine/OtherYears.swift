import LedgerCore

/// The findings of the years besides the one that is reconciled, seen on the same day.
///
/// The rules are asked about them as about any year, but nothing is counted: a statement says how
/// many earlier findings still stand, and the first open year tells what came to stand in closed
/// ones. An account is judged for the years that its dates lie in; a plain dossier, of which no
/// rule can speak in any year, for none.
struct OtherYears: Sendable {
  private let own: Period
  private let register: FundRegister
  private let settings: RuleSettings
  private var found: [FiscalYear: [AccountKey: [Finding]]] = [:]
  private var paid: [PostedGroup: Money] = [:]
  /// The accounts of years whose findings rest on lines that were asked for.
  private var asked: [FiscalYear: FundAccounts] = [:]

  init(beside own: Period, _ register: FundRegister, _ settings: RuleSettings) {
    self.own = own
    self.register = register
    self.settings = settings
  }

  /// Judges an account in the years that it has to do with, but for the one reconciled.
  ///
  /// - Parameters:
  ///   - key: Of the account.
  ///   - years: Those that a finding on it may belong to.
  ///   - findings: What the rules say of it in a year.
  /// - Throws: What that throws.
  mutating func judge<Failure>(
    _ key: AccountKey, in years: Set<FiscalYear>,
    _ findings: (Period) throws(Failure) -> [Finding]
  ) throws(Failure) {
    for year in years where year != own.year && own.sees(year.firstDay) {
      let told = try findings(Period(year: year, asOf: own.asOf)).toldInTheirYear
      if !told.isEmpty { found[year, default: [:]][key] = told }
    }
  }

  /// Adds what else a year tells of an account.
  mutating func add(_ findings: [Finding], of key: AccountKey, in year: FiscalYear) {
    if !findings.isEmpty { found[year, default: [:]][key, default: []] += findings }
  }

  /// Posts lines to the accounts of every year.
  mutating func post(_ lines: [PaymentLine]) throws(MoneyOverflow) {
    for line in lines where own.sees(line.paidOn) {
      try paid[PostedGroup(line), default: .zero] += line.amount
    }
  }

  /// The contradictions of each year, explained or not, in their order.
  ///
  /// - Parameters:
  ///   - book: Of the year reconciled.
  ///   - statement: The treasury's statement in a year.
  ///   - statementYears: The years that its findings may belong to.
  /// - Returns: By year; none for a year of which the rules say nothing.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func findings(
    beside book: YearTotals, _ statement: (Period) throws(MoneyOverflow) -> StatementView,
    in statementYears: Set<FiscalYear>
  ) throws(MoneyOverflow) -> [FiscalYear: [Finding]] {
    let years = Set(found.keys).union(yearsOfMoney).union(statementYears)
    var all: [FiscalYear: [Finding]] = [:]
    for year in years where year != own.year {
      let period = Period(year: year, asOf: own.asOf)
      guard own.sees(year.firstDay) else {
        // Of a year that has not begun nothing is found but what was paid from its rows (F01).
        let told = try AppropriationExceeded().findings(in: funds(in: period))
        if !told.isEmpty { all[year] = settings.explanations.applied(to: told).sorted() }
        continue
      }
      let ofAccounts = (found[year] ?? [:]).sorted { $0.key < $1.key }.flatMap(\.value)
      let ofFunds = try self.ofFunds(in: period)
      let ofStatement = try RuleCatalogue.findings(in: statement(period))
      let told = (FiledLate().judged(ofAccounts, in: book) + ofFunds + ofStatement).toldInTheirYear
      if !told.isEmpty { all[year] = settings.explanations.applied(to: told).sorted() }
    }
    return all
  }

  private func ofFunds(in period: Period) throws(MoneyOverflow) -> [Finding] {
    let funds = if let asked = asked[period.year] { asked } else { try funds(in: period) }
    return try RuleCatalogue.findings(in: funds) + RuleCatalogue.openFindings(in: funds)
  }

  private var yearsOfMoney: Set<FiscalYear> { register.years.union(paid.keys.map(\.paidIn)) }

  private func funds(in period: Period) throws(MoneyOverflow) -> FundAccounts {
    var funds = try FundAccounts(period: period, register: register)
    for (group, amount) in paid { try funds.post(PostedSum(group, amount)) }
    return funds
  }
}

// MARK: - The lines under what is overspent

extension OtherYears {
  /// Notes in which years findings stand on lines that have to be read once more.
  ///
  /// - Returns: Whether in any.
  mutating func askForLines() throws(MoneyOverflow) -> Bool {
    asked = [:]
    for year in yearsOfMoney where year != own.year && own.sees(year.firstDay) {
      var funds = try funds(in: Period(year: year, asOf: own.asOf))
      if try funds.askForLines() { asked[year] = funds }
    }
    return !asked.isEmpty
  }

  /// Adds a line that was asked for; lines come in the order of their numbers.
  mutating func note(_ line: PaymentLine, _ digest: (String) -> String) {
    for year in asked.keys { asked[year]?.note(line, digest) }
  }

  /// Ends what was asked for.
  mutating func endOfLines(_ digest: (String) -> String) {
    for year in asked.keys { asked[year]?.endOfLines(digest) }
  }
}

extension [Finding] {
  /// Contradictions that belong to their year; open items stand in every year's statement.
  fileprivate var toldInTheirYear: [Finding] {
    filter { $0.outcome == .contradiction && !RuleCatalogue.openItems.contains($0.rule) }
  }
}
