import LedgerCore
import Testing

@testable import StepModel

@Suite("缩短失败的步骤")
struct ShrinkerTests {
  /// A mistake on purpose, after how many steps it must be found, and to how few it shrinks.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let defect: LedgerModel.Defect
    let stepsMax: Int
    let shortest: Int

    var testDescription: String { "\(defect)" }

    static let all = [
      Mistake(defect: .limitOffByOneFen, stepsMax: 1_200, shortest: 2),
      Mistake(defect: .returnedClaimIsPaid, stepsMax: 6_000, shortest: 8),
      Mistake(defect: .reversalRestoresNothing, stepsMax: 2_400, shortest: 8),
      Mistake(defect: .closedYearTakesBankLines, stepsMax: 2_400, shortest: 3),
    ]
  }

  @Test("a model with a mistake is told from the ledger soon", arguments: Mistake.all)
  func power(mistake: Mistake) throws {
    var plan = ModelRun.Plan()
    plan.defect = mistake.defect
    plan.isEnded = false
    var steps = 0
    var found: ModelRun?
    for seed in UInt64(1)... where steps < mistake.stepsMax && found == nil {
      let run = try ModelRun.drawn(seed: seed, plan)
      steps += run.steps.count
      if run.difference != nil { found = run }
    }
    let run = try #require(found, "not found in \(steps) steps")
    let shortest = run.shrunk(plan, triesMax: 300)
    print("\(mistake.defect): found after \(steps) steps, shrunk to \(shortest.count)")
    #expect(shortest.count <= mistake.shortest, "\(shortest.asSwift)")
    #expect(try ModelRun.replayed(shortest, plan).difference != nil)
    #expect(try ModelRun.replayed(shortest).difference == nil)
  }

  @Test("what is left is as short and plain as it can be")
  func plain() throws {
    var generator = StepGenerator(seed: 5, length: 60)
    let model = LedgerModel()
    var steps = try (1...60).map { _ in try generator.next(model) }
    steps.insert(
      .pay(
        voucher: "凭7", line: 3, on: 20_240_315, use: .other, cited: .ofCase("案1"), document: "文2",
        fen: 123_45, payee: "甲所", reissues: "凭1/1", isForced: true), at: 20)
    steps.insert(.reopenYear(year: 2024), at: 40)
    var shrinker = Shrinker { steps in
      let first = steps.firstIndex {
        if case .pay(_, 3?, _, _, _, _, _, _, _, _) = $0 { true } else { false }
      }
      guard let first else { return false }
      return steps[first...].contains(.reopenYear(year: 2024))
    }
    let shortest = shrinker.shrink(steps)
    #expect(
      shortest.asSwift == """
        [
          .pay(voucher: "凭7", line: 3, on: 20240101, use: nil, cited: .ofCase("案1"), \
        document: "文2", fen: nil, payee: nil, reissues: nil, isForced: false),
          .reopenYear(year: 2024),
        ]
        """)
  }

  @Test("steps print as the Swift that makes them")
  func printing() {
    #expect(Step.match.description == ".match")
    let row = Row.bank(reference: "流1", on: 20_240_401, fen: -100, payee: "甲所", voucher: nil)
    let load = Step.load(rows: [row], isAmending: false, spoiled: 0)
    #expect(
      load.description == """
        .load(rows: [.bank(reference: "流1", on: 20240401, fen: -100, payee: "甲所", \
        voucher: nil)], isAmending: false, spoiled: 0)
        """)
    let close = Step.close(
      number: "案1", on: 20_240_301, outcome: .terminated, judgment: "判1", isForced: true)
    #expect(
      close.description == """
        .close(number: "案1", on: 20240301, outcome: .terminated, judgment: "判1", isForced: true)
        """)
    let receive = Step.receive(
      document: "文1", year: 2024, source: .localBudget, on: 20_240_101, fen: 100,
      uses: [.duty, .other], origin: 2023)
    #expect(
      receive.description == """
        .receive(document: "文1", year: 2024, source: .localBudget, on: 20240101, fen: 100, \
        uses: [.duty, .other], origin: 2023)
        """)
  }
}
