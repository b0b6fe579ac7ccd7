package import LedgerCore

/// Small random books full of anomalies, drawn from few days, names and amounts.
///
/// Few values make coincidences: equal days, equal amounts, numbers that are not registered, rows
/// that are not yet received, claims that come twice.
package struct RandomBook {
  private var generator: SeededGenerator
  private var book = InventedBook()
  /// What is left of each line as reversals are drawn.
  private var left: [PaymentLineID: Int64] = [:]
  private var nextVoucher = 1

  /// The days around which everything happens.
  private static let days = [
    "2023-02-10", "2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02", "2024-02-29",
    "2024-03-01", "2024-06-30", "2024-12-31", "2025-01-01", "2025-01-02", "2025-03-05",
  ]

  private init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// The book of a seed.
  package static func book(seed: UInt64) throws -> InventedBook {
    var random = RandomBook(seed: seed)
    try random.addFunds()
    try random.addCases()
    try random.addShifts()
    for _ in 0..<random.generator.number(0...8) { try random.addLine() }
    for _ in 0..<random.generator.number(0...4) { try random.addReversal() }
    random.mixApprovers()
    try random.addSameDayShifts()
    try random.addRegisterDetails()
    random.addCategories(seed: seed)
    try random.addDetails(seed: seed)
    return random.book.shuffled(using: &random.generator)
  }

  /// The year to judge and the as-of day that go with a seed; nil is the year's last day.
  package static func period(seed: UInt64) throws -> (year: FiscalYear, asOf: Day?) {
    var generator = SeededGenerator(seed: ~seed)
    let year = try FiscalYear.of(generator.pick(2024, 2024, 2023, 2025))
    guard generator.chance(oneIn: 3) else { return (year, nil) }
    return (year, try .of(generator.pick(from: days) ?? "2024-12-31"))
  }

  /// The calendar that goes with a seed: most know all years, some do not.
  package static func calendar(seed: UInt64) -> InventedCalendar {
    var generator = SeededGenerator(seed: seed ^ 0x5EED)
    return InventedCalendar(
      knowing: generator.pick(2023...2025, 2023...2025, 2023...2024, 2024...2025, nil))
  }

  /// One line more for a book, as an officer might enter it, with a number that is not taken.
  package static func candidate(seed: UInt64) throws -> PaymentLine {
    var random = RandomBook(seed: seed &* 31 &+ 7)
    random.nextVoucher = 900
    try random.addLine()
    guard let line = random.book.lines.first else { throw SampleFault(description: "no line") }
    return line
  }

  private mutating func day() throws -> String {
    guard let day = generator.pick(from: Self.days) else { throw SampleFault(description: "none") }
    return day
  }

  /// A later day than another, or none.
  private mutating func day(from earliest: Day) throws -> String? {
    generator.pick(from: try Self.days.filter { try Day.of($0) >= earliest })
  }

  private mutating func amount() -> String {
    generator.pick("100", "200", "200", "300", "500.05", "1000")
  }

  private mutating func document() -> String {
    generator.pick("文〔2024〕1号", "文〔2024〕1号", "文(2024) 1号", "文〔2024〕2号", "文〔2024〕3号")
  }

  private mutating func firm() -> String {
    generator.pick("甲(红寺堡)律师事务所", "甲（红寺堡） 律师事务所", "乙律师事务所", "乙律师事务所　")
  }

  private mutating func caseNumber() -> String { "案\(generator.number(1...4))" }
  private mutating func dutyNumber() -> String { "值\(generator.number(1...3))" }

  private mutating func addFunds() throws {
    for _ in 0..<generator.number(0...5) {
      let year = generator.number(2023...2025)
      let row = try Appropriation.sample(
        document(), year: year, source: generator.pick(from: FundSource.allCases) ?? .other,
        received: day(), amount: generator.pick("300", "500", "1000", "5000"),
        uses: generator.pick([], [], [.perCaseSubsidy], [.duty, .other]),
        carriedFrom: generator.chance(oneIn: 3) ? year - 1 : nil)
      guard !book.appropriations.contains(where: { $0.id == row.id }) else { continue }
      book.appropriations.append(row)
    }
    for row in book.appropriations where generator.chance(oneIn: 4) {
      guard let changedOn = try day(from: row.receivedOn) else { continue }
      book.changes.append(
        AppropriationChange(
          appropriation: row.id, kind: generator.pick(.adjustment, .recall),
          changedOn: try .of(changedOn), amount: try .yuan(amount()), reason: "随机"))
    }
    if generator.chance(oneIn: 3) {
      book.openings.append(
        OpeningBalance(
          fiscalYear: try .of(generator.number(2023...2025)), amount: try .yuan(amount())))
    }
  }

  private mutating func addCases() throws {
    for index in 1...4 where !generator.chance(oneIn: 4) {
      let isClosed = !generator.chance(oneIn: 4)
      book.cases.append(
        try .sample(
          "案\(index)", accepted: day(), assigned: generator.chance(oneIn: 2) ? day() : nil,
          closed: isClosed ? day() : nil,
          outcome: generator.pick(from: Outcome.allCases) ?? .closed,
          filed: generator.chance(oneIn: 3) ? day() : nil,
          firm: generator.chance(oneIn: 5) ? nil : firm(),
          type: generator.pick(from: CaseType.allCases) ?? .civil, recipient: "马某\(index)"))
    }
    for index in 1...5 where !generator.chance(oneIn: 3) {
      let isApproved = !generator.chance(oneIn: 4)
      book.claims.append(
        try .sample(
          "申\(index)", case: caseNumber(), claimed: day(), amount: amount(),
          approved: isApproved ? day() : nil,
          approvedAmount: generator.pick("0", "200", "300", "500.05", "1000"),
          returned: !isApproved && generator.chance(oneIn: 2) ? day() : nil))
    }
  }

  private mutating func addShifts() throws {
    for index in 1...3 where !generator.chance(oneIn: 3) {
      book.shifts.append(
        try .sample(
          "值\(index)", served: day(), tenths: generator.pick(5, 10, 15),
          rate: generator.pick("200", "33.33"), amount: generator.pick("200", "100", "16.67", "50"),
          firm: firm()))
    }
  }

  /// Some who submitted a claim approve it as well; of some nobody knows who submitted.
  private mutating func mixApprovers() {
    for index in book.claims.indices where book.claims[index].approval != nil {
      if generator.chance(oneIn: 4) {
        book.claims[index].approvedBy = generator.pick("申报人甲", "申报人 甲", "申报人甲\u{3000}")
      }
      if generator.chance(oneIn: 6) { book.claims[index].submittedBy = nil }
    }
  }

  /// Subsidies above what is mostly paid on a shift; and shifts of the same day as another, of the
  /// same lawyer or not.
  private mutating func addSameDayShifts() throws {
    for index in book.shifts.indices where generator.chance(oneIn: 3) {
      book.shifts[index].amount = try .yuan("500")
    }
    for (index, shift) in book.shifts.enumerated() where generator.chance(oneIn: 2) {
      book.shifts.append(
        try .sample(
          "值\(index + 4)", served: "\(shift.servedOn)", tenths: generator.pick(5, 10, 10, 20),
          rate: "100", amount: generator.pick("50", "100", "200"),
          lawyer: generator.pick("值班律师甲", "值班律师 甲", "值班律师乙"),
          firm: generator.chance(oneIn: 3) ? firm() : shift.firm,
          unit: generator.pick(from: DutyUnit.allCases) ?? .day))
    }
  }

  /// Recipients and judgments that come again in another spelling; registers without filing days;
  /// what closings carried.
  private mutating func addRegisterDetails() throws {
    let keepsNoFiling = generator.chance(oneIn: 3)
    for index in book.cases.indices {
      if keepsNoFiling { book.cases[index].filedOn = nil }
      if generator.chance(oneIn: 2) {
        book.cases[index].recipient = generator.pick("马某1", "马 某1", "马\u{3000}某１", "马某2")
      }
      if generator.chance(oneIn: 2) {
        book.cases[index].judgmentNumber = try .of(
          generator.pick(
            "（2024）宁0303民初1号", "(2024) 宁0303民初1号", "〔２０２４〕宁０３０３民初1 号",
            "（2024）宁0303民初11号"))
      }
    }
    for year in 2023...2025 where generator.chance(oneIn: 4) {
      book.carried[try .of(year)] = try .yuan(generator.pick("0", "300", "1000"))
    }
  }

  /// What the registers write of recipients: known groups, several, unknown words, nothing.
  ///
  /// Drawn by themselves, so that the rest of each book stays as it was.
  private mutating func addCategories(seed: UInt64) {
    var generator = SeededGenerator(seed: seed ^ 0xCA7E)
    for index in book.cases.indices {
      book.cases[index].recipientCategories = generator.pick(
        nil, "农民工", "农民工、残疾人", "妇女，老年人", "未成年人 妇女", "其他", "低保、农民", "军属", "外星人")
    }
  }

  /// What prices rest on: much, little or nothing of it, and now and then a name that is unknown.
  ///
  /// Drawn by themselves, so that the rest of each book stays as it was.
  private mutating func addDetails(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed ^ 0xDE7A)
    for index in book.cases.indices where !generator.chance(oneIn: 5) {
      var details = CaseDetails()
      details.regionBand = generator.pick("本地", "本地", "跨市", "跨市", nil)
      details.flags = generator.pick(nil, [], [], ["跨省"], ["出差"], ["跨省", "出差"], ["速裁"])
      if generator.chance(oneIn: 4) {
        try details.say(.quantities, generator.pick("页数=3", "页数=20", "页数=0", "天数=2"))
      }
      if !generator.chance(oneIn: 3) {
        try details.say(.costs, generator.pick("差旅费=100", "差旅费=250.50", "差旅费=0"))
      }
      details.fundSource = generator.pick(nil, .lotteryFund, .localBudget, .centralTransfer)
      book.cases[index].details = details
    }
  }

  private mutating func addLine() throws {
    let id = "凭\(nextVoucher)/1"
    nextVoucher += 1
    if let twin = book.lines.last, twin.use == .perCaseSubsidy, generator.chance(oneIn: 3) {
      try addTwin(of: twin, id: id)
      return
    }
    let line: PaymentLine
    switch generator.number(0...9) {
    case 0...5:
      line = try .sample(
        id, paid: day(), amount: amount(), case: caseNumber(), document: document(), payee: firm())
    case 6, 7:
      line = try .dutySample(
        id, paid: day(), amount: amount(), duty: dutyNumber(), document: document(), payee: firm())
    default:
      line = try .sample(
        id, paid: day(), amount: amount(),
        case: generator.chance(oneIn: 2) ? caseNumber() : nil,
        use: generator.pick(.consultation, .directCosts, .other), document: document(),
        payee: firm())
    }
    left[line.id] = line.amount.fen
    book.lines.append(line)
  }

  /// The same payment once more, on another day.
  private mutating func addTwin(of line: PaymentLine, id: String) throws {
    var twin = try PaymentLine.sample(
      id, paid: day(), document: line.document.printed, payee: firm())
    twin.subject = line.subject
    twin.amount = line.amount
    if generator.chance(oneIn: 2) { twin.payee = line.payee }
    left[twin.id] = twin.amount.fen
    book.lines.append(twin)
  }

  private mutating func addReversal() throws {
    let live = book.lines.filter { (left[$0.id] ?? 0) > 0 }
    guard let line = generator.pick(from: live), let rest = left[line.id],
      let reversedOn = try day(from: line.paidOn)
    else { return }
    let amount = generator.chance(oneIn: 2) ? rest : min(rest, 20_000)
    left[line.id] = rest - amount
    book.lines.append(
      try line.reversed(
        by: "凭\(nextVoucher)/1", on: reversedOn, amount: Money(fen: amount).yuanText))
    nextVoucher += 1
  }
}
