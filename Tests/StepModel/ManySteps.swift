import Foundation
import Synchronization

/// Many sequences of random steps on ledger and model, on all cores, and what came of them.
package struct ManySteps: Sendable, CustomStringConvertible {
  private let seed: UInt64
  private let count: Int
  private let seconds: Double
  package let coverage: Coverage
  /// For each sequence that parted ledger and model: its seed, how, and its shortest steps.
  package let differences: [String]

  /// How many steps, and the seed of their first sequence.
  package struct Scale: Sendable {
    private let steps: Int
    private let seed: UInt64

    /// What the environment says (`MODEL_STEPS`, `MODEL_SEED`), else what is given.
    package init(steps: Int, seed: UInt64 = 1) {
      let environment = ProcessInfo.processInfo.environment
      self.steps = environment["MODEL_STEPS"].flatMap { Int($0) } ?? steps
      self.seed = environment["MODEL_SEED"].flatMap { UInt64($0) } ?? seed
    }

    /// Takes the steps; no more sequences are begun once ten have parted ledger and model.
    package func run(workers: Int = ProcessInfo.processInfo.activeProcessorCount) -> ManySteps {
      let length = ModelRun.Plan().length
      let sequences = (steps + length - 1) / length
      let gathered = Mutex((next: 0, taken: 0, coverage: Coverage(), differences: [String]()))
      let start = ContinuousClock.now
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
          let index = gathered.withLock { gathered -> Int? in
            guard gathered.next < sequences, gathered.differences.count < 10 else { return nil }
            gathered.next += 1
            return gathered.next - 1
          }
          guard let index else { return }
          let (run, words) = ManySteps.sequence(seed: seed + UInt64(index))
          gathered.withLock { gathered in
            gathered.taken += run?.steps.count ?? 0
            if let run { gathered.coverage.add(run.coverage) }
            if let words { gathered.differences.append(words) }
          }
        }
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      return gathered.withLock { gathered in
        ManySteps(
          seed: seed, count: gathered.taken, seconds: seconds, coverage: gathered.coverage,
          differences: gathered.differences)
      }
    }
  }

  /// Takes the steps of one seed, some on a file, some rebuilt from an export.
  ///
  /// - Returns: The run, and what parted ledger and model, if anything did.
  private static func sequence(seed: UInt64) -> (run: ModelRun?, words: String?) {
    var plan = ModelRun.Plan()
    plan.isInFile = seed % 50 == 7
    plan.isRebuilt = seed % 10 == 3
    do {
      let run = try ModelRun.drawn(seed: seed, plan)
      guard let difference = run.difference else { return (run, nil) }
      let steps = run.shrunk(plan)
      let words = try ModelRun.replayed(steps, plan).difference ?? "no longer apart"
      return (
        run,
        """
        seed \(seed), after \(run.steps.count) steps: \(difference)
        shrunk to \(steps.count) steps: \(words)
        \(steps.asSwift)
        """
      )
    } catch {
      return (nil, "seed \(seed): \(error)")
    }
  }

  package var description: String {
    """
    \(count) steps from seed \(seed) in \(Int(seconds)) s, \(Int(Double(count) / seconds)) a second
    \(coverage)
    """
  }
}
