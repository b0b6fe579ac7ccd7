import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("说明不符事项")
struct ExplainFindingTests {
  /// 案1 is paid 100 yuan too much (P05, block); 案2 gets 900 of 1,000 yuan (P07, medium).
  private func session() throws -> Session {
    var book = try InventedBook.clean()
    book.lines[0].amount = try .yuan("1100")
    book.cases.append(try .sample("案2", closed: "2024-03-01"))
    book.claims.append(try .sample("申2", case: "案2", approved: "2024-03-10"))
    book.lines.append(try .sample("凭2/1", amount: "900", case: "案2"))
    return try .sample(book)
  }

  @discardableResult
  private func explain(
    _ session: Session, _ rule: RuleID, _ subject: String, year: Int? = nil, asOf: String? = nil,
    confirmedBy: String? = nil
  ) throws -> [Finding] {
    let target = ExplainFinding.Target(
      rule: rule, subject: subject, year: try year.map { try .of($0) },
      asOf: try asOf.map { try .of($0) })
    return try ExplainFinding(session)(
      target, reason: "当事人已退回", confirmedBy: confirmedBy, on: .of("2025-01-06")
    ).recorded
  }

  /// The refusal of an explanation, which leaves the ledger as it was.
  private func refusal(
    _ session: Session, sourceLocation: SourceLocation = #_sourceLocation, of act: () throws -> Void
  ) throws -> String {
    let head = try session.head()
    let refusal = #expect(throws: (any Error).self, sourceLocation: sourceLocation) { try act() }
    #expect(try session.head() == head, sourceLocation: sourceLocation)
    return "\(try #require(refusal, sourceLocation: sourceLocation))"
  }

  @Test("an explained finding stays on the statement and is not outstanding")
  func explained() throws {
    let session = try session()
    let explained = try explain(session, "P05", "案1", confirmedBy: "复核人乙")
    #expect(explained.map(\.subject) == ["案1"])
    #expect(try session.lastStamp().kind == "explain")
    #expect(try session.lastStamp().reason == "当事人已退回")
    let found = try session.findings(judging: ["P05", "P07"])
    #expect(found.map(\.outcome) == [.explained, .contradiction])
    let standing = try #require(found[0].explanation.standing)
    #expect(standing.by == "经办人甲" && standing.confirmedBy == "复核人乙")
    #expect(standing.reason == "当事人已退回" && standing.on.description == "2025-01-06")
    #expect(try ReconcileYear(session.store)(Period(year: .of(2024))).result.isOutstanding)
    // One person is enough where no payment was to be stopped.
    try explain(session, "P07", " 案２")
    #expect(
      try session.findings(judging: ["P05", "P07"]).map(\.outcome) == [.explained, .explained])
    let left = try ReconcileYear(session.store)(Period(year: .of(2024))).result.findings
    // Only what nobody spoke of is left.
    #expect(left.filter(\.isOutstanding).map(\.rule) == ["K03", "K04"])
    #expect(try session.store.read { try Verification(of: $0).problems } == [])
  }

  @Test("a change of the facts makes it lapse, and a new explanation takes its place")
  func lapses() throws {
    let session = try session()
    try explain(session, "P07", "案2")
    var more = InventedBook()
    more.lines = [try .sample("凭3/1", paid: "2024-05-01", amount: "50", case: "案2")]
    try session.hold(more)
    #expect(try session.findings(judging: ["P07"]).map(\.explanation.lapsed?.reason) == ["当事人已退回"])
    try explain(session, "P07", "案2")
    #expect(try session.findings(judging: ["P07"]).map(\.outcome) == [.explained])
    #expect(try session.store.read { try $0.explanations.all().count } == 2)
  }

  @Test("a rule that there is not, is named with those that there are")
  func unknownRule() throws {
    let session = try session()
    let words = try refusal(session) { try explain(session, "P99", "案1") }
    #expect(words.contains("没有规则 P99") && words.contains("F01、F02") && words.contains("P11"))
  }

  @Test("a subject that there is not, is answered with those that the rule names")
  func unknownSubject() throws {
    let session = try session()
    let words = try refusal(session) { try explain(session, "P07", "案9") }
    #expect(words == "没有规则 P07、对象 案9 的不符事项，没有记账：P07 现有的对象是 案2")
    let silent = try refusal(session) { try explain(session, "P01", "凭1/1") }
    #expect(silent == "没有规则 P01、对象 凭1/1 的不符事项，没有记账")
    var book = InventedBook()
    book.lines = try (1...12).map { try .sample("凭\($0)/1", case: "案9", document: "文9") }
    let many = try Session.sample(book)
    let listed = try refusal(many) { try explain(many, "P01", "凭99/1") }
    #expect(listed.count { $0 == "凭" } == 1 + 10 + 1)
    #expect(listed.hasSuffix("；是不是 凭9/1？"))
  }

  @Test("what stops a payment needs a second person, and not the first one again")
  func secondPerson() throws {
    let session = try session()
    let missing = try refusal(session) { try explain(session, "P05", "案1") }
    #expect(missing.contains("请写明复核人"))
    for same in ["经办人甲", " 经办人　甲 ", "经办人\u{200B}甲"] {
      let words = try refusal(session) { try explain(session, "P05", "案1", confirmedBy: same) }
      #expect(words.contains("不能是同一人"), "\(same)")
    }
    // Nor where one person would be enough.
    let medium = try refusal(session) { try explain(session, "P07", "案2", confirmedBy: "经办人甲") }
    #expect(medium.contains("不能是同一人"))
  }

  @Test("what cannot be tested needs no explanation but what is missing")
  func notTestable() throws {
    let session = try session()
    let words = try refusal(session) { try explain(session, "C05", "2024") }
    #expect(words.contains("无法核验") && words.contains("补上"))
  }

  @Test("without a year it is found in any open year, and each set of facts is explained once")
  func anyYear() throws {
    var book = try InventedBook.clean()
    book.lines = [try .sample(paid: "2025-02-01", amount: "1100")]
    let session = try Session.sample(book)
    #expect(try explain(session, "P05", "案1", confirmedBy: "复核人乙").count == 1)
    #expect(try session.findings(2025, judging: ["P05"]).map(\.outcome) == [.explained])
    // An open item stands in every year, on the same facts.
    let open = try self.session()
    #expect(try explain(open, "P07", "案2").count == 1)
    for year in [2024, 2025] {
      #expect(try open.findings(year, judging: ["P07"]).map(\.outcome) == [.explained])
    }
    // An appropriation is overspent by more in the second year: two sets of facts.
    book = try .clean()
    book.appropriations[0].amount = try .yuan("900")
    book.lines.append(try .sample("凭2/1", paid: "2025-02-01", amount: "7", case: nil, use: .other))
    let overspent = try Session.sample(book)
    let found = try explain(overspent, "F01", "文1", confirmedBy: "复核人乙")
    #expect(found.map(\.amount.yuanText) == ["100.00", "107.00"])
    for year in [2024, 2025] {
      #expect(try overspent.findings(year, judging: ["F01"]).map(\.outcome) == [.explained])
    }
  }

  @Test("a year or an as-of day that is named is the only one that is looked at")
  func namedYear() throws {
    var book = try InventedBook.clean()
    book.appropriations[0].amount = try .yuan("900")
    book.lines.append(try .sample("凭2/1", paid: "2025-02-01", amount: "7", case: nil, use: .other))
    let session = try Session.sample(book)
    let found = try explain(session, "F01", "文1", year: 2025, confirmedBy: "复核人乙")
    #expect(found.map(\.amount.yuanText) == ["107.00"])
    #expect(try session.findings(2024, judging: ["F01"]).map(\.outcome) == [.contradiction])
    let early = try refusal(session) {
      try explain(session, "F01", "文1", year: 2024, asOf: "2024-03-31", confirmedBy: "复核人乙")
    }
    #expect(early.contains("没有规则 F01"))
  }

  @Test("what is first found in a year without facts of its own can be explained all the same")
  func nextYear() throws {
    var book = InventedBook()
    // Left unclaimed: 60 days have passed only in 2025.
    book.cases = [
      try .sample(closed: "2024-12-20"),
      // The dates are out of order; once it is filed, the latest of them is the filing.
      try .sample("案2", accepted: "2024-03-05", closed: "2024-03-01", filed: "2026-01-10"),
    ]
    let session = try Session.sample(book)
    #expect(try session.findings(2024, judging: ["P10"]).map(\.subject) == ["案2"])
    try explain(session, "P10", "案1")
    #expect(
      try session.findings(2025, judging: ["P10"]).filter { $0.subject == "案1" }.map(\.outcome)
        == [.explained])
    #expect(try explain(session, "K01", "案2").map(\.date?.year) == [2024, 2026])
    #expect(try session.findings(2026, judging: ["K01"]).map(\.outcome) == [.explained])
  }

  @Test("what was found in a closed year is explained no more")
  func closedYear() throws {
    let session = try session()
    let stamp = EntryStamp(recordedAt: session.now, operatorName: "经办人甲", kind: "close")
    let told = try ReconcileYear(session.store)(Period(year: .of(2024))).result.findings
      .map(ExplanationRegister(digest: sha256).seal)
    try session.store.append(stamp) { try $0.append(YearClosing.sample(), telling: told) }
    let named = try refusal(session) {
      try explain(session, "P05", "案1", year: 2024, confirmedBy: "乙")
    }
    #expect(named.contains("2024 年度已经结账") && named.contains("写明原因重新打开"))
    let unnamed = try refusal(session) { try explain(session, "P05", "案1", confirmedBy: "乙") }
    #expect(unnamed.contains("所有年度都已结账"))
    // An open item is found in the next year as well, and explained there.
    try explain(session, "P07", "案2")
    #expect(try session.findings(2025, judging: ["P07"]).map(\.outcome) == [.explained])
    try session.store.append(stamp) { try $0.append(YearClosing.reopening()) }
    try explain(session, "P05", "案1", confirmedBy: "复核人乙")
    #expect(try session.findings(judging: ["P05"]).map(\.outcome) == [.explained])
  }

  @Test("a rehearsal finds, refuses, and writes nothing")
  func rehearsal() throws {
    let session = try session()
    let head = try session.head()
    #expect(try explain(session.rehearsing, "P07", "案2").count == 1)
    #expect(try session.head() == head)
    _ = try refusal(session) { try explain(session.rehearsing, "P05", "案1") }
  }
}
