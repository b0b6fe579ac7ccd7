package import LedgerCore

/// The appropriation rows with what was paid from each, as of one day.
package struct FundAccounts: Equatable, Sendable {
  package let period: Period
  /// In order of document and budget year.
  package private(set) var accounts: [AppropriationAccount]
  /// The opening balance of the year (上年结转), or nil when none is known.
  package let opening: Money?
  /// Net paid in the year over all lines, whatever they cite.
  package private(set) var netPaidInYear = Money.zero
  /// What all lines paid, whatever they cite.
  package private(set) var allLines = SpanFlow()
  /// What lines paid whose document is not in the register (无此指标).
  package private(set) var withoutRow = SpanFlow()
  /// By month of the span.
  private(set) var monthFlows = MonthFlows()
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
    let stated = openings.last { $0.fiscalYear == period.year }?.amount
    if let known = stated ?? carried[period.year] {
      opening = known
    } else {
      opening = try Self.carriedOver(accounts, into: period.year)
    }
    for (index, account) in accounts.enumerated() {
      rowsByDocument[account.appropriation.id.document, default: []].append(index)
    }
    for change in changes where period.sees(change.changedOn) {
      guard let index = accounts.firstIndex(where: { $0.appropriation.id == change.appropriation }),
        accounts[index].isReceived
      else { continue }
      try accounts[index].apply(change, in: period)
      let flow = change.kind == .adjustment ? \FundFlow.appropriated : \.recalled
      try count(change.amount, as: flow, of: index, on: change.changedOn)
    }
    for (index, account) in accounts.enumerated() {
      guard let day = account.receiptDay(in: period) else { continue }
      try count(account.appropriation.amount, as: \.appropriated, of: index, on: day)
    }
    for index in accounts.indices {
      guard let successor = successor(of: index) else { continue }
      accounts[index].isCarriedAway = successor.isReceived
      accounts[index].isCarriedAwayByYearEnd =
        successor.isReceived && successor.appropriation.receivedOn <= period.year.lastDay
    }
  }

  /// Counts money that came or went back, by its day.
  private mutating func count(
    _ amount: Money, as flow: WritableKeyPath<FundFlow, Money>, of index: Int, on day: Day
  ) throws(MoneyOverflow) {
    try accounts[index].flow.add(amount, to: flow, on: day, in: period)
    guard period.span.contains(day) else { return }
    let source = accounts[index].appropriation.source
    try monthFlows.add(amount, to: flow, of: source, on: day)
  }

  private static func carriedOver(
    _ accounts: [AppropriationAccount], into year: FiscalYear
  ) throws(MoneyOverflow) -> Money? {
    let rows = accounts.filter { $0.isOpening(of: year) }
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
    try post(line, 1)
  }

  /// Posts a line that stands for several, each counted.
  ///
  /// - Returns: The source of the row it drew on; nil when its document is not in the register.
  @discardableResult
  mutating func post(
    _ line: PaymentLine, _ times: Int
  ) throws(MoneyOverflow) -> FundSource? {
    guard period.sees(line.paidOn) else { return nil }
    let index = row(of: line.document, paidIn: line.drawnOn.fiscalYear)
    let amount = line.signedAmount
    try post(
      amount, to: index, paidIn: line.paidOn.fiscalYear,
      payments: line.isReversal ? 0 : times)
    try allLines.pay(amount, on: line.paidOn, in: period)
    let source = index.map { accounts[$0].appropriation.source }
    if period.span.contains(line.paidOn) {
      try monthFlows.pay(amount, from: source, on: line.paidOn)
    }
    if let index {
      try accounts[index].flow.pay(amount, on: line.paidOn, in: period)
    } else {
      try withoutRow.pay(amount, on: line.paidOn, in: period)
    }
    return source
  }

  /// Posts a sum of lines that the period sees, for the balances and the year; what moved within a
  /// narrower span is known of single lines only.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func post(_ sum: PostedSum) throws(MoneyOverflow) {
    try post(
      sum.isReversal ? .zero - sum.amount : sum.amount,
      to: row(of: sum.document, paidIn: sum.drawnIn), paidIn: sum.paidIn,
      payments: sum.isReversal ? 0 : 1)
  }

  private mutating func post(
    _ amount: Money, to index: Int?, paidIn year: FiscalYear, payments: Int
  ) throws(MoneyOverflow) {
    let isOfYear = year == period.year
    if isOfYear { try netPaidInYear += amount }
    guard let index else { return }
    try accounts[index].post(amount, paidIn: year, in: period)
    if isOfYear { accounts[index].paymentsInYear += payments }
  }
}

// MARK: - The whole year, as the rules judge it

extension FundAccounts {
  /// 本年拨付: the year's new appropriations and adjustments.
  package func appropriatedInYear() throws(MoneyOverflow) -> Money {
    var sum = Money.zero
    for account in accounts { try sum += account.appropriated(in: period.year) }
    return sum
  }

  /// 本年收回.
  package func recalledInYear() throws(MoneyOverflow) -> Money {
    try accounts.map(\.recallsInYear).total()
  }

  /// 可用资金: opening + appropriated − recalled.
  package func availableInYear() throws(MoneyOverflow) -> Money {
    try (opening ?? .zero) + appropriatedInYear() - recalledInYear()
  }
}
