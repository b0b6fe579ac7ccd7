import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("K02、K03 案件登记")
struct RegisterRuleTests {
  @Test("K02 同人同文书多案", arguments: twins + spellings + twinDays)
  func k02(row: RuleRow) throws { try row.check(judging: ["K02"]) }

  static let twins = [
    cases("holds: one case of one judgment") { [try .judged("案1")] },
    cases("breaks: two of one recipient and judgment", finds: "K02 high 案2 0.00 2024-03-01") {
      [try .judged("案1"), try .judged("案2")]
    },
    cases("holds: another judgment") { [try .judged("案1"), try .judged("案2", of: "判2")] },
    cases("holds: another recipient") {
      [try .judged("案1"), try .judged("案2", recipient: "受援人乙")]
    },
    cases("holds: neither has a judgment") {
      [try .judged("案1", of: nil), try .judged("案2", of: nil)]
    },
    cases("holds: one has none") { [try .judged("案1"), try .judged("案2", of: nil)] },
    cases(
      "three: each but the one with the least number", finds: "K02 high 案2 0.00 2024-03-01",
      "K02 high 案3 0.00 2024-03-01"
    ) { [try .judged("案1"), try .judged("案2"), try .judged("案3")] },
    cases("the least number by code points", finds: "K02 high 案2 0.00 2024-03-01") {
      [try .judged("案2"), try .judged("案10")]
    },
    cases("numbers are compared in half width", finds: "K02 high 案２ 0.00 2024-03-01") {
      [try .judged("案２"), try .judged("案1")]
    },
    cases(
      "two pairs of one judgment", finds: "K02 high 案3 0.00 2024-03-01",
      "K02 high 案4 0.00 2024-03-01"
    ) {
      [
        try .judged("案1"), try .judged("案2", recipient: "受援人乙"), try .judged("案3"),
        try .judged("案4", recipient: "受援人乙"),
      ]
    },
    cases(
      "two pairs of one recipient", finds: "K02 high 案3 0.00 2024-03-01",
      "K02 high 案4 0.00 2024-03-01"
    ) {
      [
        try .judged("案1"), try .judged("案2", of: "判2"), try .judged("案3"),
        try .judged("案4", of: "判2"),
      ]
    },
    cases("terminated and withdrawn cases count", finds: "K02 high 案2 0.00 2024-03-01") {
      [try .judged("案1", outcome: .withdrawn), try .judged("案2", outcome: .terminated)]
    },
  ]

  private static let numbers = [
    "（2024）宁0303民初1号", "(2024)宁0303民初1号", "[2024]宁0303民初1号", "【2024】宁0303民初1号",
    " 〔2024〕 宁0303民初1 号", "〔２０２４〕宁０３０３民初１号", "\u{3000}(2024）宁0303民初1号",
  ]
  private static let recipients = [
    "马某(甲)", "马 某（甲）", "马\u{3000}某[甲]", " 马某【甲】 ", "马某〔 甲 〕",
  ]

  static let spellings =
    numbers.map { number in
      cases("one number: \(number)", finds: "K02 high 案2 0.00 2024-03-01") {
        [try .judged("案1", of: "〔2024〕宁0303民初1号"), try .judged("案2", of: number)]
      }
    }
    + recipients.map { recipient in
      cases("one recipient: \(recipient)", finds: "K02 high 案2 0.00 2024-03-01") {
        [try .judged("案1", recipient: "马某〔甲〕"), try .judged("案2", recipient: recipient)]
      }
    }
    + [
      cases("another number: one digit more") {
        [try .judged("案1", of: numbers[0]), try .judged("案2", of: "（2024）宁0303民初11号")]
      },
      cases("another recipient: one sign more") {
        [try .judged("案1", recipient: "马某"), try .judged("案2", recipient: "马某(甲)")]
      },
    ]

  static let twinDays = [
    cases("not closed: dated by the later of the two days", finds: "K02 high 案2 0.00 2024-03-01") {
      [try .judged("案1"), try .judged("案2", closed: nil)]
    },
    cases("silent: the subject's closing is not yet seen", asOf: "2024-02-29") {
      [try .judged("案1", closed: nil), try .judged("案2")]
    },
    cases(
      "speaks from the day of the closing on", finds: "K02 high 案2 0.00 2024-03-01",
      asOf: "2024-03-01"
    ) { [try .judged("案1", closed: nil), try .judged("案2")] },
    cases("silent: the other's closing is not yet seen", asOf: "2024-03-01") {
      [try .judged("案1", closed: "2024-03-02"), try .judged("案2")]
    },
    cases("silent: not closed and not yet accepted", asOf: "2024-01-31") {
      [try .judged("案1", accepted: "2024-01-02", closed: nil), try .judged("案2", closed: nil)]
    },
    cases(
      "of three the first is not yet seen: the second is the least",
      finds: "K02 high 案3 0.00 2024-03-01", asOf: "2024-03-01"
    ) {
      [try .judged("案1", closed: "2024-03-02"), try .judged("案2"), try .judged("案3")]
    },
    cases(
      "belongs to the year of its own closing", finds: "K02 high 案2 0.00 2025-03-01", year: 2025
    ) { [try .judged("案1", closed: "2024-03-01"), try .judged("案2", closed: "2025-03-01")] },
    cases("and to no other", asOf: "2025-12-31") {
      [try .judged("案1", closed: "2024-03-01"), try .judged("案2", closed: "2025-03-01")]
    },
    cases(
      "the case accepted first may be the one that was closed later: of that year",
      finds: "K02 high 案2 0.00 2025-03-01", year: 2025
    ) { [try .judged("案1", closed: "2025-03-01"), try .judged("案2", closed: "2024-03-01")] },
    cases("and not of the year of the subject's closing", asOf: "2025-03-01") {
      [try .judged("案1", closed: "2025-03-01"), try .judged("案2", closed: "2024-03-01")]
    },
    cases("which is seen then only", asOf: "2025-02-28") {
      [try .judged("案1", closed: "2025-03-01"), try .judged("案2", closed: "2024-03-01")]
    },
    cases(
      "the one accepted first is not named, whatever its number",
      finds: "K02 high 案1 0.00 2024-03-01"
    ) { [try .judged("案1"), try .judged("案2", accepted: "2024-01-31")] },
    cases(
      "the turn of the year: accepted on 31 December and on New Year's Day, neither closed",
      finds: "K02 high 案1 0.00 2024-01-01"
    ) {
      [
        try .judged("案1", accepted: "2024-01-01", closed: nil),
        try .judged("案2", accepted: "2023-12-31", closed: nil),
      ]
    },
    cases("and nothing of it in the year before", year: 2023, asOf: "2024-12-31") {
      [
        try .judged("案1", accepted: "2024-01-01", closed: nil),
        try .judged("案2", accepted: "2023-12-31", closed: nil),
      ]
    },
    cases(
      "both closed on 31 December: of that year", finds: "K02 high 案2 0.00 2024-12-31",
      asOf: "2025-12-31"
    ) { [try .judged("案1", closed: "2024-12-31"), try .judged("案2", closed: "2024-12-31")] },
    cases("and not seen before it was accepted", year: 2023) {
      [
        try .judged("案1", accepted: "2023-01-01", closed: "2023-02-01"),
        try .judged("案2", closed: "2023-12-31"),
      ]
    },
  ]

  @Test("K02 relates the case with the least number, and names no one")
  func relatedCase() throws {
    var book = InventedBook()
    book.cases = [
      try .judged("案3", of: "(2024)判 1号", recipient: "马某甲"),
      try .judged("案１", of: "判1", recipient: "马某甲"),
      try .judged("案2", of: "〔2024〕判1号", recipient: "马某甲"),
      try .judged("案4", of: "【2024】判1号", recipient: "马 某甲"),
    ]
    let findings = try book.reconcile().findings.filter { $0.rule == "K02" }
    #expect(findings.map(\.subject) == ["案3", "案4"])
    #expect(findings.map(\.related) == [["案2"], ["案2"]])
    for (finding, number) in zip(findings, ["(2024)判 1号", "【2024】判1号"]) {
      #expect(finding.message.contains("案2") && finding.message.contains(number))
      #expect(!finding.message.contains("马"))
    }
  }

  @Test("K03 归档超期", arguments: filing + filingYears + noFiling)
  func k03(row: RuleRow) throws { try row.check(judging: ["K03"]) }

  static let filing = [
    filed("holds: on the day of the closing") { [try .ended("2024-03-01", filed: "2024-03-01")] },
    filed("boundary: on the 30th day") { [try .ended("2024-03-01", filed: "2024-03-31")] },
    filed("breaks: on the 31st", finds: "K03 medium 案1 0.00 2024-03-01") {
      [try .ended("2024-03-01", filed: "2024-04-01")]
    },
    filed("boundary: over 29 February", finds: "K03 medium 案1 0.00 2024-02-01") {
      [try .ended("2024-02-01", filed: "2024-03-03")]
    },
    filed("holds: the day before it") { [try .ended("2024-02-01", filed: "2024-03-02")] },
    filed("breaks: never filed", finds: "K03 medium 案1 0.00 2024-03-01") {
      [try .ended("2024-03-01")]
    },
    filed("boundary: not filed on the 30th day", asOf: "2024-03-31") {
      [try .ended("2024-03-01")]
    },
    filed(
      "breaks: not filed on the 31st", finds: "K03 medium 案1 0.00 2024-03-01", asOf: "2024-04-01"
    ) { [try .ended("2024-03-01")] },
    filed("holds: filed in time, though after the as-of day", asOf: "2024-03-10") {
      [try .ended("2024-03-01", filed: "2024-03-20")]
    },
    filed(
      "breaks: filed too late, after the as-of day", finds: "K03 medium 案1 0.00 2024-03-01",
      asOf: "2024-04-30"
    ) { [try .ended("2024-03-01", filed: "2024-05-01")] },
    filed(
      "a filing does not heal it", finds: "K03 medium 案1 0.00 2024-03-01", asOf: "2024-05-01"
    ) { [try .ended("2024-03-01", filed: "2024-05-01")] },
    filed(
      "terminated and withdrawn cases are filed too", finds: "K03 medium 案1 0.00 2024-03-01",
      "K03 medium 案2 0.00 2024-03-02"
    ) {
      [
        try .ended("2024-03-01", outcome: .terminated),
        try .ended("2024-03-02", "案2", outcome: .withdrawn),
      ]
    },
    filed("silent: not closed") { [try .sample(), try .sample("案2", filed: "2024-12-01")] },
    filed("silent: the closing is not yet seen", asOf: "2024-02-29") {
      [try .ended("2024-03-01")]
    },
    filed("silent: not yet accepted", year: 2023, asOf: "2024-01-04") {
      [try .ended("2023-06-01")]
    },
    filed("holds: filed before it was closed; that is K01's") {
      [try .ended("2024-03-01", filed: "2024-02-01")]
    },
  ]

  static let filingYears = [
    filed("the 31st day is 31 December", finds: "K03 medium 案1 0.00 2024-11-30") {
      [try .ended("2024-11-30")]
    },
    filed("the 31st day is New Year: not of this year", asOf: "2025-06-30") {
      [try .ended("2024-12-01")]
    },
    filed(
      "but of the next, though nothing was closed in it", finds: "K03 medium 案1 0.00 2024-12-01",
      year: 2025, asOf: "2025-01-01"
    ) { [try .ended("2024-12-01")] },
    filed("the day before nothing is late", year: 2025, asOf: "2024-12-31") {
      [try .ended("2024-12-01")]
    },
    filed(
      "filed in the next year: of the year of the 31st day",
      finds: "K03 medium 案1 0.00 2024-11-30", asOf: "2025-12-31"
    ) { [try .ended("2024-11-30", filed: "2025-03-01")] },
    filed("and not of the year of the filing", year: 2025) {
      [try .ended("2024-11-30", filed: "2025-03-01")]
    },
  ]

  static let noFiling = [
    cases("no case is filed: said once", finds: "K03 info 2024 0.00 2024-12-31 notTestable") {
      [try .ended("2024-03-01"), try .ended("2024-04-01", "案2"), try .sample("案3")]
    },
    cases(
      "of the as-of day", finds: "K03 info 2024 0.00 2025-02-01 notTestable", asOf: "2025-02-01"
    ) { [try .ended("2024-03-01")] },
    cases("a termination is a closing", finds: "K03 info 2024 0.00 2024-12-31 notTestable") {
      [try .ended("2024-03-01", outcome: .terminated)]
    },
    cases("silent: nothing was closed") { [try .sample()] },
    cases("silent: no case at all") { [] },
    cases("silent: nothing was closed in the year", year: 2025) { [try .ended("2024-12-15")] },
    cases("silent: the closing is not yet seen", asOf: "2024-02-29") {
      [try .ended("2024-03-01")]
    },
    cases(
      "the only filing lies after the as-of day",
      finds: "K03 info 2024 0.00 2024-05-31 notTestable", asOf: "2024-05-31"
    ) { [try .ended("2024-03-01", filed: "2024-06-01")] },
    cases("from then on it is judged", finds: "K03 medium 案1 0.00 2024-03-01", asOf: "2024-06-01") {
      [try .ended("2024-03-01", filed: "2024-06-01")]
    },
    cases(
      "the only case filed is not yet accepted",
      finds: "K03 info 2024 0.00 2024-05-31 notTestable", asOf: "2024-05-31"
    ) {
      [
        try .ended("2024-03-01"),
        try .sample("案2", accepted: "2024-06-01", closed: "2024-05-01", filed: "2024-05-02"),
      ]
    },
    cases(
      "a case of another year that is filed will do", finds: "K03 medium 案1 0.00 2024-03-01"
    ) {
      [
        try .ended("2024-03-01"),
        try .sample("案2", accepted: "2020-01-01", closed: "2020-02-01", filed: "2020-02-02"),
      ]
    },
    cases("and one that is not closed", finds: "K03 medium 案1 0.00 2024-03-01") {
      [try .ended("2024-03-01"), try .sample("案2", filed: "2024-02-01")]
    },
  ]
}

extension RegisterRuleTests {
  /// A row about cases alone.
  private static func cases(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    _ make: @escaping @Sendable () throws -> [LegalAidCase]
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .empty) { $0.cases = try make() }
  }

  /// The same in a register that keeps filing days: another case was filed long ago.
  private static func filed(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    _ make: @escaping @Sendable () throws -> [LegalAidCase]
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .empty) { book in
      let old = try LegalAidCase.sample(
        "案0", accepted: "2020-01-01", closed: "2020-02-01", filed: "2020-02-02")
      book.cases = [old] + (try make())
    }
  }
}

extension LegalAidCase {
  /// A case accepted on 1 February and closed on 1 March 2024, with a judgment.
  fileprivate static func judged(
    _ number: String, of judgment: String? = "判1", accepted: String = "2024-02-01",
    closed: String? = "2024-03-01", outcome: Outcome = .closed, recipient: String = "受援人甲"
  ) throws -> LegalAidCase {
    var sample = try LegalAidCase.sample(
      number, accepted: accepted, closed: closed, outcome: outcome, recipient: recipient)
    sample.judgmentNumber = try judgment.map { try .of($0) }
    return sample
  }

  /// A case accepted on 5 January 2024 and closed on a day; not filed unless a day says so.
  fileprivate static func ended(
    _ closed: String, _ number: String = "案1", outcome: Outcome = .closed, filed: String? = nil
  ) throws -> LegalAidCase {
    try .sample(number, closed: closed, outcome: outcome, filed: filed)
  }
}
