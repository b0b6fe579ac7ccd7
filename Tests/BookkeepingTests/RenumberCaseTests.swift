import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@Suite("案件改号")
struct RenumberCaseTests {
  private func renumber(
    _ session: Session, _ old: String, _ new: String, override: Override? = nil
  ) throws {
    try RenumberCase(session)(.of(old), to: .of(new), reason: "编号写错", override: override)
  }

  /// The findings in words, with one number in place of another.
  private func said(
    _ year: SaidOfYear, replacing number: String? = nil, by other: String = ""
  ) -> [String] {
    year.findings.map { finding in
      let words = [finding.rule.description, finding.subject] + finding.related
      let text = (words + [finding.message, "\(finding.amount) \(finding.outcome)"])
        .joined(separator: "|")
      return number.map { text.replacing($0, with: other) } ?? text
    }.sorted()
  }

  @Test("claims, payments and every look-up follow to the new number, and the old one is kept")
  func follows() throws {
    let session = try Session.sample(.clean())
    let outcome = try RenumberCase(session)(.of("案1"), to: .of("案9"), reason: "编号写错").recorded
    #expect(outcome.claims.map(\.key) == ["申1"] && outcome.lines.map(\.description) == ["凭1/1"])
    #expect(try session.lastStamp().kind == "case renumber")
    try session.store.read { ledger in
      for number in ["案1", "案9"] {
        let dossier = try ledger.cases.dossier(.of(number))
        #expect(dossier.caseNumber.printed == "案9" && dossier.legalAidCase?.number.key == "案9")
        #expect(dossier.claims.map(\.caseNumber.key) == ["案9"])
        #expect(dossier.lines.map(\.subject.caseNumber?.key) == ["案9"])
        #expect(try ledger.cases.legalAidCase(.of(number))?.number.key == "案9")
      }
      var numbers: [String] = []
      try ledger.cases.forEachDossier { numbers.append($0.caseNumber.key) }
      #expect(numbers == ["案9"])
      #expect(try ledger.payments.lines(of: .of("凭1")).map(\.subject.caseNumber?.key) == ["案9"])
    }
    for number in ["案1", "案9"] {
      let words = try CaseHistory(session.store)(of: .of(number)).map(\.words)
      #expect(words.contains("改号：原编号 案1，新编号 案9；原因：编号写错"))
      #expect(words.contains { $0.hasPrefix("支付：凭证 凭1/1") })
      #expect(words.count { $0.hasPrefix("登记：案件类型") } == 1)
    }
    #expect(try session.findings().isEmpty)
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  @Test("acts, reversals and tables that cite the old number mean the new one")
  func citedByOldNumber() throws {
    var book = try InventedBook.clean()
    book.cases[0].filedOn = nil
    let session = try Session.sample(book)
    try renumber(session, "案1", "案9")
    try RecordCases(session).file(.of("案1"), on: .of("2024-03-20"))
    try session.reverse("凭1/1", by: "冲1", on: "2024-05-01", amount: "400", reason: "错")
    let again = try PaymentLine.sample("凭2/1", paid: "2024-05-02", amount: "400")
    let tables = [
      table(.cases, [.init(try #require(book.cases.first))]),
      table(.claims, [.init(book.claims[0])]),
      table(.payments, [.init(book.lines[0]), .init(again)]),
    ]
    let summary = try session.importing(tables[0], tables[1], tables[2])
    #expect(summary.counts(.cases) == [0, 0, 0, 1] && summary.counts(.claims) == [0, 0, 0, 1])
    #expect(summary.counts(.payments) == [1, 0, 0, 1])
    let lines = try session.store.read { try $0.cases.dossier(.of("案9")).lines }
    #expect(lines.map(\.id.description) == ["冲1/1", "凭1/1", "凭2/1"])
    #expect(try session.findings().isEmpty)
    #expect(try VerifyLedger(session.store)().verification.problems == [])
    #expect(try SaidOfYear(session.rebuilt()) == SaidOfYear(session))
  }

  @Test(
    "nothing but the printed number changes in what is said of the year",
    arguments: 1...8 as ClosedRange<UInt64>)
  func onlyTheNumber(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var book = try InventedBook.perfect(seed: seed)
    // Some payments twice, so that findings name cases and lines.
    for index in 1...2 { book.lines.append(try .sample("重\(index)/1", case: "案\(index)")) }
    book.lines.append(try .sample("他/1", case: "案3", use: .drafting))
    let session = try Session.sample(book)
    // Before, between and behind all others in order.
    let new = generator.pick("一案", "案1号", "龟案")
    let number = "案\(generator.number(1...8))"
    let before = try SaidOfYear(session)
    try renumber(session, number, new)
    let after = try SaidOfYear(session)
    #expect(after.totals == before.totals)
    #expect(said(after, replacing: new, by: number) == said(before))
    #expect(try SaidOfYear(session.rebuilt()) == after)
    #expect(try VerifyLedger(session.store)().verification.problems == [])
    try renumber(session, new, number)
    #expect(try SaidOfYear(session) == before)
    #expect(try SaidOfYear(session.rebuilt()) == before)
  }

  @Test("a number passes on through a chain, and back to where it began")
  func chains() throws {
    let session = try Session.sample(.clean())
    for (old, new) in [("案1", "案2"), ("案2", "案3"), ("案1", "案4")] {
      try renumber(session, old, new)
    }
    for number in ["案1", "案2", "案3", "案4"] {
      #expect(try session.store.read { try $0.cases.dossier(.of(number)).caseNumber.key } == "案4")
    }
    try renumber(session, "案3", "案1")
    #expect(try session.store.read { try $0.cases.dossier(.of("案2")).caseNumber.key } == "案1")
    #expect(try session.store.read { try $0.cases.dossier(.of("案1")).lines.count } == 1)
    #expect(try session.findings().isEmpty)
    let words = try CaseHistory(session.store)(of: .of("案1")).map(\.words)
    #expect(words.count { $0.hasPrefix("改号：") } == 4)
    #expect(words.count { $0.hasPrefix("登记：案件类型") } == 1)
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  @Test("two cases that were registered under each other's numbers are put right")
  func swapped() throws {
    var book = try InventedBook.clean()
    book.cases.append(try .sample("案2", closed: "2024-03-01", recipient: "受援人乙"))
    book.claims.append(try .sample("申2", case: "案2", approved: "2024-03-10"))
    book.lines.append(try .sample("凭2/1", case: "案2"))
    let session = try Session.sample(book)
    for (old, new) in [("案1", "临"), ("案2", "案1"), ("临", "案2")] {
      try renumber(session, old, new)
    }
    try session.store.read { ledger in
      let (first, second) = (
        try ledger.cases.dossier(.of("案1")), try ledger.cases.dossier(.of("案2"))
      )
      #expect(first.legalAidCase?.recipient == "受援人乙" && second.legalAidCase?.recipient == "受援人甲")
      #expect(first.claims.map(\.number.key) == ["申2"] && second.claims.map(\.number.key) == ["申1"])
      #expect(first.lines.map(\.id.description) == ["凭2/1"])
      #expect(second.lines.map(\.id.description) == ["凭1/1"])
    }
    let words = try CaseHistory(session.store)(of: .of("案2")).map(\.words)
    #expect(words.contains { $0.hasPrefix("支付：凭证 凭1/1") })
    #expect(!words.contains { $0.contains("凭2/1") || $0.contains("申2") })
    #expect(try session.findings().isEmpty)
    #expect(try SaidOfYear(session.rebuilt()) == SaidOfYear(session))
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  @Test("payments that cited the right number all along find their case")
  func healed() throws {
    var book = try InventedBook.clean()
    book.cases = [try .sample("案错", closed: "2024-03-01")]
    let session = try Session.sample(book)
    #expect(try Set(session.findings().map(\.rule)) == ["C01", "P01"])
    try renumber(session, "案错", "案1")
    #expect(try session.findings().isEmpty)
  }

  @Test("what cites the new number and does not fit the case is refused by its rule")
  func doesNotFit() throws {
    var book = try InventedBook.clean()
    book.claims.append(try .sample("申2", case: "案9"))
    let session = try Session.sample(book)
    let refusal = try session.refusal { try renumber(session, "案1", "案9") }
    #expect(refusal.name == "rules: C03")
    try renumber(session, "案1", "案9", override: Override(reason: "照改"))
    #expect(try session.findings().map(\.rule) == ["C03"])
  }

  @Test("a number that is taken, void, unknown or the same is refused, and a void case too")
  func refusals() throws {
    var book = try InventedBook.clean()
    for number in ["案2", "案3"] {
      book.cases.append(try .sample(number, recipient: "受援人\(number)"))
    }
    let session = try Session.sample(book)
    try VoidThing(session).voidCase(.of("案3"), reason: "错")
    for (old, new, said) in [
      ("案1", "案2", "已经登记了别的案件"), ("案1", "案3", "案3 已经作废"), ("案3", "案4", "案3 已经作废"),
      ("案8", "案4", "案8 没有登记"), ("案1", " 案１ ", "没有变化"),
    ] {
      let words = try session.correctionRefusal { try renumber(session, old, new) }
      #expect(words.contains(said), "\(words)")
    }
    try renumber(session, "案1", "案9")
    for (old, new, said) in [("案1", "案9", "没有变化"), ("案1", "案2", "已经登记了别的案件")] {
      #expect(try session.correctionRefusal { try renumber(session, old, new) }.contains(said))
    }
    let again = try session.correctionRefusal { try RecordCases(session).accept(.sample("案1")) }
    #expect(again.contains("案件编号 案1 已改为 案9"))
  }

  @Test("a case of a closed year is renumbered: nothing is told anew, no explanation lapses")
  func closedYear() throws {
    var book = try InventedBook.clean()
    book.lines.append(try .sample("凭2/1", paid: "2024-04-02"))
    let session = try Session.sample(book)
    let rules: Set<RuleID> = ["P05", "P06"]
    let found = try session.findings(judging: rules)
    #expect(found.count == 1)
    try ExplainFinding(session)(
      ExplainFinding.Target(rule: found[0].rule, subject: "案1", year: nil), reason: "已核实",
      confirmedBy: "复核人乙", on: .of("2025-01-02"))
    for finding in try ReconcileYear(session.store)(Period(year: .of(2024))).result.findings
    where finding.outcome == .contradiction && finding.severity <= .high {
      try ExplainFinding(session)(
        ExplainFinding.Target(rule: finding.rule, subject: finding.subject, year: nil),
        reason: "已核实", confirmedBy: "复核人乙", on: .of("2025-01-02"))
    }
    try CloseYear(session)(.of(2024), on: .of("2025-01-05")) { _, _ in
      [PackFile(name: "报表.txt", text: "报表")]
    }
    let outcome = try RenumberCase(session)(.of("案1"), to: .of("案9"), reason: "写错").recorded
    #expect(outcome.explanationCount >= 1)
    let after = try session.findings(judging: rules)
    #expect(after.map(\.subject) == ["案9"] && after.map(\.outcome) == [.explained])
    let next = try ReconcileYear(session.store)(Period(year: .of(2025))).result.findings
    #expect(!next.contains { $0.closedYear != nil })
    #expect(try VerifyLedger(session.store)().verification.problems == [])
  }

  @Test(
    "what a closing told of cases is not told again because one of them has another number",
    arguments: ["案1", "案2"])
  func toldUnderOldNumber(renumbered: String) throws {
    var book = try InventedBook.clean()
    book.cases = try [("案1", "判1"), ("案2", "判1"), ("案3", nil)].map { number, judgment in
      var registered = try LegalAidCase.sample(
        number, accepted: "2024-01-1\(number.last ?? "0")", closed: "2024-03-01",
        filed: "2024-03-02")
      registered.judgmentNumber = try judgment.map { try .of($0) }
      return registered
    }
    let session = try Session.sample(book)
    let rules: Set<RuleID> = ["K02", "K04"]
    let told = try session.findings(judging: rules)
    #expect(told.map { "\($0.rule) \($0.subject)" } == ["K02 案2", "K04 案3"])
    try session.explain("K02", "案2")
    try session.close()
    try renumber(session, renumbered, "案9")
    #expect(try session.findings(judging: rules).count == 2)
    #expect(try session.findings(2025, judging: rules).isEmpty)
    try renumber(session, "案9", renumbered)
    #expect(try session.findings(2025, judging: rules).isEmpty)
  }
}
