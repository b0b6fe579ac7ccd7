import StepModel
import Testing

@Suite("账本和独立模型")
struct ModelTests {
  /// Every rule that can refuse at entry.
  private static let refusing = [
    "F01", "F04", "F06", "P01", "P02", "P03", "P04", "P05", "P06", "C01", "C03", "K01", "D03",
    "D04", "D05",
  ]

  @Test("random steps come to the same in the ledger and in the model")
  func agreement() {
    let run = ManySteps.Scale(steps: 12_000).run()
    print(run)
    for difference in run.differences { Issue.record("\(difference)") }
    // A rule that never refused would prove nothing.
    for rule in Self.refusing { #expect(run.coverage.rules[rule, default: 0] > 0, "\(rule)") }
    // Nor would a kind of step that was never accepted, of row that never came in.
    for step in [
      "useStandard", "claimBatch", "approveMany", "sendBackMany", "batch", "match", "explain",
      "closeYear", "void", "restore", "renumber", "reverseVoucher", "payAgain", "recharge",
      "setAside", "addPayee", "amendPayee", "endPayee", "closeAndClaim", "startPeople",
      "addPerson", "setRoles", "endPerson", "proposed", "confirm", "decline",
    ] {
      #expect(run.coverage.accepted[step, default: 0] > 0, "\(step)")
    }
    for row in ["payment", "bank", "change", "opening", "match", "explanation"] {
      #expect(run.coverage.rows[row, default: 0] > 0, "\(row)")
    }
    for rule in ["C05", "D08"] { #expect(run.coverage.found[rule, default: 0] > 0, "\(rule)") }
  }
}
