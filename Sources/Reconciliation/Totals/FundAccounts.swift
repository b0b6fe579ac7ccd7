package import LedgerCore

/// The appropriation rows with what was paid from each, as of one day.
package struct FundAccounts: Equatable, Sendable {
  package let period: Period
  /// In order of document and budget year.
  package private(set) var accounts: [AppropriationAccount]
  /// The adjustments and recalls that are seen, each where and when it counts, in that order.
  package private(set) var changes: [CountedChange] = []
  /// The whole year, as the rules judge it.
  package private(set) var ofYear: YearMoney
  /// The year before it by now; nil before the first.
  package private(set) var ofYearBefore: YearMoney?
  /// What all lines paid, whatever they cite.
  package private(set) var allLines = SpanFlow()
  /// What lines paid whose document is not in the register (无此指标).
  package private(set) var withoutRow = SpanFlow()
  /// The same to date, and to the end of the year or the as-of day before that.
  package private(set) var withoutRowToDate = Money.zero
  private(set) var withoutRowByYearEnd = Money.zero
  /// By month of the span.
  private(set) var monthFlows = MonthFlows()
  /// Whether the register holds any appropriation of the lottery fund (彩票公益金).
  let hasLotteryMoney: Bool
  /// The lines under what is overspent, as far as they were asked for.
  var lineFacts = LineFacts()
  private var rowsByDocument: [DocumentNumber: [Int]] = [:]

  /// An adjustment or a recall, with the row it counts for and the day from which it does.
  package struct CountedChange: Comparable, Sendable {
    package let change: AppropriationChange
    /// The row it names, or the one that had carried it on by then.
    package let row: Appropriation
    /// Its own day, or the receipt of its row after that.
    package let countsFrom: Day

    /// By day and row; changes of one row on one day by what they are.
    package static func < (left: Self, right: Self) -> Bool {
      if left.countsFrom != right.countsFrom { return left.countsFrom < right.countsFrom }
      if left.row.id != right.row.id { return left.row.id < right.row.id }
      if left.change.changedOn != right.change.changedOn {
        return left.change.changedOn < right.change.changedOn
      }
      if left.change.kind != right.change.kind { return left.change.kind == .adjustment }
      if left.change.amount != right.change.amount {
        return left.change.amount < right.change.amount
      }
      return left.change.reason.precedesByCodePoint(right.change.reason)
    }
  }

  /// The accounts before anything is paid.
  ///
  /// - Throws: ``MoneyOverflow`` when the amounts together leave 64 bits.
  package init(
    period: Period, register: FundRegister
  ) throws(MoneyOverflow) {
    let appropriations = register.appropriations
    self.period = period
    hasLotteryMoney = appropriations.contains { $0.source == .lotteryFund }
    accounts = appropriations.sorted { $0.id < $1.id }
      .map { AppropriationAccount($0, in: period) }
    func money(_ year: FiscalYear) throws(MoneyOverflow) -> YearMoney {
      let rows = appropriations.filter { period.sees($0.receivedOn) && $0.id.fiscalYear == year }
      let over = rows.filter(\.isCarriedOver).map(\.amount)
      // A stated opening is a fact of 1 January.
      let stated =
        period.sees(year.firstDay) ? register.openings.last { $0.fiscalYear == year } : nil
      let opening = YearMoney.Opening(
        stated: stated?.amount, carried: register.carried[year],
        rows: over.isEmpty ? nil : try over.total())
      var money = YearMoney(year: year, opening: opening)
      money.appropriated = try rows.filter { !$0.isCarriedOver }.map(\.amount).total()
      return money
    }
    ofYear = try money(period.year)
    if let before = period.year.previous { ofYearBefore = try money(before) }
    for (index, account) in accounts.enumerated() {
      rowsByDocument[account.appropriation.id.document, default: []].append(index)
    }
    for change in register.changes where period.sees(change.changedOn) { try count(change) }
    self.changes.sort()
    for (index, account) in accounts.enumerated() {
      guard let day = account.receiptDay(in: period) else { continue }
      try count(account.appropriation.amount, as: \.appropriated, of: index, on: day)
    }
    for index in accounts.indices {
      guard let next = successor(of: index), next.isReceived else { continue }
      accounts[index].carriedOn = next.appropriation.amount
      accounts[index].isEndedByYearEnd = next.appropriation.receivedOn <= period.year.lastDay
    }
  }

  private mutating func count(_ change: AppropriationChange) throws(MoneyOverflow) {
    let named = accounts.firstIndex { $0.appropriation.id == change.appropriation }
    guard let index = named.map({ holder(of: $0, on: change.changedOn) }),
      accounts[index].isReceived
    else { return }
    let row = accounts[index].appropriation
    // A change of money that has not come yet is no money either.
    let day = max(change.changedOn, row.receivedOn)
    changes.append(CountedChange(change: change, row: row, countsFrom: day))
    try accounts[index].apply(change, on: day, in: period)
    switch change.kind {
    case .adjustment:
      try count(change.amount, as: \.appropriated, of: index, on: day)
      try count(change.amount, as: \.appropriated, in: day.fiscalYear)
    case .recall:
      try count(change.amount, as: \.recalled, of: index, on: day)
      try count(change.amount, as: \.recalled, in: day.fiscalYear)
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

  /// Counts money in its year, where that is the year judged or the one before.
  private mutating func count(
    _ amount: Money, as sum: WritableKeyPath<YearMoney, Money>, in year: FiscalYear
  ) throws(MoneyOverflow) {
    if year == period.year {
      try ofYear[keyPath: sum] += amount
    } else if year == ofYearBefore?.year {
      try ofYearBefore?[keyPath: sum] += amount
    }
  }

  // MARK: Which row

  /// The next later row of the document, when it carries this one's money on.
  private func successor(of index: Int) -> AppropriationAccount? {
    let next = index + 1
    guard next < accounts.count else { return nil }
    let row = accounts[next].appropriation
    let isSuccessor =
      row.isCarriedOver && row.id.document == accounts[index].appropriation.id.document
    return isSuccessor ? accounts[next] : nil
  }

  /// The row that holds a row's money on a day: itself, or the last that carried it on by then.
  ///
  /// A carry-over ends a row on the day on which the carried-over row is received.
  private func holder(of index: Int, on day: Day) -> Int {
    var index = index
    while let next = successor(of: index), next.appropriation.receivedOn <= day { index += 1 }
    return index
  }

  /// The row that a payment draws on: the document's row of the year of payment; else the latest
  /// earlier; else the earliest.
  ///
  /// - Parameters:
  ///   - document: As cited.
  ///   - year: The year of payment.
  /// - Returns: nil when the document is not in the register.
  package func row(of document: DocumentNumber, paidIn year: FiscalYear) -> Int? {
    guard let rows = rowsByDocument[document] else { return nil }
    return rows.last { accounts[$0].appropriation.id.fiscalYear <= year } ?? rows.first
  }

  /// The appropriation that a payment draws on; nil when the document is not registered.
  package func appropriation(of document: DocumentNumber, paidIn year: FiscalYear) -> Appropriation?
  {
    row(of: document, paidIn: year).map { accounts[$0].appropriation }
  }

  /// The appropriation that a line draws on or a reversal restores; nil when the document is not
  /// registered.
  package func appropriation(of line: PaymentLine) -> Appropriation? {
    row(of: line).map { accounts[$0].appropriation }
  }

  /// The row that a line draws on or a reversal restores.
  func row(of line: PaymentLine) -> Int? {
    guard let drawn = row(of: line.document, paidIn: line.drawnOn.fiscalYear) else { return nil }
    return line.isReversal ? holder(of: drawn, on: line.paidOn) : drawn
  }
}

// MARK: - Payments go in

extension FundAccounts {
  /// Posts a line that the period sees; a line after its last day changes nothing.
  ///
  /// - Returns: The source of the row it drew on or restored; nil when its document is not in the
  ///   register.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  @discardableResult
  package mutating func post(_ line: PaymentLine) throws(MoneyOverflow) -> FundSource? {
    guard period.sees(line.paidOn) else { return nil }
    let amount = line.signedAmount
    let index = try count(PostedSum(line))
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
    _ = try count(sum)
  }

  /// - Returns: The row that was drawn on or restored; nil when there is none.
  private mutating func count(_ sum: PostedSum) throws(MoneyOverflow) -> Int? {
    let (group, amount) = (sum.group, sum.signedAmount)
    try count(amount, as: \.paid, in: group.paidIn)
    guard let drawn = row(of: group.document, paidIn: group.drawnIn) else {
      try withoutRowToDate += amount
      if group.paidIn <= period.year { try withoutRowByYearEnd += amount }
      return nil
    }
    if group.drawnIn == period.year { try accounts[drawn].countLeft(amount) }
    let index = group.reversedOn.map { holder(of: drawn, on: $0) } ?? drawn
    try accounts[index].post(amount, paidIn: group.paidIn, in: period)
    return index
  }
}

// MARK: - The whole year, as the rules judge it

extension FundAccounts {
  /// The opening balance of the year (上年结转), or nil when none is known.
  package var opening: Money? { ofYear.opening.amount }

  /// Net paid in the year over all lines, whatever they cite.
  package var netPaidInYear: Money { ofYear.paid }

  /// The rows from which more is paid than they hold, of those that the year is told of (F01).
  ///
  /// - Throws: ``MoneyOverflow`` when a limit leaves 64 bits.
  func exceededRows() throws(MoneyOverflow) -> [Int] {
    var rows: [Int] = []
    for (index, account) in accounts.enumerated() {
      let isOfYear =
        account.appropriation.id.fiscalYear == period.year || account.hasLiveLineOfYear
        || account.isLoweredInYear
      if isOfYear, try account.netPaid > account.limit { rows.append(index) }
    }
    return rows
  }

  /// What was paid in the year beyond what it had; nil for nothing (F03).
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  func excessOfYear() throws(MoneyOverflow) -> Money? {
    let excess = try ofYear.paid - ofYear.available
    return excess > .zero ? excess : nil
  }

  /// What all rows hold together on the as-of day, less what was paid without a row (F06).
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func balance() throws(MoneyOverflow) -> Money {
    try accounts.map(\.balance).total() - withoutRowToDate
  }

  /// What the rows of the year and of earlier ones held at the year's end, or on the as-of day
  /// before that, less what was paid without a row by then (I08).
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  func yearEndBalance() throws(MoneyOverflow) -> Money {
    let rows = accounts.filter { $0.appropriation.id.fiscalYear <= period.year }
    return try rows.map(\.yearEndBalance).total() - withoutRowByYearEnd
  }
}
