import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("C05 与标准不符")
struct StandardRuleTests {
  @Test("C05 与标准不符: one exact amount", arguments: exact)
  func c05Amount(row: StandardRow) throws { try row.check() }

  static let exact = [
    StandardRow("holds: what the standard grants is approved", [.init("1000")]),
    StandardRow(
      "breaks above: more is approved", [.init("800")],
      finds: "C05 high 申1 200.00 2024-03-10"),
    StandardRow(
      "breaks below: less is approved", [.init("1200")],
      finds: "C05 high 申1 -200.00 2024-03-10"),
    StandardRow(
      "breaks above by one fen", [.init("999.99")], finds: "C05 high 申1 0.01 2024-03-10"),
    StandardRow(
      "breaks below by one fen", [.init("1000.01")], finds: "C05 high 申1 -0.01 2024-03-10"),
    StandardRow(
      "breaks: an approval of zero is an approval", [.init("1000")],
      finds: "C05 high 申1 -1000.00 2024-03-10"
    ) { $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "0")] },
    StandardRow(
      "breaks: it is what is approved that counts, not what is claimed", [.init("1000")],
      finds: "C05 high 申1 -100.00 2024-03-10"
    ) { $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "900")] },
    StandardRow("holds: what is claimed may be another amount", [.init("900")]) {
      $0.claims = [try .sample(approved: "2024-03-10", approvedAmount: "900")]
    },
    StandardRow(
      "each approval of a case is judged", [.init("1000")],
      finds: "C05 high 申2 -300.00 2024-04-10"
    ) {
      $0.claims.append(try .sample("申2", approved: "2024-04-10", approvedAmount: "700"))
    },
    StandardRow(
      "each case by its own line", [.init("1000", types: [.civil], criminal: "500")],
      finds: "C05 high 申2 500.00 2024-03-10"
    ) {
      $0.cases.append(try .sample("案2", closed: "2024-03-01", type: .criminal))
      $0.claims.append(try .sample("申2", case: "案2", approved: "2024-03-10"))
    },
  ]

  @Test("C05 与标准不符: between limits", arguments: ranges)
  func c05Range(row: StandardRow) throws { try row.check() }

  static let ranges = [
    StandardRow("holds: inside the range", [.init("800", to: "1200")]),
    StandardRow("holds: at its lower end", [.init("1000", to: "3000")]),
    StandardRow("holds: at its upper end", [.init("500", to: "1000")]),
    StandardRow(
      "breaks above: the difference is from the upper end", [.init("500", to: "999.99")],
      finds: "C05 high 申1 0.01 2024-03-10"),
    StandardRow(
      "breaks below: the difference is from the lower end", [.init("1000.01", to: "3000")],
      finds: "C05 high 申1 -0.01 2024-03-10"),
    StandardRow("holds: no upper limit", [.init("200", isOpen: true)]),
    StandardRow(
      "breaks below a lower limit alone", [.init("1500", isOpen: true)],
      finds: "C05 high 申1 -500.00 2024-03-10"),
  ]

  @Test("C05 与标准不符: what it is silent about, and whose year it is", arguments: belonging)
  func c05Belonging(row: StandardRow) throws { try row.check() }

  static let belonging = [
    StandardRow("silent: C01 speaks", [.init("800")]) {
      $0.claims = [try .sample(case: "案9", approved: "2024-03-10")]
    },
    StandardRow(
      "silent: C01 speaks of a case accepted after the as-of day", [.init("800")],
      asOf: "2024-04-30"
    ) { $0.cases = [try .sample(accepted: "2024-05-01", closed: "2024-05-02")] },
    StandardRow("silent: nothing is approved", [.init("800")]) {
      $0.claims = [try .sample()]
    },
    StandardRow("silent: a returned claim is no claim", [.init("800")]) {
      $0.claims = [try .sample(approved: "2024-03-10", returned: "2024-03-12")]
    },
    StandardRow("silent: approved after the as-of day", [.init("800")], asOf: "2024-03-09"),
    StandardRow(
      "speaks from the day of the approval", [.init("800")], asOf: "2024-03-10",
      finds: "C05 high 申1 200.00 2024-03-10"),
    StandardRow("silent: approved in another year", [.init("800")], year: 2025),
    StandardRow(
      "belongs to the year of the approval, whenever it was claimed", [.init("800")], year: 2025,
      finds: "C05 high 申1 200.00 2025-01-10"
    ) { $0.claims = [try .sample(approved: "2025-01-10")] },
    StandardRow("silent in the year of the claim", [.init("800")]) {
      $0.claims = [try .sample(approved: "2025-01-10")]
    },
    StandardRow(
      "an approval dated before its claim is judged", [.init("800")],
      finds: "C05 high 申1 200.00 2024-03-02"
    ) { $0.claims = [try .sample(approved: "2024-03-02")] },
  ]

  @Test("C05 与标准不符: what cannot be tested is said once for the year", arguments: untested)
  func c05NotTestable(row: StandardRow) throws { try row.check() }

  static let untested = [
    StandardRow(
      "no standard at all", [], finds: "C05 info 2024 0.00 2024-12-31 notTestable"),
    StandardRow(
      "its date is the as-of day", [], asOf: "2024-06-30",
      finds: "C05 info 2024 0.00 2024-06-30 notTestable"),
    StandardRow(
      "the year is the one judged", [], year: 2025,
      finds: "C05 info 2025 0.00 2025-12-31 notTestable"),
    StandardRow(
      "once only for several cases", [],
      finds: "C05 info 2024 0.00 2024-12-31 notTestable",
      change: twoMore),
    StandardRow(
      "a standard that begins after the year", [.init("1000", from: "2025-01-01")],
      finds: "C05 info 2024 0.00 2024-12-31 notTestable"),
    StandardRow(
      "a standard that ended before the year",
      [.init("1000", from: "2020-01-01", until: "2023-12-31")],
      finds: "C05 info 2024 0.00 2024-12-31 notTestable"),
    StandardRow(
      "nothing to say: one day of the year is enough, where nothing is approved",
      [.init("1000", from: "2024-12-31")]
    ) { $0.claims = [] },
    StandardRow(
      "nothing to say: so is the first day",
      [.init("1000", from: "2020-01-01", until: "2024-01-01")]
    ) { $0.claims = [] },
    StandardRow(
      "a standard that asks what is not registered", [.init("1000", grade: "一类")],
      finds: "C05 info 2024 0.00 2024-12-31 notTestable"),
    StandardRow(
      "once only when several cases cannot be priced", [.init("1000", grade: "一类")],
      finds: "C05 info 2024 0.00 2024-12-31 notTestable", change: twoMore),
    StandardRow(
      "beside a case that can be", [.init("800", grade: "一类")],
      finds: "C05 high 申3 200.00 2024-04-10", "C05 info 2024 0.00 2024-12-31 notTestable"
    ) {
      try twoMore(&$0)
      for index in $0.cases.indices where $0.cases[index].number.printed == "案3" {
        $0.cases[index].grade = "一类"
      }
    },
    StandardRow(
      "a standard for other cases", [.init("1000", types: [.criminal])],
      finds: "C05 info 2024 0.00 2024-12-31 notTestable"),
  ]

  /// Two more approved cases.
  @Sendable
  private static func twoMore(_ book: inout InventedBook) throws {
    for name in ["2", "3"] {
      book.cases.append(try .sample("案\(name)", closed: "2024-03-01"))
      book.claims.append(try .sample("申\(name)", case: "案\(name)", approved: "2024-04-10"))
    }
  }

  // Assigned on 6 January, closed on 1 March, claimed on 5 March, approved on 10 March.
  @Test("C05 与标准不符: the standard's own event chooses the version", arguments: versions)
  func c05Version(row: StandardRow) throws { try row.check() }

  static let versions = [
    StandardRow("by the closing: the last day of the old", old(.closing) + new("2024-03-02")),
    StandardRow(
      "by the closing: the first day of the new", old(.closing) + new("2024-03-01"),
      finds: "C05 high 申1 -500.00 2024-03-10"),
    StandardRow(
      "by the assignment: the last day of the old",
      old(.assignment) + new("2024-01-07", by: .assignment)),
    StandardRow(
      "by the assignment: the first day of the new",
      old(.assignment) + new("2024-01-06", by: .assignment),
      finds: "C05 high 申1 -500.00 2024-03-10"),
    StandardRow(
      "by the claim: the last day of the old", old(.claim) + new("2024-03-06", by: .claim)),
    StandardRow(
      "by the claim: the first day of the new", old(.claim) + new("2024-03-05", by: .claim),
      finds: "C05 high 申1 -500.00 2024-03-10"),
    StandardRow(
      "never by the approval", old(.claim) + new("2024-03-10", by: .claim)),
    StandardRow(
      "not testable: by their own events both versions apply",
      old(.closing) + new("2024-03-03", by: .claim),
      finds: "C05 info 2024 0.00 2024-12-31 notTestable"),
    StandardRow(
      "not testable: by their own events none applies",
      old(.claim) + new("2024-03-03", by: .assignment),
      finds: "C05 info 2024 0.00 2024-12-31 notTestable"),
    StandardRow(
      "not testable: the event is not registered", old(.assignment),
      finds: "C05 info 2024 0.00 2024-12-31 notTestable"
    ) { $0.cases = [try .sample(closed: "2024-03-01")] },
    StandardRow(
      "not testable: an event after the as-of day is not seen", old(.closing),
      asOf: "2024-06-30", finds: "C05 info 2024 0.00 2024-06-30 notTestable"
    ) { $0.cases = [try .sample(closed: "2024-07-01")] },
  ]

  /// 1,000 yuan since 2020.
  private static func old(_ event: SubsidyStandard.Event) -> [StandardPlan] {
    [.init("1000", by: event)]
  }

  /// 1,500 yuan from a day on, in place of the old.
  private static func new(
    _ day: String, by event: SubsidyStandard.Event = .closing
  ) -> [StandardPlan] {
    [.init("1500", number: "标2", from: day, by: event, replaces: ["标1"])]
  }

  @Test("a finding names the standard and both amounts, and what is missing where there is none")
  func words() throws {
    let found = try StandardRow.findings(
      in: .clean(), under: [.init("1200", to: "1500")], .init(year: .of(2024)))
    let finding = try #require(found.first)
    #expect(finding.related == ["案1"])
    let said = "申报 申1 核发 1,000.00 元，按测试标准（标1）应为 1,200.00 至 1,500.00 元，相差 -200.00 元"
    #expect(finding.message == said)
    for (plans, words) in [
      ([], "这一年没有登记生效的补贴标准"), ([StandardPlan("1", grade: "一类")], "案件 案1"),
      ([StandardPlan("1", grade: "一类")], "等级（一类）"),
    ] {
      let found = try StandardRow.findings(
        in: .clean(), under: plans, .init(year: .of(2024)))
      let finding = try #require(found.first)
      #expect(finding.message.hasPrefix("2024 年的核发金额无法与补贴标准核对："))
      #expect(finding.message.contains(words))
    }
  }

  @Test("what cannot be tested leaves nothing outstanding; a difference does")
  func outstanding() throws {
    let period = Period(year: try .of(2024))
    let untested = try StandardRow.findings(in: .clean(), under: [], period)
    #expect(untested.map(\.isOutstanding) == [false])
    let different = try StandardRow.findings(in: .clean(), under: [.init("1")], period)
    #expect(different.map(\.isOutstanding) == [true])
  }
}
