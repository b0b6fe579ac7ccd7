import LedgerCore
import Testing

@testable import StepModel

/// Sequences on which ledger and model once parted, as they were shrunk.
@Suite("曾经不一致的步骤")
struct FoundSequences {
  @Test("a filing in order is not stopped by dates that stood out of order before")
  func filingAfterDisorder() throws {
    try expectAgreement([
      .accept(number: "案1", recipient: "马某1", on: 20_230_101, isForced: false),
      .close(number: "案1", on: 20_230_101, outcome: .closed, judgment: nil, isForced: false),
      .assign(number: "案1", on: 20_230_102, firm: "甲所", isForced: true),
      .file(number: "案1", on: 20_240_101, isForced: false),
    ])
  }

  /// A case with two approved claims, of which the second is one too many.
  private static let twoClaims: [Step] = [
    .receive(
      document: "文1", year: 2024, source: .centralTransfer, on: 20_240_101, fen: 100_000, uses: [],
      origin: nil),
    .accept(number: "案1", recipient: "马某1", on: 20_240_101, isForced: false),
    .assign(number: "案1", on: 20_240_101, firm: "甲所", isForced: false),
    .close(number: "案1", on: 20_240_102, outcome: .closed, judgment: nil, isForced: false),
    .submit(claim: "申1", number: "案1", on: 20_240_103, fen: 10_000, by: nil, isForced: false),
    .approve(claim: "申1", on: 20_240_104, fen: 10_000, by: "审核人乙", isForced: false),
    .submit(claim: "申2", number: "案1", on: 20_240_105, fen: 5_000, by: nil, isForced: true),
    .approve(claim: "申2", on: 20_240_106, fen: 5_000, by: "审核人乙", isForced: false),
  ]

  @Test("an amount that is left out is what is approved on the case, without a second claim")
  func amountLeftOut() throws {
    try expectAgreement(
      Self.twoClaims + [
        .pay(
          voucher: "凭1", line: nil, on: 20_240_110, use: nil, cited: .ofCase("案1"), document: "文1",
          fen: nil, payee: nil, reissues: nil, isForced: false),
        .look(year: 2024, asOf: 20_241_231),
      ])
  }

  @Test("a batch pays a second claim that was explained")
  func batchOfExplained() throws {
    try expectAgreement(
      Self.twoClaims + [
        .explain(rule: "C03", subject: "申2", year: nil, second: "复核人乙"),
        .batch(on: 20_240_110, prefix: "支-", quarter: nil), .look(year: 2024, asOf: 20_241_231),
      ])
  }

  @Test("a year without money takes no payment once a later one is closed, nor a closing")
  func paymentBeforeClosedYear() throws {
    try expectAgreement([
      .receive(
        document: "文2", year: 2024, source: .localBudget, on: 20_240_101, fen: 10_000, uses: [],
        origin: nil),
      .accept(number: "案2", recipient: "马某1", on: 20_240_101, isForced: false),
      .assign(number: "案2", on: 20_240_101, firm: "乙（一）所", isForced: false),
      .closeYear(year: 2024, on: 20_241_231),
      .pay(
        voucher: "凭26", line: nil, on: 20_230_101, use: .perCaseSubsidy, cited: .ofCase("案2"),
        document: "文2", fen: 10_000, payee: "乙（一）所", reissues: nil, isForced: true),
      .closeYear(year: 2023, on: 20_241_231), .look(year: 2024, asOf: 20_241_231),
    ])
  }

  @Test("a lawyer named later is the one that the line's reversals name")
  func lawyerNamedLater() throws {
    func paid(_ line: String, lawyer: String?, reverses: String? = nil) -> Step {
      .load(
        rows: [
          .payment(
            line: line, on: 20_230_101, use: .other, cited: .none, document: "文2", fen: 1,
            payee: "甲所", lawyer: lawyer, reverses: reverses)
        ], isAmending: false, spoiled: nil)
    }
    try expectAgreement([
      paid("凭3/1", lawyer: nil), paid("凭7/3", lawyer: "承办人甲", reverses: "凭3/1"),
      paid("凭3/1", lawyer: "承办人乙"), paid("凭3/1", lawyer: "承办人甲"),
      .look(year: 2023, asOf: 20_231_231),
    ])
  }

  @Test("an approval that leaves a smaller excess, of a later year, is no worse")
  func excessMovesToLaterYear() throws {
    try expectAgreement([
      .accept(number: "案2", recipient: "马某1", on: 20_230_101, isForced: false),
      .assign(number: "案2", on: 20_230_101, firm: "甲所", isForced: false),
      .close(number: "案2", on: 20_230_101, outcome: .withdrawn, judgment: nil, isForced: false),
      .submit(claim: "申7", number: "案2", on: 20_230_101, fen: 10_000, by: nil, isForced: false),
      .approve(claim: "申7", on: 20_230_101, fen: 20_000, by: "审核人乙", isForced: false),
      paidOnCase("凭3/1", on: 20_230_101), paidOnCase("凭6/1", on: 20_240_101),
      .load(
        rows: [
          .claim(
            number: "申5", ofCase: "案2", claimed: 20_230_101, fen: 10_000, approved: nil,
            approvedFen: 10_000)
        ], isAmending: false, spoiled: nil),
      .approve(claim: "申5", on: 20_240_101, fen: 30_000, by: "审核人乙", isForced: false),
      .look(year: 2024, asOf: 20_241_231),
    ])
  }

  @Test("more is not paid on a case that was paid too much in an earlier year")
  func excessOfEarlierYear() throws {
    let run = try expectAgreement([
      .receive(
        document: "文2", year: 2024, source: .localBudget, on: 20_240_101, fen: 100_000, uses: [],
        origin: nil),
      .accept(number: "案2", recipient: "马某1", on: 20_240_101, isForced: false),
      .assign(number: "案2", on: 20_240_101, firm: "甲所", isForced: false),
      .close(number: "案2", on: 20_240_102, outcome: .closed, judgment: nil, isForced: false),
      .submit(claim: "申7", number: "案2", on: 20_240_103, fen: 10_000, by: nil, isForced: false),
      .approve(claim: "申7", on: 20_240_104, fen: 10_000, by: "审核人乙", isForced: false),
      paidOnCase("凭3/1", on: 20_240_105),
      .pay(
        voucher: "凭4", line: nil, on: 20_250_101, use: .perCaseSubsidy, cited: .ofCase("案2"),
        document: "文2", fen: 3_000, payee: "甲所", reissues: nil, isForced: false),
    ])
    #expect(run.coverage.rules == ["P05": 1])
  }

  @Test("a row is not recalled below what it was because another of its document stands too low")
  func twoRowsOfDocument() throws {
    let run = try expectAgreement([
      .receive(
        document: "文1", year: 2024, source: .localBudget, on: 20_240_101, fen: 100_000, uses: [],
        origin: nil),
      .closeYear(year: 2024, on: 20_241_231),
      .change(
        document: "文1", year: 2024, isRecall: true, on: 20_250_101, fen: 100_000, isForced: false),
      .pay(
        voucher: "凭1", line: nil, on: 20_250_101, use: .other, cited: .none, document: "文1",
        fen: 130_000, payee: "甲所", reissues: nil, isForced: true),
      .change(
        document: "文1", year: 2024, isRecall: true, on: 20_250_101, fen: 30_000, isForced: false),
    ])
    #expect(run.coverage.rules == ["F01": 1])
  }

  @Test("an opening of the amount that a closing carried is nothing new, whoever wrote it")
  func openingAsCarried() throws {
    func opening(_ fen: Int64, isAmending: Bool = false) -> Step {
      .load(rows: [.opening(year: 2024, fen: fen)], isAmending: isAmending, spoiled: nil)
    }
    try expectAgreement([
      .receive(
        document: "文2", year: 2023, source: .centralTransfer, on: 20_230_101, fen: 30_000,
        uses: [], origin: nil),
      .closeYear(year: 2023, on: 20_231_231), opening(30_000), opening(20_000),
      opening(30_000), opening(30_000, isAmending: true), .look(year: 2024, asOf: 20_241_231),
    ])
  }

  @Test("the number of what was void before its year was closed is free for a later day")
  func voidNumberUsedAgain() throws {
    let run = try expectAgreement([
      .accept(number: "案1", recipient: "马某1", on: 20_230_101, isForced: false),
      .close(number: "案1", on: 20_230_102, outcome: .closed, judgment: nil, isForced: false),
      .submit(claim: "申1", number: "案1", on: 20_230_103, fen: 10_000, by: nil, isForced: false),
      .void(thing: .claim, number: "申1", year: nil, isForced: false),
      .receive(
        document: "文1", year: 2023, source: .localBudget, on: 20_230_101, fen: 100_000, uses: [],
        origin: nil),
      .closeYear(year: 2023, on: 20_231_231),
      .restore(thing: .claim, number: "申1", year: nil, isForced: false),
      .accept(number: "案2", recipient: "马某2", on: 20_250_101, isForced: false),
      .close(number: "案2", on: 20_250_102, outcome: .closed, judgment: nil, isForced: false),
      .submit(claim: "申1", number: "案2", on: 20_250_103, fen: 10_000, by: nil, isForced: false),
      .look(year: 2023, asOf: 20_231_231), .look(year: 2025, asOf: 20_251_231),
    ])
    // What it said in the closed year does not come back; what it says anew stands.
    #expect(run.coverage.causes["closed"] == 1)
  }

  @Test("an adjustment counts for the row that carries its own on, whenever its own was received")
  func adjustmentOfCarriedRow() throws {
    func received(_ year: Int, on day: Int) -> Step {
      .receive(
        document: "文1", year: year, source: .localBudget, on: day, fen: 100_000, uses: [],
        origin: 2023)
    }
    try expectAgreement([
      received(2023, on: 20_230_101), received(2024, on: 20_240_101),
      .change(
        document: "文1", year: 2023, isRecall: false, on: 20_240_601, fen: 10_000, isForced: false),
      .change(
        document: "文1", year: 2023, isRecall: false, on: 20_230_601, fen: 500, isForced: false),
      .load(
        rows: [
          .appropriation(
            document: "文1", year: 2023, source: .localBudget, on: 20_250_301, fen: 100_000,
            origin: nil)
        ], isAmending: true, spoiled: nil),
      .look(year: 2024, asOf: 20_241_231), .look(year: 2025, asOf: 20_251_231),
    ])
  }

  @Test("what a row of a year to come is overspent is not told after a closing before it")
  func overspentRowOfComingYear() throws {
    let run = try expectAgreement([
      .load(
        rows: [
          .payment(
            line: "凭1/1", on: 20_230_301, use: .other, cited: .none, document: "文9", fen: 20_000,
            payee: "甲所", lawyer: nil, reverses: nil)
        ], isAmending: false, spoiled: nil),
      .explain(rule: "F06", subject: "凭1/1", year: 2023, second: "复核人乙"),
      .explain(rule: "F03", subject: "2023", year: 2023, second: nil),
      .closeYear(year: 2023, on: 20_231_231),
      .receive(
        document: "文9", year: 2025, source: .lotteryFund, on: 20_250_101, fen: 10_000, uses: [],
        origin: nil),
      .look(year: 2024, asOf: 20_241_231), .look(year: 2025, asOf: 20_251_231),
    ])
    #expect(run.coverage.found["F01", default: 0] > 0)
  }

  private func paidOnCase(_ line: String, on day: Int) -> Step {
    .load(
      rows: [
        .payment(
          line: line, on: day, use: .perCaseSubsidy, cited: .ofCase("案2"), document: "文2",
          fen: 20_000, payee: "甲所", lawyer: nil, reverses: nil)
      ], isAmending: false, spoiled: nil)
  }

  @discardableResult
  private func expectAgreement(
    _ steps: [Step], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ModelRun {
    let run = try ModelRun.replayed(steps, ModelRun.Plan(isRebuilt: true))
    #expect(run.difference == nil, sourceLocation: sourceLocation)
    return run
  }
}
