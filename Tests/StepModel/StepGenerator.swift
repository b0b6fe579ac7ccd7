import LedgerCore
import TestSupport

/// Draws steps that lead to the states in which mistakes hide.
///
/// It looks at the model to walk a case from acceptance to payment, to pay to the last fen of a row
/// and one beyond, to do a thing twice, to take back what is taken back, and to close and reopen
/// years while facts are dated around their ends. Few days, names and amounts make coincidences.
struct StepGenerator {
  var random: SeededGenerator
  /// Steps that belong together and follow each other.
  private var queue: [Step] = []
  /// The place of today among the days; it moves on.
  private var today = 0
  private var nextVoucher = 1
  private let stepsPerDay: Int
  private var count = 0
  /// Draws what people do besides, in a part of the sequences.
  var peopleRandom: SeededGenerator
  private let hasPeople: Bool

  static let days = [
    20_231_110, 20_231_215, 20_231_230, 20_231_231, 20_240_101, 20_240_102, 20_240_110, 20_240_229,
    20_240_301,
    20_240_315, 20_240_630, 20_241_015, 20_241_220, 20_241_230, 20_241_231, 20_250_101, 20_250_102,
    20_250_106,
    20_250_228, 20_250_315,
  ]
  static let firms = ["甲所", "甲所", "甲 所", "乙（一）所", "乙(一)所"]

  /// - Parameters:
  ///   - seed: The steps it draws.
  ///   - length: How many steps the days are spread over.
  init(seed: UInt64, length: Int) {
    random = SeededGenerator(seed: seed)
    peopleRandom = SeededGenerator(seed: seed ^ 0x5045_4F50_4C45)
    hasPeople = seed % 3 == 2
    stepsPerDay = max(1, length / Self.days.count)
    today = random.pick(0, 3, 8)
    queue = beginning()
  }

  /// Some money and some cases, most often: without them little can happen.
  private mutating func beginning() -> [Step] {
    guard !random.chance(oneIn: 6) else { return [] }
    let on = Self.days[today]
    let funds = [("文〔2024〕1号", FundSource.centralTransfer), ("文2", .localBudget)].map {
      Step.receive(
        document: $0.0, year: on / 10_000, source: $0.1, on: on, fen: 300_000, uses: [], origin: nil
      )
    }
    let cases = ["案1", "案2", "案（3）"].flatMap { number in
      [
        Step.accept(number: number, recipient: "马某1", on: on, isForced: false),
        .assign(number: number, on: on, firm: firm(), isForced: false),
      ]
    }
    let standard = random.chance(oneIn: 3) ? [useStandard()] : []
    return standard + funds + cases
  }

  /// The next step, given where the last ones led.
  mutating func next(_ model: LedgerModel) throws -> Step {
    if hasPeople, let step = peopleStep(model) { return step }
    let step = try bookStep(model)
    return model.people.isEmpty ? step : step.ofPeople
  }

  /// The next step with the book.
  private mutating func bookStep(_ model: LedgerModel) throws -> Step {
    count += 1
    if count % stepsPerDay == 0 { today = min(today + 1, Self.days.count - 1) }
    if !queue.isEmpty { return queue.removeFirst() }
    switch random.number(0...99) {
    case 0...9: return fundStep(model)
    case 10...12: return try correction(model)
    case 13...27: return caseStep(model)
    case 28...42: return claimStep(model)
    case 43...48: return dutyStep(model)
    case 49: return payeeStep(model)
    case 50...70: return payment(model)
    case 71...73: return model.book.lines.isEmpty ? caseStep(model) : reversal(model)
    case 74...77: return model.book.lines.isEmpty ? caseStep(model) : wholeVoucher(model)
    case 78, 79: return batch()
    case 80: return random.chance(oneIn: 4) ? useStandard() : claimBatch(model)
    case 81...87: return try table(model)
    case 88...92: return statementStep(model)
    case 93...94: return try explanation(model)
    case 95...96: return try yearEnd(model)
    default: return look()
    }
  }
}

// MARK: - Values

extension StepGenerator {
  /// Mostly today, else a neighbour or any day.
  mutating func day() -> Int {
    switch random.number(0...9) {
    case 0: return random.pick(from: Self.days) ?? 20_240_101
    case 1: return Self.days[min(today + 1, Self.days.count - 1)]
    case 2: return Self.days[max(today - 1, 0)]
    default: return Self.days[today]
    }
  }

  /// Today, or an earlier fact's own day if that is later.
  mutating func day(after earliest: Day?) -> Int {
    let day = random.chance(oneIn: 8) ? day() : Self.days[today]
    guard let earliest else { return day }
    if random.chance(oneIn: 6) { return random.chance(oneIn: 2) ? Int(earliest.number) : day }
    return max(day, Int(earliest.number))
  }

  mutating func fen() -> Int64 {
    random.pick(10_000, 20_000, 20_000, 30_000, 50_005, 100_000)
  }

  mutating func firm() -> String { random.pick(from: Self.firms) ?? "甲所" }

  mutating func document() -> String {
    random.pick("文〔2024〕1号", "文(2024)1号", "文2", "文2", "文3")
  }

  mutating func caseNumber() -> String {
    random.pick("案1", "案2", "案（3）", "案(3)", "案4", "案5", "案6", "案7")
  }

  mutating func claimNumber() -> String { "申\(random.number(1...9))" }
  mutating func dutyNumber() -> String { "值\(random.number(1...4))" }

  mutating func isForced() -> Bool { random.chance(oneIn: 12) }

  /// A voucher that is not taken; sometimes one that is.
  mutating func voucher(_ model: LedgerModel) -> String {
    if random.chance(oneIn: 16), let line = random.pick(from: model.book.lines) {
      return line.id.voucher.printed
    }
    nextVoucher += 1
    return "凭\(nextVoucher)"
  }
}

// MARK: - The registers

extension StepGenerator {
  private mutating func fundStep(_ model: LedgerModel) -> Step {
    let row = random.pick(from: model.book.appropriations)
    guard let row, random.chance(oneIn: 2) else { return receipt() }
    if random.chance(oneIn: 6) {
      return .opening(
        year: random.number(2023...2025), fen: random.pick(0, 30_000, 100_000),
        isAmending: random.chance(oneIn: 2))
    }
    let left = model.balance(of: row)
    let isRecall = random.chance(oneIn: 2)
    // As often as not to the last fen, or one beyond.
    let most = max(left + Int64(random.number(-1...1)), 1)
    let fen = random.chance(oneIn: 2) ? most : fen()
    return .change(
      document: row.id.document.printed,
      year: random.chance(oneIn: 4) ? nil : row.id.fiscalYear.number, isRecall: isRecall,
      on: day(after: row.receivedOn), fen: isRecall || random.chance(oneIn: 2) ? fen : -fen,
      isForced: isForced())
  }

  private mutating func receipt() -> Step {
    let on = day()
    let year = random.chance(oneIn: 5) ? random.number(2023...2025) : on / 10_000
    return .receive(
      document: document(), year: year,
      source: random.pick(
        .centralTransfer, .centralTransfer, .localBudget, .localBudget, .lotteryFund),
      on: on, fen: random.pick(30_000, 100_000, 300_000, 1_000_000),
      uses: random.pick([], [], [], [.perCaseSubsidy], [.duty, .other]),
      origin: random.chance(oneIn: 6) ? year - 1 + random.number(0...2) : nil)
  }

  private mutating func caseStep(_ model: LedgerModel) -> Step {
    guard let fact = random.pick(from: model.book.cases), !random.chance(oneIn: 4) else {
      return .accept(
        number: caseNumber(), recipient: random.pick("马某1", "马 某1", "马某2"), on: day(),
        isForced: isForced())
    }
    let number = fact.number.printed
    if fact.firm == nil, !random.chance(oneIn: 4) {
      return .assign(
        number: number, on: day(after: fact.acceptedOn), firm: firm(), isForced: isForced())
    }
    if fact.closing == nil || random.chance(oneIn: 10) {
      if random.chance(oneIn: 4) { return closeAndClaim(fact, model) }
      return .close(
        number: number, on: day(after: fact.acceptedOn),
        outcome: random.pick(.closed, .closed, .closed, .terminated, .withdrawn),
        judgment: random.pick(nil, nil, "（2024）民初1号", "(2024)民初1号"), isForced: isForced())
    }
    if fact.filedOn == nil || random.chance(oneIn: 4) {
      return .file(number: number, on: day(after: fact.closing?.on), isForced: isForced())
    }
    return .assign(number: number, on: day(), firm: firm(), isForced: isForced())
  }

  private mutating func closeAndClaim(_ fact: LegalAidCase, _ model: LedgerModel) -> Step {
    let on = day(after: fact.acceptedOn)
    return .closeAndClaim(
      number: fact.number.printed, on: on, claimedOn: random.chance(oneIn: 4) ? day() : on,
      fen: amountClaimed(model), by: random.pick("申报人甲", nil))
  }

  private mutating func claimStep(_ model: LedgerModel) -> Step {
    let waiting = model.book.claims.filter { $0.approval == nil && $0.returned == nil }
    if !waiting.isEmpty, random.chance(oneIn: 6) { return manyClaims(waiting) }
    if let claim = random.pick(from: waiting), !random.chance(oneIn: 4) {
      let asked = claim.claimedAmount.fen
      if random.chance(oneIn: 8) { return sendBack(claim) }
      return .approve(
        claim: claim.number.printed, on: day(after: claim.claimedOn),
        fen: random.pick(asked, asked, asked, asked + 1, 0),
        by: random.pick("审核人乙", "审核人乙", "申报人 甲", ModelOffice.officer), isForced: isForced())
    }
    if let claim = random.pick(from: model.book.claims), random.chance(oneIn: 3) {
      return sendBack(claim)
    }
    let ended = model.book.cases.filter { fact in
      fact.closing != nil && !model.book.claims.contains { $0.caseNumber == fact.number }
    }
    if !ended.isEmpty, !model.standards.isEmpty, random.chance(oneIn: 6) {
      return claimBatch(model)
    }
    let fact = random.chance(oneIn: 5) ? nil : random.pick(from: ended)
    return .submit(
      claim: claimNumber(), number: fact?.number.printed ?? caseNumber(),
      on: day(after: fact?.closing?.on), fen: amountClaimed(model),
      by: random.pick("申报人甲", nil), isForced: isForced())
  }

  /// Under a standard mostly what it grants.
  private mutating func amountClaimed(_ model: LedgerModel) -> Int64? {
    if model.standards.isEmpty { return random.chance(oneIn: 20) ? nil : fen() }
    return random.pick(nil, nil, nil, 20_000, 30_000, fen())
  }

  /// Of the quarter in which a case was finished that waits to be claimed, most often.
  private mutating func claimBatch(_ model: LedgerModel) -> Step {
    let waiting = model.book.cases.filter { fact in
      fact.closing?.outcome == .closed
        && !model.book.claims.contains { $0.caseNumber == fact.number && $0.returned == nil }
    }
    let closedOn = random.chance(oneIn: 6) ? nil : random.pick(from: waiting)?.closing?.on
    let within = closedOn.map { Int($0.number) } ?? day()
    return .claimBatch(
      quarter: "\(within / 10_000)Q\((within / 100 % 100 + 2) / 3)", on: day(after: closedOn),
      prefix: "批\(random.number(1...6))-")
  }

  private mutating func useStandard() -> Step {
    .useStandard(
      standard: random.pick(
        .byClosing, .byClosing, .byClosing, .byAssignment, .byAssignment, .byClaim,
        random.chance(oneIn: 4) ? .elsewhere : .byClosing))
  }

  private mutating func sendBack(_ claim: Claim) -> Step {
    .sendBack(
      claim: claim.number.printed, on: day(after: claim.claimedOn), isForced: isForced())
  }

  /// All that wait, or some of them; now and then one among them of which it cannot be done.
  private mutating func manyClaims(_ waiting: [Claim]) -> Step {
    var claims: [String] = []
    if random.chance(oneIn: 2) {
      claims = waiting.prefix(3).map(\.number.printed)
      if claims.count == 1 || random.chance(oneIn: 4) { claims.append(claimNumber()) }
    }
    let on = day(after: waiting.last?.claimedOn)
    return random.chance(oneIn: 5)
      ? .sendBackMany(claims: claims, on: on)
      : .approveMany(claims: claims, on: on, by: random.pick("审核人乙", ModelOffice.officer))
  }

  private mutating func dutyStep(_ model: LedgerModel) -> Step {
    // Mostly what some standard grants; else a standard in force asks why.
    let rate = model.standards.isEmpty ? fen() : random.pick(20_000, 30_000, fen())
    let tenths = Int64(random.pick(5, 10, 10, 15))
    let product = (rate * tenths + 5) / 10
    return .serve(
      number: dutyNumber(), on: day(), tenths: tenths, rate: rate,
      fen: random.chance(oneIn: 5) ? product + 1 : product,
      lawyer: random.pick("值班律师甲", "值班律师 甲", "值班律师乙"), firm: firm(), isForced: isForced())
  }
}

// MARK: - Looking, explaining, closing

extension StepGenerator {
  private mutating func look() -> Step {
    let year = random.chance(oneIn: 4) ? random.number(2023...2025) : Self.days[today] / 10_000
    let end = year * 10_000 + 1231
    return .look(
      year: year,
      asOf: random.chance(oneIn: 3) ? random.pick(from: Self.days) ?? end : end)
  }

  private mutating func explanation(_ model: LedgerModel) throws -> Step {
    let year = try FiscalYear.of(random.number(2023...2025))
    let finding = random.pick(from: try model.everything(year, asOf: year.lastDay))
    return .explain(
      rule: finding?.rule ?? "P05", subject: finding?.subject ?? "案1",
      year: random.chance(oneIn: 3) ? year.number : nil,
      second: random.pick("复核人乙", "复核人乙", nil, "经办人 甲"))
  }

  /// Explains whatever stands in the way of closing and closes, or opens a closed year again.
  private mutating func yearEnd(_ model: LedgerModel) throws -> Step {
    if let year = random.pick(from: model.closed.sorted()), random.chance(oneIn: 3) {
      return .reopenYear(year: year)
    }
    let open = (2023...2025).filter { !model.closed.contains($0) }
    let number = random.chance(oneIn: 4) ? random.number(2023...2025) : open.first ?? 2025
    let year = try FiscalYear.of(number)
    let closing = Step.closeYear(
      year: number, on: random.chance(oneIn: 8) ? day() : number * 10_000 + 1231)
    if random.chance(oneIn: 4) { return closing }
    queue = try model.everything(year, asOf: year.lastDay)
      .filter { $0.severity == "block" || $0.severity == "high" }
      .map { .explain(rule: $0.rule, subject: $0.subject, year: number, second: "复核人乙") }
    queue.append(closing)
    return queue.removeFirst()
  }
}
