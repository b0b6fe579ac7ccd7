import LedgerCore
import Reconciliation
import Reporting
import Testing

/// A small ledger written as literals, reconciled without a database.
struct SampleBook {
  var period: Period
  var appropriations: [Appropriation] = []
  var changes: [AppropriationChange] = []
  var openings: [OpeningBalance] = []
  var dossiers: [Dossier] = []
  var duties: [DutyAccount] = []
  var uncited: [PaymentLine] = []
  /// The treasury's statement; nil for one that agrees with the payments.
  var bankLines: [BankLine]?
  /// Knows no year.
  var calendar = WorkdayCalendar(holidays: [], workdays: [])
  var standards = StandardRegister()
  var explanations: [Explanation] = []
  var bureau = Bureau(agency: "红寺堡区司法局", region: "红寺堡区")

  init(asOf: String? = nil) throws {
    let year = try #require(FiscalYear(2024))
    period = Period(year: year, asOf: try asOf.map { try Day(text: $0) })
    try standards.add(Self.generousStandard())
  }

  func result() throws -> ReconciliationResult {
    var run = try ReconciliationRun(
      period: period,
      register: FundRegister(appropriations: appropriations, changes: changes, openings: openings),
      settings: RuleSettings(
        calendar: calendar, standards: standards,
        explanations: ExplanationRegister(explanations)))
    for line in bankLines ?? agreeing { run.observe(line) }
    for dossier in dossiers { try run.observe(dossier) }
    for duty in duties { try run.observe(duty) }
    for line in uncited { try run.observe(uncited: line.id, [line]) }
    return try run.finish()
  }

  /// A line of the treasury's statement for each payment that names it, booked the same day.
  private var agreeing: [BankLine] {
    let lines = dossiers.flatMap(\.lines) + duties.flatMap(\.lines) + uncited
    return lines.map { line in
      let voucher = line.id.voucher
      return BankLine(
        reference: BankReference(key: "T-" + voucher.key, printed: "T-" + voucher.printed),
        bookedOn: line.paidOn, amount: line.amount, payee: line.payee, voucher: voucher)
    }
  }

  func document() throws -> Document {
    try Document(of: bureau, try result(), ledgerHead: "5f3c9a")
  }

  // MARK: - Filling

  mutating func receive(
    _ document: String, _ source: FundSource, fen: Int64, year: Int = 2024, origin: Int? = nil
  ) throws {
    let year = try #require(FiscalYear(year))
    appropriations.append(
      Appropriation(
        id: AppropriationID(document: try number(document), fiscalYear: year), source: source,
        receivedOn: year.firstDay, amount: Money(fen: fen),
        originYear: try origin.map { try #require(FiscalYear($0)) }))
  }

  mutating func recall(_ document: String, fen: Int64) throws {
    changes.append(
      AppropriationChange(
        appropriation: AppropriationID(document: try number(document), fiscalYear: period.year),
        kind: .recall, changedOn: try Day(text: "2024-11-01"), amount: Money(fen: fen),
        reason: "年底收回"))
  }

  mutating func open(fen: Int64) {
    openings.append(OpeningBalance(fiscalYear: period.year, amount: Money(fen: fen)))
  }

  /// A case that is closed, claimed, approved and paid in full, all in order.
  mutating func payCase(_ name: String, fen: Int64, from document: String) throws {
    var dossier = try accepted(name)
    dossier.legalAidCase?.closing = .init(on: try Day(text: "2024-03-01"), outcome: .closed)
    dossier.legalAidCase?.filedOn = try Day(text: "2024-03-20")
    dossier.claims = [
      Claim(
        number: try number("S-" + name), caseNumber: dossier.caseNumber,
        claimedOn: try Day(text: "2024-03-05"), claimedAmount: Money(fen: fen),
        approval: Approval(on: try Day(text: "2024-03-10"), amount: Money(fen: fen)))
    ]
    dossier.lines = [
      try line("V-" + name, .perCaseSubsidy, .legalAidCase(dossier.caseNumber), fen, document)
    ]
    dossiers.append(dossier)
  }

  mutating func accept(_ name: String, closing outcome: Outcome? = nil) throws {
    var dossier = try accepted(name)
    if let outcome {
      // So late in the year that its claim is not yet due.
      dossier.legalAidCase?.closing = .init(on: try Day(text: "2024-12-02"), outcome: outcome)
    }
    dossiers.append(dossier)
  }

  mutating func payDuty(_ name: String, fen: Int64, from document: String) throws {
    let duty: DutyNumber = try number(name)
    let shift = DutyShift(
      number: duty, servedOn: try Day(text: "2024-02-01"), site: "看守所", lawyer: "马律师",
      firm: firm, quantity: Quantity(tenths: 10), unit: .item, rate: Money(fen: fen),
      amount: Money(fen: fen))
    let paid = try line("V-" + name, .duty, .dutyShift(duty), fen, document)
    duties.append(DutyAccount(dutyNumber: duty, shift: shift, lines: [paid]))
  }

  mutating func spend(_ use: PaymentUse, _ voucher: String, fen: Int64, from document: String)
    throws
  {
    uncited.append(try line(voucher, use, .none, fen, document))
  }

  private func accepted(_ name: String) throws -> Dossier {
    let number: CaseNumber = try number(name)
    var legalAidCase = LegalAidCase(
      number: number, type: .civil, recipient: "张小明", acceptedOn: try Day(text: "2024-01-10"))
    legalAidCase.firm = firm
    return Dossier(caseNumber: number, legalAidCase: legalAidCase)
  }

  private func line(
    _ voucher: String, _ use: PaymentUse, _ subject: PaymentSubject, _ fen: Int64,
    _ document: String
  ) throws -> PaymentLine {
    PaymentLine(
      id: PaymentLineID(voucher: try number(voucher), line: 1), paidOn: try Day(text: "2024-05-20"),
      use: use, subject: subject, document: try number(document), amount: Money(fen: fen),
      payee: firm, approvedBy: use == .perCaseSubsidy || use == .duty ? nil : "赵六六")
  }

  private let firm = "宁夏罗山律师事务所"
}

func number<Named>(_ text: String) throws -> Identifier<Named> {
  try #require(Identifier(text))
}

extension SampleBook {
  /// A standard that grants any case of 2024 any amount up to 50,000 yuan, the most that sample
  /// books claim.
  private static func generousStandard() throws -> SubsidyStandard {
    let range = AmountRange(low: .zero, high: Money(fen: 5_000_000))
    let line = StandardLine(
      id: try number("甲"), clause: "第一条", selection: Selection(), unit: .item,
      amount: .stated(range))
    return SubsidyStandard(
      title: "测试标准", document: .numbered(try number("宁司发〔2024〕1号")), region: "红寺堡区",
      inForce: .init(from: try Day(text: "2024-01-01")), selectedBy: .closing, source: "测试",
      rounding: Rounding(step: .result, unit: .fen, mode: .halfUp), lines: [line])
  }

  /// The totals of the published paragraph of 2024: 364, 352, 25.5, 26, 25, 1, 25.5 and 0.86.
  static func hongsibu() throws -> SampleBook {
    var book = try SampleBook()
    try book.receive("宁财〔2024〕1号", .centralTransfer, fen: 20_000_000)
    try book.receive("宁财〔2024〕2号", .provincialTransfer, fen: 5_000_000)
    try book.receive("红财〔2024〕3号", .localBudget, fen: 1_000_000)
    for index in 1...4 {
      try book.payCase("民\(index)", fen: 5_000_000, from: "宁财〔2024〕1号")
    }
    try book.payCase("民5", fen: 5_000_000, from: "宁财〔2024〕2号")
    try book.payCase("民6", fen: 500_000, from: "红财〔2024〕3号")
    for index in 7...352 { try book.accept("民\(index)", closing: .closed) }
    for index in 353...364 { try book.accept("民\(index)") }
    for index in 1...86 { try book.payDuty("值\(index)", fen: 10_000, from: "红财〔2024〕3号") }
    return book
  }

  /// A book with every kind of money and use, in odd amounts that need rounding.
  static func odd(seed: UInt64, opening: Bool = true) throws -> SampleBook {
    var random = SeededNumbers(seed: seed)
    var book = try SampleBook()
    for (index, source) in FundSource.allCases.enumerated() {
      try book.receive("财〔2024〕\(index)号", source, fen: random.next(in: 3_000_000...9_000_000))
    }
    try book.recall("财〔2024〕0号", fen: random.next(in: 1...900_000))
    if opening {
      let left = random.next(in: 1...50_000_000)
      book.open(fen: left)
      try book.receive("捐〔2023〕1号", .donation, fen: left, origin: 2023)
    }
    for index in 1...4 {
      try book.payCase(
        "案\(index)", fen: random.next(in: 1...3_000_000), from: "财〔2024〕\(index)号")
    }
    try book.payDuty("值1", fen: random.next(in: 1...900_000), from: "财〔2024〕3号")
    for (index, use) in [PaymentUse.consultation, .drafting, .directCosts, .other].enumerated() {
      try book.spend(
        use, "付\(index)", fen: random.next(in: 1...900_000), from: "财〔2024〕5号")
    }
    return book
  }
}

/// Numbers that are the same for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func next(in range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &self)
  }
}
