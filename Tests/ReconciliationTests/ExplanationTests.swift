import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("不符事项的说明")
struct ExplanationTests {
  @Test(
    "an explanation stands while its facts do, and lapses with them",
    arguments: explainedFunds + explainedPayments + explainedClaims + explainedDuty)
  func table(row: ExplainedRow) throws {
    try row.check()
  }

  @Test("the tables have a row for every rule that these tests judge")
  func complete() {
    let rows = explainedFunds + explainedPayments + explainedClaims + explainedDuty
    let rules = rows.map(\.rule)
    #expect(Set(rules).count == rules.count)
    #expect(Set(rules) == judgedRules.union(["C05", "D08", "F07", "K04", "P12"]))
  }

  @Test("of two explanations of the same facts the later stands, of lapsed ones the last is told")
  func later() throws {
    var book = try InventedBook.of(.funded)
    book.lines[0].amount = try .yuan("1100")
    let finding = try #require(try book.reconcile().findings.first { $0.rule == "P05" })
    let given = ["第一次", "第二次"].map { finding.explanationSample($0) }
    func state() throws -> Finding.ExplanationState? {
      try book.reconcile(Period(year: .of(2024)), explained: given).findings
        .first { $0.rule == "P05" }?.explanation
    }
    #expect(try state() == .standing(given[1]))
    book.lines[0].amount = try .yuan("1200")
    #expect(try state() == .lapsed(given[1]))
    book.lines[0].amount = try .yuan("1100")
    #expect(try state() == .standing(given[1]))
    // The remedy: nothing is left to be explained.
    book.lines[0].amount = try .yuan("1000")
    #expect(try state() == nil)
  }

  @Test("an explanation is of one rule and one subject, in any width")
  func subject() throws {
    var book = try InventedBook.of(.funded)
    book.lines[0].payee = "乙所"
    book.lines.append(try .sample("凭2/1", amount: "1", payee: "乙所"))
    let findings = try book.reconcile().findings.filter { $0.rule == "P09" }
    let first = try #require(findings.first)
    #expect(findings.map(\.subject) == ["凭1/1", "凭2/1"])
    func outcomes(_ rule: String, _ subject: String) throws -> [CheckOutcome] {
      let given = Explanation(
        rule: rule, subject: subject, digest: ExplanationRegister().digest(of: first),
        reason: "已核实", by: "经办人甲", on: .latest)
      return try book.reconcile(Period(year: .of(2024)), explained: [given]).findings
        .filter { $0.rule == "P09" }.map(\.outcome)
    }
    #expect(try outcomes("P09", "凭1/1") == [.explained, .contradiction])
    #expect(try outcomes("P09", " 凭１／1") == [.explained, .contradiction])
    // The digest of the one says nothing of the other.
    #expect(try outcomes("P09", "凭2/1") == [.contradiction, .contradiction])
    #expect(try outcomes("P01", "凭1/1") == [.contradiction, .contradiction])
  }

  @Test("what stops a payment is explained by two people only", arguments: [nil, "经办人甲", "经办人 甲"])
  func secondPerson(confirmedBy: String?) throws {
    var book = try InventedBook.of(.funded)
    book.lines[0].amount = try .yuan("1200")
    let finding = try #require(try book.reconcile().findings.first { $0.rule == "P05" })
    let given = Explanation(
      rule: "P05", subject: finding.subject, digest: finding.explanationSample().digest,
      reason: "已核实", by: "经办人甲", confirmedBy: confirmedBy, on: .latest)
    let found = try book.reconcile(Period(year: .of(2024)), explained: [given]).findings
      .filter { $0.rule == "P05" }
    #expect(found.map(\.outcome) == [.contradiction])
    #expect(found.map(\.explanation) == [.none])
  }

  @Test("what is not testable, and what does not contradict, is not explained")
  func notTestable() throws {
    let book = try InventedBook.of(.funded)
    let before = try book.reconcile().findings
    #expect(before.map(\.outcome) == [.notTestable, .notTestable])
    let result = try book.reconcile(
      Period(year: .of(2024)), explained: before.map { $0.explanationSample() })
    #expect(result.findings == before)
    #expect(result.findings.map(\.explanation) == [.none, .none])
    #expect(!result.isOutstanding)
  }

  @Test("time alone never makes an explanation lapse: it may make a finding graver")
  func time() throws {
    var book = try InventedBook.of(.funded)
    book.lines = []
    let early = Period(year: try .of(2024), asOf: try .of("2024-03-20"))
    let finding = try #require(try book.reconcile(early).findings.first { $0.rule == "P08" })
    #expect(finding.severity == .info)
    let given = [finding.explanationSample()]
    for (year, asOf) in [(2024, "2024-03-20"), (2024, "2024-12-31"), (2025, "2025-12-31")] {
      let period = Period(year: try .of(year), asOf: try .of(asOf))
      let result = try book.reconcile(period, explained: given)
      let found = result.findings.filter { $0.rule == "P08" }
      #expect(found.map(\.outcome) == [.explained], "\(asOf)")
      // What is left of 2024's money at the end of 2025 is another matter.
      #expect(result.findings.filter(\.isOutstanding).allSatisfy { $0.rule == "F05" })
    }
    #expect(try book.reconcile().findings.map(\.severity).contains(.high))
  }
}

@Suite("已说明的重复申报")
struct ExplainedSecondClaimTests {
  /// 案1 claimed and approved twice, 1,000 yuan each, with payments of some amounts.
  private func book(paid amounts: [String]) throws -> InventedBook {
    var book = try InventedBook.of(.funded)
    book.claims.append(
      try .sample("申2", claimed: "2024-03-06", approved: "2024-03-12"))
    book.lines = try amounts.enumerated().map { index, amount in
      try .sample("凭\(index + 1)/1", paid: "2024-04-0\(index + 1)", amount: amount)
    }
    return book
  }

  private func explanation(_ book: InventedBook) throws -> Explanation {
    let finding = try book.reconcile().findings.first { $0.rule == "C03" }
    return try #require(finding).explanationSample()
  }

  /// What the rules of payments say, without and with the explanation.
  private func found(_ book: InventedBook) throws -> (before: [String], after: [String]) {
    let given = try [explanation(book)]
    let results = [
      try book.reconcile(),
      try book.reconcile(Period(year: .of(2024)), explained: given),
    ].map { result in
      result.findings.filter { $0.rule.description.hasPrefix("P") }
        .map { "\($0.rule) \($0.amount.yuanText)" }
    }
    return (results[0], results[1])
  }

  @Test(
    "the second approval counts once it is explained",
    arguments: [
      (["1000", "1000"], ["P06 1000.00"], []), (["1500"], ["P05 500.00"], ["P07 500.00"]),
      (["1000"], [], ["P07 1000.00"]), ([], ["P08 1000.00"], ["P08 2000.00"]),
      (["1000", "1100"], ["P05 1100.00"], ["P05 100.00"]),
    ] as [([String], [String], [String])])
  func counts(paid: [String], before: [String], after: [String]) throws {
    let found = try found(book(paid: paid))
    #expect(found.before == before)
    #expect(found.after == after)
  }

  @Test("when the explanation lapses the second approval counts no more")
  func lapses() throws {
    var book = try book(paid: ["1000", "1000"])
    let given = try [explanation(book)]
    book.claims[1].claimedAmount = try .yuan("1001")
    let findings = try book.reconcile(Period(year: .of(2024)), explained: given).findings
    #expect(findings.map(\.rule) == ["C03", "P06", "C05", "S01"])
  }

  @Test("a payment is judged before it is recorded as the year is after")
  func atEntry() throws {
    let book = try book(paid: ["1000"])
    let second = try PaymentLine.sample("凭2/1", paid: "2024-04-02")
    func rules(_ explained: [Explanation]) throws -> [RuleID] {
      try EntryCheck(
        period: Period(year: .of(2024), asOf: .latest),
        register: book.register,
        posted: book.lines.map { PostedSum($0) },
        settings: RuleSettings(explanations: ExplanationRegister(explained))
      ).findings(adding: second, to: .legalAidCase(book.dossiers[0])).map(\.rule)
    }
    #expect(try rules([]) == ["P06"])
    #expect(try rules([explanation(book)]) == [])
  }
}

@Suite("说明的规律")
struct ExplanationLawTests {
  private static let seeds = UInt64(7_001)...8_000

  private func period(_ seed: UInt64) throws -> Period {
    let (year, asOf) = try RandomBook.period(seed: seed)
    return Period(year: year, asOf: asOf)
  }

  @Test("every contradiction rests on facts, and no two of a book on the same")
  func facts() throws {
    var spoken: Set<RuleID> = []
    for seed in Self.seeds {
      let findings = try RandomBook.book(seed: seed).reconcile(period(seed)).findings
        .filter { $0.outcome == .contradiction }
      for finding in findings {
        #expect(!finding.facts.isEmpty, "seed \(seed): \(finding.summary)")
        spoken.insert(finding.rule)
      }
      let digests = findings.map { ExplanationRegister().digest(of: $0) }
      #expect(Set(digests).count == digests.count, "seed \(seed)")
    }
    #expect(spoken.isSuperset(of: judgedRules))
  }

  @Test("when everything is explained nothing is outstanding, and nothing is taken away")
  func everything() throws {
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let period = try period(seed)
      let before = try book.reconcile(period)
      var result = before
      var given: [Explanation] = []
      // An explained second claim counts, and what is approved then may bring further findings.
      for _ in 1...3 where result.isOutstanding {
        given += result.findings.filter { $0.outcome == .contradiction }
          .map { $0.explanationSample() }
        result = try book.reconcile(period, explained: given)
      }
      #expect(!result.isOutstanding, "seed \(seed)")
      #expect(
        result.findings.filter { $0.outcome == .notTestable }
          == before.findings.filter { $0.outcome == .notTestable }, "seed \(seed)")
      if before.countsByRule["C03"] == nil {
        #expect(
          result.findings.map(\.statement) == before.findings.map(\.statement), "seed \(seed)")
        #expect(result.identities == before.identities, "seed \(seed)")
      }
      // A second claim that counts changes what I04 sums, never whether it holds.
      #expect(result.identities.map(\.outcome) == before.identities.map(\.outcome), "seed \(seed)")
      var generator = SeededGenerator(seed: seed)
      let again = try book.shuffled(using: &generator).reconcile(period, explained: given)
      #expect(again.findings == result.findings, "seed \(seed)")
      #expect(
        again.findings.map(\.explanation) == result.findings.map(\.explanation), "seed \(seed)")
    }
  }
}
