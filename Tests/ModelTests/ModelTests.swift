import Foundation
import TestSupport
import Testing

/// How many steps are taken, and from which seed on: `MODEL_STEPS` and `MODEL_SEED`.
private enum Scale {
  static let steps = number("MODEL_STEPS") ?? 8_000
  static let seed = UInt64(number("MODEL_SEED") ?? 20_000)

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
}

@Suite("账本和独立模型")
struct ModelTests {
  /// Every rule that can refuse at entry.
  private static let refusing = [
    "F01", "F04", "F06", "P01", "P02", "P03", "P04", "P05", "P06", "C01", "C03", "K01", "D03",
    "D04", "D05",
  ]

  @Test("random steps come to the same in the ledger and in the model")
  func agreement() async throws {
    let length = ModelRun.Plan().length
    let sequences = (Scale.steps + length - 1) / length
    let start = ContinuousClock.now
    let coverage = try await withThrowingTaskGroup(of: Coverage.self) { group in
      let workers = 2
      for worker in 0..<workers {
        group.addTask {
          try Self.run(stride(from: worker, to: sequences, by: workers).map { UInt64($0) })
        }
      }
      return try await group.reduce(into: Coverage()) { $0.add($1) }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(
      """
      \(sequences * length) steps from seed \(Scale.seed), \
      \(Int(Double(sequences * length) / seconds)) a second
      \(coverage)
      """)
    // A rule that never refused would prove nothing.
    for rule in Self.refusing { #expect(coverage.rules[rule, default: 0] > 0, "\(rule)") }
  }

  private static func run(_ offsets: [UInt64]) throws -> Coverage {
    var coverage = Coverage()
    for offset in offsets {
      let seed = Scale.seed + offset
      var plan = ModelRun.Plan()
      plan.isInFile = seed % 50 == 7
      plan.isRebuilt = seed % 10 == 3
      let run = try ModelRun.drawn(seed: seed, plan)
      coverage.add(run.coverage)
      if run.difference != nil {
        try report(run, seed: seed, plan)
        if ProcessInfo.processInfo.environment["MODEL_GO_ON"] == nil { return coverage }
      }
    }
    return coverage
  }

  /// Prints the shortest steps that part ledger and model.
  private static func report(_ run: ModelRun, seed: UInt64, _ plan: ModelRun.Plan) throws {
    let steps = run.shrunk(plan)
    let words = try ModelRun.replayed(steps, plan).difference ?? "no longer apart"
    Issue.record(
      """
      seed \(seed), after \(run.steps.count) steps: \(run.difference ?? "")
      shrunk to \(steps.count) steps: \(words)
      \(steps.asSwift)
      """)
  }
}
