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

  private func expectAgreement(
    _ steps: [Step], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try ModelRun.replayed(steps).difference == nil, sourceLocation: sourceLocation)
  }
}
