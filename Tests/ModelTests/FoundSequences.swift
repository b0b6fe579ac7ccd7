import Testing

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

  private func expectAgreement(
    _ steps: [Step], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try ModelRun.replayed(steps).difference == nil, sourceLocation: sourceLocation)
  }
}
