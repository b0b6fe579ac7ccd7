import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("K04 疑似重复登记")
struct TwinRuleTests {
  @Test("K04", arguments: alike + ends + years)
  func k04(row: RuleRow) throws { try row.check(judging: ["K02", "K04"]) }

  static let alike = [
    cases("holds: one case") { [try .twin("案1")] },
    cases("breaks: the same again a day later", finds: "K04 medium 案2 0.00 2024-02-02") {
      [try .twin("案1"), try .twin("案2", accepted: "2024-02-02")]
    },
    cases(
      "the one accepted first is not named, whatever its number",
      finds: "K04 medium 案1 0.00 2024-02-02"
    ) {
      [try .twin("案1", accepted: "2024-02-02"), try .twin("案2")]
    },
    cases("of one day: by number", finds: "K04 medium 案2 0.00 2024-02-01") {
      [try .twin("案2"), try .twin("案1")]
    },
    cases("boundary: 30 days apart", finds: "K04 medium 案2 0.00 2024-03-02") {
      [try .twin("案1"), try .twin("案2", accepted: "2024-03-02")]
    },
    cases("holds: 31 days apart") { [try .twin("案1"), try .twin("案2", accepted: "2024-03-03")] },
    cases(
      "three in a row: each with the first it is near to", finds: "K04 medium 案2 0.00 2024-02-20",
      "K04 medium 案3 0.00 2024-03-15"
    ) {
      [
        try .twin("案1"), try .twin("案2", accepted: "2024-02-20"),
        try .twin("案3", accepted: "2024-03-15"),
      ]
    },
    cases("holds: another recipient") { [try .twin("案1"), try .twin("案2", recipient: "马某乙")] },
    cases("one recipient in other spellings", finds: "K04 medium 案2 0.00 2024-02-01") {
      [try .twin("案1", recipient: "马某（甲）"), try .twin("案2", recipient: "马 某[甲]")]
    },
    cases("holds: another type") { [try .twin("案1"), try .twin("案2", type: .administrative)] },
    cases("holds: another stage") { [try .twin("案1", stage: "一审"), try .twin("案2", stage: "二审")] },
    cases("holds: only one names its stage") { [try .twin("案1", stage: "一审"), try .twin("案2")] },
    cases("one stage", finds: "K04 medium 案2 0.00 2024-02-01") {
      [try .twin("案1", stage: "一审"), try .twin("案2", stage: " 一审")]
    },
    cases("criminal: both stages must stand") {
      [try .twin("案1", type: .criminal), try .twin("案2", type: .criminal)]
    },
    cases("criminal, of one stage", finds: "K04 medium 案2 0.00 2024-02-01") {
      [
        try .twin("案1", type: .criminal, stage: "侦查"),
        try .twin("案2", type: .criminal, stage: "侦查"),
      ]
    },
    cases("holds: another lawyer and another matter") {
      [try .twin("案1"), try .twin("案2", lawyer: "承办人乙", matter: "继承")]
    },
    cases("another lawyer, the same matter", finds: "K04 medium 案2 0.00 2024-02-01") {
      [try .twin("案1"), try .twin("案2", lawyer: "承办人乙")]
    },
    cases("the same lawyer, another matter", finds: "K04 medium 案2 0.00 2024-02-01") {
      [try .twin("案1"), try .twin("案2", matter: "继承")]
    },
    cases("holds: neither lawyer nor matter stands with one of them") {
      [try .twin("案1"), try .twin("案2", lawyer: nil, matter: nil)]
    },
    cases("holds: neither stands with both") {
      [try .twin("案1", lawyer: nil, matter: nil), try .twin("案2", lawyer: nil, matter: nil)]
    },
  ]

  static let ends = [
    cases("holds: the earlier was withdrawn on the day the later was accepted") {
      [
        try .twin("案1", closed: "2024-02-10", outcome: .withdrawn),
        try .twin("案2", accepted: "2024-02-10"),
      ]
    },
    cases("breaks: withdrawn a day later", finds: "K04 medium 案2 0.00 2024-02-10") {
      [
        try .twin("案1", closed: "2024-02-11", outcome: .withdrawn),
        try .twin("案2", accepted: "2024-02-10"),
      ]
    },
    cases("breaks: it was finished", finds: "K04 medium 案2 0.00 2024-02-10") {
      [try .twin("案1", closed: "2024-02-05"), try .twin("案2", accepted: "2024-02-10")]
    },
    cases("holds: both have judgments that differ") {
      [try .twin("案1", judgment: "判1"), try .twin("案2", judgment: "判2")]
    },
    cases("one has none", finds: "K04 medium 案2 0.00 2024-02-01") {
      [try .twin("案1", judgment: "判1"), try .twin("案2")]
    },
    cases(
      "the judgment of one is not yet seen", finds: "K04 medium 案2 0.00 2024-02-01",
      asOf: "2024-02-29"
    ) {
      [
        try .twin("案1", judgment: "判1"),
        try .twin("案2", closed: "2024-03-01", judgment: "判2"),
      ]
    },
    cases("silent for a case that K02 names", finds: "K02 high 案2 0.00 2024-02-01") {
      [try .twin("案1", judgment: "判1"), try .twin("案2", judgment: "判1")]
    },
    cases(
      "K02 may name it beside a case of another type", finds: "K02 high 案2 0.00 2024-02-01"
    ) {
      [
        try .twin("案0", type: .administrative, judgment: "判1"), try .twin("案1"),
        try .twin("案2", judgment: "判1"),
      ]
    },
    cases(
      "also where K02 belongs to a later year", year: 2024, asOf: "2025-12-31"
    ) {
      [
        try .twin("案1", closed: "2025-03-01", judgment: "判1"), try .twin("案2", judgment: "判1"),
      ]
    },
  ]

  static let years = [
    cases(
      "of the subject's acceptance while it is not closed", finds: "K04 medium 案2 0.00 2024-12-31"
    ) {
      [try .twin("案1", accepted: "2024-12-30"), try .twin("案2", accepted: "2024-12-31")]
    },
    cases("accepted on New Year's Day: not of the year before", asOf: "2025-12-31") {
      [try .twin("案1", accepted: "2024-12-30"), try .twin("案2", accepted: "2025-01-01")]
    },
    cases("but of its own", finds: "K04 medium 案2 0.00 2025-01-01", year: 2025) {
      [try .twin("案1", accepted: "2024-12-30"), try .twin("案2", accepted: "2025-01-01")]
    },
    cases("of the closing once that is seen", finds: "K04 medium 案2 0.00 2025-01-01", year: 2025) {
      [try .twin("案1"), try .twin("案2", closed: "2025-01-01")]
    },
    cases("and before it of the acceptance", finds: "K04 medium 案2 0.00 2024-02-01") {
      [try .twin("案1"), try .twin("案2", closed: "2025-01-01")]
    },
    cases("not of the acceptance afterwards", asOf: "2025-01-01") {
      [try .twin("案1"), try .twin("案2", closed: "2025-01-01")]
    },
    cases("silent: the later is not yet accepted", asOf: "2024-02-01") {
      [try .twin("案1"), try .twin("案2", accepted: "2024-02-02")]
    },
  ]

  @Test("K04 relates the first case that it looks like, and names no one")
  func related() throws {
    var book = InventedBook()
    book.cases = [
      try .twin("案3", accepted: "2024-03-15"), try .twin("案1"),
      try .twin("案2", accepted: "2024-02-20"),
    ]
    let findings = try book.reconcile().findings.filter { $0.rule == "K04" }
    #expect(findings.map(\.related) == [["案1"], ["案2"]])
    #expect(findings.allSatisfy { !$0.message.contains("马") && !$0.message.contains("承办人甲") })
  }
}

extension TwinRuleTests {
  private static func cases(
    _ name: String, finds expected: String..., year: Int = 2024, asOf: String? = nil,
    _ make: @escaping @Sendable () throws -> [LegalAidCase]
  ) -> RuleRow {
    RuleRow(name, finding: expected, year: year, asOf: asOf, in: .empty) { $0.cases = try make() }
  }
}

extension LegalAidCase {
  /// A civil case of 马某甲, accepted on 1 February 2024 and handled by 承办人甲.
  fileprivate static func twin(
    _ number: String, accepted: String = "2024-02-01", closed: String? = nil,
    outcome: Outcome = .closed, recipient: String = "马某甲", type: CaseType = .civil,
    stage: String? = nil, lawyer: String? = "承办人甲", matter: String? = "劳动争议",
    judgment: String? = nil
  ) throws -> LegalAidCase {
    var sample = try LegalAidCase.sample(
      number, accepted: accepted, closed: closed, outcome: outcome, type: type,
      recipient: recipient)
    sample.stage = stage
    sample.lawyer = lawyer
    sample.matter = matter
    sample.judgmentNumber = try judgment.map { try .of($0) }
    return sample
  }
}
