import Bookkeeping
import Interchange
import TestSupport

/// One sequence of steps on ledger and model, and where they part.
struct ModelRun: Sendable {
  /// How a sequence is run.
  struct Plan: Sendable {
    var length = 120
    /// On a file, where a reconciliation goes on from the last one, instead of in memory.
    var isInFile = false
    /// Export at the end, import into a new ledger, and compare that as well.
    var isRebuilt = false
    /// Verify the ledger and look at every year at the end.
    var isEnded = true
    var defect: LedgerModel.Defect?
  }

  let steps: [Step]
  /// What parted them; the last step is the one at which they did, unless the end did.
  let difference: String?
  /// Whether all steps had come to the same, and only the end did not.
  let isAtEnd: Bool
  let coverage: Coverage

  /// Draws and takes the steps of a seed.
  static func drawn(seed: UInt64, _ plan: Plan) throws -> ModelRun {
    var generator = StepGenerator(seed: seed, length: plan.length)
    var count = 0
    return try run(plan) { model in
      count += 1
      return count > plan.length ? nil : try generator.next(model)
    }
  }

  /// Takes given steps.
  static func replayed(_ steps: [Step], _ plan: Plan = Plan()) throws -> ModelRun {
    var rest = steps[...]
    return try run(plan) { _ in rest.popFirst() }
  }

  private static func run(
    _ plan: Plan, next: (LedgerModel) throws -> Step?
  ) throws -> ModelRun {
    var sides = try SideBySide(inFile: plan.isInFile, defect: plan.defect)
    var steps: [Step] = []
    var difference: String?
    var isAtEnd = false
    do {
      while let step = try next(sides.model) {
        steps.append(step)
        try sides.take(step)
      }
      isAtEnd = true
      if plan.isEnded { try sides.end() }
      if plan.isRebuilt { try sides.endRebuilt() }
    } catch {
      // What is no refusal, a fault of the store or of a table, parts them as well.
      difference = "\(error)"
    }
    return ModelRun(
      steps: steps, difference: difference, isAtEnd: isAtEnd && difference != nil,
      coverage: sides.coverage)
  }

  /// The shortest steps that part ledger and model as these did.
  func shrunk(_ plan: Plan, triesMax: Int = 3_000) -> [Step] {
    var plan = plan
    // What parts them on the way is found without the end.
    if !isAtEnd {
      plan.isEnded = false
      plan.isRebuilt = false
    }
    var shrinker = Shrinker(triesMax: triesMax) { [plan] steps in
      (try? ModelRun.replayed(steps, plan))?.difference != nil
    }
    return shrinker.shrink(steps)
  }
}

extension SideBySide {
  /// Exports the ledger, imports that into a new one, and looks at every year of it.
  mutating func endRebuilt() throws {
    let folder = try TemporaryFolder()
    _ = try ExportTables(ledger.session.store)(into: folder.file("out"))
    let copy = try LedgerUnderTest()
    try ImportTables(copy.session)([folder.file("out")]) { _ in }
    for year in model.years.sorted() {
      do {
        try look(.of(year), .of(year * 10_000 + 1231), nil, at: copy)
      } catch let difference as Difference {
        throw Difference(step: difference.step, words: "rebuilt: \(difference.words)")
      }
    }
  }
}
