import Testing

/// What an officer types for a case from acceptance to payment.
@Suite("一件案子要敲多少键")
struct KeystrokeTests {
  /// As the guide shows it, each with the key that sends it.
  private static let course = [
    "case accept 红援〔2024〕民001号 --type 民事 --recipient 李四 --on 2024-01-06 --lawyer 王五",
    "case close 红援〔2024〕民001号 --on 2024-03-01 --claim --amount 800",
    "claim approve 红援〔2024〕民001号 --by 赵六", "pay batch --case 红援〔2024〕民001号",
  ]
  private static let keysMax = 250

  @Test("four commands and at most 250 keys take a case from acceptance to payment")
  func course() async throws {
    let workplace = try await Workplace.withLedger()
    let year = try #require(
      try await workplace.succeed("today").firstMatch(of: /(20\d\d)[-年]/)?.output.1)
    for line in [
      "fund receive 红财〔\(year)〕1号 --fund-source 本级财政 --fiscal-year \(year) --on \(year)-01-01 "
        + "--amount 10000",
      "case accept 红援〔2024〕民000号 --type 民事 --recipient 张三 --on 2024-01-05 --lawyer 王五 "
        + "--firm 某某律师事务所",
    ] {
      try await workplace.succeed(line.split(separator: " ").map(String.init))
    }
    for line in Self.course {
      let run = try await workplace.run(line.split(separator: " ").map(String.init))
      #expect(run.exitCode == 0, "\(line)\n\(run.stderr)")
    }
    let keys = Self.course.map { "legalaid \($0)\n".count }.reduce(0, +)
    #expect(keys <= Self.keysMax, "\(keys)")
    let paid = try await workplace.succeed("case", "list", "--state", "付清")
    #expect(paid.contains("红援〔2024〕民001号"))
    let payments = try await workplace.succeed("pay", "list", "--format", "csv")
    #expect(payments.contains("800.00") && payments.contains("某某律师事务所"), "\(payments)")
  }

  @Test("what belongs to another option is refused without it")
  func refusals() async throws {
    let workplace = try await SmallBook.workplace()
    for (line, word) in [
      ("case accept 案9 --type 民事 --recipient 李四 --on 2024-01-06 --firm 甲所", "--lawyer"),
      ("case close 案1 --on 2024-03-01 --amount 800", "--claim"),
      ("case close 案1 --on 2024-03-01 --reason 更正", "--override"),
      ("case close 案1 --on 2024-03-01 --claim --override", "--reason"),
    ] {
      expectRefused(
        try await workplace.run(line.split(separator: " ").map(String.init)), code: 64,
        saying: [word])
    }
  }

  @Test("a refused act names the earlier one by the clock on the wall")
  func localTime() async throws {
    let workplace = try await SmallBook.workplace()
    try await workplace.succeed(SmallBook.pay("支1", 1))
    let run = try await workplace.run(SmallBook.pay("支1", 1))
    let told = try #require(run.stderr.firstMatch(of: /号流水，([^，]+)，经办人/)?.output.1)
    #expect(told.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d/) != nil, "\(run.stderr)")
  }
}
