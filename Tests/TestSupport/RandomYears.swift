package import LedgerCore

/// Random books over several years in a row, full of anomalies around the turns of the years.
///
/// Money is carried over as a closing would do it, otherwise, or not at all; payments are corrected
/// and come back from the bank in later years; claims are returned, rows recalled and adjusted
/// after they were carried on. Few days, names and amounts make coincidences.
package struct RandomYears {
  package private(set) var generator: SeededGenerator
  package var book = InventedBook()
  var nextNumber = 1

  package static let years = 2023...2025
  private static let monthsAndDays = [
    "01-01", "01-01", "01-02", "01-04", "01-05", "01-10", "03-01", "06-30", "11-30", "12-01",
    "12-26", "12-27", "12-28", "12-30", "12-31", "12-31",
  ]
  private static let firms = ["甲(红寺堡)律师事务所", "甲（红寺堡） 律师事务所", "乙律师事务所", "乙律师事务 所"]

  package init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// The book of a seed: all years, one after the other.
  package static func book(seed: UInt64) throws -> InventedBook {
    var random = RandomYears(seed: seed)
    for year in years {
      try random.addFacts(of: year)
      try random.carryOver(from: year)
    }
    return random.book.shuffled(using: &random.generator)
  }

  /// The years to judge with their as-of days: at their end, within them, and long after.
  package static func periods(seed: UInt64) throws -> [(year: FiscalYear, asOf: Day?)] {
    var generator = SeededGenerator(seed: ~seed)
    return try years.flatMap { number -> [(year: FiscalYear, asOf: Day?)] in
      let year = try FiscalYear.of(number)
      let within = try day(of: number, using: &generator)
      let after = try day(of: number + 1, using: &generator)
      return [(year, nil), (year, within), (year, after), (year, try .of("2026-06-30"))]
    }
  }

  private static func day(of year: Int, using generator: inout SeededGenerator) throws -> Day {
    try .of("\(year)-\(generator.pick(from: monthsAndDays) ?? "06-30")")
  }

  mutating func day(of year: Int, from first: Day? = nil) throws -> Day {
    let day = try Self.day(of: year, using: &generator)
    return max(day, first ?? day)
  }

  /// True once in the given number of times, on average.
  package mutating func coin(oneIn count: Int) -> Bool { generator.chance(oneIn: count) }

  mutating func number() -> Int {
    nextNumber += 1
    return nextNumber
  }

  mutating func amount() -> String { generator.pick("100", "200", "200", "300", "500.05", "1000") }
  mutating func firm() -> String { generator.pick(from: Self.firms) ?? "甲所" }
}

// MARK: - What happens in a year

extension RandomYears {
  /// Appropriations, cases, claims, duties, payments and what takes them back.
  package mutating func addFacts(of year: Int) throws {
    if !generator.chance(oneIn: 6) { try addRow(of: year) }
    for _ in 0..<generator.number(0...2) { try addRow(of: year) }
    for _ in 0..<generator.number(1...3) { try addCase(of: year) }
    for _ in 0..<generator.number(0...2) { try addShift(of: year) }
    for _ in 0..<generator.number(1...5) { try addLine(of: year) }
    for _ in 0..<generator.number(0...3) { try addReversal(in: year) }
    for _ in 0..<generator.number(0...2) { try addChange(in: year) }
    for _ in 0..<generator.number(0...1) { try returnClaim(in: year) }
    if generator.chance(oneIn: 6) {
      book.openings.append(
        OpeningBalance(
          fiscalYear: try .of(year), amount: try .yuan(generator.pick("0", "500", "1000"))))
    }
  }

  private mutating func addRow(of year: Int) throws {
    let row = try Appropriation.sample(
      "文〔\(year)〕\(generator.number(1...2))号", year: year,
      source: generator.pick(from: FundSource.allCases) ?? .other,
      received: "\(day(of: generator.chance(oneIn: 8) ? year + 1 : year))",
      amount: generator.pick("300", "500", "1000", "2000"),
      uses: generator.pick([], [], [.perCaseSubsidy], [.duty, .other]))
    guard !book.appropriations.contains(where: { $0.id == row.id }) else { return }
    book.appropriations.append(row)
  }

  /// A case with its claim, as far as they came; each step may lie in the next year.
  private mutating func addCase(of year: Int) throws {
    let index = number()
    let accepted = try day(of: year)
    var last = accepted
    // Each step follows the last, lies in the next year, or comes too early.
    func later(_ random: inout RandomYears) throws -> Day {
      switch random.generator.number(0...9) {
      case 0: try random.day(of: year)
      case 1...3: try random.day(of: year + 1)
      default: last.adding(days: random.generator.pick(0, 1, 10, 29, 31)) ?? last
      }
    }
    var legalAidCase = try LegalAidCase.sample(
      "案\(index)", accepted: "\(accepted)", firm: generator.chance(oneIn: 5) ? nil : firm(),
      type: generator.pick(from: CaseType.allCases) ?? .civil,
      recipient: generator.pick("马某1", "马 某１", "马某2", "马某3"))
    legalAidCase.lawyer = generator.pick(nil, "承办人甲", "承办人 甲", "承办人乙")
    legalAidCase.matter = generator.pick(nil, "欠薪", "离婚")
    legalAidCase.stage = generator.pick(nil, "一审", "一 审", "二审")
    if !generator.chance(oneIn: 5) {
      last = try later(&self)
      legalAidCase.closing = LegalAidCase.Closing(
        on: last,
        outcome: generator.pick(.closed, .closed, .closed, .closed, .terminated, .withdrawn))
      if generator.chance(oneIn: 3) {
        legalAidCase.filedOn = last.adding(days: generator.pick(0, 30, 31, 90))
      }
    }
    if generator.chance(oneIn: 3) {
      legalAidCase.judgmentNumber = try .of(
        generator.pick("（2024）宁0303民初1号", "(2024) 宁0303民初1号", "（2024）宁0303民初11号"))
    }
    book.cases.append(legalAidCase)
    for _ in 0..<generator.pick(0, 1, 1, 1, 1, 2) {
      last = try later(&self)
      var claim = try Claim.sample(
        "申\(number())", case: "案\(index)", claimed: "\(last)", amount: amount())
      if !generator.chance(oneIn: 5) {
        last = try later(&self)
        claim.approval = Approval(
          on: last,
          amount: generator.chance(oneIn: 3) ? try .yuan(amount()) : claim.claimedAmount)
        claim.approvedBy = generator.pick("审核人乙", "审核人乙", "审核人乙", "申报人 甲")
      }
      book.claims.append(claim)
    }
  }

  private mutating func returnClaim(in year: Int) throws {
    let open = book.claims.indices.filter {
      book.claims[$0].returned == nil && book.claims[$0].claimedOn.year <= year
    }
    guard let index = generator.pick(from: open) else { return }
    let claim = book.claims[index]
    book.claims[index].returned = ClaimReturn(
      on: try day(of: year, from: max(claim.claimedOn, claim.approval?.on ?? claim.claimedOn)),
      reason: "退回")
  }

  private mutating func addShift(of year: Int) throws {
    var shift = try DutyShift.sample(
      "值\(number())", served: "\(day(of: year))", tenths: generator.pick(5, 10, 10),
      rate: generator.pick("200", "200", "33.33"),
      amount: generator.pick("200", "100", "16.67"),
      lawyer: generator.pick("值班律师甲", "值班律师 甲", "值班律师乙"), firm: firm(),
      unit: generator.pick(.day, .day, .halfDay, .item))
    let ofYear = book.shifts.filter { $0.servedOn.year == year }
    if generator.chance(oneIn: 3), let other = generator.pick(from: ofYear) {
      shift.servedOn = other.servedOn
    }
    book.shifts.append(shift)
  }

  private mutating func addLine(of year: Int) throws {
    let id = "凭\(number())/1"
    let documents = book.appropriations.map(\.id.document.printed)
    let document =
      generator.chance(oneIn: 10) ? "文99" : generator.pick(from: documents) ?? "文98"
    var line = try PaymentLine.sample(
      id, paid: "\(day(of: year))", amount: amount(), document: document, payee: firm())
    switch generator.number(0...9) {
    case 0...5:
      let known = generator.chance(oneIn: 12) ? nil : generator.pick(from: book.cases)?.number
      line.subject = .legalAidCase(try known ?? .of("案0"))
      payAsApproved(&line)
    case 6, 7:
      line.use = .duty
      let shift = generator.chance(oneIn: 12) ? nil : generator.pick(from: book.shifts)
      line.subject = .dutyShift(try shift?.number ?? .of("值0"))
      if let shift, !generator.chance(oneIn: 4) {
        (line.amount, line.payee) = (shift.amount, shift.firm)
      }
    default:
      line.use = generator.pick(.consultation, .directCosts, .other)
      line.subject = .none
      line.approvedBy = generator.pick(nil, "负责人", "负责人")
    }
    book.lines.append(line)
  }

  /// Most payments are right: what was approved, to the firm that worked.
  private mutating func payAsApproved(_ line: inout PaymentLine) {
    guard let number = line.subject.caseNumber, !generator.chance(oneIn: 4) else { return }
    let claim = book.claims.first { $0.caseNumber == number }
    if let approval = claim?.approval, approval.amount > .zero {
      line.amount = approval.amount
      if approval.on.year == line.paidOn.year { line.paidOn = max(line.paidOn, approval.on) }
    }
    if let firm = book.cases.first(where: { $0.number == number })?.firm { line.payee = firm }
  }

  private func left(_ line: PaymentLine) -> Int64 {
    book.lines.filter { $0.reverses?.id == line.id }.reduce(line.amount.fen) { $0 - $1.amount.fen }
  }

  /// A correction or a return of the bank, of a line of this year or an earlier one.
  private mutating func addReversal(in year: Int) throws {
    let live = book.lines.filter { !$0.isReversal && $0.paidOn.year <= year && left($0) > 0 }
    guard let line = generator.pick(from: live) else { return }
    let rest = left(line)
    let amount = generator.chance(oneIn: 2) ? rest : min(rest, 10_000)
    let kind: ReversalKind = generator.pick(.correction, .bankReturn)
    book.lines.append(
      try line.reversed(
        by: "冲\(number())/1", on: "\(day(of: year, from: line.paidOn))",
        amount: Money(fen: amount).yuanText, kind: kind))
  }

  private mutating func addChange(in year: Int) throws {
    let rows = book.appropriations.filter { $0.id.fiscalYear.number <= year }
    guard let row = generator.pick(from: rows) else { return }
    let isRecall = generator.chance(oneIn: 2)
    let amount = try Money.yuan(generator.pick("100", "200", "300"))
    book.changes.append(
      AppropriationChange(
        appropriation: row.id, kind: isRecall ? .recall : .adjustment,
        changedOn: try day(of: year, from: row.receivedOn),
        amount: !isRecall && generator.chance(oneIn: 3) ? Money(fen: -amount.fen) : amount,
        reason: "随机"))
  }
}

// MARK: - The turn of the year

extension RandomYears {
  /// Carries what is left into the next year, as a closing does, otherwise, or not at all.
  package mutating func carryOver(from year: Int) throws {
    let way = generator.number(0...5)
    guard way != 0 else { return }
    let end = NaiveDay(book, on: try .of("\(year)-12-31"))
    var sum: Int64 = 0
    for row in book.appropriations where row.id.fiscalYear.number <= year {
      let balance = end.balance(of: row)
      let id = AppropriationID(document: row.id.document, fiscalYear: try .of(year + 1))
      let isTaken = book.appropriations.contains { $0.id == id }
      guard balance > 0, row.receivedOn <= end.asOf, !isTaken else { continue }
      let isRight = way > 2 || generator.chance(oneIn: 2)
      let carried = isRight ? Money(fen: balance) : try .yuan("100")
      book.appropriations.append(
        Appropriation(
          id: id, source: row.source,
          receivedOn: way > 3 ? try .of("\(year + 1)-01-01") : try day(of: year + 1),
          amount: carried, permittedUses: row.permittedUses, originYear: row.originYear))
      sum += carried.fen
    }
    if way > 3 { book.carried[try .of(year + 1)] = Money(fen: sum) }
  }
}

// MARK: - The bank, and what is filled in later

extension RandomYears {
  /// Lines of the bank for most movements of a year; some of the wrong amount or payee, some of
  /// nothing at all.
  package mutating func addBankLines(of year: Int) throws {
    let first = try Day.of("\(year)-01-01")
    let matching = NaiveMatching(book, on: try .of("\(year)-12-31"))
    for movement in matching.movements where movement.day.year == year && movement.fen != 0 {
      guard !generator.chance(oneIn: 7) else { continue }
      let booked = movement.day.adding(days: generator.number(movement.isIncoming ? -2...2 : 0...4))
      let isWrong = generator.chance(oneIn: 12)
      let payee = book.lines.first { $0.id.voucher == movement.returned ?? movement.voucher }?.payee
      book.bankLines.append(
        BankLine(
          reference: try .of("流\(number())"), bookedOn: max(booked ?? movement.day, first),
          amount: Money(fen: isWrong ? movement.fen + 100 : movement.fen),
          payee: generator.chance(oneIn: 15) ? "丙所" : payee ?? "丙所",
          voucher: generator.pick(nil, movement.voucher, movement.returned ?? movement.voucher)))
    }
    guard generator.chance(oneIn: 3) else { return }
    let line = generator.pick(from: book.lines)
    let amount = try Money.yuan(amount())
    book.bankLines.append(
      BankLine(
        reference: try .of("流\(number())"), bookedOn: try day(of: year),
        amount: generator.chance(oneIn: 3) ? Money(fen: -amount.fen) : amount,
        payee: line?.payee ?? "丙所", voucher: generator.pick(nil, line?.id.voucher)))
  }

  /// What was missing comes later, of closed years too: a firm, a lawyer, what a case is about, the
  /// number of a judgment, the voucher that the bank paid.
  package mutating func fillIn() throws {
    for index in book.cases.indices where generator.chance(oneIn: 3) {
      if book.cases[index].firm == nil { book.cases[index].firm = firm() }
      if book.cases[index].lawyer == nil { book.cases[index].lawyer = "承办人甲" }
      if book.cases[index].matter == nil { book.cases[index].matter = generator.pick("欠薪", "离婚") }
      if book.cases[index].judgmentNumber == nil {
        book.cases[index].judgmentNumber = try .of("（2024）宁0303民初1号")
      }
    }
    for index in book.bankLines.indices where generator.chance(oneIn: 5) {
      if book.bankLines[index].voucher == nil {
        book.bankLines[index].voucher = generator.pick(from: book.lines)?.id.voucher
      }
    }
  }

  /// What a closing carries: each row's balance on 31 December becomes the row of the next year.
  package mutating func close(_ year: Int) throws {
    let end = NaiveDay(book, on: try .of("\(year)-12-31"))
    let next = try FiscalYear.of(year + 1)
    var sum: Int64 = 0
    for row in book.appropriations where row.id.fiscalYear.number <= year {
      let id = AppropriationID(document: row.id.document, fiscalYear: next)
      let balance = end.balance(of: row)
      guard balance > 0, !book.appropriations.contains(where: { $0.id == id }) else { continue }
      book.appropriations.append(
        Appropriation(
          id: id, source: row.source, receivedOn: next.firstDay, amount: Money(fen: balance),
          permittedUses: row.permittedUses, originYear: row.originYear))
      sum += balance
    }
    book.carried[next] = Money(fen: sum)
  }
}
