import LedgerCore
import Testing

@Suite("缩短失败的步骤")
struct ShrinkerTests {
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
