import LedgerCore

/// Books of several years in a row in which nothing is wrong.
///
/// Cases and their payments cross the turns of the years; payments come back from the bank and are
/// made again, also in the next year from money that was carried on; entries are corrected; what is
/// left is carried over, and old money is given back. The bank has a line for every movement.
package struct HonestYears {
  private var generator: SeededGenerator
  package private(set) var book = InventedBook()
  private var nextNumber = 0
  private var nextAmount = 0

  package static let years = 2023...2025
  private static let firms = ["甲(红寺堡)律师事务所", "乙律师事务所", "丙法律服务所"]

  /// The book of a seed.
  package static func book(seed: UInt64) throws -> InventedBook {
    var honest = HonestYears(generator: SeededGenerator(seed: seed))
    let first = try FiscalYear.of(years.lowerBound)
    honest.book.openings = [OpeningBalance(fiscalYear: first, amount: .zero)]
    for year in years {
      for (index, source) in [FundSource.centralTransfer, .localBudget].enumerated() {
        honest.book.appropriations.append(
          try .sample(
            "文〔\(year)〕\(index)号", year: year, source: source, received: "\(year)-01-01",
            amount: "90000"))
      }
      for _ in 0..<honest.generator.number(2...6) { try honest.addCase(of: year) }
      for _ in 0..<honest.generator.number(1...4) { try honest.addShift(of: year) }
      try honest.addOtherCosts(of: year)
    }
    // In the order of the days, so that each payment finds what is left by then.
    try honest.payInOrder()
    return honest.book.shuffled(using: &honest.generator)
  }

  private init(generator: SeededGenerator) {
    self.generator = generator
  }

  /// What is to be paid on a day, and whether it comes back or was entered wrongly first.
  private struct Due {
    let on: Day
    let line: PaymentLine
  }

  private var due: [Due] = []

  private mutating func number() -> Int {
    nextNumber += 1
    return nextNumber
  }

  /// No two amounts are the same, so that each line of the bank has one candidate.
  private mutating func amount() -> String {
    nextAmount += 1
    return "\(100 + nextAmount).\(10 + nextAmount % 90)"
  }

  private mutating func later(_ day: Day, _ days: ClosedRange<Int>) -> Day {
    day.adding(days: generator.number(days)) ?? day
  }

  private mutating func start(of year: Int) throws -> Day {
    try .of("\(year)-\(generator.pick("01-03", "03-10", "06-20", "10-15", "11-25", "12-15"))")
  }
}

// MARK: - What is earned

extension HonestYears {
  private mutating func addCase(of year: Int) throws {
    let index = number()
    var days = [try start(of: year)]
    for _ in 1...5 { days.append(later(days[days.count - 1], 0...20)) }
    let firm = generator.pick(from: Self.firms) ?? "甲所"
    let amount = amount()
    book.cases.append(
      try .sample(
        "案\(index)", accepted: "\(days[0])", assigned: "\(days[0])", closed: "\(days[1])",
        filed: "\(days[2])", firm: firm, recipient: "受援人\(index)"))
    book.claims.append(
      try .sample(
        "申\(index)", case: "案\(index)", claimed: "\(days[2])", amount: amount,
        approved: "\(days[3])"))
    due.append(
      Due(
        on: days[4],
        line: try .sample("凭\(index)/1", amount: amount, case: "案\(index)", payee: firm)))
  }

  private mutating func addShift(of year: Int) throws {
    let index = number()
    let servedOn = try start(of: year).adding(days: index % 20) ?? start(of: year)
    let firm = generator.pick(from: Self.firms) ?? "甲所"
    let rate = amount()
    book.shifts.append(
      try .sample(
        "值\(index)", served: "\(servedOn)", rate: rate, amount: rate, lawyer: "律师\(index)",
        firm: firm))
    due.append(
      Due(
        on: later(servedOn, 0...40),
        line: try .dutySample("凭\(index)/1", amount: rate, duty: "值\(index)", payee: firm)))
  }

  private mutating func addOtherCosts(of year: Int) throws {
    var line = try PaymentLine.sample(
      "凭\(number())/1", amount: amount(), case: nil, use: .other, payee: "印刷厂")
    line.approvedBy = "负责人"
    due.append(Due(on: try start(of: year), line: line))
  }
}

// MARK: - What is paid

extension HonestYears {
  private mutating func payInOrder() throws {
    var year = Self.years.lowerBound
    while let next = due.min(by: { $0.on < $1.on }) {
      due.removeAll { $0.line.id == next.line.id }
      while next.on.year > year {
        try turn(from: year)
        year += 1
      }
      try pay(next)
    }
    while year <= Self.years.upperBound {
      try turn(from: year)
      year += 1
    }
  }

  /// A row of the year with enough left, in the spelling of any of its documents.
  private func document(on day: Day, for fen: Int64) -> DocumentNumber? {
    let then = NaiveDay(book, on: day)
    return book.appropriations.first { row in
      row.id.fiscalYear == day.fiscalYear && row.receivedOn <= day
        && then.balance(of: row) >= fen
    }?.id.document
  }

  private mutating func pay(_ next: Due) throws {
    guard let document = document(on: next.on, for: next.line.amount.fen) else {
      throw SampleFault(description: "no money left")
    }
    var line = next.line
    line.paidOn = next.on
    line.document = document
    if generator.chance(oneIn: 8) {
      // Entered under another voucher first, and corrected at once: the bank paid one of the two.
      var wrong = PaymentLine(
        id: PaymentLineID(voucher: try .of("误\(number())"), line: 1), paidOn: line.paidOn,
        use: line.use, subject: line.subject, document: line.document, amount: line.amount,
        payee: line.payee)
      wrong.approvedBy = line.approvedBy
      book.lines += [wrong, try wrong.reversed(by: "更\(number())/1", on: "\(line.paidOn)")]
    }
    book.lines.append(line)
    try addBankLine(line)
    guard generator.chance(oneIn: 4) else { return }
    try comeBack(line)
  }

  /// The bank returns the money, and it is paid again: both in one year, and so many days later
  /// that no line of the bank could be either payment's.
  private mutating func comeBack(_ line: PaymentLine) throws {
    let back = later(line.paidOn, 8...20)
    let again = later(back, 0...5)
    guard back.year == again.year else { return }
    let reversal = try line.reversed(by: "退\(number())/1", on: "\(back)", kind: .bankReturn)
    book.lines.append(reversal)
    try addBankLine(reversal)
    var repaid = PaymentLine(
      id: PaymentLineID(voucher: try .of("凭\(number())"), line: 1), paidOn: again, use: line.use,
      subject: line.subject, document: line.document, amount: line.amount, payee: line.payee)
    repaid.approvedBy = line.approvedBy
    due.append(Due(on: again, line: repaid))
  }

  /// The bank pays within the days that it may take; a return it shows before or after the entry.
  private mutating func addBankLine(_ line: PaymentLine) throws {
    let isReturn = line.isReversal
    let fen = isReturn ? -line.amount.fen : line.amount.fen
    var bank = BankLine(
      reference: try .of("流\(number())"),
      bookedOn: later(line.paidOn, isReturn ? -2...1 : 0...1),
      amount: Money(fen: fen), payee: line.payee)
    let numbers = [line.id.voucher, line.reverses?.id.voucher ?? line.id.voucher]
    bank.voucher = generator.chance(oneIn: 2) ? generator.pick(from: numbers) : nil
    book.bankLines.append(bank)
  }
}

// MARK: - The turn of the year

extension HonestYears {
  /// Gives back what is left of old money and carries over the rest, by a closing or by hand.
  private mutating func turn(from year: Int) throws {
    let last = try Day.of("\(year)-12-31")
    for row in book.appropriations where row.originYear.number < year {
      let left = NaiveDay(book, on: last).balance(of: row)
      guard left > 0 else { continue }
      book.changes.append(
        AppropriationChange(
          appropriation: row.id, kind: .recall, changedOn: last, amount: Money(fen: left),
          reason: "收回"))
    }
    let then = NaiveDay(book, on: last)
    let next = try FiscalYear.of(year + 1)
    var sum: Int64 = 0
    for row in book.appropriations where row.id.fiscalYear.number <= year {
      let left = then.balance(of: row)
      guard left > 0 else { continue }
      sum += left
      book.appropriations.append(
        Appropriation(
          id: AppropriationID(document: row.id.document, fiscalYear: next), source: row.source,
          receivedOn: next.firstDay, amount: Money(fen: left), originYear: row.originYear))
    }
    if generator.chance(oneIn: 2) { book.carried[next] = Money(fen: sum) }
    if generator.chance(oneIn: 3) {
      book.openings.append(OpeningBalance(fiscalYear: next, amount: Money(fen: sum)))
    }
  }
}
