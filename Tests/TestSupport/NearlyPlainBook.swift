import LedgerCore

/// Small books in which most dossiers are plain, and each step may lie a day or a fen beside what
/// the rules allow: the borders of years, of time limits, of claims and of prices.
package struct NearlyPlainBook {
  private var generator: SeededGenerator
  private var book = InventedBook()

  /// The days on which a case may begin: what follows crosses the end of a year or does not.
  private static let starts = [
    "2023-06-10", "2023-09-20", "2023-11-25", "2024-02-01", "2024-02-28", "2024-05-30",
    "2024-09-15", "2024-10-31", "2024-11-20", "2024-12-20", "2025-01-10",
  ]
  private static let firms = ["甲(红寺堡)律师事务所", "甲（红寺堡） 律师事务所", "乙律师事务所"]

  private init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// The book of a seed.
  package static func book(seed: UInt64, cases: Int = 6) throws -> InventedBook {
    var nearly = NearlyPlainBook(seed: seed)
    nearly.book.appropriations = [
      try .sample("文〔2024〕1号", amount: "100000"),
      try .sample("文〔2024〕1号", year: 2023, amount: "100000"),
      try .sample("文〔2024〕2号", received: "2024-06-01", amount: "100000"),
      try .sample("文〔2024〕3号", amount: "100000", uses: [.duty]),
      try .sample("文〔2024〕4号", source: .lotteryFund, amount: "100000"),
    ]
    for index in 1...cases { try nearly.addCase(index) }
    return nearly.book.shuffled(using: &nearly.generator)
  }

  /// True now and then: where something is put beside what is usual.
  private mutating func isOff() -> Bool { generator.chance(oneIn: 25) }

  /// A day some days after another; now and then it is a day early.
  private mutating func day(after day: Day, _ usual: ClosedRange<Int>) -> Day {
    let days = isOff() ? -1 : generator.number(usual)
    return day.adding(days: days) ?? day
  }

  private mutating func addCase(_ index: Int) throws {
    let accepted = try Day.of(generator.pick(from: Self.starts) ?? "2024-02-01")
    let number = "案\(index)"
    let firm = generator.pick(from: Self.firms) ?? "甲所"
    var legalAidCase = try LegalAidCase.sample(
      number, accepted: "\(accepted)", firm: isOff() ? nil : firm,
      type: generator.pick(from: CaseType.allCases) ?? .civil, recipient: "受援人\(index)")
    legalAidCase.recipientCategories = generator.pick(nil, "农民工", "残疾人、老年人", "其他")
    legalAidCase.grade = generator.pick("一类", "二类", "二 类", nil)
    let closed = day(after: accepted, 0...60)
    legalAidCase.assignedOn = isOff() ? closed.adding(days: 1) : day(after: accepted, 0...0)
    if !isOff() {
      legalAidCase.closing = LegalAidCase.Closing(
        on: closed, outcome: isOff() ? .terminated : .closed)
      if !isOff() { legalAidCase.filedOn = closed.adding(days: generator.pick(0, 29, 30, 30, 31)) }
    }
    book.cases.append(legalAidCase)
    guard !isOff() else { return }
    try addClaim(index, closed, firm)
  }

  private mutating func addClaim(_ index: Int, _ closed: Day, _ firm: String) throws {
    let claimedOn = day(after: closed, 0...30)
    let amount = generator.pick("400", "800")
    let approvedOn = day(after: claimedOn, 0...10)
    var claim = try Claim.sample(
      "申\(index)", case: "案\(index)", claimed: "\(claimedOn)",
      amount: isOff() ? "399.99" : amount, approved: isOff() ? nil : "\(approvedOn)",
      approvedAmount: isOff() ? "0" : amount)
    claim.submittedBy = generator.pick("申报人甲", "申报人乙", nil)
    if isOff() { claim.approvedBy = generator.pick("申报人 甲", "申报人乙\u{3000}") }
    if isOff() {
      claim.returned = ClaimReturn(on: day(after: claimedOn, 0...200), reason: "退回")
    }
    book.claims.append(claim)
    if isOff() {
      book.claims.append(
        try .sample("申\(index)再", case: "案\(index)", claimed: "\(claimedOn)", amount: amount))
    }
    guard claim.approval != nil, !isOff() else { return }
    try addLines(index, approvedOn, amount, firm)
  }

  private mutating func document() -> String {
    isOff()
      ? generator.pick("文〔2024〕2号", "文〔2024〕3号", "文〔2024〕4号", "文9")
      : generator.pick("文〔2024〕1号", "文(2024)1号")
  }

  private mutating func addLines(
    _ index: Int, _ approvedOn: Day, _ amount: String, _ firm: String
  ) throws {
    let parts =
      generator.chance(oneIn: 4)
      ? generator.pick(["100", amount == "400" ? "300" : "700"], ["200", "200", "400"])
      : [isOff() ? amount + ".01" : amount]
    for (part, share) in parts.enumerated() {
      let paidOn = day(after: approvedOn, 0...40)
      let payee = isOff() ? "丙所" : generator.pick(firm, firm + " ")
      let line = try PaymentLine.sample(
        "凭\(index)-\(part)/1", paid: "\(paidOn)", amount: share,
        case: isOff() ? "案99" : "案\(index)", use: isOff() ? .directCosts : .perCaseSubsidy,
        document: document(), payee: payee)
      book.lines.append(line)
      guard isOff() else { continue }
      let reversedOn = paidOn.adding(days: generator.number(0...20)) ?? paidOn
      book.lines.append(
        try line.reversed(by: "凭\(index)-\(part)冲/1", on: "\(reversedOn)"))
    }
  }
}
