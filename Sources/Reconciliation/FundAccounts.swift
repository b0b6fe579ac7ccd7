package import LedgerCore

/// The appropriation rows with what was paid from each, as of one day.
package struct FundAccounts: Equatable, Codable, Sendable {
  package let period: Period
  /// In order of document and budget year.
  package private(set) var accounts: [AppropriationAccount]
  /// The opening balance of the year (上年结转), or nil when none is known.
  package let opening: Money?
  /// Net paid in the year over all lines, whatever they cite.
  package private(set) var netPaidInYear = Money.zero
  /// Net paid in the year by lines whose document is not in the register (无此指标).
  package private(set) var netPaidInYearWithoutRow = Money.zero
  /// Whether the register holds any appropriation of the lottery fund (彩票公益金).
  let hasLotteryMoney: Bool
  private var rowsByDocument: [DocumentNumber: [Int]] = [:]

  /// The accounts before anything is paid.
  ///
  /// - Throws: ``MoneyOverflow`` when the amounts together leave 64 bits.
  package init(
    period: Period, appropriations: [Appropriation], changes: [AppropriationChange],
    openings: [OpeningBalance], carried: [FiscalYear: Money] = [:]
  ) throws(MoneyOverflow) {
    self.period = period
    hasLotteryMoney = appropriations.contains { $0.source == .lotteryFund }
    accounts = appropriations.sorted { $0.id < $1.id }
      .map { AppropriationAccount($0, in: period) }
    for (index, account) in accounts.enumerated() {
      rowsByDocument[account.appropriation.id.document, default: []].append(index)
    }
    for change in changes where period.sees(change.changedOn) {
      guard let index = accounts.firstIndex(where: { $0.appropriation.id == change.appropriation })
      else { continue }
      try accounts[index].apply(change, in: period)
    }
    let stated = openings.last { $0.fiscalYear == period.year }?.amount
    if let known = stated ?? carried[period.year] {
      opening = known
    } else {
      opening = try Self.carriedOver(accounts, into: period.year)
    }
    for index in accounts.indices {
      guard let successor = successor(of: index) else { continue }
      accounts[index].isCarriedAway = successor.isReceived
      accounts[index].isCarriedAwayByYearEnd =
        successor.isReceived && successor.appropriation.receivedOn <= period.year.lastDay
    }
  }

  private static func carriedOver(
    _ accounts: [AppropriationAccount], into year: FiscalYear
  ) throws(MoneyOverflow) -> Money? {
    let rows = accounts.filter {
      $0.isReceived && $0.appropriation.isCarriedOver && $0.appropriation.id.fiscalYear == year
    }
    return rows.isEmpty ? nil : try rows.map(\.appropriation.amount).total()
  }

  /// The next later row of the document, when it carries this one's money over.
  private func successor(of index: Int) -> AppropriationAccount? {
    let next = index + 1
    guard next < accounts.count else { return nil }
    let row = accounts[next].appropriation
    let isSuccessor =
      row.id.document == accounts[index].appropriation.id.document && row.isCarriedOver
    return isSuccessor ? accounts[next] : nil
  }

  /// The row a line draws on or restores.
  ///
  /// It is the document's row of the year of payment; else the latest earlier; else the earliest.
  /// - Parameters:
  ///   - document: As cited.
  ///   - year: The year of payment; for a reversal that of the line it takes back.
  /// - Returns: nil when the document is not in the register.
  package func row(of document: DocumentNumber, paidIn year: FiscalYear) -> Int? {
    guard let rows = rowsByDocument[document] else { return nil }
    return rows.last { accounts[$0].appropriation.id.fiscalYear <= year } ?? rows.first
  }

  /// The appropriation a line draws on or restores; nil when the document is not registered.
  package func appropriation(of document: DocumentNumber, paidIn year: FiscalYear) -> Appropriation?
  {
    row(of: document, paidIn: year).map { accounts[$0].appropriation }
  }

  /// Posts a line that the period sees; a line after its last day changes nothing.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func post(_ line: PaymentLine) throws(MoneyOverflow) {
    try post(line, .into)
  }

  /// Posts a line, or takes it out again.
  mutating func post(_ line: PaymentLine, _ direction: Direction) throws(MoneyOverflow) {
    guard period.sees(line.paidOn) else { return }
    try post(
      PostedSum(
        document: line.document, drawnIn: line.drawnOn.fiscalYear, paidIn: line.paidOn.fiscalYear,
        isReversal: line.isReversal, amount: line.amount), direction)
  }

  /// Posts a sum of lines that the period sees.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func post(_ sum: PostedSum) throws(MoneyOverflow) {
    try post(sum, .into)
  }

  private mutating func post(_ sum: PostedSum, _ direction: Direction) throws(MoneyOverflow) {
    let isOfYear = sum.paidIn == period.year
    let amount = direction.of(try sum.isReversal ? .zero - sum.amount : sum.amount)
    if isOfYear { try netPaidInYear += amount }
    guard let index = row(of: sum.document, paidIn: sum.drawnIn) else {
      if isOfYear { try netPaidInYearWithoutRow += amount }
      return
    }
    try accounts[index].post(amount, paidIn: sum.paidIn, in: period)
    if isOfYear, !sum.isReversal { accounts[index].paymentsInYear += direction.of(1) }
  }
}

/// One appropriation row with its changes and what was paid from it, as of one day.
package struct AppropriationAccount: Equatable, Codable, Sendable {
  package let appropriation: Appropriation
  /// Whether its money has come by the as-of day; until then it counts as zero.
  package let isReceived: Bool
  package private(set) var adjustments = Money.zero
  package private(set) var recalls = Money.zero
  package private(set) var adjustmentsInYear = Money.zero
  package private(set) var recallsInYear = Money.zero
  package private(set) var netPaid = Money.zero
  package private(set) var netPaidInYear = Money.zero
  /// How many lines or sums of lines were paid from it in the year judged.
  fileprivate(set) var paymentsInYear = 0
  /// Whether a later row carried its balance over (结转), which ends it.
  package fileprivate(set) var isCarriedAway = false
  /// The same by 31 December of the year judged.
  fileprivate var isCarriedAwayByYearEnd = false
  /// The running balance, moved by each fact: the second path of identity I02.
  private var runningBalance: Money
  /// The same, moved by the facts up to 31 December of the year judged only (F05).
  private var yearEndRunningBalance: Money

  fileprivate init(_ appropriation: Appropriation, in period: Period) {
    self.appropriation = appropriation
    isReceived = period.sees(appropriation.receivedOn)
    runningBalance = isReceived ? appropriation.amount : .zero
    yearEndRunningBalance =
      isReceived && appropriation.receivedOn <= period.year.lastDay ? appropriation.amount : .zero
  }

  fileprivate mutating func apply(
    _ change: AppropriationChange, in period: Period
  ) throws(MoneyOverflow) {
    guard isReceived else { return }
    let isOfYear = period.owns(change.changedOn)
    // A change of money that has not come yet is no money either.
    let isByYearEnd = max(change.changedOn, appropriation.receivedOn) <= period.year.lastDay
    switch change.kind {
    case .adjustment:
      try adjustments += change.amount
      if isOfYear { try adjustmentsInYear += change.amount }
      try runningBalance += change.amount
      if isByYearEnd { try yearEndRunningBalance += change.amount }
    case .recall:
      try recalls += change.amount
      if isOfYear { try recallsInYear += change.amount }
      try runningBalance -= change.amount
      if isByYearEnd { try yearEndRunningBalance -= change.amount }
    }
  }

  fileprivate mutating func post(
    _ amount: Money, paidIn year: FiscalYear, in period: Period
  ) throws(MoneyOverflow) {
    try netPaid += amount
    try runningBalance -= amount
    if year <= period.year { try yearEndRunningBalance -= amount }
    if year == period.year { try netPaidInYear += amount }
  }

  /// Whether any line was paid from it in the year judged.
  package var hasPaymentInYear: Bool { paymentsInYear > 0 }

  /// Amount ± adjustments − recalls: what may be paid from it in all.
  package var limit: Money {
    get throws(MoneyOverflow) {
      isReceived ? try appropriation.amount + adjustments - recalls : .zero
    }
  }

  /// What is left: zero once a later row carried it over.
  package var balance: Money {
    isCarriedAway ? .zero : runningBalance
  }

  /// What was left on 31 December of the year judged; zero once a later row carried it over.
  package var yearEndBalance: Money {
    isCarriedAwayByYearEnd ? .zero : yearEndRunningBalance
  }

  /// What a later row carried over; zero for none.
  package var carriedAway: Money {
    get throws(MoneyOverflow) {
      isCarriedAway ? try limit - netPaid : .zero
    }
  }

  /// What the row adds to the year's appropriations: its amount when it is new money of the year,
  /// and the adjustments dated in the year.
  package func appropriated(in year: FiscalYear) throws(MoneyOverflow) -> Money {
    let isNew = isReceived && appropriation.id.fiscalYear == year && !appropriation.isCarriedOver
    return try (isNew ? appropriation.amount : .zero) + adjustmentsInYear
  }
}

extension FundAccounts {
  /// 本年拨付: the year's new appropriations and adjustments, of the sources asked for.
  package func appropriated(
    where include: (FundSource) -> Bool = { _ in true }
  ) throws(MoneyOverflow) -> Money {
    var sum = Money.zero
    for account in accounts where include(account.appropriation.source) {
      try sum += account.appropriated(in: period.year)
    }
    return sum
  }

  /// 本年收回.
  package func recalled() throws(MoneyOverflow) -> Money {
    try accounts.map(\.recallsInYear).total()
  }

  /// 可用资金: opening + appropriated − recalled.
  package func available() throws(MoneyOverflow) -> Money {
    try (opening ?? .zero) + appropriated() - recalled()
  }
}
