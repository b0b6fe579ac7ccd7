import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("两个独立的对账")
struct AgreementTests {
  private static let seeds = UInt64(1)...3_000

  @Test("the engine and a naive checker state the same findings in the same order")
  func findings() throws {
    var spoken: [RuleID: Int] = [:]
    var differing: Set<String> = []
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let judged = Judged(
        book: book, year: year, asOf: asOf, calendar: RandomBook.calendar(seed: seed))
      try judged.compare(seed: seed, counting: &spoken, &differing)
    }
    // A comparison of rules that never speak would prove nothing.
    for rule in Self.compared.subtracting(["F07", "K04"]) {
      #expect(spoken[rule, default: 0] >= 20, "\(rule)")
    }
  }

  @Test("over several years in a row they state the same at every as-of day")
  func findingsOverYears() throws {
    var spoken: [RuleID: Int] = [:]
    var differing: Set<String> = []
    for seed in UInt64(40_001)...40_300 {
      let book = try RandomYears.book(seed: seed)
      for (year, asOf) in try RandomYears.periods(seed: seed) {
        let judged = Judged(book: book, year: year, asOf: asOf, calendar: .full)
        try judged.compare(seed: seed, counting: &spoken, &differing)
      }
    }
    for rule in Self.compared { #expect(spoken[rule, default: 0] >= 20, "\(rule)") }
  }

  /// All that needs neither a case's price nor the treasury's statement.
  static let compared: Set<RuleID> = [
    "F01", "F02", "F03", "F04", "F05", "F06", "F07", "P01", "P02", "P03", "P04", "P05", "P06",
    "P07", "P08", "P09", "P10", "P11", "P12", "C01", "C02", "C03", "C04", "C06", "C07", "K01",
    "K02", "K03", "K04", "D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08",
  ]

  /// A book with a year and a day, judged by both.
  private struct Judged {
    let book: InventedBook
    let year: FiscalYear
    let asOf: Day?
    let calendar: InventedCalendar

    /// Compares both; the first difference of each rule is an issue.
    func compare(
      seed: UInt64, counting spoken: inout [RuleID: Int], _ differing: inout Set<String>
    ) throws {
      let duty = try DutyStandards(seed: seed)
      let found = try book.reconcile(
        Period(year: year, asOf: asOf), under: calendar, with: duty.register
      ).findings
        .filter { AgreementTests.compared.contains($0.rule) }
      for finding in found { spoken[finding.rule, default: 0] += 1 }
      let engine = found.map(\.naively)
      var checker = try NaiveChecker(book, year: year, asOf: asOf, under: calendar)
      checker.dutyRates = duty.rates
      let naive = checker.statements()
      guard engine != naive else { return }
      let missing = naive.filter { !engine.contains($0) }
      let surplus = engine.filter { !naive.contains($0) }
      let rules = Set((missing + surplus).map(\.rule))
      guard rules.isEmpty || !rules.isSubset(of: differing) else { return }
      differing.formUnion(rules)
      Issue.record(
        """
        seed \(seed), \(year) as of \(asOf.map(\.description) ?? "31 December"): \
        engine lacks \(missing), has too much \(surplus)
        """)
    }
  }

  @Test("the year's totals are those of a naive count")
  func totals() throws {
    for seed in Self.seeds where seed % 4 == 0 {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      try expectTotals(book, year, asOf, seed: seed)
    }
  }

  @Test("over several years the totals and balances are those of a naive count")
  func totalsOverYears() throws {
    for seed in UInt64(41_001)...41_200 {
      let book = try RandomYears.book(seed: seed)
      for (year, asOf) in try RandomYears.periods(seed: seed) {
        try expectTotals(book, year, asOf, seed: seed)
      }
    }
  }

  private func expectTotals(
    _ book: InventedBook, _ year: FiscalYear, _ asOf: Day?, seed: UInt64
  ) throws {
    let reconciled = try book.reconcile(Period(year: year, asOf: asOf))
    let result = reconciled.book
    let naive = try NaiveChecker(book, year: year, asOf: asOf)
    #expect(result.funds.netPaidInYear.fen == naive.netPaidInYear, "seed \(seed)")
    #expect(result.funds.opening?.fen == naive.opening, "seed \(seed)")
    #expect(try result.funds.appropriated().fen == naive.appropriated, "seed \(seed)")
    #expect(try result.funds.recalled().fen == naive.recalled, "seed \(seed)")
    let accepted = naive.seenCases.filter { naive.isOfYear($0.acceptedOn) }.count
    #expect(result.cases(\.accepted) == accepted, "seed \(seed)")
    for (outcome, count) in [
      (Outcome.closed, result.cases(\.closed)), (.terminated, result.cases(\.terminated)),
      (.withdrawn, result.cases(\.withdrawn)),
    ] {
      let ended = naive.seenCases.compactMap(\.closing).filter {
        $0.outcome == outcome && $0.on <= naive.asOf && naive.isOfYear($0.on)
      }
      #expect(count == ended.count, "seed \(seed), \(outcome)")
    }
    let claimed = naive.seenClaims.filter { naive.isOfYear($0.claimedOn) }
    #expect(
      try result.cases(\.claimed).fen == claimed.reduce(0) { $0 + $1.claimedAmount.fen },
      "seed \(seed)")
    let approved = naive.approvals.filter { naive.isOfYear($0.on) }
    #expect(
      try result.cases(\.approved).fen == approved.reduce(0) { $0 + $1.fen }, "seed \(seed)")
    for account in result.funds.accounts {
      let words = "seed \(seed), \(account.appropriation.id), \(year) \(naive.asOf)"
      #expect(account.netPaid.fen == naive.now.netPaid(from: account.appropriation), "\(words)")
      #expect(account.balance.fen == naive.now.balance(of: account.appropriation), "\(words)")
    }
    let identity = reconciled.identities.first { $0.id == "I08" }
    let sides = naive.now.rowsAndClosing(of: year.number)
    #expect(identity?.left == sides?.left && identity?.right == sides?.right, "seed \(seed)")
  }

  @Test("the identities hold in any book; I03 says why it cannot, and then has no sides")
  func identities() throws {
    for seed in Self.seeds where seed % 4 == 1 {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let result = try book.reconcile(Period(year: year, asOf: asOf))
      let naive = try NaiveChecker(book, year: year, asOf: asOf)
      for identity in result.identities where judgedIdentities.contains(identity.id) {
        if identity.id == "I03", naive.opening == nil {
          #expect(identity.outcome == .notTestable, "seed \(seed)")
          #expect(
            identity.left == nil && identity.right == nil && identity.difference == nil,
            "seed \(seed)")
        } else if identity.id == "I02", !naive.areRowsCarriedWhole {
          // What carries a row on says another amount than the row held: I02 shows it.
          #expect(identity.outcome == .contradiction, "seed \(seed)")
          #expect(identity.difference != 0, "seed \(seed)")
        } else {
          #expect(identity.outcome == .pass, "seed \(seed), \(identity.id)")
          #expect(identity.difference == 0, "seed \(seed), \(identity.id)")
        }
      }
    }
  }

  @Test("both sides of I04 and I05 are those of a naive count; dates out of order break I05 alone")
  func casesOpenAndEnded() throws {
    var broken = 0
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let result = try book.reconcile(Period(year: year, asOf: asOf))
      let naive = try NaiveChecker(book, year: year, asOf: asOf)
      let approved = try #require(result.identities.first { $0.id == "I04" })
      #expect(approved.left == naive.openCaseByCase.left, "seed \(seed)")
      #expect(approved.right == naive.openCaseByCase.right, "seed \(seed)")
      #expect(approved.outcome == .pass && approved.unit == .fen, "seed \(seed)")
      let cases = try #require(result.identities.first { $0.id == "I05" })
      #expect(cases.left == naive.openAndEnded.left, "seed \(seed)")
      #expect(cases.right == naive.openAndEnded.right, "seed \(seed)")
      #expect(cases.unit == .cases, "seed \(seed)")
      if cases.outcome != .pass {
        #expect(cases.outcome == .contradiction && naive.hasClosingBeforeAcceptance, "seed \(seed)")
        broken += 1
      }
    }
    #expect(broken >= 20)
  }

  @Test("what was paid in another year than the closing's is that of a naive count")
  func acrossYears() throws {
    var seen = (forEarlier: 0, paidLater: 0, unpaid: 0)
    for seed in Self.seeds {
      let book = try RandomBook.book(seed: seed)
      let (year, asOf) = try RandomBook.period(seed: seed)
      let across = try book.reconcile(Period(year: year, asOf: asOf)).book.acrossYears
      let naive = try NaiveChecker(book, year: year, asOf: asOf).acrossYears
      #expect(across.forEarlier.fen == naive.forEarlier, "seed \(seed)")
      #expect(across.casesForEarlier == naive.cases, "seed \(seed)")
      #expect(across.paidLater.fen == naive.paidLater, "seed \(seed)")
      #expect(across.unpaid.fen == naive.unpaid, "seed \(seed)")
      seen.forEarlier += naive.cases
      seen.paidLater += naive.paidLater == 0 ? 0 : 1
      seen.unpaid += naive.unpaid == 0 ? 0 : 1
    }
    #expect(seen.forEarlier >= 20 && seen.paidLater >= 20 && seen.unpaid >= 20)
  }

  private let judgedIdentities: Set = ["I01", "I02", "I03", "I06a", "I06b", "I06c"]
}

extension Finding {
  /// What the contract fixes of a finding, in plain values; of what else it names only where a rule
  /// says what that is.
  var naively: NaiveChecker.Statement {
    let namesFirst = rule == "K02" || rule == "K04"
    return NaiveChecker.Statement(
      rule: rule.description, severity: severity.rawValue, subject: subject, fen: amount.fen,
      day: date.map { Int($0.number) } ?? 0, related: namesFirst ? related.first : nil)
  }
}
