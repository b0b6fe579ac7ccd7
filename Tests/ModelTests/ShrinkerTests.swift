import LedgerCore
import Testing

@testable import StepModel

@Suite("缩短失败的步骤")
struct ShrinkerTests {
  /// A mistake on purpose, and after how many steps it must be found.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let defect: LedgerModel.Defect
    let stepsMax: Int

    var testDescription: String { "\(defect)" }

    static let all = [
      Mistake(defect: .limitOffByOneFen, stepsMax: 600),
      Mistake(defect: .returnedClaimIsPaid, stepsMax: 3_000),
    ]
  }

  @Test("a model with a mistake is told from the ledger soon", arguments: Mistake.all)
  func power(mistake: Mistake) throws {
    let (found, steps) = try Self.parted(by: mistake.defect, within: mistake.stepsMax, length: 120)
    print("\(mistake.defect): after \(steps) steps, by \(found?.difference ?? "nothing")")
    #expect(found != nil)
  }

  @Test("a mistake of one fen is shrunk to a receipt and a payment")
  func shortest() throws {
    var plan = ModelRun.Plan()
    plan.defect = .limitOffByOneFen
    let run = try #require(try Self.parted(by: .limitOffByOneFen, within: 1_200, length: 40).run)
    let steps = run.shrunk(plan)
    #expect(steps.count <= 3, "\(steps.asSwift)")
    #expect(try ModelRun.replayed(steps, plan).difference != nil)
    #expect(try ModelRun.replayed(steps).difference == nil)
  }

  /// The first sequence that a mistake parts, and how many steps were taken by then.
  private static func parted(
    by defect: LedgerModel.Defect, within stepsMax: Int, length: Int
  ) throws -> (run: ModelRun?, steps: Int) {
    var plan = ModelRun.Plan()
    plan.length = length
    plan.defect = defect
    plan.isEnded = false
    var steps = 0
    for seed in UInt64(1)... {
      let run = try ModelRun.drawn(seed: seed, plan)
      steps += run.steps.count
      if run.difference != nil { return (run, steps) }
      if steps >= stepsMax { break }
    }
    return (nil, steps)
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
