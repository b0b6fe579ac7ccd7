import Foundation
import Testing

@Suite("几个人员同时办")
struct PeopleAtOnceTests {
  @Test("two people who record at the same time lose nothing, and every signature verifies")
  func recorders() async throws {
    let acts = 8
    let office = try await PeopleWorkplace(
      SmallBook.workplace(cases: 2 * acts, appropriated: "100,000"))
    let before = try await office.workplace.extent().entries
    let environments = ["甲", "乙"].map(office.environment)
    // 甲 pays the first cases, 乙 returns the claims of the others.
    let runs = try await Recorders.work(2, acts: acts, in: office.workplace) { number in
      environments[number <= acts ? 0 : 1]
    } _: { number in
      number <= acts
        ? SmallBook.pay("支\(number)", number)
        : ["claim", "return", "申\(number)", "--on", "2024-03-12", "--reason", "重报"]
    }
    #expect(runs.recorded == Array(1...2 * acts), "\(runs.refused.map(\.stderr))")
    // `extent` asks for a sound ledger: every signature is worked out.
    #expect(try await office.workplace.extent().entries == before + 2 * acts)
    let log = try await office.carriedOut().suffix(2 * acts)
    for (person, act) in [("甲", "支付"), ("乙", "退回申报")] {
      let own = log.filter { $0.contains(",\(person),\(act),") && $0.contains("已签名") }
      #expect(own.count == acts, "\(log)")
    }
  }

  @Test("what is confirmed by several at once is carried out once")
  func confirmations() async throws {
    let office = try await PeopleWorkplace(SmallBook.workplace(cases: 2))
    try await office.hire("负责")
    try await office.succeed("甲", SmallBook.pay("支1", 1))
    let pay = SmallBook.pay("支2", 1, "--amount", "100", "--override", "--reason", "确需再付")
    let asked = try await office.succeed("甲", pay)
    #expect(asked.contains("第 2 号待复核事项"), "\(asked)")
    let before = try await office.workplace.extent().entries
    let runs = try await Recorders.together(4, in: office.workplace) {
      office.environment(of: $0.isMultiple(of: 2) ? "乙" : "丙")
    } _: { _ in
      ["confirm", "2"]
    }
    #expect(runs.recorded.count == 1, "\(runs.values.map(\.stderr))")
    for run in runs.refused { expectRefused(run, saying: ["第 2 号待复核事项已经确认"]) }
    #expect(try await office.workplace.extent().entries == before + 1)
    #expect(try await office.workplace.vouchers() == ["支1", "支2"])
  }

  @Test("what several ask for at once is one proposal, whose number the others are told")
  func proposals() async throws {
    let office = try await PeopleWorkplace(SmallBook.workplace())
    try await office.hire("记账")
    try await office.succeed(
      "甲", "case", "accept", "案2", "--type", "民事", "--recipient", Secret.recipient, "--on",
      "2024-02-01")
    let before = try await office.workplace.extent().entries
    let void = ["case", "void", "案2", "--reason", "登记错了"]
    let runs = try await Recorders.together(4, in: office.workplace) {
      office.environment(of: $0.isMultiple(of: 2) ? "甲" : "丙")
    } _: { _ in
      void
    }
    #expect(runs.recorded.count == 1, "\(runs.values.map(\.stderr))")
    for run in runs.refused { expectRefused(run, saying: ["已经提请过，是第 2 号", "confirm 2"]) }
    #expect(try await office.workplace.extent().entries == before + 1)
  }
}
