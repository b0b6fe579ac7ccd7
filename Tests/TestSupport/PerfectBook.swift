import LedgerCore

extension InventedBook {
  /// A year in which nothing is wrong: every case accepted, closed, filed, claimed, approved and
  /// paid in full; every duty shift paid; every appropriation large enough.
  ///
  /// - Parameters:
  ///   - seed: Decides days, amounts and firms.
  ///   - cases: How many cases, and half as many duty shifts.
  /// - Returns: The book in a random order.
  /// - Throws: Never for the texts it writes itself.
  package static func perfect(seed: UInt64, cases: Int = 8) throws -> InventedBook {
    var generator = SeededGenerator(seed: seed)
    var book = InventedBook()
    book.openings = [OpeningBalance(fiscalYear: try .of(2024), amount: try .yuan("1000000"))]
    book.appropriations = [
      try .sample("中央〔2024〕1号", received: "2024-01-10", amount: "500000"),
      try .sample("本级〔2024〕2号", source: .localBudget, received: "2024-01-15", amount: "300000"),
      try .sample("本级〔2024〕2号", year: 2023, source: .localBudget, amount: "50000"),
    ]
    book.changes = [
      try .recall(of: "本级〔2024〕2号", year: 2023, on: "2023-12-20", "50000")
    ]
    for index in 1...cases { try book.addPerfectCase(index, using: &generator) }
    for index in 1...max(1, cases / 2) { try book.addPerfectShift(index, using: &generator) }
    return book.shuffled(using: &generator)
  }

  private mutating func addPerfectCase(
    _ index: Int, using generator: inout SeededGenerator
  ) throws {
    let start = try Day.of("2024-01-20")
    var days = [start]
    // Each step follows the last by at most 25 days, so that no time limit is missed.
    for _ in 1...6 {
      let last = days[days.count - 1]
      days.append(last.adding(days: generator.number(0...25)) ?? last)
    }
    let firm = generator.pick("甲(红寺堡)律师事务所", "乙律师事务所", "丙法律服务所")
    let amount = "\(generator.number(5...30) * 100)"
    cases.append(
      try .sample(
        "案\(index)", accepted: "\(days[0])", assigned: "\(days[1])", closed: "\(days[2])",
        filed: "\(days[3])", firm: firm, type: generator.pick(from: CaseType.allCases) ?? .civil,
        recipient: "受援人\(index)"))
    claims.append(
      try .sample(
        "申\(index)", case: "案\(index)", claimed: "\(days[3])", amount: amount,
        approved: "\(days[4])"))
    let document = generator.pick("中央〔2024〕1号", "中央（2024）1号", "本级〔2024〕2号")
    lines.append(
      try .sample(
        "凭\(index)/1", paid: "\(days[5])", amount: amount, case: "案\(index)", document: document,
        payee: firm))
  }

  private mutating func addPerfectShift(
    _ index: Int, using generator: inout SeededGenerator
  ) throws {
    let start = try Day.of("2024-01-20")
    // A day for each shift, and at most two half days: no lawyer serves twice on one day.
    let servedOn = start.adding(days: index) ?? start
    let paidOn = servedOn.adding(days: generator.number(0...60)) ?? servedOn
    let halves = generator.number(1...4)
    let amount = "\(halves * 100)"
    let firm = generator.pick("甲(红寺堡)律师事务所", "乙律师事务所")
    shifts.append(
      try .sample(
        "值\(index)", served: "\(servedOn)", tenths: Int64(halves * 10), rate: "100",
        amount: amount, firm: firm, unit: halves > 2 ? .person : .halfDay))
    lines.append(
      try .dutySample(
        "值凭\(index)/1", paid: "\(paidOn)", amount: amount, duty: "值\(index)",
        document: "本级〔2024〕2号", payee: firm))
  }
}
